"""The passages on one's own collection: which of a page's the numbers carry."""

from dataclasses import replace

from ..findings import Problem
from ..numbers import Numbers, claims
from ..syntax import shown_series
from .blocks import OF_SERIES
from .markers import BlockMarker, Marker, NumberMarker, SpanMarker
from .page import Page


def without_uncarried(page: Page, numbers: Numbers | None) -> Page:
    """The page without the passages that the numbers do not carry; without all of them where
    there are no numbers of one's own.
    """
    left_out: list[tuple[int, int]] = []
    for start, end in sorted(page.passages):
        within = left_out and start < left_out[-1][1]
        if not within and not (numbers and _carries(numbers, page, start, end)):
            left_out.append((start, end))
    return replace(page, left_out=tuple(left_out)) if left_out else page


def _carries(numbers: Numbers, page: Page, start: int, end: int) -> bool:
    """Whether there are data for each number of a passage, and they bear each claim out; the
    passages that stand within it are looked at by themselves.
    """
    inner = [span for span in page.passages if start < span[0] < end]
    inside = [
        marker
        for marker in page.markers
        if start <= marker.start < end
        and not any(first <= marker.start < last for first, last in inner)
    ]
    try:
        return all(_borne_out(numbers, marker) for marker in inside)
    except Problem as problem:
        # An editor's mistake leaves the passage in, so that it is reported.
        return not problem.of_data


def _borne_out(numbers: Numbers, marker: Marker) -> bool:
    """Raises Problem."""
    if isinstance(marker, NumberMarker):
        numbers.resolve(marker.reference)
    elif isinstance(marker, BlockMarker) and marker.name in OF_SERIES:
        for id in shown_series(marker.argument).ids:
            numbers.series(id)
    elif isinstance(marker, SpanMarker) and marker.claim is not None:
        return claims.check(marker.claim, numbers).holds
    return True
