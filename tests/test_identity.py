"""The identity: what a _brand.yml may say, what follows from it, and that nothing else names its colours."""

import re
from pathlib import Path

import pytest

from commands import ROOT
from goldens import golden
from guidebook import identity
from guidebook.findings import BadInput
from guidebook.identity import dress, roles
from guidebook.identity.colours import BLACK, WHITE, contrast, mixed, passing
from guides import IDENTITY
from test_repository import texts

CASES = golden("brands")
SHEETS = ("overrides/assets/css/guide.css", "overrides/print/book.css", "overrides/print/kalvot.css")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "kuva.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "utf-8")
    for name in ("teksti.ttf", "web.woff2"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_brand_file_is_read_or_told(case, folder):
    (folder / identity.NAME).write_text(case["yaml"], "utf-8")
    try:
        read, told = identity.read(Path(identity.NAME)), []
    except BadInput as error:
        told = [str(finding).removeprefix(f"{identity.NAME}:") for finding in error.findings]
    assert told == case.get("told", [])
    for name, colour in case.get("gives", {}).items():
        scheme, role = name.split()
        assert read.colours[scheme][role] == colour, name


@pytest.mark.parametrize("case", [case for case in CASES if "erottuu: " in str(case.get("told"))], ids=lambda case: case["say"])
def test_the_colour_that_is_told_instead_passes(case, folder):
    text, instead = case["yaml"], []
    for told in case["told"]:
        instead.append(re.search(r'erottuu: "(#\w+)"', told)[1])
        text = text.replace(re.search(r'väri "(#\w+)"', told)[1], instead[-1])
    (folder / identity.NAME).write_text(text, "utf-8")
    assert {*instead} <= {*identity.read(Path(identity.NAME)).site.values()}


@pytest.mark.parametrize("primary", ["#7a1f3d", "#003a70", "#1f6f3a", "#111111", "#5a2ca0"])
def test_what_is_worked_out_of_a_dark_colour_stands_out_everywhere(primary):
    for secondary in ("#ffd000", "#e2007a", "#0a0a50"):
        made = roles.worked_out({roles.LIGHT: {"paavari": primary, "tehoste": secondary}})
        assert list(roles.lost(made)) == []


def test_the_nearest_colour_that_passes_passes_and_is_near():
    assert contrast(BLACK, WHITE) == pytest.approx(21) and mixed(BLACK, WHITE, 0.5) == "#808080"
    assert passing("#777777", [WHITE], 4.5) == "#767676"
    assert contrast(passing("#3aa0c8", [WHITE], 4.5), WHITE) >= 4.5 > contrast("#3aa0c8", WHITE)
    assert passing("#808080", [BLACK, WHITE], 7) in (BLACK, WHITE)


def test_the_guide_takes_all_of_its_faces_from_its_brand_file():
    assert IDENTITY.families.keys() == {"tekstin-kirjain", "otsikon-kirjain", "koodin-kirjain"}
    assert all(face.file.is_file() for face in IDENTITY.faces)
    assert {face.file.suffix for face in IDENTITY.web_faces} == {".woff2"}


def test_no_other_file_names_a_colour_of_the_identity():
    ours = {colour for colours in IDENTITY.colours.values() for colour in colours.values()} - {BLACK, WHITE}
    assert len(ours) > 30
    found = {name: hits for name, text in texts() if name != identity.NAME
             if (hits := {hit.lower() for hit in re.findall(r"#[0-9a-fA-F]{6}\b", text)} & ours)}
    assert found == {}


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_stylesheet_names_colours_and_faces_by_what_they_are_for_alone(sheet):
    text = (ROOT / sheet).read_text("utf-8")
    known = IDENTITY.site.keys() if "print" not in sheet else IDENTITY.book.keys()
    own = set(re.findall(r"(--[\w-]+):", text)) | {"--note-left", "--note-top"}
    named = set(re.findall(r"var\((--[\w-]+)", text)) - own
    assert named <= {f"--{name}" for name in {*known, *IDENTITY.families}}, "give the colour in hooks/guidebook/identity/roles.py"
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", text) == [] and "@font-face" not in text


def test_paper_gets_values_and_no_names(tmp_path):
    dress.print_styles(ROOT / "overrides/print", IDENTITY, tmp_path)
    for sheet in tmp_path.glob("*.css"):
        assert "var(" not in sheet.read_text("utf-8")
    drawn = "".join(file.read_text("utf-8") for file in tmp_path.glob("osat/*.svg"))
    assert IDENTITY.site["tehoste"] in drawn and "orange" not in drawn
