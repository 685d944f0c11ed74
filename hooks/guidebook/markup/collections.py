"""What a collection of the survey says of itself: `/// kokoelma | id`."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from .. import finnish
from ..findings import Problem, meant
from ..numbers.catalogue import NO_OWN
from ..survey import OWN, Collection
from .block_syntax import COLLECTION
from .conversion import Conversion
from .tree import element, replace

SELECTIONS = {
    "census": "kaikki, jotka joukkoon kuuluvat",
    "random": "arvottu otos",
    "convenience": "poimittu joukko, jota ei ole arvottu: luvut kertovat vain siitä itsestään",
}


def resolve(conversion: Conversion) -> None:
    collections = {one.id: one for one in conversion.guide.collections}
    for block, ancestors in conversion.markers(COLLECTION):
        id = block.get("inside", "").strip()
        if id in collections:
            replace(ancestors[-1], block, _description(collections[id]))
            continue
        marker = f"/// {block.get('name')} | {id}" if id else f"/// {block.get('name')}"
        if id == OWN:
            problem = Problem(NO_OWN, "omaa aineistoa ei ole", f"siirrä lohko lohkoon /// {NO_OWN}")
        else:
            hint = meant(id, collections) or f"kokoelmat ovat {', '.join(collections)}"
            problem = Problem("kokoelma", f'kokoelmaa "{id}" ei ole', hint)
        conversion.report(marker, problem)
        replace(ancestors[-1], block)


def _description(collection: Collection) -> etree.Element:
    made = element("dl", class_="kokoelma")
    for term, text in _entries(collection):
        made.append(element("dt", term))
        made.append(element("dd", text))
    return made


def _entries(collection: Collection) -> Iterator[tuple[str, str]]:
    rows = dict(collection.rows)
    state = " (keksitty esimerkkiaineisto)" if collection.sample else ""
    yield "Aineisto", f"{collection.title}{state}"
    if collection.description:
        yield "Mistä se kertoo", collection.description
    yield "Mitattu", collection.period
    yield "Henkilöitä", finnish.number(rows.get("persons", 0))
    if rows.get("organisations"):
        yield "Organisaatioita", finnish.number(rows["organisations"])
    if collection.selection in SELECTIONS:
        yield "Valinta", SELECTIONS[collection.selection]
    if collection.method:
        yield "Menetelmä", collection.method
    if collection.credit:
        yield "Lähde ja lisenssi", collection.credit
