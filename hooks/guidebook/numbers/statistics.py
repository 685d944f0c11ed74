"""Statistics: their definitions, and the estimates that a survey gives for them.

The queries run in a child process (sandbox.py and querier.py), because anybody's pull request may
bring one. What the child answers is checked here row by row against the statistic's kind.
"""

import math
import tempfile
from collections import deque
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import Finding, Place, meant
from ..text.yaml_entries import read_entries, refuse
from . import given_bases
from .sandbox import Limits, Refusal, Sandbox

if TYPE_CHECKING:
    from ..survey import Survey

__all__ = [
    "Definition",
    "Estimate",
    "Limits",
    "Row",
    "Series",
    "Statistic",
    "compute",
    "read_definitions",
    "wilson",
]

KINDS = ("number", "share", "series")
KEYS = {
    "label": str,
    "description": str,
    "kind": str,
    "unit": str,
    "decimals": int,
    "least_base": int,
    "query": str,
}
LIMITS = Limits()
NO_VALUE = "aineistossa ei ole arvoa"
NO_ROW = "yhdelläkään rivillä ei ole julkaistavaa arvoa"
GREATEST = 1e15  # above it a float no longer tells whole numbers apart
Z = 1.959963984540054  # the normal distribution's 97.5 % point


@dataclass(frozen=True)
class Definition:
    """What a statistic is: its words, its unit, the least base it is published on, and
    its query.
    """

    id: str
    label: str
    description: str
    kind: str
    query: str
    place: Place
    unit: str = ""
    decimals: int = 0
    least_base: int = 5


@dataclass(frozen=True)
class Estimate:
    """A value in its unit with its base n; a share has k of n and the ends of its 95 % interval
    too.

    `withheld` is the reason (in Finnish) why there is nothing to publish, "" when there is; `given`
    says that the base is none of the survey's, see given_bases.py.
    """

    value: float | None
    n: int | None
    k: int | None = None
    low: float | None = None
    high: float | None = None
    withheld: str = ""
    given: bool = False


@dataclass(frozen=True)
class Statistic:
    """One number of the survey."""

    definition: Definition
    estimate: Estimate


@dataclass(frozen=True)
class Row:
    """One row of a series: `key` is what a reference names, `label` what a reader sees."""

    key: str
    label: str
    estimate: Estimate


@dataclass(frozen=True)
class Series:
    """Numbers of one kind in the order of their query. `withheld`: the reason why
    there are none.
    """

    definition: Definition
    rows: tuple[Row, ...]
    withheld: str = ""


def read_definitions(path: Path) -> dict[str, Definition]:
    """The definitions of statistics.yml by id, in their order. Raises BadInput with every mistake
    in the file.
    """
    entries = list(
        read_entries(path, "tunnusluku", KEYS, required=("label", "description", "kind", "query"))
    )
    for entry in entries:
        kind = entry.get("kind")
        if kind and kind not in KINDS:
            entry.note(
                "kind",
                f'laji "{kind}" on tuntematon',
                meant(kind, KINDS) or "lajit ovat " + ", ".join(KINDS),
            )
        if kind == "share" and entry.setdefault("unit", "%") != "%":
            entry.note("unit", "osuuden (share) yksikkö on aina %", "poista unit")
        if not 0 <= (entry.get("decimals") or 0) <= 6:
            entry.note("decimals", "desimaaleja voi olla 0–6", "korjaa decimals")
        if entry.get("least_base") is not None and entry["least_base"] < 1:
            entry.note("least_base", "pienin julkaistava pohja on vähintään 1", "korjaa least_base")
    refuse(entries)
    return {entry.id: Definition(entry.id, place=entry.place, **entry) for entry in entries}


