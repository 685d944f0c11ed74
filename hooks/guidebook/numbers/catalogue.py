"""Numbers: statistics and facts in one id space, and what a reference such as `id[key].n` names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import finnish
from ..findings import BadInput, Finding, Problem, meant
from .facts import Fact
from .statistics import Estimate, Row, Series, Statistic

REFERENCE = re.compile(r"(?P<id>[^\s\[\].]+)(\[(?P<key>[^\[\]]+)\])?(?P<base>\.n)?")
LONGEST = 300

Item = Statistic | Series | Fact


@dataclass(frozen=True)
class Number:
    """What a reference names. `value` is in its unit (42.3 with "%"); the number of a base has no
    estimate.
    """

    reference: str
    id: str
    value: float
    unit: str
    decimals: int
    label: str
    estimate: Estimate | None
    entry: Item

    @property
    def text(self) -> str:
        """As a reader sees it: "42 %"."""
        return finnish.quantity(self.value, self.unit, self.decimals)


class Numbers(Mapping[str, Item]):
    """Every statistic, series and fact by id. Raises BadInput when two have the same id."""

    def __init__(self, *groups: Mapping[str, Item]):
        self._items: dict[str, Item] = {}
        findings = []
        for group in groups:
            for id, item in group.items():
                if id in self._items:
                    findings.append(
                        Finding(
                            place(item),
                            "kaksi-lukua",
                            f'tunnus "{id}" on jo käytössä: {place(self._items[id])}',
                            "vaihda toisen tunnus",
                        )
                    )
                else:
                    self._items[id] = item
        if findings:
            raise BadInput(*findings)

    def __getitem__(self, id: str) -> Item:
        return self._items[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def resolve(self, reference: str) -> Number:
        """The number that `id`, `id.n`, `id[key]` or `id[key].n` names. Raises Problem."""
        match = REFERENCE.fullmatch(reference) if len(reference) <= LONGEST else None
        if not match:
            raise Problem(
                "tuntematon-luku",
                f'"{reference[:LONGEST]}" ei ole luvun tunnus',
                "muodot ovat tunnus, tunnus.n, tunnus[rivi] ja tunnus[rivi].n",
            )
        id, key = match["id"], match["key"]
        item = self._item(id)
        if isinstance(item, Fact):
            if key is not None:
                raise no_rows(item)
            return self._of_fact(reference, item, bool(match["base"]))
        if isinstance(item, Series):
            if key is None:
                raise Problem("tuntematon-luku", f'"{id}" on sarja, ei yksi luku', row_hint(item))
            row = self._row(item, key)
            label = f"{item.definition.label}: {row.label}"
            return of_estimate(reference, item, row.estimate, label, bool(match["base"]))
        if key is not None:
            raise no_rows(item)
        return of_estimate(
            reference, item, item.estimate, item.definition.label, bool(match["base"])
        )

    def series(self, id: str) -> Series:
        """The series of this id. Raises Problem, also when the whole series is
        withheld.
        """
        item = self._item(
            id, "tuntematon-kuvio", [id for id, item in self.items() if isinstance(item, Series)]
        )
        if not isinstance(item, Series):
            raise Problem(
                "tuntematon-kuvio",
                f'"{id}" ei ole sarja',
                "kuvio ja taulukko tarvitsevat tunnusluvun, jonka kind on series",
            )
        if item.withheld:
            raise Problem(
                "luku-puuttuu", f'sarjaa "{id}" ei julkaista: {item.withheld}', of_data=True
            )
        return item

    def _item(self, id: str, rule: str = "tuntematon-luku", candidates: Iterable[str] = ()) -> Item:
        if id not in self._items:
            raise Problem(
                rule,
                f'"{id}"',
                meant(id, candidates or self._items)
                or "tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml",
            )
        return self._items[id]

    def _row(self, series: Series, key: str) -> Row:
        if series.withheld:
            raise Problem(
                "luku-puuttuu",
                f'sarjaa "{series.definition.id}" ei julkaista: {series.withheld}',
                of_data=True,
            )
        for row in series.rows:
            if row.key == key:
                return row
        raise Problem(
            "tuntematon-rivi",
            f'sarjassa "{series.definition.id}" ei ole riviä "{key}"',
            meant(key, [row.key for row in series.rows]) or row_hint(series),
            of_data=True,
        )

    def _of_fact(self, reference: str, fact: Fact, base: bool) -> Number:
        if not base:
            return Number(
                reference, fact.id, fact.value, fact.unit, fact.decimals, fact.label, None, fact
            )
        if fact.n is None:
            raise Problem(
                "tuntematon-luku",
                f'tiedolla "{fact.id}" ei ole vastaajien määrää',
                "lisää n tiedostoon facts.yml, jos lähde kertoo sen",
            )
        return Number(reference, fact.id, float(fact.n), "", 0, fact.label, None, fact)


def of_estimate(
    reference: str, item: Statistic | Series, estimate: Estimate, label: str, base: bool
) -> Number:
    """The value or the base of an estimate as a Number. Raises Problem when it is
    withheld.
    """
    if estimate.withheld:
        raise Problem(
            "luku-puuttuu", f'lukua "{reference}" ei julkaista: {estimate.withheld}', of_data=True
        )
    definition = item.definition
    if base:
        return Number(reference, definition.id, float(estimate.n), "", 0, label, None, item)
    return Number(
        reference,
        definition.id,
        estimate.value,
        definition.unit,
        definition.decimals,
        label,
        estimate,
        item,
    )


def no_rows(item: Statistic | Fact) -> Problem:
    id = item.id if isinstance(item, Fact) else item.definition.id
    return Problem(
        "tuntematon-luku", f'"{id}" on yksi luku, sillä ei ole rivejä', f'kirjoita pelkkä "{id}"'
    )


def row_hint(series: Series) -> str:
    """What to write to name a row of the series."""
    keys = [row.key for row in series.rows[:8]]
    return (
        f"valitse rivi, esim. {series.definition.id}[{keys[0]}]; rivit: {', '.join(keys)}"
        if keys
        else ""
    )


def place(item: Item):
    """Where the item is defined."""
    return item.place if isinstance(item, Fact) else item.definition.place


def as_json(numbers: Numbers, uses: Mapping[str, Iterable]) -> list[dict]:
    """Every number as plain data, in order of definition. `uses`: id → the places that use it, as
    JSON data.

    Values, bounds: in the number's unit. A number that is withheld has text "" and its reason in
    `withheld`.
    """
    listed = []
    for id, item in numbers.items():
        entry = {"id": id, "kind": "fact" if isinstance(item, Fact) else item.definition.kind}
        if isinstance(item, Fact):
            entry |= {
                "label": item.label,
                "value": item.value,
                "n": item.n,
                "k": None,
                "low": None,
                "high": None,
                "unit": item.unit,
                "text": finnish.quantity(item.value, item.unit, item.decimals),
                "withheld": "",
            }
        elif isinstance(item, Series):
            entry |= {
                "label": item.definition.label,
                "value": None,
                "n": None,
                "k": None,
                "low": None,
                "high": None,
                "unit": item.definition.unit,
                "text": "",
                "withheld": item.withheld,
            }
        else:
            entry |= {"label": item.definition.label} | figures(item.definition, item.estimate)
        entry["uses"] = list(uses.get(id, ()))
        if isinstance(item, Series):
            entry["rows"] = [
                {"key": row.key, "label": row.label} | figures(item.definition, row.estimate)
                for row in item.rows
            ]
        listed.append(entry)
    return listed


def figures(definition, estimate: Estimate) -> dict:
    """An estimate as plain data."""
    text = (
        ""
        if estimate.withheld
        else finnish.quantity(estimate.value, definition.unit, definition.decimals)
    )
    return {
        "value": estimate.value,
        "n": estimate.n,
        "k": estimate.k,
        "low": estimate.low,
        "high": estimate.high,
        "unit": definition.unit,
        "text": text,
        "withheld": estimate.withheld,
    }
