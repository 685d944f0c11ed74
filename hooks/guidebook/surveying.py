"""One's own survey from the command line: `make survey` and `make measure`."""

import argparse
import sys
from pathlib import Path

from . import settings, survey
from .findings import BadInput, Finding, Place, shown
from .survey import intake, key_file, measuring


def options_of_survey(add) -> None:
    help = "taulukko (.xlsx, .xls, .ods, .csv) tai CSV-tiedostojen kansio; näitä voi olla monta"
    add("files", nargs="+", type=Path, metavar="TAULUKKO", help=help)
    add("--yes", action="store_true", help="kirjoita kysymättä")


def options_of_measure(add) -> None:
    add("--dry-run", dest="dry", action="store_true", help="kerro vain, montako pyyntöä tehdään")
    add("--again", action="store_true", help="mittaa nekin, jotka on mitattu viikon sisällä")
    add("--confirm", action="store_true", help="vahvista, että mitä laki vaatii, on tehty")


def take(arguments: argparse.Namespace) -> int:
    """Take a spreadsheet of one's own into the collection `oma`."""
    guide = settings.read(arguments.config)
    asking = intake.Asking(confirm=lambda told: _confirmed(told, arguments.yes))
    if sys.stdin.isatty():
        asking.question = _answered
    root = guide.config.parent
    taken = intake.take(arguments.files, root, guide.surveys or root / "data/surveys", asking)
    if not taken.written:
        print("Mitään ei kirjoitettu. Kun tulkinta on oikea: make survey … ARGS=--yes")
        return 1
    print(f"Aineisto on kansiossa {shown(taken.folder)}. Luvut: make numbers, opas: make")
    return 0


def _confirmed(told: str, yes: bool) -> bool:
    print(told)
    if yes or not sys.stdin.isatty():
        return yes
    return _answered("Kirjoitetaanko aineisto? (k/e) ").strip().casefold() in ("k", "kyllä")


def _answered(question: str) -> str:
    print(question, end="", flush=True)
    answer = sys.stdin.readline()
    if not answer:
        hint = "aja komento uudelleen"
        raise BadInput(Finding(Place("-"), "kysymys", "vastausta ei tullut", hint))
    return answer


def measure(arguments: argparse.Namespace) -> int:
    found = settings.read(arguments.config)
    status, told = measuring.run(
        (arguments.config.absolute().parent / key_file.FILE).parent,
        survey.find(found.surveys, found.own_survey).get(survey.OWN),
        measuring.Client(f"opas-mittaus/1 (+{found.address})"),
        **{name: getattr(arguments, name) for name in ("dry", "again", "confirm")},
    )
    print(*told, sep="\n")
    return status
