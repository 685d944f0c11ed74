"""The words of a page's text that a change takes out and puts in, each with a few words around."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .. import syntax
from ..pages.masking import blanked
from ..pages.page import Page
from ..proofing.prose import Word
from .trees import Tree

AROUND = 6  # words that are shown on each side of a change
MOST_WORDS = 2_000  # a longer passage is shown whole, without comparing its words
LEAST_ALIKE = 0.4  # when a smaller share of the shorter text's words stays, the text is new
LONGEST = 400  # characters of what stands, goes or comes in one piece
STAYS, GOES, COMES = "stays", "goes", "comes"

_GAP = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(rf"(?:{syntax.IN_BRACES}|\S)+")  # a marker is not broken


@dataclass(frozen=True)
class Rewording:
    """Pieces of text in their order, each with what becomes of it. `place` is where it stands, in
    the old tree when nothing comes in its stead.
    """

    place: str
    pieces: tuple[tuple[str, str], ...]


def rewordings(old: Tree, new: Tree, former: Page, page: Page) -> Iterator[Rewording]:
    """What changes in the text from the former page to the page, in reading order."""
    before, now = _paragraphs(former), _paragraphs(page)
    texts = [[[word.text for word in words] for words in side] for side in (before, now)]
    keys = [[" ".join(words) for words in side] for side in texts]
    for kind, *span in SequenceMatcher(None, *keys).get_opcodes():
        if kind != "equal":
            gone = [word for words in before[span[0] : span[1]] for word in words]
            come = [word for words in now[span[2] : span[3]] for word in words]
            for pieces, offset in _pieces(gone, come):
                whole = offset is None  # nothing of the passage is left
                at = gone[0].offset if whole else offset
                place = old.place(former.place(at)) if whole else new.place(page.place(at))
                yield Rewording(place, pieces)


def reworded(old: str, new: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """The changes from one text to another, each in its pieces."""
    sides = [[Word(text, 0) for text in side.split()] for side in (old, new)]
    yield from (pieces for pieces, _ in _pieces(*sides))


def _paragraphs(page: Page) -> list[list[Word]]:
    """The page's words by paragraph; a comment is no text, and no line break is a change."""
    text = blanked(page.source, *page.comments)
    found, start = [], 0
    for end in [*(gap.start() for gap in _GAP.finditer(text)), len(text)]:
        words = [
            Word(" ".join(match[0].split()), match.start())
            for match in _WORD.finditer(text, start, end)
        ]
        found += [words] if words else []
        start = end
    return found


def _pieces(
    gone: list[Word], come: list[Word]
) -> Iterator[tuple[tuple[tuple[str, str], ...], int | None]]:
    """The changes of a passage with the words around them, those close by in one; and where each
    begins in the new page, None when the passage goes whole.
    """
    texts = [[word.text for word in words] for words in (gone, come)]
    for group in _groups(*texts):
        pieces = []
        for kind, a, b, c, d in group:
            if kind == "equal":
                pieces.append((STAYS, _cut(texts[0][a:b])))
            else:
                pieces += [(GOES, _cut(texts[0][a:b]))] if b > a else []
                pieces += [(COMES, _cut(texts[1][c:d]))] if d > c else []
        first = next(op for op in group if op[0] != "equal")
        yield tuple(pieces), come[min(first[3], len(come) - 1)].offset if come else None


def _groups(gone: list[str], come: list[str]) -> Iterable[list[tuple[str, int, int, int, int]]]:
    """The steps from one to the other, by changes that stand close; one step when little stays."""
    fewer, more = sorted((len(gone), len(come)))
    if more <= MOST_WORDS:
        matcher = SequenceMatcher(None, gone, come)
        if sum(block.size for block in matcher.get_matching_blocks()) >= LEAST_ALIKE * fewer:
            return matcher.get_grouped_opcodes(AROUND)
    return [[("replace", 0, len(gone), 0, len(come))]]


def _cut(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
