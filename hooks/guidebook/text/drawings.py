"""Drawings: SVG files of which only what a drawing needs is let through, since a stranger may bring
one.
"""

import re
import xml.etree.ElementTree as etree
from pathlib import Path

from ..findings import Problem

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text",
    "tspan", "defs", "marker", "title", "desc",
}  # fmt: skip
ATTRIBUTES = {
    "class", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "fill", "fill-opacity",
    "fill-rule", "font-family", "font-size", "font-style", "font-weight", "height", "id",
    "letter-spacing", "marker-end", "marker-start", "markerHeight", "markerUnits", "markerWidth",
    "opacity", "orient", "points", "r", "refX", "refY", "rx", "ry", "stroke", "stroke-dasharray",
    "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
CLASSES = {
    "kuvitus-korostus", "kuvitus-muoto", "kuvitus-pinta", "kuvitus-teksti",
    "kuvitus-teksti-kaanteinen", "kuvitus-viiva",
}  # fmt: skip
RULE = "kuvan-sisältö"
HINT = (
    "tallenna se pelkkinä muotoina ja tekstinä: ei tyylejä, skriptejä, suodattimia, linkkejä "
    "eikä upotettuja kuvia"
)
LARGEST = 200_000  # bytes
DEEPEST = 50  # elements inside each other
LARGEST_MARKER = 1_000  # characters; it is drawn again at each end of a line

_ELSEWHERE = re.compile(r"url\((?!#)|:\s*//")  # an address in a colour or a marker


_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,6})?")


def read(file: Path) -> etree.Element:
    """The drawing's tree, its names without namespace. Raises Problem."""
    try:
        return _checked(file.read_bytes())
    except ValueError as error:
        raise Problem(RULE, f"kuvaa {file.name} ei voi käyttää: {error}", HINT) from error


def _checked(source: bytes) -> etree.Element:
    """The tree of a drawing. Raises ValueError, in Finnish, for what is more or less than one."""
    if len(source) > LARGEST or b"<!DOCTYPE" in source or b"<!ENTITY" in source:
        raise ValueError("tiedosto on liian suuri tai siinä on DOCTYPE")
    try:
        drawing = etree.fromstring(source)
    except (etree.ParseError, RecursionError, ValueError, LookupError) as error:
        raise ValueError(f"SVG ei aukea ({error})") from error
    level = [drawing]
    for _ in range(DEEPEST):
        level = [child for part in level for child in part]
    if level:
        raise ValueError(f"sisäkkäin on yli {DEEPEST} osaa")
    for part in drawing.iter():
        part.tag = str(part.tag).removeprefix(SVG)
        if part.tag not in ELEMENTS:
            raise ValueError(f"osa <{part.tag}> ei ole sallittu")
        for name, value in part.items():
            strange = name == "class" and not CLASSES.issuperset(value.split())
            if name not in ATTRIBUTES or strange or _ELSEWHERE.search(value):
                raise ValueError(f'määre {name}="{value[:40]}" ei ole sallittu')
    for marker in drawing.iter("marker"):
        nested = [
            name for part in marker.iter() for name in part.attrib if name.startswith("marker-")
        ]
        if nested or len(etree.tostring(marker)) > LARGEST_MARKER:
            raise ValueError("merkki <marker> on liian suuri tai käyttää toista merkkiä")
    if drawing.tag != "svg" or not _is_box(drawing.get("viewBox", "")):
        raise ValueError('juuren pitää olla <svg viewBox="0 0 leveys korkeus">')
    return drawing


def _is_box(text: str) -> bool:
    """Whether this is a viewBox: four numbers, of which the last two, its width and height, are
    more than 0.
    """
    numbers = text.replace(",", " ").split()
    return (
        len(numbers) == 4
        and all(map(_NUMBER.fullmatch, numbers))
        and min(map(float, numbers[2:])) > 0
    )
