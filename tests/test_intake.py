"""From a spreadsheet to the collection `oma`: golden cases, and what holds of every one of them."""

import datetime
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from conftest import ROOT
from guidebook.findings import BadInput
from guidebook.survey.intake import Asking, take

GOLDEN = ROOT / "tests/golden/intake"
CASES, REFUSED = (yaml.safe_load((GOLDEN / f"{name}.yml").read_text("utf-8")) for name in ("wide", "refused"))
TABLES = ("channels", "organisations", "persons", "accounts", "searched")


def spreadsheet(case: dict, folder: Path) -> Path:
    """The file of a case."""
    path = folder / case["file"]
    if "text" in case:
        path.write_bytes(case["text"].encode(case.get("encoding", "utf-8")))
        return path
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d.m.yyyy"})
        for name, rows in case["sheets"].items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, dict):
                        sheet.write_formula(number, column, cell["formula"], None, cell["value"])
                    elif isinstance(cell, datetime.date):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)
            for merged in case.get("merged", ()):
                where, _, cells = merged.partition("!")
                if where == name:
                    sheet.merge_range(cells, "")
                    first = xlsxwriter.utility.xl_cell_to_rowcol(cells.partition(":")[0])
                    sheet.write(*first, rows[first[0]][first[1]])
            if name in case.get("hidden", ()):
                sheet.hide()
    return path


def taken(case: dict, folder: Path):
    if "intake" in case:
        (folder / "data/surveys/oma").mkdir(parents=True, exist_ok=True)
        (folder / "data/surveys/oma/intake.yml").write_text(case["intake"], "utf-8")
    return take([spreadsheet(case, folder)], folder, folder / "data/surveys", Asking())


def written(folder: Path) -> dict[str, str]:
    """Every file under data/, by its name there."""
    return {path.name: path.read_text("utf-8") for path in sorted((folder / "data").rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", CASES)
def test_a_spreadsheet_gives_its_tables(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    case = CASES[name]
    lines = taken(case, tmp_path).lines
    files = written(tmp_path)
    given = [f"== {name}.csv\n{files[f'{name}.csv']}" for name in (*TABLES, "avain") if f"{name}.csv" in files]
    assert "".join(given) == case["gives"]
    for told in case.get("told", ()):
        assert any(told in line for line in lines), lines
    taken(case | {"intake": files["intake.yml"]}, tmp_path)
    assert written(tmp_path) == files


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_told_is_asked_with_its_cell(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    case = REFUSED[name]
    with pytest.raises(BadInput) as refused:
        taken(case, tmp_path)
    assert [str(one) for one in refused.value.findings] == case["findings"]
    assert not (tmp_path / "data/surveys/oma/persons.csv").exists() and not (tmp_path / "data/private").exists()
