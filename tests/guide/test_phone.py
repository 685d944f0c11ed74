"""A reader on a phone, at the keyboard and on the front page: what is in reach, what shows where one is, what never runs
over the window."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

CHAPTER = "organisaatiolle/kenen-tili-se-on/"
SHEET = "tyokirja/sisaltokalenteri/"
APPENDIX = "liitteet/luvut-ja-lahteet/"
INDEX = "liitteet/hakemisto/"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
TWICE = "document.documentElement.style.setProperty('font-size', '250%', 'important')"  # the theme's own size is 125 %


def without(page, *files):
    """The page, which now fetches none of these: a route of Playwright's would cost it the browser's cache."""
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    told.send("Network.setBlockedURLs", {"urls": [*files]})
    return page


@pytest.fixture(scope="module")
def windows(browser):
    """A window of each size."""
    opened = {}
    for name, size in (("phone", PHONE), ("desktop", DESKTOP)):
        context = browser.new_context(viewport=size, has_touch=name == "phone", reduced_motion="reduce", locale="fi-FI")
        opened[name] = context.new_page()
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture
def phone(windows):
    windows["phone"].set_viewport_size(PHONE)
    return windows["phone"]


@pytest.fixture
def desktop(windows):
    return windows["desktop"]


def stops(page, most):
    """What the Tab key stops at from here on."""
    for _ in range(most):
        page.keyboard.press("Tab")
        yield page.evaluate("""() => {
          const at = document.activeElement, ring = getComputedStyle(at), card = at.closest("li") ?? at
          const box = at.getBoundingClientRect()
          return { text: (at.getAttribute("aria-label") ?? at.textContent ?? "").trim() || at.name, inText: Boolean(at.closest("article")),
            seen: [ring, getComputedStyle(card)].some(it => it.outlineStyle !== "none" && parseFloat(it.outlineWidth) >= 1) || at.matches("input"),
            clear: box.bottom > 0 && box.top < innerHeight }
        }""")


# Phone


def pages(site):
    found = (file for file in site.rglob("*.html") if 'http-equiv="refresh"' not in file.read_text("utf-8"))
    return [file.relative_to(site).as_posix().removesuffix("index.html") for file in found]


WIDER = """async () => {
  document.querySelectorAll("article details").forEach(it => it.open = true)
  await new Promise(requestAnimationFrame)
  return document.documentElement.scrollWidth - innerWidth
}"""


def test_no_page_runs_over_a_narrow_window_nor_with_letters_of_twice_the_size(browser, site, address):
    """320 px, and 360 px with letters of twice the size. The theme's own program, which no width hangs on, is left out."""
    context, over = browser.new_context(viewport=PHONE, reduced_motion="reduce"), {}
    page = without(context.new_page(), "*/bundle.*")
    for path in pages(site):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(address + path, wait_until="domcontentloaded")
        page.evaluate("document.documentElement.classList.remove('no-js')")
        wide = [page.evaluate(WIDER)]
        page.set_viewport_size(PHONE)
        page.evaluate(TWICE)
        wide.append(page.evaluate(WIDER))
        if max(wide) > 0:
            over[path] = wide
    context.close()
    assert over == {}


def test_the_name_of_the_guide_shows_whole(phone, address):
    phone.goto(address + CHAPTER)
    for change in ("0", "document.documentElement.scrollTo(0, 900)", TWICE):
        phone.evaluate(change)
        name = phone.locator(".koti__nimi")
        assert name.evaluate("it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.offsetHeight + 2"), change
        assert name.evaluate("it => it.getBoundingClientRect().bottom <= document.querySelector('header').offsetHeight"), change
    expect(phone.locator(".koti")).to_have_accessible_name("Asiantuntijan someopas: etusivu")


def test_the_bar_at_the_thumb_tells_where_one_is_and_opens_the_contents(phone, address):
    phone.goto(address + CHAPTER)
    bar, box = phone.locator(".sisallys summary"), phone.locator(".sisallys details")
    expect(bar).to_be_in_viewport()
    share = "Number(getComputedStyle(document.querySelector('.sisallys')).getPropertyValue('--osuus'))"
    assert phone.evaluate(share) == 0
    phone.evaluate("document.getElementById('tilityypit').scrollIntoView()")
    expect(phone.locator(".sisallys__kohta")).to_have_text("Kolme tiliä: oma, työtili ja roolitili")
    assert 0.3 < phone.evaluate(share) < 0.9
    bar.tap()
    expect(phone.locator(".sisallys [aria-current]")).to_be_in_viewport()
    phone.keyboard.press("Escape")
    expect(box).not_to_have_attribute("open")
    expect(bar).to_be_focused()
    bar.press("Enter")
    phone.locator(".sisallys").get_by_role("link", name="Sovi kolmesti").click()
    expect(box).not_to_have_attribute("open")
    assert phone.url.endswith("#sopiminen")
    expect(phone.locator("#sopiminen")).to_be_in_viewport()
    phone.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(phone.locator(".sivun-jalat p")).to_be_in_viewport(ratio=1)
    assert phone.evaluate("document.querySelector('.sivun-jalat p').getBoundingClientRect().bottom <= document.querySelector('.sisallys').offsetTop")


