"""The options of the commands, each under the name of its command."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

Add = Callable[..., object]

# What argparse says by itself
IN_FINNISH = {
    "usage: ": "käyttö: ",
    "options": "valinnat",
    "positional arguments": "mitä annetaan",
    "show this help message and exit": "näytä tämä ohje",
    "unrecognized arguments: %s": "tuntematon: %s",
    "the following arguments are required: %s": "puuttuu: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "expected one argument": "arvo puuttuu",
    "expected at most one argument": "arvoja on liikaa",
    "expected at least one argument": "arvo puuttuu",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)s ei kelpaa; "
    "valitse näistä: %(choices)s",
    "ignored explicit argument %r": "valinnalla ei ole arvoa: %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s voi olla mikä tahansa "
    "näistä: %(matches)s",
}


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Finnish."""

    def __init__(self, **settings):
        argparse._ = lambda text: IN_FINNISH.get(text, text)
        super().__init__(**settings)

    def error(self, message: str):
        self.exit(2, f"{self.prog}: komentoa ei voi lukea ({message}). Ohje: {self.prog} --help\n")


def numbers(add: Add) -> None:
    add("--json", action="store_true", help="samat tiedot JSON-luettelona")


def survey(add: Add) -> None:
    help = "taulukko (.xlsx, .xls, .ods, .csv) tai CSV-tiedostojen kansio; näitä voi olla monta"
    add("files", nargs="+", type=Path, metavar="TAULUKKO", help=help)
    add("--yes", action="store_true", help="kirjoita kysymättä")


def check(add: Add) -> None:
    add("--fix", action="store_true", help="korjaa ensin sen, minkä voi korjata turvallisesti")
    summary = "näytä virheet GitHubissa rivien vieressä; ensin revision jälkeen muuttuneet"
    add("--github", nargs="?", const="", metavar="REVISIO", help=summary)
    _summary(add)


def links(add: Add) -> None:
    add("--github", action="store_const", const="", help="näytä virheet GitHubissa")
    _summary(add)


def _summary(add: Add) -> None:
    help = "lisää yhteenveto tiedostoon Markdownina"
    add("--summary", type=Path, metavar="TIEDOSTO", help=help)


def measure(add: Add) -> None:
    add("--dry-run", action="store_true", help="kerro vain, montako pyyntöä tehdään ja minne")
    add("--again", action="store_true", help="mittaa nekin, jotka on mitattu viikon sisällä")
    add("--confirm", action="store_true", help="vahvista, että mitä laki vaatii, on tehty")


def due(add: Add) -> None:
    add("--all", action="store_true", help="kaikki, joilla on tarkistuspäivä")
    summary = "päivä, jona katsotaan, esim. 2027-01-31 (tänään)"
    add("--on", type=_day, default=date.today(), metavar="PÄIVÄ", help=summary)
    summary = "Markdown-luettelo GitHubin tehtävään; tyhjä, kun mitään ei ole"
    add("--markdown", action="store_true", help=summary)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("päivän muoto on 2027-01-31") from error


def diff(add: Add) -> None:
    add("base", nargs="?", metavar="REVISIO", help="gitin revisio, johon verrataan, esim. main")
    add("--base-tree", type=Path, metavar="KANSIO", help="vertaa kansioon revision sijasta")
    add("--markdown", action="store_true", help="tulosta Markdownina (muutosehdotukseen)")
    summary = "kirjoita myös sivu, jolla kuviot ovat vierekkäin"
    add("--html", type=Path, metavar="TIEDOSTO", help=summary)
    add("--pages", action="store_true", help="paina molemmat kirjat ja vertaa sivumääriä (hidas)")


def proof(add: Add) -> None:
    help = "kansio, johon kirja, raportti ja sivujen kuvat tulevat"
    add("--out", type=Path, default=Path("vedos"), metavar="KANSIO", help=help)
    add("--no-pictures", action="store_true", help="jätä sivut kuvaamatta")


def chapter(add: Add) -> None:
    help = "sivun tiedosto, esim. docs/organisaatiolle/kenen-tili-se-on.md"
    add("page", metavar="SIVU", help=help)
    help = "kansio, johon tiedosto tulee"
    add("--out", type=Path, default=Path("luvut"), metavar="KANSIO", help=help)


def book(add: Add) -> None:
    help = "kansio, johon tiedostot tulevat"
    add("--out", type=Path, default=Path("kirja"), metavar="KANSIO", help=help)
    waiting = "lataa ohjelmat valmiiksi ja ala vasta, kun syötteestä tulee rivi"
    add("--waiting", action="store_true", help=waiting)


def release(add: Add) -> None:
    add("--force", action="store_true", help="korvaa saman laitoksen aiempi tiedosto")
    add("--no-pages", action="store_true", help="älä paina kirjaa; sivumäärä jää pois")
