"""WCAG 2.2 AA by axe-core, contrast of every text, words in Finnish, the order of the keyboard."""

import html.parser
import json
import re

import pytest
import test_browser
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from commands import ROOT

pytestmark = pytest.mark.slow
note, number = test_browser.note, test_browser.number

FIGURES = "miksi/mita-mielipidevaikuttajilta-voi-oppia/"
APPENDIX = "liitteet/luvut-ja-lahteet/"
RULES = {"resultTypes": ["violations"], "iframes": False, "preload": False}
# The colours of text are held to more than axe would (`WEAK`); of its rules only this one hangs on them besides.
IN_LIGHT = RULES | {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                    "rules": {"color-contrast": {"enabled": False}}}
IN_DARK = RULES | {"runOnly": {"type": "rule", "values": ["link-in-text-block"]}}


# Colours go from one scheme to the other in a quarter of a second, and are weaker on the way.
STILL = """{
  const still = new CSSStyleSheet()
  still.replaceSync("*, ::before, ::after, ::placeholder { transition: none !important }")
  document.adoptedStyleSheets.push(still)
}"""
WINDOWS = [(scheme, size) for scheme in ("light", "dark") for size in test_browser.SIZES]


def in_windows(*windows):
    """For what does not hang on both scheme and size."""
    return pytest.mark.parametrize("page", windows, indirect=True, ids="-".join, scope="module")


@pytest.fixture(scope="module", params=WINDOWS, ids="-".join)
def page(browser, request):
    """One window for each scheme and size; what moves stands still."""
    scheme, size = request.param
    context = browser.new_context(viewport=test_browser.SIZES[size], color_scheme=scheme, reduced_motion="reduce",
                                  has_touch=size == "phone", locale="fi-FI")
    opened = context.new_page()
    opened.add_init_script(STILL)
    opened.phone, opened.scheme = size == "phone", scheme
    yield opened
    context.close()


def open_search(page, words):
    if page.phone:
        page.get_by_role("button", name="Haku", exact=True).click()
    box = page.get_by_role("textbox", name="Hae oppaasta")
    box.click()
    box.press_sequentially(words)
    expect(page.locator(".md-search-result__link").first).to_be_visible()


