"""`python -m guidebook diff`: the real command on git repositories of its own."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from commands import run
from conftest import EXAMPLE, NO_PROGRAM, make_small_guide, mistakes
from guidebook import comparison
from guidebook.comparison import revision
from guidebook.findings import BadInput

pytestmark = pytest.mark.slow


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=Testi", "-c", "user.email=testi@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A small guide in git, with a text, a fact and the order of a series changed since its only commit."""
    made = make_small_guide(tmp_path_factory.mktemp("muutos") / "opas")
    git(made.folder, "init", "-q", "-b", "main")
    made.write(".gitattributes", "docs/* export-ignore\n*.md filter=paha\n")
    made.write("docs/toinen.md", (made.folder / "docs" / "toinen.md").read_text("utf-8").replace("sata", "kymmenen"))
    git(made.folder, "add", "-A")
    git(made.folder, "commit", "-q", "-m", "Aloita")
    made.replace("docs/toinen.md", "kymmenen", "sata")
    made.replace("data/facts.yml", "value: 12", "value: 13")
    return made


def diff(made, *arguments: str, **environment: str):
    return run("guidebook", "diff", *arguments, cwd=made.folder, **environment)


def test_a_revision_is_compared_with_the_working_folder(repository):
    told = diff(repository, "main")
    assert (told.returncode, mistakes(told)) == (0, [])
    assert told.stdout.replace("\u00a0", " ").splitlines() == [
        "1 lukuarvo muuttuu, 1 sivun teksti muuttuu.",
        "",
        "Lukuarvot (1)",
        "- Testitieto (fakta): 12 % → 13 %",
        "    docs/toinen.md:7: Yli sata henkilöä ja 13 %:sta muualta.",
        "",
        "Sivut (1)",
        "- teksti muuttuu: Toinen (toinen.md)",
        '    docs/toinen.md:7: [Yli «– kymmenen]{väite="henkiloita > 100"}» «+ sata]{väite="henkiloita > 100"}» henkilöä ja {{ fakta -sta }} muualta.',
    ]


def test_the_page_is_written_beside_the_markdown(repository, tmp_path):
    told = diff(repository, "main", "--markdown", "--html", str(tmp_path / "muutos.html"))
    assert told.stdout.startswith("## Mitä muutos tekee\n")
    assert (tmp_path / "muutos.html").read_text("utf-8").startswith('<!doctype html>\n<html lang="fi">')
    refused = diff(repository, "main", "--html", str(tmp_path / "ei-ole" / "muutos.html"))
    assert refused.returncode == 1 and "muutos.html:1:1: tiedosto: tiedostoa ei voi kirjoittaa" in refused.stderr


def test_a_folder_can_be_the_base(repository, tmp_path):
    base = make_small_guide(tmp_path / "pohja")
    told = diff(repository, "--base-tree", str(base.folder))
    assert told.stdout.splitlines()[0] == "1 lukuarvo muuttuu, 1 sivu muuttuu vain lukujen kautta."


def test_what_ones_own_survey_brings_is_told(tmp_path):
    base, made = make_small_guide(tmp_path / "pohja"), make_small_guide(tmp_path / "oma")
    for one in (base, made):
        text = (one.folder / "data" / "statistics.yml").read_text("utf-8")
        own = text.partition("kanavien-kaytto")[0].replace("henkiloita:", "omia:").replace("  kind", "  collection: oma\n  kind")
        one.write("data/statistics.yml", text.replace("  kind", "  collection: esimerkki\n  kind") + own)
    told = run("guidebook", "diff", "--base-tree", base.folder, cwd=made.folder,
               GUIDEBOOK_SURVEY=str(base.folder / "data" / "surveys" / "esimerkki"))
    assert "- Henkilöitä (omia): ei julkaista: omaa aineistoa ei ole → 320 (n = 320)" in told.stdout, told.stderr


@pytest.mark.parametrize("name", ["--output=x", "-x", "main x", "", "main\nx", "x" * 300, "-"])
def test_a_hostile_name_is_no_revision(repository, name):
    told = diff(repository, "--", name)
    assert told.returncode == 1 and told.stdout == ""
    assert "revisio: ei ole revision nimi – anna haara, tunniste tai muutos" in told.stderr
    assert not (repository.folder / "x").exists()


@pytest.mark.parametrize("name", ["--output=x", "-x"])
def test_an_option_that_is_none_is_told_in_finnish(repository, name):
    told = diff(repository, name)
    assert told.returncode == 2 and "komentoa ei voi lukea" in told.stderr
    assert not (repository.folder / "x").exists()


@pytest.mark.parametrize("name", ["ei-ole", "main;rm", "main:docs", "HEAD~7", "$(touch${IFS}x)"])
def test_a_revision_that_is_not_there_is_told(repository, name):
    told = diff(repository, name)
    assert told.returncode == 1 and "revisio: revisiota ei ole – hae se ensin" in told.stderr


def test_one_base_is_needed_and_no_more(repository):
    for arguments in ((), ("main", "--base-tree", ".")):
        told = diff(repository, *arguments)
        assert told.returncode == 1 and "vertailukohta puuttuu, tai niitä on kaksi" in told.stderr


