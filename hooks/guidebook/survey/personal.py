"""Personal data that a survey's tables must not hold: names, e-mail addresses, handles and links
of persons belong to the key file.
"""

import re

from .csv_rows import CsvRow, Log
from .schema import CONTRACT

RULE = "henkilötieto"
HINT = "poista sarake; nimet ja osoitteet kuuluvat avaintiedostoon (make survey tekee sen)"
HINT_OF_CELL = HINT.replace("sarake", "se", 1)
OF_PERSONS = ("persons", "accounts")
SAMPLE = 200  # rows that are looked at for names
MOSTLY, FEWEST = 0.8, 3  # share of cells that look like names, and how many there must be

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.I)
_PHONE = re.compile(
    r"(?<![\w+-])\+\d[\d ()-]{7,16}\d(?!\w)|(?<![\w.,+-])0\d{1,2}[ -]?\d{3,4}[ -]\d{2,4}(?![\w-])"
)
_IDENTITY_NUMBER = re.compile(r"(?<!\w)(\d{6})[-+A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?!\w)", re.I)
_LAST_OF_IDENTITY = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_TELLING = {
    "sähköpostiosoite": EMAIL,
    "henkilötunnus": _IDENTITY_NUMBER,
    "linkki": _LINK,
    "puhelinnumero": _PHONE,
}
_OF_OFFICES = ("linkki", "puhelinnumero")  # what organisations have, too
# In the languages that spreadsheets come in: Finnish, English, Swedish, German, French, Spanish,
# Estonian.
_OF_NAME = (
    "nimi|name|nimet|names|etunim\\w*|sukunim\\w*|surname|nickname|namn|förnamn|efternamn|vorname|"
    "nachname|nom|prénom|prenom|nombre|apellidos?|eesnimi|perekonnanimi"
)
_WHOSE = (
    "koko|henkilön|asiantuntijan|person|full|first|last|given|family|middle|expert|user|display|"
    "screen|account|tilin|hela|voll\\w*"
)
_OF_CONTACT = (
    "sähkö\\w*|s\\W?posti\\w*|e\\W?(?:mail|post)\\w*|correo\\w*|courriel|puhelin\\w*|puh|gsm|"
    "phone\\w*|mobile\\w*|telefon\\w*|téléphone|matkapuhelin\\w*|osoite|address|adress\\w*"
)
_OF_PERSON = (
    "hetu|henkilö\\W?tunnus|personnummer|syntymä\\w*|birth\\w*|date of birth|"
    "(?:\\w+[ -])?(?:handle|username|nimimerkki|profiili\\w*|profile?|link|linkki|länk|url|"
    "käyttäjä\\w*|användarnamn|benutzername)"
)
_HEADING = re.compile(rf"(?:{_WHOSE})?\W*(?:{_OF_NAME})|{_OF_CONTACT}|{_OF_PERSON}", re.I)
_SMALL = re.compile(r"van|von|der|den|de|da|di|du|la|le|af|al|el|bin|zu")


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: two to four words with capitals, in any script."""
    words = text.replace(",", " ").replace(".", ". ").split()
    if not 2 <= len(words) <= 4 or any(one.isdigit() or one in "&/+()@_:;" for one in text):
        return _is_cjk(text)
    kinds = ["".join(filter(str.isalpha, word)) for word in words]
    whole = [
        w for w, word in zip(kinds, words, strict=True) if w[:1].isupper() and w[-1:].islower()
    ]
    fit = (
        (w[:1].isupper() and w[-1:].islower())
        or (len(w) == 1 and w.isupper())  # an initial
        or (len(w) > 3 and w.isupper())  # a surname in capitals
        or _SMALL.fullmatch(word)
        for w, word in zip(kinds, words, strict=True)
    )
    return bool(whole) and all(fit) and (len(whole) > 1 or len(words) > len(whole))


def _is_cjk(text: str) -> bool:
    return 2 <= len(text) <= 4 and all(
        "\u3040" <= one <= "\u9fff" or one >= "\uac00" for one in text
    )


def tells_who(text: str, of_persons: bool = True) -> tuple[str, int] | None:
    """What in a text would tell who somebody is, and where it begins. Of a text that is not about
    persons, a link and a telephone number do not.
    """
    for what, pattern in _TELLING.items():
        if of_persons or what not in _OF_OFFICES:
            for found in pattern.finditer(text):
                if what != "henkilötunnus" or _is_identity(found):
                    return what, found.start()
    return None


def _is_identity(found: re.Match) -> bool:
    """Whether the last character is what the digits make of it."""
    rest = int(found[1] + found[2]) % len(_LAST_OF_IDENTITY)
    return found[3].upper() == _LAST_OF_IDENTITY[rest]


def is_personal(text: str) -> bool:
    """Whether a text, meant to say nothing of who somebody is, looks as if it did."""
    return is_name(text) or bool(tells_who(text))


def note_personal(name: str, header: CsvRow, sample: list[CsvRow], text: str, log: Log) -> None:
    """Tells of columns of a table that look like persons' names, and of cells that tell who
    somebody is.
    """
    _note_cells(text, name in OF_PERSONS, log)
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
    names = {cell for cell in cells if is_personal(cell) or cell.startswith("@")}
    distinct = set(cells)
    if len(names) >= max(FEWEST, MOSTLY * len(distinct)):
        return True
    return len(distinct) == len(cells) and _are_names_as_identifiers(distinct)


def _are_names_as_identifiers(cells: set[str]) -> bool:
    """Whether each is two words in lower case, "aino.esimerkki", and both of them vary."""
    parts = [found.groups() for found in map(_TWO_WORDS.fullmatch, cells) if found]
    if len(parts) < max(FEWEST, MOSTLY * len(cells)):
        return False
    return all(len(set(some)) > len(parts) / 2 for some in zip(*parts, strict=True))


_TWO_WORDS = re.compile(r"([^\W\d_]{2,})[ ._-]([^\W\d_]{2,})")
_SIGNS = re.compile(
    r"[@+]|www\.|://|\d{6}[-+A-FU-Y]\d{3}|(?<![\w.,+-])0\d{1,2}[ -]?\d{3,4}[ -]\d", re.I
)


def _note_cells(text: str, of_persons: bool, log: Log) -> None:
    if not _SIGNS.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if _SIGNS.search(line) and (found := tells_who(line, of_persons)):
            log.note((number, found[1] + 1), RULE, f"solussa on {found[0]}", HINT_OF_CELL)
