"""The command: what it needs, what it asks and what it tells."""

import argparse
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ...findings import BadInput, Finding, Place, shown
from .. import key_file
from ..key_file import Key
from . import consent
from .asking import REPORT, SHEET, Measured, dry_run, measure
from .client import Client
from .outcomes import State, private

LOCK = "mittaus.lukko"


def run(arguments: argparse.Namespace, descriptor: Path | None, client: Client) -> int:
    """The exit status. Raises BadInput."""
    root = arguments.config.absolute().parent
    folder, today = (root / key_file.FILE).parent, date.today()
    if not descriptor:
        raise _missing(root / "data/surveys/oma/datapackage.json", "omaa aineistoa")
    keys = _keys(folder)
    if arguments.dry_run:
        _tell_calls(dry_run(keys, descriptor, folder, today, arguments.again))
        return 0
    _ask_for_consent(folder, today, arguments.confirm)
    try:
        with _alone(folder):
            measured = measure(keys, descriptor, folder, client, today, arguments.again)
    except KeyboardInterrupt:
        print("Keskeytyi. Mitattu on tallessa; jatka samalla komennolla.")
        return 1
    print(*_summary(measured, folder), sep="\n")
    return 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No service is asked by two runs at once. Raises BadInput when another is there."""
    with open(folder / LOCK, "w", encoding="utf-8", opener=private) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            hint = "odota, että se päättyy, ja aja komento uudelleen"
            message = "toinen mittaus on käynnissä"
            raise BadInput(Finding(Place(shown(folder)), "tiedosto", message, hint)) from None
        yield


def _keys(folder: Path) -> list[Key]:
    file = folder / key_file.FILE.name
    if not file.exists():
        raise _missing(file, "avaintiedostoa")
    return [key for key in key_file.read(file) if key.channel]


def _missing(file: Path, what: str) -> BadInput:
    return BadInput(
        Finding(
            Place(shown(file)),
            "tiedosto",
            f"{what} ei ole",
            "tee se taulukosta: make survey FILE=taulukko.xlsx",
        )
    )


def _ask_for_consent(folder: Path, today: date, confirm: bool) -> None:
    """Raises BadInput when the answer is not yes."""
    if consent.given(folder):
        return
    answer = "ei"
    if confirm:
        answer = "kyllä"
    elif sys.stdin.isatty():
        try:
            answer = input(f"{consent.QUESTION} [kyllä/ei] ")
        except EOFError:
            print()
    if not consent.keep(folder, today, answer):
        raise BadInput(
            Finding(
                Place(shown(folder)),
                "vahvistus",
                "mitään ei mitata ennen kuin on vahvistettu, että mitä laki vaatii, on tehty",
                "lue sivu Oma selvitys ja vahvista: make measure ARGS=--confirm",
            )
        )


def _tell_calls(calls: dict[str, int]) -> None:
    for host, count in sorted(calls.items()):
        print(f"{host}: {count}")
    print(f"Pyyntöjä vähintään {sum(calls.values())}; mitään ei kysytty.")


def _summary(measured: Measured, folder: Path) -> Iterator[str]:
    """Counts alone: names and handles stay in the private folder, out of every log."""
    for state in State:
        if count := measured.states[state]:
            yield f"{state.capitalize()}: {count}"
    yield f"Uusia rivejä tauluun accounts: {measured.rows}."
    yield f"Tilit yksitellen: {shown(folder / REPORT)}"
    if measured.by_hand:
        sheet = shown(folder / SHEET)
        yield f"Käsin täydennettäviä: {measured.by_hand}. Täytä {sheet}, korjaa päivät ja aja:"
        yield f"  make survey FILE={sheet}"
    if measured.strangers:
        yield f"Avaintiedoston rivejä, joiden omistajaa ei ole tauluissa: {measured.strangers}."
    if measured.left:
        yield f"Mittaamatta jäi {measured.left}. Aja komento myöhemmin uudelleen: se jatkaa tästä."
