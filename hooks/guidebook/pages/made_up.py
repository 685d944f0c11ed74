"""Sentences that call the survey's data made up, which no real data are."""

import bisect
import re
from collections.abc import Iterator

from ..findings import Finding, Place
from .blocks import stretches_of
from .page import Page

STORIES = ("esimerkki", "malli", "kuva")  # blocks of made-up situations, which say so themselves
_CALLED = (
    r"(?:keksit(?:ty|y)\w*|kuvitteelli\w+|sepitet(?:ty|y)\w*|tekais(?:tu|tut|tuj)\w*"
    r"|synteetti\w+|mielikuvituk\w+)"
)
_DATA = (
    r"(?:\w*aineist(?:o|oi|oj)\w*|(?:tunnus)?lu(?:ku|kuj|vu|vut|vui)\w*|numero\w*"
    r"|tulo(?:s|ks)\w*|tilasto\w*|selvity\w*|kysely\w*|\w*data\w*|kuvio\w*)"
)
_FORMS = (
    r"(?:esimerkki|malli|näyte|testi|demo|harjoitus|leikki|feikki|teko)"
    r"(?:aineist|data|tilasto|lu(?:ku|vu))\w*",
    rf"{_CALLED}(?:\s+\w+)?\s+{_DATA}",
    rf"{_DATA}\s+(?:ovat|on|olivat|oli)\s+(?:\w+\s+)?{_CALLED}",
    rf"{_DATA}\s+(?:eivät|ei)\s+ol\w+\s+(?:\w+\s+)?(?:todelli|oikei|aito|tutkimustulok)\w+",
    r"(?:ohjelma|tietokone)\w*\s+(?:\w+\s+){0,3}arpo(?:i|nut|neet)\w*",
    r"arpo(?:i|nut|neet)\w*\s+(?:\w+\s+){0,3}(?:ohjelma|tietokone)\w*",
)
TALK = re.compile(rf"\b(?:{'|'.join(_FORMS)})", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:esimerk(?:in|kien|eissä|eistä)|test(?:in|ien|eissä|eistä))\b", re.I)
_SENTENCE_END = re.compile(r"[.!?]\s|\n[ \t]*\n")


def talk(text: str) -> Iterator[re.Match]:
    """The words that call the data made up; not those of an example or of the tests."""
    matches = list(TALK.finditer(text))
    ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text))] if matches else []
    for match in matches:
        sentence = text[ends[bisect.bisect_right(ends, match.start()) - 1] : match.end()]
        after = _SENTENCE_END.search(text, match.end())
        sentence += text[match.end() : after.start() if after else len(text)]
        if not _OF_ANOTHER.search(sentence):
            yield match


def findings(page: Page) -> Iterator[Finding]:
    """What a page says so, its stories left out."""
    stories = list(stretches_of(page, *STORIES))
    for match in talk(page.prose):
        if not any(start <= match.start() < end for start, end in stories):
            yield finding(page.place(match.start()), match[0])


def finding(place: Place, words: str) -> Finding:
    """That a text calls the data made up, which they are not."""
    quoted = " ".join(words.split())
    return Finding(
        place,
        "esimerkkiaineisto",
        f'teksti puhuu keksitystä aineistosta ("{quoted}"), mutta aineisto on oikea',
        "kirjoita kohta uudelleen",
        of_data=True,
    )
