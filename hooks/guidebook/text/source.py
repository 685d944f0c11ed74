"""Source files as their editors wrote them: text in UTF-8 without hidden characters."""

import errno
import re
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown

REASONS = {
    errno.ENOENT: "tiedostoa ei ole",
    errno.EACCES: "tiedostoa ei saa lukea",
    errno.EISDIR: "tämä on kansio",
    errno.ENOTDIR: "polku kulkee tiedoston läpi",
}

# Characters no text needs: they make a text read other than it looks, or break what is made of it.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def read_text(path: Path) -> str:
    """The file's text with newlines as \\n.

    Raises BadInput when it is missing, not UTF-8 or has hidden characters.
    """
    text = _decoded(path, _bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
    if found := INVISIBLE.search(text):
        start = found.start()
        line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
        message = f"tiedostossa on ohjausmerkki U+{ord(found[0]):04X}"
        raise BadInput(
            Finding(
                Place(shown(path), line, column),
                "merkistö",
                message,
                "poista se ja tallenna tekstinä",
            )
        )
    return text


def _bytes(path: Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = REASONS.get(error.errno, f"tiedosto ei aukea ({error})")
        raise BadInput(
            Finding(Place(shown(path)), "tiedosto", reason, "tarkista nimi ja oikeudet")
        ) from error


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