def test_the_menu_opens_at_the_page_with_the_other_parts_folded(phone, address):
    phone.goto(address + CHAPTER)
    button = phone.get_by_role("button", name="Valikko", exact=True)
    button.tap()
    here = phone.locator(".valikko [aria-current]")
    expect(here).to_be_focused()
    expect(here).to_be_in_viewport()
    assert phone.locator(".valikko details").evaluate_all("all => all.map(it => it.open)").count(True) == 1
    phone.get_by_role("button", name="Sulje valikko").tap()
    expect(here).to_be_hidden()
    expect(button).to_be_focused()


def test_rows_of_words_become_cards_with_their_headings(phone, desktop, address):
    for page in (phone, desktop):
        page.goto(address + SHEET)
    first = phone.locator(".sanataulukko[role] tbody tr").first
    cells = first.locator("td")
    assert cells.evaluate_all("all => all.every((cell, i) => !i || cell.getBoundingClientRect().top >= all[i - 1].getBoundingClientRect().bottom)")
    labels = cells.evaluate_all("all => all.map(cell => cell.dataset.otsikko)")
    assert labels == phone.locator(".sanataulukko[role] thead").first.locator("th").all_inner_texts()
    assert "Kuka kysyi" in cells.nth(2).evaluate("it => getComputedStyle(it, '::before').content")
    assert phone.locator(".taulukon-kehys").first.evaluate("it => it.scrollWidth <= it.clientWidth")
    expect(phone.get_by_role("table").first.get_by_role("columnheader")).to_have_count(len(labels))
    assert desktop.locator(".sanataulukko[role] tbody td").first.evaluate("it => getComputedStyle(it).display") == "table-cell"


def test_a_table_that_scrolls_shows_its_edge_and_is_reached_and_named(phone, address):
    phone.goto(address + "liitteet/nain-selvitys-tehtiin/")
    frame = phone.get_by_role("region", name=re.compile("^Taulukko, vieritettävissä sivusuunnassa: .{10}"))
    frame.focus()
    phone.keyboard.press("ArrowRight")
    expect(frame).not_to_have_js_property("scrollLeft", 0)
    assert "gradient" in frame.evaluate("it => getComputedStyle(it).backgroundImage")


def test_one_finds_within_a_long_list(phone, address):
    phone.goto(address + APPENDIX)
    assert phone.evaluate("document.documentElement.scrollHeight") < 5000
    part = phone.get_by_role("button", name="Luvut muista lähteistä")
    part.tap()
    letters = phone.get_by_role("navigation", name="Kirjaimet: Luvut muista lähteistä")
    letters.get_by_role("link", name="V", exact=True).tap()
    expect(phone.locator("#luku-valtiojohtajat-facebook-ohittavat")).to_be_in_viewport()
    field = phone.get_by_role("searchbox", name="Etsi tältä sivulta")
    field.fill("phonedog")
    shown = phone.locator(".luku-tiedot:visible, .lahteet > li:visible")
    assert all("PhoneDog" in text for text in shown.evaluate_all("all => all.map(it => it.textContent)")) and shown.count() > 4
    expect(phone.locator(".suodatin [role=status]")).to_have_text(f"{shown.count()} osumaa")
    field.fill("zzzz")
    expect(phone.locator(".suodatin [role=status]")).to_have_text("Ei osumia. Kokeile sanan alkua.")
    field.press("Escape")
    expect(field).to_have_value("")
    expect(part).to_be_visible()


# What is pressed and lower than a thumb wants, but links in running text and what its own label enlarges; the search has its own.
LOW = """() => [...document.querySelectorAll("a, button, select, input, textarea, summary, label:has(input)")]
  .filter(it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !it.closest(".md-search"))
  .filter(it => it.offsetWidth > 1 && !it.matches(":is(label > input), a:is(p *, li *, dd *, td *, figcaption *, h1 *, h2 *, h3 *, h4 *)"))
  .filter(it => it.getBoundingClientRect().height < 43.5).map(it => it.outerHTML.slice(0, 100))"""


