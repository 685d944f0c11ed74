"""Outcomes as rows of the collection's tables, from which they are kept and read."""

import csv
import io
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ...findings import BadInput, Finding, Place, shown
from ..collection import read_collection
from ..descriptor import delimiter
from ..merging import OWN
from ..schema import CONTRACT
from .outcomes import Outcome, State

DAYS = ("opened_on", "measured_on", "closed_on")
OWNERS = ("person_id", "organisation_id")
COLUMNS = (*OWNERS, "channel", "followers", "posts_30d", "opened_on", "measured_on", "closed_on")
CLOSED = {"name": "closed_on", "type": "date", "description": "Milloin tiliä ei enää löytynyt."}


class MeasuredTables:
    """The tables of one's own collection. Raises BadInput when they cannot be read."""

    def __init__(self, descriptor: Path):
        read_collection(descriptor, OWN, date.today())
        self._path = descriptor
        self._descriptor = json.loads(descriptor.read_text("utf-8-sig"))
        self._resources = {
            it["name"]: it for it in self._descriptor["resources"] if it.get("name") in CONTRACT
        }
        if any("format" in it for it in self._fields() if it["name"] in DAYS):
            message = "päivät on kuvattu muussa muodossa kuin 2026-11-30, eikä niihin voi lisätä"
            hint = 'muuta päivät ja poista kuvauksesta "format"'
            raise BadInput(Finding(Place(shown(descriptor)), "aineistokuvaus", message, hint))

    def owners(self) -> set[tuple[str, str]]:
        persons = {(it["person_id"], "") for it in self._read("persons")[1]}
        return persons | {("", it["organisation_id"]) for it in self._read("organisations")[1]}

    def newest_known(self) -> dict[tuple[str, ...], str]:
        """Owner and channel → when the followers were last told."""
        counted = (it for it in self._read("accounts")[1] if it["followers"].isdigit())
        return {_key(it)[:3]: it["measured_on"] for it in sorted(counted, key=_day)}

    def write(self, outcomes: Iterable[Outcome], names: dict[str, str]) -> int:
        """Add what has been measured, and channels that are new, with these names; the number of
        rows. All is checked before a file is replaced. Raises BadInput.
        """
        columns, rows = self._read("accounts")
        before, columns = len(rows), [*columns, *(it for it in COLUMNS if it not in columns)]
        placed = {_key(row): row for row in rows}
        earlier = defaultdict(list)
        for row in sorted(rows, key=_day):
            earlier[_key(row)[:3]].append(row)
        for outcome in outcomes:
            if row := _row(outcome, earlier[(*outcome.key.owner, outcome.key.channel)]):
                placed.setdefault(_key(row), {}).update(row)
        rows = list(placed.values())
        texts = {"accounts": self._text("accounts", columns, rows)}
        header, channels = self._read("channels")
        new = {it["channel"] for it in rows} - {it["channel"] for it in channels}
        if new:
            channels += [{"channel": it, "name": names.get(it, it)} for it in sorted(new)]
            texts["channels"] = self._text("channels", header, channels)
        self._replace(texts)
        return len(rows) - before

    def _fields(self) -> list[dict]:
        """What the descriptor says of the columns of accounts."""
        return self._resources["accounts"].get("schema", {}).get("fields", [])

    def _file(self, table: str) -> Path:
        return self._path.parent / self._resources[table]["path"]

    def _read(self, table: str) -> tuple[list[str], list[dict[str, str]]]:
        text = self._file(table).read_text("utf-8-sig")
        read = csv.DictReader(io.StringIO(text), delimiter=delimiter(self._resources[table]))
        rows = [row for row in read if any(row.values())]
        return [name.strip() for name in read.fieldnames or ()], rows

    def _text(self, table: str, columns: list[str], rows: list[dict]) -> str:
        text = io.StringIO()
        mark = delimiter(self._resources[table])
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()

    def _replace(self, texts: dict[str, str]) -> None:
        descriptor = self._described()
        new = {self._file(table): text for table, text in texts.items()}
        if descriptor != self._path.read_text("utf-8-sig"):
            new[self._path] = descriptor
        home = self._path.parent
        with tempfile.TemporaryDirectory(dir=home, prefix=".mittaus-") as name:
            for file in (*map(self._file, self._resources), self._path):
                beside = Path(name) / file.relative_to(home)
                beside.parent.mkdir(parents=True, exist_ok=True)
                if file in new:
                    beside.write_text(new[file], "utf-8", newline="")
                else:
                    shutil.copy(file, beside)
            read_collection(Path(name) / self._path.relative_to(home), OWN, date.today())
            for file in new:
                (Path(name) / file.relative_to(home)).replace(file)

    def _described(self) -> str:
        """The descriptor with what measuring adds: a column, and days among months."""
        fields = self._fields()
        added = bool(fields) and not any(it["name"] == CLOSED["name"] for it in fields)
        months = [it for it in fields if it["name"] in DAYS and it.get("type") == "yearmonth"]
        if not added and not months:
            return self._path.read_text("utf-8-sig")
        fields += [CLOSED] * added
        for it in months:
            it["type"] = "date"  # a month is one, too
        return json.dumps(self._descriptor, ensure_ascii=False, indent=2) + "\n"


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name) or "" for name in (*OWNERS, "channel", "measured_on"))


def _day(row: dict[str, str]) -> str:
    return row["measured_on"]


def _row(outcome: Outcome, earlier: list[dict[str, str]]) -> dict[str, str] | None:
    """A row for what was measured, and for an account that is gone after it had been measured;
    None for what tells nothing.
    """
    reading, day = outcome.reading, outcome.day.isoformat()
    earlier = [it for it in earlier if _day(it) < day]
    row = dict(zip(OWNERS, outcome.key.owner, strict=True)) | {
        "channel": outcome.key.channel,
        "opened_on": next((it["opened_on"] for it in earlier if it.get("opened_on")), ""),
        "measured_on": day,
    }
    if reading.followers is not None:
        posts = "" if reading.posts is None else str(reading.posts)
        return row | {"followers": str(reading.followers), "posts_30d": posts}
    counted = any(it["followers"].isdigit() for it in earlier)
    if reading.state == State.GONE and counted and not earlier[-1].get("closed_on"):
        return row | {"followers": "", "posts_30d": "", "closed_on": day}
    return None
