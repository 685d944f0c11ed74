"""One reading: every word that a browser shows of a page is one that proofreading and `diff` have
read, or one that the build itself puts there.
"""

import html
import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterable, Mapping

from markdown import Markdown

from .. import syntax
from ..findings import Finding, Place, Problem, shown
from ..guide import UNSEEN, Guide, PageContents
from ..pages import misleading_links
from ..pages.blocks import PLAIN_BLOCKS
from ..pages.markers import BlockMarker
from ..pages.page import Page
from ..proofing import prose
from ..text.invisible import INVISIBLE, name, suspect
from . import inline
from .parts import READ, Parts

LONGEST = 80  # characters of a text that are quoted

_WORD = re.compile(r"[^\W_]+")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|\w+);?")
_UNTITLED = re.compile(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]*([\w-]+)", re.MULTILINE)
_NOTES = {"footnote-ref", "footnote-backref"}


class Tally:
    """The words of a page before its markers are resolved; `made` then tells what was added."""

    def __init__(self, root: etree.Element, md: Markdown):
        self._root, self._stash = root, md.htmlStash.rawHtmlBlocks
        self._stashed = len(self._stash)
        self._words, self._read = self._count()
        notes = [child for child in root.iter() if _NOTES & set(child.get("class", "").split())]
        self._numbers = Counter(word for note in notes for word in _words("".join(note.itertext())))
        self._titles = {word for note in notes for word in _words(note.get("title"))}
        self._titles.update(_words(getattr(md.treeprocessors["toc"], "permalink_title", "")))

    def made(self) -> tuple[Counter[str], set[str]]:
        """The words that the build has put into texts, and into attributes that are read."""
        words, read = self._count()
        for block in self._stash[self._stashed :]:
            words.update(_words(re.sub(r"<[^<>]*>", " ", str(block))))
        return words - self._words + self._numbers, read - self._read | self._titles

    def _count(self) -> tuple[Counter[str], set[str]]:
        texts: list[str | None] = []
        read: list[str] = []
        for child in self._root.iter():
            if child.tag == inline.CITATION:
                texts += (locator for _, locator in syntax.sources(child.get("inside")))
            elif child.tag != inline.NUMBER:
                texts.append(child.text)
            texts.append(child.tail)
            read += (value for key, value in child.items() if key in READ)
        return Counter(_words(" ".join(filter(None, texts)))), set(_words(" ".join(read)))


def check(guide: Guide, page: Page, contents: PageContents, parts: Parts) -> None:
    """Report what the page has that proofreading has not read, or that no reader would see."""
    if any(finding.fatal for finding in page.findings):
        return  # the page has findings already, and was not read to its end
    shown = "\n".join((*(text for text, _ in parts.texts), *parts.alternatives))
    for sign in dict.fromkeys(INVISIBLE.findall(shown)) if suspect(shown) else ():
        _report_invisible(guide, page, sign)
    cited = {source.url: source.place for source in guide.sources.values()}
    for address, text in parts.links:
        _check_link(guide, page, address, "".join(text), cited)
    _check_front_matter(guide, page)
    _check_words(guide, page, contents, parts)


def _report_invisible(guide: Guide, page: Page, sign: str) -> None:
    """Files hold no invisible characters, but an HTML entity may stand for one."""
    written = _ENTITY.finditer(page.source)
    place = _place(page, (match.start() for match in written if sign in html.unescape(match[0])))
    message = f"sivulla näkyisi näkymätön merkki {name(sign)}"
    hint = "poista merkkiviittaus tai kirjoita merkki, jonka lukija näkee"
    guide.add([Finding(place, "näkymätön-merkki", message, hint)])


def _check_link(
    guide: Guide, page: Page, address: str, text: str, cited: Mapping[str, Place]
) -> None:
    """`cited`: the addresses of the sources, with where they are given."""
    if problem := misleading_links.wrong_host(address):
        places = [cited[address]] if address in cited else page.places_of_link(address)
        guide.add(problem.at(place) for place in places)
    elif address in cited:
        return  # the title of a source may be the name of a site
    elif problem := misleading_links.other_address(address, text):
        guide.add(problem.at(place) for place in page.places_of_link(address))


def _check_words(guide: Guide, page: Page, contents: PageContents, parts: Parts) -> None:
    read = Counter(_words(prose.visible(page).replace(prose.NUMBERED, " ")))
    read.update(_titles(page))
    known = {*read, *contents.made_read}
    read += contents.made
    code = Counter(word for start, end in page.code for word in _words(page.source[start:end]))
    for text, in_code in parts.texts:
        unread = []
        for word in _words(text):
            pool = code if in_code and code[word] > 0 else read
            pool[word] -= 1
            if pool[word] < 0:
                unread.append(word)
        _report(guide, page, unread)
    for text in parts.alternatives:
        _report(guide, page, [word for word in _words(text) if word not in known])


def _check_front_matter(guide: Guide, page: Page) -> None:
    """What a page says of itself stands on one line each, where proofreading looks for it."""
    read = Counter(word for match in prose.of_itself(page) for word in _words(match[1]))
    for key in ("title", "description"):
        words = Counter(_words(str(page.meta.get(key, ""))))
        if unread := words - read:
            text = " ".join(unread)[:LONGEST]
            problem = Problem(
                UNSEEN,
                f'lukija näkee alkutiedoissa tekstin "{text}", jota tarkistus ei lue',
                f"kirjoita teksti avaimen kanssa samalle riville, {key}: teksti",
            )
            guide.add([problem.at(page.meta.places[key])])


def _titles(page: Page) -> Iterable[str]:
    """The titles of boxes to which their writer gave none."""
    for marker in page.markers:
        if isinstance(marker, BlockMarker) and not marker.argument:
            yield from _words(PLAIN_BLOCKS.get(marker.name))
    for match in _UNTITLED.finditer(page.prose):
        yield from _words(match[1].capitalize())


def _report(guide: Guide, page: Page, unread: list[str]) -> None:
    if not unread:
        return
    problem = Problem(
        UNSEEN,
        f'lukija näkee tekstin "{" ".join(unread)[:LONGEST]}", jota tarkistus ei lue',
        "kirjoita se tavallisena tekstinä, ei HTML:n, aaltosulkeiden, sisennyksen eikä "
        "merkkiviittauksen (&…;) sisään",
    )
    guide.add([problem.at(_place_of_words(page, unread))])


def _place_of_words(page: Page, words: list[str]) -> Place:
    """Where they stand in the source, or the first of them, be they written by entities."""
    text, offsets = "", [0]
    for match in re.finditer(rf"{_ENTITY.pattern}|.", page.source, re.DOTALL):
        read = html.unescape(match[0])
        text += read
        offsets += [match.start()] * len(read)
    patterns = (r"[\W_]+".join(map(re.escape, words[:20])), re.escape(words[0]))
    found = (match for pattern in patterns if (match := re.search(pattern, text)))
    return _place(page, (offsets[match.start() + 1] for match in found))


def _place(page: Page, offsets: Iterable[int]) -> Place:
    return next(map(page.place, offsets), Place(shown(page.file)))


def _words(text: str | None) -> list[str]:
    return _WORD.findall(text) if text else []
