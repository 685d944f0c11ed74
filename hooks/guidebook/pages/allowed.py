"""What may lie in docs/ and data/, before any of it is read: a stranger may have put it there.

What lies in docs/ is published as it is, whether a page names it or not, so only pages, pictures
and fonts may; code stands in overrides/. No link of the file system leads out of the repository,
and a name is one line of plain letters.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from ..findings import Finding, Place, Problem, shown
from ..settings import FILES, OPTIONAL_FILES, Settings
from ..text import drawings
from ..text.invisible import INVISIBLE

PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"}
PUBLISHED = {".md", ".txt", ".pdf", ".ttf", ".otf", ".woff2", *PICTURES}
LARGEST = 10_000_000  # bytes
PRINTED = BOOK, WORKBOOK = "opas.pdf", "tyokirja.pdf"  # what the build puts beside the pages
UNFIT = '<>:"|?*\\'  # no name on Windows, or no word in HTML


def links(settings: Settings) -> list[Finding]:
    """What in docs/ and data/ is no plain file: with a link, a pipe or a broken name nothing may be
    read at all.
    """
    read = [getattr(settings, name) for name in (*FILES, *OPTIONAL_FILES)]
    root = settings.config.parent
    data = {
        file.parent for file in read if file and file.parent != root and file.is_relative_to(root)
    }
    found = [
        finding for folder in sorted({settings.docs, *data}) for finding in _links_below(folder)
    ]
    return found + [
        _link(file) for file in read if file and file.parent == root and file.is_symlink()
    ]


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


def strangers(docs: Path) -> Iterator[Finding]:
    """Files in docs/ that may not be published."""
    for parent, folders, files in os.walk(docs):
        folders[:] = sorted(name for name in folders if not name.startswith("."))  # as MkDocs does
        for name in sorted(files):
            file = Path(parent, name)
            if name.startswith("."):
                continue
            if file.suffix.lower() not in PUBLISHED:
                yield Finding(
                    Place(shown(file)),
                    "tiedostotyyppi",
                    f'tiedostoa "{name}" ei voi julkaista',
                    f"docs/-kansiossa saa olla {', '.join(sorted(PUBLISHED))}; koodi on "
                    "kansiossa overrides/",
                )
            elif file.relative_to(docs).as_posix() in PRINTED:
                yield Finding(
                    Place(shown(file)),
                    "tiedostotyyppi",
                    f'tiedoston "{name}" tekee opas itse',
                    "anna tiedostolle toinen nimi",
                )
            elif file.stat().st_size > LARGEST:
                yield Finding(
                    Place(shown(file)),
                    "tiedostotyyppi",
                    f"tiedosto on yli {LARGEST // 10**6} megatavua",
                    "pienennä sitä",
                )
            elif file.suffix.lower() == ".svg":
                try:
                    drawings.read(file)
                except Problem as problem:
                    yield problem.at(Place(shown(file)))
