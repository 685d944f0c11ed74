"""Logos: as dots of a size, and as addresses that hold them whole."""

import io
from base64 import b64encode
from pathlib import Path

from PIL import Image

from ..text import published


def data_address(file: Path) -> str:
    """An address that is the picture itself. Raises BadInput."""
    kind = "svg+xml" if file.suffix.lower() == ".svg" else "png"
    return f"data:image/{kind};base64,{b64encode(published.content(file)).decode()}"


def dots(file: Path, width: int, height: int) -> Image.Image:
    """The picture as large as it can be in so many dots, on a clear ground. Raises BadInput."""
    content = published.content(file)
    if file.suffix.lower() == ".svg":
        import resvg_py  # here, not above: most builds have no logo

        content = bytes(resvg_py.svg_to_bytes(svg_string=content.decode(), width=4 * width))
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened.convert("RGBA")
    picture.thumbnail((width, height), Image.Resampling.LANCZOS)
    return picture
