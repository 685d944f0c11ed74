"""What does not part at the end of a line: a range, a section of an act, initials and their name, a
figure and its unit, a word and its number.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

NO_BREAK_SPACE = "\u00a0"
TOGETHER = "yhdessa"  # may not break inside
AS_WRITTEN = {"code", "pre", "kbd", "samp", "svg", "math"}

# An en dash is a place to break at, and has no counterpart that is not.
RANGE = re.compile(r"\d+(?:[.,]\d+)*\.?–\d+(?:[.,]\d+)*")

_UNIT = (
    r"(?:[%‰€§°]|mom\b|momen|art\b|artikla|euro|prosent|sekun|minuut|tunti|tunni|tuntia|päiv|viikko|"
    r"viiko|kuukau|vuosi|vuot|vuod|vuon|kerta|kerra|merkki|merki|sana[an]?\b|sivu|kohta|kohda|kpl\b|"
    r"[kM]t\b|[km]?m\b|kg\b)"
)
_SPACES = (
    re.compile(rf"(?<=\d) (?={_UNIT})"),
    re.compile(r"(?<=\d) (?=[a-z] §)"),
    re.compile(r"(?<=\d [a-z]|\d\u00a0[a-z]) (?=§)"),
    re.compile(r"(?<=§) (?=\d)"),
    re.compile(r"(?<=\b[A-ZÅÄÖ]\.) (?=[A-ZÅÄÖ])"),
    re.compile(r"(?<=\b[sn]\.) (?=\d)"),
    re.compile(r"(?<=\b(?:klo|nro|n:o)) (?=\d)"),
    re.compile(r"(?<=\b[Kk]uvio) (?=\d)"),
    re.compile(r"(?<=\b[Tt]aulukko) (?=\d)"),
    re.compile(r"(?<=§:n) (?=\d)"),
)
_FIRST_SPACE = re.compile(rf"^ (?={_UNIT})")


def bind(body: Element) -> None:
    """No-break spaces into the text of an element, and its ranges into elements of their own."""
    for element in list(_flowing(body)):
        for child in element:
            if child.tail and _ends_in_digit(child):
                child.tail = _FIRST_SPACE.sub(NO_BREAK_SPACE, child.tail)
        element.text = element.text and bound(element.text)
        for child in element:
            child.tail = child.tail and bound(child.tail)
        _hold_ranges(element)


def bound(text: str) -> str:
    for space in _SPACES:
        text = space.sub(NO_BREAK_SPACE, text)
    return text


def _flowing(element: Element) -> Iterator[Element]:
    if element.tag in AS_WRITTEN:
        return
    yield element
    for child in element:
        yield from _flowing(child)


def _ends_in_digit(element: Element) -> bool:
    return "".join(element.itertext())[-1:].isdigit()


def _hold_ranges(element: Element) -> None:
    """The pieces of text with a range become text, range, text."""
    texts = [
        (0, element.text or ""),
        *((at + 1, child.tail or "") for at, child in enumerate(element)),
    ]
    for at, text in reversed(texts):
        if not RANGE.search(text):
            continue
        before, *made = _parted(text)
        if at:
            element[at - 1].tail = before
        else:
            element.text = before
        for offset, span in enumerate(made):
            element.insert(at + offset, span)


def _parted(text: str) -> list:
    """The text before the first range, then each range with the text after it."""
    parts: list = []
    end = 0
    for match in RANGE.finditer(text):
        between = text[end : match.start()]
        if parts:
            parts[-1].tail = between
        else:
            parts.append(between)
        span = Element("span", {"class": TOGETHER})
        span.text, span.tail = match[0], ""
        parts.append(span)
        end = match.end()
    parts[-1].tail = text[end:]
    return parts
