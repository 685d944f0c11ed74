"""The sheets of a spreadsheet: of a workbook (xlsx, xls, ods), of CSV files as Excel
leaves them.
"""

import csv
import datetime
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from charset_normalizer import from_bytes

from ...findings import BadInput, Finding, Place, one_line, shown
from ...text.source import normal
from ..csv_rows import EXCEL_DELIMITER
from . import opening

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
LARGEST = 200_000_000  # bytes
OPENING = Path(opening.__file__)
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Office names what a password opens
SAVE_ANEW = "avaa tiedosto taulukkolaskennassa ja tallenna se muodossa .xlsx"
TOO_LARGE = (
    "tiedosto",
    "työkirjassa on liikaa soluja",
    "poista tyhjät rivit ja sarakkeet taulukon ympäriltä, tai jaa se osiin",
)
LOCKED = ("tiedostomuoto", "työkirja on suojattu salasanalla", "poista salasana ja tallenna")
_ENDS = {
    opening.LOCKED: LOCKED,
    opening.BROKEN: ("tiedostomuoto", "työkirja ei aukea", SAVE_ANEW),
    opening.TOO_MANY_CELLS: TOO_LARGE,
}
MERGED_HIGHEST = 1_000  # rows of one merged cell
# What Excel on Windows and on a Mac writes in Finland, when it is no Unicode.
ENCODINGS = ["cp1252", "mac_roman", "cp850"]
_CLEANED = str.maketrans("\u00a0\u202f\u2009\t\r\n", "      ", "\u200b\u200c\u200d\ufeff\u00ad")

Value = str | int | float | bool | datetime.date | None


@dataclass(frozen=True, order=True)
class CellPlace(Place):
    """A cell of a sheet; line and column are its row and its column, from 1."""

    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"{one_line(self.sheet)}!" if self.sheet else ""
        return f"{one_line(self.path)}:{sheet}{letters(self.column)}{self.line}"


def letters(column: int) -> str:
    """The column's name in a spreadsheet: 3 → C, 28 → AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass
class Worksheet:
    """The rows of a sheet from its first, with None for an empty cell. `comma` says that decimals
    come after a comma in its texts.
    """

    path: Path
    name: str
    rows: list[list[Value]] = field(repr=False)
    comma: bool = True
    hidden: bool = False

    @cached_property
    def _shown(self) -> str:
        return shown(self.path)

    def place(self, row: int, column: int) -> CellPlace:
        """Of a cell; both count from 0."""
        return CellPlace(self._shown, row + 1, column + 1, self.name)


def read_sheets(path: Path) -> list[Worksheet]:
    """The sheets of a file, or of the CSV files of a folder. Raises BadInput."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in TEXTS)
        if not files:
            _refuse(path, "tiedosto", "kansiossa ei ole CSV-tiedostoja", "anna taulukon polku")
        return [sheet for file in files for sheet in read_sheets(file)]
    ending = path.suffix.lower()
    if ending not in WORKBOOKS + TEXTS:
        hint = "tallenna taulukko muodossa .xlsx, .xls, .ods tai .csv"
        _refuse(path, "tiedostomuoto", f'päätettä "{ending[:20]}" ei lueta', hint)
    try:
        if path.stat().st_size > LARGEST:
            _refuse(path, "tiedosto", "tiedosto on liian suuri", "jaa se osiin")
        content = path.read_bytes()
    except OSError as error:
        message = "tiedostoa ei ole" if not path.exists() else f"tiedosto ei aukea ({error})"
        _refuse(path, "tiedosto", message, "tarkista nimi ja oikeudet")
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return list(_of_workbook(path, content))
    _refuse_other(path, content)
    if ending in TEXTS:
        return [_of_text(path, content)]
    hint = f"jos se aukeaa tekstinä, muuta pääte muotoon .csv; muuten {SAVE_ANEW}"
    return _refuse(path, "tiedostomuoto", "tiedosto ei ole työkirja", hint)


