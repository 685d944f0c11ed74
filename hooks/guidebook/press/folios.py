"""The numbers of the pages pointed to: the book is laid out until the numbers in it are those of
its pages.

Usually twice. WeasyPrint's own `target-counter` takes more memory for its drafts, and prints what
it has in the end.
"""

import gc
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar
from xml.etree.ElementTree import Element

GUESS = "00"  # about as wide as most of the numbers, so that the first layout is nearly the last
ROUNDS = 6  # for the numbers alone
TARGET, END, TOLD = "data-kohde", "data-loppu", "data-sivu"
MENDED = 6  # rounds in which the tree may be mended besides


class LaidPage(Protocol):
    anchors: dict[str, object]


class LaidBook(Protocol):
    pages: list[LaidPage]


Laid = TypeVar("Laid", bound=LaidBook)


def settle(
    tree: Element, lay_out: Callable[[Element], Laid], *mend: Callable[[Laid], bool]
) -> tuple[Laid, list[str]]:
    """Lays out the tree, its `data-kohde` elements having the number of the page in `data-sivu`.

    Each of `mend` looks at a layout and changes the tree where the paper asks for it; it tells
    whether it did. Gives the last layout and warnings in Finnish.
    """
    marks, warnings = _marks(tree)
    for mark in marks:
        mark.set(TOLD, GUESS)
    for number in range(MENDED + ROUNDS):
        laid = lay_out(tree)
        mended = [change(laid) for change in mend] if number < MENDED else []
        if not _correct(marks, laid.pages) and not any(mended):
            gc.collect()  # frees the drafts of lines and pages
            return laid, warnings
        del laid
        gc.collect()
    warnings.append(
        "sivunumerot eivät asetu: jokin viittaus siirtää sivulta toiselle kohdan, johon se viittaa"
    )
    return lay_out(tree), warnings


def _marks(tree: Element) -> tuple[list[Element], list[str]]:
    """The elements that tell a page number; what would tell none is made to tell nothing."""
    known = {element.get("id") for element in tree.iter()}
    marks, warnings = [], []
    for mark in [element for element in tree.iter() if TARGET in element.attrib]:
        target = mark.get(TARGET).removeprefix("#")
        if target in known:
            marks.append(mark)
        else:
            mark.attrib.clear()
            warnings.append(f'sivuviitteen kohdetta "{target}" ei ole kirjassa')
    return marks, warnings


def _correct(marks: Iterable[Element], pages: Iterable[LaidPage]) -> bool:
    """Writes the numbers into the marks. Whether any was another one."""
    firsts, lasts = pages_of(pages)
    changed = False
    for mark in marks:
        number = told(mark, firsts, lasts)
        changed = changed or number != mark.get(TOLD)
        mark.set(TOLD, number)
    return changed


def pages_of(pages: Iterable[LaidPage]) -> tuple[dict[str, int], dict[str, int]]:
    """Anchor → the number of the page where it begins, and of the one where it ends."""
    firsts: dict[str, int] = {}
    lasts: dict[str, int] = {}
    for number, page in enumerate(pages, start=1):
        for anchor in page.anchors:
            firsts.setdefault(anchor, number)
            lasts[anchor] = number
    return firsts, lasts


def told(mark: Element, firsts: Mapping[str, int], lasts: Mapping[str, int]) -> str:
    """The page of what the mark points to, "48", or the pages to where it ends, "48–51"."""
    target = mark.get(TARGET, "").removeprefix("#")
    first = firsts.get(target, "")
    last = lasts.get(mark.get(END, "").removeprefix("#"), first) if END in mark.attrib else first
    return f"{first}–{last}" if first and last > first else str(first)
