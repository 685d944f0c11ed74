"""The key file: who the identifiers of a survey are, and the handles and links of their accounts.

It is personal data, so it lies in data/private/, which git ignores. There is a row for each channel
of a person or an organisation, or one without a channel that says only who the identifier is.
"""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from ..findings import BadInput
from ..text.source import read_text
from .csv_rows import CsvRow, Log, csv_rows

FILE = Path("data/private/oma/avain.csv")  # in the guide's folder
RULE = "avaintiedosto"


@dataclass(frozen=True, order=True)
class Key:
    """A row. That of a person tells the organisation, too; that of an organisation no person: the
    account's owner is `owner`.
    """

    person_id: str = ""
    organisation_id: str = ""
    name: str = ""
    channel: str = ""
    handle: str = ""
    link: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        """Person and organisation as a row of accounts has them: one of them is empty."""
        return (self.person_id, "") if self.person_id else ("", self.organisation_id)


COLUMNS = tuple(column.name for column in fields(Key))


def read(path: Path) -> list[Key]:
    """The rows of the file, none when there is no file. People mend it by hand, and a spreadsheet
    may have saved it with semicolons; what cannot be told is never guessed, because the file is
    written anew from what was read. Raises BadInput.
    """
    if not path.exists():
        return []
    text, log = read_text(path), Log(path)
    first = text.partition("\n")[0]
    rows = csv_rows(text, ";" if ";" in first and "," not in first else ",", log)
    header = next(rows, None)
    names = [name.strip() for name in header.cells] if header else []
    if missing := [name for name in COLUMNS if names.count(name) != 1]:
        message = f"sarakkeita puuttuu tai niitä on kaksi: {', '.join(missing)}"
        log.note((1, 1), RULE, message, f"ensimmäinen rivi on {','.join(COLUMNS)}")
        raise BadInput(*log.reported())
    keys = [key for row in rows if (key := _key(row, names, log))]
    if log.findings:
        raise BadInput(*log.reported())
    return keys


def _key(row: CsvRow, names: list[str], log: Log) -> Key | None:
    if len(row.cells) != len(names):
        message = f"rivin soluja on {len(row.cells)}, mutta sarakkeita {len(names)}"
        hint = "tyhjäkin solu merkitään pilkulla; solu, jossa on pilkku, on lainausmerkeissä"
        log.note((row.line, 1), RULE, message, hint)
        return None
    if any("\n" in cell for cell in row.cells):
        hint = "tarkista lainausmerkit: avattu on myös suljettava samalla rivillä"
        log.note((row.line, 1), RULE, "solu jatkuu seuraavalle riville", hint)
        return None
    cells = dict(zip(names, map(str.strip, row.cells), strict=True))
    key = Key(*(cells[name] for name in COLUMNS))
    if any(key.owner):
        return key
    message, hint = "rivillä ei ole tunnusta", "täytä person_id tai organisation_id"
    log.note((row.line, 1), RULE, message, hint)
    return None


def write(path: Path, keys: Iterable[Key]) -> None:
    """Writes the rows in their order beside the file, and then in its place; only its owner may
    read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.uusi")
    beside.unlink(missing_ok=True)
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(opened, "w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(COLUMNS)
        rows = [[getattr(key, name) for name in COLUMNS] for key in set(keys)]
        written.writerows(sorted(rows))
    beside.replace(path)


def restore(path: Path, keys: list[Key]) -> None:
    """The rows as they were; no file where there was none."""
    if keys:
        write(path, keys)
    else:
        path.unlink(missing_ok=True)
