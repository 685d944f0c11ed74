"""All that is examined of a printed book."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import pikepdf

from ..press.makeup.laid import LaidSheet
from ..press.mending import faults_of_lines as of_lines
from ..press.mending import faults_of_pages as of_pages
from ..press.mending.faults import Fault, paragraphs
from .rivers import rivers

# What each kind of fault is, in the words of the report.
KINDS = {
    "vajaa-sivu": "Sivun lopussa on aukko, vaikka luku jatkuu",
    "lyhyt-rivi": "Rivi jää lyhyeksi",
    "rivin-pituus": "Rivit ovat liian pitkiä tai lyhyitä",
    "tavuviivat": "Yli kaksi peräkkäistä riviä päättyy tavuviivaan",
    "sananpätkä": "Kappale päättyy sanan pätkään",
    "irto-otsikko": "Otsikko jää yksin sivun loppuun",
    "yksin-kohta": "Otsikon alle jää yksi luettelon kohta",
    "jaettu-lohko": "Lohko jakautuu sanomatta, että se jatkuu",
    "lohkon-häntä": "Jaetusta lohkosta jää sivulle pätkä",
    "joki": "Sanavälit muodostavat joen",
    "yli-reunan": "Teksti tai kuva menee kehyksensä yli",
    "päällekkäin": "Teksti on toisen päällä",
    "reunahuomautukset": "Reunahuomautukset osuvat toisiinsa tai menevät yli",
    "sivunumerot": "Sivunumero on väärä",
    "kirjasimet": "Kirjasin ei ole kirjan oma tai puuttuu tiedostosta",
    "painokone": "Painokone varoittaa",
    "pariteetti": "Sivusto ja kirja eroavat",
}


@dataclass(frozen=True)
class Examination:
    """`fill` is the mean of the pages within chapters and `hyphenated` the share of full lines that
    end in a hyphen, both 0 to 1.
    """

    pages: int
    faults: tuple[Fault, ...]
    fill: float
    hyphenated: float


def examine(
    sheets: Sequence[LaidSheet], pdf: Path, families: Collection[str], warnings: Sequence[str] = ()
) -> Examination:
    """`pdf` is the book as printed, `families` the names of the faces that it may be set in,
    `warnings` what the press told.
    """
    read = paragraphs(sheets)
    found = [
        *of_pages.holes(sheets),
        *of_lines.long_and_short(read),
        *of_lines.hyphen_runs(read),
        *of_lines.scraps(read),
        *of_pages.stranded(sheets),
        *of_pages.divided(sheets),
        *rivers(pdf, sheets),
        *of_lines.outside(sheets),
        *of_lines.overprinted(sheets),
        *of_pages.collisions(sheets),
        *of_pages.wrong_numbers(sheets),
        *_strange_fonts(pdf, families),
        *(Fault("painokone", 0, "", warning, warning) for warning in warnings),
    ]
    fills = [share for _, share in of_pages.filled(sheets)]
    order = list(KINDS)
    found.sort(key=lambda fault: (order.index(fault.kind), fault.page))
    share = of_lines.hyphenated_share(read)
    return Examination(len(sheets), tuple(found), mean(fills) if fills else 1.0, share)


def _strange_fonts(pdf: Path, families: Collection[str]) -> Iterator[Fault]:
    ours = tuple(_letters(family) for family in families)
    with pikepdf.open(pdf) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = str(item.FontName).lstrip("/").split("+")[-1]
                embedded = any(f"/FontFile{kind}" in item for kind in ("", "2", "3"))
                if not embedded or not _letters(name).startswith(ours):
                    why = "ei ole kirjan kirjasin" if embedded else "ei ole tiedostossa"
                    yield Fault("kirjasimet", 0, "", name, f"{name} {why}")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
