"""What WeasyPrint's tags lack for a reader who listens (its issues 1836 and 2482), mended before
the file is written.

Running heads and folios become artifacts, a link has one annotation for each of its lines and says
where it leads, notes become Note elements with an ID and a label. The tables are plain data of
pydyf: dictionaries that refer to each other as b"12 0 R".
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf import tags

from .asides import PAGE
from .elements import classes

Objects = dict[bytes, pydyf.Object]
NOTE = "Note"
# Tags that WeasyPrint does not give by itself, by the name of the element.
TAGS = {"small": NOTE}


@contextmanager
def named() -> Iterator[None]:
    """While the file is written, such elements get their tags."""
    before = tags._get_pdf_tag
    tags._get_pdf_tag = lambda name: TAGS.get(name) or before(name)
    try:
        yield
    finally:
        tags._get_pdf_tag = before


def mend(document: Document, pdf: pydyf.PDF) -> None:
    """A finisher for `Document.write_pdf`."""
    objects = {item.reference: item for item in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    numbers = objects[root["ParentTree"]]["Nums"]
    (body,) = (objects[kid] for kid in root["K"])
    elements = [body, *_descendants(body, objects)]
    _make_artifacts(document, pdf, objects, numbers, {element.reference for element in elements})
    _merge_links(document, pdf, objects, numbers)
    _tag_notes(elements, objects)
    identified = sorted(
        (element["ID"].string, element.reference) for element in elements if "ID" in element
    )
    if identified:
        names = pydyf.Array(
            value for id, reference in identified for value in (pydyf.String(id), reference)
        )
        root["IDTree"] = pydyf.Dictionary({"Names": names})
    _name_links(document)
    _map_joiners(pdf)


def _kids(element: pydyf.Dictionary, objects: Objects) -> Iterator[pydyf.Dictionary]:
    """The elements directly below: not the marked content and the annotations, which
    are kids too.
    """
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and objects[kid].get("Type") == "/StructElem":
            yield objects[kid]


def _descendants(element: pydyf.Dictionary, objects: Objects) -> Iterator[pydyf.Dictionary]:
    for kid in _kids(element, objects):
        yield kid
        yield from _descendants(kid, objects)


def _make_artifacts(
    document: Document, pdf: pydyf.PDF, objects: Objects, numbers: list, in_tree: set[bytes]
) -> None:
    """Elements that hang on nothing are those of the margin boxes: their content is decoration of
    the page.
    """
    for index, page in enumerate(_pages(document, pdf, objects)):
        parents = numbers[2 * index + 1]
        loose = {content for content, parent in enumerate(parents) if parent not in in_tree}
        operations = objects[page["Contents"]].stream
        for position, operation in enumerate(operations):
            if isinstance(operation, pydyf.Dictionary) and operation.get("MCID") in loose:
                parents[operation["MCID"]] = "null"
                operations[position - 1 : position + 1] = [
                    "/Artifact",
                    pydyf.Dictionary({"Type": "/Pagination"}),
                ]
    for item in pdf.objects:
        if (
            isinstance(item, pydyf.Dictionary)
            and item.get("Type") == "/StructElem"
            and item.reference not in in_tree
        ):
            item.clear()


def _merge_links(document: Document, pdf: pydyf.PDF, objects: Objects, numbers: list) -> None:
    """Each box inside a link has got an annotation of its own: only those of the Link elements
    stay.
    """
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in _pages(document, pdf, objects):
        for reference in [
            item for item in page.get("Annots", ()) if "StructParent" in objects[item]
        ]:
            number = objects[reference]["StructParent"]
            element = objects[parents[number]]
            if element["S"] == "/Link" or not _within_link(element, objects):
                continue
            page["Annots"].remove(reference)
            element["K"][:] = [kid for kid in element["K"] if not _is_of(kid, reference, objects)]
            position = numbers.index(number, 2 * len(document.pages))
            del numbers[position : position + 2]


def _within_link(element: pydyf.Dictionary, objects: Objects) -> bool:
    while element["S"] not in ("/Link", "/Document"):
        element = objects[element["P"]]
    return element["S"] == "/Link"


def _is_of(kid: bytes | int, annotation: bytes, objects: Objects) -> bool:
    return isinstance(kid, bytes) and objects[kid].get("Obj") == annotation


def _pages(document: Document, pdf: pydyf.PDF, objects: Objects) -> list[pydyf.Dictionary]:
    return [objects[reference] for reference in pdf.page_references[: len(document.pages)]]


def _tag_notes(elements: list[pydyf.Dictionary], objects: Objects) -> None:
    """What was tagged as a note gets the ID that a note needs, and its number a label."""
    notes = (element for element in elements if element["S"] == f"/{NOTE}")
    for number, note in enumerate(notes, start=1):
        note["ID"] = pydyf.String(f"huomautus-{number}")
        label = next(_kids(note, objects), None)
        if label:
            label["S"] = "/Lbl"


def _name_links(document: Document) -> None:
    """An internal link is told by its words, or by the page number it shows, not by the name of its
    anchor.
    """
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            annotation = getattr(box, "link_annotation", None)
            if annotation and "Dest" in annotation:
                told = "".join(box.element.itertext()).replace("\u00ad", "")
                if PAGE in classes(box.element):
                    told += next(box.element.iter("span")).get("data-sivu")
                words = " ".join(told.split())
                annotation["Contents"] = pydyf.String(words or f"sivu {_printed(box)}")


def _printed(box: Box) -> str:
    return "".join(getattr(inner, "text", "") for inner in box.descendants())


def _map_joiners(pdf: pydyf.PDF) -> None:
    """A font that fields write in is whole, and PDF/UA refuses one of its characters, U+FEFF, as a
    byte order mark.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            item.stream[:] = [line.replace(b"<feff>", b"<2060>") for line in item.stream]
