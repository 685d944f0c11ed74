"""The cover of the book as a picture."""

import textwrap
from pathlib import Path
from xml.etree.ElementTree import Element

from ..book import Imprint
from ..press.elements import node
from ..slides import dots

# Characters that fit on a line of the title and of the subtitle
TITLE, SUBTITLE = 14, 48
LEFT, TOP = 22, 192  # millimetres, as all measures here: those of the page
SANS = {"font-family": "'Source Sans 3'", "fill": "#ffffff"}
SERIF = SANS | {"font-family": "'Source Serif 4'", "font-weight": "600"}


def draw_cover(imprint: Imprint, base: Path) -> bytes:
    """A PNG, with the faces under `base`."""
    title = textwrap.wrap(imprint.title, TITLE, break_long_words=False)
    below = TOP + 17 * len(title)
    square = {"x": f"{LEFT}", "y": "88", "width": "74", "height": "74", "fill": "none"}
    drawing = node(
        "svg",
        {"viewBox": "0 0 210 297", "width": "210", "height": "297"},
        node("rect", {"width": "210", "height": "297", "fill": "#07505e"}),
        node("rect", {**square, "stroke": "#ffffff", "stroke-width": "0.5"}),
        node("circle", {"cx": "134", "cy": "83", "r": "58", "fill": "#f0a030"}),
        *(_line(TOP + 17 * at, 15.5, line, SERIF) for at, line in enumerate(title)),
        *(
            _line(below + 8 * at, 6, line, SANS)
            for at, line in enumerate(textwrap.wrap(imprint.subtitle, SUBTITLE))
        ),
        _line(266, 4, f"Laitos {imprint.edition}", SANS | {"font-weight": "600"}),
        _line(272, 4, imprint.publisher, SANS),
    )
    return dots.png(drawing, sorted((base / "assets" / "fonts").glob("*.ttf")))


def _line(top: float, size: float, text: str, face: dict[str, str]) -> Element:
    return node("text", {"x": f"{LEFT}", "y": f"{top}", "font-size": f"{size}", **face}, text)
