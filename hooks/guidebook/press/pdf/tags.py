"""What WeasyPrint's tags lack for a reader who listens (its issues 1836 and 2482), mended before
the file is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from ..elements import classes
from ..mending.boxes import CONTINUED
from . import link_tags, tag_joining, tag_roles
from .tag_tree import TagTree, below

# Tags that WeasyPrint does not give by itself, by the name of the element.
TAGS = {"small": "Note", "figure": "Div", "pre": "P", "code": "Code"}
POINTS = 0.75  # in a CSS pixel


@contextmanager
def named() -> Iterator[None]:
    """While the file is written, elements get their tags and remember what they are made of."""
    name, build = tags._get_pdf_tag, tags._build_box_tree

    def traced(box: Box | AbsolutePlaceholder, *arguments: object) -> Iterator[pydyf.Dictionary]:
        inner = box._box if isinstance(box, AbsolutePlaceholder) else box
        for element in build(box, *arguments):
            if not hasattr(element, "made_of"):
                element.made_of = inner.element, _decorates(inner)
            yield element

    tags._get_pdf_tag = lambda tag: TAGS.get(tag) or name(tag)
    tags._build_box_tree = traced
    try:
        yield
    finally:
        tags._get_pdf_tag, tags._build_box_tree = name, build


def _decorates(box: Box) -> bool:
    """Leaders, and that a box goes on: to who listens it has not stopped."""
    return box.is_leader or (box.element is not None and CONTINUED in classes(box.element))


def mend(document: Document, pdf: pydyf.PDF, *, renumbered: bool = False) -> TagTree:
    """The tags of a file before it is written, whose pages may be `renumbered`."""
    link_tags.name(document, renumbered=renumbered)
    tree = TagTree(pdf, len(document.pages))
    footnotes = tag_roles.take_footnotes(tree.body)
    tag_joining.join(tree, tree.body)
    tag_roles.place_footnotes(tree.body, footnotes)
    tag_roles.tell(tree.body)
    link_tags.gather(tree.body)
    tag_joining.simplify(tree.body)
    _frame_pictures(document, tree)
    tree.write()
    map_joiners(pdf)
    return tree


def _frame_pictures(document: Document, tree: TagTree) -> None:
    """WeasyPrint gives frames in CSS pixels from the top of the page."""
    for element in below(tree.body):
        if element.kind == "Figure":
            left, top, right, bottom = element.entries["A"]["BBox"]
            height = document.pages[element.page].height
            frame = left, height - bottom, right, height - top
            element.entries["A"]["BBox"] = pydyf.Array(POINTS * side for side in frame)


def map_joiners(pdf: pydyf.PDF) -> None:
    """A font that fields write in is whole, and PDF/UA refuses one of its characters, U+FEFF, as a
    byte order mark.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and b"begincmap" in item.stream:
            item.stream[:] = [line.replace(b"<feff>", b"<2060>") for line in item.stream]
