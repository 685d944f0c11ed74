"""What each edition held: its numbers and a hash of each chapter's text, and what changed from one
to the next.

A release writes `data/editions/<edition>.json`; from these files, and not from git, the build makes
the readers' page.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .. import finnish
from ..guide import Guide
from ..numbers import Item, facts
from ..numbers.statistics import Definition, Estimate, Series
from ..pages.front_matter import READ, REVIEW
from ..pages.page import Page

_UPKEEP = re.compile(rf"^(?:{READ}|{REVIEW}):.*\n", re.MULTILINE)


@dataclass(frozen=True)
class PublishedNumber:
    """A number as an edition tells it. `value`, unrounded, is in its unit; `interval` is "" where
    there is none.
    """

    label: str
    text: str = ""
    interval: str = ""
    n: int | None = None
    value: float | None = None
    withheld: str = ""

    @property
    def shown(self) -> str:
        """As a reader sees it: "42 % (38–47 %)"."""
        if self.withheld:
            return "ei julkaista"
        return f"{self.text} ({self.interval})" if self.interval else self.text


@dataclass(frozen=True)
class ChapterState:
    """A page of the guide: its title, a hash of its text apart from data, and the ids of the
    numbers it names.
    """

    title: str
    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """One edition. `numbers` is by reference, "id" or "id[key]"; `pages` counts the book's, None
    when unknown.
    """

    edition: str
    data: str
    numbers: Mapping[str, PublishedNumber]
    chapters: Mapping[str, ChapterState]
    pages: int | None = None


def text_hash(page: Page) -> str:
    """Sixteen hexadecimal digits over the page's text as written, markers and all: no number of the
    data is in it.

    Line breaks within a paragraph, comments and the days of its upkeep do not count.
    """
    front = _UPKEEP.sub("", page.source[: page.body])
    paragraphs = re.split(r"\n[ \t]*\n", front + page.markdown)
    text = "\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def snapshot(guide: Guide, pages: int | None = None) -> Snapshot:
    """The guide as it stands."""
    numbers: dict[str, PublishedNumber] = {}
    for id, item in guide.numbers.items():
        numbers |= _told(id, item)
    chapters = {
        path: ChapterState(
            page.title,
            text_hash(page),
            tuple(sorted({id for id, _ in page.references() if id in guide.numbers})),
        )
        for path, page in guide.pages.items()
    }
    survey = guide.survey
    data = ""
    if survey:
        state = (
            ", esimerkkiaineisto"
            if survey.sample and "esimerkkiaineisto" not in survey.title.lower()
            else ""
        )
        data = f"{survey.title}{state}, mitattu {finnish.period(*survey.measured)}"
    return Snapshot(guide.settings.edition, data, numbers, chapters, pages)


def _told(id: str, item: Item) -> dict[str, PublishedNumber]:
    """A number or each row of a series by reference."""
    if isinstance(item, facts.Fact):
        return {
            id: PublishedNumber(
                item.label,
                finnish.quantity(item.value, item.unit, item.decimals),
                "",
                item.n,
                item.value,
            )
        }
    definition = item.definition
    if not isinstance(item, Series):
        return {id: _of(definition, definition.label, item.estimate)}
    if not item.rows:
        return {id: PublishedNumber(definition.label, "", withheld=item.withheld)}
    return {
        f"{id}[{row.key}]": _of(definition, f"{definition.label}: {row.label}", row.estimate)
        for row in item.rows
    }


def _of(definition: Definition, label: str, estimate: Estimate) -> PublishedNumber:
    if estimate.withheld:
        return PublishedNumber(label, "", n=estimate.n, withheld=estimate.withheld)
    interval = (
        ""
        if estimate.low is None
        else finnish.interval(estimate.low, estimate.high, definition.unit, definition.decimals)
    )
    return PublishedNumber(
        label,
        finnish.quantity(estimate.value, definition.unit, definition.decimals),
        interval,
        estimate.n,
        estimate.value,
    )
