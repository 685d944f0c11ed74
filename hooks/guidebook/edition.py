"""The book between its making and its printing: plain data, trees of plain XHTML, no style."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Imprint:
    """What the cover and the imprint page tell. All texts are Finnish."""

    title: str
    subtitle: str
    edition: str  # "2026.1"
    date: date
    publisher: str
    licence: str
    data_title: str
    data_measured: date
    persons: int
    sample: bool  # the data are made up, and every page says so
    content_hash: str
    address: str = ""  # of the site
    fonts: str = ""


@dataclass(frozen=True)
class Heading:
    level: int  # 2 or 3
    id: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """`body` is a div of plain XHTML elements without namespaces and without the h1."""

    id: str
    title: str
    body: Element
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part without a title is only a run of chapters: it has no opening page."""

    title: str
    id: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Book:
    """Ids are unique in the whole book; internal links are "#id"."""

    imprint: Imprint
    parts: tuple[Part, ...]
