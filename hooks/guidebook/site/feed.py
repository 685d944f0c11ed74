"""The feed of the guide's editions, as Atom: a reader hears of a new edition without giving an
address to anyone.
"""

import uuid
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin, urlsplit

from ..editions.announced import Release
from ..editions.errata import Erratum
from ..pages.links import web_address
from ..settings import Settings

ADDRESS = "laitokset.xml"


def atom(settings: Settings, releases: Iterable[Release], errata: Iterable[Erratum] = ()) -> bytes:
    """The feed as XML. Ids are made of the guide's title and the edition: they last even when the
    site moves.

    Links are absolute, so there are none before the site has an address.
    """
    feed = etree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "fi"})
    releases, errata = list(releases), list(errata)
    _add(feed, "id", _id(settings.title))
    _add(feed, "title", f"{settings.title}: laitokset")
    if settings.subtitle:
        _add(feed, "subtitle", settings.subtitle)
    days = [one.date for one in (*releases, *errata)]
    _add(feed, "updated", _moment(max(days, default=settings.date)))
    _add(etree.SubElement(feed, "author"), "name", settings.publisher or settings.title)
    if settings.licence:
        _add(feed, "rights", settings.licence)
    if settings.address:
        _add(
            feed,
            "link",
            rel="self",
            type="application/atom+xml",
            href=urljoin(settings.address, ADDRESS),
        )
        _add(feed, "link", rel="alternate", type="text/html", href=settings.address)
    for one in errata:
        title = f"Korjaus laitokseen {one.edition}"
        text = f"Laitoksessa {one.edition} luki ”{one.wrong}”. Oikein on ”{one.right}”."
        address = urljoin(settings.address, web_address(one.place))
        _entry(feed, _id(settings.title, "erratum", one.id), title, one.date, text, address)
    for release in releases:
        id, title = _id(settings.title, release.edition), f"{release.title} ({release.edition})"
        _entry(feed, id, title, release.date, release.summary, settings.address)
    etree.indent(feed)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(feed: etree.Element, id: str, title: str, day: date, text: str, address: str) -> None:
    entry = etree.SubElement(feed, "entry")
    _add(entry, "id", id)
    _add(entry, "title", title)
    _add(entry, "updated", _moment(day))
    _add(entry, "published", _moment(day))
    if urlsplit(address).scheme:
        _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "content", text, type="text")


def _add(parent: etree.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _id(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(names)).urn


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
