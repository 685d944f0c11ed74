"""The four tables as a Data Package: those that were there, with what is new in its place."""

import csv
import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from ...findings import BadInput, Finding, Place, shown
from ..cells import written
from ..collection import read_collection
from ..merging import OWN
from ..schema import CONTRACT, MAY_BE_LEFT_OUT, REFERENCES, UNIQUE
from .answers import NAME, Answers
from .column_headings import CHANNELS
from .register import Entity, Register

DESCRIPTOR = "datapackage.json"
TITLES = {
    "channels": "Kanavat",
    "organisations": "Organisaatiot",
    "persons": "Henkilöt",
    "accounts": "Tilit",
    "searched": "Haetut kanavat",
}
UNKNOWN_GROUP = "ei tiedossa"
Cells = dict[str, str]


@dataclass
class PackageTables:
    """Table → key → row, a cell a column. `empty_cells` counts those left empty where others of
    their group say that there is no account.
    """

    rows: dict[str, dict[tuple, Cells]] = field(
        default_factory=lambda: {name: {} for name in CONTRACT}
    )
    descriptor: dict = field(default_factory=dict)
    empty_cells: int = 0

    def put(self, table: str, row: Cells) -> None:
        """The row in the place of that of its key; what it does not tell stays."""
        row = {column: row.get(column) or "" for column in CONTRACT[table]}
        key = tuple(row[name] for name in UNIQUE[table])
        before = self.rows[table].get(key, {})
        self.rows[table][key] = {name: cell or before.get(name, "") for name, cell in row.items()}

    def ids(self) -> set[str]:
        return {key[0] for name in ("persons", "organisations") for key in self.rows[name]}


def read_tables(folder: Path) -> PackageTables:
    """Those of a package that is there; none when there is no package. Raises BadInput."""
    tables, path = PackageTables(), folder / DESCRIPTOR
    if not path.exists():
        return tables
    if not (folder / NAME).exists():
        message = (
            f"kansiossa on aineisto, jota make survey ei ole tehnyt (siinä ei ole tiedostoa {NAME})"
        )
        raise BadInput(
            Finding(
                Place(shown(path)),
                "kokoelma",
                message,
                "siirrä kansio pois ja aja komento uudelleen",
            )
        )
    for name, rows in read_collection(path, OWN, date.today())[1].items():
        for values in rows:
            tables.put(name, dict(zip(CONTRACT[name], map(_cell, values), strict=True)))
    tables.descriptor = json.loads(path.read_text("utf-8"))
    return tables


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        return format(Decimal(str(value)).normalize(), "f")
    return written(value) if hasattr(value, "isoformat") else str(value)


def join(
    tables: PackageTables, register: Register, names: dict[str, str], answers: Answers
) -> None:
    """What the register holds goes into the tables."""
    persons = list(dict.fromkeys(register.persons.values()))
    organisations = list(dict.fromkeys(register.organisations.values()))
    for channel in register.channels:
        known = CHANNELS.get(channel) or names.get(channel) or channel.capitalize()
        tables.put(
            "channels", {"channel": channel, "name": answers.maps["channels"].get(channel, known)}
        )
    for_all = {key: answers.texts[key] for key in ("country", "sector") if key in answers.texts}
    for one in organisations:
        row = {**for_all, **one.traits, "organisation_id": one.id, "name": one.name}
        tables.put("organisations", row | {"count": "1"})
    for one in persons:
        of = one.organisation.id if one.organisation else ""
        row = {**for_all, **one.traits, "person_id": one.id, "organisation_id": of, "count": "1"}
        before = tables.rows["persons"].get((one.id,), {}).get("field")
        tables.put("persons", {"field": before or answers.text("field")} | row)
    _forget_other_names(tables, answers.maps["same"])
    known = {key[:3] for key in tables.rows["accounts"]}
    for one, owner in [(one, "person_id") for one in persons] + [
        (one, "organisation_id") for one in organisations
    ]:
        _put_accounts(tables, one, owner, known)
    _put_searched(tables, register)


def _forget_other_names(tables: PackageTables, same: dict[str, str]) -> None:
    """An organisation that has since been told to be another, when nobody is left in it."""
    left = {row["organisation_id"] for row in tables.rows["persons"].values()}
    left |= {row["organisation_id"] for row in tables.rows["accounts"].values()}
    for key, row in list(tables.rows["organisations"].items()):
        if row["name"] in same and row["organisation_id"] not in left:
            del tables.rows["organisations"][key]


def _put_accounts(tables: PackageTables, entity: Entity, owner: str, known: set[tuple]) -> None:
    """Those that tell something new: that an account is there says nothing of one that is known,
    and must not take the place of what was counted.
    """
    ids = (entity.id, "") if owner == "person_id" else ("", entity.id)
    for channel, measured_on in entity.gone - entity.accounts.keys():
        tables.rows["accounts"].pop((*ids, channel, measured_on), None)
    for account in entity.accounts.values():
        counted = account.followers is not None or account.posts_30d is not None
        measured = counted or account.opened_on
        if not measured and (*ids, account.channel) in known:
            continue
        row = {
            owner: entity.id,
            "channel": account.channel,
            "followers": _cell(account.followers),
            "posts_30d": _cell(account.posts_30d),
            "opened_on": account.opened_on,
            "measured_on": account.measured_on,
        }
        tables.put("accounts", row)


