"""Chapters by themselves: what they have with them, where they lead, and how they are printed."""

import datetime
from dataclasses import replace
from xml.etree.ElementTree import tostring

import pikepdf
import pytest

import guides
import pdf
from books import DOCS, STYLE, book_of, chapter_of
from guidebook import book, offprinting, press
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.text.keeping import kept

ADDRESS = "https://example.org/opas/"
DAY = datetime.date(2026, 11, 23)
PAGES = {
    "osa/eka.md": """---
title: Eka luku
description: Mistä luku kertoo.
---

# Eka luku

## Alku {#alku}

Laki sanoo toisin [@tsl]. Luku on {{ ohittaa }}, ja siitä kertoo [toinen luku](toka.md#kohta).
Oma kohta on [alussa](#alku), ja vielä [muualla](https://example.org/).
""",
    "osa/toka.md": "# Toka luku\n\n## Kohta {#kohta}\n\nKatso [eka](eka.md).\n",
    "luvut.md": "# Luvut\n\n/// luvut\n///\n\n/// lahteet\n///\n",
    "hakemisto.md": "# Hakemisto\n\n/// hakemisto\n///\n",
}


def offprints(tmp_path, address=ADDRESS, pages=PAGES) -> dict[str, book.Offprint]:
    guide = guides.guide(tmp_path, pages)
    guide.settings = replace(guide.settings, address=address)
    whole = book.assemble(guide, convert_pages(guide, Format.PRINT))
    folios = {"osa-toka--kohta": 88, "osa-toka": 87, "luvut--luku-ohittaa": 90, "osa-eka": 3}
    return {one.path: one for one in book.offprints(guide, whole, folios, DAY)}


def links(offprint: book.Offprint) -> list[str]:
    return [link.get("href") for link in offprint.chapter.body.iter("a")]


def test_each_chapter_of_the_book_but_its_index_stands_alone(tmp_path):
    assert list(offprints(tmp_path)) == ["osa/eka.md", "osa/toka.md", "luvut.md"]


def test_what_points_to_other_chapters_leads_to_their_pages(tmp_path):
    led_to = links(offprints(tmp_path)["osa/eka.md"])
    assert f"{ADDRESS}osa/toka/#kohta" in led_to and f"{ADDRESS}luvut/#luku-ohittaa" in led_to
    assert "#osa-eka--alku" in led_to and "https://example.org/" in led_to
    assert f"{ADDRESS}osa/eka/" in links(offprints(tmp_path)["osa/toka.md"])


def test_without_an_address_it_tells_the_chapter_and_its_page_in_the_book(tmp_path):
    offprint = offprints(tmp_path, address="")["osa/eka.md"]
    words = " ".join("".join(offprint.chapter.body.itertext()).split())
    assert "toinen luku (kirjan s. 88)." in words
    assert not [one for one in links(offprint) if "toka" in one]


def test_the_sources_that_it_cites_stand_at_its_end_and_no_others(tmp_path):
    offprint = offprints(tmp_path)["osa/eka.md"]
    title, sources = offprint.chapter.body[-2:]
    assert title.text == "Lähteet" and [one.get("id") for one in sources] == ["luvut--lahde-tsl"]
    assert "#luvut--lahde-tsl" in links(offprint)
    assert not offprints(tmp_path)["osa/toka.md"].chapter.body.findall(".//ul[@class='lahteet']")


def test_the_chapters_of_the_book_stay_as_they_are(tmp_path):
    guide = guides.guide(tmp_path, PAGES)
    whole = book.assemble(guide, convert_pages(guide, Format.PRINT))
    before = [tostring(chapter.body) for part in whole.parts for chapter in part.chapters]
    list(book.offprints(guide, whole, {}, DAY))
    assert [tostring(chapter.body) for part in whole.parts for chapter in part.chapters] == before


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("luku")
    offprint = offprints(folder)["osa/eka.md"]
    made = press.print_offprint(offprint, STYLE, folder / "luku.pdf", None, DOCS)
    assert made.warnings == [] and made.size == (folder / "luku.pdf").stat().st_size
    return folder / "luku.pdf"


