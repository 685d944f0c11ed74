"""No marker passes unseen: what the conversion reads as one is among the page's markers, and what
still looks like one after the resolution was misspelt.
"""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator

from markdown import Markdown

from .. import syntax
from ..findings import Place, Problem
from ..guide import LEFTOVER
from ..pages.markers import BlockMarker, CitationMarker, NumberMarker, SpanMarker
from ..pages.masking import blanked
from ..pages.misread import RULE
from ..pages.page import Page
from . import block_syntax, inline
from .conversion import Conversion
from .parts import CODE
from .tree import walk

NOT_PROSE = ("<pre", '<div class="highlight', "<svg")
_CLOSED = (
    "tarkista sulkeet ja lainausmerkit; HTML:n, osoitteen tai kuvatekstin sisällä merkintä ei toimi"
)
_ON_ONE_LINE = (
    "kirjoita se kokonaan yhdelle riville: seuraavasta rivistä alkaa kappale, lainaus tai luettelo"
)
MOST = 100  # left-over markers that are reported of a page

_ESCAPED = "\x02123\x03"  # how Python-Markdown keeps \{ until the end
_LEFTOVER = re.compile(
    rf"{_ESCAPED}\{{[^{{}}]*\}}\}}"
    rf"|\{{\{{[^{{}}]*\}}*|\}}\}}|\[@|\]\{{|(?:{syntax.CLAIM}|{syntax.INDEX})\s*="
    rf"|(?:^|\n)[ \t]*{syntax.SLASHES}|\[TOC\]"
)


_BOLD = re.compile(r"\*\*")  # of words that no second pair ends
_DRAWING = re.compile("<svg", re.IGNORECASE)
_NOTE = re.compile(r"\[\^[^\[\]\n]+\]")  # a call of a footnote that stands nowhere
# A number in single braces
_BRACED = re.compile(r"(?<!\{)(?<!\{[ \t])\{[ \t]*([^\s{}]+)[ \t]*\}(?![ \t]*\})")
_SOURCE = re.compile(r"(?<![\w.@/])@(?P<id>[a-z][\w-]*\w)")  # a citation without brackets
_REFERENCE = re.compile(r"\]\s?\[(?!\^)([^\[\]]*)\]")  # a link whose address stands nowhere


def check_met(conversion: Conversion) -> None:
    """Tell of a marker that the readers of the source (proofreading, comparison, editions) miss."""
    known = Counter(
        f"{marker.name} {marker.argument}" if isinstance(marker, BlockMarker) else marker.text
        for marker in conversion.page.markers
    )
    for child, _ in walk(conversion.root):
        if child.tag in (inline.NUMBER, inline.CITATION, inline.SPAN):
            text = " ".join(child.get("marker").split())
        elif child.tag in (block_syntax.FIGURE, block_syntax.LIST):
            text = f"{child.get('name')} {child.get('inside')}"
        else:
            continue
        known[text] -= 1
        if known[text] < 0:
            conversion.report(
                text,
                Problem(
                    LEFTOVER,
                    f'merkintä "{text}" on paikassa, josta sitä ei voi lukea varmasti',
                    "kirjoita se tavalliseen kappaleeseen, ilman kenoviivoja ja HTML:ää",
                ),
            )


def check_drawings(conversion: Conversion, md: Markdown) -> None:
    """Tell of a drawing in the page's own HTML: later on only the build's own stand in it."""
    for block in md.htmlStash.rawHtmlBlocks:
        if isinstance(block, str) and (found := _DRAWING.search(block)):
            conversion.report(
                found[0],
                Problem(
                    "kielletty-html",
                    "HTML:n osaa <svg> ei voi käyttää sivulla",
                    "tallenna piirros tiedostoon ja käytä lohkoa /// kuva",
                ),
            )


def check(conversion: Conversion, md: Markdown) -> None:
    """Look at all text and all attributes outside code, and at raw HTML, in which no
    marker works.
    """
    reported: set[str] = set()
    for child, is_code in _outside_code(conversion.root):
        for text in filter(None, (child.tail, None if is_code else child.text)):
            _check_text(conversion, text, reported)
            _check_signs(conversion, text)
        for value in () if is_code else child.attrib.values():
            _check_text(conversion, value, reported)
    for block in md.htmlStash.rawHtmlBlocks:
        if isinstance(block, str) and not block.lstrip().startswith(NOT_PROSE):
            _check_text(conversion, block, reported)
    for marker in conversion.page.markers:
        if isinstance(marker, SpanMarker):
            _check_apart(conversion, marker)


def _outside_code(root: etree.Element) -> Iterator[tuple[etree.Element, bool]]:
    """The elements, with whether each is code itself: what comes after it is none."""
    waiting = [root]
    while waiting:
        child = waiting.pop()
        is_code = child.tag in CODE
        yield child, is_code
        if not is_code:
            waiting.extend(reversed(child))


