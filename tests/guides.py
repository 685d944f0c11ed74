"""Small guides for tests: in memory, with numbers given by hand, or on disk for the real command."""

import datetime
from dataclasses import replace
from pathlib import Path

import yaml

from guidebook import identity
from guidebook.findings import Place
from guidebook.guide import Guide
from guidebook.numbers import Numbers
from guidebook.numbers.entries import Cited, Entry, Estimate, Row
from guidebook.numbers.facts import Source
from guidebook.numbers.statistics import NO_OWN, wilson, withhold
from guidebook.pages.page import parse_page
from guidebook.settings import Settings
from guidebook.survey import Collection, Survey

IDENTITY = identity.read(Path(__file__).parents[1] / identity.NAME)
HERE = Place("data/statistics.yml")
DAY = datetime.date(2026, 9, 30)


def share(k: int, n: int) -> Estimate:
    low, high = wilson(k, n)
    return Estimate(100 * k / n, n, k, 100 * low, 100 * high)


COLLECTION = Collection("esimerkki", "esimerkki", "Esimerkki", (DAY, DAY), "random", ("CC-BY-4.0",), sample=True,
                        rows_public=True, rows=(("persons", 312),))


def entry(id: str, label: str, kind: str, unit: str = "", **more) -> Entry:
    """A statistic of the made-up collection."""
    more = {"collections": (COLLECTION,), "collection_ids": (COLLECTION.id,)} | more
    return Entry(id, kind, label, HERE, f"{label}, kuvaus.", unit, query="select 1", **more)


SOURCES = {
    "ponka2025": Source("ponka2025", "Somekatsaus", "verkko", HERE, "Pönkä, Harto", 2025,
                        url="https://example.org/a", accessed=DAY),
    "tekijanoikeuslaki": Source("tekijanoikeuslaki", "Tekijänoikeuslaki 404/1961", "laki", HERE,
                                cite="Tekijänoikeuslaki"),
    "tsl": Source("tsl", "Työsopimuslaki 55/2001", "laki", HERE, cite="Työsopimuslaki"),
}

NUMBERS = {
    "ohittaa": entry("ohittaa", "Ohittaa organisaationsa", "share", "%", estimate=share(131, 312)),
    "kanavia": entry("kanavia", "Kanavia mediaanihenkilöllä", "number", estimate=Estimate(5.0, 312)),
    "pieni": entry("pieni", "Liian pieni", "share", "%",
                   estimate=Estimate(None, 3, withheld="pohja on liian pieni (n = 3, vähintään 5)")),
    "kaytto": entry("kaytto", "Kanavien käyttö", "series", "%",
                    rows=(Row("linkedin", "LinkedIn", share(190, 312)), Row("x", "X", share(98, 298)))),
    "organisaatioiden-kaytto": entry("organisaatioiden-kaytto", "Organisaatioiden kanavien käyttö", "series", "%",
                                     rows=(Row("linkedin", "LinkedIn", share(77, 90)), Row("x", "X", share(54, 90)))),
    **{f"neljannes-{name}": entry(f"neljannes-{name}", f"Neljännes {name}", "series",
                                  rows=(Row("linkedin", "LinkedIn", Estimate(value, 190)),))
       for name, value in (("ala", 400.0), ("keski", 900.0), ("yla", 2400.0))},
    "ohittajat": Entry("ohittajat", "series", "Ohittaa lähteiden mukaan", HERE, "Parit eri aineistoissa.", "%", rows=(
        Row("johtajat", "Johtajat 2014", Estimate(75.0, 56, 42)),
        Row("edustajat", "Edustajat 2018", Estimate(2.3255813953488373, 516, 12), Cited((SOURCES["tsl"],), "heinäkuu 2018", DAY))),
        cited=Cited((SOURCES["ponka2025"],), "2014–2018", DAY, "taulukko 2", "Oma laskelma: k on parit.")),
    "some-kaytto": Entry("some-kaytto", "fact", "Käyttää yhteisöpalveluja", HERE, unit="%",
                         estimate=Estimate(73.0, 1020), cited=Cited((SOURCES["ponka2025"],), "2024", DAY)),
}

