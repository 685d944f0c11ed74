"""Where the pages name numbers: each spot with its sentence as a reader sees it, the numbers filled
in.
"""

import bisect
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import finnish, syntax
from ..findings import Place, Problem
from ..numbers import Numbers
from .blocks import OF_SERIES
from .markers import (
    BlockMarker,
    CitationMarker,
    Marker,
    NumberMarker,
    OwnValueMarker,
    SpanMarker,
    stretches,
    unquoted,
)
from .page import Page

LONGEST, LONGEST_PARAGRAPH = 400, 1_500  # characters of a sentence, and of a paragraph

_BREAK = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+] |\d{1,3}\. |#|\|))"
    rf"|\n(?=[ \t]*{syntax.SLASHES})|(?<=\n)[ \t]*{syntax.SLASHES}[^\n]*\n"
)
_SENTENCE_END = re.compile(r"[.!?…][”)*_]{0,4}(?=\s+[A-ZÅÄÖ”(–{\[*])")
_LEAD = re.compile(rf"^(?:[-*+>|]|#{{1,6}}|\d{{1,3}}\.|{syntax.SLASHES}[^\n]*)[ \t]*")
_PLAIN = (
    (re.compile(r"\[\^[^\]\n]*\]"), ""),
    # an address or attributes; the words before them stay
    (re.compile(r"\]\([^()\n]*\)|\]\{[^{}\n]*\}|\{[^{}\n]*\}"), ""),
    (re.compile(r"!?\[|\]|\*+|`+|~~"), ""),
    (re.compile(r" ?\| ?"), " | "),
    (re.compile(r" (?=[.,;:!? ])"), ""),
)
# What else a heading may hold: elements, emphasis by underscores, escaped signs
_MARKUP = (
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"(?<!\w)_+(?=\S)|(?<=\S)_+(?!\w)"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


@dataclass(frozen=True)
class Mention:
    """A spot that names a number: `reference` is "id" or "id[key]"; `claim` is the claim's text, ""
    elsewhere. `begin` is where its paragraph begins in the page.
    """

    reference: str
    place: Place
    sentence: str
    paragraph: str
    begin: int
    claim: str = ""


def mentions(page: Page, numbers: Numbers) -> Iterator[Mention]:
    """Every spot of the page that names a number, in text, claims, figures and tables."""
    sentences = Sentences(page, numbers)
    for marker in page.markers:
        if isinstance(marker, NumberMarker) and marker.reference:
            reference, context = marker.reference, sentences.at(marker.start)
            yield Mention(reference.removesuffix(".n"), marker.place, *context)
        elif isinstance(marker, SpanMarker) and marker.claim is not None:
            context = sentences.at(marker.start)
            references = (reference.removesuffix(".n") for reference in marker.references)
            for reference in dict.fromkeys(references) or ("",):
                yield Mention(reference, marker.place, *context, marker.claim)
        elif isinstance(marker, BlockMarker) and marker.name in OF_SERIES:
            context = f"/// {marker.name} | {marker.argument}"
            for id in syntax.shown_series(marker.argument).ids:
                yield Mention(id, marker.place, context, context, marker.start)


class Sentences:
    """The sentences of a page, headings, items and rows of tables among them, each
    filled in once.
    """

    def __init__(self, page: Page, numbers: Numbers):
        self._text = unquoted(page.source)
        breaks = {match.end() for match in _BREAK.finditer(unquoted(page.prose))}
        breaks |= set(stretches(page.prose)) - {len(page.prose)}
        ends = {match.end() for match in _SENTENCE_END.finditer(page.prose)}
        self._paragraphs = sorted({0, *breaks})
        self._sentences = sorted({0, *breaks, *ends})
        self._filled: dict[tuple[tuple[int, int], int], str] = {}
        self._instead = sorted(_instead(page, page.markers, numbers))

    def at(self, offset: int) -> tuple[str, str, int]:
        """The sentence and the paragraph around a character of the page, without their markup, and
        where the paragraph begins. Of a very long paragraph the sentence stands for it.
        """
        sentence, paragraph = (
            self._around(begins, offset) for begins in (self._sentences, self._paragraphs)
        )
        begin, end = paragraph
        longer = paragraph if end - begin <= LONGEST_PARAGRAPH else sentence
        return self._plain(sentence), self._plain(longer, LONGEST_PARAGRAPH), begin

    def _around(self, begins: list[int], offset: int) -> tuple[int, int]:
        after = bisect.bisect_right(begins, offset)
        return begins[after - 1], begins[after] if after < len(begins) else len(self._text)

    def _plain(self, stretch: tuple[int, int], longest: int = LONGEST) -> str:
        if (stretch, longest) not in self._filled:
            self._filled[stretch, longest] = plain(self._between(*stretch), longest)
        return self._filled[stretch, longest]

    def _between(self, begin: int, end: int) -> str:
        """The text between two characters of the page, with markers as their reader sees them."""
        first, last = (bisect.bisect_left(self._instead, (at,)) for at in (begin, end))
        return _filled(self._text, begin, end, self._instead[first:last])


Instead = tuple[int, int, str]


def _filled(text: str, begin: int, end: int, others: Iterable[Instead]) -> str:
    pieces, position = [], begin
    for start, stop, instead in others:
        if start >= position:
            pieces += [text[position:start], instead]
            position = stop
    return "".join([*pieces, text[position:end]])


def _instead(page: Page, markers: Iterable[Marker], numbers: Numbers) -> Iterator[Instead]:
    """What stands in place of comments and markers: a span's words stay."""
    yield from ((*comment, "") for comment in page.comments)
    for marker in markers:
        if isinstance(marker, NumberMarker):
            yield marker.start, marker.end, _shown(marker.reference, marker.ending, numbers)
        elif isinstance(marker, CitationMarker | OwnValueMarker):
            yield marker.start, marker.end, ""
        elif isinstance(marker, SpanMarker):
            yield marker.start, marker.start + 1, ""
            yield marker.words_end, marker.end, ""


def title(page: Page, numbers: Numbers) -> str:
    """The words of the first heading as a reader sees them; "" where there is none."""
    first = next((heading for heading in page.headings if heading.level == 1), None)
    if first is None:
        return ""
    line = page.source[first.start : first.end].partition("\n")[0]
    begin, end = first.start, first.start + len(line)
    within = [marker for marker in page.markers if begin <= marker.start < end]
    others = (one for one in _instead(page, within, numbers) if begin <= one[0] < end)
    words = _filled(unquoted(page.source), begin, end, sorted(others)).rstrip(" #")
    for pattern, instead in _MARKUP:
        words = pattern.sub(instead, words)
    return html.unescape(plain(words, LONGEST_PARAGRAPH))


def plain(text: str, longest: int = LONGEST) -> str:
    """Markdown as one line of words, cut to a length."""
    words = re.sub(r"[ \t\n]+", " ", _LEAD.sub("", text.strip()))
    for pattern, instead in _PLAIN:
        words = pattern.sub(instead, words)
    words = words.strip(" |")
    return words if len(words) <= longest else f"{words[:longest].rstrip()}…"


def _shown(reference: str, ending: str, numbers: Numbers) -> str:
    try:
        number = numbers.resolve(reference)
        return (
            finnish.decline(number.value, number.unit, number.decimals, ending)
            if ending
            else number.text
        )
    except Problem:
        return "…"
