"""How large the title is set on the cover: as usual, or smaller when it is too wide or too long."""

from PIL import ImageFont

from ..guide import Guide
from ..identity import TEXT

WIDTH = 482  # points, of the cover's column
USUAL, SMALLER = "", "pitka-nimi"
# Class → points of the title, and the lines that it may take
SIZES = {USUAL: (44, 3), SMALLER: (26, 5)}
LONG = 60  # characters; a longer title is set smaller


def fitting(guide: Guide) -> tuple[str, str]:
    """The class of the largest size at which the title has room, and the word that has none in any;
    "" when all have.
    """
    words, file = guide.settings.title.split(), guide.identity.bold(TEXT)
    for name, (size, most) in SIZES.items():
        font = ImageFont.truetype(str(file), size) if file else ImageFont.load_default(size)
        widths = [font.getlength(word) for word in words]
        wide = next((word for word, width in zip(words, widths, strict=True) if width > WIDTH), "")
        if name == USUAL and len(guide.settings.title) > LONG:
            continue
        if not wide and _lines(widths, font.getlength(" ")) <= most:
            return name, ""
    return SMALLER, wide or guide.settings.title


def _lines(widths: list[float], space: float) -> int:
    lines, used = 1, 0.0
    for width in widths:
        if used and used + space + width > WIDTH:
            lines, used = lines + 1, width
        else:
            used += width + (space if used else 0)
    return lines
