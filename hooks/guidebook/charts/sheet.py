"""An SVG under way: its sizes, its colours, and the shapes that charts are made of.

Presentation attributes alone make a chart look right (WeasyPrint lets no stylesheet into an inline
SVG); the classes are there for the web's themes. Text is `currentColor`: the colour of the text
around the chart where there is one, else black.
"""

import math
import xml.etree.ElementTree as etree
from dataclasses import dataclass

from ..identity import HEADINGS, Identity
from .lettering import KNOWN, Lettering, clean

INK = "currentColor"
RADIUS = 5.5
LINES: dict[str, dict[str, str | float]] = {
    "viiva": {"stroke_width": 1, "stroke_opacity": 0.3},
    "akseli": {"stroke_width": 1},
    "raja": {"stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "4 3"},
}
START, MIDDLE, END = "start", "middle", "end"
BEFORE = {START: 0, MIDDLE: 0.5, END: 1}  # how much of a text stands before its place


@dataclass(frozen=True)
class Inks:
    """The colours of the first series, the second…, of marks on a small base and lines, of pale
    text and of the ground; and the face, with how wide it is.
    """

    marks: tuple[str, ...]
    grey: str
    pale: str
    ground: str
    face: str
    lettering: Lettering


def inks(identity: Identity) -> Inks:
    colours, family = identity.book, identity.families.get(HEADINGS, KNOWN)
    own = [] if family == KNOWN else identity.paper_faces
    return Inks(
        tuple(colours[f"kaavio-{number}"] for number in (1, 2, 3, 4)),
        colours["kaavio-harmaa"],
        colours["kaavio-himmea"],
        colours["paperi"],
        f"'{family}', sans-serif" if HEADINGS in identity.families else "sans-serif",
        Lettering([one.file for one in own if one.family == family and not one.italic]),
    )


PLAIN = inks(Identity())


@dataclass(frozen=True)
class Layout:
    """Sizes in CSS pixels, and colours. `stacked`: each label above its row; `tallest`: of one
    drawing.
    """

    name: str
    width: float
    text: float
    small: float
    stacked: bool = False
    tallest: float = math.inf
    inks: Inks = PLAIN

    @property
    def line(self) -> float:
        return self.text * 1.25

    def wide(self, text: str, size: float) -> float:
        return self.inks.lettering.wide(text, size)

    def wrapped(self, text: str, room: float, size: float) -> list[str]:
        return self.inks.lettering.wrapped(text, room, size)

    @property
    def lane(self) -> float:
        return self.text * 1.5

    @property
    def gap(self) -> float:
        return self.text * 0.7


# The site shows the wide drawing from 520 px on, where its small text is 12 px at least, and the
# narrow one below. The book's measure is 112 mm, 423 px; within a box it may shrink by a tenth.
WIDE = Layout("levea", 660, 17, 15.5)
NARROW = Layout("kapea", 320, 14, 13, stacked=True)
PRINT = Layout("painettu", 423, 13, 12.3, tallest=800)


@dataclass(frozen=True)
class Words:
    """A text, and `gap` pixels before it where it follows another."""

    text: str
    small: bool = False
    pale: bool = False
    bold: bool = False
    gap: float = 0

    @property
    def classes(self) -> str:
        return ("kaavio-arvo" if self.bold else "kaavio-teksti") + " kaavio-himmea" * self.pale


class Sheet:
    """An SVG under way."""

    def __init__(self, layout: Layout, id: str):
        self.layout = layout
        self._written: list[tuple[float, float, float, float]] = []  # left, right, top, bottom
        self._behind = 0
        self.svg = etree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": f"kaavio kaavio-{layout.name}",
                "role": "img",
                "id": id,
                "lang": "fi",
                "font-family": layout.inks.face,
                "font-size": units(layout.text),
                "fill": INK,
            },
        )

    def name(self, title: str, description: str) -> None:
        """Gives the drawing its alternative text."""
        id = self.svg.get("id")
        title += "" if title.endswith((".", "!", "?")) else "."
        for tag, suffix, text in (("title", "nimi", title), ("desc", "selitys", description)):
            etree.SubElement(self.svg, tag, {"id": f"{id}-{suffix}"}).text = clean(text)
        self._behind = len(self.svg)
        self.named_by(id)

    def named_by(self, id: str) -> None:
        """Lets the alternative text of another drawing name this one too."""
        self.svg.set("aria-labelledby", f"{id}-nimi {id}-selitys")

    def write(self, x: float, y: float, *words: Words, anchor: str = START) -> None:
        """Writes on the base line y, one after another."""
        sizes = [self.layout.small if one.small else self.layout.text for one in words]
        broad = sum(
            self.layout.wide(one.text, size) for one, size in zip(words, sizes, strict=True)
        )
        broad += sum(one.gap for one in words[1:])
        left = x - broad * BEFORE[anchor]
        self._written.append((left, left + broad, y - max(sizes), y + 0.3 * max(sizes)))
        text = self._add("text", words[0].classes, x=x, y=y)
        if anchor != START:
            text.set("text-anchor", anchor)
        _fill(text, words[0], self.layout)
        for one in words[1:]:
            after = {"class": one.classes, "dx": units(one.gap)}
            _fill(etree.SubElement(text, "tspan", after), one, self.layout)

    def dot(self, x: float, y: float, which: int, small: bool = False) -> None:
        """A mark of a series: the first is a circle, the second a square, then two more shapes."""
        class_, fill = self._look(which, small)
        r = RADIUS
        if which == 0:
            self._add("circle", f"kaavio-merkki {class_}", cx=x, cy=y, r=r, fill=fill)
            return
        corners = (
            ((-r, -r), (r, -r), (r, r), (-r, r)),
            ((0, -r - 1.5), (r + 1.5, 0), (0, r + 1.5), (-r - 1.5, 0)),
            ((0, -r - 0.5), (r + 1, r), (-r - 1, r)),
        )[which - 1]
        steps = "L".join(f"{units(x + dx)} {units(y + dy)}" for dx, dy in corners)
        self._add("path", f"kaavio-merkki {class_}", d=f"M{steps}Z", fill=fill)

    def median(self, x: float, y: float, small: bool = False) -> None:
        class_, stroke = self._look(0, small)
        rim = {"stroke": stroke, "stroke_width": 2.5}
        class_, ground = f"kaavio-mediaani {class_}", self.layout.inks.ground
        self._add("circle", class_, cx=x, cy=y, r=RADIUS, fill=ground, **rim)

    def interval(
        self, ends: tuple[float, float], y: float, which: int, thick: float, small: bool = False
    ) -> None:
        class_, stroke = self._look(which, small)
        start, end = ends[0], max(ends[1], ends[0] + 1)
        line = {"stroke": stroke, "stroke_width": thick}
        self._add("line", f"kaavio-jana {class_}", x1=start, y1=y, x2=end, y2=y, **line)

    def across(self, start: float, end: float, y: float) -> None:
        """The faint line of a row."""
        self._add("line", "kaavio-viiva", x1=start, y1=y, x2=end, y2=y, **self._line("viiva"))

    def down(self, x: float, top: float, bottom: float, kind: str) -> None:
        """A line of the axis behind everything else; it gives way to the texts that are written."""
        path, y = "", top
        for left, right, upper, lower in sorted(self._written, key=lambda box: box[2]):
            if left - 2 < x < right + 2 and lower > y and upper < bottom:
                path += f"M{units(x)} {units(y)}V{units(upper)}" if upper > y else ""
                y = lower
        path += f"M{units(x)} {units(y)}V{units(bottom)}" if bottom > y else ""
        if path:
            line = self._add("path", f"kaavio-{kind}", d=path, fill="none", **self._line(kind))
            self.svg.remove(line)
            self.svg.insert(self._behind, line)

    def written(self, height: float, notes: str) -> str:
        """The SVG as one line of text, the notes at its foot."""
        layout = self.layout
        for line in layout.wrapped(notes, layout.width, layout.small) if notes else ():
            height += layout.small * 1.3
            self.write(0, height - layout.small * 0.3, Words(line, small=True, pale=True))
        height = math.ceil(height + 2)
        self.svg.set("viewBox", f"0 0 {units(layout.width)} {height}")
        self.svg.set("width", units(layout.width))
        self.svg.set("height", str(height))
        return etree.tostring(self.svg, encoding="unicode", short_empty_elements=False)

    def _line(self, kind: str) -> dict[str, str | float]:
        return {"stroke": self.layout.inks.grey, **LINES[kind]}

    def _look(self, which: int, small: bool) -> tuple[str, str]:
        """The class and the colour of a series' marks; grey on a small base."""
        inks = self.layout.inks
        return ("kaavio-pieni", inks.grey) if small else (f"kaavio-{which + 1}", inks.marks[which])

    def _add(self, tag: str, class_: str, **attributes: float | str) -> etree.Element:
        given = {
            name.replace("_", "-"): units(value) if isinstance(value, int | float) else value
            for name, value in attributes.items()
        }
        return etree.SubElement(self.svg, tag, {"class": class_, **given})


def _fill(part: etree.Element, words: Words, layout: Layout) -> None:
    part.text = clean(words.text)
    if words.pale:
        part.set("fill", layout.inks.pale)
    if words.small:
        part.set("font-size", units(layout.small))
    if words.bold or part.tag == "tspan":
        part.set("font-weight", "600" if words.bold else "400")
    if part.tag == "tspan" and not words.pale:
        part.set("fill", INK)
    if part.tag == "tspan" and not words.small:
        part.set("font-size", units(layout.text))


def units(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")
