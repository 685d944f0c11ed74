"""The feed of the guide's editions, as Atom: a reader hears of a new edition without giving an
address to anyone.
"""

import uuid
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

from ..editions.announced import Release
from ..settings import Settings

ADDRESS = "laitokset.xml"


def atom(settings: Settings, releases: Iterable[Release]) -> bytes:
    """The feed as XML. Ids are made of the guide's title and the edition: they last even when the
    site moves.

    Links are absolute, so there are none before the site has an address.
    """
    feed = etree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "fi"})
    releases = list(releases)
    _add(feed, "id", _id(settings.title))
    _add(feed, "title", f"{settings.title}: laitokset")
    if settings.subtitle:
        _add(feed, "subtitle", settings.subtitle)
    _add(
        feed, "updated", _moment(max((release.date for release in releases), default=settings.date))
    )
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
    for release in releases:
        entry = etree.SubElement(feed, "entry")
        _add(entry, "id", _id(settings.title, release.edition))
        _add(entry, "title", f"{release.title} ({release.edition})")
        _add(entry, "updated", _moment(release.date))
        _add(entry, "published", _moment(release.date))
        if settings.address:
            _add(entry, "link", rel="alternate", type="text/html", href=settings.address)
        _add(entry, "content", release.summary, type="text")
    etree.indent(feed)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _add(parent: etree.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _id(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(names)).urn


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
