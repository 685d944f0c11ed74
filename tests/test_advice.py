"""What is told can be followed to the letter: then nothing is told, and the guide is built."""

import re
import subprocess

import pytest
import yaml

from commands import ROOT
from conftest import make_small_guide
from goldens import golden
from guidebook import settings
from guidebook.checking import check_guide
from guidebook.guide import read_guide

pytestmark = pytest.mark.slow

CASES = golden("advice")
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'
HEAD = "# Luku\n\n"


def text(case) -> str:
    return ("" if case.get("whole") else HEAD) + case["write"] + "\n"


def mended(case) -> str:
    right = text(case)
    for wrong, advice in case["mend"].items():
        assert wrong in right
        right = right.replace(wrong, advice)
    return right


def paths() -> list[str]:
    return [case.get("page", f"tapaus-{number}.md") for number, case in enumerate(CASES)]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small guide to write the pages of the cases into."""
    made = make_small_guide(tmp_path_factory.mktemp("advice") / "guide")
    made.write("data/words.txt", "LinkedIn ~ Kevin\n")
    made.write("docs/kuvat/talo.svg", DRAWING)
    made.write("docs/kanavat/linkedin.md", "# LinkedIn\n")
    return made


def write(made, pages: dict[str, str]) -> None:
    for path, source in pages.items():
        made.write(f"docs/{path}", source)
    for path in set(paths()) - set(pages):
        (made.folder / "docs" / path).unlink(missing_ok=True)
    config = yaml.safe_load((ROOT / "tests/small/mkdocs.yml").read_text("utf-8"))
    config["nav"] = ["index.md", "toinen.md", "kanavat/linkedin.md", *pages]
    config["extra"]["guidebook"]["words"] = "data/words.txt"
    made.write("mkdocs.yml", yaml.safe_dump(config, allow_unicode=True))


def checked(made, monkeypatch) -> list[str]:
    monkeypatch.chdir(made.folder)
    guide = read_guide(settings.read(made.folder / "mkdocs.yml"))
    check_guide(guide)
    return [str(finding).replace("\u00a0", " ") for finding in guide.errors]


def told(made, monkeypatch) -> dict[str, list[str]]:
    """What the check tells of each page."""
    lines: dict[str, list[str]] = {}
    for line in checked(made, monkeypatch):
        path, _, rest = line.partition(":")
        lines.setdefault(path.removeprefix("docs/"), []).append(rest)
    return lines


def expected(case) -> list[str]:
    """The lines of a case, counted from the page's first."""
    before = 0 if case.get("whole") else HEAD.count("\n")
    return [re.sub(r"^\d+", lambda match: str(int(match[0]) + before), line) for line in case["told"]]


def test_what_is_not_as_its_writer_meant_is_told_where_it_stands(small, monkeypatch):
    write(small, {path: text(case) for path, case in zip(paths(), CASES, strict=True)})
    found = told(small, monkeypatch)
    for path, case in zip(paths(), CASES, strict=True):
        lines = found.pop(path, [])
        assert len(lines) == len(case["told"]), (case["write"], lines)
        for line, start in zip(lines, expected(case), strict=True):
            assert line.startswith(start), case["write"]
    assert not {path for path in found if path not in ("index.md", "toinen.md")}


def test_advice_that_is_followed_ends_what_was_told(small, monkeypatch):
    pages = {path: mended(case) for path, case in zip(paths(), CASES, strict=True) if "mend" in case}
    pages |= {path: text(case) for path, case in zip(paths(), CASES, strict=True) if not case["told"]}
    write(small, pages)
    found = told(small, monkeypatch)
    assert {path: lines for path, lines in found.items() if path in pages} == {}


def test_pages_of_one_name_in_the_book_and_long_cells_are_told(small, monkeypatch):
    long = f"# Luku\n\n| Nimi | Kuvaus |\n|---|---|\n| Aino | {'sana ' * 101} |\n"
    write(small, {"a/b.md": "# Yksi\n", "a-b.md": "# Kaksi\n", "c.md": long, "d.md": long.replace("sana " * 3, "", 1)})
    lines = checked(small, monkeypatch)
    assert lines[1].endswith("nosta rajaa: mkdocs.yml, extra: guidebook: rajat: solun-merkit: 504")
    for path in ("a/b.md", "a-b.md", "c.md", "d.md"):
        (small.folder / "docs" / path).unlink()
    assert [line.partition(" – ")[0] for line in lines] == [
        "docs/a-b.md:1:1: tunnus: sivuilla a/b.md ja a-b.md on kirjassa sama tunnus a-b",
        "docs/c.md:5:10: pitkä-solu: taulukon solussa on yli 500 merkkiä"]


@pytest.mark.slow
def test_the_build_tells_what_the_check_tells(small, monkeypatch):
    write(small, {path: text(case) for path, case in zip(paths(), CASES, strict=True) if case["told"]})
    (small.folder / "data/words.txt").unlink()
    small.replace("mkdocs.yml", "words: data/words.txt", "summary: Opas")
    lines = checked(small, monkeypatch)
    built = small.publish()
    assert built.returncode != 0 and lines
    said = (built.stdout + built.stderr).replace("\u00a0", " ")
    assert [line for line in lines if line not in said] == []


