"""The bounds within which a page is converted in seconds."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..bounds import Bounds, advice
from ..findings import Finding, Place, shown
from .masking import front_matter

if TYPE_CHECKING:
    from .page import Page

BRACKETS = "[]{}<"


def too_heavy(page: "Page", bounds: Bounds) -> Iterator[Finding]:
    """What would take for ever to convert."""
    whole = Place(shown(page.file))
    brackets = max(map(page.source.count, BRACKETS))
    if (length := len(page.source)) > bounds.page:
        message = f"sivulla on yli {bounds.page} merkkiä"
        hint = advice("jaa se kahdeksi", "sivun-merkit", length)
        yield Finding(whole, "pitkä-sivu", message, hint)
    elif brackets > bounds.brackets:
        message = f"sivulla on yli {bounds.brackets} samaa sulkua"
        hint = advice("jaa se kahdeksi", "sivun-sulut", brackets)
        yield Finding(whole, "pitkä-sivu", message, hint)
    else:
        yield from _heavy_paragraphs(page, bounds)


def _heavy_paragraphs(page: "Page", bounds: Bounds) -> Iterator[Finding]:
    start, cells = front_matter(page.source).end, 0  # what the page says of itself is not converted
    beyond = None  # the paragraph with which there are too many cells
    for paragraph in re.split(r"\n(?=[ \t]*\n)", page.source[start:]):
        message, brackets = "", max(map(paragraph.count, BRACKETS))
        if (length := len(paragraph)) > bounds.paragraph:
            message = f"kappaleessa on yli {bounds.paragraph} merkkiä"
            hint = advice("jaa se tyhjillä riveillä", "kappaleen-merkit", length)
        elif brackets > bounds.brackets_together:
            message = f"kappaleessa on yli {bounds.brackets_together} samaa sulkua"
            hint = advice("jaa se tyhjillä riveillä", "kappaleen-sulut", brackets)
        if message:
            at = page.place(start + length - len(paragraph.lstrip()))
            yield Finding(at, "pitkä-kappale", message, hint)
        cells += max(line.count("|") for line in paragraph.split("\n")) * paragraph.count("\n")
        if cells > bounds.cells and beyond is None:
            beyond = start
        start += len(paragraph) + 1
    if beyond is not None:
        message = f"sivun taulukoissa on yli {bounds.cells} solua"
        hint = advice("jaa sivu kahdeksi", "sivun-solut", cells)
        yield Finding(page.place(beyond), "pitkä-sivu", message, hint)
