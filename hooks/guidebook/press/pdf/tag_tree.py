"""The structure tree of a PDF as plain elements: taken out of what WeasyPrint made, and put back.

WeasyPrint adds the tree last of all but the metadata, so that a smaller one leaves no holes. What
it adds are pydyf's objects: dictionaries that refer to each other as b"12 0 R".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element as Source

import pydyf

from ..makeup.units import WHOLE

Annotation = pydyf.Dictionary
# What an element keeps of WeasyPrint's own entries; the others say where it stands.
KEPT = ("A", "Alt", "ID")
PRINTED = 4  # the flag of an annotation that is on paper what it is on a screen


@dataclass(eq=False)
class Element:
    """`kind` is its type ("P"), `page` counts from 0; the numbers among `kids` are marked content
    of that page. `source` is the HTML element it was made of; the text of a line has none. What
    `decorates` its page is not read.
    """

    kind: str
    page: int
    kids: list["Element | Annotation | int"] = field(default_factory=list)
    entries: dict[str, object] = field(default_factory=dict)
    source: Source | None = None
    decorates: bool = False

    @property
    def origin(self) -> object:
        """What it was made of: its HTML element, or that of which each unit has a piece."""
        return self.source if self.source is None else self.whole or self.source

    @property
    def whole(self) -> str:
        """The name of that, which other units know it by; "" for any other element."""
        return "" if self.source is None else self.source.get(WHOLE, "")

    @property
    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def own(self) -> list["Annotation | int"]:
        """What it holds itself."""
        return [kid for kid in self.kids if not isinstance(kid, Element)]


def below(element: Element) -> Iterator[Element]:
    """All elements in an element, in the order of reading."""
    for kid in element.elements:
        yield kid
        yield from below(kid)


class TagTree:
    """The tree of a file; `body` is the one element at its top."""

    def __init__(self, pdf: pydyf.PDF, pages: int):
        """Takes the tree out of the file, whose first objects of pages are as many as `pages`."""
        self._pdf = pdf
        self._objects = {item.reference: item for item in pdf.objects}
        self._pages = pdf.page_references[:pages]
        self._numbers = {reference: number for number, reference in enumerate(self._pages)}
        root = self._objects[pdf.catalog["StructTreeRoot"]]
        (body,) = root["K"]
        self.body = self._read(self._objects[body], page=0)
        self._cosmetic: set[tuple[int, int]] = set()
        metadata = self._objects[pdf.catalog["Metadata"]]
        del pdf.objects[self._objects[root["ParentTree"]].number :]
        pdf.add_object(metadata)
        pdf.catalog["Metadata"] = metadata.reference

    def _read(self, dictionary: pydyf.Dictionary, page: int) -> Element:
        page = self._numbers.get(dictionary.get("Pg"), page)
        kids = [self._read_kid(kid, page) for kid in dictionary["K"]]
        entries = {name: dictionary[name] for name in KEPT if name in dictionary}
        source, decorates = getattr(dictionary, "made_of", (None, False))
        return Element(dictionary["S"].removeprefix("/"), page, kids, entries, source, decorates)

    def _read_kid(self, kid: bytes | int, page: int) -> Element | Annotation | int:
        if isinstance(kid, int):
            return kid
        item = self._objects[kid]
        return self._objects[item["Obj"]] if item["Type"] == "/OBJR" else self._read(item, page)

    def drop(self, element: Element, parent: Element) -> None:
        """It decorates the page, and is not read."""
        parent.kids.remove(element)
        for item in (element, *below(element)):
            self._cosmetic |= {(item.page, kid) for kid in item.own if isinstance(kid, int)}

    def write(self) -> None:
        """Into the file. What is marked on a page and stands in no element becomes an artifact; an
        annotation that stands in none goes.
        """
        self._owners: list[dict[int, bytes]] = [{} for _ in self._pages]
        self._annotated: list[tuple[bytes, bytes]] = []
        self._named: list[tuple[str, bytes]] = []
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(root)
        root["K"] = pydyf.Array([self._write(self.body, root.reference)])
        root["ParentTree"] = self._add_parents()
        if self._named:
            names = [
                item for id, owner in sorted(self._named) for item in (pydyf.String(id), owner)
            ]
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        self._pdf.catalog["StructTreeRoot"] = root.reference
        annotations = {annotation for annotation, _ in self._annotated}
        for number, page in enumerate(self._pages):
            self._make_artifacts(number)
            held = [item for item in self._objects[page].pop("Annots", ()) if item in annotations]
            if held:
                self._objects[page]["Annots"] = pydyf.Array(held)

    def _write(self, element: Element, parent: bytes) -> bytes:
        page = self._pages[element.page]
        dictionary = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{element.kind}", "P": parent, "Pg": page}
        )
        self._pdf.add_object(dictionary)
        own = dictionary.reference
        dictionary.update(element.entries)
        kids = dictionary["K"] = pydyf.Array()
        if "ID" in element.entries:
            self._named.append((element.entries["ID"].string, own))
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._write(kid, own))
            elif isinstance(kid, int):
                kids.append(kid)
                self._owners[element.page][kid] = own
            else:
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.reference, "Pg": page}))
                kid["F"] = PRINTED
                kid["StructParent"] = len(self._pages) + len(self._annotated)
                self._annotated.append((kid.reference, own))
        return own

    def _add_parents(self) -> bytes:
        """Which element holds what: by page and marked content, then by annotation."""
        numbers = pydyf.Array()
        for page, owners in enumerate(self._owners):
            held = (owners.get(content, "null") for content in range(max(owners, default=-1) + 1))
            numbers.extend((page, pydyf.Array(held)))
        for number, (_, owner) in enumerate(self._annotated, start=len(self._pages)):
            numbers.extend((number, owner))
        parents = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(parents)
        return parents.reference

    def _make_artifacts(self, number: int) -> None:
        held = self._owners[number]
        operations = self._objects[self._objects[self._pages[number]]["Contents"]].stream
        for position, operation in enumerate(operations):
            content = operation.get("MCID") if isinstance(operation, pydyf.Dictionary) else None
            if content is not None and content not in held:
                kind = "/Layout" if (number, content) in self._cosmetic else "/Pagination"
                marked = ["/Artifact", pydyf.Dictionary({"Type": kind})]
                operations[position - 1 : position + 1] = marked
