"""Pictures made of points: each is drawn anew before anything else sees it, in a child process with
bounds of its own.
"""

import json
import subprocess
import sys
from pathlib import Path

from ..findings import Problem
from .drawings import RULE
from .keeping import kept

CHILD = Path(__file__).with_name("redrawing.py")
SECONDS = 60  # of waiting; the child's own bound is of processor time
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")

# What comes under a picture's name and is none, by how it begins.
_NO_PICTURES = {
    b"version https://git-lfs": (
        "tiedostossa on vain Git LFS -viittaus kuvaan",
        "hae kuva komennolla git lfs pull ja tallenna se itse varastoon",
    ),
    b"<!doctype html": ("tiedosto on verkkosivu eikä kuva", "tallenna sivulta kuva itse"),
    b"<html": ("tiedosto on verkkosivu eikä kuva", "tallenna sivulta kuva itse"),
    b"<svg": ("tiedosto on SVG-piirros", "vaihda nimen loppu ja linkit: .svg"),
    b"<?xml": ("tiedosto on SVG-piirros tai muuta XML:ää", "vaihda nimen loppu ja linkit: .svg"),
    b"%pdf-": ("tiedosto on PDF", "tallenna kuva PNG-muodossa"),
}
_TOO_MUCH = ("kuvan avaaminen vie liikaa muistia tai aikaa", "pienennä kuvaa ja tallenna uudelleen")


def _problem(message: str, hint: str) -> Problem:
    return Problem(RULE, f"kuvaa ei voi käyttää: {message}", hint)


def redrawn(source: bytes, ending: str) -> bytes:
    """The picture drawn anew in the format of its ending. Raises Problem."""
    if not source.strip():
        raise _problem("tiedosto on tyhjä", "tallenna kuva uudelleen")
    begins = source[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, told in _NO_PICTURES.items():
        if begins.startswith(beginning):
            raise _problem(*told)
    made, drawn, told = kept(
        [ending, source], lambda: _ask_child(source, ending), worth=lambda result: result[0]
    )
    if not made:
        raise _problem(*told)
    return drawn


def _ask_child(source: bytes, ending: str) -> tuple[bool, bytes, tuple[str, str]]:
    """Whether the picture was drawn; its bytes; why not."""
    try:
        ran = subprocess.run(
            [sys.executable, "-I", str(CHILD), ending],
            input=source,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, b"", _TOO_MUCH
    if ran.returncode == 0:
        return True, ran.stdout, ("", "")
    try:
        message, hint = json.loads(ran.stderr)
    except ValueError:
        return False, b"", _TOO_MUCH
    return False, b"", (message, hint)
