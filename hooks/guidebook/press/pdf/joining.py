"""The files of units become one: pages, tags, names, bookmarks and faces."""

import io
from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name

from . import tag_roles
from .folding import fold
from .folio_places import Pages, renumber
from .sheaves import Sheaf, Wholes
from .uniting import FONTS

POINTS = 0.75  # in a CSS pixel


def joined(sheaves: Sequence[Sheaf], fonts: bytes, pages: Pages) -> tuple[bytes, int]:
    """The whole file and its number of pages. The first of the sheaves says what it says of itself;
    `fonts` is the file of its faces, `pages` tells the numbers of pages.
    """
    with pikepdf.open(io.BytesIO(sheaves[0].content)) as pdf:
        renumber(pdf, sheaves[0].places, 1, pages)
        joining = _Joining(pdf)
        joining.add(pdf, sheaves[0])
        for sheaf in sheaves[1:]:
            with pikepdf.open(io.BytesIO(sheaf.content)) as other:
                renumber(other, sheaf.places, sheaf.first, pages)
                for page in other.pages:
                    pdf.pages.append(page)
                joining.add(other, sheaf)
        joining.finish()
        _share(pdf, joining.resources, fonts)
        _outline(pdf, sheaves)
        out = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=packed,
            deterministic_id=True,
            fix_metadata_version=False,
        )
        return measurable(out.getvalue()), len(pdf.pages)


def measurable(content: bytes) -> bytes:
    """The length of each stream can be told from its bytes: one that ends in a carriage return
    would seem to end before it, so no line feed follows that.
    """
    return content.replace(b"\r\nendstream", b"\r\rendstream")


class _Joining:
    """The tags and names of the file that grows."""

    def __init__(self, pdf: pikepdf.Pdf):
        self._pdf = pdf
        self._top = pdf.Root.StructTreeRoot.K[0]
        self._wholes: Wholes = []
        self._parents: list[object] = []  # of the pages
        self._annotated: list[tuple[object, object]] = []  # annotations and their elements
        self.resources: list[Dictionary] = []  # what each of the files draws with
        self._notes: list[Dictionary] = []  # the elements that have an ID
        self._destinations: dict[bytes, object] = {}

    def add(self, other: pikepdf.Pdf, sheaf: Sheaf) -> None:
        """What `other` holds, whose pages are the last of the file."""
        first = len(self._pdf.pages) - len(other.pages)
        pages = [page.obj for page in self._pdf.pages[first:]]
        root, names = other.Root.StructTreeRoot, other.Root.get("/Names", {})
        if other is not self._pdf:
            root = self._pdf.copy_foreign(root)
            if "/Dests" in names:
                names = self._pdf.copy_foreign(other.make_indirect(names))
        elements = dict(_pairs(root.ParentTree.Nums))
        parents = [elements[number] for number in range(len(pages))]
        self.resources.append(pages[0].Resources)
        for page in pages:
            for annotation in page.get("/Annots", ()):
                self._annotated.append((annotation, elements[int(annotation.StructParent)]))
        self._name(names, set(sheaf.anchors))
        if sheaf.begun:
            self._fold(pages[0], root.K[0], parents.pop(0))
        self._parents += parents
        if other is self._pdf:
            self._wholes = sheaf.wholes
        else:
            self._take(self._top, root.K[0], self._wholes, sheaf.wholes)
        if "/IDTree" in root:
            named = ((bytes(id), note) for id, note in _pairs(root.IDTree.Names))
            self._notes += [note for _, note in sorted(named, key=_in_order)]

    def _fold(self, more: Dictionary, tags: Dictionary, parents: Array) -> None:
        """What is on a page onto the last before it."""
        number, marked = len(self._parents) - 1, len(self._parents[-1])
        page = self._pdf.pages[number].obj
        fold(self._pdf, page, more, tags, marked)
        self.resources.append(page.Resources)
        self._parents[-1] = Array([*self._parents[-1], *parents])
        for place in self._destinations.values():
            if place[0].objgen == more.objgen:
                place[0] = page
        del self._pdf.pages[number + 1]

    def _name(self, names: Dictionary, own: set[str]) -> None:
        destinations = names["/Dests"].Names if "/Dests" in names else ()
        for anchor, place in _pairs(destinations):
            if str(anchor) in own:
                self._destinations.setdefault(bytes(anchor), place)

    def _take(self, into: Dictionary, out: Dictionary, wholes: Wholes, taken: Wholes) -> None:
        """The elements in one element into another; the first goes on with the last when both are
        pieces of the same.
        """
        kids = list(out.K)
        if kids and wholes and wholes[-1] and taken[0] and wholes[-1][0] == taken[0][0]:
            self._take(into.K[-1], kids.pop(0), wholes[-1][1], taken[0][1])
            taken = taken[1:]
        for kid in kids:
            kid.P = into
            into.K.append(kid)
        wholes += taken

    def finish(self) -> None:
        root, numbers = self._pdf.Root.StructTreeRoot, []
        for number, (page, elements) in enumerate(zip(self._pdf.pages, self._parents, strict=True)):
            page.obj.StructParents = number
            numbers += number, elements
        for number, (annotation, element) in enumerate(self._annotated, len(self._parents)):
            annotation.StructParent = number
            numbers += number, element
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        ids = {}
        for number, note in enumerate(self._notes, start=1):
            note.ID = pikepdf.String(tag_roles.id_of_note(number))
            ids[bytes(note.ID)] = note
        if ids:
            root.IDTree = Dictionary(Names=_sorted(ids))
        if self._destinations:
            if "/Names" not in self._pdf.Root:
                self._pdf.Root.Names = Dictionary()
            self._pdf.Root.Names.Dests = Dictionary(Names=_sorted(self._destinations))


