"""Another guide by the same program: what `make guide` writes, and a guide that has next to nothing."""

import re
import shutil
import subprocess
import sys

import pytest

from commands import ROOT
from conftest import SmallGuide, mistakes
from pdf import page_texts

HOOKS = "hooks: [hooks/tell_progress.py, hooks/publish_site.py, hooks/show_preview.py, hooks/fill_numbers.py, hooks/print_book.py, hooks/guard_pages.py, " \
        "hooks/wear_identity.py, hooks/dress_pages.py, hooks/draw_cards.py, hooks/announce_editions.py, " \
        "hooks/redirect_addresses.py, hooks/index_search.py]"
NOTHING = "site_name: Pieni\nnav: [index.md, {Osa: [luku.md]}]\ntheme: {name: material, language: fi}\nplugins: [search]\n" + HOOKS


def new_guide(*arguments) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "tools/new_guide.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_a_new_guide_builds_to_site_and_book(tmp_path):
    made = SmallGuide(tmp_path / "toinen")
    assert new_guide(made.folder).stdout.startswith("Valmis: ")
    assert len((made.folder / "README.md").read_text("utf-8").splitlines()) == 11
    assert not (made.folder / "data").exists()
    keys = re.findall(r"^(\w+):", (made.folder / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert len(keys) == len(set(keys))
    built = made.publish(GUIDEBOOK_SITE_URL="https://example.org/toinen/")
    assert (built.returncode, mistakes(built)) == (0, []), built.stderr
    for named in re.findall(r"make [a-z]+", built.stderr):
        assert subprocess.run([*named.split(), "--dry-run"], cwd=made.folder, capture_output=True, check=False).returncode == 0
    pages = page_texts(made.site / "opas.pdf")
    assert "Uusi opas" in pages[0] and any("Oppaassa ei ole lähteitä." in page for page in pages)
    assert "#24456b" in (made.site / "assets/ilme/ilme.css").read_text("utf-8")
    assert (made.site / "assets/kortit/osa/ensimmainen-luku.png").is_file()
    assert all((made.site / f"assets/css/{name}.css").is_file() for name in ("guide", "frame"))
    assert "assets/css/frame.css" in (made.site / "index.html").read_text("utf-8")
    words = "".join(file.read_text("utf-8") for file in made.site.rglob("*.html"))
    assert "someopas" not in words and "tietoa/lataa" not in words
    assert made.check().stdout.endswith("Kunnossa: 3 sivua, 0 lukua.\n")


@pytest.mark.parametrize("holds", ["a file", "a folder", "itself a file"])
def test_what_is_there_already_is_left_alone(tmp_path, holds):
    folder = tmp_path / "toinen"
    if holds == "itself a file":
        folder.write_text("a", "utf-8")
    else:
        folder.mkdir()
        (folder / ".piilo").touch() if holds == "a file" else (folder / "docs").mkdir()
    before = sorted(tmp_path.rglob("*"))
    told = new_guide(folder)
    assert (told.returncode, told.stderr) == (1, f"{folder}: kansio ei ole tyhjä – anna uusi tai tyhjä kansio\n")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("arguments", [[], [""], ["a", "b"]])
def test_a_folder_is_asked_for(arguments):
    told = new_guide(*arguments)
    assert (told.returncode, told.stderr) == (2, "Anna kansio: make guide DIR=../toinen\n")


@pytest.fixture
def bare(tmp_path) -> SmallGuide:
    """Nothing but a configuration, two pages and the hooks."""
    made = SmallGuide(tmp_path / "bare")
    made.write("mkdocs.yml", NOTHING)
    made.write("docs/index.md", "# Pieni\n\nAlku.\n")
    made.write("docs/luku.md", "# Luku\n\nTakaisin [alkuun](index.md). [Termi]{hakemisto=termi}\n\n/// hakemisto\n///\n")
    (made.folder / "hooks").symlink_to(ROOT / "hooks")
    return made


@pytest.mark.slow
def test_a_guide_with_next_to_nothing_is_published_without_a_book_and_says_so(bare):
    built = bare.publish()
    assert built.returncode == 0 and not (bare.site / "opas.pdf").exists(), built.stderr
    assert "kirjaa ei paineta, koska tyylitiedostoa overrides/print/book.css ei ole" in built.stderr
    assert "Termi" in (bare.site / "luku/index.html").read_text("utf-8")
    proof = bare._run("guidebook", "proof")
    assert proof.returncode == 1 and mistakes(proof) == [
        "mkdocs.yml:1:1: kirja: kirjan tyylitiedostoa overrides/print/book.css ei ole – tuo se oppaan kansiosta overrides/print"]


@pytest.mark.slow
def test_with_the_style_of_print_alone_the_same_guide_has_a_book_too(bare):
    shutil.copytree(ROOT / "overrides/print", bare.folder / "overrides/print")
    built = bare.publish()
    assert (built.returncode, mistakes(built)) == (0, []), built.stderr
    assert "Laitos 2026" in page_texts(bare.site / "opas.pdf")[0]


@pytest.mark.slow
def test_what_a_page_uses_and_the_guide_has_not_is_told_at_its_place(bare):
    bare.write("docs/luku.md", "# Luku\n\n[termi]{hakemisto=termi}\n")
    assert bare.check().stdout.splitlines()[0] == (
        "docs/luku.md:3:1: hakusana: oppaassa ei ole hakemistoa – lisää jollekin sivulle lohko /// hakemisto (huomautus)")
    bare.write("mkdocs.yml", f"{NOTHING}\nextra: {{guidebook: {{glossary: lku.md}}}}\n")
    assert mistakes(bare.check())[0] == (
        'mkdocs.yml:6:21: asetus: asetuksessa "extra: guidebook: glossary" on "lku.md", jota ei ole – tarkoititko "luku.md"?')
    bare.write("mkdocs.yml", NOTHING)
    bare.write("docs/luku.md", "# Luku\n\n{{ jokin }} ja [@joku].\n\n/// kuvio | sarja\nTeksti.\n///\n")
    told = bare.check()
    assert (told.returncode, mistakes(told)) == (1, ["3 korjattavaa."]) and told.stdout.splitlines() == [
        'docs/luku.md:3:1: tuntematon-luku: "jokin" – tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml',
        'docs/luku.md:3:16: tuntematon-lähde: "joku" – lisää se tiedostoon data/sources.yml',
        'docs/luku.md:5:1: tuntematon-kuvio: "sarja" – tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml']
