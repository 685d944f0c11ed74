"""Reading a printed PDF in tests: what stands on each page, where links lead, which fonts draw it."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import page
import pikepdf


def page_texts(path: Path) -> list[str]:
    """The text of each page as a reader would copy it, in the order of the layout."""
    out = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    return out.split("\f")[:-1]


def running_text(path: Path) -> str:
    """The whole text as one line, words broken at the end of a line joined again."""
    out = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    return " ".join(re.sub(r"(?<=\w)[-\u2010\u00ad]\n+", "", out).replace("\u00a0", " ").split())


def raw_text(path: Path) -> str:
    """The text in the order in which it is drawn: what a cell or a note holds stays together."""
    return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout


class Word(NamedTuple):
    """In points from the top left corner of the page; the height is that of its face's letters, about."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Word") -> bool:
        """Whether they are printed over each other, by more than letters stand out of their line."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        lower = min(self.bottom - self.top, other.bottom - other.top)
        return width > 1 and height > 0.35 * lower


class Words(NamedTuple):
    width: float
    height: float
    words: list[Word]


def words(path: Path) -> Iterator[Words]:
    """The words of each page."""
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    for text in out.split("<page ")[1:]:
        width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', text)[:2])
        found = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', text)
        yield Words(width, height, [Word(word, *map(float, box)) for *box, word in found])


def pictures(path: Path) -> Iterator[tuple[int, float, float, float, float]]:
    """Each picture of pixels as (page, left, top, right, bottom), in points from the top left corner."""
    with pikepdf.open(path) as opened:
        for number, p in enumerate(opened.pages, start=1):
            matrix, kept = pikepdf.Matrix(), []
            for operands, operator in pikepdf.parse_content_stream(p):
                if str(operator) == "q":
                    kept.append(matrix)
                elif str(operator) == "Q":
                    matrix = kept.pop()
                elif str(operator) == "cm":
                    matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
                elif str(operator) == "Do" and p.Resources.XObject[operands[0]].get("/Subtype") == "/Image":
                    left, bottom, right, top = _corners(matrix)
                    height = float(p.mediabox[3])
                    yield number, left, height - top, right, height - bottom


def _corners(matrix: pikepdf.Matrix) -> tuple[float, float, float, float]:
    (left, low), (right, high) = matrix.transform((0, 0)), matrix.transform((1, 1))
    return min(left, right), min(low, high), max(left, right), max(low, high)


def fullness(path: Path, top: float = 79, bottom: float = 746) -> list[float]:
    """How far down the type area (in points from the top of the page) the last line of each page stands, 0 to 1."""
    out = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, check=True, text=True).stdout
    ends = [[float(y) for y in re.findall(r'<line [^>]*yMax="([\d.]+)"', page)] for page in out.split("<page ")[1:]]
    return [max([(y - top) / (bottom - top) for y in page if top < y < bottom + 2], default=0.0) for page in ends]


class Spot(NamedTuple):
    """In points from the top left corner of the page."""

    page: int
    left: float
    top: float


class Paper:
    """An open PDF; pages count from 1. A context manager."""

    def __init__(self, path: Path):
        self.path = path
        self.pdf = pikepdf.open(path)
        self._page_numbers = {p.obj.objgen: number for number, p in enumerate(self.pdf.pages, start=1)}

    def __enter__(self) -> "Paper":
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def destinations(self) -> dict[str, int]:
        """Anchor → page."""
        names = pikepdf.NameTree(self.pdf.Root.Names.Dests)
        return {str(name): self._page_numbers[target[0].objgen] for name, target in names.items()}

    def links(self) -> Iterator[tuple[int, str, str]]:
        """Each link as (its page, anchor or "", address or "")."""
        for number, p in enumerate(self.pdf.pages, start=1):
            for annotation in p.obj.get("/Annots", ()):
                if annotation.get("/Subtype") == "/Link":
                    address = annotation.A.URI if "/A" in annotation else ""
                    yield number, str(annotation.get("/Dest", "")), str(address)

    def link_places(self) -> dict[str, "Spot"]:
        """Anchor → where the first internal link to it is printed."""
        places: dict[str, Spot] = {}
        for number, p in enumerate(self.pdf.pages, start=1):
            for annotation in p.obj.get("/Annots", ()):
                if "/Dest" in annotation:
                    left, _, _, top = map(float, annotation.Rect)
                    places.setdefault(str(annotation.Dest), Spot(number, left, float(p.mediabox[3]) - top))
        return places

    def link_words(self) -> Iterator[tuple[str, str]]:
        """Each internal link as (anchor, what a reading machine says of it)."""
        for p in self.pdf.pages:
            for annotation in p.obj.get("/Annots", ()):
                if "/Dest" in annotation:
                    yield str(annotation.Dest), str(annotation.Contents)

    def outline(self) -> list[tuple[int, str, int]]:
        """Bookmarks in order as (depth from 1, title, page)."""

        def walk(items, depth):
            for item in items:
                yield depth, str(item.title), self._page_numbers[item.destination[0].objgen]
                yield from walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            return list(walk(outline.root, 1))

    def fonts(self) -> dict[str, bool]:
        """PostScript-like name without the subset's tag → is its file embedded?"""
        found = {}
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = str(item.FontName).lstrip("/").split("+")[-1]
                found[name] = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return found

    def elements(self, kind: str) -> Iterator[pikepdf.Dictionary]:
        """The elements of one kind ("Figure", "H1") in the structure tree, in reading order."""

        def walk(element):
            if not isinstance(element, pikepdf.Dictionary):
                return
            if element.get("/S") == f"/{kind}":
                yield element
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from walk(kid)

        yield from walk(self.pdf.Root.StructTreeRoot)

    def loose_content(self) -> list[tuple[int, int]]:
        """Marked content that no element of the structure tree holds, as (page, its number)."""
        held = set()
        for element in self.pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/Type") == "/StructElem":
                held |= {(element.Pg.objgen, int(kid)) for kid in element.get("/K", []) if isinstance(kid, int)}
        loose = []
        for number, p in enumerate(self.pdf.pages, start=1):
            for operands, operator in pikepdf.parse_content_stream(p):
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    content = int(operands[1].MCID)
                    loose += [(number, content)] if (p.obj.objgen, content) not in held else []
        return loose

    def artifacts(self) -> list[int]:
        """How many pieces of pagination (running heads, folios) each page has outside the structure tree."""
        return [
            sum(
                str(operator) == "BDC" and operands[0] == "/Artifact" and operands[1].get("/Type") == "/Pagination"
                for operands, operator in pikepdf.parse_content_stream(p)
            )
            for p in self.pdf.pages
        ]


def failures(path: Path) -> list[str]:
    """What a PDF/UA-1 checker holds against the file."""
    report = page.validate_pdf(path, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
