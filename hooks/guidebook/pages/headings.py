"""The headings of a page, those that are underlined among them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..syntax import SLASHES

_SIGNS = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_NO_WORDS = re.compile(rf"[ \t]{{4}}|[ \t]*(?:[>|]|{SLASHES}|[-*+][ \t])|\s*$")
_ID = re.compile(r"#([\w-]+)")


@dataclass(frozen=True)
class Heading:
    """`start` and `end` are indices of the page's source."""

    start: int
    end: int
    level: int
    text: str

    @property
    def id(self) -> str:
        """The one its writer gave it, or ""."""
        found = _ID.search(self._attributes)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """The text without its attributes."""
        return self.text.removesuffix(self._attributes).rstrip() or self.text

    @property
    def _attributes(self) -> str:
        start = self.text.rfind("{")
        plain = start >= 0 and self.text.find("}", start) == len(self.text) - 1
        return self.text[start:] if plain else ""


def read_headings(prose: str) -> Iterator[Heading]:
    start, before, words = 0, "", ""  # the line before, and the one line of a paragraph before
    for line in prose.split("\n"):
        end = start + len(line)
        if match := _SIGNS.match(line):
            text = line[match.end() :].rstrip().rstrip("#").rstrip()
            yield Heading(start, end, len(match[1]), text)
        elif words and _UNDERLINE.fullmatch(line):
            yield Heading(start - len(words) - 1, end, 1 if line[0] == "=" else 2, words.strip())
        words = "" if match or before.strip() or _NO_WORDS.match(line) else line
        start, before = end + 1, line