def faults(page, within=None):
    """What axe finds: rule, element and what to do, in the dark of what a colour can break; and texts that are too weak. A
    link scrolled half out of the menu would count as too small."""
    page.evaluate("""document.querySelectorAll(".md-sidebar__scrollwrap").forEach(
      box => box.style.setProperty("overflow", "visible", "important"))""")
    told = []
    for scheme, options in (("slate", IN_DARK), ("default", IN_LIGHT)):
        page.emulate_media(color_scheme="dark" if scheme == "slate" else "light")
        page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
        found = Axe().run(page, context=within, options=options).response["violations"]
        _, weak = page.evaluate(WEAK)
        told += [(scheme, rule["id"], *node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]
        told += [(scheme, text) for text in weak]
    return told


def faults_of_a_phone(page, address):
    """With the menu open, the contents open, a table as cards, and letters of twice the size."""
    found = {}
    page.goto(address + "tyokirja/sisaltokalenteri/")
    expect(page.locator(".sanataulukko[role] td").first).to_have_css("display", "block")
    found["cards"] = faults(page)
    page.get_by_role("button", name="Valikko", exact=True).click()
    found["menu"] = faults(page, ".md-sidebar--primary")
    page.keyboard.press("Escape")
    page.locator(".sisallys summary").click()
    found["contents"] = faults(page, ".sisallys")
    page.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
    found["twice"] = faults(page)
    return found


@in_windows(("light", "desktop"), ("light", "phone"))
def test_axe_finds_nothing(page, address):
    found = {}
    for path in ("", FIGURES, "404.html", APPENDIX):
        page.goto(address + path)
        found[path] = faults(page)
    page.goto(address)
    open_search(page, "PhoneDog")
    found["search"] = faults(page, ".md-search")
    page.goto(address + FIGURES)
    number(page).click()
    found["note"] = faults(page, ".luvun-tiedot")
    page.goto(address + APPENDIX)
    page.get_by_role("button", name="Selvityksen luvut").click()
    page.get_by_role("button", name="Poliitikot eri kanavilla").click()
    page.get_by_role("searchbox", name="Etsi tältä sivulta").fill("facebook")
    found["list"] = faults(page, "article")
    if page.phone:
        found |= faults_of_a_phone(page, address)
    assert {place: faults for place, faults in found.items() if faults} == {}


# Every text that shows, with the ground it stands on: the boxes behind it, or in a drawing the shapes under it.
WEAK = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  const known = new Map()
  const rgba = colour => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
      known.set(colour, [r, g, b, a / 255])
    }
    return known.get(colour)
  }
  const over = ([r, g, b, a], ground) => [r, g, b].map((part, i) => part * a + ground[i] * (1 - a))
  const light = colour => colour.map(part => part / 255).map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0)
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b)
    return (bright + .05) / (dark + .05)
  }
  const ground = element => {
    if (!element) return [255, 255, 255]
    const colour = rgba(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement))
  }
  const drawn = (text, svg) => {
    const box = text.getBoundingClientRect()
    const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2)
    const under = [...svg.querySelectorAll("rect, circle, ellipse, polygon, path")].filter(shape =>
      shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING && getComputedStyle(shape).fill !== "none"
      && !shape.closest("defs, marker") && shape.isPointInFill(middle.matrixTransform(shape.getScreenCTM().inverse())))
    return under.reduce((colour, shape) => over(rgba(getComputedStyle(shape).fill), colour), ground(svg))
  }
  const weak = [], seen = new Set()
  let count = 0
  const judge = (element, style, told) => {
    const svg = element.closest("svg")
    const behind = svg ? drawn(element, svg) : ground(element)
    const colour = rgba(svg ? style.fill : style.color)
    let opacity = 1
    for (let at = element; at; at = at.parentElement) opacity *= getComputedStyle(at).opacity
    if (opacity === 0) return
    count += 1
    const size = parseFloat(style.fontSize) * (svg ? element.getScreenCTM().a : 1)
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 600) ? 4.5 : 7
    const value = contrast(over([...colour.slice(0, 3), colour[3] * opacity], behind), behind)
    const told_as = `${value.toFixed(2)} < ${least}: ${element.tagName}.${element.getAttribute("class") ?? ""} ${told}`
    if (value < least && !seen.has(told_as)) { seen.add(told_as); weak.push(told_as) }
  }
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (nodes.nextNode()) {
    const element = nodes.currentNode.parentElement
    const told = nodes.currentNode.data.trim()
    if (!told || element.closest("script, style, noscript, title, desc") || !element.getClientRects().length) continue
    const style = getComputedStyle(element)
    if (style.visibility === "visible") judge(element, style, told.slice(0, 40))
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.getClientRects().length) continue
    for (const part of ["::before", "::after", "::placeholder"]) {
      const style = getComputedStyle(element, part)
      const told = part === "::placeholder" ? element.matches(":placeholder-shown") && element.placeholder : style.content
      if (told && !["none", "normal", '""'].includes(told)) judge(element, style, `${part} ${told}`)
    }
  }
  return [count, weak]
}"""


@in_windows(("light", "desktop"), ("dark", "desktop"))
def test_contrast_of_every_text_is_at_least_seven(page, address):
    """Large text at least 4.5, the level AAA of WCAG."""
    for path in ("", FIGURES, test_browser.CHAPTER, APPENDIX):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('.taite[aria-expanded=false]').forEach(it => it.click())")
        count, weak = page.evaluate(WEAK)
        assert count > 40, path
        assert weak == [], path


def test_focus_goes_in_the_order_of_the_page_and_can_be_seen(page, address):
    page.goto(address + FIGURES)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Siirry sisältöön")
    expect(skip).to_be_in_viewport()
    stops = []
    while len(stops) < 40:
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const at = document.activeElement, ring = getComputedStyle(at.matches(".md-option") ? at.nextElementSibling : at)
          const box = (at.matches(".md-option") ? at.nextElementSibling : at).getBoundingClientRect()
          return { where: ["header", ".md-sidebar--primary", ".md-sidebar--secondary", ".sisallys", "article", ".md-footer"].findIndex(part => at.closest(part)),
                   seen: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 1 && box.width > 0
                     && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
                   what: at.outerHTML.slice(0, 120) }
        }""")
        stops.append(stop)
    assert [stop["what"] for stop in stops if not stop["seen"]] == []
    order = [stop["where"] for stop in stops]
    assert order == sorted(order) and order[0] == 0 and order[-1] == 4


