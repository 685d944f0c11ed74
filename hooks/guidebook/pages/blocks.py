"""The blocks of a page, `/// name | argument` … `///`, as their editor wrote them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import Finding, Place, meant
from ..syntax import SLASHES
from .markers import BlockMarker

if TYPE_CHECKING:
    from .page import Page

PLAIN_BLOCKS = {
    "vinkki": "Vinkki",
    "huom": "Huom!",
    "esimerkki": "Esimerkki",
    "tapaus": "Tapaus",
    "tarkistuslista": "Tarkistuslista",
    "malli": "Malli",
    "tiivistelma": "Tiivistelmä",
    "tee-tanaan": "Tee tämä tänään",
}
NUMBERED_BLOCKS = {"kuvio": "Kuvio", "kuva": "Kuvio", "taulukko": "Taulukko"}
OF_SERIES = ("kuvio", "taulukko")  # their argument names series
FORMAT_BLOCKS = ("vain-verkossa", "vain-painetussa")
PASSAGE = "oma-aineisto"  # shown where one's own collection carries it
COLLECTION_BLOCK = "kokoelma"  # its argument names a collection
DOORS = "ovet"  # a list of links, each a card
LIST_BLOCKS = ("luvut", "lahteet", "hakemisto", "muutokset", "uusin-muutos")
BLOCKS = (
    *PLAIN_BLOCKS,
    *NUMBERED_BLOCKS,
    *FORMAT_BLOCKS,
    PASSAGE,
    COLLECTION_BLOCK,
    DOORS,
    *LIST_BLOCKS,
)

_OPTION_LINE = re.compile(r"[^\n]*\n[ >]* {4}[\w-]+:")


@dataclass(frozen=True)
class Block:
    """A `/// name | argument` and where it opens."""

    name: str
    argument: str
    place: Place


def read_blocks(page: "Page") -> Iterator[Block | Finding]:
    opened: list[BlockMarker] = []
    for marker in page.markers:
        if not isinstance(marker, BlockMarker):
            continue
        if marker.name:
            yield _block(marker)
            yield from _names(marker, page)
            yield from _options(marker, page)
            yield from _order(marker, opened)
            opened.append(marker)
        else:
            yield from _pair(marker, opened.pop() if opened else None)
            yield from _following(marker, page)
    for marker in opened:
        message = f'lohkoa "{marker.name}" ei päätetä'
        yield Finding(marker.place, "lohko-auki", message, "lisää loppuun rivi, jolla on vain ///")


def _block(marker: BlockMarker) -> Block | Finding:
    name, place = marker.name, marker.place
    if name not in BLOCKS:
        hint = meant(name, BLOCKS) or f"lohkot ovat {', '.join(BLOCKS)}"
        return Finding(place, "tuntematon-lohko", f'"{name}"', hint)
    if not marker.read:
        message = f'lohkon "{name}" alkua ei voi lukea'
        return Finding(place, "lohko", message, f"muoto on /// {name} | otsikko")
    if name == DOORS and marker.argument:
        hint = f"kirjoita sen yläpuolelle rivi ## {marker.argument}"
        return Finding(place, "lohko", f'lohkolla "{name}" ei ole omaa otsikkoa', hint)
    return Block(name, marker.argument, place)


def _names(marker: BlockMarker, page: "Page") -> Iterator[Finding]:
    """Markers in what a figure calls its series: it is drawn as it stands."""
    for inner in page.markers if marker.name in OF_SERIES else ():
        if marker.start < inner.start < marker.end:
            message = f'merkintä "{inner.text}" ei toimi sarjan nimessä'
            yield Finding(inner.place, "lohko", message, "kirjoita nimi ilman merkintöjä")


def _options(marker: BlockMarker, page: "Page") -> Iterator[Finding]:
    if option := _OPTION_LINE.match(page.prose, marker.end):
        yield Finding(
            page.place(page.prose.rindex("\n", 0, option.end()) + 1),
            "lohko",
            "lohkolle ei voi antaa määreitä",
            "poista rivi; jos se on tekstiä, poista rivin alun sisennys",
        )


def _order(inner: BlockMarker, opened: list[BlockMarker]) -> Iterator[Finding]:
    """A block within another has fewer slashes than the one around it."""
    if opened and opened[-1].slashes <= inner.slashes:
        yield Finding(
            inner.place,
            "lohko",
            f'lohko "{inner.name}" alkaa lohkon "{opened[-1].name}" sisällä',
            "päätä edellinen ensin riviin ///, tai anna ulommalle enemmän vinoviivoja (////)",
        )


def _pair(closing: BlockMarker, opening: BlockMarker | None) -> Iterator[Finding]:
    if not opening:
        message = "lohko päättyy, vaikka mikään lohko ei ole auki"
        yield Finding(closing.place, "lohko", message, "poista rivi ///")
    elif opening.slashes != closing.slashes:
        yield Finding(
            closing.place,
            "lohko",
            f'lohko "{opening.name}" alkaa {opening.slashes} vinoviivalla ja päättyy '
            f"{closing.slashes} vinoviivaan",
            "kirjoita alkuun ja loppuun yhtä monta",
        )


def _following(closing: BlockMarker, page: "Page") -> Iterator[Finding]:
    following = page.prose[closing.end :].partition("\n")[2].partition("\n")[0].strip(" \t>")
    if following and not re.match(SLASHES, following):
        message = "lohkon jälkeinen rivi liittyy lohkoon"
        yield Finding(closing.place, "lohko", message, "jätä lohkon jälkeen tyhjä rivi")


def stretches_of(page: "Page", *names: str) -> Iterator[tuple[int, int]]:
    """Where the blocks of these names stand: whole lines, as indices of the source, from the one
    that opens to the one that ends. One may stand within another.
    """
    opened: list[BlockMarker] = []
    for marker in page.markers:
        if not isinstance(marker, BlockMarker):
            continue
        if marker.name:
            opened.append(marker)
        elif opened:
            first = opened.pop()
            if first.name in names:
                yield page.source.rfind("\n", 0, first.start) + 1, marker.end
