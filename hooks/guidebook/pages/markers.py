"""Every marker of a page, as its conversion will meet it: what all who read a page's source use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .. import syntax
from ..findings import Place, Problem
from ..numbers import claims

if TYPE_CHECKING:
    from .page import Page

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_LINE = re.compile(r"(?P<quotes>[ \t>]*)(?P<heading>#?)(?P<text>.*)\n?")
_NUMBER = re.compile(syntax.NUMBER, re.DOTALL)
_CITATION = re.compile(syntax.CITATION)


@dataclass(frozen=True)
class Marker:
    """`start` and `end` are indices of the page's source; `text` is how it is written, its white
    space folded.
    """

    start: int
    end: int
    place: Place
    text: str


@dataclass(frozen=True)
class NumberMarker(Marker):
    """`{{ reference -ending }}`; both are "" where it cannot be read."""

    reference: str
    ending: str


@dataclass(frozen=True)
class OwnValueMarker(Marker):
    """`{{ organisaatio.name }}`."""

    name: str


@dataclass(frozen=True)
class CitationMarker(Marker):
    """`[@id, locator; @id]`."""

    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SpanMarker(Marker):
    """`[words]{attributes}`: it starts at its bracket, and its place is that of its attributes."""

    words_end: int
    attributes: Mapping[str, str]

    @property
    def claim(self) -> str | None:
        claim = self.attributes.get(syntax.CLAIM)
        return claim if claim is None else " ".join(claim.split())

    @property
    def references(self) -> tuple[str, ...]:
        """The numbers that its claim names; none where there is no claim, or it cannot be read."""
        try:
            return claims.parse(self.claim).references if self.claim else ()
        except Problem:
            return ()


@dataclass(frozen=True)
class BlockMarker(Marker):
    """A line `/// name | argument`; `name` is "" where a block ends, `read` tells whether the
    line can be read.
    """

    slashes: int
    name: str
    argument: str
    read: bool


def read_markers(page: "Page") -> Iterator[Marker]:
    """In the order of the text; a span comes before what its words hold."""
    text = unquoted(page.prose)
    found: list[Marker] = [_block(page, match) for match in syntax.BLOCK_LINE.finditer(text)]
    for start, end in pairwise([0, *stretches(page.prose)]):
        found += _inline(page, text[start:end], start)
    yield from sorted(found, key=lambda marker: (marker.start, -marker.end))


def unquoted(text: str) -> str:
    """The text with the signs of quotations blanked, character for character."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def stretches(prose: str) -> Iterator[int]:
    """Where one stretch of text that is read together ends: a paragraph, a heading, a quotation."""
    depth, heading = 0, False
    for line in _LINE.finditer(prose):
        quotes = line["quotes"].count(">")
        if heading or line["heading"] or quotes > depth or not (line["heading"] or line["text"]):
            yield line.start()
        depth, heading = quotes, bool(line["heading"])
    yield len(prose)


def _inline(page: "Page", text: str, offset: int) -> Iterator[Marker]:
    """Numbers, then citations, then spans, as `markup` registers them: each hides what it holds."""

    def marker(kind: type[Marker], at: int, end: int, *parts, start: int | None = None) -> Marker:
        place, written = page.place(offset + at), " ".join(whole[at:end].split())
        return kind(offset + (at if start is None else start), offset + end, place, written, *parts)

    whole = text
    for match in _NUMBER.finditer(text):
        if own := syntax.own_value(match[1]):
            yield marker(OwnValueMarker, *match.span(), own[0])
            continue
        parts = syntax.number(match[1]) or ("", "")
        yield marker(NumberMarker, *match.span(), *parts)
    text = _NUMBER.sub(_hidden, text)
    for match in _CITATION.finditer(text):
        yield marker(CitationMarker, *match.span(), syntax.sources(match[1]))
    text = _CITATION.sub(_hidden, text)
    for opening, words_end in syntax.brackets(text).items():
        if end := syntax.span_end(text, words_end):
            read, _ = syntax.attributes(whole[words_end + 2 : end - 1])
            yield marker(SpanMarker, words_end, end, offset + words_end, read, start=opening)


def _hidden(match: re.Match) -> str:
    return "\x02" * len(match[0])


def _block(page: "Page", match: re.Match) -> BlockMarker:
    start, rest = match.start("slashes"), match["rest"].rstrip()
    end = match.start("rest") + len(rest)
    head = syntax.block_head(rest) if rest else ("", "")
    name, argument = head or (rest.split()[0].lower(), "")
    text = " ".join(f"{match['slashes']}{rest}".split())
    slashes = len(match["slashes"])
    return BlockMarker(start, end, page.place(start), text, slashes, name, argument, bool(head))
