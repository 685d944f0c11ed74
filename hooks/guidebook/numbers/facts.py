"""Facts: numbers from elsewhere, each with its source, and the list of those sources."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import finnish
from ..findings import Place, meant
from ..text.placed_yaml import Mapping as Places
from ..text.yaml_entries import Rows, YamlEntry, read_entries, read_values, refuse
from .entries import Cited, Entry, Estimate, Row

KINDS = ("verkko", "artikkeli", "kirja", "laki", "tuomio", "aineisto")
# How a source was read: itself, in a stored copy, or that it only tells of another.
ORIGINAL, STORED, SECOND_HAND = READ_AS = ("alkuperäinen", "tallenne", "toissijainen")
SOURCE_KEYS = {
    "author": str,
    "year": int,
    "title": str,
    "publisher": str,
    "url": str,
    "accessed": date,
    "kind": str,
    "read": str,
    "cite": str,
    "review_after": date,
}
CHOICES = {"kind": ("laji", "lajit", KINDS), "read": ("lukutapa", "lukutavat", READ_AS)}
FACT_KINDS = ("fact", "series")
FACT_KEYS = {
    "kind": str,
    "label": str,
    "description": str,
    "value": float,
    "k": int,
    "n": int,
    "unit": str,
    "decimals": int,
    "rows": Rows,
    "date": str,
    "source": list,
    "locator": str,
    "calculation": str,
    "note": str,
    "review_after": date,
}
ROW_KEYS = {
    "key": str,
    "label": str,
    "value": float,
    "k": int,
    "n": int,
    "source": list,
    "date": str,
    "locator": str,
}
ROWS_HINT = "lisää rows, ja sen alle rivejä: - {key: x, label: X, k: 42, n: 56}"


@dataclass(frozen=True)
class Source:
    """One entry in the list of sources. `author` holds several names apart with semicolons; "" =
    not given.
    """

    id: str
    title: str
    kind: str
    place: Place
    author: str = ""
    year: int | None = None
    publisher: str = ""
    url: str = ""
    accessed: date | None = None
    cite: str = ""
    read: str = STORED
    review_after: date | None = None

    @property
    def short(self) -> str:
        """How the text cites it: "Pönkä 2022", or the `cite` its editor has given."""
        if self.cite:
            return self.cite
        names = [name.split(",")[0].strip() for name in self.author.split(";")]
        return f"{' ja '.join(names) if len(names) < 3 else f'{names[0]} ym.'} {self.year}"

    @property
    def full(self) -> tuple[tuple[str, str], ...]:
        """The entry's parts in their order as (key, text); parts not given are left out."""
        who = " ja ".join(name.strip() for name in self.author.split(";"))
        if not who and not self.title.startswith(self.cite):  # an act is listed under its own name
            who = self.cite
        parts = (
            ("author", who),
            ("year", str(self.year or "")),
            ("title", self.title),
            ("publisher", self.publisher),
            ("url", self.url),
            ("accessed", f"viitattu {finnish.date(self.accessed)}" if self.accessed else ""),
        )
        return tuple((key, text) for key, text in parts if text)

    @property
    def sort_key(self) -> tuple:
        """By what stands first in the list, in Finnish alphabetical order."""
        return alphabetical(self.author or self.short), self.year or 0, alphabetical(self.title)


def alphabetical(text: str) -> tuple[int, ...]:
    """A key that sorts as Finnish does: å, ä and ö after z, other letters as if without their
    accents.
    """
    key = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in "åäö":
            key.append(ord("z") + 1 + "åäö".index(letter))
        else:
            key += [
                ord(part)
                for part in unicodedata.normalize("NFD", letter)
                if not unicodedata.combining(part)
            ]
    return tuple(key)


def read_sources(path: Path) -> dict[str, Source]:
    """The sources of sources.yml by id. Raises BadInput with every mistake in the file."""
    entries = list(read_entries(path, "lähde", SOURCE_KEYS, required=("title", "kind")))
    sources, cited = {}, {}
    for entry in entries:
        kind, url = entry.get("kind"), entry.get("url")
        for key, (name, names, choices) in CHOICES.items():
            if (given := entry.get(key)) and given not in choices:
                hint = meant(given, choices) or f"{names} ovat {', '.join(choices)}"
                entry.note(key, f'{name} "{given}" on tuntematon', hint)
        if not entry.get("cite") and not (entry.get("author") and entry.get("year")):
            entry.note(
                None,
                f'lähteeltä "{entry.id}" puuttuu tekijä tai vuosi',
                "anna author ja year, tai cite",
            )
        if url and not url.startswith(("https://", "http://")):
            entry.note("url", f'osoite "{url}" ei ala https://', "kopioi koko osoite")
        # An act is cited as itself, not as a page that was read on some day.
        if url and "accessed" not in entry and kind != "laki":
            entry.note(
                "url", "verkko-osoitteelta puuttuu käyntipäivä", "lisää accessed: 2026-11-30"
            )
        if not entry.findings:
            source = Source(entry.id, place=entry.place, **entry)
            if source.short in cited:
                entry.note(
                    None,
                    f'viite "{source.short}" on myös lähteellä "{cited[source.short]}"',
                    f'erota ne: lisää toiseen cite, esim. "{source.short}b"',
                )
            cited.setdefault(source.short, source.id)
            sources[source.id] = source
    refuse(entries)
    return sources


