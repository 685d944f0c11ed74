"""Faults of pages: holes, stranded headings and list items, boxes that do not say that they go on,
notes that collide, numbers of pages that are wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from ..makeup import units
from ..makeup.laid import LaidSheet, Line, Piece
from ..setting import folios
from .faults import HEADINGS, Fault, chapters, fault, items, words

HOLE = 0.15  # of the depth of a page
TAIL = 3  # lines of a divided box on a page, at the least
CONTINUED = "jatkuu"
COLOURED = ("kansi", "nimio")  # pages that are composed, not filled
SLACK = 1.0  # pixels
Found = Iterator[Fault]


def fill(sheet: LaidSheet) -> float:
    """How far down the type area something stands, 0 to 1."""
    ends = [line.rect.bottom for line in sheet.flow.all_lines()]
    ends += [
        piece.rect.bottom
        for piece in sheet.flow.pieces()
        if not piece.inside or "lohko" in piece.classes or piece.tag in ("table", "tr")
    ]
    depth = sheet.area.bottom - sheet.area.top
    return min(1.0, max(0.0, (max(ends, default=0.0) - sheet.area.top) / depth))


def filled(sheets: Sequence[LaidSheet]) -> list[tuple[LaidSheet, float]]:
    """The pages within chapters, each with its fill: those after which the chapter goes on."""
    return [
        (sheet, fill(sheet))
        for sheet, following in pairwise(sheets)
        if sheet.kind not in COLOURED and _goes_on(sheet, following)
    ]


def holes(sheets: Sequence[LaidSheet]) -> Found:
    for sheet, share in filled(sheets):
        if 1 - share > HOLE:
            last = [piece for piece, _ in items(sheet.flow)][-1]
            message = f"sivun lopusta on tyhjää {1 - share:.0%}".replace("%", "\xa0%")
            yield fault("vajaa-sivu", sheet, last, words(last), message)


def stranded(sheets: Sequence[LaidSheet]) -> Found:
    """Headings and titles of boxes with less than two lines under them, and lists of which one item
    stands under its heading.
    """
    for sheet, piece, lines in stranded_titles(sheets):
        if lines < 2:
            count = "1 rivi" if lines else "ei yhtään riviä"
            message = f"otsikon alla on sivun lopussa {count}"
            yield fault("irto-otsikko", sheet, piece, words(piece), message)
        else:
            message = "otsikon alle jää luettelosta sivun loppuun yksi kohta"
            yield fault("yksin-kohta", sheet, piece, words(piece), message)


def stranded_titles(sheets: Sequence[LaidSheet]) -> Iterator[tuple[LaidSheet, Piece, int]]:
    """Such titles, each with how many lines stand under it on its page."""
    for sheet, following in pairwise(sheets):
        if sheet.kind in COLOURED or not _goes_on(sheet, following):
            continue
        below: list[tuple[Piece, Line | None]] = []
        for piece, line in reversed(list(items(sheet.flow))):
            if not _is_title(piece):
                below.insert(0, (piece, line))
                continue
            after = next((one for one, _ in items(following.flow)), None)
            few = len(below) < 2 and all(line for _, line in below)
            if after and not _is_title(after) and (few or _one_item(below, after)):
                yield sheet, piece, len(below)
            break


def _is_title(piece: Piece) -> bool:
    return any(
        holder.tag in HEADINGS or "lohko-otsikko" in holder.classes for holder in piece.within()
    )


def _one_item(below: list[tuple[Piece, Line | None]], after: Piece) -> bool:
    """Whether all that stands there is one item of a list that goes on."""
    item = next((holder for holder in below[0][0].within() if holder.tag == "li"), None)
    if item is None or any(item not in piece.within() for piece, _ in below):
        return False
    holders = [holder.element for holder in after.within()]
    return item.parent.element in holders and item.element not in holders


def divided(sheets: Sequence[LaidSheet]) -> Found:
    for sheet, following in pairwise(sheets):
        begun = {piece.element: piece for piece in sheet.flow.pieces() if _is_box(piece)}
        for piece in following.flow.pieces():
            if piece.element not in begun or not _is_box(piece):
                continue
            before = begun[piece.element]
            title = words(before)
            if not _says_so(piece, following):
                yield fault("jaettu-lohko", following, piece, title, "lohko jatkuu sanomatta sitä")
            for at, part in ((sheet, before), (following, piece)):
                count = len(list(part.all_lines()))
                if count < TAIL and not _pictured(part):
                    message = f"jaetusta lohkosta on sivulla vain {count} riviä"
                    yield fault("lohkon-häntä", at, part, title, message)


def _is_box(piece: Piece) -> bool:
    return "lohko" in piece.classes


def _says_so(piece: Piece, sheet: LaidSheet) -> bool:
    first = next(piece.all_lines(), None)
    texts = [*sheet.heads.values(), first.text if first else ""]
    return any(CONTINUED in text.casefold() for text in texts)


def _pictured(piece: Piece) -> bool:
    return any(inner.tag in ("img", "table", "input", "textarea") for inner in piece.pieces())


def collisions(sheets: Iterable[LaidSheet]) -> Found:
    """Notes in the margin over each other, over what is as wide as text and margin together, or off
    the type area.
    """
    for sheet in sheets:
        notes = sheet.asides()
        wide = [piece for piece in sheet.flow.pieces() if piece.rect.right > sheet.area.right + 9]
        wide = [piece for piece in wide if piece.tag in ("table", "figure", "img")]
        for number, note in enumerate(notes):
            others = [*notes[number + 1 :], *wide]
            if any(note.rect.overlaps(other.rect, SLACK) for other in others):
                yield fault("reunahuomautukset", sheet, note, words(note), "osuu toiseen")
            elif (
                note.rect.top < sheet.area.top - SLACK
                or note.rect.bottom > sheet.area.bottom + SLACK
                or note.rect.right > sheet.paper.right - SLACK
            ):
                yield fault("reunahuomautukset", sheet, note, words(note), "menee yli reunan")


def wrong_numbers(sheets: Sequence[LaidSheet]) -> Found:
    """Folios, and the numbers of pages that the text tells."""
    firsts, lasts = folios.pages_of(sheets, first=1)
    for sheet in sheets:
        for number in (text.strip() for text in sheet.heads.values()):
            if number.isdecimal() and int(number) != sheet.number:
                message = f"sivunumeroksi on painettu {number}"
                yield fault("sivunumerot", sheet, sheet.flow, number, message)
    for element in _own_elements(sheets):
        if printed := element.get(folios.PAGES):
            right = folios.target_pages(folios.target_of(element), firsts, lasts)
            if right != printed:
                target = element.get(folios.TARGET, "")
                message = f"viittaus sivulle {printed}, kohde {target} on sivulla {right or None}"
                yield Fault("sivunumerot", firsts.get(target[1:], 0), "", target, message)


def _own_elements(sheets: Sequence[LaidSheet]) -> Iterator[Element]:
    """All that is printed, of the trees of all units."""
    pieces = (piece.element for sheet in sheets for piece in sheet.flow.pieces())
    for stretch in dict.fromkeys(one for one in pieces if units.is_own(one)):
        yield from stretch.iter()


def _goes_on(sheet: LaidSheet, following: LaidSheet) -> bool:
    """Whether the last chapter on a page is the first of the next."""
    here, there = chapters(sheet), chapters(following)
    return bool(here and there) and here[-1] == there[0]