def test_what_is_pressed_is_as_high_as_a_thumb_wants(phone, address):
    low = {}
    for path in ("", CHAPTER, SHEET, "tyokirja/itsearviointi/", "tyokirja/kolmenkymmenen-paivan-ohjelma/", APPENDIX, INDEX, "tietoa/missa-mina-olen/", "tietoa/lataa/"):
        phone.goto(address + path)
        low[path] = phone.evaluate(LOW)
    phone.goto(address + CHAPTER)
    phone.get_by_role("button", name="Valikko", exact=True).tap()
    rows = "all => all.filter(it => it.offsetHeight < 43.5).map(it => it.textContent)"
    low["menu"] = phone.locator(".valikko li > a:visible, .valikko summary").evaluate_all(rows)
    phone.keyboard.press("Escape")
    phone.locator(".sisallys summary").tap()
    low["contents"] = phone.locator(".sisallys li > a").evaluate_all(rows)
    assert {path: found for path, found in low.items() if found} == {}


def test_an_address_opens_what_is_folded(phone, address):
    phone.goto(address + APPENDIX + "#luku-phonedog-hinta")
    entry = phone.locator(".luku-tiedot:has(#luku-phonedog-hinta)")
    expect(phone.locator("#luku-phonedog-hinta")).to_be_in_viewport()
    expect(entry.locator("a.kayttopaikka").first).to_be_visible()
    phone.goto(address + INDEX)
    phone.get_by_role("navigation", name="Kirjaimet").get_by_role("link", name="T", exact=True).tap()
    expect(phone.locator("#hakemisto-t")).to_be_in_viewport()


def test_nothing_that_is_read_moves_while_the_page_loads(browser, address):
    context = browser.new_context(viewport=PHONE)
    # How late the faces come is the machine's affair, which benchmarks/reading.py measures: here they never do.
    page = without(context.new_page(), "*.woff2")
    page.add_init_script("""window.moved = 0
      new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value })).observe({ type: "layout-shift", buffered: true })""")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})  # so that scripts come after what is painted
    for path in ("", CHAPTER, APPENDIX, INDEX, "tyokirja/kolmenkymmenen-paivan-ohjelma/", "tietoa/missa-mina-olen/"):
        page.goto(address + path, wait_until="networkidle")
        assert page.evaluate("moved") < 0.1, path
    context.close()


# Keyboard


def test_from_the_search_the_front_page_goes_in_the_order_it_is_read(desktop, address):
    desktop.goto(address)
    desktop.get_by_role("textbox", name="Hae oppaasta").focus()
    found = [*stops(desktop, 16)]
    texts = [stop["text"] for stop in found]
    start = texts.index("Aloita lukeminen")
    assert texts[start:start + 2] == ["Aloita lukeminen", "Hae oppaasta"] and start < 5
    assert texts.index("Olet asiantuntija") < texts.index("Vastaat organisaatiosta")
    assert [stop for stop in found if not (stop["seen"] and stop["clear"])] == []


def test_the_text_of_a_chapter_is_a_dozen_stops_away(phone, desktop, address):
    for page in (phone, desktop):
        page.goto(address + CHAPTER)
        found = [*stops(page, 12)]
        first = next(number for number, stop in enumerate(found) if stop["inText"] and stop["text"] != "#")
        assert found[0]["text"] == "Siirry sisältöön" and first < 10
        assert [stop for stop in found if not (stop["seen"] and stop["clear"])] == []


def test_the_skip_link_leads_past_it_all(desktop, address):
    desktop.goto(address + CHAPTER)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    assert next(stops(desktop, 1))["inText"]


def test_arrows_go_through_the_menu_and_open_its_parts(desktop, address):
    desktop.goto(address + CHAPTER)
    menu = desktop.locator(".valikko")
    expect(menu.locator("[tabindex='0']")).to_have_count(1)
    menu.locator("[aria-current]").focus()
    expect(menu.locator(".valikko__ohje")).to_be_visible()

    def pressed(*keys):
        for key in keys:
            desktop.keyboard.press(key)
        return desktop.evaluate("document.activeElement.textContent")

    assert pressed("ArrowDown") == "Kun asiantuntija lähtee – ja kun hän tulee"
    assert pressed("ArrowLeft") == "Organisaatiolle"
    assert pressed("ArrowLeft", "ArrowDown") == "Pikavinkit kanaviin"
    assert pressed("ArrowRight", "ArrowRight") == "Kanavan valinta"
    assert pressed("End") == "Tietoa oppaasta"
    assert pressed("Home") == "Etusivu"
    expect(menu.locator("[tabindex='0']")).to_have_count(1)


