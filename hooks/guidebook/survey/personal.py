"""Personal data that a survey's tables must not hold: names, e-mail addresses, handles and links
of persons belong to the key file.
"""

import re

from .csv_rows import CsvRow, Log
from .schema import CONTRACT

RULE = "henkilötieto"
HINT = "poista sarake; nimet ja osoitteet kuuluvat avaintiedostoon (make survey tekee sen)"
OF_PERSONS = ("persons", "accounts")
SAMPLE = 200  # rows that are looked at for names
MOSTLY, FEWEST = 0.8, 3  # share of cells that look like names, and how many there must be

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_IDENTITY_NUMBER = re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", re.I)
_HEADING = re.compile(
    r"(?:(?:koko|henkilön|asiantuntijan|person|full|first|last|given|family|expert|user)?\W*"
    r"(?:nimi|name|etunimi|sukunimi|surname)|sähköposti\w*|s\W?posti|e\W?mail\w*|puhelin\w*|phone|"
    r"hetu|henkilötunnus|handle|käyttäjä\w*|username|nimimerkki|profiili\w*|profile|link|linkki|url)",
    re.I,
)
_PART = r"[A-ZÅÄÖÉÜ][\w’'-]*[a-zåäöéü]"
_NAME = re.compile(rf"{_PART},? {_PART}(?: {_PART})?")


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: two or three words with capitals."""
    return bool(_NAME.fullmatch(text))


def is_personal(text: str) -> bool:
    """Whether a text, meant to say nothing of who somebody is, looks as if it did."""
    return is_name(text) or bool(EMAIL.search(text) or _IDENTITY_NUMBER.fullmatch(text))


def note_personal(name: str, header: CsvRow, sample: list[CsvRow], text: str, log: Log) -> None:
    """Tells of columns of a table that look like persons' names, and of e-mail addresses."""
    if "@" in text:
        _note_addresses(text, log)
    if name not in OF_PERSONS:
        return
    for index, heading in enumerate(map(str.strip, header.cells)):
        if heading in CONTRACT[name] and heading != "person_id":
            continue
        cells = [row.cells[index].strip() for row in sample if index < len(row.cells)]
        if heading not in CONTRACT[name] and _HEADING.fullmatch(heading.replace("_", " ")):
            message = f'sarake "{heading[:60]}" kertoo, kuka henkilö on'
            log.note(header.place(index), RULE, message, HINT)
        elif _are_names([cell for cell in cells if cell]):
            message = f'sarakkeen "{heading[:60]}" arvot näyttävät henkilöiden nimiltä'
            log.note(header.place(index), RULE, message, HINT)


def _are_names(cells: list[str]) -> bool:
    names = {cell for cell in cells if is_personal(cell)}
    return len(names) >= max(FEWEST, MOSTLY * len(set(cells)))


def _note_addresses(text: str, log: Log) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if "@" in line and (found := EMAIL.search(line)):
            place = number, found.start() + 1
            log.note(place, RULE, "solussa on sähköpostiosoite", HINT)
