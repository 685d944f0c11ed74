"""How large a page may be to be converted and printed in seconds; a guide may raise that."""

from dataclasses import dataclass

from .configuration import Configured
from .findings import meant

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


def read(given: Configured) -> Bounds:
    """Those that mkdocs.yml gives in the place of the usual ones."""
    found = {}
    for one in given.items() if given.mapping() else ():
        name, value = one.keys[-1], one.value
        if name not in NAMES:
            hint = meant(str(name), NAMES) or f"rajat ovat {', '.join(NAMES)}"
            one.note(f'tuntematon asetus "{one.name}"', hint)
        elif type(value) is not int or value < 1:
            hint = f"kirjoita esim. {name}: {getattr(USUAL, NAMES[name])}"
            one.note(f'asetuksen "{one.name}" pitää olla kokonaisluku', hint)
        else:
            found[NAMES[name]] = value
    return Bounds(**found)


def advice(instead: str, name: str, needed: int) -> str:
    """What to do, or how to raise the bound."""
    return f"{instead}, tai nosta rajaa: mkdocs.yml, extra: guidebook: {KEY}: {name}: {needed}"
