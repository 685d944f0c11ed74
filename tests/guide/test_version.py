"""The example of an organisation's version, of this guide whole: `make editions-test` holds it to all rules, too."""

import re

import pytest

from commands import ROOT, run
from conftest import mistakes

NUMERALS = "kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen|yksitoista|kaksitoista|[0-9]+"
OWN_PARTS = re.compile(rf"\b(?:{NUMERALS})\s+(?:arkkia|lomaketta|liitettä|oppaan osaa)\b", re.IGNORECASE)
CHAPTERS = re.compile(rf"(?:tunti|tuntia)[*:]*\s+(?:\w+\s+)?(?:{NUMERALS})\s+lukua", re.IGNORECASE)


def test_nothing_counts_what_a_version_may_leave_out():
    pages = {file.relative_to(ROOT): file.read_text("utf-8") for file in (ROOT / "docs").rglob("*.md")}
    assert [(path, found) for path, text in pages.items() for found in OWN_PARTS.findall(text) + CHAPTERS.findall(text)] == []
    assert OWN_PARTS.search("Kymmenen arkkia") and CHAPTERS.search("*Organisaation tunti* kokoaa seitsemän lukua")


@pytest.mark.slow
def test_the_example_is_a_site_of_its_own(tmp_path):
    built = run("mkdocs", "build", "-d", tmp_path / "site", GUIDEBOOK_VERSION="esimerkki", GUIDEBOOK_BOOK="0")
    (told,) = mistakes(built)
    assert built.returncode == 0 and "alkuperäisen oppaan osoitetta ei tiedetä" in told, built.stderr
    front = (tmp_path / "site/index.html").read_text("utf-8")
    assert "Tämä on keksityn Esimerkki ry:n oma versio." in front and "Mistä aloitat?" in front
    assert not (tmp_path / "site/kanavat/podcast").exists() and (tmp_path / "site/meilla/nain-meilla").exists()