def read_facts(path: Path, sources: Mapping[str, Source]) -> dict[str, Entry]:
    """The facts and cited series of facts.yml by id. Raises BadInput with every mistake in the
    file.
    """
    entries = list(
        read_entries(path, "tieto", FACT_KEYS, ("label", "date", "source", "review_after"))
    )
    read = {}
    for entry in entries:
        kind = entry.get("kind", "fact")
        if kind not in FACT_KINDS:
            entry.note(
                "kind",
                f'laji "{kind}" on tuntematon',
                "sarjan laji on series; yhdellä luvulla ei ole lajia",
            )
        _check_sources(entry, sources)
        if not 0 <= (entry.get("decimals") or 0) <= 6:
            entry.note("decimals", "desimaaleja voi olla 0–6", "korjaa decimals")
        rows, estimate = (), None
        if kind == "series":
            rows = tuple(_read_rows(entry, sources))
        elif kind == "fact":
            estimate = _read_value(entry)
        if not entry.findings:
            read[entry.id] = Entry(
                entry.id,
                kind,
                entry["label"],
                entry.place,
                entry.get("description") or entry.get("note", ""),
                entry.get("unit", ""),
                entry.get("decimals", 0),
                estimate=estimate,
                rows=rows,
                cited=_cited(entry, sources, entry),
            )
    refuse(entries)
    return read


def _check_sources(entry: YamlEntry, sources: Mapping[str, Source]) -> None:
    for source in entry.get("source") or ():
        if source not in sources:
            entry.note(
                "source",
                f'tuntematon lähde "{source[:80]}"',
                meant(source, sources) or "lisää se tiedostoon sources.yml",
            )


def _cited(entry: YamlEntry, sources: Mapping[str, Source], series: YamlEntry) -> Cited:
    """Whose a number is; what a row does not say itself its series says."""
    return Cited(
        tuple(sources[id] for id in entry.get("source") or series["source"]),
        entry.get("date") or series["date"],
        series["review_after"],
        entry.get("locator") or series.get("locator", ""),
        series.get("calculation", ""),
    )


def _read_value(entry: YamlEntry) -> Estimate | None:
    """The value of a fact with its base, when it has one."""
    if "rows" in entry:
        entry.note("rows", "vain sarjalla on rows", "lisää kind: series tai poista avain")
    return _read_estimate(entry, entry.get("unit", ""))


def _read_rows(series: YamlEntry, sources: Mapping[str, Source]) -> Iterator[Row]:
    """The rows of a cited series."""
    for key in ("value", "n", "k"):
        if key in series:
            series.note(key, f"sarjan {key} on sen riveillä", "siirrä se riville (rows)")
    given = series.get("rows")
    if given is None:
        if "rows" not in series.places:
            series.note(None, f'sarjalta "{series.id}" puuttuu rows', ROWS_HINT)
        return
    seen = {}
    for number, row in enumerate(given, 1):
        entry = row_entry(row, series, number)
        _check_sources(entry, sources)
        key = entry.get("key") or ""
        if key and key in seen:
            entry.note("key", f'avain "{key}" on jo rivillä {seen[key]}', "anna eri avain")
        elif "[" in key or "]" in key or len(key.split()) > 1:
            entry.note("key", "avaimessa ei voi olla välilyöntejä eikä hakasulkeita", "korjaa key")
        seen[key] = number
        estimate = _read_estimate(entry, series.get("unit", ""))
        series.findings += entry.findings
        if not series.findings and estimate:
            own = "source" in entry or "date" in entry or "locator" in entry
            yield Row(
                key, entry["label"], estimate, _cited(entry, sources, series) if own else None
            )


def row_entry(row: object, series: YamlEntry, number: int) -> YamlEntry:
    """A row of a series as an entry of its own."""
    place = row.place if isinstance(row, Places) else series.places.get("rows", series.place)
    entry = YamlEntry(f"{series.id}, rivi {number}", series.rule, place, {})
    read_values(entry, row, ROW_KEYS, ("key", "label"))
    return entry


def _read_estimate(entry: YamlEntry, unit: str) -> Estimate | None:
    """A value, or k of n, which is a share."""
    value, k, n = entry.get("value"), entry.get("k"), entry.get("n")
    if n is not None and n < 1:
        entry.note(
            "n", "vastaajien määrän pitää olla vähintään 1", "jätä n pois, jos sitä ei tiedetä"
        )
    if "k" not in entry:
        if "value" not in entry and entry.places:
            entry.note(None, f'tunnukselta "{entry.id}" puuttuu value', "lisää value: …")
        return None if value is None else Estimate(value, n)
    if "value" in entry:
        entry.note("value", "annettu on sekä value että k", "opas laskee osuuden: poista value")
    if k is not None and (n is None or not 0 <= k <= n):
        entry.note("k", "osa (k) on 0–n, ja n pitää olla", "korjaa k tai lisää n")
    elif unit != "%":
        entry.note("k", "k ja n ovat osuus, jonka yksikkö on %", 'lisää unit: "%"')
    elif k is not None and n:
        return Estimate(100 * k / n, n, k)
    return None
