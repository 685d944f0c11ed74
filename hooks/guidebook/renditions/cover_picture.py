"""The cover of the book as a picture."""

import io
import textwrap
from base64 import b64encode
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..book import Imprint
from ..book.title_sizes import SMALLER, USUAL
from ..identity import HEADINGS, TEXT, Identity, Logo, dots
from ..press.elements import node
from ..slides import dots as drawn

# Characters that fit on a line of the title, its height and that of its letters, as large as the
# book has it; and characters of the subtitle
TITLES = {USUAL: (14, 17, 15.5), SMALLER: (24, 10.6, 9.2)}
SUBTITLE = 48
LEFT, TOP = 22, 192  # millimetres, as all measures here: those of the page
LOGO, RIGHT, FOOT, PLATE, SHARPNESS = (70, 22), 192, 272, 3, 8  # and dots a millimetre


def draw_cover(imprint: Imprint, identity: Identity) -> bytes:
    """A PNG in the identity."""
    sans = {"font-family": f"'{identity.families.get(HEADINGS, '')}'"}
    serif = {"font-family": f"'{identity.families.get(TEXT, '')}'", "font-weight": "600"}
    colours = identity.book
    white = colours["kaanteinen"]
    room, height, size = TITLES[imprint.title_size]
    title = textwrap.wrap(imprint.title, room, break_long_words=False)
    subtitle = textwrap.wrap(imprint.subtitle, SUBTITLE)
    below = TOP + height * len(title)
    square = {"x": f"{LEFT}", "y": "88", "width": "74", "height": "74", "fill": "none"}
    drawing = node(
        "svg",
        {"viewBox": "0 0 210 297", "width": "210", "height": "297"},
        node("rect", {"width": "210", "height": "297", "fill": colours["paavari"]}),
        node("rect", {**square, "stroke": white, "stroke-width": "0.5"}),
        node("circle", {"cx": "134", "cy": "83", "r": "58", "fill": colours["tehoste"]}),
        *(_line(TOP + height * at, size, line, serif, white) for at, line in enumerate(title)),
        *(_line(below + 8 * at, 6, line, sans, white) for at, line in enumerate(subtitle)),
        _line(266, 4, f"Laitos {imprint.edition}", {**sans, "font-weight": "600"}, white),
        _line(272, 4, imprint.publisher, sans, white),
        *_logo(identity.logos.get("large"), colours["paperi"]),
    )
    return drawn.png(drawing, sorted(face.file for face in identity.paper_faces))


def _logo(logo: Logo | None, plate: str) -> Iterator[Element]:
    """In the corner, on a plate where it is not for dark ground."""
    if not logo:
        return
    picture = dots(logo.dark or logo.light, *(SHARPNESS * side for side in LOGO))
    content = io.BytesIO()
    picture.save(content, "PNG")
    width, height = (side / SHARPNESS for side in picture.size)
    left, top, edge = RIGHT - width, FOOT - height, 0 if logo.dark else PLATE
    at = {"x": left - edge, "y": top - edge, "width": width + 2 * edge, "height": height + 2 * edge}
    if edge:
        yield node("rect", {**{name: f"{one:.2f}" for name, one in at.items()}, "fill": plate})
    at = {"x": left, "y": top, "width": width, "height": height}
    address = f"data:image/png;base64,{b64encode(content.getvalue()).decode()}"
    yield node("image", {**{name: f"{one:.2f}" for name, one in at.items()}, "href": address})


def _line(top: float, size: float, text: str, face: dict[str, str], colour: str) -> Element:
    set_at = {"x": f"{LEFT}", "y": f"{top}", "font-size": f"{size}", "fill": colour}
    return node("text", {**set_at, **face}, text)
