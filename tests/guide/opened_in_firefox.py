"""What a reader touches most, in Firefox: the same scripts, another browser."""

import re
import zipfile

import pytest

import firefox

pytestmark = pytest.mark.slow

CHAPTER = "organisaatiolle/kenen-tili-se-on/"
STATUS = "return document.querySelector(arguments[0])?.textContent.match(arguments[1])?.[0]"


@pytest.fixture(scope="module")
def window(tmp_path_factory, address):
    if not firefox.found():
        pytest.skip("no Firefox: the tests install Debian's where there is one")
    with firefox.started(tmp_path_factory.mktemp("firefox")) as opened:
        yield opened
        # Firefox would fetch the next chapter beforehand, which the policy keeps it from: no load that nobody asked for.
        assert [told for told in opened.errors(address) if "(default-src)" not in told] == []


@pytest.fixture
def page(window):
    window.width(1280)
    return window


@pytest.fixture
def phone(window):
    window.width(360)
    return window


def test_the_menu_opens_at_the_page_and_the_bar_tells_where_one_is(phone, address):
    phone.open(address + CHAPTER)
    phone.click("[data-avaa=__drawer][aria-label=Valikko]")
    phone.until("return document.activeElement.matches('.valikko [aria-current]')")
    assert phone.run("return document.querySelectorAll('.valikko details[open]').length") == 1
    phone.click("[data-avaa=__drawer]", "Sulje valikko")
    phone.until("return document.activeElement.matches('[aria-label=Valikko]')")
    phone.open(address + CHAPTER + "#tilityypit")
    phone.until(STATUS, ".sisallys__kohta", "^Kolme tiliä")
    phone.click(".sisallys summary")
    phone.click(".sisallys a", "Sovi kolmesti")
    phone.until("return location.hash === '#sopiminen' && !document.querySelector('.sisallys details').open")
    assert phone.run("return document.documentElement.scrollWidth <= innerWidth")


def test_the_search_finds_a_chapter(page, address):
    page.open(address)
    page.click("input[name=query]")
    page.type("input[name=query]", "PhoneDog")
    page.click(f".md-search-result__link[href*='{CHAPTER}']")
    page.until("return location.pathname.endsWith(arguments[0])", CHAPTER)


def test_a_citation_is_copied(page, address):
    page.open(address + CHAPTER)
    page.run("document.querySelector('.viittaa select').selectedIndex = 2; document.querySelector('.viittaa select').dispatchEvent(new Event('change'))")
    page.click(".viittaa button", "Kopioi viite")
    page.click(".viittaa button", "Viite kopioitu")
    copied = page.ask("return navigator.clipboard.readText()")
    assert copied.startswith("@incollection{someopas-") and "Kenen tili se on?" in copied


def test_a_sheet_is_kept_and_taken_home(page, address, site):
    page.open(address + "tyokirja/sisaltokalenteri/")
    field = "[data-kentta^='1, Kysymys']"
    page.click(".arkin-muisti input[type=checkbox]")
    page.type(field, "Kuka maksaa?")
    page.open(address + "tyokirja/sisaltokalenteri/")
    assert page.run("return document.querySelector(arguments[0]).value", field) == "Kuka maksaa?"
    page.click(".arkin-muisti button", "Lataa taulukkona")
    assert b'"1";"Kuka maksaa?"' in page.saved("sisaltokalenteri.csv")
    if (site / "word").is_dir():  # where pandoc is installed
        page.click(".arkin-muisti button", "Lataa täytettynä Wordina")
        page.saved("sisaltokalenteri-taytetty.docx")
        with zipfile.ZipFile(page.downloads / "sisaltokalenteri-taytetty.docx") as file:
            assert ">Kuka maksaa?<" in file.read("word/document.xml").decode()
    page.click(".arkin-muisti button", "Tyhjennä kaikki")
    assert page.run("return localStorage.getItem('opas-arkit')") is None


def test_the_programme_goes_into_a_calendar(page, address):
    page.open(address + "tyokirja/kolmenkymmenen-paivan-ohjelma/")
    page.type(".ohjelman-paiva input[type=date]", "2026-11-30")
    page.click(".ohjelman-paiva button", "Lataa kalenteriin")
    calendar = page.saved("ohjelma.ics").decode()
    assert calendar.count("BEGIN:VEVENT") == 20 and "DTSTART;VALUE=DATE:20261130" in calendar


def test_followers_are_placed(phone, address):
    phone.open(address + "tietoa/missa-mina-olen/")
    phone.until("return document.querySelector('.missa-olen input')")
    phone.type(".missa-olen input", "100")
    phone.click(".missa-olen button")
    told = phone.until("return document.querySelector('.missa-olen [role=status]').textContent")
    assert re.search(r"noin \d+–\d+ prosentilla .*Pohja n = \d", told)
