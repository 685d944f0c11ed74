"""What is published of a file of docs/ that is no page: never the file as it lies there, but what
was read of it, written anew.

A type is what the content is; the ending only says what it has to be.
"""

import json
import subprocess
import sys
from pathlib import Path

from ..findings import BadInput, Place, Problem, shown
from . import drawings, fonts
from .keeping import kept
from .source import read_text

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
ENDINGS = (".txt", ".pdf", *fonts.BEGINNINGS, *PICTURES)
CHILD = Path(__file__).with_name("rewriting.py")
SECONDS = 60  # of waiting; the child's own bound is of processor time

# What comes under the name of a picture or a document and is none, by how it begins.
_OTHERS = {
    b"version https://git-lfs": (
        "tiedostossa on vain Git LFS -viittaus",
        "hae tiedosto komennolla git lfs pull ja tallenna se itse varastoon",
    ),
    b"<!doctype html": ("tiedosto on verkkosivu", "tallenna sivulta itse kuva tai tiedosto"),
    b"<html": ("tiedosto on verkkosivu", "tallenna sivulta itse kuva tai tiedosto"),
    b"<svg": ("tiedosto on SVG-piirros", "vaihda nimen loppu ja linkit: .svg"),
    b"<?xml": ("tiedosto on SVG-piirros tai muuta XML:ää", "vaihda nimen loppu ja linkit: .svg"),
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
    if ending == ".svg":
        return drawings.written(drawings.read(file))
    source = file.read_bytes()
    if ending in fonts.BEGINNINGS:
        fonts.opened(source, ending)
        return source
    return _rewritten(source, ending)


def _rewritten(source: bytes, ending: str) -> bytes:
    """A picture or a PDF as the child writes it. Raises Problem."""
    begins = source[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    told = next((told for start, told in _OTHERS.items() if begins.startswith(start)), None)
    if not begins:
        told = ("tiedosto on tyhjä", "tallenna se uudelleen")
    if told is None:
        written, told = kept(
            [ending, source], lambda: _ask_child(source, ending), worth=lambda made: bool(made[0])
        )
        if written:
            return written
    subject = "PDF:ää" if ending == ".pdf" else "kuvaa"
    raise Problem(drawings.RULE, f"{subject} ei voi käyttää: {told[0]}", told[1])


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
