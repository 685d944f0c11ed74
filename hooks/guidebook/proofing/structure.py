"""Headings that skip a level, and lists that do not have the length their sentence promises."""

import re
from collections.abc import Iterator

from ..findings import Finding
from ..pages.page import Page

COUNTS = {
    word: count
    for count, words in enumerate(
        (
            ("kaksi", "kahta", "kahteen", "kahdessa"),
            ("kolme", "kolmea", "kolmeen", "kolmessa"),
            ("neljä", "neljää", "neljään", "neljässä"),
            ("viisi", "viittä", "viiteen", "viidessä"),
            ("kuusi", "kuutta", "kuuteen", "kuudessa"),
            ("seitsemän", "seitsemää", "seitsemään", "seitsemässä"),
            ("kahdeksan", "kahdeksaa", "kahdeksaan", "kahdeksassa"),
            ("yhdeksän", "yhdeksää", "yhdeksään", "yhdeksässä"),
            ("kymmenen", "kymmentä", "kymmeneen", "kymmenessä"),
        ),
        start=2,
    )
    for word in words
}

_LEAD = re.compile(
    rf"\b({'|'.join(COUNTS)})\b[^.:\n]*:[ \t]*\n\n?(?=(?:[-*+]|\d+\.)[ \t])", re.IGNORECASE
)
_ITEM = re.compile(r"^(?:[-*+]|\d+\.)[ \t]", re.MULTILINE)
_LIST = re.compile(
    r"(?:(?:[-*+]|\d+\.)[ \t].*(?:\n|\Z)(?:[ \t]+\S.*\n|\n(?=[ \t]+\S|(?:[-*+]|\d+\.)[ \t]))*)+"
)


def check(page: Page) -> Iterator[Finding]:
    yield from _headings(page)
    yield from _lists(page)


def _headings(page: Page) -> Iterator[Finding]:
    above = 0
    for heading in page.headings:
        level = heading.level
        if level > above + 1:
            yield Finding(
                page.place(heading.start),
                "otsikkotaso",
                f'otsikko "{heading.text}" on tasolla {"#" * level}, '
                f"mutta edellinen on {'tasolla ' + '#' * above if above else 'sivun alku'}",
                f"kirjoita {'#' * (above + 1)}",
            )
        elif level == 1 and above:
            message = f'otsikko "{heading.text}" on tasolla #, jolla sivulla on jo otsikko'
            yield Finding(page.place(heading.start), "otsikkotaso", message, "kirjoita ##")
        above = level


def _lists(page: Page) -> Iterator[Finding]:
    for match in _LEAD.finditer(page.prose):
        if (
            len(
                {
                    COUNTS[word.lower()]
                    for word in re.findall(rf"\b(?:{'|'.join(COUNTS)})\b", match[0], re.I)
                }
            )
            > 1
        ):
            continue  # which of them counts the list is for a reader to say
        found = _LIST.match(page.prose, match.end())
        length = len(_ITEM.findall(found[0])) if found else 0
        if length and length != COUNTS[match[1].lower()]:
            yield Finding(
                page.place(match.start()),
                "luettelon-pituus",
                f"virke lupaa: {match[1].lower()}, mutta luettelossa on {length}",
                "korjaa sana tai luettelo",
            )
