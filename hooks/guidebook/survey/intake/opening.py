"""Opens a workbook in a process of its own, since one that is built to, or only has a cell in its
last corner, takes more memory than there is: the bounds end this process and not the command.

Reads the workbook from standard input and writes its sheets as JSON: name, whether it is shown,
rows, merged ranges, and the cells whose formula came to an error. A day is {"day": "2026-11-30"}.
"""

import datetime
import io
import json
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

import python_calamine

MEMORY, SECONDS = 2 * 2**30, 120  # bytes; of processor time
MOST_CELLS = 20_000_000
# What the process ends with.
SOUND, LOCKED, BROKEN, TOO_MANY_CELLS = 0, 3, 4, 5
PARTS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3})(\d{1,7})"[^>]*>.*?<v>([^<]*)', re.S
)

Cell = tuple[int, int]  # row and column from 0


class TooManyCells(Exception):
    """A sheet that nobody has filled in."""


def opened(content: bytes) -> Iterator[tuple]:
    """The worksheets. Raises CalamineError and TooManyCells."""
    workbook = python_calamine.load_workbook(io.BytesIO(content))
    faults = _faults(content)
    for described in workbook.sheets_metadata:
        if described.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        name, rows, merged = described.name, [], []
        there = described.visible == python_calamine.SheetVisibleEnum.Visible
        if there:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height * sheet.total_width > MOST_CELLS:
                raise TooManyCells
            rows = sheet.to_python(skip_empty_area=False)
            merged = list(sheet.merged_cell_ranges or ())
        faulty = [(*cell, fault) for cell, fault in faults.get(name, {}).items()]
        yield name, there, rows, merged, faulty


def _faults(content: bytes) -> dict[str, dict[Cell, str]]:
    """Sheet → the cells whose formula came to an error, which calamine gives as empty ones."""
    if content[:2] != b"PK":
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        if "xl/workbook.xml" in names:
            return dict(_of_excel(parts))
        if "content.xml" in names:
            content = parts.read("content.xml")
            return dict(_of_calc(content)) if b'value-type="error"' in content else {}
    return {}


def _of_excel(parts: zipfile.ZipFile) -> Iterator[tuple[str, dict[Cell, str]]]:
    related = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in related}
    for sheet in ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{PARTS}sheet"):
        name = posixpath.join("/xl", targets.get(sheet.get(RELATION), "")).lstrip("/")
        text = parts.read(name) if name in parts.namelist() else b""
        if b't="e"' in text:
            found = _ERROR.findall(text)
            cells = {
                (int(row) - 1, _number(column)): fault.decode() for column, row, fault in found
            }
            yield sheet.get("name", ""), cells


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _of_calc(content: bytes) -> Iterator[tuple[str, dict[Cell, str]]]:
    for table in ElementTree.fromstring(content).iter(f"{TABLE}table"):
        cells, row = {}, 0
        for line in table.iter(f"{TABLE}table-row"):
            column = 0
            for cell in line:
                if cell.get(f"{CALC}value-type") == "error":
                    cells[row, column] = "".join(cell.itertext())
                column += int(cell.get(f"{TABLE}number-columns-repeated", 1))
            row += int(line.get(f"{TABLE}number-rows-repeated", 1))
        yield table.get(f"{TABLE}name", ""), cells


def _as_json(cell: object) -> dict[str, str] | str:
    return {"day": cell.isoformat()[:10]} if isinstance(cell, datetime.date) else str(cell)


def main() -> int:
    with suppress(ValueError, OSError):  # not every system bounds memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sheets = list(opened(sys.stdin.buffer.read()))
    except python_calamine.PasswordError:
        return LOCKED
    except TooManyCells:
        return TOO_MANY_CELLS
    except (
        python_calamine.CalamineError,
        ElementTree.ParseError,
        zipfile.BadZipFile,
        ValueError,
        OSError,
        KeyError,
    ):
        return BROKEN
    sys.stdout.write(json.dumps(sheets, default=_as_json))
    return SOUND


if __name__ == "__main__":
    sys.exit(main())