@pytest.mark.slow
def test_what_is_right_is_built(small):
    pages = {path: mended(case) for path, case in zip(paths(), CASES, strict=True) if "mend" in case}
    pages |= {path: text(case) for path, case in zip(paths(), CASES, strict=True) if not case["told"]}
    write(small, pages)
    built = small.publish()
    assert built.returncode == 0, built.stdout + built.stderr


# ---- What was there before ----

X = "# X eli Twitter\n\nYksi.\n\nKaksi.\n\n## Kuvat\n\nKolme.\n"
LISTED = "julkaistu:\n" + "".join(f'  {address}: "1"\n' for address in ("/", "/toinen/", "/kanavat/x/", "/kanavat/podcast/"))
LINKS = "\n[a](kanavat/x.md#kuvat) ja [b](kanavat/x.md#kuvat)\n"


@pytest.fixture(params=[True, False], ids=["with git", "without git"])
def published(request, tmp_path, monkeypatch):
    """A guide that was sound, and whether git knows it."""
    made = make_small_guide(tmp_path / "guide")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    config = yaml.safe_load((made.folder / "mkdocs.yml").read_text("utf-8"))
    config["nav"] = ["index.md", "toinen.md", "kanavat/x.md", "kanavat/podcast.md"]
    config["extra"]["guidebook"]["addresses"] = "data/addresses.yml"
    made.write("mkdocs.yml", yaml.safe_dump(config))
    made.write("data/addresses.yml", LISTED)
    made.write("docs/kanavat/x.md", X)
    made.write("docs/kanavat/podcast.md", "# Podcast\n\n## Kuuntele\n\n[x](x.md#kuvat)\n")
    made.write("docs/index.md", (made.folder / "docs/index.md").read_text("utf-8") + LINKS)
    made.in_git = request.param
    if made.in_git:
        for words in (["init", "-q"], ["add", "docs", "data", "mkdocs.yml"], ["commit", "-qm", "1"]):
            who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
            subprocess.run(["git", *who, *words], cwd=made.folder, check=True, capture_output=True)
    assert checked(made, monkeypatch) == []
    return made


def test_a_page_that_was_renamed_is_known_everywhere_at_once(published, monkeypatch):
    (published.folder / "docs/kanavat/x.md").unlink()
    published.write("docs/kanavat/x-eli-twitter.md", X.replace("Kaksi", "Toinen"))
    lines = [
        'uusi-osoite: sivun kanavat/x-eli-twitter.md osoite "/kanavat/x-eli-twitter/" puuttuu luettelosta '
        '– lisää kohtaan julkaistu rivi /kanavat/x-eli-twitter/: "1"',
        'kadonnut-osoite: osoitteessa "/kanavat/x/" oli sivu, eikä sitä enää ole '
        "– kirjoita kohtaan siirretty rivi /kanavat/x/: /kanavat/x-eli-twitter/",
        'tuntematon-sivu: "kanavat/x.md#kuvat" – tarkoititko "kanavat/x-eli-twitter.md#kuvat"?',
        'tuntematon-sivu: "kanavat/x.md#kuvat" – tarkoititko "kanavat/x-eli-twitter.md#kuvat"?',
        'tuntematon-sivu: "x.md#kuvat" – tarkoititko "x-eli-twitter.md#kuvat"?',
        "sisällysluettelo: sivua kanavat/x.md ei ole – kirjoita tilalle kanavat/x-eli-twitter.md",
    ]
    assert [line.split(": ", 1)[1] for line in checked(published, monkeypatch)] == lines
    published.write("data/addresses.yml", f'{LISTED}  /kanavat/x-eli-twitter/: "1"\nsiirretty:\n  /kanavat/x/: /kanavat/x-eli-twitter/\n')
    for file in ("docs/index.md", "docs/kanavat/podcast.md", "mkdocs.yml"):
        text = (published.folder / file).read_text("utf-8")
        published.write(file, re.sub(r"(?<![\w-])x\.md", "x-eli-twitter.md", text))
    assert checked(published, monkeypatch) == []


def test_a_heading_that_was_renamed_is_told_at_the_heading(published, monkeypatch):
    published.replace("docs/kanavat/x.md", "## Kuvat", "## Kuvat ja videot")
    (line,) = checked(published, monkeypatch)
    what = "tunnus #kuvat katosi, ja" if published.in_git else "tunnusta #kuvat ei ole:"
    assert line == (f"docs/kanavat/x.md:7:1: tuntematon-ankkuri: {what} 3 linkkiä vie siihen (docs/index.md:13, docs/index.md:13, "
                    'docs/kanavat/podcast.md:5) – kirjoita "## Kuvat ja videot {#kuvat}", tai korjaa linkit')
    published.replace("docs/kanavat/x.md", "## Kuvat ja videot", "## Kuvat ja videot {#kuvat}")
    assert checked(published, monkeypatch) == []


def test_everything_is_told_in_one_round(published, monkeypatch):
    published.write("docs/uusi.md", "---\ntitle: A: b\n---\n\n# Uusi\n\n{{ olematon }} [x](toine.md) {{ jää\n\n/// vinkki\nTeksti.\n")
    rules = [line.split(": ")[1] for line in checked(published, monkeypatch)]
    assert rules == ["uusi-osoite", "sisällysluettelo", "alkutiedot", "tuntematon-luku", "tuntematon-sivu", "jäänyt-merkintä", "lohko-auki"]
