"""Small guides for tests: in memory, with numbers given by hand, or on disk for the real command."""

import datetime
from pathlib import Path

from guidebook.findings import Place
from guidebook.guide import Guide
from guidebook.numbers import Numbers
from guidebook.numbers.facts import Fact, Source
from guidebook.numbers.statistics import Definition, Estimate, Row, Series, Statistic, wilson
from guidebook.pages.page import parse_page
from guidebook.settings import Settings
from guidebook.survey import Survey

HERE = Place("data/statistics.yml")
DAY = datetime.date(2026, 9, 30)


def share(k: int, n: int) -> Estimate:
    low, high = wilson(k, n)
    return Estimate(100 * k / n, n, k, 100 * low, 100 * high)


def definition(id: str, label: str, kind: str, unit: str = "", **more) -> Definition:
    return Definition(id, label, f"{label}, kuvaus.", kind, "select 1", HERE, unit, **more)


SOURCES = {
    "ponka2025": Source("ponka2025", "Somekatsaus", "verkko", HERE, "Pönkä, Harto", 2025,
                        url="https://example.org/a", accessed=DAY),
    "tekijanoikeuslaki": Source("tekijanoikeuslaki", "Tekijänoikeuslaki 404/1961", "laki", HERE,
                                cite="Tekijänoikeuslaki"),
    "tsl": Source("tsl", "Työsopimuslaki 55/2001", "laki", HERE, cite="Työsopimuslaki"),
}

NUMBERS = {
    "ohittaa": Statistic(definition("ohittaa", "Ohittaa organisaationsa", "share", "%"), share(131, 312)),
    "kanavia": Statistic(definition("kanavia", "Kanavia mediaanihenkilöllä", "number"), Estimate(5.0, 312)),
    "pieni": Statistic(definition("pieni", "Liian pieni", "share", "%"),
                       Estimate(None, 3, withheld="pohja on liian pieni (n = 3, vähintään 5)")),
    "kaytto": Series(definition("kaytto", "Kanavien käyttö", "series", "%"),
                     (Row("linkedin", "LinkedIn", share(190, 312)), Row("x", "X", share(98, 298)))),
    "organisaatioiden-kaytto": Series(definition("organisaatioiden-kaytto", "Organisaatioiden kanavien käyttö", "series", "%"),
                                      (Row("linkedin", "LinkedIn", share(77, 90)), Row("x", "X", share(54, 90)))),
    **{f"neljannes-{name}": Series(definition(f"neljannes-{name}", f"Neljännes {name}", "series"),
                                   (Row("linkedin", "LinkedIn", Estimate(value, 190)),))
       for name, value in (("ala", 400.0), ("keski", 900.0), ("yla", 2400.0))},
    "some-kaytto": Fact("some-kaytto", "Käyttää yhteisöpalveluja", 73.0, "2024", SOURCES["ponka2025"], DAY, HERE,
                        unit="%", n=1020),
}


def settings(root: Path, *paths: str, draft: bool = False) -> Settings:
    return Settings(root / "mkdocs.yml", root / "docs", "Opas", "Alaotsikko", "Tiivis esittely.", "Tekijät", "CC BY 4.0", "", "2026.1", DAY,
                    *(root / name for name in ("datapackage.json", "statistics.yml", "facts.yml", "sources.yml")),
                    draft, True, tuple(("Osa", path) for path in paths))


def guide(root: Path, pages: dict[str, str], *, draft: bool = False, sample: bool = True, numbers=NUMBERS) -> Guide:
    """A guide of these pages (path → Markdown) with numbers and SOURCES; its pages need not be on disk."""
    made = settings(root, *pages, draft=draft)
    survey = Survey("Esimerkki", sample, True, (DAY, DAY), ("CC-BY-4.0",), "1", {"persons": 312}, _values={})
    return Guide(made, survey=survey, numbers=Numbers(numbers), sources=SOURCES,
                 pages=[parse_page(path, made.docs / path, text) for path, text in pages.items()])
