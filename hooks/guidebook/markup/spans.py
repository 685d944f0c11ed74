"""Bracketed spans: claims, languages, index entries, ordinary numerals, room to write, parts of one
format.
"""

import re
import xml.etree.ElementTree as etree

from .. import syntax
from ..findings import Problem
from ..guide import SeeEntry
from ..numbers import claims, promises, tautologies
from .conversion import HEADINGS, Conversion
from .inline import SPAN
from .tree import element

CLAIMED = "claim"  # the attribute in which a claim hands its text to the headline of a figure
MOST_LINES = 20


def resolve(conversion: Conversion) -> None:
    for span, ancestors in conversion.markers(SPAN):
        marker, inside = span.attrib.pop("marker"), span.attrib.pop("inside")
        span.tag = "span"
        attributes = _attributes(conversion, marker, inside.rstrip())
        if lang := attributes.get("lang"):
            span.set("lang", lang)
        if syntax.INDEX in attributes:
            _mark_entries(conversion, span, marker, attributes[syntax.INDEX], ancestors)
        if syntax.CLAIM in attributes:
            _check_claim(conversion, span, marker, attributes[syntax.CLAIM])
        if ".kentta" in attributes:
            _make_field(conversion, span, marker, attributes.get("rivit", "1"))
            fields = [
                child
                for child in ancestors[-1]
                if child.get("class") == "kentta" or child.tag == SPAN
            ]
            if not _stands_alone(ancestors[-1], fields):
                span.set("class", "kentta kentta-rivissa")
                span[:] = reversed(span)  # a gap is named after it


def _attributes(conversion: Conversion, marker: str, inside: str) -> dict[str, str]:
    """What the span's attributes say; what is wrong with them is reported."""
    found, unread = syntax.attributes(inside)
    if unread:
        conversion.report(
            marker,
            Problem(
                "määre",
                f"määrettä {unread} ei voi lukea",
                'muoto on {väite="…"}, {hakemisto="…"}, {lang=en}, {.tavallinen} tai {.kentta}; '
                'lainausmerkki on "',
            ),
        )
        return {}
    if marked := next(filter(syntax.OPENED.search, found.values()), ""):
        plain = re.sub(syntax.NUMBER, lambda match: match[1].strip(), marked)
        hint = syntax.NONE_OPENED if syntax.OPENED.search(plain) else f"kirjoita vain {plain}"
        problem = Problem("määre", f'määreessä ei toimi merkintä: "{marked}"', hint)
        conversion.report(marker, problem)
        return {}
    known = (*syntax.KEYS, *(f".{name}" for name in syntax.CLASSES))
    for key in found:
        if key not in known:
            these = [name for name in known if name.startswith(".") == key.startswith(".")]
            conversion.report(
                marker,
                Problem("määre", f'tuntematon määre "{key}"', f"määreet ovat {', '.join(these)}"),
            )
    if not found:
        conversion.report(
            marker, Problem("määre", "määre on tyhjä", "poista aaltosulkeet tai kirjoita määre")
        )
    return found


def _mark_entries(
    conversion: Conversion,
    span: etree.Element,
    marker: str,
    text: str,
    ancestors: tuple[etree.Element, ...],
) -> None:
    """The spot, or the section of the heading, becomes a place of its entries in the index."""
    marks = syntax.index_marks(text)
    if not marks:
        hint = 'kirjoita, millä sanalla kohtaa etsitään: {hakemisto="sana"}'
        conversion.report(marker, Problem("hakusana", "hakusana on tyhjä", hint))
    places = [mark.name for mark in marks if mark.also or not mark.target]
    heading = any(one.tag in HEADINGS for one in ancestors)
    if places and not heading:
        span.set("id", conversion.anchor("hakusana"))
    use = conversion.use(span.get("id", ""), heading)
    conversion.contents.terms += [(name, use) for name in places]
    conversion.contents.see += [
        SeeEntry(mark.name, mark.target, mark.also, use.path, marker)
        for mark in marks
        if mark.target
    ]


def _make_field(conversion: Conversion, span: etree.Element, marker: str, lines: str) -> None:
    """Room to write: the words name it, and the lines under them are what paper, site and form make
    of it.
    """
    if not (lines.isdecimal() and 1 <= int(lines) <= MOST_LINES):
        conversion.report(
            marker,
            Problem("määre", f'kentän rivimäärä "{lines}"', f"kirjoita rivit=1–{MOST_LINES}"),
        )
        lines = "1"
    name = element("span", class_="kentan-nimi")
    name.text, span.text = span.text, None
    name.extend(list(span))
    for child in list(span):
        span.remove(child)
    room = element("span", class_="kentan-tila")
    room.extend(element("span", class_="kentan-rivi") for _ in range(int(lines)))
    span.set("class", "kentta")
    span.extend((name, room))


def _stands_alone(parent: etree.Element, fields: list[etree.Element]) -> bool:
    """Whether a paragraph holds nothing but fields: then each is a line of its own, else a gap in
    the sentence.
    """
    around = [parent.text, *(field.tail for field in fields)]
    return len(fields) == len(parent) and not any((text or "").strip() for text in around)


def _check_claim(conversion: Conversion, span: etree.Element, marker: str, text: str) -> None:
    span.set("class", "vaite")
    span.set(CLAIMED, text)
    try:
        verdict = claims.check(text, conversion.guide.numbers)
    except Problem as problem:
        conversion.report(marker, problem)
        if problem.of_data:
            _mark_draft(span, problem.message)
        return
    numbers, words = conversion.guide.numbers, "".join(span.itertext())
    for problem in (*promises.check(words, text, numbers), *tautologies.check(text, numbers)):
        conversion.report(marker, problem)
    for warning in verdict.warnings:
        hint = "kirjoita sanat varovammin, tai valitse toinen raja"
        conversion.report(marker, Problem("väite-rajalla", warning, hint, fatal=False))
    if not verdict.holds:
        conversion.report(
            marker,
            Problem("väite-ei-pidä", verdict.grounds, "korjaa sanat tai väite", of_data=True),
        )
        _mark_draft(span, verdict.grounds)


def _mark_draft(span: etree.Element, reason: str) -> None:
    span.tag = "mark"
    span.set("class", "vaite luonnos")
    span.append(element("small", f" [luonnos: {reason}]"))
