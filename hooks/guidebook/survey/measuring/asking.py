"""A run: the handles are asked service by service, the outcomes kept, the tables written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ... import progress
from . import bluesky, by_hand, github, mastodon
from .client import Client
from .measured_tables import MeasuredTables, of
from .outcomes import Handle, Journal, Outcome, State

SERVICES = (bluesky, mastodon, github)
ASKED = {service.CHANNEL: service for service in SERVICES}
NAMES = {service.CHANNEL: service.NAME for service in SERVICES}
BY_HAND_EVERY = timedelta(days=30)


@dataclass
class Measured:
    """What a run came to. `left` were not come to, `strangers` have no row in the tables."""

    states: Counter[State] = field(default_factory=Counter)
    rows: int = 0
    left: int = 0
    strangers: int = 0
    by_hand: int = 0


def dry_run(handles: Iterable[Handle], journal: Journal, today: date) -> dict[str, int]:
    """Host → the requests that a run makes to it, at least."""
    found: Counter[str] = Counter()
    waiting = [it for it in handles if not journal.is_settled(it, today)]
    for service in SERVICES:
        found.update(service.calls(it for it in waiting if it.channel == service.CHANNEL))
    return dict(found)


def measure(
    handles: list[Handle], descriptor: Path, folder: Path, client: Client, today: date, again: bool
) -> Measured:
    """Ask about what is not newly known, write the tables, the sheet and the report in `folder`.
    What breaks a run off leaves what has come, in the tables too. Raises BadInput.
    """
    tables, journal = MeasuredTables(descriptor), Journal(folder / "mittaus.jsonl")
    owners = tables.owners()
    known = [it for it in handles if it.owner in owners]
    measured = Measured(strangers=len(handles) - len(known))
    asked = [it for it in known if it.channel in ASKED]
    waiting = [it for it in asked if again or not journal.is_settled(it, today)]
    try:
        _ask(waiting, journal, client, today)
    finally:
        outcomes = journal.of(asked)
        measured.rows = tables.write((it for _, it in outcomes), NAMES)
        rest = [it for it in known if _is_by_hand(it, tables.known(), today)]
        measured.by_hand = by_hand.write(folder / "taydennettavat.xlsx", rest)
        measured.states.update(outcome.reading.state for _, outcome in outcomes)
        measured.left = sum(not journal.is_settled(it, today) for it in asked)
        (folder / "mittaus.txt").write_text("".join(_report(outcomes, handles, owners)), "utf-8")
    return measured


def _ask(waiting: list[Handle], journal: Journal, client: Client, today: date) -> None:
    progress.begin("Mittaan tilejä")
    done = 0
    for service in SERVICES:
        own = [it for it in waiting if it.channel == service.CHANNEL]
        ids = {it: journal.id(it) for it in own}
        for handle, reading in service.readings(own, ids, client):
            journal.keep(Outcome(handle, reading, today))
            done += 1
            progress.step("tili", done, len(waiting))


def _is_by_hand(handle: Handle, rows: list[dict[str, str]], today: date) -> bool:
    """Whether nobody has told the followers for a month, and no service is asked."""
    if handle.channel in ASKED:
        return False
    newest = max((it["measured_on"] for it in of(handle, rows) if it["followers"]), default="")
    return newest < (today - BY_HAND_EVERY).isoformat()


def _report(
    outcomes: list[tuple[Handle, Outcome]], handles: list[Handle], owners: set[tuple[str, str]]
) -> Iterator[str]:
    """The accounts by what came of them, those first that need somebody."""
    for state in (it for it in State if it != State.MEASURED):
        if found := [(it, outcome) for it, outcome in outcomes if outcome.reading.state == state]:
            yield f"{state.capitalize()}\n"
            for handle, outcome in found:
                note = f" – {outcome.reading.note}" if outcome.reading.note else ""
                yield f"  {_named(handle)}, {outcome.day.isoformat()}{note}\n"
            yield "\n"
    if strangers := [it for it in handles if it.owner not in owners]:
        yield "Omistajaa ei ole tauluissa\n"
        yield from (f"  {_named(it)}\n" for it in strangers)


def _named(handle: Handle) -> str:
    parts = handle.person_id or handle.organisation_id, handle.name, handle.channel, handle.handle
    return " · ".join(filter(None, parts))
