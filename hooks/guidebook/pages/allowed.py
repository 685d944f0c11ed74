"""What may lie in docs/ and data/, before any of it is read: a stranger may have put it there.

Only pages, pictures, fonts and documents may be in docs/, each what its ending says and under a
name that nothing else of the site has; code stands in overrides/. No link of the file system leads
out of the repository, a name is one line of plain letters, and nothing is hidden.
"""

import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from unicodedata import normalize

from ..findings import BadInput, Finding, Place, shown
from ..settings import FILES, OPTIONAL_FILES, Settings
from ..text import published
from ..text.invisible import INVISIBLE
from ..text.source import normal

PUBLISHED = {".md", *published.ENDINGS}
LARGEST = 10_000_000  # bytes
# What the build puts beside the pages
PRINTED = BOOK, WORKBOOK, *SLIDES = "opas.pdf", "tyokirja.pdf", "kalvot.pdf", "kalvot.pptx"
CHAPTER = "luku.pdf"  # below the page's own address
# What it puts there where pandoc is installed; the documents of sheets lie in a folder of their own
CONVERTED = WORD, EPUB = "opas.docx", "opas.epub"
UNFIT = '<>:"|?*\\'  # characters that Windows does not allow, or HTML reads as markup
LEFT_BEHIND = (".DS_Store", ".swp", ".swo")  # what file managers and text editors leave in a folder


def links(settings: Settings) -> list[Finding]:
    """What in docs/ and data/ is no plain file: with a link, a pipe or a broken name nothing may be
    read at all.
    """
    root = settings.config.parent
    found = [finding for folder in _folders(settings) for finding in _links_below(folder)]
    return found + [
        _link(file) for file in _files(settings) if file.parent == root and file.is_symlink()
    ]


def _files(settings: Settings) -> list[Path]:
    named = [getattr(settings, name) for name in (*FILES, *OPTIONAL_FILES)]
    return [file for file in named if file]


def _folders(settings: Settings) -> list[Path]:
    """docs/, and the folders of data in the repository."""
    root = settings.config.parent
    parents = {file.parent for file in _files(settings)} - {root}
    inside = (one for one in parents if one.is_relative_to(root))
    return sorted({*settings.written_in, *inside})


def _links_below(folder: Path) -> Iterator[Finding]:
    if folder.is_symlink():
        yield _link(folder)
        return
    for parent, folders, files in os.walk(folder):
        for name in sorted(folders + files):
            path = Path(parent, name)
            if path.is_symlink():
                yield _link(path)
            elif name in files and not path.is_file():
                yield Finding(
                    Place(shown(path)),
                    "tiedostotyyppi",
                    "tämä ei ole tavallinen tiedosto",
                    "poista se",
                )
            elif not name.isprintable() or INVISIBLE.search(name) or set(name) & set(UNFIT):
                yield Finding(
                    Place(shown(path)),
                    "tiedoston-nimi",
                    "nimessä on merkki, joka ei käy tiedoston nimeen",
                    "anna nimi, jossa on vain kirjaimia, numeroita, yhdysmerkkejä ja pisteitä",
                )


def _link(path: Path) -> Finding:
    return Finding(
        Place(shown(path)),
        "tiedostolinkki",
        "tiedosto tai kansio on linkki muualle",
        "tallenna tilalle tiedosto itse",
    )


def unfit_files(settings: Settings) -> Iterator[Finding]:
    """What lies in docs/ and may not be published, and what is hidden there or in the data."""
    hidden: set[Path] = set()
    for folder in _folders(settings):
        for parent, folders, files in os.walk(folder):
            for name in sorted(folders + files):
                if name.startswith(".") and (path := Path(parent, name)) not in hidden:
                    hidden.add(path)
                    yield _hidden(path)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
    for parent, folders, files in chain.from_iterable(map(os.walk, settings.written_in)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = sorted(name for name in files if not name.startswith("."))
        yield from _names(Path(parent), folders, files)
        for name in files:
            yield from _file(Path(parent, name))


def _hidden(path: Path) -> Finding:
    return Finding(
        Place(shown(path)),
        "piilotiedosto",
        "nimi alkaa pisteellä, joten tiedosto tai kansio ei näy eikä sitä julkaista",
        "poista se",
        fatal=not path.name.endswith(LEFT_BEHIND),
    )


def _names(folder: Path, folders: list[str], files: list[str]) -> Iterator[Finding]:
    """Names that could become one with another: of a file that the build makes, too, for each of
    those has an ending and no folder may have any.
    """
    met: dict[str, str] = {}
    for name in [*folders, *files]:
        problem = _name(name, is_folder=name in folders)
        if other := met.get(normal(name).casefold()):
            problem = f'nimi on monelle laitteelle sama kuin "{other}"', "anna toinen nimi"
        met[normal(name).casefold()] = name
        if problem:
            yield Finding(Place(shown(folder / name)), "tiedoston-nimi", *problem)


_NOT_OF_ADDRESS = re.compile(r"[^a-z0-9-]")
_OF_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def _name(name: str, *, is_folder: bool) -> tuple[str, str] | None:
    """What is wrong with the name, and what to do."""
    stem, dot, ending = name.rpartition(".")
    wrong = next((sign for sign in normal(name) if not sign.isascii()), "")
    rename = f"nimeä tiedosto uudelleen: {_plain(name)}"
    if name != normal(name):
        message = (
            f'nimen merkki "{wrong}" on kirjoitettu kahdella merkillä, eivätkä linkit löydä sitä'
        )
        return message, rename
    if wrong and ending == "md":
        return f'sivun nimi tulee sen osoitteeseen, eikä siinä voi olla merkkiä "{wrong}"', rename
    if name != name.strip(" .") or stem != stem.rstrip(" "):
        return "nimen alussa tai lopussa on tyhjä tai piste", "poista se"
    if _OF_WINDOWS.fullmatch(name):
        return "nimi on Windowsissa laitteen nimi, eikä opasta saa siellä auki", "anna toinen nimi"
    if is_folder and dot:
        return "kansion nimessä on piste", "jätä piste pois: sitä käyttävät vain tiedostot"
    if ending.lower() == "md" and ("." in stem or ending != "md"):
        return "sivun nimessä saa olla vain yksi piste ja pieni .md", "muuta nimi muotoon sivu.md"
    if name == "README.md":
        return "README.md ei ole oppaan sivu", "anna nimeksi index.md"
    if ending == "md" and (odd := _NOT_OF_ADDRESS.search(stem)):
        sign = "väliä" if odd[0] == " " else f'merkkiä "{odd[0]}"'
        return f"sivun nimi tulee sen osoitteeseen, eikä siinä voi olla {sign}", rename
    return None


def _plain(name: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode()
    if not name.endswith(".md"):
        return plain
    return _NOT_OF_ADDRESS.sub("-", plain.removesuffix(".md").lower()) + ".md"


def _file(file: Path) -> Iterator[Finding]:
    ending = file.suffix.lower()
    if ending not in PUBLISHED:
        yield Finding(
            Place(shown(file)),
            "tiedostotyyppi",
            f'tiedostoa "{file.name}" ei voi julkaista',
            f"docs/-kansiossa saa olla {', '.join(sorted(PUBLISHED))}; koodi on "
            "kansiossa overrides/",
        )
    elif file.stat().st_size > LARGEST:
        yield Finding(
            Place(shown(file)),
            "tiedostotyyppi",
            f"tiedosto on yli {LARGEST // 10**6} megatavua",
            "pienennä sitä",
        )
    elif ending != ".md":
        try:
            published.content(file)
        except BadInput as error:
            yield from error.findings
