"""Tabulates one's own survey into a collection that may be published.

    python tools/tabulate_oma.py data/surveys/oma/datapackage.json FOLDER

Persons of the same field, role and channels are counted in one row, and none describes fewer
than five: those who are too few are counted without their field, then without their role, and
left out when they are too few still. Some more go along with them, so that those who are missing
are none or at least five of all, of each role and of each field. Followers, posts, countries and organisations' names are left
out. A survey whose rows are public is published as it is.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from tabulating import COMMON, SECTORS, Package, Table, run

LEAST = 5  # persons, or organisations, a row describes
REST = "muu"
LEFT_OUT = ("name", "resources", "sources", "hash", "rows")

Group = tuple[str, str, tuple[str, ...]]  # field, role or sector, channels
Part = Callable[[str, str, tuple[str, ...]], object]  # a part of them whose number may be known
Level = tuple[tuple[Part, ...], Callable[[str, str, tuple[str, ...]], Group] | None]


def coarser(groups: Counter[Group], levels: Iterable[Level]) -> dict[Group, int]:
    """The groups of at least LEAST; what is smaller is counted a step coarser, and left out at the
    last. So many go along that nobody who knows the number of all, of a role or of a field can
    reckon by what is missing how it is with fewer than LEAST.
    """
    kept: Counter[Group] = Counter()
    for parts, step in levels:
        kept.update({group: count for group, count in groups.items() if count >= LEAST})
        moved = Counter({group: count for group, count in groups.items() if count < LEAST})
        while (group := telling(kept, moved, parts)) is not None:
            moved[group] += kept.pop(group)
        groups = Counter()
        for group, count in moved.items():
            if step:
                groups[step(*group)] += count
    return dict(kept)


def telling(kept: Counter[Group], moved: Counter[Group], parts: Iterable) -> Group | None:
    """The smallest group whose staying would tell how few of its part are missing."""
    for part in parts:
        missing: Counter = Counter()
        for group, count in moved.items():
            missing[part(*group)] += count
        few = {it for it, count in missing.items() if 0 < count < LEAST}
        if found := [(count, group) for group, count in kept.items() if part(*group) in few]:
            return min(found)[1]
    return None


def field_and_role(area: str, role: str, _: tuple[str, ...]) -> tuple[str, str]:
    return area, role


def field(area: str, _: str, __: tuple[str, ...]) -> str:
    return area


def role(_: str, role: str, __: tuple[str, ...]) -> str:
    return role


def everybody(*_) -> bool:
    return True


def without_field(_: str, role: str, channels: tuple[str, ...]) -> Group:
    return REST, role, channels


def without_role(_: str, __: str, channels: tuple[str, ...]) -> Group:
    return REST, "", channels


OF_PERSONS: list[Level] = [
    ((field_and_role, field), without_field),
    ((role,), without_role),
    ((everybody,), None),
]
# Where some channels were not searched for some roles, nobody can be without a role.
SEARCHED_BY_ROLE: list[Level] = [OF_PERSONS[0], ((role, everybody), None)]
OF_ORGANISATIONS: list[Level] = [((role, everybody), None)]


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


def of_sector(told: str) -> str:
    return told if told in SECTORS else "other"


def of_sectors(tables: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """What was searched, by the sectors that are published: what was searched for each of those
    that are counted as one.
    """
    told = {(it["sector"], it["channel"]) for it in tables["searched"] if it["sector"]}
    within = {}
    for it in tables["organisations"]:
        within.setdefault(of_sector(it["sector"]), set()).add(it["sector"])
    return [it for it in tables["searched"] if it["role"]] + [
        {"role": "", "sector": sector, "channel": channel["channel"]}
        for sector, counted in sorted(within.items())
        for channel in tables["channels"]
        if all((one, channel["channel"]) in told for one in counted)
    ]


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
        SEARCHED_BY_ROLE if tables["searched"] else OF_PERSONS,
    )
    houses = coarser(
        Counter(
            ("", of_sector(row["sector"]), has.get(f"o{row['organisation_id']}", ()))
            for row in tables["organisations"]
        ),
        OF_ORGANISATIONS,
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
        groups = {(it["role"], "") for it in persons} | {("", it["sector"]) for it in organisations}
        searched = [it for it in of_sectors(tables) if (it["role"], it["sector"]) in groups]
        made |= {"searched": searched} if searched else {}
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
