"""Source files as their editors wrote them: text in UTF-8 without hidden characters, and in NFC,
where a letter is one character however it was typed.
"""

import bisect
import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from .invisible import INVISIBLE, name, suspect

MOST = 100  # runs of invisible characters that are reported of a file
PIECE = 100_000  # characters
_RUN = re.compile(f"(?:{INVISIBLE.pattern})+")

REASONS = {
    errno.ENOENT: "tiedostoa ei ole",
    errno.EACCES: "tiedostoon ei ole oikeutta",
    errno.EISDIR: "tämä on kansio",
    errno.ENOTDIR: "polku kulkee tiedoston läpi",
}


class Text(str):
    """The text in NFC of a file that is not: `written` is what stands there, in the same lines."""

    written: str

    def __new__(cls, written: str):
        text = super().__new__(cls, normal(written))
        text.written = written
        return text


def normal(text: str) -> str:
    """The text in NFC: on a Mac, ä may come as a and its dots."""
    return unicodedata.normalize("NFC", text)


def written_column(text: str, line: int, column: int) -> int:
    """The column in the file of a place in its text; both count from 1."""
    if not isinstance(text, Text):
        return column
    written = text.written.split("\n")[line - 1]
    lengths = range(1, len(written) + 1)
    return bisect.bisect_left(lengths, column, key=lambda end: len(normal(written[:end]))) + 1


def place_in(path: Path, text: str, offset: int) -> Place:
    """The place of a character of a file's text."""
    return Place(shown(path), *line_and_column(text, offset))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, written_column(text, line, offset - text.rfind("\n", 0, offset))


def read_text(path: Path) -> str:
    """The file's text with newlines as \\n.

    Raises BadInput when it is missing, not UTF-8 or has hidden characters.
    """
    text = _decoded(path, _bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
    if suspect(text) and (found := [*islice(_RUN.finditer(text), MOST)]):
        raise BadInput(*(_invisible(path, text, match) for match in found))
    return text if unicodedata.is_normalized("NFC", text) else Text(text)


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of whole lines begin and end that a long text is read in; a piece of more
    than PIECE characters is one line.
    """
    start = 0
    while start <= len(text):
        end = len(text)
        if end - start > PIECE:
            end = text.rfind("\n", start, start + PIECE + 1)
            if end < 0:
                end = text.find("\n", start + PIECE)
            if end < 0:
                end = len(text)
        yield start, end
        start = end + 1


def _invisible(path: Path, text: str, found: re.Match) -> Finding:
    more = f" ja {len(found[0]) - 1} muuta" if len(found[0]) > 1 else ""
    return Finding(
        place_in(path, text, found.start()),
        "näkymätön-merkki",
        f"tekstissä on näkymätön merkki {name(found[0][0])}{more}",
        "poista se ja tallenna tekstinä",
    )


def refused(error: OSError) -> str:
    """Why the system does not open a file, in Finnish."""
    return REASONS.get(error.errno, f"järjestelmä ei avaa sitä (virhe {error.errno})")


def _bytes(path: Path) -> bytes:
    try:
        if stat.S_IFMT(os.stat(path).st_mode) in (stat.S_IFREG, stat.S_IFDIR):
            return Path(path).read_bytes()
        reason = "tämä ei ole tavallinen tiedosto"  # a pipe or a device, which may never end
    except OSError as error:
        reason = refused(error)
    raise BadInput(Finding(Place(shown(path)), "tiedosto", reason, "tarkista nimi ja oikeudet"))


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise BadInput(
            Finding(
                Place(shown(path), line, column),
                "merkistö",
                "tiedosto ei ole UTF-8-muodossa",
                "tallenna se uudelleen merkistöllä UTF-8",
            )
        ) from error


def mend(path: Path, read: str, mended: str) -> None:
    """Write the lines in which `mended` differs from the text that was `read` into the file; what
    else is in it stays byte for byte, line ends and all. The number of lines stays the same.
    """
    with path.open(encoding="utf-8", newline="") as file:
        kept = re.split(r"(\r\n?|\n)", file.read())  # lines and line ends in turn
    lines = zip(read.split("\n"), mended.split("\n"), strict=True)
    for number, (old, new) in enumerate(lines):
        if new != old:
            mark = "\ufeff" if kept[2 * number].startswith("\ufeff") else ""
            kept[2 * number] = mark + new
    path.write_bytes("".join(kept).encode())
