"""What a reader does with the pages: narrow and large, printed, without scripts, on a slow line, with boxes to tick and copy."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from conftest import leave
from pdf import running_text

pytestmark = pytest.mark.slow

FIGURES = "miksi/mita-mielipidevaikuttajilta-voi-oppia/"
BOXES = "miksi/kun-asiantuntija-ohittaa-organisaationsa/"
EVERY = ("", FIGURES, BOXES, "liitteet/luvut-ja-lahteet/", "liitteet/hakemisto/", "404.html")


@pytest.fixture(scope="module")
def windows(browser):
    """Pages by the kind of their window, for all tests: a window costs a browser four times what a visit does."""
    opened = {}
    yield opened
    for page in opened.values():
        page.context.close()


@pytest.fixture
def window(browser, windows):
    """Opens a page in a window of its kind, and leaves it with nothing kept."""
    used = []

    def open_window(width=1280, height=900, **kind):
        name = repr((width, height, sorted(kind.items())))
        if name not in windows:
            context = browser.new_context(viewport={"width": width, "height": height}, locale="fi-FI", reduced_motion="reduce", **kind)
            windows[name] = context.new_page()
            windows[name].wrong = []
        used.append(windows[name])
        return used[-1]

    yield open_window
    for page in used:
        page.emulate_media(media="screen")
        leave(page)


@pytest.fixture(scope="module")
def narrow(browser, address):
    """What a narrow window shows of each page: broken words of headings, and, all being open, how wide it is and what
    reaches over its edge."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fi-FI", reduced_motion="reduce")
    page, shown = context.new_page(), {}
    for path in EVERY:
        page.goto(address + path)
        broken = page.evaluate(BROKEN)
        page.evaluate(OPEN)
        shown[path] = (broken, page.evaluate(WIDTH), page.evaluate(OVER))
    context.close()
    return shown


OPEN = "document.querySelectorAll('details').forEach(it => it.open = true)"
WIDTH = "document.documentElement.scrollWidth"
# What reaches over the right edge, unless it stands in a box that scrolls or is put out of sight on purpose.
OVER = """() => [...document.querySelectorAll("body *")].filter(it => {
  const box = it.getBoundingClientRect()
  return box.width > 1 && box.right > document.documentElement.clientWidth + 1 && getComputedStyle(it).visibility === "visible"
    && !it.closest(".taulukon-kehys, .md-search, .md-sidebar, pre")
}).map(it => it.outerHTML.slice(0, 100))"""


BROKEN = """() => [...document.querySelectorAll("article :is(h1, h2, h3)")].flatMap(heading => {
  const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT), range = document.createRange(), broken = []
  while (texts.nextNode()) for (const { index, 0: word } of texts.currentNode.data.matchAll(/[\\p{L}\\d]+/gu)) {
    range.setStart(texts.currentNode, index)
    range.setEnd(texts.currentNode, index + word.length)
    if (range.getClientRects().length > 1) broken.push(word)
  }
  return broken
})"""


def test_nothing_scrolls_sideways_in_a_narrow_window_but_tables_in_their_box(narrow):
    assert {path: over for path, (_, width, over) in narrow.items() if width > 320 or over} == {}


def test_headings_break_between_words(narrow):
    assert {path: broken for path, (broken, *_) in narrow.items() if broken} == {}


@pytest.mark.parametrize("kind", [{"width": 640, "height": 450, "device_scale_factor": 2},
                                  {"width": 320, "height": 640, "java_script_enabled": False}],
                         ids=["1280 px at 200 %", "320 px without scripts"])
def test_nothing_scrolls_sideways_but_tables_in_their_box(window, address, kind):
    page = window(**kind)
    for path in EVERY:
        page.goto(address + path)
        page.evaluate(OPEN)
        assert page.evaluate(WIDTH) <= kind["width"], path
        assert page.evaluate(OVER) == [], path


