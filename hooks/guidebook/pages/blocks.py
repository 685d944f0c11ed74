"""The blocks of a page, `/// name | argument` … `///`, as their editor wrote them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..findings import Finding, Place

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


_LIMIT = re.compile(r",\s*raja\s*=\s*([-−]?\d[\d \u00a0]*(?:[.,]\d+)?)\s*(?=,|$)")
_NAMED = re.compile(r"(?P<id>[^\s()]+)\s*(?:\((?P<name>[^()]*)\))?")


@dataclass(frozen=True)
class Shown:
    """What a `kuvio` or a `taulukko` shows: the ids of series, what each is called there ("" for
    its own label), and the threshold to draw, "" for none.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    limit: str = ""


def read_shown(argument: str) -> Shown:
    """`a (henkilöt), b (organisaatiot), raja=50`. What cannot be read stays in the ids."""
    limit = _LIMIT.search(argument)
    rest = _LIMIT.sub("", argument)
    parts = [part.strip() for part in rest.split(",")]
    matches = [_NAMED.fullmatch(part) for part in parts]
    ids = tuple(match["id"] if match else part for match, part in zip(matches, parts, strict=True))
    names = tuple(" ".join((match["name"] or "").split()) if match else "" for match in matches)
    return Shown(ids, names, limit[1] if limit else "")


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
            near = get_close_matches(name, BLOCKS, 1, 0.6)
            yield Finding(
                place,
                "tuntematon-lohko",
                f'"{name}"',
                f'tarkoititko "{near[0]}"?' if near else f"lohkot ovat {', '.join(BLOCKS)}",
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