@in_windows(("light", "desktop"), ("light", "phone"))
def test_search_opens_and_closes_from_the_keyboard(page, address):
    page.goto(address + FIGURES)
    if page.phone:
        page.get_by_role("button", name="Haku", exact=True).focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("textbox", name="Hae oppaasta").focus()
    expect(page.get_by_role("button", name="Haku", exact=True)).to_be_visible(visible=page.phone)
    expect(page.get_by_role("button", name="Valikko", exact=True)).to_be_visible(visible=page.phone)
    box = page.get_by_role("textbox", name="Hae oppaasta")
    expect(box).to_be_focused()
    box.fill("PhoneDog")  # at once: results of half a word that come late would replace the one in focus
    box.press("Shift")  # the theme searches when a key comes up
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    if page.phone:
        expect(page.get_by_role("button", name="Haku", exact=True)).to_be_focused()


@in_windows(("light", "desktop"))
def test_colours_switch_from_the_keyboard(page, address):
    page.goto(address)
    page.get_by_role("button", name="Vaihda tummaan tilaan").press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    back = page.get_by_role("button", name="Vaihda vaaleaan tilaan")
    expect(back).to_be_focused()
    back.press("Space")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


@in_windows(("light", "phone"))
def test_menu_of_a_narrow_window_opens_and_closes_from_the_keyboard(page, address):
    page.goto(address + FIGURES)
    menu = page.get_by_role("button", name="Valikko", exact=True)
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    other = page.locator(".md-sidebar--primary").get_by_role("link", name="Vastaväitteet")
    expect(other).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(other).to_be_hidden()
    expect(menu).to_be_focused()


# Without "home", which is mould in Finnish.
ENGLISH = frozenset([
    "the", "of", "and", "or", "for", "with", "from", "this", "that", "these", "your", "you", "are", "is", "not", "to",
    "in", "by", "all", "found", "page", "pages", "search", "skip", "copy", "copied", "back", "top", "close", "open",
    "next", "previous", "theme", "menu", "footer", "header", "navigation", "nav", "link", "links", "permanent", "table",
    "contents", "toggle", "switch", "dark", "light", "mode", "edit", "view", "source", "share", "clear", "type",
    "start", "matching", "documents", "result", "results", "initializing", "missing", "loading", "language", "select",
    "icon", "image", "figure", "chart", "note", "notes", "read", "reading", "time", "minutes",
    "download", "print", "click", "here", "more", "less", "show", "hide", "dialog", "button",
])


class Words(html.parser.HTMLParser):
    """What a page shows and speaks in Finnish: texts and the attributes that are read, outside code and lang="en"."""

    VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
    SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-description", "aria-roledescription")

    def __init__(self, page):
        super().__init__()
        self.said, self.described, self._within, self.main = [], [], [False], "fi"
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        foreign = attributes.get("lang", "fi") != "fi" or tag in ("script", "style", "code", "pre", "kbd")
        foreign = foreign or self._within[-1]
        self.main = attributes.get("lang", self.main) if tag == "h1" else self.main
        if tag == "meta" and (attributes.get("name") == "description" or (attributes.get("property") or "").startswith("og:")):
            self.described.append(attributes.get("content") or "")
        if not foreign:
            self.said += [attributes[name] for name in self.SPOKEN if attributes.get(name)]
        if tag not in self.VOID:
            self._within.append(foreign)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID and len(self._within) > 1:
            self._within.pop()

    def handle_data(self, data):
        if not self._within[-1]:
            self.said.append(data)


