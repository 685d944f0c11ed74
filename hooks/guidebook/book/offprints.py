"""A chapter by itself: what it points to in other chapters it has with it or finds in the web, and
where the guide has no address, in the pages of the book.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urljoin

from ..guide import Format, Guide
from ..pages.links import web_address
from ..pages.page import FINNISH
from .assembly import Book, Chapter, Imprint, Part, parents, slug

SOURCES, SOURCE_LIST, INDEX = "Lähteet", "lahteet", "hakemisto"
BOOK_PAGE = "kirjaviite"  # tells where in the book something stands
TITLED = "data-otsikko"  # the chapter that it stands in, for the margin


@dataclass(frozen=True)
class Offprint:
    """A chapter of the page `path`, as a book of its own."""

    path: str
    book: Book
    address: str = ""  # of the page
    names_pages: bool = False  # it tells pages of the whole book

    @property
    def chapter(self) -> Chapter:
        return self.book.parts[0].chapters[0]


def offprints(
    guide: Guide, book: Book, folios: Mapping[str, int], day: date, only: Iterable[str] = ()
) -> Iterator[Offprint]:
    """The chapters one by one, or `only` those of some pages. `folios` has the page of each anchor
    of the printed book, `day` is that of the edition: a chapter that nobody touched stays the same.
    """
    shared = replace(
        book.imprint, date=day, content_hash="", summary="", claim="", data=(), fonts="", isbn=""
    )
    paths = {slug(path): path for path in guide.pages}
    whole = _Whole(book, paths, guide.settings.address, folios)
    for part in book.parts:
        for chapter in part.chapters:
            path = paths[chapter.id]
            if path in (only or guide.pages) and stands_alone(guide, path):
                yield whole.offprint(part, chapter, shared)


def stands_alone(guide: Guide, path: str) -> bool:
    """Whether a page makes a chapter of its own: an index is of its book."""
    page = guide.pages[path]
    return guide.in_format(path, Format.PRINT) and all(one.name != INDEX for one in page.blocks)


@dataclass(frozen=True)
class _Whole:
    """The book that the chapters are taken from."""

    book: Book
    paths: Mapping[str, str]  # id of a chapter → its page
    address: str
    folios: Mapping[str, int]

    @cached_property
    def _owners(self) -> dict[str, Chapter]:
        """The chapter of each anchor."""
        owners = {}
        for chapter in self.book.chapters:
            owners[chapter.id] = chapter
            owners.update((id, chapter) for one in chapter.body.iter() if (id := one.get("id")))
        return owners

    @cached_property
    def _sources(self) -> dict[str, etree.Element]:
        """The entries of the list of sources, in its order."""
        lists = (one for chapter in self.book.chapters for one in chapter.body.iter("ul"))
        return {
            item.get("id"): item
            for one in lists
            if one.get("class") == SOURCE_LIST
            for item in one
            if item.get("id")
        }

    def offprint(self, part: Part, chapter: Chapter, imprint: Imprint) -> Offprint:
        body = deepcopy(chapter.body)
        own = {chapter.id, *(one.get("id") for one in body.iter())}
        if chapter.language == FINNISH:
            self._add_sources(body, chapter, own)
        names_pages = self._lead_out(body, own)
        path = self.paths[chapter.id]
        address = urljoin(self.address, web_address(path)) if self.address else ""
        alone = replace(part, chapters=(replace(chapter, body=body, slides=None),), ways=())
        return Offprint(path, Book(imprint, (alone,)), address, names_pages)

    def _add_sources(self, body: etree.Element, chapter: Chapter, own: set[str | None]) -> None:
        """The sources that the chapter cites, at its end as the book has them at its own."""
        led_to = {link.get("href", "")[1:] for link in body.iter("a")} - own
        cited = [deepcopy(item) for id, item in self._sources.items() if id in led_to]
        if not cited:
            return
        title = etree.SubElement(body, "h2", {"id": f"{chapter.id}--{SOURCE_LIST}"})
        title.text = SOURCES
        etree.SubElement(body, "ul", {"class": SOURCE_LIST}).extend(cited)
        own |= {one.get("id") for item in cited for one in item.iter()}

    def _lead_out(self, body: etree.Element, own: set[str | None]) -> bool:
        """Leads what points to other chapters out of this one. Whether a page is told."""
        any_page, holders = False, parents(body)
        for mark in [one for one in body.iter("span") if "data-kohde" in one.attrib]:
            if (target := mark.get("data-kohde")[1:]) not in own and target in self._owners:
                any_page |= self._tell_page(holders[mark], mark, target)
        for link in [one for one in body.iter("a") if one.get("href", "")[:1] == "#"]:
            if (target := link.get("href")[1:]) in own or target not in self._owners:
                continue
            if self.address:
                link.set("href", self._address_of(target))
                link.set("class", link.get("class", "").replace("ristiviite", "").strip())
            else:
                link.tag = "span"
                link.attrib.clear()
        return any_page

    def _tell_page(self, holder: etree.Element, mark: etree.Element, target: str) -> bool:
        """The page of the book as text; a reference that the web leads on tells none."""
        title, page = self._owners[target].title, self.folios.get(target)
        reference = mark.attrib.pop("class") == "sivuviite"
        mark.attrib.clear()
        if page and not reference:
            mark.text = str(page)
        elif page and not self.address:
            mark.set("class", BOOK_PAGE)
            mark.set(TITLED, title)
            mark.text = f" (kirjan s.\u00a0{page})"
        else:
            _remove(holder, mark)
        return bool(page) and not reference

    def _address_of(self, target: str) -> str:
        owner = self._owners[target]
        fragment = target.removeprefix(owner.id).removeprefix("--")
        return urljoin(self.address, web_address(self.paths[owner.id], fragment))


def _remove(parent: etree.Element, child: etree.Element) -> None:
    """An element goes, and what follows it stays."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
