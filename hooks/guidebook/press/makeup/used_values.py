"""What a box has of its style wherever it stands: how high its lines are, and its margins, padding
and borders where no percentage is in them. WeasyPrint works it out for each box, each time it tries
one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from weasyprint.css import Style, check_math
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, table
from weasyprint.layout import float as floating

from .patching import replaced

BOX = (
    *(f"margin_{side}" for side in ("left", "right", "top", "bottom")),
    *(f"padding_{side}" for side in ("left", "right", "top", "bottom")),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
MODULES = (absolute, block, column, floating, grid, inline, page, percent, table)
resolve_percentages, inline_strut = percent.resolve_percentages, inline.strut


@contextmanager
def remembered() -> Iterator[None]:
    """While pages are laid out."""
    percentages = replaced("resolve_percentages", _resolve, *MODULES)
    with percentages, replaced("strut", _strut, inline):
        yield


def _strut(style: Style) -> tuple[float, float]:
    if not hasattr(style, "strut"):
        style.strut = inline_strut(style)
    return style.strut


def _resolve(box: object, containing_block: object) -> None:
    style = getattr(box.style, "alike", box.style)
    if not hasattr(style, "used"):
        style.used = _used(style)
    if style.used is None:
        resolve_percentages(box, containing_block)
    else:
        vars(box).update(style.used)


def _used(style: Style) -> dict[str, object] | None:
    """None when it depends on where the box stands, or on the table that its border is of."""
    values = [style[name] for name in BOX]
    if style["border_collapse"] == "collapse" or any(map(_relative, values)):
        return None
    box = SimpleNamespace(style=style)
    resolve_percentages(box, (0, 0))
    del box.style
    return vars(box)


def _relative(value: object) -> bool:
    return bool(check_math(value)) or getattr(value, "unit", "px") != "px"
