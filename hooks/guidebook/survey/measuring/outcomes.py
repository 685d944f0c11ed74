"""What came of asking about an account, kept as it comes: nothing measured is lost when a run
breaks off.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

FRESH = timedelta(days=7)  # within which an answer is not asked for again


class State(StrEnum):
    MEASURED = "mitattu"
    RENAMED = "nimi vaihtunut"
    GONE = "kadonnut"
    PRIVATE = "yksityinen"
    SUSPENDED = "jäädytetty"
    UNREADABLE = "tunnusta ei voi lukea"
    UNANSWERED = "palvelu ei vastaa"


# The service may know better next time.
UNSETTLED = (State.UNANSWERED, State.UNREADABLE)


@dataclass(frozen=True)
class Handle:
    """An account of the key file: whose it is, and what its service knows it by."""

    person_id: str
    organisation_id: str
    channel: str
    handle: str
    link: str = ""
    name: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        return self.person_id, self.organisation_id

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.owner, self.channel, self.handle)


@dataclass(frozen=True)
class Reading:
    """What a service told of an account. `id` is what it knows the account by whatever its
    name is.
    """

    state: State
    followers: int | None = None
    posts: int | None = None
    id: str = ""
    note: str = ""


@dataclass(frozen=True)
class Outcome:
    handle: Handle
    reading: Reading
    day: date


class Journal:
    """The outcomes of all runs, a line each, flushed to the disk one by one."""

    def __init__(self, file: Path):
        self._file = file
        self._latest: dict[tuple[str, ...], Outcome] = {}
        self._ids: dict[tuple[str, ...], str] = {}
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            if outcome := _parsed(line):
                self._remember(outcome)

    def keep(self, outcome: Outcome) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "handle": asdict(outcome.handle) | {"name": "", "link": ""},
            "reading": asdict(outcome.reading),
            "day": outcome.day.isoformat(),
        }
        whole = not self._file.exists() or self._file.read_bytes()[-1:] in (b"", b"\n")
        with self._file.open("a", encoding="utf-8") as written:
            # What a run that was cut off left of a line stays a line of its own.
            written.write(("" if whole else "\n") + json.dumps(kept, ensure_ascii=False) + "\n")
            written.flush()
            os.fsync(written.fileno())
        self._remember(outcome)

    def _remember(self, outcome: Outcome) -> None:
        self._latest[outcome.handle.key] = outcome
        if outcome.reading.id:
            self._ids[outcome.handle.key] = outcome.reading.id

    def id(self, handle: Handle) -> str:
        """What the service has known the account by, "" when it has never told."""
        return self._ids.get(handle.key, "")

    def of(self, handles: Iterable[Handle]) -> list[tuple[Handle, Outcome]]:
        """The newest outcome of each that has one."""
        return [(it, self._latest[it.key]) for it in handles if it.key in self._latest]

    def is_settled(self, handle: Handle, today: date) -> bool:
        """Whether the answer is so new that it is not asked for again."""
        outcome = self._latest.get(handle.key)
        return bool(
            outcome
            and outcome.reading.state not in UNSETTLED
            and timedelta() <= today - outcome.day < FRESH
        )


def _parsed(line: str) -> Outcome | None:
    """An outcome; None for a line that was cut off."""
    try:
        kept = json.loads(line)
        reading = kept["reading"] | {"state": State(kept["reading"]["state"])}
        day = date.fromisoformat(kept["day"])
        return Outcome(Handle(**kept["handle"]), Reading(**reading), day)
    except (ValueError, KeyError, TypeError):
        return None
