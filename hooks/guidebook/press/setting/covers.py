"""What stands around the book: its cover, its imprint and the outside of its back."""

from xml.etree.ElementTree import Element

from ...book import Imprint, Offprint
from ...finnish.numerals import date
from ...pages.page import FINNISH
from ..elements import node

SAMPLE = "Esimerkkiaineisto – sen luvut eivät ole tutkimustuloksia"
DRAFT = "Luonnos – merkityt kohdat odottavat lukuja tai korjausta"
DRAFT_SHORT = "Luonnos"
SAMPLE_NOTICE = (
    "Osa luvuista on laskettu esimerkkiaineistosta, joka on tehty ohjelmalla. Ne näyttävät, "
    "miltä opas näyttää oikean aineiston kanssa, mutta ne eivät kerro mitään todellisista "
    "ihmisistä. Jokainen niistä kertoo tämän itse. Muut luvut ovat lähteistä, jotka on "
    "mainittu niiden kohdalla."
)
DRAFT_NOTICE = (
    "Tämä kirja ei ole valmis. Aineisto ei vielä kanna merkittyjä virkkeitä, tai niiden lukua "
    "ei ole. Älä lainaa lukuja äläkä jaa kirjaa lukijoille."
)


def motif() -> Element:
    """The guide's finding drawn: a circle, the expert, outgrows a square, the organisation."""
    return node(
        "div",
        {"class": "merkki"},
        node("div", {"class": "nelio"}),
        node("div", {"class": "ympyra"}),
    )


def cover(imprint: Imprint) -> Element:
    return node(
        "section",
        {"class": "kansi"},
        motif(),
        node(
            "div",
            {"class": f"kansi-nimi {imprint.title_size}".strip()},
            node("h1", {}, imprint.title),
            node("p", {}, imprint.subtitle) if imprint.subtitle else None,
            _notices(imprint),
        ),
        node("p", {"class": "kansi-laitos"}, f"Laitos {imprint.edition}"),
        node("p", {"class": "kansi-julkaisija"}, imprint.publisher),
        logo(imprint),
    )


def logo(imprint: Imprint) -> Element | None:
    """Of the organisation, on a plate where it is not for dark ground."""
    if not imprint.logo:
        return None
    text = imprint.logo.text or imprint.publisher
    picture = node("img", {"src": imprint.logo.address, "alt": text})
    plate = " laatta" if imprint.logo.plate else ""
    return node("p", {"class": f"kansi-logo{plate}"}, picture)


def footer(imprint: Imprint, *, named: bool = False) -> str:
    """What each page says of the book under its text; of a chapter by itself, of which book too."""
    return " · ".join([*([edition(imprint)] if named else []), *_short_notices(imprint)])


def _short_notices(imprint: Imprint) -> list[str]:
    return [*([DRAFT_SHORT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]


def strip(offprint: Offprint) -> Element:
    """Over a chapter by itself: of what it is and whose, on what terms it is passed on, and where
    it stands in the web.
    """
    imprint = offprint.book.imprint
    details = [f"Laitos {imprint.edition}, {date(imprint.date)}", imprint.author, imprint.licence]
    if offprint.names_pages:
        details.append("Sivunumerot ovat kirjan sivuja")
    return node(
        "div",
        {"class": "nauha", "lang": FINNISH},
        motif(),
        node("p", {"class": "nauha-nimi"}, " · ".join([imprint.title, *_short_notices(imprint)])),
        node("p", {}, " · ".join(filter(None, details))),
        node("p", {}, _link(offprint.address)) if offprint.address else None,
        *(node("p", {}, text) for text in attribution(imprint)[:1]),
    )


def edition(imprint: Imprint) -> str:
    return f"{imprint.title}, laitos {imprint.edition}"


def _notices(imprint: Imprint) -> Element | None:
    """What the cover says of the book."""
    notices = [*([DRAFT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    lines = [node("span", {}, line) for line in notices]
    return node("p", {"class": "kansi-huomautus"}, *lines) if lines else None


def attribution(imprint: Imprint) -> list[str]:
    """What a version tells of the guide that it is made of, a paragraph each."""
    return [f"{label}: {text}" for label, text in imprint.credits]


def back_cover(imprint: Imprint) -> Element:
    return node(
        "section",
        {"class": "takakansi"},
        motif(),
        node("p", {"class": "takakansi-teksti"}, imprint.summary) if imprint.summary else None,
        node("p", {"class": "takakansi-laitos"}, edition(imprint)),
        node("p", {}, imprint.licence),
        node("p", {}, address(imprint)) if imprint.address else None,
    )


def imprint_page(imprint: Imprint) -> Element:
    """Whose the book is, how it is cited and what it is made of. A made-up data set is told as the
    first thing.
    """
    entries = {
        "Laitos": f"{imprint.edition}, {date(imprint.date)}",
        **({} if imprint.author == imprint.publisher else {"Tekijät": imprint.author}),
        **dict(imprint.contributors),
        "Julkaisija": imprint.publisher,
        "ISBN": imprint.isbn,
        "Viittaa näin": citation(imprint),
        "Lisenssi": imprint.licence,
        "Aineisto": " ".join(imprint.data),
        "Kirjasimet": imprint.fonts,
        "Yhteyshenkilö": imprint.contact,
        **dict(imprint.credits),
        "Sisällön tunniste": imprint.content_hash,
    }
    return node(
        "section",
        {"class": "tiedot"},
        motif(),
        node("p", {"class": "tiedot-nimi"}, imprint.title),
        node("p", {"class": "tiedot-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        _warning(DRAFT, DRAFT_NOTICE) if imprint.draft else None,
        _warning(SAMPLE, SAMPLE_NOTICE) if imprint.sample else None,
        node(
            "div",
            {"class": "tiedot-luettelo"},
            *(_imprint_entry(label, text) for label, text in entries.items() if text),
            _imprint_entry("Verkossa", address(imprint, "ulos")) if imprint.address else None,
        ),
    )


def _warning(title: str, text: str) -> Element:
    return node("p", {"class": "tiedot-huomautus"}, node("strong", {}, f"{title}. "), text)


def citation(imprint: Imprint) -> str:
    """As the site tells it of a chapter."""
    author = f"{imprint.author}: " if imprint.author else ""
    return f"{author}{edition(imprint)}, {date(imprint.date)}. {imprint.address}".strip()


def address(imprint: Imprint, kind: str = "") -> Element:
    """Where the guide is in the web, as a link."""
    return _link(imprint.address, kind)


def _link(address: str, kind: str = "") -> Element:
    return node("a", {"href": address, "class": f"osoite {kind}".strip()}, address)


def _imprint_entry(label: str, content: Element | str) -> Element:
    return node("p", {"class": "tieto"}, node("span", {"class": "tieto-nimi"}, label), " ", content)
