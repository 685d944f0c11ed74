"""The lists that the build makes: numbers with their sources, the list of sources, the index."""

import xml.etree.ElementTree as etree

from ..numbers.facts import alphabetical
from .backlinks import link_back
from .conversion import Conversion
from .edition_history import changes
from .number_entries import numbers
from .source_list import sources
from .tree import element


def terms(conversion: Conversion) -> list[etree.Element]:
    """The index: each entry with the spots that carry it."""
    found = conversion.guide.terms(conversion.format)
    index = element("div", class_="hakemiston-palstat")
    initial = ""
    for term in sorted(found, key=alphabetical):
        if term[0].upper() != initial:
            initial = term[0].upper()
            index.append(
                element(
                    "h2", initial, id=f"hakemisto-{initial.lower()}", class_="hakemiston-kirjain"
                )
            )
            index.append(element("ul", class_="hakemisto"))
        entry = etree.SubElement(index[-1], "li")
        entry.append(element("span", term, class_="hakusana"))
        entry[-1].tail = " "
        spots = etree.SubElement(entry, "span")
        link_back(spots, found[term], conversion)
    return [index] if len(index) else []


MAKERS = {"luvut": numbers, "lahteet": sources, "hakemisto": terms, "muutokset": changes}
