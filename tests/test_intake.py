"""From a spreadsheet to the collection `oma`: golden cases, and what holds of every one of them."""

import csv
import datetime
import os
import shutil
import stat
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter

from commands import ROOT, run
from goldens import golden
from guidebook.findings import BadInput
from guidebook.survey import find, key_file, read
from guidebook.survey.csv_rows import Log, csv_rows
from guidebook.survey.intake import Asking, cell_values, take
from guidebook.survey.personal import note_personal

GOLDEN = ROOT / "tests/golden/intake"
CASES, REFUSED, KEY_FILES = (golden(f"intake/{name}") for name in ("wide", "refused", "key_files"))
TABLES = ("channels", "organisations", "persons", "accounts", "searched")


def spreadsheet(case: dict, folder: Path) -> Path:
    """The file of a case."""
    path = folder / case["file"]
    if "text" in case:
        path.write_bytes(case["text"].encode(case.get("encoding", "utf-8")))
        return path
    if "sheets" not in case:
        return Path(shutil.copy(GOLDEN / case["file"], path))
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


@pytest.mark.parametrize("name", KEY_FILES)
def test_a_key_file_mended_by_hand_loses_nobody(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    case, path = KEY_FILES[name], Path("avain.csv")
    path.write_text(case["text"], "utf-8")
    if "gives" in case:
        assert key_file.read(path) == [key_file.Key(*cells) for cells in case["gives"]]
        return
    with pytest.raises(BadInput) as refused:
        key_file.read(path)
    assert [str(one) for one in refused.value.findings] == case["findings"]


@pytest.mark.slow
def test_a_workbook_with_a_cell_in_its_last_corner_ends_no_command(tmp_path):
    path = tmp_path / "kaukana.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nimi", "X-seuraajat"])
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(BadInput, match="liikaa soluja – poista tyhjät rivit ja sarakkeet"):
        take([path], tmp_path, tmp_path / "data/surveys", Asking())


def test_one_told_to_be_somebody_else_next_month_is_told(tmp_path):
    first = {"file": "a.csv", "text": "Nimi;Organisaatio;X-seuraajat;Pvm\nAino Esimerkki;Laitos;5;1.10.2026\n"}
    taken(first, tmp_path)
    moved = {"file": "a.csv", "text": first["text"].replace("Laitos;5;1.10", "Yhdistys;5;1.11")}
    assert any("jos he ovat sama ihminen, kirjoita riville person_id h1" in line for line in taken(moved, tmp_path).lines)


def test_an_organisation_told_to_be_another_is_no_longer_one(tmp_path):
    sheet = {"file": "a.csv", "text": "Nimi;Organisaatio;X-seuraajat;Pvm\nAino Esimerkki;EL;5;1.10.2026\nOnni Oletettu;Laitos;6;1.10.2026\n"}
    taken(sheet, tmp_path)
    intake = (tmp_path / "data/surveys/oma/intake.yml").read_text("utf-8") + 'same:\n  "EL": "Laitos"\n'
    taken(sheet | {"intake": intake}, tmp_path)
    assert (tmp_path / "data/surveys/oma/organisations.csv").read_text("utf-8").count("\n") == 2


def test_the_same_person_keeps_the_identifier(tmp_path):
    """By name in the organisation, by e-mail address, or by an account, under whatever name."""
    def ids(text: str) -> dict[str, str]:
        taken({"file": "a.csv", "text": text}, tmp_path)
        return {key.name: key.person_id for key in key_file.read(tmp_path / key_file.FILE) if key.person_id}

    first = ids("Nimi;Organisaatio;X-tili;Sähköposti;Pvm\nAino Esimerkki;Laitos;@aino;;1.10.2026\n"
                "Onni Oletettu;Laitos;;onni@example.org;1.10.2026\nUrho Keksitty;Laitos;@urho;;1.10.2026\n")
    second = ids("Nimi;Organisaatio;X-tili;Sähköposti;Pvm\nUusi Ihminen;Laitos;@uusi;;1.11.2026\n"
                 "Esimerkki, Aino;Laitos;;;1.11.2026\nOnni Toinen;Yhtiö;;Onni@example.org;1.11.2026\n"
                 "Urho Kolmas;Yhtiö;https://x.com/Urho;;1.11.2026\n")
    assert second["Esimerkki, Aino"] == first["Aino Esimerkki"]
    assert second["Onni Toinen"] == first["Onni Oletettu"] and second["Urho Kolmas"] == first["Urho Keksitty"]
    assert second["Uusi Ihminen"] not in first.values()


