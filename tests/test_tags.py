"""What a reader who listens gets of the book: its structure tree, on small books that lines and pages break."""

import re
from dataclasses import replace

import pikepdf
import pytest

import pdf
from books import DOCS, STYLE, book_of, chapter_of, sample_book
from guidebook.finnish.voikko import Voikko
from guidebook.press import print_book
from pdf import Paper

pytestmark = pytest.mark.slow

SENTENCE = "Sana seuraa toista, kunnes rivi täyttyy ja seuraava alkaa. "
ROWS = "".join(f'<tr><th scope="row">Rivi {row}</th><td>{SENTENCE}</td></tr>' for row in range(60))
LONG = f"""
<p>Alku <em>{SENTENCE * 3}</em>{SENTENCE * 90}Loppu.</p>
<ul>{"".join(f"<li>Kohta {item}. {SENTENCE * 2}<ul><li>Alempi.</li></ul></li>" for item in range(40))}</ul>
<table><thead><tr><td></td><th>Teksti<span class="alaviite">Alla.</span></th></tr></thead><tbody>{ROWS}</tbody></table>
<p>Taulukon jälkeen. <a href="https://example.org/">{SENTENCE * 3}</a></p>
<dl><dt>Termi</dt><dd>Selitys.</dd><dt>Toinen</dt><dd>Yksi.</dd><dd>Kaksi.</dd></dl>"""


def printed(tmp_path_factory, book):
    out = tmp_path_factory.mktemp("tags") / "kirja.pdf"
    with Voikko() as voikko:
        assert print_book(book, STYLE, out, voikko.hyphenate, DOCS).warnings == []
    return out


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    with Paper(printed(tmp_path_factory, book_of(chapter_of(LONG)))) as paper:
        yield paper


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    with Paper(printed(tmp_path_factory, sample_book())) as paper:
        yield paper


def kinds(element) -> list[str]:
    return [str(kid.S).lstrip("/") for kid in element.K if not isinstance(kid, int) and "/S" in kid]


def test_a_paragraph_a_list_and_a_table_over_pages_are_one_each(long):
    paragraphs = [long.spoken(one) for one in long.elements("P")]
    (whole,) = [text for text in paragraphs if text.startswith("Alku")]
    assert whole.endswith("Loppu.") and whole.replace("\u00ad", "").count(SENTENCE.strip()) == 93
    lists = [one for one in long.elements("L") if len(one.K) == 40]
    assert len(lists) == 1 and all(kinds(item) == ["Lbl", "LBody"] for item in lists[0].K)
    assert all(kinds(item.K[1]) == ["L"] for item in lists[0].K)
    (table,) = long.elements("Table")
    assert kinds(table) == ["THead", "TBody"] and len(table.K[1].K) == 60
    assert long.loose_content() == []


def test_a_list_in_columns_is_one(tmp_path_factory):
    """The list of sources is set in two."""
    sources = "".join(f"<li>Lähde {number}. {SENTENCE}</li>" for number in range(20))
    book = book_of(chapter_of(f'<ul class="lahteet">{sources}</ul>'))
    with Paper(printed(tmp_path_factory, book)) as paper:
        (listed,) = [one for one in paper.elements("L") if "Lähde" in paper.spoken(one)]
        assert [paper.spoken(item).split(".")[0] for item in listed.K] == [f"Lähde {number}" for number in range(20)]
    assert pdf.failures(paper.path) == []


def test_heads_say_what_they_are_the_heads_of(long):
    (table,) = long.elements("Table")
    corner, head = table.K[0].K[0].K
    assert (corner.S, head.S, head.A.Scope) == ("/TD", "/TH", "/Column")
    assert {str(row.K[0].A.Scope) for row in table.K[1].K} == {"/Row"}
    assert not any("/Headers" in cell.get("/A", {}) for row in table.K[1].K for cell in row.K)


