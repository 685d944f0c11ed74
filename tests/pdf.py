"""Reading a printed PDF in tests: what stands on each page, where links lead, which fonts draw it."""

import html
import re
import subprocess
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import outloud
import page
import pikepdf


def page_texts(path: Path) -> list[str]:
    """The text of each page as a reader would copy it, in the order of the layout."""
    return _text(path, "-layout").split("\f")[:-1]


def _text(path: Path, *options: str) -> str:
    told = path.stat()
    return _read(path, options, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, options: tuple[str, ...], *_: int) -> str:
    return subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True, text=True).stdout


def running_text(path: Path) -> str:
    """The whole text as one line, words broken at the end of a line joined again."""
    return " ".join(re.sub(r"(?<=\w)[-\u2010\u00ad]\n+", "", _text(path)).replace("\u00a0", " ").split())


def raw_text(path: Path) -> str:
    """The text in the order in which it is drawn: what a cell or a note holds stays together."""
    return _text(path, "-raw")


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
    for text in _text(path, "-bbox").split("<page ")[1:]:
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
    ends = [[float(y) for y in re.findall(r'<line [^>]*yMax="([\d.]+)"', page)] for page in _text(path, "-bbox-layout").split("<page ")[1:]]
    return [max([(y - top) / (bottom - top) for y in page if top < y < bottom + 2], default=0.0) for page in ends]


def page_words(path: Path, page: int) -> list[tuple[float, float, str]]:
    """The words of a page line by line, each after its middle in points, from the top and from the left."""
    out = _text(path, "-bbox", "-f", str(page), "-l", str(page))
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', out)
    return sorted((round(float(y) + float(low)) / 2, (float(x) + float(right)) / 2, html.unescape(word)) for x, y, right, low, word in found)


