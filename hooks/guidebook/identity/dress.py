"""Stylesheets and drawings that name colours and faces by what they are for, given those of an
identity.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element

from ..text import drawings
from .brand import STAND_INS, FaceFile, Identity

_VAR = re.compile(r"var\(--([\w-]+)\)")
# Class of a drawing's part → the attribute that has its colour, and what the colour is for
PARTS = {
    "kuvitus-muoto": ("fill", "paavari-taytto"),
    "kuvitus-korostus": ("fill", "tehoste"),
    "kuvitus-korostusviiva": ("stroke", "tehoste"),
    "kuvitus-pinta": ("fill", "pinta"),
    "kuvitus-viiva": ("stroke", "muste"),
    "kuvitus-teksti": ("fill", "muste"),
    "kuvitus-teksti-kaanteinen": ("fill", "kaanteinen"),
    "kuvitus-teksti-korostuksella": ("fill", "tehosteen-teksti"),
}


def drawing(tree: Element, identity: Identity) -> None:
    """Gives the parts of a drawing their colours by their classes."""
    for part in tree.iter():
        for name in (part.get("class") or "").split():
            if name in PARTS:
                attribute, role = PARTS[name]
                part.set(attribute, identity.site[role])


def site_style(identity: Identity, address: Callable[[Path], str]) -> str:
    """The stylesheet that gives the site's others their colours and faces; `address` tells where a
    file stands from it.
    """
    faces = [_font_face(face, address(face.file)) for face in identity.web_faces]
    names = {of: [f'"{name}"'] for of, name in identity.families.items()}
    families = {of: ", ".join([*names.get(of, []), given]) for of, given in STAND_INS.items()}
    scheme = '[data-md-color-scheme="slate"]'
    dark = f"@media screen {{\n{_block(scheme, identity.dark)}}}\n"
    light = _block(":root, [data-md-color-scheme]", {**identity.site, **families})
    return "".join([*faces, light, dark])


def book_style(text: str, identity: Identity, fonts: str) -> str:
    """A stylesheet of the book on a screen, its colours and faces written out; `fonts` is where the
    faces lie from it.
    """
    faces = (_font_face(face, f"{fonts}{face.file.name}") for face in identity.web_faces)
    names = {of: f'"{name}", {STAND_INS[of]}' for of, name in identity.families.items()}
    return "".join([*faces, filled(text, {**identity.book, **STAND_INS, **names})])


def print_styles(folder: Path, identity: Identity, into: Path) -> None:
    """Puts the stylesheets of a folder and their drawings into another one, their colours and faces
    written out: the press knows no var() on a page and in a drawing.
    """
    into = into.resolve()
    faces = [
        _font_face(face, Path(os.path.relpath(face.file.resolve(), into)).as_posix())
        for face in identity.paper_faces
    ]
    names = {of: f'"{name}"' for of, name in identity.families.items()}
    known = {**identity.book, **STAND_INS, **names}
    for file in sorted(folder.glob("*.css")):
        text = filled(file.read_text("utf-8"), known)
        (into / file.name).write_text("".join([*faces, text]), "utf-8")
    for file in sorted(folder.glob("*/*.svg")):
        tree = drawings.read(file)
        drawing(tree, identity)
        (into / file.parent.name).mkdir(exist_ok=True)
        (into / file.parent.name / file.name).write_bytes(drawings.written(tree))


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with the value of each var(--…) that is known."""
    return _VAR.sub(lambda match: known.get(match[1], match[0]), text)


def _block(selector: str, known: Mapping[str, str]) -> str:
    return f"{selector} {{ {' '.join(f'--{name}: {value};' for name, value in known.items())} }}\n"


def _font_face(face: FaceFile, address: str) -> str:
    lightest, heaviest = face.weights
    weight = lightest if lightest == heaviest else f"{lightest} {heaviest}"
    slant = " font-style: italic;" if face.italic else ""
    kind = {".woff2": "woff2", ".otf": "opentype"}.get(face.file.suffix.lower(), "truetype")
    return (
        f'@font-face {{ font-family: "{face.family}"; src: url("{quote(address, safe="/:.")}") '
        f'format("{kind}"); font-weight: {weight};{slant} font-display: swap; }}\n'
    )