@pytest.mark.slow
def test_it_is_tagged_in_finnish_with_its_title_and_bookmarks(printed):
    assert pdf.failures(printed) == []
    with pdf.Paper(printed) as paper:
        assert str(paper.pdf.docinfo.Title) == "Eka luku – Opas" and str(paper.pdf.Root.Lang) == "fi"
        assert [(level, words) for level, words, _ in paper.outline()] == [(1, "Eka luku"), (2, "Alku"), (2, "Lähteet")]


@pytest.mark.slow
def test_its_strip_tells_whose_it_is_and_where_it_stands(printed):
    first = pdf.page_texts(printed)[0]
    top = first[: first.index("Eka luku")]
    assert all(words in top for words in ("Opas", "Laitos 2026.1, 23.11.2026", "CC BY 4.0", f"{ADDRESS}osa/eka/"))


@pytest.mark.slow
def test_a_chapter_that_is_the_same_is_not_set_again(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def keep(*given):
        return kept(*given, shelf="luku")

    def hyphenate(text, narrow=False):
        asked.append(text)
        return text

    def prints(offprint, name):
        asked.clear()
        press.print_offprint(offprint, STYLE, tmp_path / name, hyphenate, DOCS, keep)
        return bool(asked), (tmp_path / name).read_bytes()

    asked = []
    offprint = offprints(tmp_path)["osa/toka.md"]
    first, again = prints(offprint, "1.pdf"), prints(offprint, "2.pdf")
    moved = prints(offprints(tmp_path, address="https://example.com/")["osa/toka.md"], "3.pdf")
    assert first[0] and again == (False, first[1]) and moved[0]


@pytest.mark.slow
def test_no_page_is_begun_for_the_last_of_its_sources(tmp_path):
    """So many that some of the lists would go on by one to four."""
    offprint, ends = offprints(tmp_path)["osa/toka.md"], []
    for count in range(35, 44):
        sources = "".join(f"<li id='n-{number}'>Nimi {number}</li>" for number in range(count))
        chapter = chapter_of(f"<p>{'Sana toisensa jälkeen. ' * 20}</p><h2 id='l'>Lähteet</h2><ul class='lahteet'>{sources}</ul>", id="osa-toka")
        press.print_offprint(replace(offprint, book=book_of(chapter)), STYLE, tmp_path / "luku.pdf", None, DOCS)
        texts = pdf.page_texts(tmp_path / "luku.pdf")
        ends.append((len(texts), texts[-1].count("Nimi ")))
    assert {pages for pages, _ in ends} == {1, 2} and all(last >= 5 for _, last in ends)


@pytest.mark.slow
def test_a_sheet_by_itself_is_a_form(tmp_path):
    sheet = "---\ntitle: Arkki\narkki: 1\n---\n\n# Arkki\n\n/// tarkistuslista | Lista\n\n- Tunnukset on annettu.\n///\n"
    offprint = offprints(tmp_path, pages={"arkki.md": sheet})["arkki.md"]
    press.print_offprint(offprint, STYLE, tmp_path / "luku.pdf", None, DOCS)
    with pikepdf.open(tmp_path / "luku.pdf") as file:
        assert len(file.pages) == 1 and [str(one.TU) for one in file.Root.AcroForm.Fields] == ["Tunnukset on annettu."]


@pytest.mark.parametrize(
    ("named", "told"),
    [("docs/osa/ekaa.md", 'tarkoititko "docs/osa/eka.md"?'), ("toka", 'tarkoititko "docs/osa/toka.md"?'),
     ("docs/qqqqqqqq.md", "anna sivun tiedosto, esim. docs/osa/eka.md"),
     ("docs/hakemisto.md", "anna jonkin luvun tiedosto, esim. docs/osa/eka.md")],
)
def test_a_page_that_makes_no_chapter_is_told_with_what_was_meant(tmp_path, named, told):
    with pytest.raises(BadInput) as caught:
        offprinting.make(guides.guide(tmp_path, PAGES), named, tmp_path)
    assert str(caught.value.findings[0]).endswith(f" – {told}") and named in str(caught.value.findings[0])
