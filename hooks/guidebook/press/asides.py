"""What of a chapter goes into the margin: sources, notes, the pages it leads to, what to read next.

In the text a source or a note leaves its number; a page needs none, since the words that lead there
stand on the line beside it.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from xml.etree.ElementTree import Element

NOTE = "reuna"
WIDE = "levea"  # what takes the margin's room as well
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Inside these all stays in its place: they stand apart, or are as wide as text and margin together.
KEPT = {"table", "figure", "figcaption", *HEADINGS, "dl", "pre"}
KEPT_CLASSES = {"luku-tiedot", "lahteet", "hakemisto", NOTE}
FURTHER = "lue-lisaa"  # the end of the anchor of the section that only leads elsewhere
TODAY = "lohko-tee-tanaan"


def set_aside(body: Element, titles: Mapping[str, str]) -> None:
    """Moves them into elements of their own in a chapter's body. `titles` has the words of each
    anchor's heading, by its id.
    """
    _further_reading(body)
    numbers = count(1)
    for parent in list(_flowing(body)):
        seen: set[str] = set()
        for child in list(parent):
            classes = _classes(child)
            if "viite" in classes:
                _replace(parent, child, *_source(child, next(numbers)))
            elif "alaviite" in classes:
                _replace(parent, child, *_note(child, next(numbers)))
            elif "sivuviite" in classes:
                target = child.get("data-kohde", "").removeprefix("#")
                pages = [] if target in seen else [_page(child, titles.get(target, ""), parent)]
                seen.add(target)
                _replace(parent, child, *pages)


def _flowing(element: Element) -> Iterator[Element]:
    """The elements of running text, an element before what is in it."""
    if element.tag in KEPT or KEPT_CLASSES & _classes(element):
        return
    yield element
    for child in element:
        yield from _flowing(child)


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _replace(parent: Element, child: Element, *instead: Element) -> None:
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


def _call(number: int) -> Element:
    call = Element("sup", {"class": "kutsu"})
    call.text = str(number)
    return call


def _aside(kind: str, *children: Element) -> Element:
    aside = Element("small", {"class": f"{NOTE} {kind}"})
    aside.extend(children)
    return aside


def _numbered(number: int, content: Element, kind: str) -> list[Element]:
    label = Element("span", {"class": "reunan-numero"})
    label.text, label.tail = str(number), "\u00a0"
    content.tail = None
    return [_call(number), _aside(kind, label, content)]


def _source(cite: Element, number: int) -> list[Element]:
    """Without the parentheses that it has in a line of text."""
    content = Element("span")
    content.text = (cite.text or "").removeprefix("(")
    content.extend(cite)
    if len(content):
        content[-1].tail = (content[-1].tail or "").removesuffix(")")
    else:
        content.text = content.text.removesuffix(")")
    return _numbered(number, content, "reuna-lahde")


def _note(note: Element, number: int) -> list[Element]:
    content = Element("span")
    content.text = note.text
    content.extend(note)
    return _numbered(number, content, "reuna-huomautus")


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00ad", "").split())


def _page(mark: Element, title: str, parent: Element) -> Element:
    """Named, unless the words before it name it."""
    at = list(parent).index(mark)
    words = _words(parent[at - 1]) if at else ""
    known = title and title.casefold() not in words.casefold()
    link = Element("a", {"href": mark.get("data-kohde"), "class": "reunan-sivu"})
    link.text = f"→\u00a0{title}, s.\u00a0" if known else "→\u00a0s.\u00a0"
    link.append(Element("span", {"class": "sivunumero", "data-kohde": mark.get("data-kohde")}))
    return _aside("reuna-sivu", link)


def _further_reading(body: Element) -> None:
    """Beside what to do today, where the chapter has it."""
    children = list(body)
    for heading, items in zip(children, children[1:], strict=False):
        if not (heading.get("id") or "").endswith(FURTHER) or items.tag != "ul":
            continue
        at = children.index(heading)
        if at and TODAY in _classes(children[at - 1]):
            aside = Element("aside", {"class": f"{NOTE} reuna-lisaa", "data-rinnalla": TODAY})
            title = Element("p", {"class": "reunan-otsikko", "id": heading.get("id")})
            title.text = heading.text
            body.remove(heading)
            body.remove(items)
            aside.extend([title, items])
            body.insert(at, aside)
        return
