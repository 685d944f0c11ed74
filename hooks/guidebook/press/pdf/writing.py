"""The laid-out pages as a file: tagged for who listens, and for archives unless it is a form."""

from contextlib import ExitStack
from xml.etree.ElementTree import Element

import pydyf
import weasyprint

from ..makeup import line_ends
from ..materials import Particulars
from ..setting.forms import FIELDS
from . import archive, object_bytes, tags

VARIANT = "pdf/ua-1"


def options_of(tree: Element) -> dict[str, object]:
    """What WeasyPrint is to know of the file of a tree, while it lays it out too."""
    forms = any(element.tag in FIELDS for element in tree.iter())
    colours = None if forms else archive.COLOURS
    return {"pdf_variant": VARIANT, "pdf_forms": forms, "output_intent": colours}


def written(
    document: weasyprint.Document,
    options: dict[str, object],
    particulars: Particulars,
    *,
    renumbered: bool = False,
) -> tuple[bytes, tags.TagTree]:
    """The file of a document that was laid out with these `options`, and the tree of its tags; its
    pages may be `renumbered`.
    """
    trees = []

    def finish(document: weasyprint.Document, file: pydyf.PDF) -> None:
        trees.append(tags.mend(document, file, renumbered=renumbered))
        if not options["pdf_forms"]:
            archive.finish(file, particulars.data, particulars.day)

    with ExitStack() as patches:
        for patch in (tags.named, line_ends.marked, archive.measurable, object_bytes.spelled_once):
            patches.enter_context(patch())
        identifier = particulars.identifier.encode()
        content = document.write_pdf(pdf_identifier=identifier, finisher=finish, **options)
    return content, trees[0]


def drawn(document: weasyprint.Document) -> None:
    """Written for the sake of the fonts that it draws with."""
    document.write_pdf()
