"""A guide with, and without, a collection of one's own: its passages and its pages."""

import json
import re
import shutil

import pytest

from conftest import EXAMPLE, NO_PROGRAM
from guidebook import checking
from guidebook.guide import read_guide
from guidebook.settings import read
from pdf import running_text

pytestmark = pytest.mark.slow

STATISTICS = """
oma-henkiloita:
  label: Henkilöitä omassa aineistossa
  description: Kuinka monta henkilöä.
  collection: oma
  kind: number
  query: select count(*) as value, count(*) as n from persons
"""
REPORT = """---
title: Omat tulokset
aineisto: oma
---

# Omat tulokset

Tulokset ovat tässä.

///// oma-aineisto
## Keitä mitattiin {#keita}

/// kokoelma | oma
///

Heitä on {{ oma-henkiloita }}.

//// oma-aineisto
[Heitä on tuhansia]{väite="oma-henkiloita > 2000"}.
////
/////

[Alkuun](index.md)
"""
PASSAGE = "\n\n/// oma-aineisto\nMeitä on {{ oma-henkiloita }}: [tulokset](raportti.md#keita).\n///\n"


@pytest.fixture
def with_report(small_guide, tmp_path):
    """The small guide with a report of one's own survey, and that survey elsewhere."""
    small_guide.write("docs/raportti.md", REPORT)
    text = (small_guide.folder / "docs/index.md").read_text("utf-8")
    small_guide.write("docs/index.md", text + PASSAGE)
    small_guide.write("data/statistics.yml", _of_example(small_guide) + STATISTICS)
    small_guide.replace("mkdocs.yml", "{Osa: [toinen.md]}", "{Osa: [toinen.md]}, {Raportit: [raportti.md]}")
    small_guide.replace("mkdocs.yml", 'edition: "1"', 'edition: "1", addresses: data/addresses.yml')
    small_guide.write("data/addresses.yml", 'julkaistu:\n  /: "1"\n  /toinen/: "1"\n')
    shutil.copytree(EXAMPLE, tmp_path / "oma", ignore=NO_PROGRAM)
    return small_guide, tmp_path / "oma" / "datapackage.json"


def _of_example(made) -> str:
    text = (made.folder / "data/statistics.yml").read_text("utf-8")
    return text.replace("  kind:", "  collection: esimerkki\n  kind:")


def make_real(descriptor) -> None:
    told = json.loads(descriptor.read_text("utf-8"))
    descriptor.write_text(json.dumps(told | {"sample": False, "title": "Oma selvitys"}), "utf-8")


def checked(made, **environment: str):
    guide = read_guide(read(made.folder / "mkdocs.yml", environment))
    checking.check_guide(guide)
    return guide


def test_the_page_comes_and_goes_with_the_collection(with_report):
    made, own = with_report
    for environment, there in (({}, False), ({"GUIDEBOOK_SURVEY": str(own)}, False),
                               ({"GUIDEBOOK_SURVEY": str(own), "GUIDEBOOK_DEMO": "1"}, True)):
        guide = checked(made, **environment)
        assert (guide.errors, "raportti.md" in guide.pages) == ([], there)
    make_real(own)
    guide = checked(made, GUIDEBOOK_SURVEY=str(own))
    assert (guide.errors, "raportti.md" in guide.pages) == ([], True)
    assert [use.rpartition("/")[2] for use in guide.uses_by_line()["oma-henkiloita"]] == ["index.md:15", "raportti.md:16"]


def test_a_collection_in_its_folder_is_the_same(with_report):
    made, own = with_report
    make_real(own)
    shutil.copytree(own.parent, made.folder / "data/surveys/oma")
    guide = checked(made)
    assert guide.errors == [] and "raportti.md" in guide.pages


def test_an_address_of_a_page_that_comes_and_goes_may_be_listed(with_report):
    made, own = with_report
    make_real(own)
    made.write("data/addresses.yml", 'julkaistu:\n  /: "1"\n  /toinen/: "1"\n  /raportti/: "1"\n')
    assert checked(made).errors == checked(made, GUIDEBOOK_SURVEY=str(own)).errors == []


def test_a_link_to_the_page_outside_a_passage_is_told(with_report):
    made, _ = with_report
    made.write("docs/toinen.md", "# Toinen {#lahteet}\n\n[Tulokset](raportti.md)\n")
    assert [str(one).partition("docs/")[2] for one in checked(made).errors] == [
        'toinen.md:3:12: oma-aineisto: sivu "raportti.md" on oppaassa vain, kun oma aineisto on – '
        "siirrä linkki lohkoon /// oma-aineisto"]


def test_a_page_that_is_left_out_is_checked(with_report):
    made, _ = with_report
    made.replace("docs/raportti.md", "[Alkuun](index.md)", "[Alkuun](indeksi.md) {{ oma-henkiloja }}")
    assert [one.rule for one in checked(made).errors] == ["tuntematon-sivu", "tuntematon-luku"]


@pytest.mark.parametrize("written, told", [
    ("aineisto: omat", 'avaimen aineisto arvo ei kelpaa'), ("aineisto: dboes", "avaimen aineisto arvo ei kelpaa")])
def test_a_page_can_be_of_ones_own_collection_alone(with_report, written, told):
    made, _ = with_report
    made.replace("docs/raportti.md", "aineisto: oma", written)
    assert any(told in one.message for one in checked(made).errors)


def test_a_collection_that_is_not_there(with_report):
    made, _ = with_report
    made.write("docs/toinen.md", "# Toinen {#lahteet}\n\n/// kokoelma | esimerki\n///\n\n/// kokoelma | oma\n///\n")
    assert [(one.rule, one.hint) for one in checked(made).errors] == [
        ("kokoelma", 'tarkoititko "esimerkki"?'), ("oma-aineisto", "siirrä lohko lohkoon /// oma-aineisto")]


@pytest.mark.slow
def test_nothing_of_the_page_is_published_without_the_collection(with_report):
    made, own = with_report
    make_real(own)
    made.replace("mkdocs.yml", "strict: true", "strict: true\nsite_url: https://example.org/")
    for environment, there in (({}, False), ({"GUIDEBOOK_SURVEY": str(own)}, True)):
        built = made.publish(**environment)
        assert built.returncode == 0, built.stdout + built.stderr
        front = (made.site / "index.html").read_text("utf-8")
        index = (made.site / "search/search_index.json").read_text("utf-8")
        found = [(made.site / "raportti").exists(), "raportti" in front, "Raportit" in front, "Meitä on" in front,
                 "raportti" in index, "raportti/#keita" in index, "raportti" in (made.site / "sitemap.xml").read_text("utf-8"),
                 "Omat tulokset" in running_text(made.site / "opas.pdf")]
        assert found == [there] * len(found)
    assert "Oma selvitys" in re.sub(r"\s+", " ", running_text(made.site / "opas.pdf"))
    assert "tuhansia" not in (made.site / "raportti/index.html").read_text("utf-8")