def names_of_sources():
    """Titles, authors, publishers and short forms as the sources give them: names, whatever their language."""
    sources = yaml.safe_load((ROOT / "data/sources.yml").read_text("utf-8"))
    told = {str(source[key]) for source in sources.values() for key in ("title", "author", "publisher", "cite") if source.get(key)}
    return sorted(told, key=len, reverse=True)


NAMES = ["In English, kohta", "In English - ", "”In English”", "page-validation", "CC BY", "Identifying and Analyzing Researchers on Twitter",
         "Get a copy of your data"]  # what a service calls it: an excerpt of a page cannot say its language


def english(texts, names=()):
    """The texts with an English word in them, names of sources and addresses left out."""
    found = []
    for text in texts:
        rest = " ".join(text.replace("\u00ad", "").split())
        if not ENGLISH & set(re.findall(r"[^\W\d_]+", rest.lower())):
            continue
        for name in (name for name in (*names, *NAMES) if name in rest):
            rest = re.sub(re.escape(name) + r"[.:'’-]?\w*", "", rest)  # with its Finnish ending
        rest = re.sub(r"\S+(://|@|\.(fi|com|org|html|pdf|svg|md|yml|csv))\S*", "", rest)
        if words := ENGLISH & set(re.findall(r"[^\W\d_]+", rest.lower())):
            found.append((sorted(words), rest[:80]))
    return found


def test_every_word_of_the_site_is_finnish(site):
    names, left = names_of_sources(), {}
    for file in site.rglob("*.html"):
        page = file.read_text("utf-8")
        assert '<html lang="fi"' in page or 'http-equiv="refresh"' in page, file
        read = Words(page)
        if found := english(read.said + (read.described if read.main == "fi" else []), names):
            left[file.relative_to(site).as_posix()] = found
    assert left == {}


def test_every_word_that_scripts_say_is_finnish(site):
    config = (site / "index.html").read_text("utf-8").partition('<script id="__config" type="application/json">')[2]
    translations = json.loads(config.partition("</script>")[0])["translations"]
    assert translations["search.result.none"] == "Ei osumia"
    assert english(translations.values()) == []
    scripts = (file.read_text("utf-8") for file in (site / "assets/js").glob("*.js"))
    ours = "".join(script for script in scripts if not script.startswith("/*!"))  # which begins a library with its licence
    shown = re.findall(r'["`]([A-ZÅÄÖ][^"`\n]*)["`]', re.sub(r"\$\{[^`]*?\}", "", ours))  # selectors and names of events begin small
    assert "Sulje" in shown and english(shown) == []


SAID = """it => [it, ...it.querySelectorAll("*")].flatMap(at => [at.ariaLabel, at.title, at.placeholder])
  .concat(it.innerText.split("\\n")).filter(told => typeof told === "string" && told)"""


@in_windows(("light", "desktop"))
def test_words_in_open_dialogs_are_finnish(page, address):
    page.goto(address + FIGURES)
    number(page).click()
    said = note(page).evaluate(SAID)
    page.goto(address + FIGURES)
    open_search(page, "tili")
    said += page.locator(".md-search").evaluate(SAID)
    assert len(said) > 20 and english(said, names_of_sources()) == []


def test_english_is_told_from_finnish():
    assert english(["Skip to content", "Back to top", "Type to start searching", "404 - Not found"])
    assert not english(["Siirry sisältöön", "Katso https://example.com/the/page.html"])
    assert Words('<p lang="en">the</p><code>of</code><img alt="logo"><p>sivu</p>').said == ["logo", "sivu"]
