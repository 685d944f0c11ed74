"""The faces that the stylesheet names, and the characters that they lack."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import category, name
from urllib.parse import unquote, urlsplit

import tinycss2

from ...book import Chapter
from ...findings import BadInput, Place, Problem, shown
from ...text import fonts
from ...text.keeping import kept
from .document import texts

Face = frozenset[int]  # the code points that a font file draws


def font_files(style: Path) -> dict[Path, str]:
    """The local files of the @font-face rules in a stylesheet, each with its family."""
    addresses = _addresses(style.read_text(encoding="utf-8"))
    return {(style.parent / address).resolve(): family for address, family in addresses}


@lru_cache(maxsize=4)  # every chapter by itself asks of the same stylesheet
def _addresses(text: str) -> tuple[tuple[str, str], ...]:
    inputs = ["kirjasimet", text]
    return kept(inputs, lambda: tuple(_declared(text)), list, lambda data: tuple(map(tuple, data)))


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """The address and the family of each @font-face rule."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type != "at-rule" or rule.lower_at_keyword != "font-face":
            continue
        declared = {
            item.lower_name: item.value
            for item in tinycss2.parse_blocks_contents(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            if item.type == "declaration"
        }
        family = "".join(
            token.value for token in declared.get("font-family", ()) if token.type == "string"
        )
        for token in declared.get("src", ()):
            address = _url(token)
            if address and not urlsplit(address).scheme:
                yield unquote(address), family


def _url(token: tinycss2.ast.Node) -> str:
    if token.type == "url":
        return token.value
    if token.type == "function" and token.lower_name == "url":
        return "".join(argument.value for argument in token.arguments if argument.type == "string")
    return ""


class Faces:
    """What the faces of the text draw, and that of code."""

    def __init__(self, files: dict[Path, str], code_family: str):
        faces = {file: _face(file) for file in files if file.exists()}
        self._text = [face for file, face in faces.items() if files[file] != code_family]
        self._code = [face for file, face in faces.items() if files[file] == code_family]

    def lacking(self, signs: set[str], *, code: bool = False) -> set[str]:
        """Signs that leave a mark on paper (no spaces, no controls) and are not in every face:
        which of them a word gets is the stylesheet's to say.
        """
        faces = (code and self._code) or self._text
        return {
            sign
            for sign in signs
            if category(sign) not in ("Zs", "Zl", "Zp", "Cc", "Cf")
            and not "\ufe00" <= sign <= "\ufe0f"
            and not all(ord(sign) in face for face in faces)
        }


def missing_characters(chapters: Iterable[Chapter], faces: Faces) -> list[str]:
    """A warning for each character that would be printed as a box."""
    return [
        f'luvussa "{chapter.title}" on merkki "{sign}" (U+{ord(sign):04X} {name(sign, "")}), '
        "jota kirjan kirjasimissa ei ole"
        for chapter in chapters
        for sign in sorted(lacking(chapter, faces))
    ]


def lacking(chapter: Chapter, faces: Faces) -> set[str]:
    """The signs of a chapter that would be printed as a box."""
    headline = chapter.slides.headline if chapter.slides else ""
    wanted: dict[bool, set[str]] = {False: {*chapter.title, *headline}, True: set()}
    for text, code in texts(chapter.body):
        wanted[code].update(text)
    return faces.lacking(wanted[False]) | faces.lacking(wanted[True], code=True)


def _face(file: Path) -> Face:
    """What the file draws. Raises BadInput."""
    try:
        return kept(["kirjasin", file, file.suffix], lambda: _drawn(file), sorted, frozenset)
    except Problem as problem:
        raise BadInput(problem.at(Place(shown(file)))) from problem


def _drawn(file: Path) -> Face:
    """Raises Problem."""
    return frozenset(fonts.opened(file.read_bytes(), file.suffix).getBestCmap())
