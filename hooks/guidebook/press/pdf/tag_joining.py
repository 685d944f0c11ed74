"""One paragraph is one element, however many lines and pages it takes: what lines and pages broke
in the structure tree is joined, and what says nothing leaves it.
"""

from collections.abc import Iterator

from .tag_tree import Annotation, Element, TagTree

# They may hold text themselves. In others it keeps an element of its own.
HOLDERS = {
    *("P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Lbl", "LBody", "TH", "TD"),
    *("Span", "NonStruct", "Link", "Note", "Reference", "Code"),
}
SILENT = {"Span", "NonStruct"}  # unless something is said of them
CELLS = {"TH", "TD"}  # which count even when empty
# A link has its places on one page, a picture its frame.
OF_A_PAGE = {"Link", "Figure", "Form"}
REPEATED = {"THead", "TFoot"}


def join(tree: TagTree, element: Element) -> None:
    """All in an element. What a page repeats of a table only decorates it."""
    kids: list = []
    element.kids = list(_without_columns(element))
    for kid in list(element.kids):
        begun = _begun(kids, kid, element.kind) if isinstance(kid, Element) else None
        if isinstance(kid, Element) and (kid.decorates or (begun and kid.kind in REPEATED)):
            tree.drop(kid, element)
        elif begun:
            begun.kids += kid.kids
        else:
            kids.append(kid)
    element.kids = kids
    for kid in element.elements:
        join(tree, kid)


def _without_columns(element: Element) -> Iterator[Element | Annotation | int]:
    """The columns of a list are lists of their own to WeasyPrint."""
    for kid in element.kids:
        if isinstance(kid, Element) and _is_column(kid, element):
            yield from _without_columns(kid)
        else:
            yield kid


def _is_column(kid: Element, element: Element) -> bool:
    return kid.kind == element.kind and kid.source is element.source and not kid.decorates


def _begun(kids: list, kid: Element, parent: str) -> Element | None:
    """Of the kids before it, the one that an element goes on with."""
    before = [one for one in kids if isinstance(one, Element)]
    if parent not in ("Table", "TR"):
        before = before[-1:] if kids and before and kids[-1] is before[-1] else []
    return next((one for one in before if _same(one, kid)), None)


def _same(one: Element, other: Element) -> bool:
    if one.kind != other.kind or one.origin != other.origin:
        return False
    of_a_page = one.source is None or one.kind in OF_A_PAGE
    return one.page == other.page if of_a_page else True


def simplify(element: Element) -> None:
    """Takes out what is empty, and elements of no meaning from around their content."""
    kids: list = []
    for kid in element.kids:
        if isinstance(kid, Element):
            simplify(kid)
            if not kid.kids and kid.kind not in CELLS:
                continue
            if kid.kind in SILENT and not kid.entries and _can_hold(element, kid):
                kids += kid.kids
                continue
        kids.append(kid)
    element.kids = kids


def _can_hold(element: Element, kid: Element) -> bool:
    return not kid.own or (element.kind in HOLDERS and element.page == kid.page)
