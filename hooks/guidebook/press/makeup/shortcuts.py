"""Shorter ways to what WeasyPrint asks of its boxes again and again, with the same answers."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache

from weasyprint.formatting_structure.boxes import Box, LineBox, ParentBox, TableBox
from weasyprint.layout import inline
from weasyprint.layout.float import avoid_collisions

from .patching import replaced

Span = tuple[float, float, float]  # where a line begins, across and down, and the room it has


@contextmanager
def taken() -> Iterator[None]:
    """While pages are laid out."""
    with ExitStack() as patches:
        for name, ours, known_by in (
            ("descendants", _descendants, Box),
            ("is_in_normal_flow", _flows, Box),
            ("page_values", _page_values, ParentBox),
            ("avoid_collisions", _room, inline),
        ):
            patches.enter_context(replaced(name, ours, known_by))
        yield


def _descendants(box: Box, placeholders: bool = False) -> Iterator[object]:
    """Without a generator for each level."""
    yield box
    levels = [iter(box.children)]
    while levels:
        for child in levels[-1]:
            if isinstance(child, Box):
                yield child
                if child.children:
                    levels.append(iter(child.children))
                    break
            elif placeholders:
                yield from child.descendants(placeholders)
            else:
                yield child
        else:
            levels.pop()


def _flows(box: Box) -> bool:
    style = box.style
    return _in_flow(style["position"], style["float"])


@cache
def _in_flow(position: str | tuple, floating: str) -> bool:
    special = position in ("absolute", "fixed") or position[0] in ("running()", "note()")
    return not special and floating == "none"


def _page_values(box: ParentBox) -> tuple[str, str]:
    return _page(box, iter), _page(box, reversed)


def _page(box: Box, order: Callable[[object], Iterator[Box]]) -> str:
    """The name of the page that the innermost box at one end of another asks for."""
    name = box.style["page"]
    while isinstance(box, ParentBox) and not isinstance(box, TableBox):
        children = order(box.children)
        box = next((one for one in children if _flows(one) or one.is_floated()), None)
        name = (box and box.style["page"]) or name
    return name


def _room(context: object, box: Box, holder: Box, outer: bool = True) -> Span:
    """Beside no float, a line has all the room that there is."""
    if context.excluded_shapes or outer or not isinstance(box, LineBox):
        return avoid_collisions(context, box, holder, outer)
    left = holder.content_box_x()
    right = left + holder.width
    left += box.margin_left
    right -= box.margin_right
    start = left if holder.style["direction"] == "ltr" else right
    return start - box.margin_left, box.border_box_y() - box.margin_top, right - left
