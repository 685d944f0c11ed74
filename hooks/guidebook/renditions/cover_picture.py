"""The cover of the book as a picture."""

import textwrap
from xml.etree.ElementTree import Element

from ..book import Imprint
from ..identity import HEADINGS, TEXT, Identity
from ..press.elements import node
from ..slides import dots

# Characters that fit on a line of the title and of the subtitle
TITLE, SUBTITLE = 14, 48
LEFT, TOP = 22, 192  # millimetres, as all measures here: those of the page


def draw_cover(imprint: Imprint, identity: Identity) -> bytes:
    """A PNG in the identity."""
    sans = {"font-family": f"'{identity.families.get(HEADINGS, '')}'"}
    serif = {"font-family": f"'{identity.families.get(TEXT, '')}'", "font-weight": "600"}
    colours = identity.book
    white = colours["kaanteinen"]
    title = textwrap.wrap(imprint.title, TITLE, break_long_words=False)
    subtitle = textwrap.wrap(imprint.subtitle, SUBTITLE)
    below = TOP + 17 * len(title)
    square = {"x": f"{LEFT}", "y": "88", "width": "74", "height": "74", "fill": "none"}
    drawing = node(
        "svg",
        {"viewBox": "0 0 210 297", "width": "210", "height": "297"},
        node("rect", {"width": "210", "height": "297", "fill": colours["petrooli"]}),
        node("rect", {**square, "stroke": white, "stroke-width": "0.5"}),
        node("circle", {"cx": "134", "cy": "83", "r": "58", "fill": colours["lakka"]}),
        *(_line(TOP + 17 * at, 15.5, line, serif, white) for at, line in enumerate(title)),
        *(_line(below + 8 * at, 6, line, sans, white) for at, line in enumerate(subtitle)),
        _line(266, 4, f"Laitos {imprint.edition}", {**sans, "font-weight": "600"}, white),
        _line(272, 4, imprint.publisher, sans, white),
    )
    return dots.png(drawing, sorted(face.file for face in identity.paper_faces))


def _line(top: float, size: float, text: str, face: dict[str, str], colour: str) -> Element:
    set_at = {"x": f"{LEFT}", "y": f"{top}", "font-size": f"{size}", "fill": colour}
    return node("text", {**set_at, **face}, text)
