"""Items of lists, and what belongs to them, that are not indented enough to be read so."""

import re
from collections.abc import Iterator

_ITEM = re.compile(r"([ ]*)([-*+]|\d{1,3}\.)[ \t]+\S")
STEP = 4  # characters of indent for each level, as Python-Markdown reads them


def misread_lists(prose: str) -> Iterator[tuple[int, int, str, str]]:
    """From where to where, what is wrong and what to do."""
    above, kind, start, after_blank = None, False, 0, False
    for line in prose.split("\n"):
        match, indent = _ITEM.match(line), len(line) - len(line.lstrip(" "))
        numbered = match and match[2].endswith(".")
        at = start + indent
        if match and above is not None and above < indent < above + STEP and numbered == kind:
            message = "luettelon sisäkkäinen kohta ei ole tarpeeksi sisällä"
            yield at, at + 1, message, f"sisennä se {above + STEP} välillä"
        elif match:
            above, kind = indent, numbered
        elif line.strip() and not indent:
            above = None
        elif line.strip() and above is not None and after_blank and _between(indent, above):
            message = "kappale ei ole tarpeeksi sisällä, joten se katkaisee luettelon"
            yield at, at + 1, message, f"sisennä se {above + STEP} välillä"
        after_blank = not line.strip()
        start += len(line) + 1


def _between(indent: int, above: int) -> bool:
    """Whether it is that of no level of the item that stands at `above`."""
    return indent < above + STEP and indent % STEP > 0