REACH = 26  # points by which the number of a page stands to the right of its title


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
        self._texts: dict[int, dict[int, str]] = {}
        self._page_numbers = {p.obj.objgen: number for number, p in enumerate(self.pdf.pages, start=1)}

    def __enter__(self) -> "Paper":
        return self

    def __exit__(self, *_: object) -> None:
        self.pdf.close()

    def destinations(self) -> dict[str, int]:
        """Anchor → page."""
        return self._destinations

    @cached_property
    def _destinations(self) -> dict[str, int]:
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

    def links_in_print(self, first: int, last: int) -> Iterator[tuple[str, str]]:
        """Each internal link of the pages as (anchor, the words that stand where it is)."""
        for number in range(first, last + 1):
            places, page = page_words(self.path, number), self.pdf.pages[number - 1]
            for annotation in page.obj.get("/Annots", ()):
                if "/Dest" in annotation:
                    left, bottom, right, top = map(float, annotation.Rect)
                    height = float(page.mediabox[3])
                    inside = [word for y, x, word in places if left <= x <= right + REACH and bottom <= height - y <= top]
                    yield str(annotation.Dest), " ".join(inside)

    def link_words(self) -> Iterator[tuple[str, str]]:
        """Each internal link as (anchor, what a reading machine says of it)."""
        for p in self.pdf.pages:
            for annotation in p.obj.get("/Annots", ()):
                if "/Dest" in annotation:
                    yield str(annotation.Dest), str(annotation.Contents)

    def outline(self) -> list[tuple[int, str, int]]:
        """Bookmarks in order as (depth from 1, title, page)."""
        return self._outline

    @cached_property
    def _outline(self) -> list[tuple[int, str, int]]:
        def walk(items, depth):
            for item in items:
                yield depth, str(item.title), self._page_numbers[item.destination[0].objgen]
                yield from walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            return list(walk(outline.root, 1))

    def fonts(self) -> dict[str, bool]:
        """PostScript-like name without the subset's tag → is its file embedded?"""
        return self._fonts

    @cached_property
    def _fonts(self) -> dict[str, bool]:
        found = {}
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                name = str(item.FontName).lstrip("/").split("+")[-1]
                found[name] = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return found

    def elements(self, kind: str = "") -> Iterator[pikepdf.Dictionary]:
        """The elements of one kind ("Figure", "H1") in the structure tree, or all, in reading order."""

        def walk(element):
            if not isinstance(element, pikepdf.Dictionary):
                return
            if "/S" in element and kind in ("", str(element.S)[1:]):
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

    def astray(self) -> list[str]:
        """Marked content and links of which the tree of parents does not say which element holds them, or on which page."""
        flat = iter(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents, astray = {int(number): next(flat) for number in flat}, []
        for element in self.elements():
            for kid in element.K:
                if isinstance(kid, int):
                    right = parents[int(element.Pg.StructParents)][int(kid)].objgen == element.objgen
                elif right := kid.get("/Type") == "/OBJR":
                    placed = kid.Obj.objgen in [one.objgen for one in kid.Pg.Annots]
                    right = placed and parents[int(kid.Obj.StructParent)].objgen == element.objgen
                else:
                    continue
                astray += [] if right else [self.spoken(element)]
        return astray

    def spoken(self, element: pikepdf.Dictionary) -> str:
        """What is read of an element, in the order of reading; with a broken word's hyphen as U+00AD."""
        pieces = []
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                pieces.append(self._marked(self._page_numbers[element.Pg.objgen])[int(kid)])
            elif "/S" in kid:
                pieces.append(self.spoken(kid))
        return "".join(pieces)

    def _marked(self, number: int) -> dict[int, str]:
        """The text of each piece of marked content of a page."""
        if number not in self._texts:
            self._texts[number] = dict(_marked_text(self.pdf.pages[number - 1]))
        return self._texts[number]

    def artifacts(self) -> list[int]:
        """How many pieces of pagination (running heads, folios) each page has outside the structure tree."""
        return [
            sum(
                str(operator) == "BDC" and operands[0] == "/Artifact" and operands[1].get("/Type") == "/Pagination"
                for operands, operator in pikepdf.parse_content_stream(p)
            )
            for p in self.pdf.pages
        ]


def _marked_text(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    opened: list[pikepdf.Dictionary] = []
    font, text = {}, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                opened.append(pikepdf.Dictionary())
            case "BDC":
                opened.append(operands[1])
                text = "" if "/MCID" in operands[1] else text
            case "EMC":
                closed = opened.pop()
                if "/MCID" in closed:
                    yield int(closed.MCID), text
                elif "/ActualText" in closed:
                    text += str(closed.ActualText)
            case "Tf":
                font = _characters(page.obj.Resources.Font[operands[0]])
            case "TJ" if opened and "/ActualText" not in opened[-1]:
                shown = b"".join(bytes(item) for item in operands[0] if isinstance(item, pikepdf.String))
                codes = (int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown), 2))
                text += "".join(font.get(code, "\ufffd") for code in codes)


def _characters(font: pikepdf.Dictionary) -> dict[int, str]:
    """By the number of the glyph."""
    table = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode("ascii"))
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in table}


def failures(path: Path, profile: str = "ua1") -> list[str]:
    """What a checker holds against the file as PDF/UA-1, or as another profile of page-validation's."""
    report = page.validate_pdf(path, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def remarks(path: Path) -> list["outloud.Finding"]:
    """What outloud, which asks more than a standard does, says of the file."""
    result = outloud.check(str(path))
    assert not result.error and not [run for run in result.runs if run.status == "crashed"]
    return result.findings


def facts(path: Path) -> dict[str, object]:
    """All that a reader or a machine finds in a file, but not its bytes."""
    with Paper(path) as opened, pikepdf.open(path) as file:
        tree = [(str(one.S), opened.spoken(one), str(one.get("/Lang", "")), str(one.get("/ID", ""))) for one in opened.elements()]
        noted = [page.get("/Annots", ()) for page in file.pages]
        places = [[[round(float(side), 2) for side in note.Rect] for note in notes] for notes in noted]
        return {
            "pages": page_texts(path), "tree": tree, "places": places, "destinations": opened.destinations(),
            "links": list(opened.links()), "words of links": list(opened.link_words()), "outline": list(opened.outline()),
            "artifacts": opened.artifacts(), "loose": opened.loose_content(), "astray": opened.astray(),
            "entries of links": {name for notes in noted for note in notes for name in dict(note)}, "fonts": set(opened.fonts()),
            "info": {name: str(told) for name, told in file.docinfo.items()}, "catalogue": set(file.Root.keys()),
            "metadata": file.Root.Metadata.read_bytes(), "attached": list(file.attachments),
        }  # fmt: skip
