"""The editions that have been announced to the readers: data/editions.yml."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..pages import made_up
from ..settings import Settings
from ..text.yaml_entries import read_entries, refuse

RULE = "laitos"
EDITION = re.compile(r"[0-9]+(\.[0-9]+)*", re.ASCII)
KEYS = {"date": date, "title": str, "summary": str}


@dataclass(frozen=True)
class Release:
    """What readers are told of one edition of the guide."""

    edition: str
    date: date
    title: str
    summary: str
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


def read(path: Path) -> tuple[Release, ...]:
    """The editions, newest first. Raises BadInput."""
    entries = list(
        read_entries(
            path, RULE, KEYS, KEYS, EDITION, 'kirjoita laitos lainausmerkeissä, esim. "2026.1"'
        )
    )
    refuse(entries)
    releases = [Release(entry.id, **entry, places=entry.places) for entry in entries]
    return tuple(
        sorted(releases, key=lambda release: (release.date, order(release.edition)), reverse=True)
    )


def day(settings: Settings) -> date:
    """That of the edition, if it is told: what nobody touches stays the same until the next. What
    is wrong in the list the feed tells.
    """
    with suppress(BadInput):
        for release in read(settings.editions) if settings.editions else ():
            if release.edition == settings.edition:
                return release.date
    return settings.date


def check(guide: Guide) -> None:
    """The edition that is being published must be told of."""
    settings = guide.settings
    if settings.editions is None:
        return
    try:
        releases = read(settings.editions)
    except BadInput as error:
        guide.add(error.findings)
        return
    for release in releases:
        # Only this edition's: an earlier one was about the data that it had.
        if guide.real and release.edition == settings.edition:
            guide.add(_called_made_up(release))
    if settings.edition not in {release.edition for release in releases}:
        guide.add(
            [
                Finding(
                    Place(shown(settings.editions)),
                    RULE,
                    f'laitos "{settings.edition}" puuttuu luettelosta',
                    f'lisää "{settings.edition}": ja sen alle date, title ja summary',
                )
            ]
        )


def _called_made_up(release: Release) -> Iterator[Finding]:
    for key in ("title", "summary"):
        for match in made_up.talk(getattr(release, key)):
            yield made_up.finding(release.places[key], match[0])


def order(edition: str) -> tuple[int, ...]:
    """By which editions follow each other: 2026.10 comes after 2026.9."""
    return tuple(map(int, edition.split(".")))
