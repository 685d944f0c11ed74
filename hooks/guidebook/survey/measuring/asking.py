"""A run: the accounts are asked service by service, the outcomes kept, the tables written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ... import progress
from ..key_file import Key
from . import bluesky, by_hand, github, mastodon
from .client import Client
from .measured_tables import MeasuredTables
from .outcomes import Journal, Outcome, State, private

SERVICES = (bluesky, mastodon, github)
ASKED = {service.CHANNEL: service for service in SERVICES}
NAMES = {service.CHANNEL: service.NAME for service in SERVICES}
JOURNAL, REPORT, SHEET = "mittaus.jsonl", "mittaus.txt", "taydennettavat.xlsx"
BY_HAND_EVERY = timedelta(days=30)


@dataclass
class Measured:
    """What a run came to. `left` were not come to, `strangers` have no row in the tables."""

    states: Counter[State] = field(default_factory=Counter)
    rows: int = 0
    left: int = 0
    strangers: int = 0
    by_hand: int = 0


def dry_run(
    keys: Iterable[Key], descriptor: Path, folder: Path, today: date, again: bool
) -> dict[str, int]:
    """Host → the requests that a run makes to it, at least. Raises BadInput."""
    found: Counter[str] = Counter()
    owners, journal = MeasuredTables(descriptor).owners(), Journal(folder / JOURNAL)
    known = (it for it in keys if it.owner in owners)
    waiting = [it for it in known if again or not journal.is_settled(it, today)]
    for service in SERVICES:
        found.update(service.calls(it for it in waiting if it.channel == service.CHANNEL))
    return dict(found)


def measure(
    keys: list[Key], descriptor: Path, folder: Path, client: Client, today: date, again: bool
) -> Measured:
    """Ask about the accounts that are not newly known; write the tables, and in `folder` the sheet
    and the report. What breaks a run off leaves what has come. Raises BadInput.
    """
    tables, journal = MeasuredTables(descriptor), Journal(folder / JOURNAL)
    owners = tables.owners()
    known = [it for it in keys if it.owner in owners]
    measured = Measured(strangers=len(keys) - len(known))
    asked = [it for it in known if it.channel in ASKED]
    waiting = [it for it in asked if again or not journal.is_settled(it, today)]
    written = tables.write(journal.of(asked), NAMES)  # what a killed run could not
    try:
        _ask(waiting, journal, client, today)
    finally:
        outcomes = journal.of(asked)
        measured.rows = written + tables.write(outcomes, NAMES)
        newest = tables.newest_known()
        rest = [it for it in known if _is_by_hand(it, newest, today)]
        measured.by_hand = by_hand.write(folder / SHEET, rest, today)
        measured.states.update(it.reading.state for it in outcomes)
        measured.left = sum(not journal.is_settled(it, today) for it in asked)
        with open(folder / REPORT, "w", encoding="utf-8", opener=private) as report:
            report.writelines(_report(outcomes, keys, owners))
    return measured


def _ask(waiting: list[Key], journal: Journal, client: Client, today: date) -> None:
    progress.begin("Mittaan tilejä")
    done = 0
    for service in SERVICES:
        own = [it for it in waiting if it.channel == service.CHANNEL]
        ids = {it: journal.id(it) for it in own}
        for key, reading in service.readings(own, ids, client):
            journal.keep(Outcome(key, reading, today))
            done += 1
            progress.step("tili", done, len(waiting))


def _is_by_hand(key: Key, newest: Mapping[tuple[str, ...], str], today: date) -> bool:
    """Whether nobody has told the followers for a month, and no service is asked."""
    measured = newest.get((*key.owner, key.channel), "")
    return key.channel not in ASKED and measured < (today - BY_HAND_EVERY).isoformat()


def _report(
    outcomes: list[Outcome], keys: list[Key], owners: set[tuple[str, str]]
) -> Iterator[str]:
    """The accounts by what came of them, those first that need somebody."""
    for state in (it for it in State if it != State.MEASURED):
        if found := [it for it in outcomes if it.reading.state == state]:
            yield f"{state.capitalize()}\n"
            for it in found:
                note = f" – {it.reading.note}" if it.reading.note else ""
                yield f"  {_named(it.key)}, {it.day.isoformat()}{note}\n"
            yield "\n"
    if strangers := [it for it in keys if it.owner not in owners]:
        yield "Omistajaa ei ole tauluissa\n"
        yield from (f"  {_named(it)}\n" for it in strangers)


def _named(key: Key) -> str:
    parts = key.person_id or key.organisation_id, key.name, key.channel, key.handle
    return " · ".join(filter(None, parts))