def compute(
    survey: "Survey | Path", definitions: Mapping[str, Definition], limits: Limits = LIMITS
) -> tuple[dict[str, Statistic | Series], list[Finding]]:
    """Every statistic from a survey, or from its database file; one that cannot be computed is
    withheld.

    The findings tell the queries that are wrong themselves; a value that the data do not have, or a
    base too small, is no mistake. Raises BadInput when no query can be run at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        database = survey
        if not isinstance(survey, Path):
            database = Path(folder) / "survey.duckdb"
            survey.write_database(database)
        answers = _ask_all(database, definitions, limits)
        wrong = [finding for id in definitions for finding in answers[id][1]]

        def ask(copy: Path, asked: Mapping[str, Definition]) -> dict[str, Statistic | Series]:
            return {id: one for id, (one, _) in _ask_all(copy, asked, limits).items()}

        results = {id: answers[id][0] for id in definitions}
        return given_bases.marked(results, definitions, database, ask, Path(folder)), wrong


def _ask_all(database: Path, definitions: Mapping[str, Definition], limits: Limits) -> dict:
    """Id → the statistic and what is wrong with its query; several children share the work."""
    waiting, answers = deque(definitions.values()), {}

    def work() -> None:
        with Sandbox(database, limits) as sandbox, suppress(IndexError):
            while True:
                definition = waiting.popleft()
                answers[definition.id] = answer(sandbox, definition)

    with ThreadPoolExecutor(limits.children) as children:
        try:
            for child in [children.submit(work) for _ in range(limits.children)]:
                child.result()
        finally:
            waiting.clear()
    return answers


def as_data(computed: Mapping[str, Statistic | Series]) -> dict[str, dict]:
    """The figures alone as what JSON can hold; `from_data` gives them back their definitions."""
    return {
        id: {"rows": [asdict(row) for row in item.rows], "withheld": item.withheld}
        if isinstance(item, Series)
        else asdict(item.estimate)
        for id, item in computed.items()
    }


def from_data(
    data: Mapping[str, dict], definitions: Mapping[str, Definition]
) -> dict[str, Statistic | Series]:
    computed: dict[str, Statistic | Series] = {}
    for id, definition in definitions.items():
        figures = data[id]
        if definition.kind == "series":
            rows = tuple(
                Row(row["key"], row["label"], Estimate(**row["estimate"]))
                for row in figures["rows"]
            )
            computed[id] = Series(definition, rows, figures["withheld"])
        else:
            computed[id] = Statistic(definition, Estimate(**figures))
    return computed


def answer(sandbox: Sandbox, definition: Definition) -> tuple[Statistic | Series, list[Finding]]:
    """One statistic, and what is wrong with its query if anything is."""
    try:
        return evaluate(definition, *sandbox.ask(definition.query)), []
    except Refusal as refusal:
        finding = Finding(
            definition.place, "kysely", f'"{definition.id}": {refusal}', "korjaa query"
        )
        return withhold(definition, str(refusal)), [finding]


def evaluate(definition: Definition, columns: list[str], rows: list[list]) -> Statistic | Series:
    """What a query's answer says, by the statistic's kind. Raises Refusal when it does not fit the
    kind.
    """
    figures = {
        "number": [{"value", "n"}],
        "share": [{"k", "n"}],
        "series": [{"key", "label", "value", "n"}, {"key", "label", "k", "n"}],
    }[definition.kind]
    if len(columns) != len(set(columns)) or set(columns) not in figures:
        wanted = {
            "number": "value, n",
            "share": "k, n",
            "series": "key, label ja value, n tai k, n",
        }[definition.kind]
        raise Refusal(
            f"kyselyn sarakkeiden pitää olla {wanted}; nyt ne ovat {', '.join(columns)[:200]}"
        )
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    if definition.kind == "series":
        return evaluate_series(definition, records)
    if len(records) > 1:
        raise Refusal("kysely antaa useita rivejä, yhden luvun pitää olla yhdellä")
    if not records:
        return withhold(definition, NO_VALUE)
    return Statistic(definition, estimate(definition, records[0]))


def evaluate_series(definition: Definition, records: list[dict]) -> Series:
    """The rows of a series. Raises Refusal."""
    if records and "k" in records[0] and definition.unit != "%":
        raise Refusal('sarakkeet k, n ovat osuus, jonka yksikkö on %: lisää unit: "%"')
    rows = tuple(
        Row(name(record, "key"), name(record, "label"), estimate(definition, record))
        for record in records
    )
    keys = [row.key for row in rows]
    for key in keys:
        if keys.count(key) > 1:
            raise Refusal(f'avain "{key}" on kahdella rivillä')
        if "[" in key or "]" in key:
            raise Refusal(f'avaimessa "{key}" ei voi olla hakasulkeita')
    nothing = all(row.estimate.withheld for row in rows)
    return Series(definition, rows, (NO_ROW if rows else NO_VALUE) if nothing else "")


def name(record: dict, column: str) -> str:
    """A key or a label as one line of text. Raises Refusal."""
    value = record[column]
    text = (
        " ".join(str(value).split())
        if isinstance(value, str | int) and not isinstance(value, bool)
        else ""
    )
    if not text or not text.isprintable():
        raise Refusal(
            f"sarakkeessa {column} pitää olla joka rivillä tekstiä, nyt siinä on "
            f"{str(value)[:40]!r}"
        )
    return text


def estimate(definition: Definition, record: dict) -> Estimate:
    """One row's value and base, or why it is withheld. Raises Refusal for a base or a part that
    cannot be.
    """
    n = count(record, "n")
    if "k" in record:
        k = count(record, "k")
        if k is not None and n is not None and k > n:
            raise Refusal(f"osa on suurempi kuin pohja (k = {k}, n = {n})")
    elif isinstance(record["value"], str | bool):
        raise Refusal("sarakkeen value pitää olla luku")
    if n is None:
        return Estimate(None, None, withheld=NO_VALUE)
    if n < definition.least_base:
        return Estimate(
            None, n, withheld=f"pohja on liian pieni (n = {n}, vähintään {definition.least_base})"
        )
    if record.get("k") is None and record.get("value") is None:
        return Estimate(None, n, withheld=NO_VALUE)
    if "k" in record:
        low, high = wilson(k, n)
        return Estimate(100 * k / n, n, k, 100 * low, 100 * high)
    value = float(record["value"])
    if abs(value) > GREATEST:
        raise Refusal("arvo on liian suuri luvuksi")
    return Estimate(value, n)


def count(record: dict, column: str) -> int | None:
    """A count of cases: a whole number from 0, or None. Raises Refusal."""
    value = record[column]
    if value is None:
        return None
    if isinstance(value, str | bool) or value != int(value) or not 0 <= value < GREATEST:
        raise Refusal(
            f"sarakkeen {column} pitää olla kokonaisluku, vähintään 0; nyt siinä on "
            f"{str(value)[:40]!r}"
        )
    return int(value)


def withhold(definition: Definition, reason: str) -> Statistic | Series:
    """The statistic without a value."""
    if definition.kind == "series":
        return Series(definition, (), reason)
    return Statistic(definition, Estimate(None, None, withheld=reason))


def wilson(k: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of k in n (0 <= k <= n, n >= 1), as fractions.

    E. B. Wilson: Probable inference, the law of succession, and statistical inference. Journal of
    the American Statistical Association 22 (1927), 209–212. Method 3 in R. G. Newcombe: Two-sided
    confidence intervals for the single proportion. Statistics in Medicine 17 (1998), 857–872.
    """
    share, part = k / n, Z * Z / n
    middle = share + part / 2
    half = Z * math.sqrt((share * (1 - share) + part / 4) / n)
    low, high = (middle - half) / (1 + part), (middle + half) / (1 + part)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)
