"""The right edge: which words of a paragraph are made whole, and that its pages are laid out once for it."""

import pytest

from books import DOCS, STYLE, book_of, chapter_of
from guidebook import press
from guidebook.press.makeup import layouts, rag
from guidebook.press.makeup.laid import Line, Rect
from test_offprints import offprints

BROAD, NARROW = 400, 200


def lines(text: str, room: float) -> list[Line]:
    """One for each row, whose letters are four pixels wide."""
    rows = text.split("\n")
    return [Line(row, Rect(0, at * 14, len(row) * 4, at * 14 + 14), room, 9) for at, row in enumerate(rows)]


RUN = f"{'a' * 88} pitkäs-\nti {'b' * 80} toimivas-\nsa {'c' * 80} kunnos-\nsa lopuksi"
CASES = {
    "three under each other": (RUN, BROAD, 2, "pit·käs·ti toi·mi·vas·sa kun·nos·sa", "pitkästi toi·mi·vas·sa kun·nos·sa"),
    "two": (RUN.partition("\nsa c")[0] + "\nsa", BROAD, 2, "pit·käs·ti toi·mi·vas·sa", "pit·käs·ti toi·mi·vas·sa"),
    "little left behind": (f"{'a' * 90} sii-\nhen loppuu", BROAD, 1, "sii·hen lop·puu", "siihen lop·puu"),
    "little left behind, tried before": (f"{'a' * 90} sii-\nhen loppuu", BROAD, 2, "sii·hen", "sii·hen"),
    "a narrow column": (f"{'a' * 40} sii-\nhen loppuu", NARROW, 1, "sii·hen", "sii·hen"),
    "sent back": (f"{'a' * 60}\n{'b' * 38}työ loppuu", BROAD, 1, f"bb·{'b' * 36}·työ", f"bb·{'b' * 36}työ"),
    "cut short, tried twice": (f"{'a' * 40} kirjoitta-\njalle se", BROAD, 3, "kir·joit·ta·jal·le se", "kirjoittajalle se"),
}


@pytest.mark.parametrize(("broken", "room", "tried", "before", "after"), CASES.values(), ids=CASES)
def test_the_words_that_break_without_need_are_made_whole(broken, room, tried, before, after):
    texts = [before.replace("·", "\u00ad")]
    changed = rag.calm(texts, lines(broken, room), tried)
    assert texts[0].replace("\u00ad", "·") == after and changed == (before != after)


@pytest.mark.slow
def test_pages_are_not_laid_out_again_for_it(tmp_path, monkeypatch):
    """A run of hyphens that would be: in a wide column each of these words breaks at the end of its line."""
    laid, lay_out = [], layouts.Layouts.lay_out
    monkeypatch.setattr(layouts.Layouts, "lay_out", lambda *given, **named: laid.append(lay_out(*given, **named)) or laid[-1])
    pages = {"luku.md": f"# Luku\n\n{'Epäjärjestelmällistyttämättömyydelläänkään ' * 25}\n"}
    offprint = offprints(tmp_path, pages=pages)["luku.md"]
    press.print_offprint(offprint, STYLE, tmp_path / "luku.pdf", lambda text, *_: "\u00ad".join(text), DOCS)
    (document,) = laid
    ends = [box.text.endswith("\u00ad-") for page in document.pages for box in page._page_box.descendants() if hasattr(box, "pango_layout") and len(box.text) > 40]
    assert len(ends) > 10 and not any(all(run) for run in zip(ends, ends[1:], ends[2:], strict=False))


@pytest.mark.slow
def test_a_line_of_no_width_beside_a_picture_is_none(tmp_path):
    (tmp_path / "kuva.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="380" height="9"/>')
    wide, words = '<img alt="k" src="kuva.svg"/>', "työntekijälähettiläs " * 3
    chapter = chapter_of(f"<p>{words}{wide}\u200b{wide}\u200b{wide}\u200b{wide} {words}</p>")
    printed = press.print_book(book_of(chapter), STYLE, tmp_path / "a.pdf", lambda text, *_: "\u00ad".join(text), tmp_path)
    assert not [told for told in printed.warnings if "U+" not in told]