def _check_signs(conversion: Conversion, text: str) -> None:
    for match in _REFERENCE.finditer(text):
        _report_reference(conversion, match)
    for match in _BOLD.finditer(text):
        _report_bold(conversion, text[match.start() :].split("\n")[0])
    for match in _SOURCE.finditer(text):
        _report_source(conversion, match)
    for match in _BRACED.finditer(text):
        if syntax.id_of(match[1]) in conversion.guide.numbers:
            problem = Problem(RULE, f'"{match[0]}" ei ole luku', f"kirjoita {{{match[0]}}}")
            conversion.report(match[0], problem)
    for match in _NOTE.finditer(text):
        message = f'alaviitteellä "{match[0]}" ei ole tekstiä'
        hint = f"lisää sivulle rivi {match[0]}: teksti"
        conversion.report(match[0], Problem("linkki", message, hint))


def _report_source(conversion: Conversion, match: re.Match) -> None:
    """A citation without its brackets; other names with @ are those of people."""
    sources, stem = conversion.guide.sources, match["id"].rstrip("0123456789")
    alike = [id for id in sources if stem != match["id"] and id.rstrip("0123456789") == stem]
    meant = [match["id"]] if match["id"] in sources else alike
    if meant:
        message = f'"{match[0]}" ei ole lähdeviite'
        problem = Problem(RULE, message, f"kirjoita [@{meant[0]}]")
        page = conversion.page
        cited = [
            (each.start, each.end) for each in page.markers if isinstance(each, CitationMarker)
        ]
        bare = re.finditer(rf"{re.escape(match[0])}(?![\w-])", blanked(page.prose, *cited))
        conversion.guide.add(problem.at(page.place(each.start())) for each in bare)


def _check_apart(conversion: Conversion, span: SpanMarker) -> None:
    """A span takes the second brackets of a reference, and the first stay as they are."""
    page = conversion.page
    start = page.prose.rfind("[", 0, span.start)
    words = page.prose[start : span.start]
    if words.endswith("]") and not words.startswith(("[@", "[^")):
        written = page.source[start : span.words_end + 1]
        message = f'viittauksella "{written}" ei voi olla määreitä'
        problem = Problem("linkki", message, f"kirjoita {words}(osoite), ilman aaltosulkeita")
        conversion.guide.add([problem.at(page.place(start))])


def _report_bold(conversion: Conversion, shown: str) -> None:
    """Of stars whose insides begin or end with a space, the page's misreadings tell."""
    page = conversion.page
    if any("**" in page.source[each.start : each.end] for each in page.misreadings):
        return
    message = 'lihavoinnin merkki "**" jää näkyviin'
    hint = "kirjoita **sanat** ilman välejä tähtien sisällä; tähdet tekstinä: \\*\\*"
    conversion.report(shown, Problem(RULE, message, hint))


def _report_reference(conversion: Conversion, match: re.Match) -> None:
    named = " ".join(match[1].split()) or "linkin sanat"
    conversion.report(
        match[0],
        Problem(
            "linkki",
            f'viittauksen "{match[0][1:].lstrip()}" osoitetta ei ole sivulla',
            "kirjoita osoite sulkeisiin, [sanat](osoite), tai lisää sivulle rivi "
            f"[{named}]: osoite",
        ),
    )


def _check_text(conversion: Conversion, text: str, already: set[str]) -> None:
    """Each text is reported once, with all its places, and at most MOST texts of a page."""
    end = -1
    for match in _LEFTOVER.finditer(text):
        follows, end = match.start() == end, match.end()
        if follows:
            continue
        reported = match.group().lstrip().startswith("/") and conversion.page.findings
        if match.group().startswith(_ESCAPED) or reported:
            continue
        whole = match.group().startswith("{{") and match.group().endswith("}}")
        quoted = match.group() if whole else text[match.start() :].strip().split("\n")[0][:60]
        if quoted in already or len(already) >= MOST:
            continue
        already.add(quoted)
        hint = _ON_ONE_LINE if _is_broken(conversion.page, quoted) else _CLOSED
        problem = Problem(LEFTOVER, f'merkintä "{quoted}" jäi lukematta', hint)
        if places := _outside_markers(conversion.page, quoted):
            conversion.guide.add(map(problem.at, places))
        else:
            conversion.report(quoted, problem)


def _outside_markers(page: Page, quoted: str) -> list[Place]:
    """Where the text stands and is no part of a marker that is right."""
    read = [
        (each.start, each.end)
        for each in page.markers
        if isinstance(each, CitationMarker | NumberMarker)
    ]
    written = r"\s+".join(map(re.escape, quoted.split()))
    found = re.finditer(written, blanked(page.prose, *read, sign="\x02"))
    return [page.place(match.start()) for match in found]


def _is_broken(page: Page, quoted: str) -> bool:
    """Whether the marker ends on a line that begins a paragraph, a quotation or a list."""
    ending = rf"{re.escape(quoted)}[^{{}}\n]*\n[^{{}}]{{0,200}}\}}"
    return "}" not in quoted and bool(re.search(ending, page.prose))
