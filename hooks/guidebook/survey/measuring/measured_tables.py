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

from ..collection import read_collection
from ..descriptor import delimiter
from .outcomes import Outcome, State

OWNERS = ("person_id", "organisation_id")
COLUMNS = (*OWNERS, "channel", "followers", "posts_30d", "opened_on", "measured_on", "closed_on")
CLOSED = {"name": "closed_on", "type": "date", "description": "Milloin tiliä ei enää löytynyt."}


class MeasuredTables:
    """The tables of one's own collection. Raises BadInput when they cannot be read."""

    def __init__(self, descriptor: Path):
        read_collection(descriptor, "oma", date.today())
        self._path = descriptor
        self._told = json.loads(descriptor.read_text("utf-8-sig"))
        self.files = {it["name"]: descriptor.parent / it["path"] for it in self._told["resources"]}

    def owners(self) -> set[tuple[str, str]]:
        persons = {(it["person_id"], "") for it in self._read("persons")[1]}
        return persons | {("", it["organisation_id"]) for it in self._read("organisations")[1]}

    def newest_known(self) -> dict[tuple[str, ...], str]:
        """Owner and channel → when the followers were last told."""
        told = (it for it in self._read("accounts")[1] if it["followers"])
        return {_key(it)[:3]: it["measured_on"] for it in sorted(told, key=_day)}

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

    def _resource(self, table: str) -> dict:
        return next(it for it in self._told["resources"] if it["name"] == table)

    def _read(self, table: str) -> tuple[list[str], list[dict[str, str]]]:
        text = self.files[table].read_text("utf-8-sig")
        read = csv.DictReader(io.StringIO(text), delimiter=delimiter(self._resource(table)))
        rows = [row for row in read if any(row.values())]
        return [name.strip() for name in read.fieldnames or ()], rows

    def _text(self, table: str, columns: list[str], rows: list[dict]) -> str:
        text = io.StringIO()
        mark = delimiter(self._resource(table))
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", delimiter=mark)
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue()

    def _replace(self, texts: dict[str, str]) -> None:
        descriptor = self._described()
        with tempfile.TemporaryDirectory(dir=self._path.parent, prefix=".mittaus-") as name:
            folder = Path(name)
            for file in self.files.values():
                shutil.copy(file, folder / file.name)
            for table, text in texts.items():
                (folder / self.files[table].name).write_text(text, "utf-8", newline="")
            (folder / self._path.name).write_text(descriptor, "utf-8", newline="")
            read_collection(folder / self._path.name, "oma", date.today())
            for table in texts:
                (folder / self.files[table].name).replace(self.files[table])
            if descriptor != self._path.read_text("utf-8-sig"):
                (folder / self._path.name).replace(self._path)

    def _described(self) -> str:
        """The descriptor, in which the column stands that measuring adds."""
        fields = self._resource("accounts").get("schema", {}).get("fields")
        if not fields or any(it["name"] == "closed_on" for it in fields):
            return self._path.read_text("utf-8-sig")
        fields.append(CLOSED)
        return json.dumps(self._told, ensure_ascii=False, indent=2) + "\n"


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
    was_there = any(it["followers"] for it in earlier) and not earlier[-1].get("closed_on")
    if reading.state == State.GONE and was_there:
        return row | {"followers": "", "posts_30d": "", "closed_on": day}
    return None
