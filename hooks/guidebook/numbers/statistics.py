"""Statistics: their definitions, and the estimates that a survey gives for them.

The queries run in a child process (sandbox.py and querier.py), because anybody's pull request may
bring one. What the child answers is checked here row by row against the statistic's kind.
"""

import math
import tempfile
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import asdict, replace
from pathlib import Path

from .. import syntax
from ..findings import Finding, meant
from ..survey import OWN, Databases, Survey, schema_name
from ..text.yaml_entries import YamlEntry, read_entries, refuse
from . import given_bases
from .entries import Entry, Estimate, Row
from .sandbox import Allowance, Answer, Refusal, Sandbox
from .withholding import NO_VALUE, publish, rounded_coarsely

KINDS = ("number", "share", "series")
KEYS = {
    "label": str,
    "description": str,
    "kind": str,
    "unit": str,
    "decimals": int,
    "least_base": int,
    "collection": list,
    "query": str,
}
ALLOWANCE = Allowance()
WORTH_CHILDREN = 2**25  # bytes of a database; a smaller one is asked before another has started
NO_OWN = "omaa aineistoa ei ole"
GREATEST = 1e15  # above it a float no longer tells whole numbers apart
Z = 1.959963984540054  # the normal distribution's 97.5 % point


def read_definitions(path: Path, collections: Collection[str] | None = None) -> dict[str, Entry]:
    """The statistics of statistics.yml by id, in their order and still without their numbers;
    `collections` are the ids that there are, None when that is not known. Raises BadInput with
    every mistake in the file.
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
        entry["collection_ids"] = _collection_ids(entry, collections)
    refuse(entries)
    return {entry.id: Entry(entry.id, place=entry.place, **entry) for entry in entries}


def _collection_ids(entry: YamlEntry, collections: Collection[str] | None) -> tuple[str, ...]:
    """The collections that a statistic names; the only one there is, when it names none."""
    given = "collection" in entry
    named = tuple(dict.fromkeys(entry.pop("collection", None) or ()))
    if collections is None:
        return named
    known = f"kokoelmat ovat {', '.join(sorted(collections))}"
    if not collections:
        known = "lisää aineisto kansioon data/surveys/"
    if not given and len(collections) == 1:
        return tuple(collections)
    if not given and entry.places:
        entry.note(
            None,
            f'tunnusluvulta "{entry.id}" puuttuu collection',
            f"lisää collection: …; {known}" if collections else known,
        )
    for id in named:
        if id not in collections and id != OWN:
            entry.note(
                "collection", f'kokoelmaa "{id[:80]}" ei ole', meant(id, collections) or known
            )
    return named


def compute(
    survey: Survey | Path, definitions: Mapping[str, Entry], allowance: Allowance = ALLOWANCE
) -> tuple[dict[str, Entry], list[Finding]]:
    """Every statistic from a survey, or from its database file; one that cannot be computed is
    withheld.

    The findings tell the queries that are wrong themselves; a value that the data do not have, or a
    base too small, is no mistake. Raises BadInput when no query can be run at all.
    """
    if not isinstance(survey, Path):
        definitions = {id: _with_collections(entry, survey) for id, entry in definitions.items()}
    with tempfile.TemporaryDirectory() as folder, Databases() as databases:
        database = survey
        if not isinstance(survey, Path):
            database = Path(folder) / "survey.duckdb"
            sets = [entry.collection_ids for entry in definitions.values()]
            survey.write_database(databases, database, filter(None, sets))
        with ExitStack() as closing:
            sandboxes = [
                closing.enter_context(Sandbox(database, allowance))
                for _ in range(_children(database, definitions, allowance))
            ]
            answers = _ask_all(sandboxes, definitions)
            wrong = [finding for id in definitions for finding in answers[id][1]]

            def ask(copy: Path, asked: Mapping[str, Entry]) -> dict[str, Entry]:
                for sandbox in sandboxes:
                    sandbox.turn_to(copy)
                return {id: one for id, (one, _) in _ask_all(sandboxes, asked).items()}

            results = {id: answers[id][0] for id in definitions}
            marked = given_bases.marked(
                results, definitions, database, ask, databases, Path(folder)
            )
    return publish(marked), wrong


def _children(database: Path, definitions: Mapping[str, Entry], allowance: Allowance) -> int:
    """Several share the work on a large database."""
    large = database.stat().st_size >= WORTH_CHILDREN
    return max(1, min(allowance.children, len(definitions))) if large else 1


def _ask_all(sandboxes: Sequence[Sandbox], definitions: Mapping[str, Entry]) -> dict:
    """Id → the statistic and what is wrong with its query. What several children have taken of a
    large database they give back.
    """
    waiting, answers = deque(definitions.values()), {}

    def work(sandbox: Sandbox) -> None:
        with suppress(IndexError):
            while True:
                definition = waiting.popleft()
                answers[definition.id] = answer(sandbox, definition)

    with ThreadPoolExecutor(len(sandboxes)) as pool:
        try:
            for child in [pool.submit(work, sandbox) for sandbox in sandboxes]:
                child.result()
        finally:
            waiting.clear()
    for sandbox in sandboxes if len(sandboxes) > 1 else ():
        sandbox.kill()
    return answers


def as_data(computed: Mapping[str, Entry]) -> dict[str, dict]:
    """The estimates alone as what JSON can hold; `from_data` gives them back their definitions."""
    return {
        id: {
            "estimate": asdict(entry.estimate) if entry.estimate else None,
            "rows": [[row.key, row.label, asdict(row.estimate)] for row in entry.rows],
            "unpublished": entry.unpublished,
        }
        for id, entry in computed.items()
    }


def from_data(
    data: Mapping[str, dict], definitions: Mapping[str, Entry], survey: Survey
) -> dict[str, Entry]:
    """The statistics whose estimates were kept."""
    return {
        id: replace(
            _with_collections(entry, survey),
            estimate=Estimate(**data[id]["estimate"]) if data[id]["estimate"] else None,
            rows=tuple(
                Row(key, label, Estimate(**given)) for key, label, given in data[id]["rows"]
            ),
            unpublished=data[id]["unpublished"],
        )
        for id, entry in definitions.items()
    }


def _with_collections(entry: Entry, survey: Survey) -> Entry:
    found = [survey.collections.get(id) for id in entry.collection_ids]
    return replace(entry, collections=tuple(filter(None, found)))


def answer(sandbox: Sandbox, entry: Entry) -> tuple[Entry, list[Finding]]:
    """One statistic, and what is wrong with its query if anything is."""
    try:
        asked = sandbox.ask(entry.query, schema_name(entry.collection_ids))
        if entry.without_own:
            return withhold(entry, NO_OWN), []
        return evaluate(entry, asked), []
    except Refusal as refusal:
        finding = Finding(entry.place, "kysely", f'"{entry.id}": {refusal}', refusal.hint)
        return withhold(entry, str(refusal)), [finding]


def evaluate(entry: Entry, answer: Answer) -> Entry:
    """What a query's answer says, by the statistic's kind and before anything is withheld. Raises
    Refusal when it does not fit the kind.
    """
    columns = answer.columns
    wanted = {
        "number": [{"value", "n"}],
        "share": [{"k", "n"}],
        "series": [{"key", "label", "value", "n"}, {"key", "label", "k", "n"}],
    }[entry.kind]
    if len(columns) != len(set(columns)) or set(columns) not in wanted:
        expected = {
            "number": "value, n",
            "share": "k, n",
            "series": "key, label ja value, n tai k, n",
        }[entry.kind]
        raise Refusal(
            f"kyselyn sarakkeiden pitää olla {expected}; nyt ne ovat {', '.join(columns)[:200]}"
        )
    records = [dict(zip(columns, row, strict=True)) for row in answer.rows]
    if entry.is_series:
        return evaluate_series(entry, records, answer.aggregate)
    if len(records) > 1:
        raise Refusal("kysely antaa useita rivejä, yhden luvun pitää olla yhdellä")
    if not records:
        return withhold(entry, NO_VALUE)
    return replace(entry, estimate=estimate(entry, records[0], answer.aggregate))


def evaluate_series(entry: Entry, records: list[dict], aggregate: str = "") -> Entry:
    """The rows of a series. Raises Refusal."""
    if records and "k" in records[0] and entry.unit != "%":
        raise Refusal('sarakkeet k, n ovat osuus, jonka yksikkö on %: lisää unit: "%"')
    rows = tuple(
        Row(
            name(record, "key", number),
            name(record, "label", number),
            estimate(entry, record, aggregate),
        )
        for number, record in enumerate(records, 1)
    )
    keys = [row.key for row in rows]
    for key in keys:
        if keys.count(key) > 1:
            raise Refusal(f'avain "{key}" on kahdella rivillä')
        if "[" in key or "]" in key:
            raise Refusal(f'avaimessa "{key}" ei voi olla hakasulkeita')
    return replace(entry, rows=rows)


def name(record: dict, column: str, number: int) -> str:
    """A key or a label as one line of text. Raises Refusal."""
    value = record[column]
    if value is None:
        raise Refusal(
            f"sarakkeessa {column} on tyhjä arvo (null) vastauksen rivillä {number}",
            "jätä tuntemattomat pois (esim. where role is not null) tai nimeä ne: "
            "coalesce(role, 'ei tiedossa')",
        )
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
    if syntax.OPENED.search(text):
        raise Refusal(
            f'sarakkeen {column} arvossa "{text[:40]}" ei toimi merkintä', syntax.NONE_OPENED
        )
    return text


def estimate(entry: Entry, record: dict, aggregate: str = "") -> Estimate:
    """One row's value and base, None where the data have none. Raises Refusal for a base or a part
    that cannot be.
    """
    n = count(record, "n")
    if "k" in record:
        k = count(record, "k")
        if k is not None and n is not None and k > n:
            raise Refusal(f"osa on suurempi kuin pohja (k = {k}, n = {n})")
    elif isinstance(record["value"], str | bool):
        raise Refusal("sarakkeen value pitää olla luku")
    if n is None or (record.get("k") is None and record.get("value") is None):
        return Estimate(None, n)
    if "k" in record:
        low, high = (100 * end for end in wilson(k, n)) if random(entry) and n else (None, None)
        return Estimate(100 * k / n if n else 0.0, n, k, low, high)
    value = float(record["value"])
    if abs(value) > GREATEST:
        raise Refusal("arvo on liian suuri luvuksi")
    return rounded_coarsely(entry, Estimate(value, n), aggregate)


def random(entry: Entry) -> bool:
    """Whether chance chose who is in the data: then, and only then, a share has an interval."""
    return bool(entry.collections) and all(
        collection.selection == "random" for collection in entry.collections
    )


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


def withhold(entry: Entry, reason: str) -> Entry:
    """The statistic without a value."""
    if entry.is_series:
        return replace(entry, unpublished=reason)
    return replace(entry, estimate=Estimate(None, None, withheld=reason))


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
