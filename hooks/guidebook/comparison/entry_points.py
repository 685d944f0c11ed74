"""The entries of data and settings that changed, in an editor's words: old → new, key by key."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import declared
from .comparing import Comparison, Detail
from .declared import EntryChange, FlatEntry, Key
from .points import Point, one_line, point
from .rewordings import Rewording, reworded

SHORT = 100  # characters; of a longer text only the words that change are shown
LONGEST = 1_500  # characters of a query, and of a text that is shown whole
BEFORE = 100  # characters that are shown before the first difference


@dataclass(frozen=True)
class Topic:
    """How a section is named, and counted in the summary."""

    title: str
    one: str
    many: str


TOPIC_NAMES = {
    declared.NUMBERS: Topic("Lukujen tiedot", "luvun tiedot muuttuvat", "luvun tiedot muuttuvat"),
    declared.COLLECTIONS: Topic("Aineistot", "aineisto muuttuu", "aineistoa muuttuu"),
    declared.SOURCES: Topic("Lähteet", "lähde muuttuu", "lähdettä muuttuu"),
    declared.EDITIONS: Topic("Laitokset", "laitos muuttuu", "laitosta muuttuu"),
    declared.ADDRESSES: Topic("Osoitteet", "osoite muuttuu", "osoitetta muuttuu"),
    declared.SYNONYMS: Topic("Haun synonyymit", "synonyymirivi muuttuu", "synonyymiriviä muuttuu"),
    declared.WORDS: Topic("Sanalista", "sanalistan rivi muuttuu", "sanalistan riviä muuttuu"),
    declared.SETTINGS: Topic("Asetukset", "asetus muuttuu", "asetusta muuttuu"),
}
QUERY = "query"
OF_VALUE = {"value", "k", "n"}  # changes of these stand in the section of values
NAMES = {
    "label": "nimi",
    "description": "selite",
    "kind": "laji",
    "unit": "yksikkö",
    "decimals": "desimaalit",
    "least_base": "pienin pohja",
    "collection": "kokoelma",
    QUERY: "kysely",
    "rows": "rivit",
    "value": "arvo",
    "date": "ajankohta",
    "source": "lähde",
    "locator": "kohta lähteessä",
    "calculation": "laskelma",
    "note": "huomautus",
    "review_after": "tarkistuspäivä",
    "author": "tekijä",
    "year": "vuosi",
    "title": "otsikko",
    "publisher": "julkaisija",
    "url": "osoite",
    "path": "osoite",
    "accessed": "viitattu",
    "read": "lukutapa",
    "cite": "viite",
    "summary": "tiivistelmä",
    "sample": "esimerkkiaineisto",
    "licenses": "lisenssit",
    "sources": "lähteet",
    "attribution": "maininta",
    "selection": "otanta",
    "version": "versio",
    "created": "tehty",
    "fields": "sarakkeet",
    "resources": "taulut",
}


def entries(comparison: Comparison, topic: str) -> Iterator[Point]:
    """What changed in the entries of a topic. Numbers that come and go are told elsewhere."""
    valued = {change.id for change in comparison.changes.numbers if not change.of_label}
    for change in comparison.entries[topic]:
        if topic != declared.NUMBERS:
            yield _point(change, change.keys)
        elif change.old is not None and change.new is not None:
            keys = [key for key in change.keys if not (change.id in valued and key[-1] in OF_VALUE)]
            if keys:
                yield _point(change, keys)


def added(comparison: Comparison, id: str) -> Iterator[Detail]:
    """What a new number says of itself besides its name and its value."""
    for change in comparison.entries[declared.NUMBERS]:
        if change.id == id and change.old is None:
            keys = [key for key in change.keys if key[-1] not in {"label", *OF_VALUE}]
            yield from _whole(change.new, keys)


def _point(change: EntryChange, keys: list[Key]) -> Point:
    old, new = change.old, change.new
    entry = old if new is None else new
    title = next((entry[key] for key in (("label",), ("title",)) if entry.get(key)), "")
    name = f"{title} ({change.id})" if title else change.id
    if old is None or new is None:
        return point(f"{'uusi' if old is None else 'poistuu'}: {name}", _whole(entry, keys))
    details, rewordings = [], []
    for key in sorted(keys, key=lambda key: key != (QUERY,)):
        lines = _differences(_name(key), old.get(key), new.get(key), key == (QUERY,))
        (rewordings if isinstance(lines[0], Rewording) else details).extend(lines)
    return point(name, details, rewordings=rewordings)


def _whole(entry: FlatEntry, keys: list[Key]) -> Iterator[Detail]:
    yield from (Detail(_name(key), _cut(entry[key], 0)) for key in keys if entry[key])


def _differences(
    name: str, old: str | None, new: str | None, whole: bool
) -> list[Detail | Rewording]:
    """What one key says before and now; `whole` asks for both as they are."""
    sides = [one_line(side or "") for side in (old, new)]
    if old is not None and new is not None and sides[0] == sides[1]:
        return [Detail(name, "vain välit tai merkit, joita ei näe, muuttuvat")]
    longest = max(map(len, sides))
    if all(sides) and longest > SHORT and not whole and (pieces := [*reworded(*sides)]):
        return [Rewording(name, each) for each in pieces]
    start = max(_first_other(*sides) - BEFORE, 0) if longest > LONGEST else 0
    texts = [
        "ei ole" if side is None else _cut(text, start) or "tyhjä"
        for side, text in zip((old, new), sides, strict=True)
    ]
    if whole:
        return [Detail(f"{name} ennen", texts[0]), Detail(f"{name} nyt", texts[1])]
    return [Detail(name, " → ".join(texts))]


def _first_other(old: str, new: str) -> int:
    alike = (old[at] == new[at] for at in range(min(len(old), len(new))))
    return next((at for at, same in enumerate(alike) if not same), min(len(old), len(new)))


def _name(key: Key) -> str:
    return " › ".join(NAMES.get(part, part) for part in key) or "arvo"


def _cut(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + LONGEST else ''}"
