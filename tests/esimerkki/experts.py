"""A made-up list of forty experts as a communications department would send it, in Excel.

    python tests/esimerkki/experts.py asiantuntijat.xlsx

Nobody in it is real, and no figure says anything of real people: the names are put together from
words of made-up people, and the followers are drawn by a seeded generator.
"""

import random
import sys
from datetime import date
from pathlib import Path

import xlsxwriter

SEED = 20131022
GIVEN = ["Aamu", "Ilta", "Syksy", "Kevät", "Pouta", "Sade", "Tuuli", "Myrsky", "Halla", "Rouste"]
FAMILY = ["Esimerkki", "Keksitty", "Oletettu", "Kuviteltu"]
ORGANISATIONS = {"Keksitty tutkimuslaitos": "Korkeakoulu", "Kuviteltu virasto": "Julkinen", "Oletettu Oy": "Yritys",
                 "Esimerkkien liitto ry": "Järjestö"}
CHANNELS = {"LinkedIn": 0.9, "X": 0.4, "Bluesky": 0.35, "Instagram": 0.3}  # share of the experts who are there
ROLES, FIELDS = ("asiantuntija", "johtaja", "tutkija"), ("Ilmasto", "Terveys", "Talous", "Teknologia")
DAY = date(2026, 11, 9)


def rows() -> list[list]:
    chance = random.Random(SEED)
    made = []
    for number in range(40):
        name = f"{FAMILY[number % 4]} {GIVEN[number // 4]}"
        person = [name, list(ORGANISATIONS)[chance.randrange(4)], chance.choice(ROLES), chance.choice(FIELDS)]
        for share in CHANNELS.values():
            there = chance.random() < share
            unknown = there and chance.random() < 0.1
            person += [("on" if unknown else int(chance.lognormvariate(6.5, 1.3))) if there else None]
            person += [chance.randrange(0, 12) if there and not unknown else None]
        made.append([*person, DAY])
    return made


def write(path: Path) -> None:
    """A title, headings in two rows with merged cells, the experts, and a sum; and a second sheet."""
    with xlsxwriter.Workbook(path) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d.m.yyyy"})
        sheet = book.add_worksheet("Asiantuntijat")
        sheet.merge_range(0, 0, 0, 12, "Asiantuntijamme somessa (keksitty esimerkki)", bold)
        for column, heading in enumerate(("Nimi", "Organisaatio", "Tehtävä", "Ala")):
            sheet.write(3, column, heading, bold)
        for place, channel in enumerate(CHANNELS):
            sheet.merge_range(2, 4 + 2 * place, 2, 5 + 2 * place, channel, bold)
            sheet.write(3, 4 + 2 * place, "Seuraajat", bold)
            sheet.write(3, 5 + 2 * place, "Julkaisut 30 pv", bold)
        sheet.write(3, 12, "Mitattu", bold)
        for number, person in enumerate(rows(), start=4):
            sheet.write_row(number, 0, person[:-1])
            sheet.write_datetime(number, 12, person[-1], day)
        sheet.write(44, 0, "Yhteensä", bold)
        for column in (4, 6, 8, 10):
            letter = "ABCDEFGHIJKLM"[column]
            total = sum(person[column] for person in rows() if isinstance(person[column], int))
            sheet.write_formula(44, column, f"=SUM({letter}5:{letter}44)", bold, total)
        own = book.add_worksheet("Organisaatiot")
        own.write_row(0, 0, ["Organisaatio", "Sektori", *(f"{name}-seuraajat" for name in CHANNELS), "Mitattu"], bold)
        chance = random.Random(SEED + 1)
        for number, (name, sector) in enumerate(ORGANISATIONS.items(), start=1):
            own.write_row(number, 0, [name, sector, *(int(chance.lognormvariate(7.2, 1)) for _ in CHANNELS)])
            own.write_datetime(number, 2 + len(CHANNELS), DAY, day)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
