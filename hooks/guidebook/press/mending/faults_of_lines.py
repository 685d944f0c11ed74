"""Faults of lines: their length, their hyphens, the last of a paragraph, what stands out of its
frame, and text over text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import mean

from ..makeup.laid import MM, LaidSheet, Line, Piece
from .faults import Fault, Paragraph, chapter, cut, fault

READ = ("p", "li", "dd")  # what is read line after line
WIDEST, NARROWEST = 85, 40  # characters on a line, in the mean of a paragraph
BROAD = 80 * MM  # a column; in a narrower one lines are as short as it is
SHORTEST = 0.7  # of the room of a line that could have been longer
HYPHENS = 2  # lines on end
SCRAP = 6  # characters on the last line
SLACK = 1.0  # pixels
EDGE = 18 * MM  # of the paper, which no text may come nearer to


def long_and_short(paragraphs: Iterable[Paragraph]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        sheet, piece = paragraph.pieces[0]
        full = [(at, line) for at, line in paragraph.lines[:-1] if not line.forced]
        if piece.tag not in READ or not full or _in_cell(piece):
            continue
        length = mean(len(line.text) for _, line in full)
        narrowest = NARROWEST if full[0][1].room > BROAD else 0
        if len(full) > 1 and not narrowest <= length <= WIDEST:
            message = f"riveillä on keskimäärin {length:.0f} merkkiä"
            yield fault("rivin-pituus", sheet, piece, full[0][1].text, message)
        for at, line in full:
            share = (line.rect.right - line.rect.left) / line.room
            if share < SHORTEST and line.room > BROAD:
                message = f"rivi täyttää palstastaan vain {share:.0%}".replace("%", "\xa0%")
                yield fault("lyhyt-rivi", at, piece, line.text, message)


def hyphen_runs(paragraphs: Iterable[Paragraph]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        for hyphenated, run in groupby(paragraph.lines, key=lambda item: item[1].hyphenated):
            run = list(run)
            if hyphenated and len(run) > HYPHENS:
                message = f"{len(run)} peräkkäistä riviä päättyy tavuviivaan"
                yield fault("tavuviivat", run[0][0], paragraph.first, run[0][1].text, message)


def scraps(paragraphs: Iterable[Paragraph]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        *before, (sheet, last) = paragraph.lines
        if before and paragraph.first.tag in READ and len(last.text) < SCRAP:
            if before[-1][1].forced or _in_cell(paragraph.first):
                continue
            message = f'viimeisellä rivillä on vain "{last.text}"'
            yield fault("sananpätkä", sheet, paragraph.first, before[-1][1].text, message)


def hyphenated_share(paragraphs: Iterable[Paragraph]) -> float:
    """Of the full lines of running text, those that end in a hyphen, 0 to 1."""
    ends = [
        line.hyphenated
        for paragraph in paragraphs
        if paragraph.first.tag in READ and not _in_cell(paragraph.first)
        for _, line in paragraph.lines[:-1]
        if not line.forced
    ]
    return mean(ends) if ends else 0.0


def outside(sheets: Iterable[LaidSheet]) -> Iterator[Fault]:
    """What runs over the edge of its box or of the type area."""
    for sheet in sheets:
        edge = max(sheet.area.right, sheet.paper.right - EDGE)
        for piece in sheet.flow.pieces():
            lines = [(line.rect, line.text) for line in piece.lines]
            for rect, text in [*lines, *_picture(piece)]:
                frame = piece.rect if text else piece.parent.rect
                over = rect.right - min(frame.right, edge)
                under = rect.bottom - sheet.area.bottom
                if over > SLACK or under > SLACK or rect.left < sheet.area.left - SLACK:
                    by, where = (over, "oikealle") if over > SLACK else (under, "alas")
                    if max(over, under) <= SLACK:
                        by, where = sheet.area.left - rect.left, "vasemmalle"
                    message = f"{'teksti' if text else 'kuva'} menee {by / MM:.1f} mm yli {where}"
                    message = message.replace(".", ",")
                    yield fault("yli-reunan", sheet, piece, text or _alt(piece), message)


def overprinted(sheets: Iterable[LaidSheet]) -> Iterator[Fault]:
    for sheet in sheets:
        lines = [
            (line, piece)
            for piece in [*sheet.flow.pieces(), *_of_asides(sheet)]
            for line in piece.lines
        ]
        lines.sort(key=lambda item: item[0].rect.top)
        for number, (line, piece) in enumerate(lines):
            for other, _ in lines[number + 1 :]:
                if other.rect.top >= line.rect.bottom:
                    break
                if _over(line, other):
                    message = f'sen päällä on teksti "{cut(other.text)}"'
                    yield Fault(
                        "päällekkäin", sheet.number, chapter(piece), cut(line.text), message
                    )


def _over(line: Line, other: Line) -> bool:
    down = min(line.rect.bottom, other.rect.bottom) - other.rect.top
    height = min(line.rect.bottom - line.rect.top, other.rect.bottom - other.rect.top)
    return down > height / 2 and line.rect.overlaps(other.rect, 2 * SLACK)


def _of_asides(sheet: LaidSheet) -> Sequence[Piece]:
    return [piece for aside in sheet.asides() for piece in aside.pieces()]


def _picture(piece: Piece) -> list:
    return [(piece.rect, "")] if piece.tag in ("img", "svg") and piece.parent else []


def _alt(piece: Piece) -> str:
    return piece.element.get("alt") or piece.element.get("src", "")


def _in_cell(piece: Piece) -> bool:
    return any(holder.tag in ("td", "th") for holder in piece.within())
