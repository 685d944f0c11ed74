"""What a page says of itself between the lines --- at its head."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ..findings import BadInput, Finding, Place, asked, meant, shown
from ..survey import OWN
from ..syntax import NONE_OPENED, OPENED
from ..text.placed_yaml import Mapping, parse_yaml
from ..text.yaml_entries import typed
from .masking import FrontMatter, front_matter

if TYPE_CHECKING:
    from .page import Page

RULE = "alkutiedot"
LONGEST_READ = 5_000  # characters of what is read entry by entry
LONGEST_TITLE = 300  # characters of what a page says of itself
LONGEST_ASKED = 600  # characters of readers' words for one section

LANGUAGE = "kieli"  # of a page that is not in Finnish
HIDE = "hide"  # the one key that may have several values
COLLECTION = "aineisto"  # the collection that the page tells of
SLIDES, HEADLINE = "kalvot", "kalvo-otsikko"  # what of the page stands on slides
ASKED, ASKED_PAGE = "hakusanat", "sivu"  # readers' own words for the page and its sections
ACTION = "toiminto"  # what a reader does on the page in the browser
READ, REVIEW = "luettu", "review_after"  # when it was last read through, when it is to be again

# What a page may say of itself. MkDocs and the theme know many more keys, some of which write into
# scripts.
FRONT_MATTER = {
    "title": "text",
    "description": "text",
    ASKED: "words",
    "template": ("etusivu.html", "laitokset.html", "lataa.html"),
    "kirjassa": (True, False),
    LANGUAGE: ("sv", "en", "se"),
    COLLECTION: (OWN,),
    HIDE: ("navigation", "toc", "footer"),
    "arkki": None,
    ACTION: ("itsearviointi", "ohjelma", "missa-olen"),
    SLIDES: "slides",
    HEADLINE: "text",
    "search": "weight",
    READ: "day",
    REVIEW: "day",
}
IN_FINNISH = {  # what a writer may call the keys whose names are English
    "otsikko": "title",
    "nimi": "title",
    "kuvaus": "description",
    "tarkistuspäivä": REVIEW,
}
WORDS_PROBLEM = (
    f"avaimen {ASKED} arvo ei kelpaa",
    f'muoto on "{ASKED}:" ja sen alla sisennettynä "{ASKED_PAGE}: sanoja, pilkuin" tai otsikon '
    f"tunnus ja sen sanat, kukin enintään {LONGEST_ASKED} merkkiä ilman merkkejä < >",
)
WEIGHT_PROBLEM = (
    "avaimen search arvo ei kelpaa",
    'muoto on "search: {boost: 0.5}"; pienempi kuin 1 siirtää sivua alemmas',
)

SLIDE = re.compile(r"luku|esimerkki|kuva-[1-9]\d?")
SLIDES_PROBLEM = (
    f"avaimen {SLIDES} arvo ei kelpaa",
    f"muoto on {SLIDES}: [luku, kuva-1, esimerkki]; kuva-1 on sivun ensimmäinen kuva tai kuvio",
)

_KNOWN = "|".join(FRONT_MATTER)
_ENTRY = re.compile(
    rf"^(?:(?P<key>[\w-]+)[ \t]*:(?:[ \t]+(?P<text>[^\s&!*|>].*))?|(?:{_KNOWN})[ \t]+[^\s:]).*\n"
    r"(?:[ \t-].*\n|[ \t]*\n)*",
    re.MULTILINE,
)
# A key without its colon, or a colon without its blank
_GLUED = re.compile(rf"(?P<key>{_KNOWN})(?::|[ \t]+(?!:))(?P<text>\S.*)")


def read_front_matter(page: "Page") -> tuple[dict, list[Finding]]:
    """What the page says of itself, by the keys of FRONT_MATTER alone, and what of it is wrong."""
    found = front_matter(page.source)
    read, unread = _readable(found.yaml, page)
    meta, wrong = Mapping(page.place(0)), [*_edges(page, found), *unread]
    lines = found.yaml.split("\n")
    for mapping in read:
        for key, value in mapping.items():
            written = lines[mapping.places[key].line - 1].partition(":")[2].strip()
            if problem := _problem(key, value, written):
                wrong.append(Finding(mapping.places[key], RULE, *problem))
            else:  # YAML gives a day in quotation marks as text
                meta[key] = typed(value, date) if key in (READ, REVIEW) else value
                meta.places[key] = mapping.places[key]
    return meta, wrong


def _edges(page: "Page", found: FrontMatter) -> Iterator[Finding]:
    at = page.place(len(page.source) - len(page.source.lstrip()))
    if found.late:
        message = "alkutietojen rivi --- ei ole sivun ensimmäinen"
        yield Finding(at, RULE, message, "poista tyhjä sen edeltä")
    if found.open:
        message = "alkutiedot eivät pääty"
        yield Finding(at, RULE, message, "lisää viimeisen tiedon alle rivi ---")
    if found.odd:
        message = "alkutietojen alku ja loppu on kirjoitettu väärin merkein"
        yield Finding(at, RULE, message, "kirjoita kumpaankin kolme yhdysmerkkiä: ---")


def _readable(text: str, page: "Page") -> tuple[list[Mapping], list[Finding]]:
    """The whole; when it cannot be read, those of its entries that can, and what is wrong."""
    name = shown(page.file)
    try:
        return [parse_yaml(text, name)] if text else [], []
    except BadInput as error:
        if len(text) > LONGEST_READ:
            return [], list(error.findings)
        read, wrong = [], []
        for entry in _ENTRY.finditer(text):
            line = text.count("\n", 0, entry.start())
            place = Place(name, line + 1)
            if glued := _GLUED.match(entry[0]):
                wrong.append(_unread(glued["key"], glued["text"], place))
                continue
            try:
                read.append(parse_yaml("\n" * line + entry[0], name))
            except BadInput as its:
                wrong += _mended(entry, place) or its.findings
        return read, wrong or list(error.findings)


def _mended(entry: re.Match, place: Place) -> list[Finding]:
    """Of a text that only lacks its quotation marks, or has a tab where blanks are due."""
    lines = entry[0].rstrip().split("\n")
    for number, line in enumerate(lines):
        if line.startswith("\t"):
            at = Place(place.path, place.line + number)
            return [Finding(at, RULE, "rivi alkaa sarkaimella", "poista se rivin alusta")]
    text = entry["text"]
    if not text and FRONT_MATTER.get(entry["key"]) == "text":  # * and ! have a meaning in YAML
        text = lines[0].partition(":")[2].strip()
    if len(lines) > 1 or not text or len(text) > LONGEST_TITLE:
        return []
    return [_unread(entry["key"], text, place)]


def _unread(key: str, text: str, place: Place) -> Finding:
    message = f"avaimen {key} arvoa ei voi lukea"
    return Finding(place, RULE, message, f"kirjoita {_quoted(key, text)}")


def _quoted(key: str, text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    text = text.replace('"', "”").replace("'", "’")
    return f"{key}: '{text}'"


def _problem(key: str, value: object, written: str) -> tuple[str, str] | None:
    """What is wrong with a value of the front matter, and what to do; None when it is fine."""
    if key not in FRONT_MATTER:
        hint = asked(IN_FINNISH[key]) if key in IN_FINNISH else meant(key, FRONT_MATTER)
        hint = hint or f"avaimet ovat {', '.join(FRONT_MATTER)}"
        return f'tuntematon avain "{key[:80]}"', hint
    allowed = FRONT_MATTER[key]
    if allowed == "text":
        return _text_problem(key, value, written)
    if allowed == "words":
        return None if _are_words(value) else WORDS_PROBLEM
    if allowed == "weight":
        return None if _is_weight(value) else WEIGHT_PROBLEM
    if allowed == "slides":
        return None if _are_slides(value) else SLIDES_PROBLEM
    if allowed == "day":
        fine = typed(value, date) is not None
        return None if fine else (f"avaimen {key} arvo ei ole päivä", f"muoto on {key}: 2026-11-30")
    given = value if key == HIDE and isinstance(value, list) else [value]
    # the types too, for 0 == False
    if allowed and not all(one in allowed and type(one) is type(allowed[0]) for one in given):
        values = ", ".join(str(one).lower() if isinstance(one, bool) else one for one in allowed)
        return f"avaimen {key} arvo ei kelpaa", f"arvot ovat {values}"
    return None


def _text_problem(key: str, value: object, written: str) -> tuple[str, str] | None:
    if not isinstance(value, str):
        hint = f"kirjoita {_quoted(key, '…' if value is None else written or '…')}"
        return f"avaimen {key} arvo ei ole tekstiä", hint
    if OPENED.search(value):
        return f"avaimen {key} tekstissä ei toimi oppaan merkintä", NONE_OPENED
    if value.strip() and len(value) <= LONGEST_TITLE and not re.search(r'[<>"\n]', value):
        return None
    return (
        f'avaimen {key} arvon pitää olla tekstiä ilman merkkejä < > ", enintään '
        f"{LONGEST_TITLE} merkkiä",
        "lainausmerkki on ”; jos tekstissä on kaksoispiste, kirjoita se näin: '…'",
    )


def _are_words(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(words, str)
        and words.strip()
        and len(words) <= LONGEST_ASKED
        and not re.search(r"[<>\n]", words)
        for words in value.values()
    )


def _are_slides(value: object) -> bool:
    fine = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return fine and all(map(SLIDE.fullmatch, value)) and len(set(value)) == len(value)


def _is_weight(value: object) -> bool:
    if not isinstance(value, dict) or list(value) != ["boost"]:
        return False
    return isinstance(value["boost"], int | float) and 0 < value["boost"] <= 10
