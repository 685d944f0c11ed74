"""Tables of a page as their writer meant them, and what of them is not read so."""

import re
from collections.abc import Iterator

from ..syntax import SLASHES

_LINE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_APART = re.compile(rf"[ \t>]*{SLASHES}|#{{1,6}}[ \t]")  # a line that no paragraph goes on over
_OPENS_BOX = re.compile(r"[ \t>]*(?:\?{3}|!{3}|={3})")
_ESCAPED = re.compile(r"\\\|")

Told = tuple[int, int, str, str]  # start, end, message, hint


def misread_tables(prose: str) -> Iterator[Told]:
    """Rows that become no table, and cells that no column has room for. Code is blanked in the
    text.
    """
    start, block = 0, []  # (where a line begins, the line) of a paragraph
    for line in [*prose.split("\n"), ""]:
        if line.strip(" \t>") and not _APART.match(line):
            block.append((start, line))
        else:
            yield from _of_paragraph(block)
            block = []
        start += len(line) + 1


def _of_paragraph(block: list[tuple[int, str]]) -> Iterator[Told]:
    if block and _OPENS_BOX.match(block[0][1]):
        block = block[1:]
    rows = [(at, line) for at, line in block if line.lstrip(" \t>").startswith("|")]
    lines = [line for _, line in block]
    ruled = next((i for i in range(1, len(lines)) if _is_ruled(lines[i])), None)
    if ruled is None:
        if len(rows) > 1 or (rows and rows[0][1].count("|") > 2):
            columns = _cells(rows[0][1])
            yield (
                *_span(*rows[0]),
                "taulukosta puuttuu viivarivi otsikkorivin alta",
                f"lisää otsikkorivin alle rivi {'|---' * columns}|",
            )
        return
    head_at, head = block[ruled - 1]
    columns, rules = _cells(head), _cells(lines[ruled])
    if columns != rules:
        yield (
            *_span(head_at, head),
            f"taulukon otsikkorivissä on sarakkeita {columns}, mutta sen alla viivoja {rules}",
            f"kirjoita otsikkorivin alle {'|---' * columns}|",
        )
    elif ruled > 1 and "|" in head:
        yield (
            *_span(head_at, head),
            "taulukko on kiinni edellisessä rivissä, eikä siitä tule taulukkoa",
            "jätä taulukon eteen tyhjä rivi",
        )
    else:
        yield from _of_rows(block[ruled + 1 :], columns)


def _of_rows(rows: list[tuple[int, str]], columns: int) -> Iterator[Told]:
    for at, row in rows:
        if "|" not in row:
            yield (
                *_span(at, row),
                "rivi on kiinni taulukossa, ja siitä tulee taulukon rivi",
                "jätä taulukon perään tyhjä rivi",
            )
            break
        if (cells := _cells(row)) > columns:
            yield (
                *_span(at, row),
                f"taulukon rivillä on {cells} solua, mutta sarakkeita on {columns}",
                "lisää otsikkoriviin sarake tai yhdistä solut; solun sisään tuleva | "
                "kirjoitetaan \\|",
            )


def _is_ruled(line: str) -> bool:
    return "|" in line and bool(_LINE.fullmatch(line))


def _span(at: int, line: str) -> tuple[int, int]:
    indent = len(line) - len(line.lstrip(" \t>"))
    return at + indent, at + len(line.rstrip())


def _cells(row: str) -> int:
    text = _ESCAPED.sub("  ", row).strip(" \t>")
    return text.removeprefix("|").removesuffix("|").count("|") + 1
