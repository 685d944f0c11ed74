"""What has been worked out of a page's text, known until it is written anew."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from ..text.keeping import kept

if TYPE_CHECKING:
    from .page import Page

T = TypeVar("T")

SHELF = "sivut"


def found(page: "Page", find: Callable[["Page"], Iterable[T]]) -> list[T]:
    """What `find` finds wrong in the page; that it is nothing is known the next time."""

    def pack(made: list[T]) -> list[T] | None:
        return None if made else made

    return kept(_inputs(page, find), lambda: [*find(page)], pack, list, SHELF)


def count(page: "Page", counted: Callable[["Page"], int]) -> int:
    return kept(_inputs(page, counted), lambda: counted(page), int, int, SHELF)


def _inputs(page: "Page", work: Callable) -> list[str]:
    return [work.__module__, work.__qualname__, page.source, repr(page.left_out)]
