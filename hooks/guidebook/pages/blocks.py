"""The blocks of a page, `/// name | argument` … `///`, as their editor wrote them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import Finding, Place, meant
from .markers import BlockMarker

if TYPE_CHECKING:
    from .page import Page

PLAIN_BLOCKS = {
    "vinkki": "Vinkki",
    "esimerkki": "Esimerkki",
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
LIST_BLOCKS = ("luvut", "lahteet", "hakemisto", "muutokset")
BLOCKS = (*PLAIN_BLOCKS, *NUMBERED_BLOCKS, *FORMAT_BLOCKS, PASSAGE, COLLECTION_BLOCK, *LIST_BLOCKS)

_OPTION_LINE = re.compile(r"[^\n]*\n[ >]* {4}[\w-]+:")


@dataclass(frozen=True)
class Block:
    """A `/// name | argument` and where it opens."""

    name: str
    argument: str
    place: Place


def read_blocks(page: "Page") -> Iterator[Block | Finding]:
    opened: list[tuple[int, str, Place]] = []  # slashes, name, place
    for marker in page.markers:
        if not isinstance(marker, BlockMarker):
            continue
        slashes, name, place = marker.slashes, marker.name, marker.place
        if not name:
            if not opened:
                yield Finding(
                    place,
                    "lohko",
                    "lohko päättyy, vaikka mikään lohko ei ole auki",
                    "poista rivi ///",
                )
            elif opened[-1][0] != slashes:
                yield Finding(
                    place,
                    "lohko",
                    f'lohko "{opened[-1][1]}" alkaa {opened[-1][0]} vinoviivalla ja päättyy '
                    f"{slashes} vinoviivaan",
                    "kirjoita alkuun ja loppuun yhtä monta",
                )
                opened.pop()
            else:
                opened.pop()
            following = page.prose[marker.end :].partition("\n")[2].partition("\n")[0]
            following = following.strip(" \t>")
            if following and not following.startswith("///"):
                yield Finding(
                    place,
                    "lohko",
                    "lohkon jälkeinen rivi liittyy lohkoon",
                    "jätä lohkon jälkeen tyhjä rivi",
                )
            continue
        if name not in BLOCKS:
            yield Finding(
                place,
                "tuntematon-lohko",
                f'"{name}"',
                meant(name, BLOCKS) or f"lohkot ovat {', '.join(BLOCKS)}",
            )
        elif not marker.read:
            yield Finding(
                place,
                "lohko",
                f'lohkon "{name}" alkua ei voi lukea',
                f"muoto on /// {name} | otsikko",
            )
        else:
            yield Block(name, marker.argument, place)
        if option := _OPTION_LINE.match(page.prose, marker.end):
            yield Finding(
                page.place(page.prose.rindex("\n", 0, option.end()) + 1),
                "lohko",
                "lohkolle ei voi antaa määreitä",
                "poista rivi; jos se on tekstiä, poista rivin alun sisennys",
            )
        if opened and opened[-1][0] <= slashes:
            yield Finding(
                place,
                "lohko",
                f'lohko "{name}" alkaa lohkon "{opened[-1][1]}" sisällä',
                "päätä edellinen ensin riviin ///, tai anna ulommalle enemmän vinoviivoja (////)",
            )
        opened.append((slashes, name, place))
    for _, name, place in opened:
        yield Finding(
            place,
            "lohko-auki",
            f'lohkoa "{name}" ei päätetä',
            "lisää loppuun rivi, jolla on vain ///",
        )


def passages(page: "Page") -> Iterator[tuple[int, int]]:
    """Where the passages on one's own collection stand: whole lines, as indices of the source,
    from the one that opens to the one that ends. One may stand within another.
    """
    opened: list[BlockMarker] = []
    for marker in page.markers:
        if not isinstance(marker, BlockMarker):
            continue
        if marker.name:
            opened.append(marker)
        elif opened:
            first = opened.pop()
            if first.name == PASSAGE:
                yield page.source.rfind("\n", 0, first.start) + 1, marker.end
