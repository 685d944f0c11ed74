"""Two pages of a file become one: what units that share a page have on it."""

import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

# Of what a page draws with, the kinds whose names may mean something else in another unit, and who
# uses them.
DRAWN = {"/XObject": {"Do"}, "/ExtGState": {"gs"}, "/Pattern": {"scn", "SCN"}, "/Shading": {"sh"}}
ALIKE = re.compile("/[Aa][0-9.]+$")  # how opaque it is, as its name says


def fold(
    pdf: pikepdf.Pdf, page: Dictionary, more: Dictionary, tags: Dictionary, marked: int
) -> None:
    """Adds to a page what is on another: what it draws, its annotations, and the place of the
    elements in the tree `tags`. The page has so many pieces of `marked` content.
    """
    names = _share(pdf, page, more)
    drawn = _drawn(more, names, marked)
    content = b"q\n%b\nQ\nq\n%b\nQ" % (page.Contents.read_bytes(), drawn)
    page.Contents = pdf.make_stream(content)
    if "/Annots" in more:
        page.Annots = Array([*page.get("/Annots", ()), *more.Annots])
    for element in _on(tags, more.objgen):
        element.Pg = page
        kids = element.K
        for index, kid in enumerate(kids):
            if isinstance(kid, int):
                kids[index] = kid + marked
            elif kid.get("/Type") == Name.OBJR:
                kid.Pg = page


def _on(element: Dictionary, page: tuple[int, int]) -> Iterator[Dictionary]:
    """The elements in an element, and itself, that stand on a page."""
    if element.Pg.objgen == page:
        yield element
    for kid in element.K:
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield from _on(kid, page)


def _share(pdf: pikepdf.Pdf, page: Dictionary, more: Dictionary) -> dict[tuple[str, str], Name]:
    """What both draw with, named for one page. The new names by kind and old name."""
    names = {}
    resources = Dictionary(page.Resources)
    fonts = (dict(one.Resources.get("/Font", {})) for one in (page, more))
    resources.Font = Dictionary(next(fonts) | next(fonts))  # named by what they are
    for kind in DRAWN:
        both = Dictionary(resources.get(kind, {}))
        for name, drawing in more.Resources.get(kind, {}).items():
            new = name if name not in both or ALIKE.match(name) else f"{name}-{len(both)}"
            both[new] = drawing
            names[kind, name] = Name(new)
        resources[kind] = both
    page.Resources = pdf.make_indirect(resources)
    return names


def _drawn(page: Dictionary, names: dict[tuple[str, str], Name], marked: int) -> bytes:
    kinds = {operator: kind for kind, operators in DRAWN.items() for operator in operators}
    drawn = []
    for operands, operator in pikepdf.parse_content_stream(page):
        kind = kinds.get(str(operator))
        given = [names.get((kind, str(one)), one) if kind else one for one in operands]
        for one in given:
            if isinstance(one, Dictionary) and "/MCID" in one:
                one.MCID = int(one.MCID) + marked
        drawn.append((given, operator))
    return pikepdf.unparse_content_stream(drawn)