@pytest.mark.parametrize("told", ["Aino Uusi (ent. Esimerkki)", "Uusi, Aino (o.s. Esimerkki)", "Aino Uusi (född Aino Esimerkki)"])
def test_who_is_told_with_a_former_name_keeps_the_identifier(told, tmp_path):
    for month, name in enumerate(("Aino Esimerkki", told, "Aino Uusi"), start=1):
        taken({"file": "a.csv", "text": f"Nimi;Organisaatio;X-seuraajat;Pvm\n{name};Laitos;5;1.{month}.2026\n"}, tmp_path)
    assert {key.person_id for key in key_file.read(tmp_path / key_file.FILE)} == {"", "h1"}


def test_a_former_name_that_is_another_ones_joins_nobody(tmp_path):
    head, row = "Nimi;Organisaatio;X-seuraajat;Pvm\n", "Aino Esimerkki;Laitos;5;1.10.2026\n"
    taken({"file": "a.csv", "text": head + row}, tmp_path)
    taken({"file": "a.csv", "text": head + "Aino Uusi (ent. Esimerkki);Laitos;7;1.10.2026\n" + row}, tmp_path)
    assert {key.person_id for key in key_file.read(tmp_path / key_file.FILE)} == {"", "h1", "h2"}


def test_what_was_measured_before_stays(tmp_path):
    taken({"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;5;1.10.2026\nOnni Oletettu;7;1.10.2026\n"}, tmp_path)
    taken({"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;9;1.11.2026\n"}, tmp_path)
    accounts = (tmp_path / "data/surveys/oma/accounts.csv").read_text("utf-8")
    assert sorted(line.split(",")[3] for line in accounts.splitlines()[1:]) == ["5", "7", "9"]


def test_a_refused_or_unconfirmed_spreadsheet_changes_nothing(tmp_path):
    sound = {"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;5;1.10.2026\n"}
    taken(sound, tmp_path)
    (tmp_path / "data/surveys/oma/muistiinpano.txt").write_text("oma", "utf-8")
    before = written(tmp_path)
    with pytest.raises(BadInput):
        taken(sound | {"text": "Nimi;X-seuraajat;Pvm\nOnni Oletettu;5;1.1.2990\n"}, tmp_path)
    told = []
    asking = Asking(confirm=lambda shown: told.append(shown) or False)
    sheet = spreadsheet(sound | {"text": "Nimi;X-seuraajat;Pvm\nOnni Oletettu;5;1.1.2026\n"}, tmp_path)
    assert not take([sheet], tmp_path, tmp_path / "data/surveys", asking).written and "X-seuraajat → x.followers" in told[0]
    assert written(tmp_path) == before


def test_names_that_come_to_nothing_stay_nowhere(tmp_path):
    """The tables are refused when they are read: their identifiers are names."""
    with pytest.raises(BadInput, match="henkilötieto"):
        taken({"file": "a.csv", "text": "Tunnus;Nimi;X-seuraajat;Pvm\n" + "".join(
            f"{id};Oili Oletettu {n};5;1.10.2026\n" for n, id in enumerate(["aino.esimerkki", "onni.oletettu", "urho.keksitty"]))}, tmp_path)
    assert written(tmp_path) == {}


def test_a_package_of_another_hand_is_left_alone(tmp_path):
    own = tmp_path / "data/surveys/oma"
    own.mkdir(parents=True)
    (own / "datapackage.json").write_text("{}", "utf-8")
    with pytest.raises(BadInput, match="ei ole tehnyt"):
        taken({"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;5;1.10.2026\n"}, tmp_path)
    assert written(tmp_path) == {"datapackage.json": "{}"}


def test_on_a_terminal_it_asks_and_remembers(tmp_path):
    case = {"file": "a.csv", "text": "Nimi;Näkyvyys;X-seuraajat\nAino Esimerkki;suuri;monta\n"}
    asked = []
    answers = iter(["ehkä", "ignore", "12", "2026-11"])
    asking = Asking(lambda question: asked.append(question) or next(answers))
    take([spreadsheet(case, tmp_path)], tmp_path, tmp_path / "data/surveys", asking)
    assert [one.partition(" ")[0].rpartition("/")[2] for one in asked] == ["a.csv:B1:", "a.csv:B1:", "a.csv:C2:", "a.csv:C2:"]
    first = written(tmp_path)
    taken(case, tmp_path)
    assert written(tmp_path) == first


