"""What no single cell tells: owners, keys, references, days and counts of the tables together."""

from collections.abc import Iterator
from datetime import date

from ..findings import meant
from .cells import Month, written
from .schema import MOST_COUNTED, OWNERS, REFERENCES, UNIQUE
from .table import Table

ADVICE = {
    "accounts": "yksi rivi omistajaa, kanavaa ja mittauspäivää kohti: poista toinen",
    "searched": "poista toinen",
}


def check(table: Table, tables: dict[str, Table], today: date) -> None:
    """Notes what is wrong in a table, against those that were read before it."""
    if table.name in OWNERS:
        _check_owner(table)
    if table.name == "accounts":
        _check_days(table, today)
    if "count" in table.positions:
        _check_total(table)
    if table.name == "persons":
        _check_counted_members(table, tables)
    _check_unique(table)
    _check_references(table, tables)
    if table.name == "searched":
        _check_searched(table, tables)


def _check_owner(table: Table) -> None:
    first, second = OWNERS[table.name]
    account = table.name == "accounts"
    if not {first, second} <= table.positions.keys():
        return
    many = "tilillä on kaksi omistajaa" if account else "rivillä on sekä rooli että sektori"
    none = "tilillä ei ole omistajaa" if account else "rivillä ei ole roolia eikä sektoria"
    for line, one, other in table.columns(first, second):
        if bool(one) == bool(other):
            table.note(
                line,
                second if other else first,
                "omistaja" if account else "haku",
                many if other else none,
                f"täytä joko {first} tai {second}, ei molempia",
            )


def _check_days(table: Table, today: date) -> None:
    future = "{} on tulevaisuudessa"
    for line, opened, measured in table.columns("opened_on", "measured_on"):
        if opened and opened > today:
            message = future.format(written(opened))
            table.note(line, "opened_on", "päivämäärä", message, "tarkista vuosi")
        if measured and measured > today:
            message = future.format(written(measured))
            table.note(line, "measured_on", "päivämäärä", message, "tarkista vuosi")
        if opened and measured and measured < opened <= today and _before(measured, opened):
            message = "tili on avattu vasta mittauksen jälkeen"
            table.note(line, "opened_on", "päivämäärä", message, "tarkista päivät")


def _before(first: date, second: date) -> bool:
    """Whether a day is before another; where one is a month, whether its month is."""
    if isinstance(first, Month) or isinstance(second, Month):
        return (first.year, first.month) < (second.year, second.month)
    return first < second


def _check_total(table: Table) -> None:
    total = 0
    for line, many in table.columns("count"):
        total += many or 0
        if total > MOST_COUNTED:
            table.note(
                line,
                "count",
                "arvo",
                f"taulun määrät ovat yhteensä yli {MOST_COUNTED}",
                "tarkista määrät",
            )
            return


def _check_counted_members(persons: Table, tables: dict[str, Table]) -> None:
    """A person who stands for many, or an organisation that does, says not who belongs where."""
    several = set()
    if "organisations" in tables:
        organisations = tables["organisations"].columns("organisation_id", "count")
        several = {organisation for _, organisation, many in organisations if (many or 1) > 1}
    for line, organisation, many in persons.columns("organisation_id", "count"):
        if not organisation:
            continue
        if (many or 1) > 1:
            persons.note(
                line,
                "count",
                "laskettu-jäsen",
                f"rivillä on {many} henkilöä samassa organisaatiossa",
                "kirjoita organisaation henkilöt omille riveilleen, tai jätä organisation_id "
                "tyhjäksi",
            )
        elif organisation in several:
            persons.note(
                line,
                "organisation_id",
                "laskettu-jäsen",
                f'"{organisation[:60]}" on monta organisaatiota yhdellä rivillä',
                "kirjoita henkilön organisaatio omalle rivilleen (count 1), tai jätä solu tyhjäksi",
            )


def _check_unique(table: Table) -> None:
    """A key twice. An incomplete key has been told already."""
    key = UNIQUE[table.name]
    if not table.positions.keys() >= set(key):
        return
    owners = OWNERS.get(table.name, ())
    parts_of_key = len(key) - 1 if owners else len(key)
    repeated = _repeated(table, key)
    seen: dict[tuple, int] = {}
    for line, *parts in table.columns(*key) if repeated else ():
        identity = tuple(part for part in parts if part)
        if len(identity) != parts_of_key or hash(tuple(parts)) not in repeated:
            continue
        first = seen.setdefault((*map(bool, parts), *identity), line)
        if first != line:
            quoted = ", ".join(written(one) if isinstance(one, date) else one for one in identity)
            table.note(
                line,
                next(name for name, part in zip(key, parts, strict=True) if part),
                "kaksoisavain",
                f'"{quoted[:80]}" on jo rivillä {first}',
                ADVICE.get(table.name, "jokaisella rivillä on oma tunnus"),
            )


def _repeated(table: Table, key: tuple[str, ...]) -> set[int]:
    """The hashes of keys that stand twice, and maybe a few more. Millions of hashes have room where
    their keys do not.
    """

    def hashes() -> Iterator[int]:
        return map(hash, zip(*map(table.column, key), strict=True))

    once: set[int] = set(hashes())
    if len(once) == len(table):
        return set()
    return {each for each in hashes() if each not in once or once.remove(each)}


def _check_references(table: Table, tables: dict[str, Table]) -> None:
    """References to rows that are not there; told only where the other table could be read from end
    to end.
    """
    for column, other in REFERENCES.get(table.name, {}).items():
        if other not in tables or not tables[other].whole or column not in tables[other].positions:
            continue
        known = set(tables[other].column(column)) - {None}
        for line, value in table.columns(column):
            if value is not None and value not in known:
                # A near one is not sought for findings that are only counted: it takes long.
                hint = "" if table.log.full else meant(value, sorted(known))
                table.note(
                    line,
                    column,
                    "orpo-viittaus",
                    f'"{value[:60]}" puuttuu taulusta {other}',
                    hint or "lisää rivi sinne tai korjaa tunnus",
                )


def _check_searched(searched: Table, tables: dict[str, Table]) -> None:
    """A role or a sector that nobody has, and accounts where nobody looked for them."""
    needed = ("persons", "organisations", "accounts")
    if not all(name in tables and tables[name].whole for name in needed):
        return
    looked: dict[str, set] = {"role": set(), "sector": set()}
    for kind, other in (("role", "persons"), ("sector", "organisations")):
        known = set(tables[other].column(kind)) - {None}
        for line, one, channel in searched.columns(kind, "channel"):
            if one and one not in known:
                searched.note(
                    line,
                    kind,
                    "orpo-viittaus",
                    f'"{one[:60]}" puuttuu taulusta {other}',
                    meant(one, sorted(known)) or "korjaa arvo tai poista rivi",
                )
            elif one:
                looked[kind].add((one, channel))
    for owner, kind, other in (
        ("person_id", "role", "persons"),
        ("organisation_id", "sector", "organisations"),
    ):
        kinds = {one: one_kind for _, one, one_kind in tables[other].columns(owner, kind)}
        for line, one, channel in tables["accounts"].columns(owner, "channel"):
            if one in kinds and (kinds[one], channel) not in looked[kind]:
                tables["accounts"].note(
                    line,
                    "channel",
                    "haku",
                    f"tili on kanavalla, jolta omistajaa ({kinds[one] or 'ei roolia'}) ei "
                    "taulun searched mukaan haettu",
                    "lisää rivi tauluun searched tai poista tili",
                )