# Front page and frame


QUESTIONS = {"Kenen tili on?": "kenen-tili-se-on/#tilityypit", "Minua häiritään. Mitä teen?": "hairinta-ja-maalittaminen/#tunti",
             "Mitä saan sanoa työstäni?": "laki-lyhyesti/#sananvapaus", "Miten aloitan?": "ensimmaiset-30-paivaa/#viikot"}


def test_the_front_page_answers_what_people_come_with(phone, address):
    phone.goto(address)
    questions = phone.locator("h2#kysymykset + .ovet a")
    assert questions.count() == 10
    for name, target in QUESTIONS.items():
        assert phone.get_by_role("link", name=name).get_attribute("href").endswith(target)
    card = phone.locator(".ovet li", has=phone.get_by_role("link", name="Kriisikortti"))
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    phone.touchscreen.tap(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)
    phone.wait_for_url("**/tyokirja/kriisikortti/")


def test_the_front_page_tells_the_newest_change_and_leads_to_the_forms(phone, address):
    phone.goto(address)
    expect(phone.locator("h2#uutta + p")).to_contain_text(re.compile(r"^Laitos 2026\.1: .+ Julkaistu 23\.11\.2026\."))
    expect(phone.get_by_role("link", name=re.compile("^Lataa kaikki arkit täytettävinä"))).to_have_attribute("href", "tyokirja.pdf")
    every = phone.locator("details.osat")
    expect(every.get_by_role("link", name="Wikipedia")).to_be_hidden()
    every.locator("summary").tap()
    expect(every.get_by_role("link", name="Wikipedia")).to_be_visible()


def test_a_chapter_tells_its_place_and_what_comes_before_and_after(desktop, address):
    desktop.goto(address + CHAPTER)
    expect(desktop.locator(".luvun-alku")).to_have_text(re.compile(r"^Luku 5/11 osassa Organisaatiolle · Lukuaika noin \d+\smin$"))
    assert desktop.locator(".osan-kulku span").evaluate_all("all => all.map(it => it.className)") == ["ohitettu"] * 4 + ["luettava"] + [""] * 6
    ahead = desktop.locator("[rel=next].jatko__sivu")
    expect(ahead).to_contain_text("Kun asiantuntija lähtee – ja kun hän tulee")
    assert len(ahead.locator(".jatko__kuvaus").inner_text()) > 60
    desktop.goto(address + "organisaatiolle/saavutettava-sisalto/")
    expect(desktop.locator("[rel=next] .jatko__suunta")).to_have_text("Seuraava: Pikavinkit kanaviin")


LINES = """() => [...document.querySelectorAll("article > p:not([class])")].flatMap(paragraph => {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange(), lines = []
  while (texts.nextNode()) for (let index = 0; index < texts.currentNode.length; index++) {
    range.setStart(texts.currentNode, index)
    range.setEnd(texts.currentNode, index + 1)
    const { top, height } = range.getBoundingClientRect()
    const line = Math.round((top + height / 2) / 12)
    if (lines.at(-1)?.line !== line) lines.push({ line, letters: 0 })
    lines.at(-1).letters += 1
  }
  return lines.slice(0, -1).map(line => line.letters)
}).filter(letters => letters > 40)"""


def test_a_full_line_has_about_seventy_letters(desktop, address):
    desktop.goto(address + CHAPTER)
    lines = sorted(desktop.evaluate(LINES))
    assert len(lines) > 40 and 62 <= lines[len(lines) // 2] <= 72


def test_without_scripts_nothing_stays_hidden(browser, address):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CHAPTER)
    page.locator(".sisallys summary").click()
    page.locator(".sisallys").get_by_role("link", name="Sovi kolmesti").click()
    expect(page.locator("#sopiminen")).to_be_in_viewport()
    page.locator("header label[for=__drawer]").click()
    page.locator(".valikko summary", has_text="Miksi").click()
    expect(page.locator(".valikko").get_by_role("link", name="Vastaväitteet")).to_be_visible()
    page.goto(address + APPENDIX)
    expect(page.locator("#luku-phonedog-hinta + dl, .luku-tiedot:has(#luku-phonedog-hinta) dl").first).to_be_visible()
    expect(page.locator(".suodatin")).to_be_hidden()
    context.close()
