"""What the elements of the structure tree are to a reader who listens, where WeasyPrint cannot
tell: lists of contents, terms, notes and their calls, heads of columns and rows, languages.
"""

import pydyf

from .elements import classes
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
            told = (BY_CLASS[name] for name in classes(element.source) if name in BY_CLASS)
            element.kind = next(told, element.kind)
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


def place_footnotes(body: Element) -> None:
    """What stands at the foot of a page is read at its call."""
    calls = {}
    for element in below(body):
        for kid in element.elements:
            if kid.kind == "NonStruct" and kid.source is not None and _is_footnote(kid):
                calls.setdefault(id(kid.source), (element, kid))
    for area in [kid for kid in body.elements if kid.source is None]:
        for note in area.elements:
            if id(note.source) in calls:
                parent, call = calls[id(note.source)]
                area.kids.remove(note)
                parent.kids.insert(parent.kids.index(call) + 1, note)
                note.kind, call.kind = "Note", "Reference"


def _is_footnote(element: Element) -> bool:
    return "alaviite" in classes(element.source)


def _number_notes(body: Element) -> None:
    """A note needs an ID, and its number is a label."""
    notes = (element for element in below(body) if element.kind == "Note")
    for number, note in enumerate(notes, start=1):
        note.entries["ID"] = pydyf.String(f"huomautus-{number}")
        if note.elements:
            note.elements[0].kind = "Lbl"
