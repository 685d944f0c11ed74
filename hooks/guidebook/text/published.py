"""What is published of a file of docs/ that is no page: never the file as it lies there, but what
was read of it, written anew.

A type is what the content is; the ending only says what it has to be.
"""

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from ..findings import BadInput, Place, Problem, shown
from . import drawings, fonts
from .keeping import kept
from .source import read_text

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
ENDINGS = (".txt", ".pdf", *fonts.BEGINNINGS, *PICTURES)
CHILD = Path(__file__).with_name("rewriting.py")
SECONDS = 60  # to wait for the child, which has a bound of processor time of its own

_PAGE = ("tiedosto on verkkosivu", "tallenna sivulta itse kuva tai tiedosto")
_DRAWING = ("tiedosto on SVG-piirros", "vaihda nimen loppu ja linkit: .svg")
# How files begin that are named like a picture or a document and are something else.
_OTHERS = {
    b"version https://git-lfs": (
        "tiedostossa on vain Git LFS -viittaus",
        "hae tiedosto komennolla git lfs pull ja tallenna se itse varastoon",
    ),
    b"<!doctype html": _PAGE,
    b"<html": _PAGE,
    b"<svg": _DRAWING,
    b"<?xml": _DRAWING,
}
_TOO_MUCH = (
    "sen avaaminen vie liikaa muistia tai aikaa",
    "pienennä kuvaa tai tallenna tiedosto uudelleen",
)


def content(file: Path) -> bytes:
    """What is published of the file. Raises BadInput, with the place in the file."""
    try:
        return _content(file)
    except Problem as problem:
        where = getattr(problem, "line", 1), getattr(problem, "column", 1)
        raise BadInput(problem.at(Place(shown(file), *where))) from problem


def _content(file: Path) -> bytes:
    ending = file.suffix.lower()
    if ending == ".txt":
        return read_text(file).encode()
    source = file.read_bytes()
    if ending in fonts.BEGINNINGS:
        fonts.opened(source, ending)
        return source
    if reason := _other(source, ending):
        raise _unfit(ending, reason)
    if ending == ".svg":
        return drawings.written(drawings.parse(source))
    written, reason = kept(
        [ending, source],
        lambda: _ask_child(source, ending),
        pack=lambda made: b64encode(made[0]).decode() or None,
        unpack=lambda data: (b64decode(data, validate=True), ("", "")),
    )
    if not written:
        raise _unfit(ending, reason)
    return written


def _other(source: bytes, ending: str) -> tuple[str, str] | None:
    """What else the file is, and what to do."""
    begins = source[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not begins:
        return "tiedosto on tyhjä", "tallenna se uudelleen"
    other = next((reason for start, reason in _OTHERS.items() if begins.startswith(start)), None)
    return None if other is _DRAWING and ending == ".svg" else other


def _unfit(ending: str, reason: tuple[str, str]) -> Problem:
    subject = "PDF:ää" if ending == ".pdf" else "kuvaa"
    return Problem(drawings.RULE, f"{subject} ei voi käyttää: {reason[0]}", reason[1])


def _ask_child(source: bytes, ending: str) -> tuple[bytes, tuple[str, str]]:
    """What the child has written, or nothing and why."""
    try:
        ran = subprocess.run(
            [sys.executable, "-I", str(CHILD), ending],
            input=source,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        if ran.returncode == 0:
            return ran.stdout, ("", "")
        message, hint = json.loads(ran.stderr)
    except (subprocess.TimeoutExpired, ValueError):  # killed, or broken with a traceback
        return b"", _TOO_MUCH
    return b"", (message, hint)
