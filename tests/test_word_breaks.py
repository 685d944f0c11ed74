"""Where lines end: at spaces, signs and hyphens, and between any two letters of a word only when it has no line to itself."""

from itertools import pairwise

import pytest
from weasyprint.formatting_structure import boxes

from books import DOCS, STYLE, book_of, chapter_of
from guidebook import press
from guidebook.press.makeup import layouts

SOFT = "\u00ad"
CASES = {
    "a soft hyphen whose sign has no room": (f"Joskus on ker{SOFT}rottava se", "kerrottava", 150),
    "within the element that begins the line": ("<span>joku vielä (<cite>Barberá ja toinen</cite>)</span>", "Barberá", 80),
    "the number of a page": ("<span>joku vielä, s.\u00a0<b>120</b></span> loppu", "120", 80),
}


def broken(tmp_path, monkeypatch, paragraphs: str) -> list[list[str]]:
    """The lines of each paragraph."""
    laid, lay_out = [], layouts.Layouts.lay_out
    monkeypatch.setattr(layouts.Layouts, "lay_out", lambda *given, **named: laid.append(lay_out(*given, **named)) or laid[-1])
    press.print_book(book_of(chapter_of(f"<h2 id='t'>Tässä</h2>{paragraphs}")), STYLE, tmp_path / "a.pdf", lambda text, *_: text, DOCS)
    found: dict[str, list[str]] = {}
    for page in (page for document in laid for page in document.pages):
        for line in page._page_box.descendants():
            if isinstance(line, boxes.LineBox) and line.element is not None and line.element.get("id", "").startswith("p-"):
                words = "".join(one.text for one in line.descendants() if isinstance(one, boxes.TextBox))
                found.setdefault(f"{id(page)} {line.element.get('id')}", []).append(words)
    return list(found.values())


@pytest.mark.slow
@pytest.mark.parametrize(("text", "word", "widest"), CASES.values(), ids=CASES)
def test_a_word_that_has_a_line_to_itself_is_not_torn(tmp_path, monkeypatch, text, word, widest):
    widths = [width / 2 for width in range(130, 2 * widest + 100)]
    paragraphs = "".join(f"<div id='p-{number}' style='width: {width}px'>{text}</div>" for number, width in enumerate(widths))
    all_lines = broken(tmp_path, monkeypatch, paragraphs)
    assert len(all_lines) >= len(widths) and len({len(lines) for lines in all_lines}) > 1
    for lines in all_lines:
        torn = [(line, after) for line, after in pairwise(lines) if _within(line, after, word)]
        assert not torn


@pytest.mark.slow
def test_a_wider_line_never_holds_less(tmp_path, monkeypatch):
    """Where the hyphen of a word has no room, WeasyPrint goes back to the one before it, in an earlier word."""
    text = f"Tavoite aut{SOFT}taa, jos kun mie{SOFT}tit koko elä{SOFT}mää ja tavoi{SOFT}tettasi"
    widths = [width / 2 for width in range(160, 600)]
    paragraphs = "".join(f"<div id='p-{number}' style='width: {width}px'>{text}</div>" for number, width in enumerate(widths))
    begun = [lines[0].replace(SOFT, "").rstrip("-") for lines in broken(tmp_path, monkeypatch, paragraphs)]
    firsts = [line for line in begun if line.startswith("Tavoite")][: len(widths)]  # the rest go on, or are laid out again
    held = [len(first) for first in firsts]
    assert held == sorted(held) and {"Tavoite aut", "Tavoite auttaa, jos kun mie"} < set(firsts)


def _within(line: str, after: str, word: str) -> bool:
    """Whether the word is broken after that line without a hyphen."""
    joined, at = (line + after).replace(SOFT, ""), len(line.replace(SOFT, ""))
    start = joined.find(word)
    return start < at < start + len(word) and start >= 0 and not line.endswith("-")
