"""Drawings: SVG files of which only what a drawing needs is let through, since a stranger may bring one."""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

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
RULE = "kuvan-sisältö"
HINT = "tallenna se pelkkinä muotoina ja tekstinä: ei tyylejä, skriptejä, suodattimia, linkkejä eikä upotettuja kuvia"
LARGEST = 200_000  # bytes
DEEPEST = 50  # elements inside each other

_ELSEWHERE = re.compile(r"url\((?!#)|:\s*//")  # an address in a colour or a marker


class NotADrawing(ValueError):
    """A file that is more than a drawing, or none; says in Finnish why."""


def read(file: Path) -> etree.Element:
    """The drawing's tree, its names without namespace. Raises NotADrawing."""
    source = file.read_bytes()
    if len(source) > LARGEST or b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise NotADrawing("tiedosto on liian suuri tai siinä on DOCTYPE")
    try:
        drawing = etree.fromstring(source)
    except (etree.ParseError, RecursionError, ValueError, LookupError) as error:
        raise NotADrawing(f"SVG ei aukea ({error})") from error
    level = [drawing]
    for _ in range(DEEPEST):
        level = [child for part in level for child in part]
    if level:
        raise NotADrawing(f"sisäkkäin on yli {DEEPEST} osaa")
    for part in drawing.iter():
        part.tag = str(part.tag).removeprefix(SVG)
        if part.tag not in ELEMENTS:
            raise NotADrawing(f"osa <{part.tag}> ei ole sallittu")
        for name, value in part.items():
            if name not in ATTRIBUTES or _ELSEWHERE.search(value):
                raise NotADrawing(f'määre {name}="{value[:40]}" ei ole sallittu')
    if drawing.tag != "svg" or "viewBox" not in drawing.attrib:
        raise NotADrawing("juuren pitää olla <svg viewBox=…>")
    return drawing
