"""What takes the margin's room as well: tables of three and more columns; and in columns of their
own the glossary, the sources, the index, and a text before and after.
"""

from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from ..elements import add_class, classes, node
from .asides import WIDE

IN_COLUMNS = {"luku-luettelo", "lahteet", "hakemiston-palstat"}
GLOSSARY = "sanaston-palstat"
LETTER = "hakemiston-kirjain"
BEFORE, AFTER = "Ennen", "Jälkeen"
LONGEST_PAIR = 2400  # characters; a longer one would not go on one page beside other text
MOST_UNLIKE = 3  # times as long as the other: side by side they would leave a hole


def set_wide(body: Element) -> None:
    """Only what stands in no box of its own may be wide, and a box of what was before and after."""
    _gather_glossary(body)
    for child in body:
        pairs = "lohko-esimerkki" in classes(child) and _set_pairs(child)
        table = child.tag in ("table", "figure") and _columns(child) > 2
        if pairs or table or IN_COLUMNS & classes(child):
            add_class(child, WIDE)


def _columns(child: Element) -> int:
    table = child if child.tag == "table" else child.find("table")
    return 0 if table is None else max((len(row) for row in table.iter("tr")), default=0)


def _gather_glossary(body: Element) -> None:
    """The words under their letters become one element."""
    words = node("div", {"class": f"{GLOSSARY} {WIDE}"})
    for child in list(body):
        if LETTER in classes(child) or (len(words) and child.tag == "dl"):
            if not len(words):
                body.insert(list(body).index(child), words)
            body.remove(child)
            words.append(child)
        elif len(words):
            return


def _set_pairs(box: Element) -> bool:
    """Each text and what became of it side by side. Whether there was any."""
    pairs = list(_pairs(list(box)))
    for before, after in pairs:
        pair = node("div", {"class": "pari"}, node("div", {"class": "pari-ennen"}, *before))
        pair.append(node("div", {"class": "pari-jalkeen"}, *after))
        box.insert(list(box).index(before[0]), pair)
        for element in (*before, *after):
            box.remove(element)
    return bool(pairs)


def _pairs(children: list[Element]) -> Iterator[tuple[list[Element], list[Element]]]:
    groups: list[tuple[str, list[Element]]] = [("", [])]
    for child in children:
        name = _run_in(child)
        if name is not None or child.tag not in ("p", "ul", "ol"):
            groups.append((name or "", []))
        groups[-1][1].append(child)
    for (first, before), (second, after) in pairwise(groups):
        if first.startswith(BEFORE) and second.startswith(AFTER):
            shorter, longer = sorted((_length(before), _length(after)))
            if shorter + longer <= LONGEST_PAIR and longer <= MOST_UNLIKE * shorter:
                yield before, after


def _run_in(child: Element) -> str | None:
    """The words in bold or italics that a paragraph begins with."""
    first = child[0] if child.tag == "p" and len(child) else None
    if first is None or first.tag not in ("strong", "em") or (child.text or "").strip():
        return None
    words = "".join(first.itertext())
    return words if words.endswith((".", ":")) or words in (BEFORE, AFTER) else None


def _length(group: list[Element]) -> int:
    return sum(len("".join(element.itertext())) for element in group)
