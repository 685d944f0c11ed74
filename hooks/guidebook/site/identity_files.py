"""What the site has of the guide's identity: a stylesheet, and its files that are not in docs/."""

import posixpath
from pathlib import Path
from urllib.parse import quote

from ..guide import Guide
from ..identity import dress
from ..identity.brand import OF_WEB
from ..text import published

FOLDER = "assets/ilme"
STYLE = f"{FOLDER}/ilme.css"
HEADER = "medium"  # the size of logo that the header has


def files(guide: Guide) -> dict[str, bytes]:
    """Address on the site → content. Raises BadInput."""

    def from_style(file: Path) -> str:
        return posixpath.relpath(address(guide, file), FOLDER)

    style = dress.site_style(guide.identity, from_style)
    shown = {face.file for face in guide.identity.web_faces}
    if header := guide.identity.logos.get(HEADER):
        shown |= {header.light, header.dark or header.light}
        style += _in_the_dark(
            posixpath.basename(address(guide, header.dark)) if header.dark else ""
        )
    own = {file for file in shown if not guide.settings.path_of(file)}
    made = {address(guide, file): published.content(file) for file in sorted(own)}
    return {STYLE: style.encode(), **made}


def _in_the_dark(name: str) -> str:
    """The logo of the header in a dark window: one of its own, or on a light plate."""
    drawn = f'content: url("{quote(name)}");' if name else "background: #fff; padding: .2rem;"
    scheme = '[data-md-color-scheme="slate"]'
    return f"@media screen {{ {scheme} .koti__merkki img {{ {drawn} }} }}\n"


def logo(guide: Guide) -> str:
    """The address of the logo in the header; "" without one."""
    found = guide.identity.logos.get(HEADER)
    return address(guide, found.light) if found else ""


def seen_first(guide: Guide) -> list[str]:
    """The faces of the first screen, light enough to come with the page: letters that change their
    width later move what one reads.
    """
    upright = [face for face in guide.identity.web_faces if not face.italic]
    return [address(guide, face.file) for face in upright if face.file.suffix.lower() == OF_WEB]


def address(guide: Guide, file: Path) -> str:
    """Where a file of the identity stands on the site."""
    return guide.settings.path_of(file) or f"{FOLDER}/{file.name}"
