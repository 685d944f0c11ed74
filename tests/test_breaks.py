"""Where pages end: figures leave no hole, short boxes stand whole, long ones say that they go on."""

import re
from pathlib import Path

import pikepdf
import pytest

import pdf
from books import DOCS, STYLE, book_of, chapter_of
from guidebook.pages.blocks import PLAIN_BLOCKS
from guidebook.press import print_book

SENTENCE = "Sana seuraa toista, kunnes rivi täyttyy ja seuraava alkaa. "
DRAWING = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 90"><title>Kuvio</title>'
           '<rect width="100" height="90" fill="#336699"/></svg>')
FIGURE = f'<figure class="kuva">{DRAWING}<figcaption>Kuvion selitys.</figcaption></figure>'


def box(kind: str, items: int) -> str:
    """A box of that many items of two lines each."""
    listed = "".join(f"<li>Kohta{number}. {SENTENCE * 2}</li>" for number in range(items))
    title = f'<p class="lohko-otsikko">{PLAIN_BLOCKS[kind]}</p>'
    return f'<aside class="lohko lohko-{kind}">{title}<ol>{listed}</ol></aside>'


def printed(folder: Path, chapters: list[str]) -> Path:
    out = folder / "opas.pdf"
    book = book_of(*(chapter_of(text, f"l{number}") for number, text in enumerate(chapters)))
    assert print_book(book, STYLE, out, None, DOCS).warnings == []
    return out


def lines(count: int) -> str:
    return "<p>" + "Rivi.<br/>" * (count - 1) + "Loppu.</p>"


@pytest.mark.slow
def test_a_figure_that_does_not_fit_lets_the_text_behind_it_fill_the_page(tmp_path):
    after = f"<p>Perässä. {SENTENCE * 8}</p>" * 3
    out = printed(tmp_path, [f"{lines(count)}{FIGURE}{after}" for count in range(16, 40, 4)])
    full = pdf.fullness(out, top=71, bottom=771)
    texts = pdf.page_texts(out)
    firsts = [number for number, text in enumerate(texts) if "Rivi." in text and "Loppu." in text]
    assert len(firsts) == 6 and all(full[number] > 0.85 for number in firsts)
    moved = [number for number in firsts if "Perässä" in texts[number] and "Kuvion" not in texts[number]]
    assert moved and all("Kuvion selitys." in texts[number + 1] for number in moved)


@pytest.mark.slow
def test_a_figure_goes_behind_no_other_figure_and_not_past_the_end_of_its_chapter(tmp_path):
    end = box("tee-tanaan", 3)
    out = printed(tmp_path, [f"{lines(28)}{FIGURE}{FIGURE.replace('Kuvion', 'Toisen')}{end}"])
    text = pdf.running_text(out)
    assert text.index("Kuvion selitys") < text.index("Toisen selitys") < text.index("Kohta0")


@pytest.fixture(scope="module")
def long_boxes(tmp_path_factory) -> tuple[Path, dict[str, list[str]]]:
    """A book of long boxes that begin on all lines of a page, and the pages that each kind has there."""
    starts = [(kind, 20 + turn * 7 + number) for number, kind in enumerate(PLAIN_BLOCKS) for turn in range(4)]
    out = printed(tmp_path_factory.mktemp("laatikot"), [f"{lines(count)}{box(kind, 9)}<p>Perässä.</p>" for kind, count in starts])
    with pdf.Paper(out) as paper:
        firsts = [paper.destinations()[f"l{number}"] for number in range(len(starts))]
    texts = pdf.page_texts(out)
    pages = {kind: [] for kind in PLAIN_BLOCKS}
    for (kind, _), first, after in zip(starts, firsts, [*firsts[1:], len(texts) + 1], strict=True):
        pages[kind] += texts[first - 1 : after - 1]
    return out, pages


@pytest.mark.slow
@pytest.mark.parametrize("kind", PLAIN_BLOCKS)
def test_a_long_box_says_where_it_goes_on_and_leaves_no_scrap(long_boxes, kind):
    _, pages = long_boxes
    says = f"{PLAIN_BLOCKS[kind]} jatkuu".upper()
    divided = 0
    for text in pages[kind]:
        if items := "".join(re.findall(r"Kohta(\d)", text)):
            assert (says in text.upper()) == (items[0] != "0")
            assert len(items) > 1 and items in "012345678"
            divided += items[0] != "0"
    assert divided


@pytest.mark.slow
def test_a_book_of_divided_boxes_is_pdf_ua(long_boxes):
    assert pdf.failures(long_boxes[0]) == []


@pytest.mark.slow
def test_a_short_box_is_not_divided(tmp_path):
    out = printed(tmp_path, [f"{lines(count)}{box('vinkki', 2)}" for count in range(28, 44)])
    assert all(text.count("Kohta") % 2 == 0 and "jatkuu" not in text.lower() for text in pdf.page_texts(out))


@pytest.mark.slow
def test_a_tinted_field_ends_with_what_it_holds(tmp_path):
    out = printed(tmp_path, [f"{lines(count)}{box('esimerkki', 9)}" for count in range(18, 40, 3)])
    ends = 0
    for page, (left, low, right, high) in fields(out):
        inside = [word for word in list(pdf.words(out))[page].words if left < word.left < right and low < word.top < high]
        assert inside and high - max(word.bottom for word in inside) < 16
        ends += 1
    assert ends > 10


def fields(path: Path):
    """The tinted rectangles, each with its page, from 0, in points from the top left corner."""
    tint = [round(int(part, 16) / 255, 2) for part in ("f1", "ec", "e0")]
    with pikepdf.open(path) as opened:
        for number, page in enumerate(opened.pages):
            colour, matrix, kept = [], pikepdf.Matrix(), []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name == "q":
                    kept.append((colour, matrix))
                elif name == "Q":
                    colour, matrix = kept.pop()
                elif name == "cm":
                    matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
                elif name in ("rg", "sc", "scn"):
                    colour = [round(float(part), 2) for part in operands if not isinstance(part, pikepdf.Name)]
                elif name == "re" and colour == tint:
                    x, y, width, height = map(float, operands)
                    (left, one), (right, other) = matrix.transform((x, y)), matrix.transform((x + width, y + height))
                    top = float(page.mediabox[3])
                    yield number, (left, top - max(one, other), right, top - min(one, other))
