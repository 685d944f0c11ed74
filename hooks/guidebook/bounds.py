"""How large a page may be to be converted and printed in seconds; a guide may raise that."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .findings import BadInput, Finding, Place, meant, shown

KEY = "rajat"  # in mkdocs.yml
NAMES = {
    "sivun-merkit": "page",
    "sivun-sulut": "brackets",
    "kappaleen-merkit": "paragraph",
    "kappaleen-sulut": "brackets_together",
    "sivun-solut": "cells",
    "solun-merkit": "cell",
}


@dataclass(frozen=True)
class Bounds:
    """Python-Markdown takes quadratic time on a long paragraph, and more on one full of brackets;
    the press cubic time on a cell: 0.6 s of processor time on 600 characters, 10 s on 1,400.
    """

    page: int = 50_000  # characters
    brackets: int = 1_000  # of one kind, in a page
    paragraph: int = 5_000  # characters
    brackets_together: int = 150  # of one kind, in a paragraph
    cells: int = 1_000  # in all tables of a page; each row has as many as the head
    cell: int = 500  # characters


USUAL = Bounds()


def read(path: Path, given: object) -> Bounds:
    """Those that mkdocs.yml gives in the place of the usual ones. Raises BadInput."""
    given = {} if given is None else given
    if not isinstance(given, Mapping):
        message = f'asetuksen "extra: guidebook: {KEY}" pitää olla muotoa "avain: arvo"'
        hint = f"kirjoita esim. {KEY}: {{sivun-merkit: {USUAL.page}}}"
        raise BadInput(Finding(Place(shown(path)), "asetus", message, hint))
    for name, value in given.items():
        setting = f"extra: guidebook: {KEY}: {name}"
        if name not in NAMES:
            message = f'tuntematon asetus "{setting}"'
            hint = meant(str(name), NAMES) or f"rajat ovat {', '.join(NAMES)}"
        elif type(value) is not int or value < 1:
            message = f'asetuksen "{setting}" pitää olla kokonaisluku'
            hint = f"kirjoita esim. {name}: {getattr(USUAL, NAMES[name])}"
        else:
            continue
        raise BadInput(Finding(Place(shown(path)), "asetus", message, hint))
    return Bounds(**{NAMES[name]: value for name, value in given.items()})


def advice(instead: str, name: str, needed: int) -> str:
    """What to do, or how to raise the bound."""
    return f"{instead}, tai nosta rajaa: mkdocs.yml, extra: guidebook: {KEY}: {name}: {needed}"
