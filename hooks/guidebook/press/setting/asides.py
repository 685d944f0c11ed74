"""What of a chapter goes into the margin: sources, notes, the pages it leads to, what to read next,
whose the numbers of a drawing are.

In the text a source or a note leaves its number; a page needs none, since the words that lead there
stand on the line beside it.
"""

from collections.abc import Iterator, Mapping
from itertools import count, pairwise
from xml.etree.ElementTree import Element, SubElement

from ...book.offprints import BOOK_PAGE, TITLED
from ..elements import classes

NOTE = "reuna"
PAGE = "reunan-sivu"  # a link that leads to a page
TITLE = "data-sanat"  # the words of a heading that holds more than them
WIDE = "levea"  # what takes the margin's room as well
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Inside these all stays in its place: they stand apart, or are as wide as text and margin together.
KEPT = {"table", "figure", "figcaption", "dl", "pre"}
KEPT_CLASSES = {"luku-luettelo", "lahteet", "hakemisto", NOTE, WIDE}
FURTHER = "lue-lisaa"  # the end of the anchor of the section that only leads elsewhere
TODAY = "lohko-tee-tanaan"
CLOSING = '”’»"'


def set_aside(body: Element, chapter: str, titles: Mapping[str, str]) -> None:
    """Moves them into elements of their own in the body of the chapter of that id. `titles` has
    the words of each anchor's heading, by its id.
    """
    _further_reading(body)
    _provenance(body)
    notes = _Notes(chapter)
    holders = {child: holder for holder in body.iter() for child in holder}
    for parent in list(_flowing(body)):
        if parent.tag in HEADINGS:
            _clear_heading(holders[parent], parent, notes)
            continue
        noted: dict[str, int] = {}  # a source and a page stand aside once a paragraph
        for child in list(parent):
            target = child.get("data-kohde", "").removeprefix("#")
            if classes(child) & {"viite", "alaviite"}:
                _replace(parent, child, notes.called(child, noted))
            elif "sivuviite" in classes(child):
                title = titles.get(target, "")
                _replace(parent, child, [] if target in noted else [_page(parent, child, title)])
                noted[target] = 0
            elif BOOK_PAGE in classes(child):
                words = f"{child.get(TITLED)}, {(child.text or '').strip(' ()')}"
                _replace(parent, child, [] if words in noted else [_unlinked_page(words)])
                noted[words] = 0


def end_sentences(body: Element) -> None:
    """A page stands behind the title it belongs to and the title's closing quotation mark, before
    the full stop: which a sentence has even where it ends in a title with a sign of its own, ”Kenen
    tili se on?”.
    """
    for parent in body.iter():
        for index, (link, mark) in enumerate(pairwise(parent)):
            if "sivuviite" not in classes(mark):
                continue
            _close_title(link, mark)
            if not (index or (parent.text or "").strip()):
                continue  # a title alone is no sentence
            after, title = mark.tail or "", "".join(link.itertext()).rstrip().rstrip(CLOSING)
            begins_another = after[:1].isspace() and after.lstrip()[:1].isupper()
            last = mark is parent[-1] and not after.strip()
            if title.endswith(("?", "!")) and (last or begins_another):
                mark.tail = f".{after}"


def _close_title(link: Element, mark: Element) -> None:
    """Takes the quotation mark behind the page to the title, and its full stop behind the page."""
    after = mark.tail or ""
    if after.startswith(tuple(CLOSING)):
        link.tail, mark.tail = f"{link.tail or ''}{after[0]}", after[1:]
    pieces = [(child, "tail") for child in link] or [(link, "text")]
    last, name = pieces[-1]
    text = (getattr(last, name) or "").rstrip()
    if text.endswith(".") and not text.endswith(".."):
        setattr(last, name, text[:-1])
        mark.tail = f".{(mark.tail or '').removeprefix('.')}"


def _flowing(element: Element) -> Iterator[Element]:
    """The elements of running text, an element before what is in it."""
    if element.tag in KEPT or KEPT_CLASSES & classes(element):
        return
    yield element
    for child in element:
        yield from _flowing(child)


def _replace(parent: Element, child: Element, instead: list[Element]) -> None:
    """What stands aside leaves no blank before it."""
    at, tail = list(parent).index(child), child.tail or ""
    parent.remove(child)
    before = parent[at - 1] if at else None
    text = ((parent.text if before is None else before.tail) or "").rstrip()
    if not instead:
        text += tail
    if before is None:
        parent.text = text
    else:
        before.tail = text
    for offset, element in enumerate(instead):
        parent.insert(at + offset, element)
    if instead:
        instead[-1].tail = tail