OWN_NUMBERS = {
    "oma-kanavia": entry("oma-kanavia", "Kanavia omassa aineistossa", "number", collection_ids=("oma",),
                         estimate=Estimate(3.0, 40)),
    "oma-pieni": entry("oma-pieni", "Liian pieni omassa aineistossa", "number", collection_ids=("oma",),
                       estimate=Estimate(None, None, withheld="pohja on liian pieni (alle 5)")),
    "oma-kaytto": entry("oma-kaytto", "Kanavien käyttö omassa aineistossa", "series", "%", collection_ids=("oma",),
                        rows=(Row("linkedin", "LinkedIn", Estimate(60.0, 40, 24)), Row("x", "X", Estimate(25.0, 40, 10)))),
}
WITHOUT_OWN = {id: withhold(replace(one, rows=()), NO_OWN) for id, one in OWN_NUMBERS.items()}


def settings(root: Path, *paths: str, draft: bool = False) -> Settings:
    return Settings(root / "mkdocs.yml", root / "docs", "Opas", "Alaotsikko", "Tiivis esittely.", "Tekijät", "CC BY 4.0", "", "2026.1", DAY,
                    *(root / name for name in ("surveys", "statistics.yml", "facts.yml", "sources.yml")),
                    draft, True, tuple(("Osa", path) for path in paths))


def guide(root: Path, pages: dict[str, str], *, draft: bool = False, sample: bool = True, own: str = "",
          numbers=NUMBERS) -> Guide:
    """A guide of these pages (path → Markdown) with numbers and SOURCES; its pages need not be on disk. `own` says what
    one's own collection is: "" (there is none), "real", "sample" or, that being shown, "demo".
    """
    made = replace(settings(root, *pages, draft=draft), demo=own == "demo")
    collections = {COLLECTION.id: replace(COLLECTION, sample=sample)}
    if own:
        collections["oma"] = replace(COLLECTION, id="oma", title="Oma selvitys", sample=own != "real")
    survey = Survey(collections, {})
    numbers = {id: replace(one, collections=tuple(survey.collections[name] for name in one.collection_ids if name in survey.collections))
               for id, one in (numbers | (OWN_NUMBERS if own else WITHOUT_OWN)).items()}
    return Guide(made, survey=survey, numbers=Numbers(numbers), sources=SOURCES, identity=IDENTITY,
                 pages=[parse_page(path, made.docs / path, text) for path, text in pages.items()])


def data_files() -> dict[str, str]:
    """NUMBERS, OWN_NUMBERS (of a collection that is not there) and SOURCES as an editor would write them: path → YAML."""
    numbers = NUMBERS | OWN_NUMBERS
    files = {"statistics": {id: _statistic(one) for id, one in numbers.items() if not one.cited},
             "facts": {id: _fact(one) for id, one in numbers.items() if one.cited},
             "sources": {id: {key: value for key, value in vars(one).items() if value and key not in ("id", "place")}
                         for id, one in SOURCES.items()}}
    return {f"data/{name}.yml": "".join(yaml.safe_dump({id: one}, allow_unicode=True) for id, one in entries.items())
            for name, entries in files.items()}


def _statistic(one: Entry) -> dict:
    """One whose query gives the very figures; for what is withheld, figures on a base too small."""
    def query(row: Row) -> str:
        name = f"'{row.key}' as key, '{row.label}' as label, " if one.rows else ""
        of_base = one.kind == "share" or row.estimate.k is not None
        figure = f"{row.estimate.k or 0} as k" if of_base else f"{row.estimate.value or 0} as value"
        return f"select {name}{figure}, {row.estimate.n or 3} as n"

    entry = {key: getattr(one, key) for key in ("label", "description", "kind", "unit")}
    queries = map(query, one.rows or (Row("", "", one.estimate),))
    return entry | {"collection": ", ".join(one.collection_ids), "query": " union all ".join(queries)}


def _fact(one: Entry) -> dict:
    def figures(estimate: Estimate) -> dict:
        return {"n": estimate.n} | ({"value": estimate.value} if estimate.k is None else {"k": estimate.k})

    def origin(cited: Cited | None) -> dict:
        told = {key: value for key, value in vars(cited).items() if value} if cited else {}
        return told | {"source": [source.id for source in told.pop("sources")]} if told else {}

    rows = [{"key": row.key, "label": row.label} | figures(row.estimate) | origin(row.cited) for row in one.rows]
    for row in rows:
        row.pop("review_after", None)  # the whole series has one
    entry = {key: getattr(one, key) for key in ("label", "description", "kind", "unit")} | origin(one.cited)
    return entry | ({"rows": rows} if rows else figures(one.estimate))
