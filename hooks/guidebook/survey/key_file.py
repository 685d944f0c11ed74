"""The key file: who the identifiers of a survey are, and the handles and links of their accounts.

It is personal data, so it lies in data/private/, which git ignores. There is a row for each channel
of a person or an organisation, or one without a channel that says only who the identifier is.
"""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from ..text.source import read_text

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
    """The rows of the file, none when there is no file. Raises BadInput."""
    if not path.exists():
        return []
    rows = csv.DictReader(io.StringIO(read_text(path)))
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        message = f"sarakkeita puuttuu: {', '.join(missing)}"
        hint = f"ensimmäinen rivi on {','.join(COLUMNS)}"
        raise BadInput(Finding(Place(shown(path)), RULE, message, hint))
    keys, findings = [], []
    for row in rows:
        key = Key(*((row[name] or "").strip() for name in COLUMNS))
        if any(key.owner):
            keys.append(key)
        elif any(astuple(key)):
            message, hint = "rivillä ei ole tunnusta", "täytä person_id tai organisation_id"
            findings.append(Finding(Place(shown(path), rows.line_num), RULE, message, hint))
    if findings:
        raise BadInput(*findings)
    return keys


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
