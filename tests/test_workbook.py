"""The sheets of the workbook as a form, and in the book as paper to write on."""

from dataclasses import replace

import pikepdf
import pytest

import pdf
from books import DOCS, STYLE, book_of, chapter_of
from guidebook.press import print_book, print_workbook

SHEET = """
<p><span class="kentta"><span class="kentan-nimi">Nimi</span><span class="kentan-tila"><span class="kentan-rivi"/></span></span></p>
<p><span class="kentta"><span class="kentan-nimi">Mistä sovimme</span>
<span class="kentan-tila"><span class="kentan-rivi"/><span class="kentan-rivi"/></span></span></p>
<aside class="lohko lohko-tarkistuslista"><p class="lohko-otsikko">Lista</p><ul><li>Tunnukset on <em>annettu</em>.</li></ul></aside>
<table><thead><tr><th>Viikko</th><th>Aihe</th></tr></thead><tbody><tr><td>1</td><td/></tr><tr><td>2</td><td>valmis</td></tr></tbody></table>
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    chapter = replace(chapter_of(SHEET, "arkki", "Sopimus"), sheet=1)
    out = tmp_path_factory.mktemp("press") / "tyokirja.pdf"
    assert print_workbook(book_of(chapter), STYLE, out, None, DOCS).warnings == []
    return out


@pytest.mark.slow
def test_the_workbook_is_a_form_whose_fields_are_named_by_what_they_ask(workbook):
    with pikepdf.open(workbook) as file:
        fields = [(str(field.TU), str(field.FT)) for field in file.Root.AcroForm.Fields]
    assert fields == [("Nimi", "/Tx"), ("Mistä sovimme", "/Tx"), ("Tunnukset on annettu.", "/Btn"), ("1, Aihe", "/Tx")]


@pytest.mark.slow
def test_the_workbook_is_pdf_ua_and_each_field_hangs_in_its_tree(workbook):
    assert pdf.failures(workbook) == []
    with pdf.Paper(workbook) as paper:
        assert len(list(paper.elements("Form"))) == 4


@pytest.mark.slow
def test_a_draft_of_the_workbook_says_so_on_every_page(tmp_path):
    book = book_of(replace(chapter_of(SHEET, "arkki", "Sopimus"), sheet=1), sample=False)
    out = tmp_path / "tyokirja.pdf"
    print_workbook(replace(book, imprint=replace(book.imprint, draft=True)), STYLE, out, None, DOCS)
    texts = pdf.page_texts(out)
    assert "merkityt kohdat odottavat" in texts[0] and all("Luonnos" in text.rstrip().splitlines()[-1] for text in texts)


@pytest.mark.slow
def test_a_sheet_leaves_room_on_paper_and_is_no_form_there(tmp_path):
    out = tmp_path / "opas.pdf"
    print_book(book_of(replace(chapter_of(SHEET, "arkki", "Sopimus"), sheet=1)), STYLE, out, None, DOCS)
    with pikepdf.open(out) as file:
        assert "/AcroForm" not in file.Root
