"""The report that the guide makes of one's own collection, on a made-up set that is called real and on a real one."""

import csv
import json
import shutil

import pytest

from commands import ROOT
from conftest import EXAMPLE, NO_PROGRAM
from guidebook import checking
from guidebook.guide import Format, read_guide
from guidebook.markup import convert, convert_pages
from guidebook.settings import read

pytestmark = pytest.mark.slow

REPORT = "liitteet/selvityksen-tulokset.md"
SECTIONS = ["ketka", "kanavat", "seuraajat", "ohittajat", "tahti", "aloittain", "rajat"]
CONGRESS = ROOT.parent / "shared" / "data" / "us-congress-2018" / "datapackage.json"


@pytest.fixture
def own(tmp_path):
    """The made-up set as an organisation's own: called real, and not public."""
    shutil.copytree(EXAMPLE, tmp_path / "oma", ignore=NO_PROGRAM)
    descriptor = tmp_path / "oma" / "datapackage.json"
    told = json.loads(descriptor.read_text("utf-8"))
    told |= {"sample": False, "rows": "private", "title": "Oman talon asiantuntijat", "selection": "census",
             "method": "Tilit etsittiin käsin."}
    descriptor.write_text(json.dumps(told), "utf-8")
    return descriptor


def guide_with(descriptor=None, **environment: str):
    return read_guide(read(ROOT / "mkdocs.yml", ({"GUIDEBOOK_SURVEY": str(descriptor)} if descriptor else {}) | environment))


def sections(html: str) -> list[str]:
    return [name for name in SECTIONS if f'<h2 id="{name}">' in html]


def without(descriptor, table: str, **values: str) -> None:
    """Puts the same in every row of some columns."""
    path = descriptor.parent / f"{table}.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | values for row in rows)


def test_there_is_none_without_the_collection_or_while_it_is_made_up():
    assert REPORT not in guide_with().pages
    assert REPORT not in guide_with(EXAMPLE).pages


def test_the_report_has_every_section_that_the_data_carry(own):
    guide = guide_with(own)
    for format in Format:
        html = convert(guide, REPORT, format)
        assert sections(html) == SECTIONS
        for told in ("Oman talon asiantuntijat", "1.6.–30.9.2026", "kaikki, jotka joukkoon kuuluvat", "Tilit etsittiin käsin."):
            assert told in html
        assert "esimerkkiaineisto)" not in html.replace("2026 (esimerkkiaineisto)", "") and "luonnos" not in html
    assert guide.errors == []


def test_what_the_data_do_not_carry_goes_with_its_heading(own):
    without(own, "accounts", posts_30d="")
    without(own, "persons", field="talous")
    html = convert(guide_with(own), REPORT, Format.WEB)
    assert sections(html) == [name for name in SECTIONS if name not in ("tahti", "aloittain")]
    without(own, "persons", organisation_id="")
    without(own, "accounts", followers="")
    guide = guide_with(own)
    assert sections(convert(guide, REPORT, Format.WEB)) == ["ketka", "kanavat", "rajat"]
    assert [figure.anchor for figure in guide.figures[REPORT] if "seuraajat" in figure.anchor] == []


def test_in_the_demonstration_every_number_says_that_it_is_made_up():
    guide = guide_with(EXAMPLE, GUIDEBOOK_DEMO="1")
    pages = convert_pages(guide, Format.WEB)
    html, audience = pages[REPORT], pages["tietoa/missa-mina-olen.md"]
    assert sections(html) == SECTIONS and guide.sample and guide.errors == []
    figures = html.count("<figure")
    assert figures > 10 and html.count("(esimerkkiaineisto), mitattu") >= figures
    assert html.count('data-esimerkki="esimerkkiaineisto"') == html.count('class="luku-linkki"')
    assert "LinkedIn</th>" in audience and "Terveys, LinkedIn</th>" in audience and "aloittain ja kanavittain" in audience


@pytest.mark.skipif(not CONGRESS.exists(), reason="the survey of the US Congress is not in the repository")
def test_the_us_congress_makes_a_report_and_leaves_no_sentence_to_mend():
    guide = guide_with(CONGRESS)
    checking.check_guide(guide)
    assert guide.errors == []
    html = convert(guide, REPORT, Format.WEB)
    assert sections(html) == ["ketka", "kanavat", "seuraajat", "ohittajat", "rajat"]
    for value, text in (("516", "516"), ("12", "12"), ("2.32558139535", "2,3\u00a0%"), ("22370.5", "22\u00a0371")):
        assert f'value="{value}"' in html and f">{text}</a>" in html
