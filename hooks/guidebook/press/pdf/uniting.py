"""A file with the faces of a whole book: each once, with all glyphs that any unit uses."""

import io
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

import pydyf
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import build_fonts_dictionary

from ..makeup.layouts import Layouts
from . import object_bytes, tags, writing
from .sheaves import Face

FONTS = "/Fonts"  # in the catalogue of that file
WEIGHTS = range(100, 1000, 100)
SLANTS = ("normal", "italic")


class UnknownFace(LookupError):
    """A face of which no specimen can be set."""


def united(faces: Iterable[Mapping[str, Face]]) -> dict[str, Face]:
    """By the name of its resource what all of them use of a face; in the order of their glyphs,
    whatever numbers of pages the units told first.
    """
    whole: dict[str, Face] = {}
    for used in faces:
        for name, face in used.items():
            whole.setdefault(name, Face()).add(face)
    return {name: whole[name].in_order() for name in sorted(whole)}


def font_file(faces: Mapping[str, Face], families: Iterable[str], layouts: Layouts) -> bytes:
    """Raises UnknownFace."""
    document = layouts.lay_out(_specimen(families))
    writing.drawn(document)
    known = {font.hash: font for font in document.fonts.values()}
    if missing := set(faces) - set(known):
        raise UnknownFace(", ".join(sorted(missing)))
    for name, face in faces.items():
        known[name].widths, known[name].to_unicode = face.widths, face.text
    pdf = pydyf.PDF()
    options = {**DEFAULT_OPTIONS, "pdf_version": "1.7"}
    fonts = {name: known[name] for name in faces}
    with object_bytes.packed():
        pdf.catalog[FONTS.removeprefix("/")] = build_fonts_dictionary(
            pdf, fonts, True, True, options
        )
        tags.map_joiners(pdf)
        out = io.BytesIO()
        pdf.write(out, compress=True)
    return out.getvalue()


def _specimen(families: Iterable[str]) -> Element:
    """A letter in each weight and slant of the families."""
    tree = Element("html", {"lang": "fi"})
    body = SubElement(tree, "body")
    for family in sorted(set(families)):
        for slant in SLANTS:
            for weight in WEIGHTS:
                style = f"font: {slant} {weight} 9pt '{family}'"
                SubElement(body, "p", {"style": style}).text = "a"
    return tree