def test_a_link_over_lines_is_one_with_a_place_on_each(long):
    (link,) = [one for one in long.elements("Link") if SENTENCE.strip() in long.spoken(one).replace("\u00ad", "")]
    places = [kid.Obj for kid in link.K if not isinstance(kid, int)]
    assert len(places) == 3 and len({float(place.Rect[1]) for place in places}) == 3
    assert {str(place.A.URI) for place in places} == {"https://example.org/"}


def test_a_term_is_the_label_of_what_explains_it(long):
    (terms,) = [one for one in long.elements("L") if long.spoken(one).startswith("Termi")]
    told = [[(str(part.S), long.spoken(part).strip(": ·\u00a0")) for part in item.K] for item in terms.K]
    assert told == [[("/Lbl", "Termi"), ("/LBody", "Selitys.")],
                    [("/Lbl", "Toinen"), ("/LBody", "Yksi."), ("/LBody", "Kaksi.")]]


def test_a_footnote_of_a_table_is_read_after_the_table(long):
    (note,) = long.elements("Note")
    assert long.spoken(note).endswith("Alla.") and note.K[0].S == "/Lbl"
    (holder,) = [one for one in long.elements("Div") if "Table" in kinds(one)]
    assert kinds(holder)[kinds(holder).index("Table") + 1] == "Note"
    (call,) = [one for one in long.elements("Reference") if long.spoken(one).strip() == "1"]
    assert call.P.S == "/TH"


def test_the_contents_are_entries_that_refer_and_have_no_dots(sample):
    contents = next(sample.elements("TOC"))
    parts = [(sample.spoken(entry.K[0]), kinds(entry)) for entry in contents.K]
    assert [re.fullmatch(r"(\w+)\s\d+", text)[1] for text, _ in parts] == ["Lähtökohdat", "Aineisto"]
    assert {str(entry.S) for entry in contents.K} == {"/TOCI"}
    assert all(below == ["Reference", "TOC"] for _, below in parts)
    assert {tuple(kinds(one)) for one in sample.elements("Reference")} == {("Link",)}


def test_a_note_is_read_at_its_call(sample):
    for paragraph in sample.elements("P"):
        for kind, following in zip(kinds(paragraph), kinds(paragraph)[1:], strict=False):
            assert (kind == "Reference") == (following == "Note")


def test_other_languages_are_told(tmp_path_factory):
    swedish = chapter_of("<p>På svenska, <span lang='en'>not English</span>.</p><p>Mera.</p>", "svenska", "På svenska")
    finnish = chapter_of("<p>Suomeksi: <span lang='en'>thought leader</span>.</p>", "suomi", "Suomeksi")
    book = book_of(replace(swedish, language="sv"), finnish)
    with Paper(printed(tmp_path_factory, book)) as paper:
        told = {(str(one.S), str(one.Lang), paper.spoken(one)) for kind in ("Sect", "Span", "TOCI", "P")
                for one in paper.elements(kind) if "/Lang" in one}
    assert {("/Span", "en", "not English"), ("/Span", "en", "thought leader")} <= told
    assert ("/Sect", "sv") in {item[:2] for item in told} and ("/TOCI", "sv") in {item[:2] for item in told}
    assert len(told) == 4


def test_a_word_broken_by_the_line_alone_is_whole(sample, long):
    texts = [paper.spoken(one) for paper in (sample, long) for one in paper.elements("P")]
    broken = [text for text in texts if "\u00ad" in text]
    assert broken and any("asian\u00adtuntijaviestinnässä" in text.lower() for text in broken)
    assert "Asiantuntijaviestinnässä" in "".join(texts).replace("\u00ad", "")


def test_no_element_is_empty(sample, long):
    for paper in (sample, long):
        empty = [str(item.S) for item in paper.pdf.objects if isinstance(item, pikepdf.Dictionary)
                 and item.get("/Type") == "/StructElem" and not len(item.K)]
        assert set(empty) <= {"/TD"}
