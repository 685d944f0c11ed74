"""Pictures as every program that shows presentations can read them: no SVG, and no newer format."""

import io
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

from PIL import Image

from ..press.setting.chapters import alone
from ..text import published
from ..text.keeping import kept

READ_BY_ALL = ("PNG", "JPEG", "GIF")
WIDTH = 1600  # dots, for 510 pt of a slide: enough for a wall


def png(drawing: Element, fonts: Sequence[Path]) -> bytes:
    """An SVG as a PNG of that width, its letters in the faces of these files."""
    svg = tostring(alone(drawing), "unicode")

    def draw() -> bytes:
        import resvg_py  # here, not above: what is kept needs none

        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg,
                width=WIDTH,
                background="#ffffff",
                skip_system_fonts=True,
                font_files=[str(font) for font in fonts],
            )
        )

    return kept(
        [svg, *fonts],
        draw,
        pack=lambda picture: b64encode(picture).decode(),
        unpack=lambda data: b64decode(data, validate=True),
    )


def file(path: Path, fonts: Sequence[Path]) -> tuple[bytes, str]:
    """A picture that an editor gave, in a format that all read, and the ending of its name."""
    content = published.content(path)
    content = png(fromstring(content), fonts) if is_drawn(path) else readable(content)
    return content, {b"\x89P": "png", b"\xff\xd8": "jpg"}.get(content[:2], "gif")


def is_drawn(path: Path) -> bool:
    return path.suffix.lower() == ".svg"


def readable(content: bytes) -> bytes:
    """A picture of dots in a format that all read."""
    with Image.open(io.BytesIO(content)) as picture:
        if picture.format in READ_BY_ALL:
            return content
        out = io.BytesIO()
        picture.save(out, "PNG")
    return out.getvalue()
