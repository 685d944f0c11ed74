"""The headline of a figure: a sentence in bold that says the finding and is bound to the data."""

import xml.etree.ElementTree as etree

from ..findings import Problem
from ..guide import Guide
from ..numbers import claims
from ..syntax import REFERENCE
from . import values
from .conversion import Conversion
from .inline import CITATION, NUMBER
from .spans import CLAIMED


def take(block: etree.Element, conversion: Conversion) -> etree.Element | None:
    """The first paragraph, taken from the block, when all of it is in bold: it says the finding."""
    first = block[0] if len(block) else None
    if first is None or first.tag != "p" or (first.text or "").strip() or len(first) != 1:
        return None
    (only,) = first
    bold = only.tag == "strong" or (
        len(only) == 1
        and only[0].tag == "strong"
        and not f"{only.text or ''}{only[0].tail or ''}".strip()
    )
    if not bold or (only.tail or "").strip():
        return None
    block.remove(first)
    only.tail = None
    if not any(part.get(CLAIMED) or part.tag == NUMBER for part in only.iter()):
        conversion.report(
            marker(block),
            Problem(
                "kuvion-otsikko",
                f'otsikko "{"".join(only.itertext())}" ei ole sidottu aineistoon',
                'kirjoita **[sanat]{väite="tunnus[rivi] > raja"}**, tai poista lihavointi',
            ),
        )
    return only


def words(part: etree.Element | None, guide: Guide) -> str:
    """The headline as plain text, for those who do not see it; "" where there is none."""
    if part is None:
        return ""
    if part.tag == NUMBER:
        try:
            return values.read(guide, part.get("inside"))[1]
        except Problem:
            return "…"
    if part.tag in (CITATION, "small"):
        return ""
    inside = "".join(words(child, guide) + (child.tail or "") for child in part)
    return f"{part.text or ''}{inside}"


def limit(headline: etree.Element | None, ids: tuple[str, ...]) -> float | None:
    """The one threshold that the headline's claims hold the drawn values against."""
    if headline is None:
        return None
    limits = set()
    for part in headline.iter():
        if text := part.get(CLAIMED):
            limits |= _limits(text, ids)
    return limits.pop() if len(limits) == 1 else None


def _limits(text: str, ids: tuple[str, ...]) -> set[float]:
    try:
        inequalities = claims.parse(text).inequalities
    except Problem:
        return set()
    found = set()
    for one in inequalities:
        for side, other in ((one.left, one.right), (one.right, one.left)):
            match = REFERENCE.fullmatch(other.text) if other.value is None else None
            if side.value is not None and match and match["id"] in ids and not match["base"]:
                found.add(float(side.value))
    return found


def marker(block: etree.Element) -> str:
    """The first line of a block as its writer wrote it."""
    argument = block.get("inside", "")
    return f"/// {block.get('name')}" + (f" | {argument}" if argument else "")
