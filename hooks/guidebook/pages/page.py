"""The chapters as their editors wrote them: text, code masked out, markers, blocks and their
places.

Whether a marker is wrong depends on its text alone, so the places of a finding are all the places
outside code where that text stands.
"""

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path

from ..bounds import USUAL, Bounds
from ..findings import BadInput, Finding, Place, shown
from ..syntax import id_of, shown_series
from ..text.source import read_text, written_column
from . import remembered
from .blocks import LIST_BLOCKS, OF_SERIES, PASSAGE, Block, read_blocks, stretches_of
from .front_matter import COLLECTION, HEADLINE, LANGUAGE, SLIDES, read_front_matter
from .headings import Heading, read_headings
from .markers import (
    BlockMarker,
    CitationMarker,
    Marker,
    NumberMarker,
    SpanMarker,
    read_markers,
    unquoted,
)
from .masking import Masked, blanked, front_matter, masked, odd_fences, without
from .misread import Misreading, misreadings
from .weight import too_heavy

_ADDRESS = re.compile(r"(?<=[(<\s\"'])[^\s()<>\"']+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

FINNISH = "fi"


@dataclass(eq=False)
class Page:
    """One Markdown file. `path` is relative to docs/, with forward slashes."""

    path: str
    file: Path
    source: str
    meta: dict = field(default_factory=dict)
    wrong_meta: list[Finding] = field(default_factory=list)  # what is wrong in its front matter
    left_out: tuple[tuple[int, int], ...] = ()  # passages of the source that are not shown
    heading: str = ""  # the words of the first heading, once its numbers are known

    @cached_property
    def _masked(self) -> Masked:
        return masked(self.source, self.body)

    @cached_property
    def body(self) -> int:
        """Where the text begins after the front matter, as an index of the source."""
        return front_matter(self.source).end

    @cached_property
    def prose(self) -> str:
        """The source with front matter, code, comments and escaped braces blanked, character for
        character.
        """
        hidden = self._masked
        return blanked(self.source, (0, self.body), *hidden.code, *self.comments, *hidden.escapes)

    @cached_property
    def comments(self) -> list[tuple[int, int]]:
        """Where what readers do not get stands, as indices of the source: the editors' comments,
        and the passages that are left out.
        """
        return sorted([*self._shown(self._masked.comments), *self.left_out])

    @cached_property
    def code(self) -> list[tuple[int, int]]:
        """Where code stands, as indices of the source."""
        return self._shown(self._masked.code)

    @cached_property
    def odd_fences(self) -> list[re.Match]:
        return odd_fences(self.source, [*self.code, *self.comments])

    def _shown(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Those that stand in no passage that is left out."""
        return [
            span
            for span in spans
            if not any(start <= span[0] < end for start, end in self.left_out)
        ]

    @property
    def markdown(self) -> str:
        """What is converted: the source without its front matter and comments."""
        return without(self.source, self.body, self.comments)

    @cached_property
    def markers(self) -> tuple[Marker, ...]:
        return tuple(read_markers(self))

    @property
    def title(self) -> str:
        """The title of the front matter, else the first heading's text."""
        if title := self.meta.get("title"):
            return str(title)
        return self.heading or Path(self.path).stem.replace("-", " ").capitalize()

    @cached_property
    def headings(self) -> list[Heading]:
        return list(read_headings(self.prose))

    @cached_property
    def misreadings(self) -> list[Misreading]:
        return remembered.found(self, misreadings)

    @property
    def lists_others(self) -> bool:
        """Whether the page lists what the others use: numbers, sources, index entries."""
        return any(block.name in LIST_BLOCKS for block in self.blocks)

    @property
    def sheet(self) -> int:
        """The pages of paper that a sheet of the workbook takes: 1, or 2 facing each other; 0 for a
        chapter.
        """
        return self.meta["arkki"] if self.meta.get("arkki") in (1, 2) else 0

    @property
    def language(self) -> str:
        """Its tag of BCP 47. Only Finnish is proofread, and hyphenated in the book."""
        return self.meta.get(LANGUAGE, FINNISH)

    @property
    def collection(self) -> str:
        """The collection that the page tells of, without which it is none of the guide's."""
        return self.meta.get(COLLECTION, "")

    @cached_property
    def passages(self) -> tuple[tuple[int, int], ...]:
        """Where the passages on one's own collection stand, as indices of the source."""
        return tuple(stretches_of(self, PASSAGE))

    @property
    def slides(self) -> tuple[str, ...]:
        """What of the page stands on slides: itself ("luku"), "kuva-1", "esimerkki"."""
        return tuple(self.meta.get(SLIDES, ("luku",) if HEADLINE in self.meta else ()))

    @property
    def in_book(self) -> bool:
        return self.meta.get("kirjassa", True) is not False

    def place(self, offset: int) -> Place:
        """The place of a character of the source."""
        line = bisect.bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        return Place(self._shown_path, line, written_column(self.source, line, column))

    @cached_property
    def _shown_path(self) -> str:
        """The file as messages show it."""
        return shown(self.file)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def places(self, text: str) -> list[Place]:
        """All places outside code where the text stands, however its white space is broken into
        lines.
        """
        wanted, found = " ".join(text.split()), []
        flowing, starts, origins = self._flowing
        at = flowing.find(wanted) if wanted else -1
        while at >= 0:
            word = bisect.bisect_right(starts, at) - 1
            found.append(self.place(origins[word] + at - starts[word]))
            at = flowing.find(wanted, at + len(wanted))
        return found or [Place(self._shown_path)]

    @cached_property
    def _flowing(self) -> tuple[str, list[int], list[int]]:
        """The words outside code with single spaces between, where each starts there and in the
        source. A pattern of a long text would take long to compile.
        """
        words = list(re.finditer(r"\S+", unquoted(self.prose)))
        lengths = (len(word[0]) + 1 for word in words)
        starts = [0, *itertools.accumulate(lengths)]
        return " ".join(word[0] for word in words), starts, [word.start() for word in words]

    def places_of_link(self, address: str) -> list[Place]:
        """All places outside code where the address of a link stands, or a picture's."""
        pattern = rf"(?:(?<=[(<\s])|(?<=[\"'])){re.escape(address)}(?=[)>\s\"']|\Z)"
        found = [match.start() for match in re.finditer(pattern, self.prose)] if address else []
        found = found or self._coded.get(address, [])
        return [self.place(start) for start in found] or self.places(address)

    @cached_property
    def _coded(self) -> dict[str, list[int]]:
        """Address → where it stands by entities or backslashes, as indices of the source."""
        found: dict[str, list[int]] = {}
        shown = blanked(self.source, (0, self.body), *self.code, *self.comments)
        for match in _ADDRESS.finditer(shown):
            for address in {unescape(match[0]), unescape(_ESCAPE.sub(r"\1", match[0]))}:
                found.setdefault(address, []).append(match.start())
        return found

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for block in self._blocks_and_findings if isinstance(block, Block)]

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong with the page before its Markdown is read."""
        findings = [item for item in self._blocks_and_findings if isinstance(item, Finding)]
        findings += self.wrong_meta
        if not self.markdown.strip() and "template" not in self.meta:
            hint = "palauta teksti, tai poista sivu mkdocs.yml:n nav-luettelosta"
            findings.append(Finding(self.place(0), "tyhjä-sivu", "sivulla ei ole tekstiä", hint))
        if "arkki" in self.meta and not self.sheet:
            findings.append(
                Finding(
                    self.places("arkki:")[0],
                    "arkki",
                    "arkin koko on sivuina 1 tai 2",
                    'kirjoita alkutietoihin "arkki: 1", tai "arkki: 2", kun arkki on aukeama',
                )
            )
        fence = self._masked.open_fence
        if fence is not None and not self.odd_fences:  # which leave their ends to open another
            findings.append(
                Finding(
                    self.place(fence),
                    "koodi-auki",
                    "koodilohkoa ei päätetä",
                    "lisää loppuun rivi, jolla on samat merkit kuin alussa ja sama sisennys",
                )
            )
        findings += [
            Finding(
                self.place(comment),
                "kommentti",
                "kommentin loppua ei voi lukea",
                "kommentti alkaa <!-- ja päättyy -->, eikä sen sisällä ole merkkejä <!-- tai --!>",
            )
            for comment in self._masked.open_comments
        ]
        return findings

    @cached_property
    def _blocks_and_findings(self) -> list[Block | Finding]:
        return list(read_blocks(self))

    def references(self) -> Iterator[tuple[str, Place]]:
        """The ids of numbers the page names (in text, claims, figures and tables), each with its
        place.
        """
        for reference, marker in self.number_references():
            if id := id_of(reference):
                yield id, marker.place

    def number_references(self) -> Iterator[tuple[str, Marker]]:
        """The numbers the page names, "id", "id[row]" or either with ".n", each with its marker."""
        for marker in self.markers:
            if isinstance(marker, NumberMarker):
                yield marker.reference, marker
            elif isinstance(marker, SpanMarker):
                yield from ((reference, marker) for reference in marker.references)
            elif isinstance(marker, BlockMarker) and marker.name in OF_SERIES:
                yield from ((id, marker) for id in shown_series(marker.argument).ids)

    def citations(self) -> Iterator[tuple[str, Place]]:
        """The ids of the sources the page cites."""
        for marker in self.markers:
            if isinstance(marker, CitationMarker):
                yield from ((id, marker.place) for id, _ in marker.sources)


def read_page(docs: Path, path: str, bounds: Bounds = USUAL) -> Page:
    """Read one page. Raises BadInput when it is missing, not UTF-8 or too heavy."""
    return parse_page(path, docs / path, read_text(docs / path), bounds)


def parse_page(path: str, file: Path, source: str, bounds: Bounds = USUAL) -> Page:
    """A page out of its text. Raises BadInput when it is too heavy to convert."""
    page = Page(path, file, source)
    page.meta, page.wrong_meta = read_front_matter(page)
    if heavy := list(too_heavy(page, bounds)):
        raise BadInput(*page.wrong_meta, *heavy)
    return page
