"""What came of asking about an account, kept as it comes: nothing measured is lost when a run
breaks off.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from ..key_file import Key

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
class Standing:
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
    key: Key
    reading: Standing
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
            "key": asdict(outcome.key) | {"name": ""},
            "reading": asdict(outcome.reading),
            "day": outcome.day.isoformat(),
        }
        whole = not self._file.exists() or self._file.read_bytes()[-1:] in (b"", b"\n")
        with open(self._file, "a", encoding="utf-8", opener=private) as written:
            # What a run that was cut off left of a line stays a line of its own.
            written.write(("" if whole else "\n") + json.dumps(kept, ensure_ascii=False) + "\n")
            written.flush()
            os.fsync(written.fileno())
        self._remember(outcome)

    def _remember(self, outcome: Outcome) -> None:
        self._latest[_account(outcome.key)] = outcome
        if outcome.reading.id:
            self._ids[_account(outcome.key)] = outcome.reading.id

    def id(self, key: Key) -> str:
        """What the service has known the account by, "" when it has never told."""
        return self._ids.get(_account(key), "")

    def of(self, keys: Iterable[Key]) -> list[Outcome]:
        """The newest outcome of each that has one."""
        found = ((it, self._latest.get(_account(it))) for it in keys)
        return [replace(outcome, key=it) for it, outcome in found if outcome]

    def is_settled(self, key: Key, today: date) -> bool:
        """Whether the answer is so new that it is not asked for again."""
        outcome = self._latest.get(_account(key))
        return bool(
            outcome
            and outcome.reading.state not in UNSETTLED
            and timedelta() <= today - outcome.day < FRESH
        )


def private(path: str, flags: int) -> int:
    """Opens a file that only its owner may read."""
    return os.open(path, flags, 0o600)


def _account(key: Key) -> tuple[str, ...]:
    return (*key.owner, key.channel, key.handle, key.link)


def _parsed(line: str) -> Outcome | None:
    """An outcome; None for a line that was cut off."""
    try:
        kept = json.loads(line)
        reading = kept["reading"] | {"state": State(kept["reading"]["state"])}
        day = date.fromisoformat(kept["day"])
        return Outcome(Key(**kept["key"]), Standing(**reading), day)
    except (ValueError, KeyError, TypeError):
        return None
