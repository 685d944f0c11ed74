"""Numbers in the text: `{{ id }}` becomes its value, linked to its entry in the appendix."""

import re
import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from .. import finnish, syntax
from ..findings import Problem
from ..guide import Format, Guide
from ..numbers import Number
from .conversion import PLAIN_INSIDE, Conversion, draft_mark
from .inline import NUMBER
from .provenance import provenance
from .tree import element, replace

SPELLED = {"%": "prosent"}  # how a unit begins where it is written out
SOURCE = "source"  # the attribute in which a fact hands its sources to the citations


def resolve(conversion: Conversion) -> None:
    for child, ancestors in conversion.markers(NUMBER):
        plain = any(ancestor.tag in PLAIN_INSIDE for ancestor in ancestors)
        marker, inside = child.get("marker"), child.get("inside")
        _check_unit(conversion, marker, inside, child.tail or "")
        replace(ancestors[-1], child, _value(conversion, marker, inside, plain))


def _check_unit(conversion: Conversion, marker: str, inside: str, after: str) -> None:
    """A number brings its unit: one that is written after it would be read twice."""
    try:
        unit = read(conversion.guide, inside)[0].unit
    except Problem:
        return  # which the number itself tells
    signs = "|".join(re.escape(sign) for sign in (unit, SPELLED.get(unit)) if sign)
    if signs and (match := re.match(rf"\s*(?:{signs})\w*", after)):
        message = f"luvun {marker} perässä on sen yksikkö toiseen kertaan"
        ended = f"{{{{ {inside.split()[0]} -ssa }}}}"
        hint = f"poista {match[0].strip()}; sijapääte kirjoitetaan näin: {ended}"
        conversion.report(marker + match[0], Problem("luvun-muoto", message, hint))


def read(guide: Guide, inside: str) -> tuple[Number, str]:
    """The number that a marker names, and the text that it becomes. Raises Problem."""
    parts = syntax.number(inside)
    if not parts:
        raise Problem(
            "luvun-muoto",
            f'merkintää "{inside}" ei voi lukea',
            "muodot ovat {{ tunnus }}, {{ tunnus.n }}, {{ tunnus[rivi] }} ja {{ tunnus -ssa }}",
        )
    reference, ending = parts
    number = guide.numbers.resolve(reference)
    if not ending:
        return number, number.text
    return number, finnish.decline(number.value, number.unit, number.decimals, ending)


def _value(conversion: Conversion, marker: str, inside: str, plain: bool) -> etree.Element:
    try:
        number, text = read(conversion.guide, inside)
    except Problem as problem:
        conversion.report(marker, problem)
        return draft_mark("…", problem.message) if problem.of_data else element("span", marker)
    data = element("data", class_="luku", value=f"{number.value:.12g}")
    if not plain:
        data.set("id", conversion.anchor(f"kaytto-{number.id}"))
        if number.cited:
            data.set(SOURCE, " ".join(source.id for source in number.cited.sources))
    conversion.contents.numbers.append((number.id, conversion.use(data.get("id", ""))))
    appendix = conversion.guide.page_with("luvut")
    if plain or not appendix:
        data.text = AtomicString(text)
    else:
        attributes = provenance(number) if conversion.format is Format.WEB else {}
        data.append(
            element(
                "a",
                text,
                class_="luku-linkki",
                href=conversion.link(appendix, f"luku-{number.id}"),
                **attributes,
            )
        )
    return data
