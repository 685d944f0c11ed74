"""The numbers of the pages pointed to: the book is laid out until the numbers in it are those of
its pages.

Usually twice. WeasyPrint's own `target-counter` takes more memory for its drafts, and prints what
it has in the end.
"""

import gc
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar
from xml.etree.ElementTree import Element

GUESS = "00"  # about as wide as most of the numbers, so that the first layout is nearly the last
ROUNDS = 6  # for the numbers alone
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
        mark.set("data-sivu", GUESS)
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
    for mark in [element for element in tree.iter() if "data-kohde" in element.attrib]:
        target = mark.get("data-kohde").removeprefix("#")
        if target in known:
            marks.append(mark)
        else:
            mark.attrib.clear()
            warnings.append(f'sivuviitteen kohdetta "{target}" ei ole kirjassa')
    return marks, warnings


def _correct(marks: Iterable[Element], pages: Iterable[LaidPage]) -> bool:
    """Writes the numbers into the marks. Whether any was another one."""
    numbers: dict[str, str] = {}
    for number, page in enumerate(pages, start=1):
        for anchor in page.anchors:
            numbers.setdefault(anchor, str(number))
    changed = False
    for mark in marks:
        number = numbers.get(mark.get("data-kohde").removeprefix("#"), "")
        changed = changed or number != mark.get("data-sivu")
        mark.set("data-sivu", number)
    return changed
