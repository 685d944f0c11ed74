"""Drawings: SVG files of which only what a drawing needs is let through, since a stranger may bring
one.

What is used of a file is the tree that was checked: each element, attribute and value is one of a
grammar, and what is published is that tree written anew.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from ..findings import Problem
from .invisible import INVISIBLE, name
from .parser_words import because

NAMESPACE = "http://www.w3.org/2000/svg"
RULE = "kuvan-sisältö"
HINT = (
    "tallenna se pelkkinä muotoina ja tekstinä: ei tyylejä, skriptejä, suodattimia, linkkejä "
    "eikä upotettuja kuvia"
)
VALUE_HINT = "korjaa arvo, tai tallenna kuva uudelleen piirto-ohjelmasta pelkkänä SVG:nä"
LARGEST = 200_000  # bytes
SMALLEST = 0.01  # width or height of the viewBox, by which the press divides
MOST_PARTS = 4_000  # elements; the press draws each in a tenth of a millisecond and more
MOST_POINTS = 20_000  # corners of all lines together
LONGEST_TEXT = 10_000  # characters of all texts together; the press measures each
DEEPEST = 20  # elements inside each other; each transparent one is drawn apart
LARGEST_MARKER = 1_000  # characters; it is drawn again at each end of a line
MOST_MARKED = 200  # lines that have a marker

ELEMENTS = {
    "svg", "g", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text",
    "tspan", "defs", "marker", "title", "desc",
}  # fmt: skip
CLASSES = {
    "kuvitus-korostus", "kuvitus-korostusviiva", "kuvitus-muoto", "kuvitus-pinta", "kuvitus-teksti",
    "kuvitus-teksti-kaanteinen", "kuvitus-teksti-korostuksella", "kuvitus-viiva",
}  # fmt: skip
_WITH_TEXT = {"text", "tspan", "title", "desc"}
# What drawing programs write and no drawing needs: it is left out.
_NEEDLESS = {"version", "baseProfile", "http://www.w3.org/XML/1998/namespace space"}

# Atomic groups: a value is read once from left to right, however it is spelt.
_N = r"(?>[+-]?(?>\d{1,6}(?>\.\d{0,20})?|\.\d{1,20})(?>[eE]-\d{1,2})?)"
_LENGTH = rf"{_N}(?>px|pt|mm|cm|in|em|ex|%)?"
_SIZE = rf"(?!\s*-){_LENGTH}"
_NEXT = r"(?>\s*,\s*|\s+)"  # between two numbers


def _several(least: int, most: int, one: str = _N) -> str:
    return rf"{one}(?>{_NEXT}{one}){{{least - 1},{most - 1}}}"


_ARGUMENTS = {"matrix": (6, 6), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 1)}
_ARGUMENTS |= {"skewX": (1, 1), "skewY": (1, 1)}
_STEP = "|".join(
    [
        *(rf"{name}\s*\(\s*{_several(*count)}\s*\)" for name, count in _ARGUMENTS.items()),
        rf"rotate\s*\(\s*{_several(3, 3)}\s*\)",
    ]
)
_COLOUR = (
    r"none|currentColor|transparent|[A-Za-z]{3,20}|#(?>[\dA-Fa-f]{8}|[\dA-Fa-f]{6}|[\dA-Fa-f]{3,4})"
    rf"|rgba?\(\s*{_several(3, 4, _LENGTH)}\s*\)"
)
_NAME = r"[^\W\d][\w.:-]{0,99}"
_MARKER = rf"none|url\(#{_NAME}\)"
_FAMILY = r"(?>[\w-]+(?> [\w-]+)*|'[\w -]+'|\"[\w -]+\")"
_FRACTION = rf"{_N}%?"

_GRAMMAR = {
    "class": rf"(?:(?:{'|'.join(CLASSES)})(?!\S)\s*){{0,6}}",
    "dominant-baseline": r"[a-z-]{1,20}",
    "fill": _COLOUR,
    "fill-opacity": _FRACTION,
    "fill-rule": "nonzero|evenodd",
    "font-family": rf"(?=.{{1,200}}$){_FAMILY}(?>\s*,\s*{_FAMILY})*",
    "font-size": r"(?=[1-9]|0\.[1-9])\d{1,4}(?>\.\d{0,6})?(?>px|pt)?",  # shrunk to none: no press
    "font-style": "normal|italic|oblique",
    "font-weight": r"normal|bold|bolder|lighter|\d{1,4}",
    "id": _NAME,
    "letter-spacing": rf"normal|{_LENGTH}",
    "marker-end": _MARKER,
    "marker-start": _MARKER,
    "markerUnits": "strokeWidth|userSpaceOnUse",
    "opacity": _FRACTION,
    "orient": rf"auto|auto-start-reverse|{_N}(?>deg)?",
    "points": rf"(?>{_several(1, MOST_POINTS)})?",
    "stroke": _COLOUR,
    "stroke-dasharray": rf"none|{_several(1, 12, _LENGTH)}",
    "stroke-linecap": "butt|round|square",
    "stroke-linejoin": "miter|round|bevel|arcs|miter-clip",
    "stroke-opacity": _FRACTION,
    "text-anchor": "start|middle|end",
    "transform": rf"(?>(?>{_STEP})(?>{_NEXT})?){{0,10}}",
    "viewBox": _several(4, 4, r"(?>-?\d{1,6}(?>\.\d{1,20})?)"),
    **dict.fromkeys(("dx", "dy", "x", "y"), _several(1, 200, _LENGTH)),  # of each letter of a text
    **dict.fromkeys(("cx", "cy", "refX", "refY", "x1", "x2", "y1", "y2"), _LENGTH),
    **dict.fromkeys(("height", "r", "rx", "ry", "stroke-width", "width"), _SIZE),
    **dict.fromkeys(("markerHeight", "markerWidth"), rf"(?=\s*[1-9]){_SIZE}"),
}
_VALUES = {name: re.compile(rf"\s*(?:{one})\s*", re.ASCII) for name, one in _GRAMMAR.items()}
for _name in ("id", "font-family", "marker-end", "marker-start"):
    _VALUES[_name] = re.compile(rf"\s*(?:{_GRAMMAR[_name]})\s*")  # names may have Finnish letters
ATTRIBUTES = {*_VALUES, "d"}

_LETTERS = re.compile("([A-DF-Za-df-z])")
_KINDS = {"m": "nn", "l": "nn", "h": "n", "v": "n", "c": "nnnnnn", "s": "nnnn", "q": "nnnn"}
_KINDS |= {"t": "nn", "a": "nnnffnn", "z": ""}  # numbers, and flags that need no blank after them
_ARGUMENT = {
    kind: re.compile(rf"[\s,]*({one})[\s,]*", re.ASCII) for kind, one in (("n", _N), ("f", "[01]"))
}


class NotADrawing(Problem):
    """A file that is more than a drawing, or none, and where in it that shows."""

    def __init__(self, message: str, hint: str = HINT, line: int = 1, column: int = 1):
        super().__init__(RULE, f"kuvaa ei voi käyttää: {message}", hint)
        self.line, self.column = line, column


def read(file: Path) -> etree.Element:
    """The drawing's tree, its names without namespace. Raises NotADrawing."""
    return parse(file.read_bytes())


