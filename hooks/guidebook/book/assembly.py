"""The book: parts and chapters out of the guide's pages, with ids of their own and links that stay
inside.

It is plain data, trees of plain XHTML without style: the press prints it and knows nothing of the
guide.
"""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urljoin

from .. import proofing
from ..findings import Place, shown
from ..guide import Format, Guide
from ..pages.front_matter import HEADLINE, SLIDES
from ..pages.links import target, web_address
from ..pages.page import FINNISH, Page
from .identified import by_its_own
from .imprint import Imprint, imprint_of
from .parsing import parsed

SHORT_TABLE = 14  # lines; a table up to this long is not divided between pages
TABLE_LINE = 60  # characters that fit on a line of a table, over all its columns
# Boxes that the book lists: class → what their anchors begin with.
LISTED = {"lohko-tarkistuslista": "tarkistuslista", "lohko-malli": "malli"}
WITHOUT_PAGE = {"luku-linkki", "alaviite"}  # links that are printed without a page number

_ROW = re.compile(r"^.*\|.*$", re.MULTILINE)


@dataclass(frozen=True)
class Slides:
    """What its writer chose of a chapter for slides; the address is that of its page on the
    site.
    """

    headline: str
    chosen: tuple[str, ...]
    place: Place
    address: str = ""


@dataclass(frozen=True)
class Chapter:
    """`body` is a div of plain XHTML elements without namespaces and without the h1."""

    id: str
    title: str
    body: etree.Element
    sheet: int = 0  # the pages that a sheet of the workbook takes, 1 or 2
    language: str = FINNISH
    label: str = ""  # "Luku 3", "Arkki 2"
    description: str = ""
    minutes: int | None = None  # that reading takes
    slides: Slides | None = None


@dataclass(frozen=True)
class Way:
    """Chapters that are read from beginning to end."""

    title: str
    numbers: tuple[int, ...]  # of its chapters
    minutes: int


@dataclass(frozen=True)
class Part:
    """A part without a title is only a run of chapters: it has no opening page."""

    title: str
    id: str
    chapters: tuple[Chapter, ...]
    runs_on: bool = False  # its chapters follow each other without opening a page
    ways: tuple[Way, ...] = ()  # those that end in it


@dataclass(frozen=True)
class Book:
    """Ids are unique in the whole book; internal links are "#id"."""

    imprint: Imprint
    parts: tuple[Part, ...]

    @property
    def chapters(self) -> list[Chapter]:
        return [chapter for part in self.parts for chapter in part.chapters]


def assemble(guide: Guide, html: Mapping[str, str]) -> Book:
    """The book out of the pages in print (path → HTML), in the order of the nav."""
    parts: list[tuple[str, list[Chapter]]] = []
    labels = _labels(guide, html)
    for title, path in guide.settings.chapters:
        if path in html:
            if not parts or parts[-1][0] != title:
                parts.append((title, []))
            parts[-1][1].append(_chapter(guide, path, html, labels.get(path, "")))
    running_on = guide.settings.running_on
    return Book(
        imprint_of(guide),
        tuple(
            Part(
                title,
                f"osa-{number}",
                tuple(chapters),
                title in running_on,
                tuple(_ways(guide, title, labels)),
            )
            for number, (title, chapters) in enumerate(parts, 1)
        ),
    )


def _ways(guide: Guide, part: str, labels: Mapping[str, str]) -> Iterator[Way]:
    parts = {path: title for title, path in guide.settings.chapters}
    for title, paths in guide.settings.ways.items():
        read = [path for path in paths if path in labels]
        if read and parts[read[-1]] == part:
            numbers = tuple(int(labels[path].rpartition(" ")[2]) for path in read)
            words = sum(proofing.word_count(guide.pages[path]) for path in read)
            yield Way(title, numbers, proofing.reading_minutes(words))


