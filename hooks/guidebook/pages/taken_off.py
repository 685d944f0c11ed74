"""What Python-Markdown takes off a page though its writer meant it to be read there."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .markers import CitationMarker, NumberMarker, OwnValueMarker, SpanMarker
from .masking import blanked

if TYPE_CHECKING:
    from .page import Page

ADDRESS = r"(?:[^()\[\]\s]*(?:\.[a-z]{2,5}\b|//|\#|@)|\.\.?/)[^()\[\]\s]*"

# Where a block may begin: in a quotation, an item of a list or a note, too
_BEGINS = r"^[ \t>]*(?:(?:[-*+]|\d+\.|\[\^[^\]\n]*\]:)[ \t]+)*?"
# A line that gives the address of a name, and one that explains an abbreviation
_APART = re.compile(
    _BEGINS + r"""(?P<opening>\[(?!\^)(?P<name>[^\[\]]*)\]:)[ \t]*(?:\n[ \t>]*)?(?P<address>\S+)"""
    r"""[ \t]*(?:(?:\n[ \t>]*)?(?:(["'])[^\n]*\4|\([^\n]*\))[ \t]*)?$""",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(
    _BEGINS + r"(?P<opening>\*\[(?P<short>(?:(?!\n[ \t>]*\n)[^\\])*?)\] ?:)[ \t]*\n?[^\n]*$",
    re.MULTILINE,
)
_LEADS = re.compile(rf"<?(?:tel:|{ADDRESS})")
# In a citation, where all is shown as it is written
_FORMATTED = re.compile(r"[*`<>\\{}]|~~|(?<!\w)_\w|&#?\w+;")

# From where to where, what is wrong and what to do
Wrong = tuple[int, int, str, str]


_NOTE = re.compile(rf"{_BEGINS}(?P<opening>\[\^(?P<name>[^\]\n]+)\]:)", re.MULTILINE)


def taken_off(page: "Page") -> Iterator[Wrong]:
    yield from _addresses(page.prose)
    yield from _explanations(page)
    yield from _notes(page.prose)
    for marker in page.markers:
        if isinstance(marker, CitationMarker) and _FORMATTED.search(marker.text):
            message = f'viitteessä "{marker.text}" on Markdownia, ja se näkyisi merkkeinä'
            yield marker.start, marker.end, message, "kirjoita kohta pelkkänä tekstinä, esim. s. 12"


def _addresses(prose: str) -> Iterator[Wrong]:
    for match in _APART.finditer(prose):
        opening, name = " ".join(match["opening"].split()), match["name"].strip()
        message = f'rivi, jonka alussa on "{opening}", ei näy: se luetaan linkin osoitteeksi'
        if name.startswith("@"):
            hint = f"kirjoita viite lauseen loppuun: [{name}]"
        elif _LEADS.match(match["address"]):
            continue
        else:
            hint = f"kirjoita alkuun kenoviiva: \\{opening}"
        yield match.start("opening"), match.end(), message, hint


def _notes(prose: str) -> Iterator[Wrong]:
    for match in _NOTE.finditer(prose):
        opening, name = match["opening"], match["name"]
        if re.search(r"\s", name):
            message = f'alaviitteen tunnuksessa "{name}" on väli'
            hint = f"kirjoita [^{'-'.join(name.split())}] sekä tekstiin että tälle riville"
            yield match.start("opening"), match.end(), message, hint
        elif not re.search(rf"{re.escape(opening[:-1])}(?!:)", prose):
            message = f'tekstissä ei ole viitettä alaviitteeseen "{opening[:-1]}"'
            hint = f"lisää tekstiin {opening[:-1]}, tai poista alaviite"
            yield match.start("opening"), match.end(), message, hint


def _explanations(page: "Page") -> Iterator[Wrong]:
    """Of abbreviations: given twice, with markers, and of those that the text has not."""
    explained = [*_ABBREVIATION.finditer(page.prose)]
    text = blanked(page.prose, *(match.span() for match in explained))
    names = [match["short"] for match in explained]
    for number, match in enumerate(explained):
        if match["short"] in names[:number]:
            message = f'lyhenteellä "{match["short"]}" on jo selitys, eikä edellinen näy'
            yield match.start("opening"), match.end(), message, "poista toinen"
        elif "]" in match["short"]:
            message = 'rivi, jonka alussa on "*[", ei näy: se luetaan lyhenteen selitykseksi'
            yield match.start("opening"), match.end(), message, "kursivoi alaviivoilla: _[sanat]…_"
        elif not re.search(rf"(?<!\w){re.escape(match['short'])}(?!\w)", text):
            message = f'lyhennettä "{match["short"]}" ei ole sivulla, joten sen selitys ei näy'
            hint = "poista rivi, tai kirjoita selitys tekstiin"
            yield match.start("opening"), match.end(), message, hint
    for start, end in held_by_markers(page):
        if any(match.start() < start < match.end() for match in explained):
            message = f'merkintä "{page.prose[start:end]}" ei toimi lyhenteen selityksessä'
            yield start, end, message, "kirjoita selitys ilman merkintöjä"


def held_by_markers(page: "Page") -> Iterator[tuple[int, int]]:
    """What the guide's own markers hold: of spans all but their words."""
    for marker in page.markers:
        if isinstance(marker, NumberMarker | OwnValueMarker | CitationMarker):
            yield marker.start, marker.end
        elif isinstance(marker, SpanMarker):
            yield marker.words_end, marker.end