def _put_searched(tables: PackageTables, register: Register) -> None:
    """The table of what was searched, when not every channel was for all: where a column says of
    some that there is no account, one that is empty for a whole group was not searched.
    """
    denied = {channel for (_, _, channel), seen in register.searches.items() if seen["not there"]}
    channels = [key[0] for key in tables.rows["channels"]]
    before = set(tables.rows["searched"])
    skipped = set()
    for (person, group, channel), seen in register.searches.items():
        known = seen["there"] + seen["not there"] + seen["unknown"] * (channel not in denied)
        if not known:
            skipped.add((*_group(person, group), channel))
        elif channel in denied:
            tables.empty_cells += seen["unknown"]
    if not skipped and not before:
        return
    _name_the_groups(tables)
    groups = {(row["role"], "") for row in tables.rows["persons"].values() if row["role"]}
    groups |= {
        ("", row["sector"]) for row in tables.rows["organisations"].values() if row["sector"]
    }
    seen_now = {_group(person, group) for person, group, _ in register.searches}
    for role, sector in groups:
        for channel in channels:
            key = role, sector, channel
            if key not in skipped and (key in before or (role, sector) in seen_now or not before):
                tables.put("searched", {"role": role, "sector": sector, "channel": channel})
    for key in skipped & before:
        if not _has_accounts(tables, key):
            del tables.rows["searched"][key]


def _group(person: bool, group: str) -> tuple[str, str]:
    """Role and sector, one of them empty."""
    return (group or UNKNOWN_GROUP, "") if person else ("", group or UNKNOWN_GROUP)


def _name_the_groups(tables: PackageTables) -> None:
    """Where what was searched is told, everybody is in one of the groups."""
    for table, column in (("persons", "role"), ("organisations", "sector")):
        for row in tables.rows[table].values():
            row[column] = row[column] or UNKNOWN_GROUP


def _has_accounts(tables: PackageTables, key: tuple[str, str, str]) -> bool:
    role, sector, channel = key
    persons = {
        row["person_id"] for row in tables.rows["persons"].values() if role and row["role"] == role
    }
    organisations = {
        row["organisation_id"]
        for row in tables.rows["organisations"].values()
        if sector and row["sector"] == sector
    }
    return any(
        row["channel"] == channel
        and (row["person_id"] in persons or row["organisation_id"] in organisations)
        for row in tables.rows["accounts"].values()
    )


def recover(folder: Path) -> None:
    """Puts the package back that a run before had taken aside when it broke off."""
    old = _aside(folder)
    if old.exists() and not folder.exists():
        old.replace(folder)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.vanha")


def write(tables: PackageTables, folder: Path, answers: str, described: dict) -> None:
    """Writes the package beside the folder, reads it, and puts it in the folder's place. What else
    is in the folder stays. Raises BadInput when the package would not be sound.
    """
    beside, old = folder.with_name(f".{folder.name}.uusi"), _aside(folder)
    shutil.rmtree(beside, ignore_errors=True)
    if folder.exists():
        shutil.copytree(folder, beside)
    else:
        beside.mkdir(parents=True)
    names = [name for name in CONTRACT if name != "searched" or tables.rows[name]]
    if "searched" not in names:
        (beside / "searched.csv").unlink(missing_ok=True)
    for name in names:
        _write_table(beside / f"{name}.csv", name, tables)
    descriptor = (
        tables.descriptor | described | {"resources": [_resource(name, tables) for name in names]}
    )
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (beside / DESCRIPTOR).write_text(text, "utf-8")
    (beside / NAME).write_text(answers, "utf-8")
    try:
        read_collection(beside / DESCRIPTOR, OWN, date.today())
    except BadInput:
        shutil.rmtree(beside)
        raise
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    beside.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _columns(name: str, tables: PackageTables) -> list[str]:
    """Without those that may be left out and have nothing to say."""

    def says(column: str) -> bool:
        nothing = ("", str(MAY_BE_LEFT_OUT[column] or ""))
        return any(row.get(column, "") not in nothing for row in tables.rows[name].values())

    return [one for one in CONTRACT[name] if one not in MAY_BE_LEFT_OUT or says(one)]


def _write_table(path: Path, name: str, tables: PackageTables) -> None:
    columns = _columns(name, tables)
    rows = sorted(
        tables.rows[name].values(), key=lambda row: [_natural(row[one]) for one in UNIQUE[name]]
    )
    if name == "channels":
        rows = list(tables.rows[name].values())
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows([row[column] for column in columns] for row in rows)


@lru_cache(200_000)
def _natural(text: str) -> tuple:
    """Orders h2 before h10."""
    found = re.fullmatch(r"(\D*)(\d{1,18})", text)
    return (found[1], int(found[2]), "") if found else (text, -1, "")


def _resource(name: str, tables: PackageTables) -> dict:
    fields = []
    for column in _columns(name, tables):
        described = {"name": column} | CONTRACT[name][column]
        if column == "measured_on" and all(
            len(row[column]) == 7 for row in tables.rows[name].values()
        ):
            described["type"] = "yearmonth"
        fields.append(described)
    schema = {"fields": fields, "missingValues": [""]}
    if len(UNIQUE[name]) == 1:
        schema["primaryKey"] = list(UNIQUE[name])
    if references := REFERENCES.get(name):
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [column]}}
            for column, other in references.items()
        ]
    return {
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def describe(answers: Answers, before: dict) -> dict:
    """What the descriptor says of the collection itself."""
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "language": "fi",
        "sample": False,
        "rows": "private",
    }
    described = {key: before.get(key, value) for key, value in described.items()}
    described |= {key: answers.text(key) for key in ("title", "selection")}
    if answers.text("sample"):
        described["sample"] = answers.text("sample") == "true"
    if answers.text("method"):
        described["method"] = answers.text("method")
    return described | {"licenses": [{"title": answers.text("licence")}]}
