"""The lists that the build makes: numbers with their sources, the list of sources, the index."""

import xml.etree.ElementTree as etree

from ..guide import Format
from ..numbers.facts import alphabetical
from . import subject_index
from .backlinks import link_spots
from .conversion import Conversion
from .edition_history import changes, newest
from .number_entries import FIELD, numbers
from .source_list import sources
from .subject_index import IndexEntry
from .tree import element

NO_BREAK = "\u00a0"


def terms(conversion: Conversion) -> list[etree.Element]:
    """The index: each entry with the places that it leads to."""
    found = subject_index.entries(conversion.guide, conversion.format)
    index = element("div", class_="hakemiston-palstat")
    letters = element(
        "p", class_="kirjaimet", role="navigation", aria_label="Kirjaimet", data_search_exclude=""
    )
    initial = ""
    for term in sorted(found, key=alphabetical):
        if _initial(term) != initial:
            initial = _initial(term)
            anchor = f"hakemisto-{initial.lower()}"
            index.append(element("h2", initial, id=anchor, class_="hakemiston-kirjain"))
            letters.append(element("a", initial, href=f"#{anchor}"))
            index.append(element("ul", class_="hakemisto"))
        index[-1].append(_entry(term, found[term], conversion))
    if conversion.format is Format.WEB and len(index):
        return [element("div", class_=FIELD), letters, index]
    return [index] if len(index) else []


def _initial(term: str) -> str:
    """The name of the group that the entry stands in."""
    return term[0].upper() if term[0].isalpha() else "Numerot"


def _entry(term: str, found: IndexEntry, conversion: Conversion) -> etree.Element:
    entry = element("li")
    entry.append(element("span", term, class_="hakusana"))
    if found.language:
        entry[-1].set("lang", found.language)
    if found.spots:
        # On paper the first number stays with its word
        entry[-1].tail = NO_BREAK if conversion.format is Format.PRINT else " "
        spots = etree.SubElement(entry, "span", {"class": "hakusanan-paikat"})
        link_spots(spots, found.spots, conversion)
    for words, others in (("katso", found.see), ("katso myös", found.also)):
        if others:
            entry[-1].tail = ". " if len(entry) > 1 else " "
            text = f"{words} {'; '.join(others)}"
            entry.append(element("span", text, class_="hakusanan-viite"))
    return entry


def made(name: str, conversion: Conversion) -> list[etree.Element]:
    """What stands in the place of a list block."""
    found = MAKERS[name](conversion)
    return found or [element("p", EMPTY[name])] if name in EMPTY else found


MAKERS = {
    "luvut": numbers,
    "lahteet": sources,
    "hakemisto": terms,
    "muutokset": changes,
    "uusin-muutos": newest,
}
# What a list says that has nothing in it
EMPTY = {
    "luvut": "Oppaassa ei ole lukuja aineistosta eikä muista lähteistä.",
    "lahteet": "Oppaassa ei ole lähteitä.",
    "hakemisto": "Oppaassa ei ole hakusanoja.",
}