def parse(source: bytes) -> etree.Element:
    """The tree of a drawing, as `read` gives it. Raises NotADrawing."""
    if len(source) > LARGEST:
        raise NotADrawing(f"tiedosto on yli {LARGEST // 1000} kilotavua", "yksinkertaista kuvaa")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotADrawing(
            "tiedosto ei ole UTF-8-muodossa",
            "tallenna se uudelleen merkistöllä UTF-8",
            *_place(source, error.start),
        ) from error
    if found := INVISIBLE.search(text):
        raise NotADrawing(
            f"tiedostossa on merkki, jota ei näe: {name(found[0])}",
            "poista se",
            *_place(text.encode("utf-8", "replace"), len(text[: found.start()].encode())),
        )
    return _Reader(text.encode()).tree()


def written(drawing: etree.Element) -> bytes:
    """The drawing as a file of its own: what was read and checked, and nothing else."""
    alone = etree.Element("svg", {"xmlns": NAMESPACE, **drawing.attrib})
    alone.text = drawing.text
    alone.extend(drawing)
    return etree.tostring(alone, "utf-8", xml_declaration=True) + b"\n"


class _Reader:
    """Builds the tree while it is read, so that the first thing that is no drawing ends it."""

    def __init__(self, source: bytes):
        self.source = source
        self.root: etree.Element | None = None
        self.open: list[etree.Element] = []
        self.parts = self.points = self.letters = 0
        self.in_marker = False
        self.marked = 0
        parser = self.parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refusal("siinä on DOCTYPE", "poista <!DOCTYPE …>")
        parser.ProcessingInstructionHandler = self._refusal(
            "siinä on käsittelyohje <?…?>", "poista <?…?>"
        )

    def tree(self) -> etree.Element:
        try:
            self.parser.Parse(self.source, True)
        except expat.ExpatError as error:
            at = (error.lineno, error.offset + 1)
            raise NotADrawing(f"SVG ei aukea{because(str(error))}", VALUE_HINT, *at) from error
        root = self.root
        size = [root.get(name, "").removesuffix("px") for name in ("width", "height")]
        if "viewBox" not in root.attrib and _fits("viewBox", f"0 0 {' '.join(size)}"):
            root.set("viewBox", f"0 0 {' '.join(size)}")
        box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
        if len(box) != 4 or min(map(float, box[2:])) < SMALLEST:
            raise NotADrawing(
                'juuren pitää olla <svg viewBox="0 0 leveys korkeus">', "lisää kuvalle viewBox"
            )
        return root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in ("", NAMESPACE) or tag not in ELEMENTS or (tag == "svg") == bool(self.open):
            raise self._refused(f"osa <{tag}> ei ole sallittu")
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self._refused(f"siinä on yli {MOST_PARTS} osaa", "yksinkertaista kuvaa")
        if len(self.open) > DEEPEST:
            raise self._refused(f"sisäkkäin on yli {DEEPEST} osaa", "pura ryhmiä")
        self._count_marker(tag, attributes)
        checked = {
            name: self._value(name, value)
            for name, value in attributes.items()
            if name not in _NEEDLESS
        }
        part = etree.Element(tag, checked)
        if self.open:
            self.open[-1].append(part)
        else:
            self.root = part
        self.open.append(part)

    def _end(self, _: str) -> None:
        part = self.open.pop()
        if part.tag == "marker":
            self.in_marker = False
            if len(etree.tostring(part)) > LARGEST_MARKER:
                raise self._refused("merkki <marker> on liian suuri", "yksinkertaista merkkiä")

    def _count_marker(self, tag: str, attributes: dict[str, str]) -> None:
        """A marker is drawn at each end of a line: it is small, and has no other marker in it."""
        uses = bool({"marker-start", "marker-end"} & set(attributes))
        if self.in_marker and (uses or tag in ("marker", "text")):
            raise self._refused("merkissä <marker> on toinen merkki tai tekstiä")
        self.in_marker = self.in_marker or tag == "marker"
        self.marked += uses
        if self.marked > MOST_MARKED:
            raise self._refused(
                f"siinä on yli {MOST_MARKED} viivaa, joilla on merkki", "yksinkertaista kuvaa"
            )

    def _text(self, text: str) -> None:
        at = self.open[-1]
        if at.tag not in _WITH_TEXT:
            return  # blanks; other text is not drawn there
        self.letters += len(text)
        if self.letters > LONGEST_TEXT:
            raise self._refused(f"siinä on yli {LONGEST_TEXT} merkkiä tekstiä", "lyhennä tekstejä")
        if len(at):
            at[-1].tail = (at[-1].tail or "") + text
        else:
            at.text = (at.text or "") + text

    def _value(self, name: str, value: str) -> str:
        if name == "d":
            checked = _path(value)
        else:
            checked = " ".join(value.split()) if name in _VALUES else None
            checked = checked if checked is not None and _fits(name, value) else None
        if checked is None:
            quoted = f'määre {name.rpartition(" ")[2]}="{value[:40]}{"…" if value[40:] else ""}"'
            hint = VALUE_HINT if name in ATTRIBUTES else HINT
            raise self._refused(f"{quoted} ei ole sallittu", hint, name)
        if name in ("d", "points"):
            self.points += checked.count(" ") + 1
            if self.points > MOST_POINTS:
                raise self._refused(
                    f"siinä on yli {MOST_POINTS} kulmaa", "yksinkertaista viivoja", name
                )
        return checked

    def _refusal(self, message: str, hint: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise self._refused(message, hint)

        return refuse

    def _refused(self, message: str, hint: str = HINT, attribute: str = "") -> NotADrawing:
        """At the place where the reader stands, or at an attribute of the element there."""
        at = self.parser.CurrentByteIndex
        named = re.compile(rf"\s{re.escape(attribute)}\s*=".encode())
        if attribute and (found := named.search(self.source, at)):
            at = found.start() + 1
        return NotADrawing(message, hint, *_place(self.source, at))


def _place(source: bytes, at: int) -> tuple[int, int]:
    before = source[:at]
    last = before.rsplit(b"\n", 1)[-1]
    return before.count(b"\n") + 1, len(last.decode("utf-8", "replace")) + 1


def _fits(name: str, value: str) -> bool:
    return _VALUES[name].fullmatch(value) is not None


def _path(text: str) -> str | None:
    """The outline with the letter of each step written out; None when it is none.

    The press goes through a run of steps under one letter in quadratic time.
    """
    first, *pieces = _LETTERS.split(text)
    if first.strip() or (pieces and pieces[0] not in "Mm"):
        return None
    steps = []
    for letter, given in zip(pieces[::2], pieces[1::2], strict=True):
        kinds = _KINDS.get(letter.lower())
        values = _arguments(given, kinds) if kinds is not None else None
        if values is None:
            return None
        for start in range(0, len(values) or 1, len(kinds) or 1):
            steps.append(f"{letter}{' '.join(values[start : start + len(kinds)])}")
            letter = {"m": "l", "M": "L"}.get(letter, letter)
    return " ".join(steps)


def _arguments(given: str, kinds: str) -> list[str] | None:
    """The numbers of one letter, as many rounds of its kinds as there are; None when they do not
    come out even.
    """
    values, at, given = [], 0, given.strip()
    while at < len(given):
        found = kinds and _ARGUMENT[kinds[len(values) % len(kinds)]].match(given, at)
        if not found:
            return None
        values.append(found[1])
        at = found.end()
    if not kinds:
        return values
    return values if values and len(values) % len(kinds) == 0 else None
