"""Passages that stand nearly alike in two places: so many words in a row, whatever their letter
case and punctuation.

What must be said in given words is passed by: quotations, law, and the names of other chapters in
links. It parts what stands around it. Numerals are none of the words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..findings import Place
from ..guide import Guide
from ..pages.markers import CitationMarker
from ..pages.page import Page
from .prose import Word, words_read

ALIKE = 8  # words in a row that an editor looks at, when they stand in two chapters

_QUOTATION = re.compile(r"”(?:[^”\s]+\s+){3,}[^”\s]+”|^[ \t]*>.*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]]*\](?=\()")
_SENTENCE_END = re.compile(r"(?<=[.!?”)])\s+(?=[A-ZÅÄÖ”(])|\n|\||\Z")
LAW = ("laki", "tuomio")  # kinds of sources


@dataclass(frozen=True)
class Repeat:
    first: Place
    second: Place
    words: tuple[str, ...]

    @property
    def apart(self) -> bool:
        """Whether it is of two chapters."""
        return self.first.path != self.second.path

    def __str__(self) -> str:
        return f"{self.first.path}:{self.first.line} = {self.second.path}:{self.second.line}"


def repeats(guide: Guide, length: int = ALIKE) -> Iterator[Repeat]:
    """Every passage of at least so many words that stands in two places, each as long as it is, in
    reading order.
    """
    runs = [(page, run) for page in guide.pages.values() for run in _runs(page, guide)]
    alike = [[word.text.casefold() for word in run] for _, run in runs]
    seen: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(alike):
        for at in range(len(words) - length + 1):
            spots = seen[tuple(words[at : at + length])]
            for earlier, there in spots:
                before = at and there and words[at - 1] == alike[earlier][there - 1]
                if not before:  # else it is the rest of one that is told already
                    shared = _shared(alike[earlier][there:], words[at:])
                    (page, run), (other, beyond) = runs[earlier], runs[number]
                    first, second = page.place(run[there].offset), other.place(beyond[at].offset)
                    yield Repeat(first, second, tuple(words[at : at + shared]))
            spots.append((number, at))


def _shared(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _runs(page: Page, guide: Guide) -> Iterator[list[Word]]:
    given = [*_given(page, guide)]
    run: list[Word] = []
    for word in words_read(page):
        if any(start <= word.offset < end for start, end in given):
            if run:
                yield run
            run = []
        elif not word.text.isdigit():
            run.append(word)
    if run:
        yield run


def _given(page: Page, guide: Guide) -> Iterator[tuple[int, int]]:
    """What is said in the words of another, as indices of the source."""
    for pattern in (_QUOTATION, _LINK):
        yield from (match.span() for match in pattern.finditer(page.prose))
    acts = [
        marker.start
        for marker in page.markers
        if isinstance(marker, CitationMarker) and _of_law(marker, guide)
    ]
    start = 0
    for match in _SENTENCE_END.finditer(page.prose):
        end = match.start()
        if "§" in page.prose[start:end] or any(start <= act < end for act in acts):
            yield start, end
        start = match.end()


def _of_law(citation: CitationMarker, guide: Guide) -> bool:
    sources = [guide.sources.get(name) for name, _ in citation.sources]
    return any(source and source.kind in LAW for source in sources)
