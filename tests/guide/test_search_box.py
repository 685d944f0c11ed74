"""The search box in a real browser: typed into, by keys, on a telephone, by links, and on a site read from a disk."""

import re
import urllib.request
from pathlib import Path

import pytest
import test_browser
from playwright.sync_api import expect

from search_box import box, links, search, status

pytestmark = pytest.mark.slow
page = test_browser.page

INDEX = "**/search_index.json"
TILI = "organisaatiolle/kenen-tili-se-on/"


@pytest.fixture(scope="module", params=test_browser.SIZES)
def window(browser, address, request):
    """One for all tests."""
    with test_browser.opened_window(browser, address, request.param) as opened:
        yield opened


def test_the_search_box_finds_a_chapter(page, address):
    page.goto(address)
    search(page, "PhoneDog")
    page.locator(f".md-search-result__link[href*='{TILI}']", has_text="PhoneDog").first.click()
    page.wait_for_url(f"**/{TILI}**")


def test_results_come_as_one_types(page, address):
    page.goto(address)
    for typed in ("liikesal", "aisuuks", "ista"):
        search(page, typed) if typed == "liikesal" else box(page).press_sequentially(typed, delay=15)
        expect(page.locator(f".md-search-result__link[href*='{TILI}'][href$='#liikesalaisuudet']")).to_be_visible()
    expect(status(page)).to_contain_text("osuma")
    assert "liikesalaisuuksia" in [mark.lower() for mark in page.locator(".md-search-result__list mark").all_inner_texts()]


def test_the_index_waits_until_the_search_is_opened_and_words_wait_for_it(page, address):
    asked = []
    page.route(INDEX, lambda request: asked.append(request), times=1)
    page.goto(address + TILI)
    page.wait_for_timeout(300)
    assert asked == []
    search(page, "liikesalaisuus")
    expect(status(page)).to_have_text("Haku käynnistyy")
    asked.pop().continue_()
    expect(links(page).first).to_be_visible()


def test_a_search_opened_before_its_script_has_come_gets_the_index(page, address):
    late = []
    page.route("**/bundle*.js", lambda request: late.append(request), times=1)
    page.goto(address + TILI, wait_until="commit")
    page.locator("#__search").evaluate("it => it.click()")
    page.wait_for_timeout(100)
    with page.expect_response(INDEX):
        late.pop().continue_()


def test_words_that_come_without_a_key_are_searched(page, address):
    page.goto(address)
    search(page, "")
    page.keyboard.insert_text("seuraajamäärissä")  # as pasting and dictation do
    expect(links(page).first).to_be_visible()


@pytest.mark.parametrize("size", test_browser.SIZES)
def test_a_browser_that_refuses_its_memory_searches_all_the_same(browser, address, size):
    with test_browser.opened_window(browser, address, size) as page:
        search_without_memory(page, address)
        assert page.wrong == []


