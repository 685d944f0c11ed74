"""Font files: whether they are what they are called, and whole."""

import io
import struct
from typing import TYPE_CHECKING

from ..findings import Problem

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

BEGINNINGS = {".ttf": (b"\0\1\0\0", b"true"), ".otf": (b"OTTO",), ".woff2": (b"wOF2",)}
MOST_TABLES, LARGEST = 100, 50_000_000  # of a font that a browser unpacks; bytes


def opened(source: bytes, ending: str) -> "TTFont | None":
    """The font; None for one packed for browsers, which check it as they unpack it. Raises Problem.

    A table that is cut would end the press later.
    """
    from fontTools.ttLib import TTFont  # here, not above: what has been read once is kept

    try:
        if not source.startswith(BEGINNINGS[ending]):
            raise ValueError(ending)
        if ending == ".woff2":
            length, tables, _, unpacked = struct.unpack_from(">LHHL", source, 8)
            if length != len(source) or tables > MOST_TABLES or unpacked > LARGEST:
                raise ValueError(length)
            return None
        font = TTFont(io.BytesIO(source), lazy=True)
        for table in font.reader.tables:
            font.reader[table]  # read for its errors alone
        return font
    except Exception as error:  # fontTools raises whatever a damaged file brings about
        raise Problem(
            "kirjasin", "kirjasinta ei voi lukea", "palauta tiedosto versionhallinnasta"
        ) from error