def test_comments_of_the_answers_stay(tmp_path):
    intake = "# Kysy Ainolta.\ncolumns:\n  # tämä on X\n  Luku: x.followers\nmeasured_on: 2026-11\n"
    taken({"file": "a.csv", "text": "Nimi;Luku;LinkedIn-tili\nAino Esimerkki;5;on\n", "intake": intake}, tmp_path)
    kept = (tmp_path / "data/surveys/oma/intake.yml").read_text("utf-8")
    assert all(line in kept.splitlines() for line in intake.splitlines()) and "  LinkedIn-tili: linkedin.account" in kept


def test_the_key_file_is_its_owners_alone_and_git_ignores_it(tmp_path):
    taken({"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;5;1.10.2026\n"}, tmp_path)
    assert stat.S_IMODE((tmp_path / key_file.FILE).stat().st_mode) == 0o600
    ignored = subprocess.run(["git", "check-ignore", "-q", str(key_file.FILE)], cwd=ROOT)
    if ignored.returncode == 128:
        pytest.skip("not a git checkout")
    tracked = subprocess.run(["git", "ls-files", "data/private"], cwd=ROOT, capture_output=True, text=True)
    assert ignored.returncode == 0 and tracked.stdout == ""


def test_no_name_is_in_the_tables(tmp_path):
    case = CASES["Leveä taulukko suomeksi"]
    taken(case, tmp_path)
    names = {key.name for key in key_file.read(tmp_path / key_file.FILE) if key.person_id}
    tables = "".join((tmp_path / f"data/surveys/oma/{name}.csv").read_text("utf-8") for name in TABLES[:4])
    assert len(names) == 3 and not any(part in tables for name in names for part in name.split() if part != "Esimerkki")


FORTY = ROOT / "tests/esimerkki/experts.py"


@pytest.mark.parametrize("comma", [True, False])
def test_a_count_has_no_decimals_whatever_those_of_the_table_are(comma):
    assert [cell_values.count(value, comma) for value in ("12.500", "12,500", "12 500", 12500)] == [12500] * 4


@pytest.mark.slow
def test_forty_made_up_experts_become_the_report(small_guide):
    """From a spreadsheet as communications would send it: numbers of one's own, with no edit elsewhere."""
    folder = small_guide.folder
    subprocess.run([sys.executable, FORTY, folder / "asiantuntijat.xlsx"], check=True)
    took = run("guidebook", "survey", "asiantuntijat.xlsx", "--yes", cwd=folder)
    assert took.returncode == 0 and "Henkilöitä 40, organisaatioita 4" in took.stdout, took.stderr
    survey = read(find(folder / "data/surveys", None))
    own = survey.collections["oma"]
    assert own.persons == 40 and own.period == "9.11.2026" and not own.rows_public
    assert own.sample and "Aineisto on keksitty" in took.stdout


OPEN = Path(os.environ.get("GUIDEBOOK_SHARED") or ROOT.parent / "shared") / "data/open"


@pytest.mark.slow
@pytest.mark.skipif(not (OPEN / "dboes-2026-wide.csv").is_file(), reason="the open data are not here")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_politicians_and_journalists_of_2026(ending, tmp_path):
    rows = list(csv.reader((OPEN / "dboes-2026-wide.csv").read_text("utf-8").splitlines()))
    if ending == "xlsx":
        path = spreadsheet({"file": "dboes.xlsx", "sheets": {"Taul1": rows}}, tmp_path)
    else:
        path = OPEN / "dboes-2026-wide.csv"
    surveys = tmp_path / "data/surveys"
    (surveys / "oma").mkdir(parents=True)
    (surveys / "oma/intake.yml").write_text("measured_on: 2026-03\ncolumns:\n  parliament: ignore\n", "utf-8")
    take([path], tmp_path, surveys, Asking())
    tables = {name: list(csv.DictReader((surveys / f"oma/{name}.csv").open(encoding="utf-8"))) for name in TABLES}
    roles = {row["person_id"]: row["role"] for row in tables["persons"]}
    assert Counter(roles.values()) == {"politician": 2700, "journalist": 897} and len(tables["organisations"]) == 375
    politicians = [row for row in tables["accounts"] if roles.get(row["person_id"]) == "politician"]
    assert Counter(row["channel"] for row in politicians) == {
        "x": 1641, "facebook": 2325, "youtube": 1053, "instagram": 2225, "tiktok": 1016}
    channels = Counter(row["person_id"] for row in tables["accounts"])
    assert Counter(channels[id] for id, role in roles.items() if role == "politician") == {
        0: 138, 1: 223, 2: 525, 3: 699, 4: 685, 5: 430}
    assert sum(role == "journalist" and not channels[id] for id, role in roles.items()) == 264
    assert {"role": "journalist", "sector": "", "channel": "youtube"} not in tables["searched"]


