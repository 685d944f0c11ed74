"""The blocks of a page, `/// name | argument` … `///`, as their editor wrote them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import Finding, Place, meant

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
FORMAT_BLOCKS = ("vain-verkossa", "vain-painetussa")
LIST_BLOCKS = ("luvut", "lahteet", "hakemisto", "muutokset")
BLOCKS = (*PLAIN_BLOCKS, *NUMBERED_BLOCKS, *FORMAT_BLOCKS, *LIST_BLOCKS)

_BLOCK_LINE = re.compile(r"^[ \t]*(/{3,})(.*)$", re.MULTILINE)
_BLOCK_HEAD = re.compile(r"[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?)[ \t]*)?$")


@dataclass(frozen=True)
class Block:
    """A `/// name | argument` and where it opens."""

    name: str
    argument: str
    place: Place


def read_blocks(page: "Page") -> Iterator[Block | Finding]:
    opened: list[tuple[int, str, Place]] = []  # slashes, name, place
    for match in _BLOCK_LINE.finditer(page.prose):
        slashes, rest, place = len(match.group(1)), match.group(2), page.place(match.start(1))
        if not rest.strip():
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
            following = page.prose[match.end() + 1 :].partition("\n")[0].strip()
            if following and not following.startswith("///"):
                yield Finding(
                    place,
                    "lohko",
                    "lohkon jälkeinen rivi liittyy lohkoon",
                    "jätä lohkon jälkeen tyhjä rivi",
                )
            continue
        head = _BLOCK_HEAD.match(rest)
        name = head.group(1).lower() if head else rest.split()[0]
        if name not in BLOCKS:
            yield Finding(
                place,
                "tuntematon-lohko",
                f'"{name}"',
                meant(name, BLOCKS) or f"lohkot ovat {', '.join(BLOCKS)}",
            )
        elif not head:
            yield Finding(
                place,
                "lohko",
                f'lohkon "{name}" alkua ei voi lukea',
                f"muoto on /// {name} | otsikko",
            )
        else:
            yield Block(name, head.group(2) or "", place)
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