class _Notes:
    """The notes of a chapter, numbered in the order of their calls."""

    def __init__(self, chapter: str):
        self._chapter = chapter
        self._numbers = count(1)
        self._printed: dict[str, int] = {}

    def called(self, element: Element, noted: dict[str, int]) -> list[Element]:
        """The call and the note of a source or a note; the call alone where the note stands
        already: a source in the same paragraph (`noted`), a note in the chapter.
        """
        source = "viite" in classes(element)
        known = noted if source else self._printed
        key = "".join(element.itertext()) if source else element.get("data-alaviite")
        if key in known:
            return [self._call(known[key])]
        number = next(self._numbers)
        if key:
            known[key] = number
        return self._numbered(_source(element) if source else _note(element), number)

    def _call(self, number: int, id: str = "") -> Element:
        """The number in the text, which leads to its note."""
        call = Element("sup", {"class": "kutsu"})
        href = {"href": f"#{self._chapter}--reuna-{number}"}
        link = SubElement(call, "a", href | ({"id": id} if id else {}))
        link.text = str(number)
        return call

    def _numbered(self, content: Element, number: int) -> list[Element]:
        """The number in the text and its note, which lead to each other."""
        called = f"{self._chapter}--kutsu-{number}"
        label = Element("span", {"class": "reunan-numero"})
        own = {"id": f"{self._chapter}--reuna-{number}", "href": f"#{called}"}
        link = SubElement(label, "a", own)
        link.text = str(number)
        label.tail, content.tail = "\u00a0", None
        note = Element("small", {"class": NOTE})
        note.extend([label, content])
        return [self._call(number, called), note]


def _clear_heading(parent: Element, heading: Element, notes: _Notes) -> None:
    """The note of a heading stands behind it: it is none of its words."""
    words = words_of(heading)
    behind: list[Element] = []
    for child in list(heading):
        if classes(child) & {"viite", "alaviite"}:
            heading.set(TITLE, words)
            call, *note = notes.called(child, {})
            _replace(heading, child, [call])
            behind += note
    at = list(parent).index(heading)
    for note in reversed(behind):
        note.tail = None
        parent.insert(at + 1, note)


def words_of(heading: Element) -> str:
    """What is read of a heading, without its notes, sources and pages."""
    pieces = [heading.text or ""]
    for child in heading:
        aside = classes(child) & {"alaviite", "viite", "sivuviite"}
        pieces += ["" if aside else "".join(child.itertext()), child.tail or ""]
    return " ".join("".join(pieces).split())


def _source(cite: Element) -> Element:
    """Without the parentheses that it has in a line of text."""
    content = Element("span")
    content.text = (cite.text or "").removeprefix("(")
    content.extend(cite)
    if len(content):
        content[-1].tail = (content[-1].tail or "").removesuffix(")")
    else:
        content.text = content.text.removesuffix(")")
    return content


def _note(note: Element) -> Element:
    content = Element("span")
    content.text = note.text
    content.extend(note)
    return content


def _page(parent: Element, mark: Element, title: str) -> Element:
    """Named, unless the words before it name it."""
    at = list(parent).index(mark)
    words = "".join(parent[at - 1].itertext()) if at else ""
    known = title and title.casefold() not in " ".join(words.split()).casefold()
    link = Element("a", {"href": mark.get("data-kohde"), "class": PAGE})
    link.text = f"→\u00a0{title}, s.\u00a0" if known else "→\u00a0s.\u00a0"
    link.append(Element("span", {"class": "sivunumero", "data-kohde": mark.get("data-kohde")}))
    aside = Element("span", {"class": NOTE})
    aside.append(link)
    return aside


def _unlinked_page(words: str) -> Element:
    """A page that no link leads to."""
    aside = Element("span", {"class": NOTE})
    aside.text = f"→\u00a0{words}"
    return aside


def _further_reading(body: Element) -> None:
    """Beside what to do today, where the chapter has it."""
    children = list(body)
    for heading, items in pairwise(children):
        if not (heading.get("id") or "").endswith(FURTHER) or items.tag != "ul":
            continue
        at = children.index(heading)
        if at and TODAY in classes(children[at - 1]):
            aside = Element("aside", {"class": f"{NOTE} reuna-lisaa", "data-rinnalla": TODAY})
            title = Element("p", {"class": "reunan-otsikko", "id": heading.get("id")})
            title.text = heading.text
            body.remove(heading)
            body.remove(items)
            aside.extend([title, items])
            body.insert(at, aside)
        return


def _provenance(body: Element) -> None:
    """Beside its drawing, where that leaves the margin free."""
    for figure in body.findall("figure"):
        if "kuvio" not in classes(figure) or WIDE in classes(figure):
            continue
        for line in figure.findall("p"):
            if "kuvio-tiedot" in classes(line):
                line.set("class", f"{line.get('class')} {NOTE}")
                line.set("data-rinnalla", "piirros")