@pytest.mark.skipif(not (OPEN / "argentina-2021").is_dir(), reason="the open data are not here")
def test_office_holders_of_argentina(tmp_path):
    surveys = tmp_path / "data/surveys"
    (surveys / "oma").mkdir(parents=True)
    (surveys / "oma/intake.yml").write_text("only:\n  organisation_id: {link_basis: office}\n", "utf-8")
    take([OPEN / "argentina-2021"], tmp_path, surveys, Asking())
    tables = {name: list(csv.DictReader((surveys / f"oma/{name}.csv").open(encoding="utf-8"))) for name in TABLES[:4]}
    persons = {row["person_id"]: int(row["followers"]) for row in tables["accounts"] if row["person_id"]}
    offices = {row["organisation_id"]: int(row["followers"]) for row in tables["accounts"] if row["organisation_id"]}
    linked = [(persons[row["person_id"]] > offices[row["organisation_id"]], row["organisation_id"])
              for row in tables["persons"] if row["organisation_id"]]
    ahead = {office for is_ahead, office in linked if is_ahead}
    assert (len(persons), statistics.median(persons.values())) == (466, 16478.5)
    assert (len(linked), sum(is_ahead for is_ahead, _ in linked)) == (63, 20)
    assert (len(ahead), len({office for _, office in linked})) == (13, 27)


PACKAGES = golden("intake/packages")
CELLS = {"persons": ("field", "ala"), "accounts": ("channel", "x"), "organisations": ("sector", "media")}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_that_holds_personal_data_is_told(name, tmp_path, monkeypatch):
    """Read as CSV alone, as any collection is; what else is wrong with so little of one is not asked."""
    monkeypatch.chdir(tmp_path)
    table, columns = PACKAGES[name]["table"], PACKAGES[name]["columns"]
    first, cell = CELLS[table]
    lines = [[first, *columns], *([cell, *cells] for cells in zip(*columns.values(), strict=True))]
    text = "\n".join(",".join(f'"{one}"' if "," in one else one for one in line) for line in lines) + "\n"
    log = Log(tmp_path / f"{table}.csv")
    header, *rows = csv_rows(text, ",", log)
    note_personal(table, header, rows, text, log)
    assert [str(one).partition(" – ")[0] for one in log.findings] == PACKAGES[name]["findings"]


@pytest.mark.slow
def test_a_name_as_an_identifier_stops_the_guide(small_guide):
    """The rule holds of every collection that is read."""
    persons = small_guide.folder / "data/surveys/esimerkki/persons.csv"
    text = persons.read_text("utf-8").splitlines()
    persons.write_text("\n".join([f"{text[0]},sähköposti", *(f"{line}," for line in text[1:])]) + "\n", "utf-8")
    checked = run("guidebook", "check", cwd=small_guide.folder)
    assert checked.returncode == 1 and ': henkilötieto: sarake "sähköposti"' in checked.stdout + checked.stderr


def test_a_run_that_broke_off_lost_nothing(tmp_path):
    sound = {"file": "a.csv", "text": "Nimi;X-seuraajat;Pvm\nAino Esimerkki;5;1.10.2026\n"}
    taken(sound, tmp_path)
    before = written(tmp_path)
    (tmp_path / "data/surveys/oma").rename(tmp_path / "data/surveys/.oma.vanha")
    (tmp_path / "data/surveys/.oma.uusi").mkdir()
    taken(sound, tmp_path)
    assert written(tmp_path) == before and [one.name for one in (tmp_path / "data/surveys").iterdir()] == ["oma"]
