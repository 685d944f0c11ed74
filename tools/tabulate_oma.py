"""Tabulates one's own survey into a collection that may be published.

    python tools/tabulate_oma.py data/surveys/oma/datapackage.json FOLDER

Persons of the same field, role and channels are counted in one row, and none describes fewer
than five: those who are too few are counted without their field, then without their role, and
left out when they are too few still. Followers, posts, countries and organisations' names are left
out. A survey whose rows are public is published as it is.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tabulating import COMMON, Package, Table, run

LEAST = 5  # persons, or organisations, a row describes
REST = "muu"
LEFT_OUT = ("name", "resources", "sources", "hash", "rows")

Group = tuple[str, str, tuple[str, ...]]  # field, role or sector, channels


def coarser(groups: Counter[Group], steps: Iterable) -> dict[Group, int]:
    """The groups of at least LEAST; what is smaller is counted a step coarser."""
    kept = {group: count for group, count in groups.items() if count >= LEAST}
    for step in steps:
        left = [group for group, count in groups.items() if count < LEAST]
        small = Counter(step(*group) for group in left for _ in range(groups[group]))
        for group, count in small.items():
            if count >= LEAST:
                kept[group] = kept.get(group, 0) + count
        groups = small
    return kept


def without_field(_: str, role: str, channels: tuple[str, ...]) -> Group:
    return REST, role, channels


def without_role(_: str, __: str, channels: tuple[str, ...]) -> Group:
    return REST, "", channels


def rows_of(folder: Path, descriptor: dict, name: str) -> list[dict[str, str]]:
    for resource in descriptor.get("resources", []):
        if resource.get("name") == name:
            mark = resource.get("dialect", {}).get("delimiter", ",")
            with open(folder / resource["path"], encoding="utf-8-sig", newline="") as file:
                return [row for row in csv.DictReader(file, delimiter=mark) if any(row.values())]
    return []


def newest(accounts: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """Owner → the channels where there is an account now."""
    latest = {}
    for row in sorted(accounts, key=lambda row: row["measured_on"]):
        latest[row["person_id"], row["organisation_id"], row["channel"]] = row
    found: dict[str, list[str]] = {}
    for (person, organisation, channel), row in latest.items():
        if not row.get("closed_on"):
            found.setdefault(f"p{person}" if person else f"o{organisation}", []).append(channel)
    return {owner: tuple(sorted(channels)) for owner, channels in found.items()}


def tabulate(path: Path) -> Package:
    """The collection. Raises Unfit."""
    table = Table(path, ())
    try:
        descriptor = json.loads(path.read_text("utf-8-sig"))
        tables = {
            name: rows_of(path.parent, descriptor, name)
            for name in ("channels", "persons", "organisations", "accounts", "searched")
        }
    except (OSError, ValueError, TypeError, KeyError) as error:
        table.note(1, "tiedosto", f"aineistoa ei voi lukea ({error})", "aja ensin make check")
    table.refuse()
    if descriptor.get("rows") == "public":
        hint = "julkaise kansio sellaisenaan"
        table.note(1, "kokoelma", "aineiston rivit ovat julkisia (rows)", hint)
    if any(row.get("count", "1") not in ("", "1") for row in tables["persons"]):
        table.note(1, "kokoelma", "aineisto on jo laskettu (count)", "julkaise se sellaisenaan")
    table.refuse()
    return packed(descriptor, tables)


def packed(descriptor: dict, tables: dict[str, list[dict[str, str]]]) -> Package:
    has = newest(tables["accounts"])
    measured = max((row["measured_on"][:7] for row in tables["accounts"]), default="")
    people = coarser(
        Counter(
            (row["field"], row["role"], has.get(f"p{row['person_id']}", ()))
            for row in tables["persons"]
        ),
        (without_field, without_role),
    )
    houses = coarser(
        Counter(
            ("", row["sector"] or "other", has.get(f"o{row['organisation_id']}", ()))
            for row in tables["organisations"]
        ),
        (),
    )
    persons, organisations, accounts = [], [], []
    for number, ((area, role, channels), count) in enumerate(sorted(people.items()), 1):
        owner = {"person_id": f"r{number}"}
        persons.append(owner | {"field": area, "role": role, "count": count})
        accounts += [owner | {"channel": it, "measured_on": measured} for it in channels]
    for number, ((_, sector, channels), count) in enumerate(sorted(houses.items()), 1):
        owner = {"organisation_id": f"r{number}"}
        organisations.append(owner | {"sector": sector, "count": count})
        accounts += [owner | {"channel": it, "measured_on": measured} for it in channels]
    made = {
        "channels": [{"channel": it["channel"], "name": it["name"]} for it in tables["channels"]],
        "organisations": organisations,
        "persons": persons,
        "accounts": accounts,
    }
    if tables["searched"]:
        made["searched"] = tables["searched"]
    told = {key: value for key, value in descriptor.items() if key not in LEFT_OUT}
    note = (
        "Julkaistu laskettuna: henkilöt, joilla on sama ala, rooli ja samat kanavat, ovat yhtenä "
        "rivinä. Alle viiden ryhmät on yhdistetty tai jätetty pois. Seuraajat, maat ja nimet "
        "puuttuvat."
    )
    return Package(
        COMMON | told | {"name": "oma-laskettu", "rows": "public", "modifications": note}, made
    )


if __name__ == "__main__":
    run(tabulate, __doc__.splitlines()[0])
