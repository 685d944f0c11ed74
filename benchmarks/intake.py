"""A made-up spreadsheet of many persons in wide form taken into a collection: seconds and memory of
`make survey`.

    PYTHONPATH=hooks python benchmarks/intake.py [--persons 100000] [--ending xlsx]

Aims: under 30 seconds and under 1 GB for 100,000 persons. Exit code 1 when they are not met.
"""

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from measure import cost

AIM_SECONDS, AIM_MEGABYTES = 30, 1024
CHANNELS = ("LinkedIn", "X", "Bluesky", "Facebook", "Instagram", "YouTube")
HEADINGS = (
    "Nimi",
    "Organisaatio",
    "Rooli",
    "Ala",
    "Mitattu",
    *(f"{name}-seuraajat" for name in CHANNELS),
)


def rows(persons: int) -> Iterator[list]:
    """The same rows on every run; nobody of them is real."""
    chance = random.Random(20131022)
    yield list(HEADINGS)
    for number in range(persons):
        followers = [
            int(chance.lognormvariate(6, 1.5)) if chance.random() < 0.5 else None for _ in CHANNELS
        ]
        organisation = f"Organisaatio {chance.randrange(persons // 50 + 1)}"
        role = chance.choice(("asiantuntija", "johtaja", "tutkija"))
        yield [
            f"Henkilö Nro{number}",
            organisation,
            role,
            chance.choice(("data", "laki", "tiede")),
            "9.11.2026",
            *followers,
        ]


def write(path: Path, persons: int) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="cp1252", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows(persons))
        return
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows(persons)):
            sheet.write_row(number, 0, row)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--ending", choices=("xlsx", "csv"), default="xlsx")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        guide = Path(folder)
        (guide / "mkdocs.yml").write_text("site_name: Mittaus\n", "utf-8")
        write(guide / f"henkilot.{arguments.ending}", arguments.persons)
        command = [
            sys.executable,
            "-m",
            "guidebook",
            "survey",
            f"henkilot.{arguments.ending}",
            "--yes",
        ]
        spent = cost(command, guide, {"PYTHONPATH": str(Path(__file__).parents[1] / "hooks")})
    met = spent.seconds < AIM_SECONDS and spent.megabytes < AIM_MEGABYTES
    print(
        f"make survey, {arguments.persons} persons ({arguments.ending}): {spent.seconds:.1f} s, "
        f"{spent.megabytes:.0f} MB (aims: {AIM_SECONDS} s, {AIM_MEGABYTES} MB) – {'met' if met else 'NOT met'}"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
