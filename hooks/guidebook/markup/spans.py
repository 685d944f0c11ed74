"""Bracketed spans: claims, languages, index entries, ordinary figures, room to write, parts of one
format.
"""

import re
import xml.etree.ElementTree as etree

from ..findings import Problem
from ..numbers import claims
from .conversion import Conversion
from .inline import SPAN
from .tree import element

CLASSES = ("tavallinen", "kentta", "vain-verkossa", "vain-painetussa")
KEYS = ("väite", "lang", "hakemisto", "rivit")

MOST_LINES = 20

_ATTRIBUTE = re.compile(
    r"""\s*(?:
    \.(?P<name>[\w-]+) | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"”“'’]+))
)(?=\s|$)""",
    re.VERBOSE,
)


def resolve(conversion: Conversion) -> None:
    for span, ancestors in conversion.markers(SPAN):
        marker, inside = span.attrib.pop("marker"), span.attrib.pop("inside")
        span.tag = "span"
        attributes = _attributes(conversion, marker, inside.rstrip())
        if lang := attributes.get("lang"):
            span.set("lang", lang)
        if term := attributes.get("hakemisto"):
            span.set("id", conversion.anchor("hakusana"))
            conversion.contents.terms.append(
                (" ".join(term.split()), conversion.use(span.get("id")))
            )
        if "väite" in attributes:
            _check_claim(conversion, span, marker, attributes["väite"])
        if "kentta" in attributes:
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
    """Key → value, a class as a key without one; what is wrong with them is reported."""
    found: dict[str, str] = {}
    position = 0
    while position < len(inside):
        match = _ATTRIBUTE.match(inside, position)
        if not match:
            conversion.report(
                marker,
                Problem(
                    "määre",
                    f"määrettä {inside[position:].strip()} ei voi lukea",
                    'muoto on {väite="…"}, {hakemisto="…"}, {lang=en}, {.tavallinen} tai '
                    '{.kentta}; lainausmerkki on "',
                ),
            )
            return {}
        position = match.end()
        if match["name"] and match["name"] not in CLASSES:
            conversion.report(
                marker,
                Problem(
                    "määre",
                    f'tuntematon määre ".{match["name"]}"',
                    f"määreet ovat .{', .'.join(CLASSES)}",
                ),
            )
        if match["key"] and match["key"] not in KEYS:
            conversion.report(
                marker,
                Problem(
                    "määre", f'tuntematon määre "{match["key"]}"', f"määreet ovat {', '.join(KEYS)}"
                ),
            )
        found[match["name"] or match["key"]] = match["quoted"] or match["bare"] or ""
    if not found:
        conversion.report(
            marker, Problem("määre", "määre on tyhjä", "poista aaltosulkeet tai kirjoita määre")
        )
    return found


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
    try:
        verdict = claims.check(text, conversion.guide.numbers)
    except Problem as problem:
        conversion.report(marker, problem)
        if problem.of_data:
            _mark_draft(span, problem.message)
        return
    for warning in verdict.warnings:
        conversion.report(marker, Problem("väite-rajalla", warning, fatal=False))
    if not verdict.holds:
        conversion.report(
            marker, Problem("väite-ei-pidä", verdict.told, "korjaa sanat tai väite", of_data=True)
        )
        _mark_draft(span, verdict.told)


def _mark_draft(span: etree.Element, reason: str) -> None:
    span.tag = "mark"
    span.set("class", "vaite luonnos")
    span.append(element("small", f" [luonnos: {reason}]"))
