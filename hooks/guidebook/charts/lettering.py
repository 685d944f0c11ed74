"""How wide a text is in a face, and where it breaks."""

from collections.abc import Sequence
from pathlib import Path

from PIL import ImageFont

KNOWN = "Source Sans 3"
SPACES, NARROW = frozenset(" \u00a0"), frozenset("ijlftIr.,:;'’|!()[]/-")
BROAD = frozenset("mwMW@%—")
SIZE, ROOM = 100, 1.03  # what a face is measured at; its letters never run together


def _known(sign: str) -> float:
    """A little on the broad side of the known face (a test holds it to the font)."""
    if sign in SPACES:
        return 0.22
    if sign in NARROW:
        return 0.37
    return 0.86 if sign in BROAD else 0.67 if sign.isupper() else 0.565


class Lettering:
    """Texts in the face of these files, as broad as its broadest; without any, in the known one."""

    def __init__(self, files: Sequence[Path] = ()):
        self._fonts = [ImageFont.truetype(str(file), SIZE) for file in files]
        self._widths: dict[str, float] = {}

    def wide(self, text: str, size: float) -> float:
        return size * sum(map(self._part, text))

    def _part(self, sign: str) -> float:
        if not self._fonts:
            return _known(sign)
        if sign not in self._widths:
            broadest = max(font.getlength(sign) for font in self._fonts)
            self._widths[sign] = ROOM * broadest / SIZE
        return self._widths[sign]

    def wrapped(self, text: str, room: float, size: float) -> list[str]:
        """The text in lines that fit the room, broken at spaces and hyphens; a longer word is cut
        with a hyphen.
        """
        lines = [""]
        broken = clean(text).replace("-", "-\u200b").replace(" ", " \u200b")
        for word in broken.split("\u200b"):
            if lines[-1] and self.wide((lines[-1] + word).rstrip(), size) > room:
                lines.append("")
            while self.wide(word.rstrip(), size) > room and len(word) > 1:
                cut = next(
                    at
                    for at in range(len(word) - 1, 0, -1)
                    if self.wide(word[:at] + "-", size) <= room or at == 1
                )
                lines[-1] = word[:cut] + "-"
                lines.append("")
                word = word[cut:]
            lines[-1] += word
        return [line.strip() for line in lines]


def clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n"
        or (sign >= " " and not 0xD800 <= ord(sign) <= 0xDFFF and sign not in "\ufffe\uffff")
    )
