"""What readers touch, in a real browser: the note of a number."""

from contextlib import contextmanager
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from search_box import links, search

pytestmark = pytest.mark.slow

CHAPTER = "organisaatiolle/kenen-tili-se-on/"
FIGURES = "miksi/mita-mielipidevaikuttajilta-voi-oppia/"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@contextmanager
def opened_window(browser, address, size):
    """A page in a window; anything that leaves for another host, and any error of a script, is kept as wrong."""
    context = browser.new_context(viewport=SIZES[size], has_touch=size == "phone", locale="fi-FI")
    opened, wrong = context.new_page(), []
    opened.on("request", lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else wrong.append(asked.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None)
    opened.wrong = wrong
    opened.phone = size == "phone"
    yield opened
    context.close()


@pytest.fixture(scope="module", params=SIZES)
def window(browser, address, request):
    """One for all tests."""
    with opened_window(browser, address, request.param) as opened:
        yield opened


@pytest.fixture
def page(window):
    yield window
    wrong, window.wrong[:] = [*window.wrong], []
    assert wrong == []


def note(page):
    return page.get_by_role("dialog", name="Mistä luku tulee")


def number(page):
    return page.locator("a.luku-linkki").first


def test_a_number_shows_its_provenance_on_click_or_tap(page, address):
    page.goto(address + FIGURES)
    before = page.url
    number(page).tap() if page.phone else number(page).click()
    expect(note(page)).to_be_visible()
    for text in ("Pohja (n)", "Tietojenkäsittelytieteen tutkijat Twitterissä 2014", "CC BY 4.0"):
        expect(note(page)).to_contain_text(text)
    assert page.url == before
    box = note(page).bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]
    page.mouse.click(2, 300)
    expect(note(page)).to_have_count(0)


def test_a_number_shows_its_provenance_from_the_keyboard(page, address):
    page.goto(address + CHAPTER)
    number(page).focus()
    page.keyboard.press("Enter")
    expect(note(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Sulje")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note(page)).to_have_count(0)
    expect(number(page)).to_be_focused()


def test_the_note_leads_to_the_entry_in_the_appendix(page, address):
    page.goto(address + CHAPTER)
    number(page).click()
    note(page).get_by_role("link", name="Kysely ja käyttöpaikat").click()
    page.wait_for_url("**/liitteet/luvut-ja-lahteet/#luku-*")
    anchor = page.url.partition("#")[2]
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_the_appendix_leads_back_to_the_number(page, address):
    page.goto(address + "liitteet/luvut-ja-lahteet/")
    page.get_by_role("searchbox", name="Etsi tältä sivulta").fill("phonedog hinta kenen tili")
    page.locator("h3 .taite:visible").first.click()
    page.locator("a.kayttopaikka:visible", has_text="Kenen tili se on?").first.click()
    page.wait_for_url(f"**/{CHAPTER}#kaytto-*")
    expect(page.locator(f"[id='{page.url.partition('#')[2]}']")).to_be_in_viewport()


def test_without_scripts_a_number_is_a_link_to_its_entry(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CHAPTER)
    number(page).click()
    page.wait_for_url("**/liitteet/luvut-ja-lahteet/#luku-*")
    context.close()


def test_no_page_is_wider_than_the_window(page, address):
    for path in ("", CHAPTER, "miksi/mita-mielipidevaikuttajilta-voi-oppia/", "liitteet/luvut-ja-lahteet/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], path


INSERT = """() => {
  const script = document.createElement("script")
  script.textContent = "window.broken = true"
  document.body.append(script)
}"""


def change_colours(page):
    page.locator("[data-vaihda]:not([hidden])").first.click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("size", SIZES)
def test_the_policy_stops_nothing_of_the_guide_and_every_other_script(browser, address, size):
    with opened_window(browser, address, size) as page:
        hold_to_its_policy(page, address)


def hold_to_its_policy(page, address):
    stopped = []
    page.expose_function("stopped", lambda what: stopped.append(what))
    page.add_init_script("addEventListener('securitypolicyviolation', event => stopped(event.effectiveDirective))")
    for path in ("", CHAPTER, "kanavat/kanavan-valinta/", "404.html"):
        page.goto(address + path)
    search(page, "PhoneDog")
    expect(links(page).first).to_be_visible()
    page.keyboard.press("Escape")
    change_colours(page)
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert stopped == page.wrong == []
    page.evaluate(INSERT)
    page.wait_for_timeout(200)
    assert stopped == ["script-src-elem"] and page.evaluate("window.broken") is None


@pytest.fixture(scope="module")
def plain_window(browser):
    context = browser.new_context(locale="fi-FI")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("width", "beside"), [(1700, True), (1280, False), (360, False)])
def test_sources_stand_beside_the_text_where_the_window_has_room(plain_window, address, width, beside):
    opened = plain_window
    opened.set_viewport_size({"width": width, "height": 900})
    opened.goto(address + "miksi/miksi-asiantuntijan-kannattaa-nakya/")
    places = opened.evaluate("""() => [...document.querySelectorAll("article > p .viite-sisus")].map(source => {
      const box = source.getBoundingClientRect(), text = source.closest("p").getBoundingClientRect()
      const contents = document.querySelector(".md-sidebar--secondary").getBoundingClientRect()
      return {beside: box.left > text.right, top: box.top, bottom: box.bottom, free: contents.width === 0 || box.right <= contents.left}
    })""")
    assert len(places) > 4 and {place["beside"] for place in places} == {beside}
    if beside:
        assert all(place["free"] for place in places)
        assert all(above["bottom"] <= below["top"] for above, below in pairwise(places))
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
