"""Illustrations: a picture in SVG is put into the page itself, so that it follows light, dark and print.

A stranger may bring one, so only what a drawing needs is let through.
"""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

from ..numbers import ReferenceProblem

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text", "tspan", "defs",
    "marker", "title", "desc",
}
ATTRIBUTES = {
    "class", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill", "fill-opacity", "fill-rule", "font-family",
    "font-size", "font-style", "font-weight", "height", "id", "letter-spacing", "marker-end", "marker-mid",
    "marker-start", "markerHeight", "markerUnits", "markerWidth", "opacity", "orient", "points", "r", "refX",
    "refY", "rx", "ry", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
    "stroke-width", "text-anchor", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}
LARGEST = 200_000  # bytes


def illustration(file: Path, text: str, anchor: str) -> str:
    """The drawing as inline SVG with its text alternative. Raises ReferenceProblem when it is more than a drawing."""
    source = file.read_bytes()
    if len(source) > LARGEST or b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise _refused(file, "tiedosto on liian suuri tai siinä on DOCTYPE")
    try:
        drawing = etree.fromstring(source)
    except (etree.ParseError, RecursionError, ValueError) as error:
        raise _refused(file, f"SVG ei aukea ({error})") from error
    for part in drawing.iter():
        part.tag = str(part.tag).removeprefix(SVG)
        if part.tag not in ELEMENTS:
            raise _refused(file, f"osa <{part.tag}> ei ole sallittu")
        for name, value in part.items():
            if name not in ATTRIBUTES or re.search(r"url\((?!#)|:\s*//", value):
                raise _refused(file, f'määre {name}="{value[:40]}" ei ole sallittu')
    if drawing.tag != "svg" or "viewBox" not in drawing.attrib:
        raise _refused(file, "juuren pitää olla <svg viewBox=…>")
    for old in [part for part in drawing if part.tag in ("title", "desc")]:
        drawing.remove(old)
    for size in ("width", "height"):
        drawing.attrib.pop(size, None)
    name = etree.Element("title", {"id": f"{anchor}-nimi"})
    name.text = text
    drawing.insert(0, name)
    drawing.attrib.update({"xmlns": SVG[1:-1], "class": "kuvitus", "role": "img", "aria-labelledby": f"{anchor}-nimi"})
    return etree.tostring(drawing, "unicode")


def _refused(file: Path, why: str) -> ReferenceProblem:
    return ReferenceProblem("kuvan-sisältö", f"kuvaa {file.name} ei voi käyttää: {why}",
                            "tallenna se pelkkänä piirroksena (CONTRIBUTING kertoo, mitä siinä saa olla)")
