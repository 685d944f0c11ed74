"""What an organisation's version tells of the guide that it is made of, in each file and on each
page and whatever it leaves out: whose that is, under what licence and where, and what was changed.
The licence asks it.
"""

from collections.abc import Iterator
from pathlib import Path

from .adaptation import ORIGINAL, RULE, Adaptation
from .findings import BadInput, Finding, Place, shown
from .guide import Guide
from .pages import mentions
from .pages.page import read_page
from .settings import Settings

TEXTS = {
    "nimi": "nimi",
    "alaotsikko": "alaotsikko",
    "tiivistelma": "esittely",
    "etusivu": "etusivun alku",
}
LOOK, PICTURES = "ulkoasu", "kuvia"
MOST_NAMED = 6


def lines(guide: Guide) -> dict[str, str]:
    """By what each is called; nothing in the guide itself."""
    if not (version := guide.settings.adaptation):
        return {}
    return {
        "Alkuperäinen": _original(guide.settings.original, version),
        "Muutettu": _changed(guide, version),
    }


def check(guide: Guide) -> Iterator[Finding]:
    """The licence asks for the address of the guide, as far as it has one."""
    version = guide.settings.adaptation
    if version and not (guide.settings.original.home or version.texts[ORIGINAL]):
        message = "alkuperäisen oppaan osoitetta ei tiedetä"
        hint = f"kirjoita osoite, josta opas on haettu: {ORIGINAL}: https://…"
        yield Finding(Place(shown(version.file)), RULE, message, hint, fatal=False)


def _original(found: Settings, version: Adaptation) -> str:
    """Whose the guide is, and where as far as that is known."""
    edition = f"{found.title}, laitos {found.edition}"
    home = found.home or version.texts[ORIGINAL]
    return ". ".join(filter(None, [edition, found.author, found.licence, home]))


def _changed(guide: Guide, version: Adaptation) -> str:
    """What the version has otherwise than the guide."""
    settings = guide.settings
    changes = [words for key, words in TEXTS.items() if version.texts[key]]
    if settings.brand != settings.original.brand:
        changes.append(LOOK)
    if any((settings.original.docs / one).is_file() for one in _others(version.docs)):
        changes.append(PICTURES)
    sentences = [f"vaihdettu {_listed(changes)}"] if changes else []
    pages = [path for _, path in settings.original.chapters]
    rewritten = [path for path in pages if (version.docs / path).is_file()]
    for done, docs, paths in (
        ("kirjoitettu uudelleen", settings.original.docs, rewritten),
        ("jätetty pois", settings.original.docs, settings.left_out),
        ("lisätty", version.docs, [one.path for one in version.own]),
    ):
        titles = [_title(guide, docs, path) for path in paths]
        if titles:
            few = len(titles) <= MOST_NAMED
            sentences.append(f"{done} {_listed(titles) if few else f'{len(titles)} sivua'}")
    if version.values:
        sentences.append("täytetty organisaation omat tiedot")
    words = "; ".join(sentences) or "ei mitään"
    return f"{words[0].upper()}{words[1:]}."


def _others(docs: Path) -> Iterator[Path]:
    """The files of a folder that are no pages, from there."""
    files = (file for file in docs.rglob("*") if file.is_file() and file.suffix != ".md")
    return (file.relative_to(docs) for file in files)


def _title(guide: Guide, docs: Path, path: str) -> str:
    try:
        page = read_page(docs, path, guide.settings.bounds)
    except BadInput:
        return path
    page.heading = mentions.title(page, guide.numbers)
    return f"”{page.title}”"


def _listed(words: list[str]) -> str:
    return " ja ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
