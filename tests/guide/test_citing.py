"""A chapter is cited in several forms, copied and pointed to by paragraph, in a real browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from commands import ROOT
from conftest import leave, phone

pytestmark = pytest.mark.slow

CHAPTER = "kanavat/linkedin/"
HOME = "https://opas.example/kanavat/linkedin/"
SCRIPT = (ROOT / "overrides" / "assets" / "js" / "citing.js").read_text("utf-8")


@pytest.fixture(scope="module")
def window(browser):
    with phone(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened


@pytest.fixture
def page(window):
    yield window
    leave(window)


def with_address(page):
    """As in a build that has a site_url."""
    page.route("**/citing.js", lambda route: route.fulfill(
        content_type="text/javascript", body=f"document.querySelector('.viittaa').dataset.osoite = '{HOME}';\n{SCRIPT}"))


def told(page, form):
    page.get_by_label("Muoto").select_option(form)
    return page.locator(".viittaa__teksti").inner_text()


def test_a_chapter_is_cited_in_each_form(page, address):
    with_address(page)
    page.goto(address + CHAPTER)
    day, today = date.today(), date.today().isoformat()
    assert re.fullmatch(rf"Oppaan tekijät\. \(\d{{4}}\)\. LinkedIn\. Teoksessa Asiantuntijan someopas \(laitos 2026\.1\)\. Haettu {day.day}\. \w+kuuta {day.year} osoitteesta {HOME}", told(page, "APA"))
    assert re.fullmatch(rf"Oppaan tekijät\. \d{{4}}\. ”LinkedIn\.” Teoksessa Asiantuntijan someopas, laitos 2026\.1\. Luettu {day.day}\.{day.month}\.{day.year}\. {HOME}\.", told(page, "Chicago"))
    assert re.fullmatch(rf"Oppaan tekijät\. \d{{4}}\. “LinkedIn\.” In Asiantuntijan someopas, 2026\.1 ed\. Accessed \w+ {day.day}, {day.year}\. {HOME}\.", told(page, "Chicago, englanniksi"))
    assert page.locator(".viittaa__teksti").get_attribute("lang") == "en"
    assert page.locator(".viittaa__teksti [lang=fi]").all_inner_texts() == ["Oppaan tekijät", "LinkedIn", "Asiantuntijan someopas"]
    bib = told(page, "BibTeX")
    assert bib.startswith("@incollection{someopas-") and bib.endswith("}")
    for line in ("author = {{Oppaan tekijät}},", "title = {{LinkedIn}},", f"url = {{{HOME}}},", f"urldate = {{{today}}}"):
        assert line in bib
    page.get_by_role("button", name="Kopioi viite").click()
    expect(page.get_by_role("button", name="Viite kopioitu")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == bib


def test_paragraphs_have_links_that_keys_meet_only_when_asked_for(page, address):
    from axe_playwright_python.sync_playwright import Axe

    with_address(page)
    page.goto(address + CHAPTER)
    links = page.locator(".kappaleen-linkki")
    assert links.count() > 5 and set(links.evaluate_all("all => all.map(link => link.tabIndex)")) == {-1}
    toggle = page.get_by_role("button", name="Näytä kappaleiden linkit")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert set(links.evaluate_all("all => all.map(link => link.tabIndex)")) == {0}
    links.nth(2).click()
    anchor = page.url.partition("#")[2]
    assert re.fullmatch(r"k-[0-9a-f]{6}(-\d+)?", anchor)
    expect(page.locator(".viittaa__kappale")).to_contain_text("Viite vie kappaleeseen")
    assert told(page, "APA").endswith(f"{HOME}#{anchor}")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.response["violations"] == []


def test_a_copy_without_an_address_says_so(page, address):
    page.goto(address + CHAPTER)
    expect(page.locator(".viittaa__puuttuu")).to_contain_text("puuttuu osoite")
    assert told(page, "APA").endswith("[oppaan osoite puuttuu]") and "[address missing]" in told(page, "Chicago, englanniksi")
    assert "url =" not in told(page, "BibTeX") and "127.0.0.1" not in page.locator(".viittaa").inner_text()


def test_a_page_in_another_language_is_cited_in_it(page, address):
    page.goto(address + "tietoa/in-english/")
    assert "language = {english}," in told(page, "BibTeX")
    assert "Teoksessa" in told(page, "APA")
    expect(page.locator(".viittaa__teksti [lang=en]")).to_have_text("In English")