def _labels(guide: Guide, html: Mapping[str, str]) -> dict[str, str]:
    """The number of each page that is read as a chapter or filled in as a sheet: not of lists, nor
    of a page in another language, which tells of the whole guide.
    """
    counts: Counter[str] = Counter()
    labels = {}
    for part, path in guide.settings.chapters:
        page = guide.pages.get(path)
        if path in html and part and not page.lists_others and page.language == FINNISH:
            kind = "Arkki" if page.sheet else "Luku"
            counts[kind] += 1
            labels[path] = f"{kind} {counts[kind]}"
    return labels


def workbook(guide: Guide, html: Mapping[str, str]) -> Book:
    """The sheets alone; their links to the chapters lead to the site, or are words only while it
    has no address.
    """
    sheets = {path: text for path, text in html.items() if guide.pages[path].sheet}
    return by_its_own(assemble(guide, sheets))


def slug(path: str) -> str:
    """The chapter's id in the book."""
    return re.sub(r"[^a-z0-9-]+", "-", path.removesuffix(".md").lower())


def anchor(path: str, fragment: str) -> str:
    """The id in the book of an anchor of a page."""
    return f"{slug(path)}--{fragment}" if fragment else slug(path)


def _chapter(guide: Guide, path: str, html: Mapping[str, str], label: str) -> Chapter:
    page, body = guide.pages[path], _body(html[path])
    _notes_to_their_calls(body)
    _open_tabs(body)
    _name_boxes(body)
    for child in body.iter():
        if identifier := child.get("id"):
            child.set("id", anchor(path, identifier))
        if child.tag == "table" and _lines(child) <= SHORT_TABLE:
            child.set("class", f"{child.get('class', '')} lyhyt-taulukko".strip())
        if child.tag == "img":
            place = page.places_of_link(child.get("src") or "")[0]
            child.set("data-paikka", f"{place.path}:{place.line}")
            found = target(child.get("src") or "", path)
            child.set("src", found.path if found else "")
    _lead_links(guide, path, body, html)
    _place_tables(page, body)
    return Chapter(
        slug(path),
        page.title,
        body,
        page.sheet,
        page.language,
        label,
        str(page.meta.get("description") or ""),
        _minutes(page),
        _slides(guide, page),
    )


def _slides(guide: Guide, page: Page) -> Slides | None:
    if not page.slides:
        return None
    places = page.meta.places
    place = places.get(HEADLINE) or places.get(SLIDES) or Place(shown(page.file))
    address = urljoin(guide.settings.address, web_address(page.path))
    headline = page.meta.get(HEADLINE) or page.title
    return Slides(headline, page.slides, place, address if guide.settings.address else "")


def _minutes(page: Page) -> int | None:
    if page.sheet or page.lists_others:
        return None
    return proofing.reading_minutes(proofing.word_count(page))


def _name_boxes(body: etree.Element) -> None:
    """Anchors for the boxes that the book lists."""
    counts: Counter[str] = Counter()
    for child in body.iter():
        for name in LISTED.keys() & set((child.get("class") or "").split()):
            counts[name] += 1
            child.set("id", child.get("id") or f"{LISTED[name]}-{counts[name]}")


def _place_tables(page: Page, body: etree.Element) -> None:
    """Where each table of the page's text is written, for what the press may tell of it."""
    start = page.body
    for table in body.iter("table"):
        words = _text(next(table.iter("tr"), table)).split()
        for row in _ROW.finditer(page.source, start):
            if all(word in row[0] for word in words):
                place = page.place(row.start())
                table.set("data-paikka", f"{place.path}:{place.line}")
                start = row.end()
                break


def _lines(table: etree.Element) -> int:
    """About how many lines a table takes on paper."""
    return len(list(table.iter("tr"))) + len(_text(table)) // TABLE_LINE


def _body(html: str) -> etree.Element:
    """The page's elements as a div without the h1, which the press writes."""
    body = parsed(html)
    if (title := body.find("h1")) is not None:
        body.remove(title)
    return body


