"""What stands in the text stands on the paper, whole, legible and inside its frame: a book of what came out wrong once."""

import re
import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

import pdf
from books import STYLE
from commands import ROOT
from conftest import make_small_guide
from guidebook import book, settings
from guidebook.finnish.voikko import Voikko
from guidebook.guide import Format, read_guide
from guidebook.markup import convert_pages
from guidebook.press import print_book
from guidebook.press.setting.document import document
from guides import guide as in_memory

CASES = ROOT / "tests/golden/paper"
SMALLEST = 5.6  # points: the letters of a chart; nothing is smaller


def made(folder: Path, pages: dict[str, str]) -> SimpleNamespace:
    """The book of the cases with these pages besides: its tree, its file and what was told."""
    small = make_small_guide(folder / "guide")
    shutil.copytree(CASES, small.folder, dirs_exist_ok=True)
    for path, text in pages.items():
        small.write(path, text)
    guide = read_guide(settings.read(small.folder / "mkdocs.yml"))
    html = convert_pages(guide, Format.PRINT)
    assert guide.errors == []
    assembled, out = book.assemble(guide, html), folder / "opas.pdf"
    with Voikko() as voikko:
        printed = print_book(assembled, STYLE, out, voikko.hyphenate, guide.settings.docs)
    return SimpleNamespace(book=assembled, tree=document(assembled)[0], file=out, told=printed.warnings)


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    more = {f"docs/luku-{n}.md": f"# Luku numero {n} ja sen pitkähkö otsikko\n\nTeksti.\n" for n in range(1, 22)}
    return made(tmp_path_factory.mktemp("paper"), more)


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


@pytest.mark.slow
def test_nothing_is_told_of_the_cases(cases):
    assert cases.told == []


@pytest.mark.slow
def test_every_word_of_the_tree_is_on_the_paper(cases):
    """Words may be broken at the end of a line."""
    printed = squeezed(pdf.raw_text(cases.file))
    lost = {word for text in cases.tree.itertext() for word in text.split() if squeezed(word) not in printed}
    assert not lost


@pytest.mark.slow
def test_every_word_stands_inside_its_page_and_over_no_other(cases):
    out, over, small = [], [], []
    for number, page in enumerate(pdf.words(cases.file), start=1):
        for at, word in enumerate(page.words):
            inside = min(word.left, page.width - word.right) > 45 and min(word.top, page.height - word.bottom) > 20
            out += [] if inside else [(number, word.text)]
            small += [(number, word.text)] if word.bottom - word.top < SMALLEST else []
            over += [(number, word.text, other.text) for other in page.words[:at] if word.overlaps(other)]
    assert (out, over, small) == ([], [], [])


@pytest.mark.slow
def test_every_picture_of_the_tree_is_on_the_paper_whole(cases):
    files = [image for image in cases.tree.iter("img") if not image.get("src").startswith("data:")]
    drawn = list(pdf.pictures(cases.file))
    assert len(drawn) == len(files) == 4
    for page, left, top, right, bottom in drawn:
        assert left > 55 and right < 595 - 50 and top > 60 and bottom < 842 - 68, page
        assert right - left > 60 and bottom - top > 60


@pytest.mark.slow
def test_pictures_in_a_row_are_as_wide_as_their_columns(cases):
    row = sorted(box for box in pdf.pictures(cases.file) if box[4] - box[2] < 300)
    assert len(row) == 3 and len({page for page, *_ in row}) == 1
    assert all(right <= left for (_, _, _, right, _), (_, left, *_) in pairwise(row))


@pytest.mark.slow
def test_a_table_too_wide_for_the_page_turns_it_and_the_text_goes_on_upright(cases):
    turned = [page for page in pdf.words(cases.file) if page.width > page.height]
    (words,) = ([word.text for word in page.words] for page in turned)
    assert "LinkedIn" in words and "jatkuu." not in words


@pytest.mark.slow
def test_a_heading_is_called_by_its_words_and_a_note_is_printed_once(cases):
    title = "Otsikko, jossa on tyyli, koodi, linkki ja 320"
    with pdf.Paper(cases.file) as paper:
        bookmarks = [words for _, words, _ in paper.outline()]
    assert "Otsikossa on alaviite" in bookmarks and title in bookmarks
    text = pdf.running_text(cases.file)
    assert text.count("Kahdesti käytetty alaviite.") == text.count("Otsikon alaviite.") == 1
    assert not re.search(r"\*tyyli|`koodi|\]\(|\{\{", text)


@pytest.mark.slow
def test_a_table_that_no_page_has_room_for_is_told_where_it_is_written(tmp_path):
    heads = [f"Vaatimuksenmukaisuus{number}" for number in range(24)]
    rows = "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * 24, ["asiantuntijalausunto"] * 24))
    of_pages = in_memory(tmp_path, {"a.md": f"# Luku\n\nTeksti.\n\n{rows}\n"})
    made = book.assemble(of_pages, convert_pages(of_pages, Format.PRINT))
    with Voikko() as voikko:
        (told,) = print_book(made, STYLE, tmp_path / "opas.pdf", voikko.hyphenate, tmp_path / "docs").warnings
    assert 'docs/a.md:5: taulukko "Vaatimuksenmukaisuus0 ' in told and "ei mahdu paperille" in told
    assert told.endswith("vähennä sarakkeita tai tee siitä kaksi taulukkoa")


@pytest.mark.slow
def test_a_picture_that_cannot_be_printed_is_told_where_it_is_written(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.png").write_bytes(b"ei kuva")
    of_pages = in_memory(tmp_path, {"a.md": "# A\n\nTeksti.\n\n![Kuva](a.png)\n"})
    made = book.assemble(of_pages, convert_pages(of_pages, Format.PRINT))
    (told,) = print_book(made, STYLE, tmp_path / "opas.pdf", None, tmp_path / "docs").warnings
    assert 'docs/a.md:5: kuvaa "a.png" ei voi painaa' in told