def _refuse_other(path: Path, content: bytes) -> None:
    """What is no table, though its ending says so."""
    begins = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not begins:
        _refuse(path, "tiedosto", "tiedosto on tyhjä", "tallenna taulukko uudelleen")
    if begins.startswith(b"<"):
        message = "tiedosto on verkkosivu tai XML, ei taulukko"
        _refuse(path, "tiedostomuoto", message, SAVE_ANEW)
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0\0\0" in content:
        _refuse(path, "tiedostomuoto", "tiedosto ei ole taulukko eikä tekstiä", SAVE_ANEW)


def _refuse(path: Path, rule: str, message: str, hint: str):
    raise BadInput(Finding(Place(shown(path)), rule, message, hint))


def _of_workbook(path: Path, content: bytes) -> Iterator[Worksheet]:
    """The worksheets of a workbook."""
    if ENCRYPTED in content:
        _refuse(path, *LOCKED)
    ran = subprocess.run(
        [sys.executable, "-I", str(OPENING)], input=content, capture_output=True, check=False
    )
    if ran.returncode != opening.SOUND:
        _refuse(path, *_ENDS.get(ran.returncode, TOO_LARGE))
    for name, there, rows, merged, faults in json.loads(ran.stdout):
        yield (
            _of_worksheet(path, name, rows, merged, faults)
            if there
            else Worksheet(path, name, [], hidden=True)
        )


def _of_worksheet(path: Path, name: str, rows: list, merged: list, faults: list) -> Worksheet:
    rows = [[_value(cell) for cell in row] for row in rows]
    for row, column, fault in faults:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = fault
    for (top, left), (bottom, right) in merged:
        if bottom - top < MERGED_HIGHEST and top < len(rows):
            filling = rows[top][left] if left < len(rows[top]) else None
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [filling] * len(row[left : right + 1])
    return Worksheet(path, name, rows)


def _value(cell: object) -> Value:
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    return datetime.date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell


def clean(text: str) -> str | None:
    """The text without what is not seen; None when nothing is left."""
    if text.isascii() and text.isprintable():
        return text.strip() or None
    return " ".join(normal(text).translate(_CLEANED).split()) or None


def _of_text(path: Path, content: bytes) -> Worksheet:
    text = decoded(content)
    first, _, rest = text.partition("\n")
    named = EXCEL_DELIMITER.fullmatch(first)
    delimiter = named[1] if named else _delimiter(text)
    lines = csv.reader(
        io.StringIO(rest if named else text, newline=""), delimiter=delimiter, strict=True
    )
    try:
        rows = [[clean(cell) for cell in row] for row in lines]
    except csv.Error:
        message, hint = "rivi ei aukea", "tarkista lainausmerkit: avattu on myös suljettava"
        raise BadInput(Finding(Place(shown(path), lines.line_num), "rivi", message, hint)) from None
    return Worksheet(path, "", rows, comma=delimiter != ",")


def decoded(content: bytes) -> str:
    """The text of a file in whatever encoding a spreadsheet gives it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    zeros = content[::2].count(0), content[1::2].count(0)
    if sum(zeros) > len(content) // 4:
        return content.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content, cp_isolation=ENCODINGS).best()
        return content.decode(best.encoding if best else "cp1252", "replace")


def _delimiter(text: str) -> str:
    """The one that cuts the most of the first lines into equally many cells."""
    lines = [line for line in text[:100_000].splitlines()[:50] if line.strip()]
    best, mark = 0, ","
    for candidate in ";,\t|":
        counts = [len(row) for row in csv.reader(lines, delimiter=candidate)]
        if not counts:
            break
        usual = max(set(counts), key=lambda count: (counts.count(count) * (count > 1), count))
        score = counts.count(usual) * (usual > 1)
        if score > best:
            best, mark = score, candidate
    return mark
