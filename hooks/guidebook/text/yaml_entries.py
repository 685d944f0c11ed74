"""YAML files of entries, `id: {key: value, …}`: statistics, facts and sources are
all read by this.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from datetime import date, datetime
from pathlib import Path

from .. import syntax
from ..findings import BadInput, Finding, Place, meant
from .invisible import INVISIBLE
from .placed_yaml import Mapping, read_yaml

ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
ID_HINT = "käytä pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä"
# What works in pages alone: elsewhere it would be told at a page that does not hold it
LONGEST = {"id": 80, "text": 5_000}
MOST_LISTED, MOST_ROWS = 50, 200


class Rows(list):
    """A list of mappings, as a value of an entry."""


TYPES = {
    str: "tekstiä, enintään 5 000 merkkiä",
    int: "kokonaisluku",
    float: "luku",
    date: "päivä muodossa 2026-11-30",
    list: "tunnus tai luettelo tunnuksia",
    Rows: "luettelo rivejä, enintään 200",
}


class YamlEntry(dict):
    """One entry: its values under known keys, of the right type and not empty. Gathers what is
    wrong with it.
    """

    def __init__(self, id: str, rule: str, place: Place, places: AnyMapping[str, Place]):
        super().__init__()
        self.id, self.rule, self.place, self.places = id, rule, place, places
        self.findings: list[Finding] = []

    def note(self, key: str | None, message: str, hint: str) -> None:
        """Keeps a finding at the key's place, or at the entry's own."""
        place = self.places.get(key, self.place) if key else self.place
        self.findings.append(Finding(place, self.rule, message, hint))


def read_entries(
    path: Path,
    rule: str,
    keys: AnyMapping[str, type],
    required: Iterable[str],
    ids: re.Pattern = ID,
    ids_hint: str = ID_HINT,
) -> Iterator[YamlEntry]:
    """Each entry of the file, with its findings so far. Raises BadInput when the file is no YAML
    mapping.
    """
    tree = read_yaml(path)
    for id, given in tree.items():
        entry = YamlEntry(id, rule, tree.places[id], {})
        if not ids.fullmatch(id) or len(id) > LONGEST["id"]:
            entry.note(None, f'tunnus "{id[:80]}" ei kelpaa', ids_hint)
        read_values(entry, given, keys, required)
        yield entry


def read_values(
    entry: YamlEntry, given: object, keys: AnyMapping[str, type], required: Iterable[str]
) -> None:
    """Fills the entry with what a YAML mapping gives under the known keys."""
    if not isinstance(given, Mapping):
        entry.note(
            None, f'tunnuksen "{entry.id}" alla ei ole avaimia', "sisennä tiedot tunnuksen alle"
        )
        return
    entry.places = given.places
    for key, value in given.items():
        if key not in keys:
            entry.note(
                key,
                f'tuntematon avain "{key}"',
                meant(key, keys) or "avaimet ovat " + ", ".join(keys),
            )
        elif value is not None and value != "":
            entry[key] = typed(value, keys[key])
            if keys[key] is str and key != "query" and syntax.OPENED.search(entry[key] or ""):
                entry.note(
                    key, f"avaimen {key} tekstissä ei toimi oppaan merkintä", syntax.NONE_OPENED
                )
            if entry[key] is None:
                message = f"avaimen {key} arvon pitää olla {TYPES[keys[key]]}"
                unquoted = keys[key] is str and type(value) in (int, date)  # as a year alone is
                quoted = f'lisää lainausmerkit: {key}: "{value}"'
                entry.note(key, message, quoted if unquoted else "korjaa arvo")
    for key in required:
        if key not in entry:
            entry.note(key, f'tunnukselta "{entry.id}" puuttuu {key}', f"lisää {key}: …")


def refuse(entries: Iterable[YamlEntry]) -> None:
    """Raises BadInput with all that is wrong with the entries, if anything is."""
    findings = [finding for entry in entries for finding in entry.findings]
    if findings:
        raise BadInput(*findings)


def typed(given, type_: type):
    """What YAML gave as a value of the type, or None when it is of another or out of all bounds."""
    if type_ is str:
        text = given.strip() if isinstance(given, str) else None
        return (
            text if text and len(text) <= LONGEST["text"] and not INVISIBLE.search(text) else None
        )
    if type_ is Rows:
        return given if isinstance(given, list) and 0 < len(given) <= MOST_ROWS else None
    if type_ is list:
        given = [given] if isinstance(given, str) else given
        fine = isinstance(given, list) and 0 < len(given) <= MOST_LISTED
        texts = [typed(one, str) for one in given] if fine else [None]
        return texts if None not in texts else None
    if type_ is date:
        if isinstance(given, str):
            try:
                return date.fromisoformat(given)
            except ValueError:
                return None
        return given if isinstance(given, date) and not isinstance(given, datetime) else None
    if (
        isinstance(given, bool)
        or not isinstance(given, int | float)
        or (type_ is int and not isinstance(given, int))
    ):
        return None
    # Neither NaN nor infinity is under the bound.
    return type_(given) if abs(given) < 1e15 else None