def test_text_of_twice_the_size_stays_in_the_window(window, address):
    """The reader's own letter size, not the zoom: everything is in rem, so the root's size tells it;
    the theme's own is 125 %."""
    page = window()
    for path in EVERY:
        page.goto(address + path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
        assert page.evaluate(WIDTH) <= 1280, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_gets_the_article_alone(window, address, tmp_path, scheme):
    page = window(color_scheme=scheme)
    page.goto(address + FIGURES)
    page.emulate_media(media="print", color_scheme=scheme)
    for part in (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".sisallys", ".md-footer", ".md-top", ".md-skip"):
        assert page.locator(part).evaluate("it => getComputedStyle(it).display === 'none' || getComputedStyle(it).opacity === '0'"), part
    assert page.locator("article > p:not([class])").first.evaluate("it => getComputedStyle(it).color") == "rgb(26, 33, 36)"
    assert page.locator("article").evaluate("it => getComputedStyle(it).colorScheme") == "light", "boxes to tick would print black"
    shapes = page.locator(".kaavio :is(rect, circle), .kuvitus :is(rect, circle)")
    fills = shapes.evaluate_all("shapes => shapes.map(shape => getComputedStyle(shape).fill)")
    assert len(fills) > 20 and "rgb(0, 0, 0)" not in fills
    (tmp_path / "sivu.pdf").write_bytes(page.pdf(format="A4"))
    text = running_text(tmp_path / "sivu.pdf")
    assert "Mitä mielipidevaikuttajilta voi oppia" in text and re.search(r"Kuvio\s\d", text)
    assert not any(words in text for words in ("Hae oppaasta", "Oppaan sivut", "Tällä sivulla", "Siirry sisältöön", "Kopioi tekstinä"))


def test_first_load_of_a_chapter_is_light(browser, address):
    """At most 300 KB gzipped with its fonts; what the search needs is fetched when it is opened."""
    page, loaded = browser.new_page(), {}

    def weigh(response):
        if response.url.startswith(address):
            body = response.body()
            loaded[response.url.removeprefix(address)] = min(len(body), len(gzip.compress(body, 9)))

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(address + FIGURES, wait_until="networkidle")
    page.wait_for_timeout(200)
    total = sum(loaded.values())
    print(f"first load {total / 1000:.1f} KB:", *sorted(f"{size} {url}" for url, size in loaded.items()), sep="\n")
    assert any(url.endswith(".woff2") for url in loaded)
    assert total <= 300_000, loaded
    page.close()


def test_reading_works_without_scripts(window, address):
    page = window(java_script_enabled=False)
    page.goto(address + FIGURES)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for part in ("article p", "figure.kuvio svg", "figcaption", "article table"):
        expect(page.locator(part).first).to_be_attached()
    assert page.locator("figure.kuvio svg.kaavio-levea").evaluate_all("all => all.length > 3 && all.every(it => it.getBoundingClientRect().height > 40)")
    table = page.locator("details.kuvio-luvut").first
    table.locator("summary").click()
    expect(table.locator("table")).to_be_visible()
    expect(page.locator(".valikko").get_by_role("link", name="Vastaväitteet")).to_be_attached()
    page.goto(address + BOXES)
    expect(page.locator("article > :is(table, figure) , article table").first).to_be_visible()
    expect(page.get_by_role("button", name="Kopioi tekstinä")).to_have_count(0)


def test_ticks_stay_in_the_readers_own_browser(window, address):
    page = window()
    page.goto(address + BOXES)
    box = page.locator(".lohko-tarkistuslista").first
    first, second = box.get_by_role("checkbox").nth(0), box.get_by_role("checkbox").nth(1)
    first.check()
    page.reload()
    expect(first).to_be_checked()
    expect(second).not_to_be_checked()
    assert page.context.cookies() == []
    assert "opas-rastit" in page.evaluate("Object.keys(localStorage)")
    assert page.evaluate("sessionStorage.getItem('opas-rastit')") is None
    box.get_by_role("button", name="Tyhjennä rastit").click()
    page.reload()
    expect(first).not_to_be_checked()
    assert page.evaluate("localStorage.getItem('opas-rastit')") == "{}"


def copied(page, box):
    button = box.get_by_role("button", name="Kopioi tekstinä")
    button.click()
    expect(box.get_by_role("button", name="Kopioitu leikepöydälle")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def test_a_template_copies_as_plain_text(window, address):
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address + BOXES)
    template = page.locator(".lohko-malli").first
    text = copied(page, template)
    title = template.locator(".lohko-otsikko").inner_text()
    assert text.strip() and not any(odd in text for odd in ("<", "\u00ad", title, "Kopioi"))
    for paragraph in template.locator("p:not(.lohko-otsikko)").all_inner_texts():
        assert " ".join(paragraph.split(" ")).strip() in " ".join(text.split("\n")) or paragraph.strip() in text
    checklist = page.locator(".lohko-tarkistuslista").first
    lines = copied(page, checklist).splitlines()
    items = checklist.locator("li").all_inner_texts()
    assert [line for line in lines if line.startswith("- ")] == [f"- {item.strip()}" for item in items]


def test_a_numbered_template_keeps_its_numbers(window, address, site):
    """Numbers that stand in the text, and those of a list, which only the browser draws."""
    page = window(permissions=["clipboard-read", "clipboard-write"])
    list_inside = '<ol start="3"><li>Sovi ajasta.</li><li>Kirjaa <b>tilit</b>.</li></ol></aside>'
    sheet = (site / "tyokirja/someohjeen-malli/" / "index.html").read_text("utf-8")
    before, template, after = sheet.partition('<aside class="lohko lohko-malli"')
    page.route(f"**/{BOXES}", lambda route: route.fulfill(
        body=before + template + after.replace("</aside>", list_inside, 1), content_type="text/html; charset=utf-8"))
    page.goto(address + BOXES)
    lines = copied(page, page.locator(".lohko-malli").first).splitlines()
    assert next(line for line in lines if line[:1].isdigit()).startswith("1. ")
    assert lines[-2:] == ["3. Sovi ajasta.", "4. Kirjaa tilit."]
