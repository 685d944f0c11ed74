"""`make survey` on a terminal or without one: what it is asked, and what it answers."""

import argparse
import sys
from pathlib import Path

from ...findings import BadInput, Finding, Place, shown
from .taking import Asking, take


def run(arguments: argparse.Namespace, surveys: Path | None) -> int:
    """The exit status. Raises BadInput."""
    live = sys.stdin.isatty()
    asking = Asking(
        _answered if live else None,
        lambda summary: _confirmed(summary, arguments.yes, live),
    )
    root = arguments.config.absolute().parent
    taken = take(arguments.files, root, surveys or root / "data/surveys", asking)
    if not taken.written:
        print("Mitään ei kirjoitettu. Kun tulkinta on oikea: make survey FILE=… ARGS=--yes")
        return 1
    print(f"Aineisto on kansiossa {shown(taken.folder)}. Luvut: make numbers, opas: make")
    return 0


def _confirmed(summary: str, yes: bool, live: bool) -> bool:
    print(summary)
    if yes or not live:
        return yes
    return _answered("Kirjoitetaanko aineisto? (k/e) ").strip().casefold() in ("k", "kyllä")


def _answered(question: str) -> str:
    print(question, end="", flush=True)
    answer = sys.stdin.readline()
    if not answer:
        print()
        hint = "aja komento uudelleen"
        raise BadInput(Finding(Place("-"), "kysymys", "vastausta ei tullut", hint))
    return answer
