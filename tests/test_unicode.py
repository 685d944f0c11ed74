"""A letter is one letter however it was typed, and a place is that of the file as it stands."""

import unicodedata

import pytest

from guidebook.findings import BadInput
from guidebook.finnish import Voikko
from guidebook.guide import Format
from guidebook.markup import convert
from guidebook.pages import allowed
from guidebook.pages.page import read_page
from guidebook.proofing import prose, spelling, typography
from guidebook.proofing.wordlist import Wordlist
from guidebook.search.words import words
from guidebook.survey.csv_rows import Log, csv_rows
from guidebook.text.placed_yaml import read_yaml
from guidebook.text.source import mend, read_text, written_column
from guides import guide, settings

TYPED = "älä ÄLÄ syö: mentorii"
DECOMPOSED = unicodedata.normalize("NFD", TYPED)


@pytest.fixture
def file(tmp_path):
    def write(text: str):
        (tmp_path / "sivu.md").write_text(text, "utf-8")
        return tmp_path / "sivu.md"

    return write


def test_text_is_read_as_composed_and_places_stay_those_of_the_file(file):
    text = read_text(file(f"rivi\n{DECOMPOSED}\n"))
    assert text == f"rivi\n{TYPED}\n"
    for sign in set(TYPED):
        column = TYPED.index(sign) + 1
        assert DECOMPOSED[written_column(text, 2, column) - 1] == unicodedata.normalize("NFD", sign)[0]
    assert written_column(text, 2, len(TYPED) + 1) == len(DECOMPOSED) + 1


def test_findings_stand_where_the_file_has_them(file, tmp_path):
    page = read_page(tmp_path, file(DECOMPOSED).name)
    with Voikko() as voikko:
        found = list(spelling.check(page, Wordlist((), frozenset(), {}), tmp_path, voikko))
    assert [(finding.message, finding.place.column) for finding in found] == [('"mentorii"', DECOMPOSED.index("m") + 1)]
    with pytest.raises(BadInput) as error:
        read_yaml(file(unicodedata.normalize("NFD", "{ä: yksi, ä: kaksi}")))
    assert [finding.place.column for finding in error.value.findings] == [12]
    rows = csv_rows(read_text(file(unicodedata.normalize("NFD", "nimi,määrä\nÄiti,x\n"))), ",", Log(tmp_path))
    header, row = rows
    assert row.cells == ["Äiti", "x"] and row.place(1) == (2, 7) and header.cells[1] == "määrä"


def test_only_the_mended_lines_are_composed(file, tmp_path):
    page = read_page(tmp_path, file(f"{DECOMPOSED}\n{DECOMPOSED}...\n").name)
    mend(page.file, page.source, typography.fixed(page, frozenset()))
    assert page.file.read_text("utf-8") == f"{DECOMPOSED}\n{TYPED}…\n"


def test_soft_hyphens_are_passed_over(tmp_path):
    made = guide(tmp_path, {"luku.md": "## Sana\u00adliitto {#sana\u00adliitto}\n\n[Tänne](#sana\u00adliitto) some\u00adohjeesta."})
    html = convert(made, "luku.md", Format.WEB)
    assert [word.text for word in prose.words(made.pages["luku.md"])] == ["Sanaliitto", "Tänne", "someohjeesta"]
    assert 'id="sanaliitto"' in html and 'href="#sanaliitto"' in html and "some\u00adohjeesta" in html
    assert words("Sana\u00adliitto") == ["sanaliitto"]


@pytest.mark.parametrize(("name", "told"), [
    ("äiti.md", 'sivun nimi tulee sen osoitteeseen, eikä siinä voi olla merkkiä "ä" – nimeä tiedosto uudelleen: aiti.md'),
    ("a\u0308iti.md", "nimeä tiedosto uudelleen: aiti.md"),
    ("kuva-ääni.png", ""),
    (unicodedata.normalize("NFD", "kuva-ääni.png"), "nimeä tiedosto uudelleen: kuva-aani.png"),
])
def test_names_of_files_are_those_that_links_can_write(tmp_path, name, told):
    made = settings(tmp_path)
    made.docs.mkdir()
    (made.docs / name).write_text("", "utf-8")
    found = [str(finding) for finding in allowed.unfit_files(made) if finding.rule == "tiedoston-nimi"]
    assert len(found) == bool(told) and all(told in line for line in found)