def _pairs(flat: Array) -> Iterator[tuple[object, object]]:
    items = iter(flat)
    for key in items:
        yield (int(key) if isinstance(key, int) else key), next(items)


def _in_order(named: tuple[bytes, object]) -> tuple[int, bytes]:
    """By the numbers that names end in."""
    return len(named[0]), named[0]


def _sorted(named: dict[bytes, object]) -> Array:
    return Array([item for name in sorted(named) for item in (pikepdf.String(name), named[name])])


def _share(pdf: pikepdf.Pdf, drawn_with: Sequence[Dictionary], fonts: bytes) -> None:
    """All pages draw with the same faces and colours."""
    with pikepdf.open(io.BytesIO(fonts)) as other:
        faces = pdf.copy_foreign(other.make_indirect(other.Root[FONTS]))
        colours = pdf.pages[0].obj.Resources.ColorSpace
        for resources in drawn_with:
            resources.ColorSpace = colours
            for name in list(resources.get("/Font", {})):
                resources.Font[name] = faces[name]


def _outline(pdf: pikepdf.Pdf, sheaves: Sequence[Sheaf]) -> None:
    """The bookmarks, nested as WeasyPrint nests them."""
    pages: list[SimpleNamespace] = []
    for sheaf in sheaves:
        for number, (height, bookmarks) in enumerate(sheaf.bookmarks):
            if sheaf.begun and not number:
                pages[-1].bookmarks += bookmarks
            else:
                pages.append(SimpleNamespace(height=height, bookmarks=list(bookmarks)))
    document = weasyprint.Document(pages, None, None, None, None, None)
    entries = document.make_bookmark_tree(POINTS, transform_pages=True)
    if entries:
        top = pdf.make_indirect(Dictionary())
        _hang(pdf, top, entries)
        pdf.Root.Outlines = top
    elif "/Outlines" in pdf.Root:
        del pdf.Root.Outlines


def _hang(pdf: pikepdf.Pdf, parent: Dictionary, entries: list) -> int:
    """The entries under their parent. How many are seen there."""
    count, before = len(entries), None
    for words, (page, x, y), below, state in entries:
        place = Array([pdf.pages[page].obj, Name.XYZ, x, y, 0])
        entry = pdf.make_indirect(Dictionary(Title=words, Dest=place, Parent=parent))
        seen = _hang(pdf, entry, below) if below else 0
        entry.Count = -seen if state == "closed" else seen
        count += 0 if state == "closed" else seen
        if before is None:
            parent.First = entry
        else:
            before.Next, entry.Prev = entry, before
        before = entry
    parent.Last, parent.Count = before, count
    return count