def search_without_memory(page, address):
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(self, name, { configurable: true, get() { throw new DOMException("", "SecurityError") } })""")
    page.goto(address + TILI)
    search(page, "seuraajamäärissä")
    expect(links(page).first).to_be_visible()


def test_a_result_fits_the_window(page, address):
    page.goto(address)
    search(page, "seuraajamäärissä")
    expect(links(page).first).to_be_visible()
    areas = links(page).evaluate_all("links => links.slice(0, 4).map(it => it.getBoundingClientRect())")
    assert areas and all(area["left"] >= 0 and area["right"] <= page.viewport_size["width"] for area in areas)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_arrow_keys_walk_through_the_results_and_enter_opens_one(page, address):
    page.goto(address)
    search(page, "sopimussakosta")
    expect(page.locator(".md-search-result__link[href$='#liikesalaisuudet']").first).to_be_visible()
    page.wait_for_timeout(300)  # an answer to half the word, still on its way, would draw the list anew
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.href")
    assert focused.endswith("#liikesalaisuudet")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**#liikesalaisuudet")


def test_the_page_reached_marks_the_words_in_the_forms_it_has(page, address):
    page.goto(address)
    search(page, "sopimussakosta")
    page.locator(".md-search-result__link[href$='#liikesalaisuudet']").first.click()
    page.wait_for_url("**#liikesalaisuudet")
    expect(page.locator("mark[data-md-highlight]", has_text="sopimussakon").first).to_be_visible()


def test_nothing_found_is_said_and_other_words_are_offered(page, address):
    page.goto(address)
    search(page, "")
    box(page).fill("qwrtz")
    box(page).press("z")  # asked once, as a whole: answers to "qw" and "qwr" would offer words of their own
    expect(status(page)).to_contain_text("Ei osumia. Tarkoititko: ")
    assert status(page).get_attribute("role") == "status", "a screen reader tells it"
    expect(links(page)).to_have_count(3)
    for _ in range(10):  # an answer that is still on its way draws the list anew, and the focus is gone
        box(page).focus()
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(200)
        if links(page).first.evaluate("it => it === document.activeElement"):
            break
    expect(links(page).first).to_be_focused()
    word = links(page).first.inner_text().strip()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(word)
    expect(box(page)).to_be_focused()
    expect(status(page)).to_contain_text("osuma")


def test_a_link_that_holds_a_query_opens_the_search(page, address):
    page.goto(f"{address}?q=roolitilej%C3%A4")
    expect(box(page)).to_have_value("roolitilejä")
    expect(links(page).first).to_be_visible()
    expect(page.locator(".md-search-result__link[href$='#tilityypit']").first).to_be_visible()


def test_the_best_come_first_and_the_weak_are_shown_when_asked_for(page, address):
    page.goto(address)
    search(page, "roolitili")
    expect(page.locator(".md-search-result__more summary").first).to_contain_text("lisää tällä sivulla")
    expect(status(page)).to_have_text(re.compile(r"^(Paras osuma yhdellä|Parhaat osumat \d+) sivulla, muita (yhdellä|\d+) sivulla$"))
    rows = page.locator(".md-search-result__list > li:visible")
    kinds = rows.evaluate_all("rows => rows.map(row => row.className)")
    assert kinds[0] == "md-search-result__item" and kinds.count("haun-raja") == 2 and kinds[-1] == "haun-raja"
    before = rows.count()
    page.get_by_role("button", name="Näytä kaikki").click()
    assert rows.count() > before
    assert page.evaluate("document.activeElement.matches('.md-search-result__link')")


def test_it_is_said_when_nothing_is_sure(page, address):
    page.goto(address)
    search(page, "lentokoneen moottori hajosi")
    expect(status(page)).to_have_text("Ei varmoja osumia, lähimmät ensin")


def test_the_search_is_as_accessible_when_it_found_nothing(page, address):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(address)
    search(page, "qwrtzz")
    expect(links(page)).to_have_count(3)
    page.wait_for_timeout(400)
    found = Axe().run(page, context="[data-md-component=search]", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.response["violations"] == []


# Built otherwise


def test_a_site_read_from_a_disk_searches_and_fetches_nothing(browser, disk):
    page, asked, wrong = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((disk / "index.html").as_uri())
    search(page, "sopimussakosta")
    page.locator(".md-search-result__link[href$='#liikesalaisuudet']").first.click()
    page.wait_for_url("file://**kenen-tili-se-on.html*#liikesalaisuudet")
    expect(page.locator("mark[data-md-highlight]", has_text="sopimussakon").first).to_be_visible()
    page.goto(f"{(disk / 'index.html').as_uri()}?q=qwrtzz")
    expect(status(page)).to_contain_text("Tarkoititko")
    assert wrong == [] and [url for url in asked if not url.startswith((disk.as_uri(), "data:", "blob:"))] == []
    page.close()


def test_a_site_read_from_a_disk_leads_from_page_to_page(browser, disk):
    page = browser.new_page()
    page.goto((disk / "index.html").as_uri())
    for href in page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)"):
        if href.startswith("file:"):
            assert Path(urllib.request.url2pathname(href.partition("#")[0].partition("?")[0][len("file://"):])).is_file(), href
    page.close()


# Without Voikko
