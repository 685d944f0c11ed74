"""Numbers: statistics and facts in one id space, and what a reference such as `id[key].n` names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .. import finnish, syntax
from ..findings import BadInput, Finding, Problem, meant
from .entries import Cited, Entry, Estimate, Row

LONGEST = 300
_GLUED = re.compile(r"(?P<reference>.+)[-:](?P<ending>[a-zäö]+)")
NO_OWN = "oma-aineisto"  # the rule, and the block in which it does not hold


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
    entry: Entry
    cited: Cited | None = None
    supposed: bool = False  # there is none, and its value stands for any

    @property
    def origin(self) -> str:
        """Whose number it is and of what time, in a reader's words."""
        return self.cited.origin if self.cited else self.entry.origin

    @property
    def text(self) -> str:
        """As a reader sees it: "42 %"."""
        return finnish.quantity(self.value, self.unit, self.decimals)


class Numbers(Mapping[str, Entry]):
    """Every statistic, series and fact by id. Raises BadInput when two have the same id."""

    def __init__(self, *groups: Mapping[str, Entry]):
        self._entries: dict[str, Entry] = {}
        findings = []
        for group in groups:
            for id, entry in group.items():
                if id in self._entries:
                    findings.append(
                        Finding(
                            entry.place,
                            "kaksi-lukua",
                            f'tunnus "{id}" on jo käytössä: {self._entries[id].place}',
                            "vaihda toisen tunnus",
                        )
                    )
                else:
                    self._entries[id] = entry
        if findings:
            raise BadInput(*findings)

    def __getitem__(self, id: str) -> Entry:
        return self._entries[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def resolve(self, reference: str) -> Number:
        """The number that `id`, `id.n`, `id[key]` or `id[key].n` names. Raises Problem."""
        match = syntax.REFERENCE.fullmatch(reference) if len(reference) <= LONGEST else None
        if not match:
            raise Problem(
                "tuntematon-luku",
                f'"{reference[:LONGEST]}" ei ole luvun tunnus',
                self._apart(reference[:LONGEST])
                or "muodot ovat tunnus, tunnus.n, tunnus[rivi] ja tunnus[rivi].n",
            )
        id, key, base = match["id"], match["key"], bool(match["base"])
        entry = self._entry(id)
        if not entry.is_series:
            if key is not None:
                raise Problem(
                    "tuntematon-luku",
                    f'"{id}" on yksi luku, sillä ei ole rivejä',
                    f'kirjoita pelkkä "{id}"',
                )
            single = Row("", "", entry.estimate)
            return _number(reference, entry, single, entry.label, base)
        if key is None:
            raise Problem("tuntematon-luku", f'"{id}" on sarja, ei yksi luku', row_hint(entry))
        row = self._row(entry, key)
        return _number(reference, entry, row, f"{entry.label}: {row.label}", base)

    def series(self, id: str) -> Entry:
        """The series of this id. Raises Problem, also when the whole series is
        withheld.
        """
        entry = self._entry(
            id, "tuntematon-kuvio", [id for id, entry in self.items() if entry.is_series]
        )
        if not entry.is_series:
            raise Problem(
                "tuntematon-kuvio",
                f'"{id}" ei ole sarja',
                "kuvio ja taulukko tarvitsevat luvun, jonka kind on series",
            )
        _refuse_withheld(entry)
        return entry

    def _entry(
        self, id: str, rule: str = "tuntematon-luku", candidates: Iterable[str] = ()
    ) -> Entry:
        if id not in self._entries:
            raise Problem(
                rule,
                f'"{id}"',
                self._apart(id)
                or meant(id, candidates or self._entries)
                or "tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml",
            )
        return self._entries[id]

    def _apart(self, reference: str) -> str:
        """What to write where a case ending has grown on what names a number."""
        match = _GLUED.fullmatch(reference)
        if not match or syntax.id_of(match["reference"]) not in self._entries:
            return ""
        try:
            finnish.case_of(match["ending"])
        except Problem:
            return ""
        return f"kirjoita pääte erilleen: {{{{ {match['reference']} -{match['ending']} }}}}"

    def _row(self, series: Entry, key: str) -> Row:
        _refuse_withheld(series)
        for row in series.rows:
            if row.key == key:
                return row
        raise Problem(
            "tuntematon-rivi",
            f'sarjassa "{series.id}" ei ole riviä "{key}"',
            meant(key, [row.key for row in series.rows]) or row_hint(series),
            of_data=True,
        )


class Supposed(Numbers):
    """The same numbers, where one that is withheld stands for some: for what is written of it to
    be checked by its unit and its form.
    """

    def resolve(self, reference: str) -> Number:
        try:
            return super().resolve(reference)
        except Problem as problem:
            if not problem.of_data and problem.rule != NO_OWN:
                raise
        match = syntax.REFERENCE.fullmatch(reference)
        entry = self[match["id"]]
        unit, decimals = ("", 0) if match["base"] else (entry.unit, entry.decimals)
        return Number(
            *(reference, entry.id, 0.0, unit, decimals, entry.label, None, entry), supposed=True
        )


def _refuse_withheld(series: Entry) -> None:
    if series.withheld:
        raise _missing(series, f'sarjaa "{series.id}" ei julkaista: {series.withheld}')


def _missing(entry: Entry, message: str) -> Problem:
    if entry.without_own:
        return Problem(NO_OWN, message, f"siirrä kohta lohkoon /// {NO_OWN}")
    hint = "jätä se pois, tai korjaa aineisto tai kysely"
    return Problem("luku-puuttuu", message, hint, of_data=True)


def _number(reference: str, entry: Entry, row: Row, label: str, base: bool) -> Number:
    """The value or the base of a row as a Number. Raises Problem when it is withheld."""
    estimate, cited = row.estimate, row.cited or entry.cited
    if estimate.withheld:
        raise _missing(entry, f'lukua "{reference}" ei julkaista: {estimate.withheld}')
    if not base:
        decimals = finnish.decimals_for(estimate.value, entry.unit, entry.decimals)
        return Number(
            *(reference, entry.id, estimate.value, entry.unit, decimals, label),
            *(estimate, entry, cited),
        )
    if estimate.n is None:
        raise Problem(
            "tuntematon-luku",
            f'tiedolla "{reference.removesuffix(".n")}" ei ole vastaajien määrää',
            "lisää n tiedostoon facts.yml, jos lähde kertoo sen",
        )
    return Number(reference, entry.id, float(estimate.n), "", 0, label, None, entry, cited)


def row_hint(series: Entry) -> str:
    """What to write to name a row of the series."""
    keys = [row.key for row in series.rows[:8]]
    return f"valitse rivi, esim. {series.id}[{keys[0]}]; rivit: {', '.join(keys)}" if keys else ""


def as_json(numbers: Numbers, uses: Mapping[str, Iterable]) -> list[dict]:
    """Every number as plain data, in order of definition. `uses`: id → the places that use it, as
    JSON data.

    Values, bounds: in the number's unit. A number that is withheld has text "" and its reason in
    `withheld`.
    """
    listed = []
    for id, entry in numbers.items():
        fields = {"id": id, "kind": entry.kind, "label": entry.label}
        fields |= _estimate(entry, entry.estimate or Estimate(None, None, withheld=entry.withheld))
        fields |= _origin(entry) | {"uses": list(uses.get(id, ()))}
        if entry.is_series:
            fields["rows"] = [
                {"key": row.key, "label": row.label}
                | _estimate(entry, row.estimate)
                | ({"date": row.cited.date} if row.cited else {})
                for row in entry.rows
            ]
        listed.append(fields)
    return listed


def _estimate(entry: Entry, estimate: Estimate) -> dict:
    """An estimate as plain data."""
    return {
        "value": estimate.value,
        "n": estimate.n,
        "k": estimate.k,
        "low": estimate.low,
        "high": estimate.high,
        "unit": entry.unit,
        "text": entry.text(estimate),
        "withheld": estimate.withheld,
    }


def _origin(entry: Entry) -> dict:
    """Whose number it is, as plain data."""
    if entry.cited:
        return {
            "sources": [
                {"id": source.id, "title": source.title, "url": source.url}
                for source in entry.cited.sources
            ],
            "locator": entry.cited.locator,
            "date": entry.cited.date,
            "calculation": entry.cited.calculation,
        }
    return {
        "collections": [
            {
                "id": one.id,
                "title": one.title,
                "measured": one.period,
                "licences": list(one.licences),
                "attribution": one.attribution,
                "sample": one.sample,
            }
            for one in entry.collections
        ]
    }
