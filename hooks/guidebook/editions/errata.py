"""What was wrong in an edition that readers have: data/errata.yml. The next must have mended it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..findings import BadInput, Finding, Place, meant, shown
from ..guide import Format, Guide
from ..text.yaml_entries import read_entries, refuse
from . import announced

RULE = "erratum"
KEYS = {"edition": str, "place": str, "wrong": str, "right": str, "date": date}


@dataclass(frozen=True)
class Erratum:
    """`place` is the page, as a path under docs/."""

    id: str
    edition: str
    place: str
    wrong: str
    right: str
    date: date
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


def read(path: Path | None) -> tuple[Erratum, ...]:
    """Newest first; none without a file. Raises BadInput."""
    if path is None:
        return ()
    entries = list(read_entries(path, RULE, KEYS, KEYS))
    for entry in entries:
        if entry.get("wrong") and entry.get("wrong") == entry.get("right"):
            entry.note("right", "right on sama kuin wrong", "kirjoita, miten kohdan kuuluu olla")
    refuse(entries)
    errata = [Erratum(entry.id, **entry, places=entry.places) for entry in entries]
    return tuple(sorted(errata, key=lambda one: (one.date, one.id), reverse=True))


def check(guide: Guide) -> None:
    """Hold what is told against the editions and the text, once the site's pages are converted."""
    try:
        errata = read(guide.settings.errata)
        editions = guide.settings.editions
        releases = announced.read(editions) if errata and editions else ()
    except BadInput as error:
        guide.add(error.findings)
        return
    days = {release.edition: release.date for release in releases}
    for erratum in errata:
        guide.add(_findings(guide, erratum, days))


def _findings(guide: Guide, erratum: Erratum, days: Mapping[str, date]) -> Iterator[Finding]:
    if erratum.edition not in days:
        hint = meant(erratum.edition, days) or f"laitoksia ovat {', '.join(days)}"
        yield _finding(erratum, "edition", f'laitosta "{erratum.edition}" ei ole', hint)
    elif not days[erratum.edition] <= erratum.date <= guide.settings.latest:
        hint = f"laitos {erratum.edition} julkaistiin {days[erratum.edition]}"
        yield _finding(erratum, "date", f"päivä {erratum.date} ei voi olla oikea", hint)
    if erratum.place not in guide.pages:
        hint = meant(erratum.place, guide.pages) or "kirjoita sivu, esim. kanavat/linkedin.md"
        yield _finding(erratum, "place", f'sivua "{erratum.place}" ei ole', hint)
    elif _squeezed(erratum.wrong) in _squeezed(_text(guide, erratum.place)):
        page = guide.pages[erratum.place]
        where = next(iter(page.places(erratum.wrong)), Place(shown(page.file)))
        message = f"”{erratum.wrong}” on yhä sivulla {where.path}:{where.line}"
        yield _finding(erratum, "wrong", message, "korjaa sivu: virhe ei saa jäädä laitokseen")


def _finding(erratum: Erratum, key: str, message: str, hint: str) -> Finding:
    return Finding(erratum.places[key], RULE, message, hint)


def _text(guide: Guide, path: str) -> str:
    """All that a reader of the page reads, its numbers as they are."""
    sections = guide.contents(path, Format.WEB).sections
    return " ".join(f"{section.heading} {section.text}" for section in sections)


def _squeezed(text: str) -> str:
    """How its lines and spaces fall tells nothing."""
    return "".join(text.split())
