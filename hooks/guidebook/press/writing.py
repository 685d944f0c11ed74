"""The laid-out pages as a file: tagged for who listens, and for archives unless it is a form."""

from datetime import date
from xml.etree.ElementTree import Element

import pydyf
import weasyprint

from . import archive, line_ends, tags
from .forms import FIELDS

VARIANT = "pdf/ua-1"


def options(tree: Element) -> dict[str, object]:
    """What WeasyPrint is to know of the file of a tree, while it lays it out too."""
    forms = any(element.tag in FIELDS for element in tree.iter())
    colours = None if forms else archive.COLOURS
    return {"pdf_variant": VARIANT, "pdf_forms": forms, "output_intent": colours}


def written(
    document: weasyprint.Document,
    told: dict[str, object],
    identifier: str,
    day: date,
    data: archive.Data | None,
) -> bytes:
    """The file of a document that was laid out with the options `told`."""

    def finish(document: weasyprint.Document, file: pydyf.PDF) -> None:
        tags.mend(document, file)
        if not told["pdf_forms"]:
            archive.finish(file, data, day)

    with tags.named(), line_ends.marked(), archive.measurable():
        return document.write_pdf(pdf_identifier=identifier.encode(), finisher=finish, **told)
