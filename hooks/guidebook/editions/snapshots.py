"""What each edition held: its numbers and a hash of each chapter's text, and what changed from one
to the next.

A release writes `data/editions/<edition>.json`; from these files, and not from git, the build makes
the readers' page.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..guide import Guide
from ..numbers import Entry, Estimate
from ..pages.front_matter import ACTION, ASKED, HEADLINE, READ, REVIEW, SLIDES
from ..pages.page import Page

_ASIDE = re.compile(
    rf"^(?:{READ}|{REVIEW}|{HEADLINE}|{SLIDES}|{ASKED}|{ACTION}):.*\n(?:[ \t].*\n)*", re.MULTILINE
)


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

    Line breaks within a paragraph, comments, the days of its upkeep and what it chose for slides do
    not count.
    """
    front = _ASIDE.sub("", page.source[: page.body])
    paragraphs = re.split(r"\n[ \t]*\n", front + page.markdown)
    text = "\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def snapshot(guide: Guide, pages: int | None = None) -> Snapshot:
    """The guide as it stands."""
    numbers: dict[str, PublishedNumber] = {}
    for entry in guide.numbers.values():
        numbers |= _numbers(entry)
    chapters = {
        path: ChapterState(
            page.title,
            text_hash(page),
            tuple(sorted({id for id, _ in page.references() if id in guide.numbers})),
        )
        for path, page in guide.pages.items()
    }
    data = "; ".join(collection.origin for collection in guide.collections)
    return Snapshot(guide.settings.edition, data, numbers, chapters, pages)


def _numbers(entry: Entry) -> dict[str, PublishedNumber]:
    """A number or each row of a series by reference."""
    if not entry.is_series:
        return {entry.id: _of(entry, entry.label, entry.estimate)}
    if not entry.rows:
        return {entry.id: PublishedNumber(entry.label, "", withheld=entry.withheld)}
    return {
        f"{entry.id}[{row.key}]": _of(entry, f"{entry.label}: {row.label}", row.estimate)
        for row in entry.rows
    }


def _of(entry: Entry, label: str, estimate: Estimate) -> PublishedNumber:
    return PublishedNumber(
        label,
        entry.text(estimate),
        entry.interval(estimate),
        estimate.n,
        estimate.value,
        estimate.withheld,
    )
