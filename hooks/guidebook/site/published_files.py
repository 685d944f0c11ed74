"""Which files of docs/ the site offers: those that a page, a stylesheet or a template names, under
names that the build itself does not use.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from ..findings import Finding, Place, shown
from ..guide import Format, Guide
from ..identity import FaceFile
from ..pages.allowed import CHAPTER, CONVERTED, PRINTED
from ..pages.links import web_address
from ..reading import LOOK
from ..text import published
from ..text.fonts import BEGINNINGS
from . import cards

NOT_FOUND = "404.html"
OF_THE_THEME = ("assets/images/favicon.png",)
DRESS = (".css", ".html", ".js", ".xml", ".yml")


def check(guide: Guide) -> None:
    """Tell of names that the build uses itself, and of two files of one address."""
    ours = {_alike(address): address for address in made(guide)}
    taken: dict[str, str] = {}
    for path in [*guide.pages, *files(guide)]:
        for address in dict.fromkeys(map(_alike, _addresses(path))):
            if address in ours:
                message = f'tiedoston "{ours[address]}" tekee opas itse'
            elif address in taken:
                message = f'osoite on sama kuin tiedostolla "{taken[address]}"'
            else:
                taken[address] = path
                continue
            place = Place(shown(guide.settings.home_of(path) / path))
            guide.add([Finding(place, "tiedostotyyppi", message, "anna tiedostolle toinen nimi")])


def check_use(guide: Guide) -> None:
    """Tell of files that nothing uses, once the pages of both formats are converted."""
    used = _named_by_pages(guide, *Format) | _named_by(guide, _dress(guide), _print_dress(guide))
    used |= _faces(guide, guide.identity.faces)
    if LOOK in guide.unread_rules:
        used |= {path for path in files(guide) if Path(path).suffix in BEGINNINGS}
    reported = {finding.place.path for finding in guide.findings}
    version = guide.settings.adaptation  # it need not use what the guide has
    for path in files(guide):
        home = guide.settings.home_of(path)
        if path in used or shown(home / path) in reported or (version and home != version.docs):
            continue
        message = "mikään sivu ei käytä tiedostoa, joten sitä ei julkaista"
        place, hint = Place(shown(home / path)), "lisää se sivulle tai poista se"
        guide.add([Finding(place, "käyttämätön-tiedosto", message, hint, fatal=False)])


def offered(guide: Guide) -> set[str]:
    """The files that are published, once the pages of the site are converted."""
    named = _named_by_pages(guide, Format.WEB) | _named_by(guide, _dress(guide))
    return named | _faces(guide, guide.identity.web_faces)


def files(guide: Guide) -> list[str]:
    """The paths under docs/ of all that may be published beside the pages."""
    docs = guide.settings.docs
    found = (file for file in docs.rglob("*") if file.suffix.lower() in published.ENDINGS)
    paths = (file.relative_to(docs) for file in found if file.is_file())
    return sorted(
        path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)
    )


def made(guide: Guide) -> Iterator[str]:
    """The addresses of what the build makes itself and a file of docs/ could be called, too."""
    yield from (*PRINTED, *CONVERTED, NOT_FOUND, *cards.FAVICONS, *OF_THE_THEME)
    yield from map(cards.address, guide.pages)
    yield from (f"{web_address(path)}{CHAPTER}" for path in guide.pages)


def _addresses(path: str) -> Iterator[str]:
    """Where a file of docs/ stands in the site; a page also in one that is read from a disk."""
    if not path.endswith(".md"):
        yield path
        return
    yield f"{web_address(path)}index.html"
    yield f"{path.removesuffix('.md')}.html"


def _alike(address: str) -> str:
    """Addresses that are one to some system of files."""
    return normalize("NFC", address).casefold()


def _named_by_pages(guide: Guide, *formats: Format) -> set[str]:
    docs = guide.settings.docs.resolve()
    addresses = {  # one page of each folder: an address means the same on all of them
        (posixpath.dirname(path), address.partition("#")[0]): path
        for path in guide.pages
        for format in formats
        for contents in [guide.contents(path, format)]
        for address in (*contents.links, *(picture for picture, _ in contents.pictures))
    }
    named = (guide.file(path, address) for (_, address), path in addresses.items())
    return {file.relative_to(docs).as_posix() for file in named if file}


def _faces(guide: Guide, faces: Iterable[FaceFile]) -> set[str]:
    """Those of the faces whose files lie in docs/."""
    return {path for face in faces if (path := guide.settings.path_of(face.file))}


def _named_by(guide: Guide, *texts: str) -> set[str]:
    """The files of which one of the texts has the name, with the folder that the file is in."""
    return {path for path in files(guide) if any(_names(text, path) for text in texts)}


def _names(text: str, path: str) -> bool:
    name = "/".join(path.split("/")[-2:])
    whole = rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)"
    return name in text and bool(re.search(whole, text))  # a search alone would look at each sign


def _dress(guide: Guide) -> str:
    """What gives the site its look, and may name files of docs/."""
    root = guide.settings.config.parent
    return _texts(
        root / "mkdocs.yml",
        *(file for file in (root / "overrides").rglob("*") if "print" not in file.parts),
    )


def _print_dress(guide: Guide) -> str:
    return _texts(*guide.settings.style.parent.rglob("*"))


def _texts(*paths: Path) -> str:
    found = (file for file in paths if file.suffix in DRESS and file.is_file())
    return "\n".join(file.read_text("utf-8", "replace") for file in found)
