"""What stands around the book: its cover, its imprint and the outside of its back."""

from xml.etree.ElementTree import Element

from ..book import Imprint
from ..finnish.numerals import date
from ..identity import data_address
from .elements import node

SAMPLE = "Esimerkkiaineisto – sen luvut eivät ole tutkimustuloksia"
DRAFT = "Luonnos – merkityt kohdat odottavat lukuja tai korjausta"
DRAFT_SHORT = "Luonnos"
SAMPLE_TOLD = (
    "Osa luvuista on laskettu esimerkkiaineistosta, joka on tehty ohjelmalla. Ne näyttävät, "
    "miltä opas näyttää oikean aineiston kanssa, mutta ne eivät kerro mitään todellisista "
    "ihmisistä. Jokainen niistä kertoo tämän itse. Muut luvut ovat lähteistä, jotka on "
    "mainittu niiden kohdalla."
)
DRAFT_TOLD = (
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
    file, plate = imprint.logo.dark or imprint.logo.light, "" if imprint.logo.dark else " laatta"
    text = imprint.logo.text or imprint.publisher
    picture = node("img", {"src": data_address(file), "alt": text})
    return node("p", {"class": f"kansi-logo{plate}"}, picture)


def footer(imprint: Imprint) -> str:
    """What each page says of the book under its text."""
    return " · ".join(
        [*([DRAFT_SHORT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    )


def _notices(imprint: Imprint) -> Element | None:
    """What the cover says of the book."""
    notices = [*([DRAFT] if imprint.draft else []), *([SAMPLE] if imprint.sample else [])]
    lines = [node("span", {}, line) for line in notices]
    return node("p", {"class": "kansi-huomautus"}, *lines) if lines else None


def attribution(imprint: Imprint) -> list[str]:
    """What a version tells of the guide that it is made of."""
    told = {"Alkuperäinen": imprint.original, "Muutettu": imprint.changed}
    return [f"{label}: {text}" for label, text in told.items() if text]


def back_cover(imprint: Imprint) -> Element:
    return node(
        "section",
        {"class": "takakansi"},
        motif(),
        node("p", {"class": "takakansi-teksti"}, imprint.summary) if imprint.summary else None,
        node("p", {"class": "takakansi-laitos"}, f"{imprint.title}, laitos {imprint.edition}"),
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
        "Alkuperäinen": imprint.original,
        "Muutettu": imprint.changed,
        "Sisällön tunniste": imprint.content_hash,
    }
    return node(
        "section",
        {"class": "tiedot"},
        motif(),
        node("p", {"class": "tiedot-nimi"}, imprint.title),
        node("p", {"class": "tiedot-alaotsikko"}, imprint.subtitle) if imprint.subtitle else None,
        _warning(DRAFT, DRAFT_TOLD) if imprint.draft else None,
        _warning(SAMPLE, SAMPLE_TOLD) if imprint.sample else None,
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
    edition = f"laitos {imprint.edition}, {date(imprint.date)}"
    return f"{author}{imprint.title}, {edition}. {imprint.address}".strip()


def address(imprint: Imprint, kind: str = "") -> Element:
    """Where the guide is in the web, as a link."""
    return node("a", {"href": imprint.address, "class": f"osoite {kind}".strip()}, imprint.address)


def _imprint_entry(label: str, content: Element | str) -> Element:
    return node("p", {"class": "tieto"}, node("span", {"class": "tieto-nimi"}, label), " ", content)