def test_a_folder_outside_git_is_told(tmp_path):
    made = make_small_guide(tmp_path / "opas")
    told = diff(made, "main", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert told.returncode == 1 and "tätä kansiota ei pidetä gitissä" in told.stderr


BROKEN = [
    ("data/facts.yml", "fakta: {label: [", "rikki:data/facts.yml:2:1: yaml: YAML ei aukea"),
    ("docs/toinen.md", b"# Toinen\n\n\xff", "rikki:docs/toinen.md:3:1: merkistö: tiedosto ei ole UTF-8-muodossa"),
    ("mkdocs.yml", "site_name: [x", "rikki:mkdocs.yml:1:14: yaml: mkdocs.yml ei aukea"),
    ("docs/toinen.md", None, "rikki:mkdocs.yml:3:24: sisällysluettelo: sivua toinen.md ei ole"),
    ("mkdocs.yml", None, "rikki:mkdocs.yml:1:1: tiedosto: tiedostoa ei ole"),
    ("data/surveys/esimerkki/persons.csv", "person_id\n", "rikki:data/surveys/esimerkki/persons.csv:1:1: sarake:"),
]


@pytest.mark.parametrize(("path", "content", "told"), BROKEN, ids=[f"{path} {str(content)[:20]}" for path, content, _ in BROKEN])
def test_a_base_that_cannot_be_read_is_told_with_its_place(tmp_path, path, content, told):
    made = make_small_guide(tmp_path / "opas")
    git(made.folder, "init", "-q", "-b", "main")
    whole = (made.folder / path).read_bytes()
    (made.folder / path).unlink() if content is None else made.write(path, content)
    git(made.folder, "add", "-A")
    git(made.folder, "commit", "-q", "-m", "Riko")
    git(made.folder, "branch", "rikki")
    made.write(path, whole)
    answer = diff(made, "rikki")
    assert answer.returncode == 1 and answer.stdout == ""
    assert any(line.startswith(told) for line in answer.stderr.splitlines()), answer.stderr
    assert "/opas-" not in answer.stderr, "no path of the temporary folder"


def test_a_symbolic_link_of_a_revision_is_told_and_not_made(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "linkki.md").symlink_to("/etc/hostname")
    (tmp_path / "ääkkönen ja väli.md").write_text("teksti", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Aloita")
    target = tmp_path / "ulos"
    assert revision.write_out("main", tmp_path, target) == {"linkki.md": "/etc/hostname"}
    assert {file.name: file.read_text("utf-8") for file in target.iterdir()} == {"ääkkönen ja väli.md": "teksti"}


def test_a_file_that_is_new_and_a_link_are_told(repository):
    link = repository.folder / "overrides" / "linkki.html"
    link.symlink_to("/etc/hostname")
    repository.write("docs/uusi.txt", "x")
    told = diff(repository, "main").stdout.replace("\u00a0", " ")
    link.unlink()
    (repository.folder / "docs" / "uusi.txt").unlink()
    assert told.partition("Muut tiedostot (2)\n")[2].splitlines() == [
        "- docs/uusi.txt: uusi tiedosto (1 tavua)", "- overrides/linkki.html: uusi tiedostolinkki (13 tavua)"]


def test_the_working_folder_must_be_readable_too(repository, tmp_path):
    made = make_small_guide(tmp_path / "opas")
    made.write("data/statistics.yml", "x: 5")
    with pytest.raises(BadInput, match=r"statistics\.yml"):
        comparison.read_tree(made.folder / "mkdocs.yml")


def test_the_gained_pages_are_counted_by_printing_both(repository):
    told = diff(repository, "main", "--pages")
    assert "Kirja" not in told.stdout, "as many as before"
    text = (repository.folder / "docs" / "toinen.md").read_text("utf-8")
    long = "\n\n".join(f"Kappale {number}. " + "Sana ja toinen. " * 60 for number in range(40))
    repository.write("docs/toinen.md", f"{text}\n{long}\n")
    told = diff(repository, "main", "--pages")
    repository.write("docs/toinen.md", text)
    assert re.search(r"^Kirja \(1\)\n- \d+ → \d+ sivua \(\+\d+\)$", told.stdout, re.M), told.stdout


MEASURED = """
oma-seuraajia:
  label: Seuraajia keskimmäisellä tilillä
  description: Seuraajien mediaani.
  collection: oma
  kind: number
  query: select median(followers) as value, count(*) as n from accounts where person_id is not null and followers is not null
"""
SENTENCE = '\n/// oma-aineisto\nKeskimmäisellä on {{ oma-seuraajia }} seuraajaa, [selvästi alle tuhat]{väite="oma-seuraajia < 1000"}.\n///\n'


def test_a_new_measurement_names_what_moved_and_which_sentence_fell(tmp_path):
    made = make_small_guide(tmp_path / "opas")
    own = made.folder / "data/surveys/oma"
    shutil.copytree(EXAMPLE, own, ignore=NO_PROGRAM)
    made.replace("data/surveys/oma/datapackage.json", '"sample": true', '"sample": false')
    made.replace("data/surveys/oma/datapackage.json", '"name": "', '"name": "oma-')
    page, statistics = made.folder / "docs/toinen.md", made.folder / "data/statistics.yml"
    page.write_text(page.read_text("utf-8") + SENTENCE, "utf-8")
    statistics.write_text(statistics.read_text("utf-8").replace("kind:", "collection: esimerkki\n  kind:") + MEASURED, "utf-8")
    git(made.folder, "init", "-q", "-b", "main")
    git(made.folder, "add", "-A")
    git(made.folder, "commit", "-q", "-m", "Aloita")
    accounts = own / "accounts.csv"
    header, *lines = accounts.read_text("utf-8").splitlines()
    again = [row.split(",") for row in lines]
    again = [",".join([*row[:3], f"{row[3]}0", *row[4:-1], "2026-11-20"]) for row in again if row[0] and row[3]]
    accounts.write_text("\n".join([header, *lines, *again]) + "\n", "utf-8")
    told = diff(made, "--markdown", "main")
    assert told.returncode == 0, told.stderr
    assert "oma-seuraajia" in told.stdout and "kaatui" in told.stdout and "selvästi alle tuhat" in told.stdout
