"""What the site has of the guide's identity: a stylesheet, and its files that are not in docs/."""

import posixpath
from pathlib import Path

from ..guide import Guide
from ..identity import dress
from ..identity.brand import OF_WEB
from ..text import published

FOLDER = "assets/ilme"
STYLE = f"{FOLDER}/ilme.css"


def files(guide: Guide) -> dict[str, bytes]:
    """Address on the site → content. Raises BadInput."""

    def from_style(file: Path) -> str:
        return posixpath.relpath(address(guide, file), FOLDER)

    style = dress.site_style(guide.identity, from_style)
    own = {face.file for face in guide.identity.web_faces if not _in_docs(guide, face.file)}
    made = {address(guide, file): published.content(file) for file in sorted(own)}
    return {STYLE: style.encode(), **made}


def seen_first(guide: Guide) -> list[str]:
    """The faces of the first screen, light enough to come with the page: letters that change their
    width later move what one reads.
    """
    upright = [face for face in guide.identity.web_faces if not face.italic]
    return [address(guide, face.file) for face in upright if face.file.suffix.lower() == OF_WEB]


def address(guide: Guide, file: Path) -> str:
    """Where a file of the identity stands on the site."""
    if _in_docs(guide, file):
        return file.resolve().relative_to(guide.settings.docs.resolve()).as_posix()
    return f"{FOLDER}/{file.name}"


def _in_docs(guide: Guide, file: Path) -> bool:
    return file.resolve().is_relative_to(guide.settings.docs.resolve())
