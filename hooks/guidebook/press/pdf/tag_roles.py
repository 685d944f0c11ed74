"""What the elements of the structure tree are to a reader who listens, where WeasyPrint cannot
tell: lists of contents, terms, notes and their calls, heads of columns and rows, languages.
"""

from collections.abc import Iterator

import pydyf

from ..elements import classes
from .tag_tree import Element, below

ENTRY = "sisallys-"  # the class of an entry in a list of contents begins so
BY_CLASS = {"kutsu": "Reference", "hakemiston-palstat": "Index"}
SCOPES = {"row": "/Row", "col": "/Column"}


def tell(body: Element) -> None:
    """Of all elements in the body, once each is one element."""
    for element in (body, *below(body)):
        for kid in element.elements:
            _tell_language(kid, element)
        if element.kind == "L":
            _tell_list(element)
        elif element.kind in ("TH", "TD"):
            _tell_cell(element)
        elif element.kind in ("Div", "NonStruct") and element.source is not None:
            roles = (BY_CLASS[name] for name in classes(element.source) if name in BY_CLASS)
            element.kind = next(roles, element.kind)
    _number_notes(body)


def _tell_language(element: Element, parent: Element) -> None:
    source = element.source
    if source is not None and source is not parent.source and (language := source.get("lang")):
        element.entries["Lang"] = pydyf.String(language)


def _tell_list(element: Element) -> None:
    entries = element.elements
    sources = [entry.source for entry in entries if entry.source is not None]
    if sources and all((source.get("class") or "").startswith(ENTRY) for source in sources):
        element.kind = "TOC"
        for entry in entries:
            _make_entry_of_contents(entry)
    elif element.source is not None and element.source.tag == "dl":
        _tell_terms(element)
    else:
        _nest_lists(element)


def _nest_lists(element: Element) -> None:
    """A list in an item is part of what the item says."""
    items: list[Element] = []
    for kid in element.elements:
        bodies = [one for one in items[-1].elements if one.kind == "LBody"] if items else []
        (bodies[-1].kids if bodies and kid.kind == "L" else items).append(kid)
    element.kids = items


def _make_entry_of_contents(entry: Element) -> None:
    entry.kind = "TOCI"
    entry.kids = [kid for body in entry.elements for kid in body.kids]
    for kid in entry.elements:
        if kid.kind == "P" and [one.kind for one in kid.elements] == ["Link"]:
            kid.kind = "Reference"


def _tell_terms(element: Element) -> None:
    """A term is the label of the item that explains it."""
    items: list[Element] = []
    for part in element.elements:
        term = part.source is not None and part.source.tag == "dt"
        for kid in part.elements if term else ():
            kid.kind = "Lbl"
        if term or not items:
            items.append(part)
        else:
            items[-1].kids += part.kids
    element.kids = items


def _tell_cell(element: Element) -> None:
    """Heads say what they are the heads of, so that no cell needs to name its own."""
    element.entries.pop("ID", None)
    attributes = element.entries["A"]
    attributes.pop("Headers", None)
    if element.kind == "TH":
        attributes["Scope"] = SCOPES.get(element.source.get("scope"), "/Column")
    elif len(attributes) == 1:
        del element.entries["A"]


def id_of_note(number: int) -> str:
    return f"huomautus-{number}"


def take_footnotes(body: Element) -> list[Element]:
    """What stands at the foot of each page, out of the text that goes on over it."""
    areas = [kid for kid in body.elements if kid.source is None]
    body.kids = [kid for kid in body.kids if kid not in areas]
    return [note for area in areas for note in area.elements]


def place_footnotes(body: Element, notes: list[Element]) -> None:
    """Each after its call; one of a table after the table, whose heads are read with its cells."""
    called: dict[object, Element] = {}
    for note in notes:
        begun = called.setdefault(note.source, note)
        begun.kids += note.kids if begun is not note else ()  # on the next page
    for call, parent, before in reversed(list(_calls(body, set(called)))):
        note = called.pop(call.source)
        note.kind, call.kind = "Note", "Reference"
        parent.kids.insert(parent.kids.index(before) + 1, note)
    body.kids += called.values()


def _calls(
    element: Element, sources: set, table: tuple[Element, Element] | None = None
) -> Iterator[tuple[Element, Element, Element]]:
    """Each call of a note, with what its note comes to stand in and after."""
    for kid in element.elements:
        if kid.source in sources:
            yield kid, *(table or (element, kid))
        else:
            inner = table or ((element, kid) if kid.kind == "Table" else None)
            yield from _calls(kid, sources, inner)


def _number_notes(body: Element) -> None:
    """A note needs an ID, and its number is a label."""
    notes = [element for element in below(body) if element.kind == "Note"]
    for number, note in enumerate(notes, start=1):
        note.entries["ID"] = pydyf.String(id_of_note(number))
        if note.elements:
            note.elements[0].kind = "Lbl"