def _text(node: etree.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def parents(body: etree.Element) -> dict[etree.Element, etree.Element]:
    return {child: parent for parent in body.iter() for child in parent}


def _insert_after(parent: etree.Element, child: etree.Element, new: etree.Element) -> None:
    new.tail, child.tail = child.tail, None
    parent.insert(list(parent).index(child) + 1, new)


def _notes_to_their_calls(body: etree.Element) -> None:
    """Each note stands where it is called, every time; the press prints it once."""
    notes: dict[str, etree.Element] = {}
    holders = parents(body)
    for block in [child for child in body.iter("div") if child.get("class") == "footnote"]:
        for item in block.iter("li"):
            if identifier := item.get("id"):
                notes[identifier] = item
        holders[block].remove(block)
    for call in [
        child for child in body.iter("sup") if (child.get("id") or "").startswith("fnref")
    ]:
        link = call.find("a")
        if link is None or (link.get("href") or "")[1:] not in notes:
            continue
        note = _inline_note(deepcopy(notes[link.get("href")[1:]]))
        note.set("data-alaviite", link.get("href")[1:])
        note.tail = call.tail
        parent = holders[call]
        parent[list(parent).index(call)] = note


def _inline_note(item: etree.Element) -> etree.Element:
    note = etree.Element("span", {"class": "alaviite"})
    for paragraph in item.findall("p") or [item]:
        for link in list(paragraph):
            if link.get("class") == "footnote-backref":
                paragraph.remove(link)
        if len(note):
            note[-1].tail = " "
        run = etree.SubElement(note, "span")
        run.text = (paragraph.text or "").lstrip()
        run.extend(list(paragraph))
        last = run[-1] if len(run) else None
        if last is not None:
            last.tail = (last.tail or "").rstrip()
        else:
            run.text = run.text.rstrip()
    return note


def _open_tabs(body: etree.Element) -> None:
    """Paper has no tabs: their contents follow each other, each under its label."""
    for tabs in [
        child for child in body.iter("div") if "tabbed-set" in (child.get("class") or "").split()
    ]:
        labels = list(tabs.iter("label"))
        panels = [panel for panel in tabs.iter("div") if panel.get("class") == "tabbed-block"]
        for child in list(tabs):
            tabs.remove(child)
        tabs.set("class", "valilehdet")
        for label, panel in zip(labels, panels, strict=False):
            heading = etree.SubElement(tabs, "p", {"class": "valilehti"})
            heading.text = _text(label)
            panel.set("class", "valilehden-sisalto")
            tabs.append(panel)


def _lead_links(guide: Guide, path: str, body: etree.Element, html: Mapping[str, str]) -> None:
    """Links to pages become links inside the book, with the page number; the rest lead to the site
    or nowhere, and those to pages that the site alone has say so.
    """
    holders = parents(body)
    for link in [child for child in body.iter("a") if child.get("href")]:
        found = target(link.get("href"), path)
        if found is None:
            continue
        if found.path not in html:
            if found.path in guide.pages and not guide.in_format(found.path, Format.PRINT):
                mark = etree.Element("span", {"class": "verkkoviite"})
                mark.text = " (verkossa)"
                _insert_after(holders[link], link, mark)
            if guide.settings.address:
                link.set(
                    "href", urljoin(guide.settings.address, web_address(found.path, found.anchor))
                )
            else:
                link.tag = "span"
                link.attrib.pop("href")
            continue
        link.set("href", "#" + anchor(found.path, found.anchor))
        parent = holders[link]
        classes = set((link.get("class") or "").split())
        if "kayttopaikka" in classes:
            link.text = None
            etree.SubElement(link, "span", {"class": "sivunumero", "data-kohde": link.get("href")})
        elif not classes & WITHOUT_PAGE and (parent.get("class") or "") != "viite":
            link.set("class", " ".join(sorted({*classes, "ristiviite"})))
            _insert_after(
                parent,
                link,
                etree.Element("span", {"class": "sivuviite", "data-kohde": link.get("href")}),
            )
