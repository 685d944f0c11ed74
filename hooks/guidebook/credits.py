"""What an organisation's version tells of the guide that it is made of, whatever it leaves out:
whose that is, under what licence and where, and what was changed. The licence asks it.
"""

from .findings import BadInput
from .guide import Guide
from .pages.page import read_page

TEXTS = {"nimi": "nimi", "alaotsikko": "alaotsikko", "tiivistelma": "esittely"}
LOOK = "ulkoasu"


def told(guide: Guide) -> dict[str, str]:
    """What each page of a version's site tells; nothing in the guide itself."""
    if not (version := guide.settings.adaptation):
        return {}
    return {"contact": version.contact, "original": original(guide), "changed": changed(guide)}


def original(guide: Guide) -> str:
    """Whose the guide is; "" when this is it."""
    found = guide.settings.original
    if not found:
        return ""
    edition = f"{found.title}, laitos {found.edition}"
    return ". ".join(filter(None, [edition, found.author, found.licence, found.home]))


def changed(guide: Guide) -> str:
    """What the version has otherwise than the guide; "" when this is the guide."""
    settings = guide.settings
    if not (version := settings.adaptation):
        return ""
    told = [words for key, words in TEXTS.items() if version.texts[key]]
    if settings.brand != settings.original.brand:
        told.append(LOOK)
    sentences = [f"vaihdettu {_listed(told)}"] if told else []
    if settings.left_out:
        gone = [_title(guide, one) for one in settings.left_out]
        sentences.append(f"jätetty pois {_listed(gone)}")
    if version.own:
        own = [f"”{guide.pages[one.path].title}”" for one in version.own if one.path in guide.pages]
        sentences.append(f"lisätty {_listed(own)}")
    if version.values:
        sentences.append("täytetty organisaation omat tiedot")
    words = "; ".join(sentences) or "ei mitään"
    return f"{words[0].upper()}{words[1:]}."


def _title(guide: Guide, path: str) -> str:
    try:
        return f"”{read_page(guide.settings.original.docs, path, guide.settings.bounds).title}”"
    except BadInput:
        return path


def _listed(words: list[str]) -> str:
    return " ja ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
