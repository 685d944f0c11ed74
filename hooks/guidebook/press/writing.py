"""The laid-out pages as a file: tagged for who listens, and for archives unless it is a form."""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from xml.etree.ElementTree import Element

import pydyf
import weasyprint

from . import archive, line_ends, tags
from .forms import FIELDS
from .materials import Particulars

VARIANT = "pdf/ua-1"
PACKED = 6  # of zlib's levels: 9 takes several times as long for 4 % of the bytes


def options(tree: Element) -> dict[str, object]:
    """What WeasyPrint is to know of the file of a tree, while it lays it out too."""
    forms = any(element.tag in FIELDS for element in tree.iter())
    colours = None if forms else archive.COLOURS
    return {"pdf_variant": VARIANT, "pdf_forms": forms, "output_intent": colours}


def written(
    document: weasyprint.Document,
    told: dict[str, object],
    particulars: Particulars,
    first: int = 1,
) -> tuple[bytes, tags.TagTree]:
    """The file of a document that was laid out with the options `told`, and the tree of its tags;
    its first page has the number `first`.
    """
    trees = []

    def finish(document: weasyprint.Document, file: pydyf.PDF) -> None:
        trees.append(tags.mend(document, file, first))
        if not told["pdf_forms"]:
            archive.finish(file, particulars.data, particulars.day)

    with ExitStack() as patches:
        for patch in (tags.named, line_ends.marked, archive.measurable, _known_pages, packed):
            patches.enter_context(patch())
        identifier = particulars.identifier.encode()
        content = document.write_pdf(pdf_identifier=identifier, finisher=finish, **told)
    return content, trees[0]


def drawn(document: weasyprint.Document) -> None:
    """Written for the sake of the fonts that it draws with."""
    document.write_pdf()


@contextmanager
def _known_pages() -> Iterator[None]:
    """pydyf makes the list of all pages anew for each tag."""
    before = pydyf.PDF.page_references

    def references(file: pydyf.PDF) -> tuple[bytes, ...]:
        known = getattr(file, "known_pages", ())
        if len(known) != file.pages["Count"]:
            known = file.known_pages = before.fget(file)
        return known

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = before


@contextmanager
def packed() -> Iterator[None]:
    """pydyf packs at zlib's level 9."""
    before = pydyf.zlib
    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(PACKED))
    try:
        yield
    finally:
        pydyf.zlib = before
