"""Facts: figures from elsewhere, each with its source, and the list of those sources."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import finnish
from ..findings import Place, meant
from ..text.yaml_entries import read_entries, refuse

KINDS = ("verkko", "artikkeli", "kirja", "laki", "tuomio", "aineisto")
SOURCE_KEYS = {
    "author": str,
    "year": int,
    "title": str,
    "publisher": str,
    "url": str,
    "accessed": date,
    "kind": str,
    "cite": str,
    "review_after": date,
}
FACT_KEYS = {
    "label": str,
    "value": float,
    "unit": str,
    "decimals": int,
    "n": int,
    "date": str,
    "source": str,
    "locator": str,
    "note": str,
    "review_after": date,
}


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


@dataclass(frozen=True)
class Fact:
    """A figure that a source tells. `value` is in its unit; `date` is the time it tells of, in
    words.
    """

    id: str
    label: str
    value: float
    date: str
    source: Source
    review_after: date
    place: Place
    unit: str = ""
    decimals: int = 0
    n: int | None = None
    locator: str = ""
    note: str = ""


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
        if kind and kind not in KINDS:
            entry.note(
                "kind",
                f'laji "{kind}" on tuntematon',
                meant(kind, KINDS) or "lajit ovat " + ", ".join(KINDS),
            )
        if not entry.get("cite") and not (entry.get("author") and entry.get("year")):
            entry.note(
                None,
                f'lähteeltä "{entry.id}" puuttuu tekijä tai vuosi',
                "anna author ja year, tai cite",
            )
        if url and not url.startswith(("https://", "http://")):
            entry.note("url", f'osoite "{url}" ei ala https://', "kopioi koko osoite")
        if (
            url and "accessed" not in entry and kind != "laki"
        ):  # an act is cited as itself, not as a page on a day
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


def read_facts(path: Path, sources: Mapping[str, Source]) -> dict[str, Fact]:
    """The facts of facts.yml by id. Raises BadInput with every mistake in the file."""
    entries = list(
        read_entries(path, "tieto", FACT_KEYS, ("label", "value", "date", "source", "review_after"))
    )
    facts = {}
    for entry in entries:
        source = entry.get("source")
        if source and source not in sources:
            entry.note(
                "source",
                f'tuntematon lähde "{source}"',
                meant(source, sources) or "lisää se tiedostoon sources.yml",
            )
        if not 0 <= (entry.get("decimals") or 0) <= 6:
            entry.note("decimals", "desimaaleja voi olla 0–6", "korjaa decimals")
        if entry.get("n") is not None and entry["n"] < 1:
            entry.note(
                "n", "vastaajien määrän pitää olla vähintään 1", "jätä n pois, jos sitä ei tiedetä"
            )
        if not entry.findings:
            facts[entry.id] = Fact(
                entry.id, place=entry.place, **(entry | {"source": sources[source]})
            )
    refuse(entries)
    return facts
