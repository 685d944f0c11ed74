"""The bounds within which a page is converted in seconds."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..findings import Finding, Place, shown
from .masking import front_matter

if TYPE_CHECKING:
    from .page import Page

# Python-Markdown takes quadratic time on a long paragraph, and more on one full of brackets. Within
# these bounds any page is converted in a few seconds.
LONGEST_PAGE, MOST_BRACKETS = 50_000, 1_000  # characters, and brackets of one kind, in a page
LONGEST_PARAGRAPH, MOST_IN_PARAGRAPH = 5_000, 150  # the same in a paragraph
MOST_CELLS = 1_000  # in all tables of a page; each row has as many as the head
# The press takes cubic time on a cell: 0.6 s of processor time on 600 characters, 10 s on 1,400,
# 74 s on 2,300.
LONGEST_CELL = 500  # characters
BRACKETS = "[]{}<"


def too_heavy(page: "Page") -> Iterator[Finding]:
    """What would take for ever to convert."""
    whole = Place(shown(page.file))
    if len(page.source) > LONGEST_PAGE:
        message = f"sivulla on yli {LONGEST_PAGE} merkkiä"
        yield Finding(whole, "pitkä-sivu", message, "jaa se kahdeksi")
    elif max(map(page.source.count, BRACKETS)) > MOST_BRACKETS:
        message = f"sivulla on yli {MOST_BRACKETS} samaa sulkua"
        yield Finding(whole, "pitkä-sivu", message, "jaa se kahdeksi")
    else:
        yield from _heavy_paragraphs(page)


def _heavy_paragraphs(page: "Page") -> Iterator[Finding]:
    start, cells = front_matter(page.source).end, 0  # what the page says of itself is not converted
    for paragraph in re.split(r"\n(?=[ \t]*\n)", page.source[start:]):
        message = ""
        if len(paragraph) > LONGEST_PARAGRAPH:
            message = f"kappaleessa on yli {LONGEST_PARAGRAPH} merkkiä"
        elif max(map(paragraph.count, BRACKETS)) > MOST_IN_PARAGRAPH:
            message = f"kappaleessa on yli {MOST_IN_PARAGRAPH} samaa sulkua"
        if message:
            at = page.place(start + len(paragraph) - len(paragraph.lstrip()))
            yield Finding(at, "pitkä-kappale", message, "jaa se tyhjillä riveillä")
        cells += max(line.count("|") for line in paragraph.split("\n")) * paragraph.count("\n")
        if cells > MOST_CELLS:
            message = f"sivun taulukoissa on yli {MOST_CELLS} solua"
            yield Finding(page.place(start), "pitkä-sivu", message, "jaa sivu kahdeksi")
            return
        start += len(paragraph) + 1
