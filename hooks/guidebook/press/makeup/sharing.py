"""Pages that two units share: the one ends there, and the other begins below it. Each is laid out
with room for the other; of both, one page is made.
"""

from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box, FootnoteAreaBox, MarginBox, PageBox

from .units import NEXT, OWN, STRETCH, WHOLE


def leave_own(document: Document, *, begun: bool, shared: bool) -> None:
    """Takes out of the pages of a unit what is not its own: its first may have been `begun`, and is
    then of the unit before, its last may be `shared` with the one after it.
    """
    if shared:
        document.pages[-1] = _own(document.pages[-1])
    if begun:
        document.pages[0] = _own(document.pages[0])
        _bare(document.pages[0]._page_box)


def _own(page: Page) -> Page:
    root, *others = page._page_box.children
    if not _keep_own(root):
        root.children = []
    page._page_box.children = [root, *others]
    return Page(page._page_box)


def _keep_own(box: Box) -> bool:
    """Whether anything in a box is the unit's own."""
    stretch = None if box.element is None else box.element.get(STRETCH)
    if stretch in (OWN, NEXT):
        return stretch == OWN
    kept = [child for child in getattr(box, "children", ()) if _keep_own(child)]
    if kept:
        box.children = kept
    return bool(kept)


def _bare(page: PageBox) -> None:
    page.children = [box for box in page.children if not isinstance(box, MarginBox)]
    page.background = page.canvas_background = None


def has_footnotes(page: Page) -> bool:
    """They stand at its foot, where another unit does not know of them."""
    areas = (box for box in page._page_box.children if isinstance(box, FootnoteAreaBox))
    return any(area.children for area in areas)


def merged(page: Page, rest: Page) -> Page:
    """One page of both: what is own of the units that end and begin on it."""
    whole = page._page_box
    root, *others = rest._page_box.children
    _add(whole.children[0], root)
    whole.children = [*whole.children, *others]
    return Page(whole)


def _add(into: Box, box: Box) -> None:
    """What is in a box; the first of it goes on with the last when both are pieces of the same."""
    more = list(box.children)
    if into.children and more and _whole(more[0]) == _whole(into.children[-1]) is not None:
        _add(into.children[-1], more.pop(0))
    into.children = [*into.children, *more]


def _whole(box: Box) -> str | None:
    return None if box.element is None else box.element.get(WHOLE)
