"""The sheets of the workbook, filled in a real browser: kept when the reader says so, counted, in a calendar, forgotten."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from conftest import leave, phone
from guidebook.renditions.controls import Controls

pytestmark = pytest.mark.slow

SHEET, ASSESSMENT, PROGRAMME = ("tyokirja/sisaltokalenteri/", "tyokirja/itsearviointi/", "tyokirja/kolmenkymmenen-paivan-ohjelma/")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STEPS = [2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2]  # the seventh statement holds for some only


@pytest.fixture(scope="module")
def window(browser):
    with phone(browser, permissions=["clipboard-read", "clipboard-write"]) as opened:
        yield opened


@pytest.fixture
def page(window):
    yield window
    leave(window)


@pytest.fixture
def fresh(browser):
    """For what can be told to a page and not taken back: a script, the time."""
    with phone(browser) as opened:
        yield opened


def kept(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => ['opas-arkit', 'opas-ohjelma'].includes(key)).sort()")


def accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("scrollTo(0, 0)")  # a bar that stays put covers whatever one has scrolled under it
    return Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"] == []


def test_a_sheet_is_kept_only_when_asked_and_forgotten_when_told(page, address):
    page.goto(address + SHEET)
    cell = page.get_by_label("1, Kysymys lukijan sanoin", exact=False).first
    cell.fill("Kuka maksaa?")
    page.reload()
    expect(cell).to_have_value("")
    assert kept(page) == []
    page.get_by_label("Muista täyttämäni").check()
    cell.fill("Kuka maksaa?")
    page.reload()
    expect(cell).to_have_value("Kuka maksaa?")
    assert accessible(page)
    page.get_by_role("button", name="Kopioi koko arkki tekstinä").click()
    expect(page.get_by_role("button", name="Kopioitu leikepöydälle")).to_be_visible()
    assert "1\tKuka maksaa?" in page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lataa taulukkona").click()
    assert saved.value.suggested_filename == "sisaltokalenteri.csv" and '"1";"Kuka maksaa?"' in saved.value.path().read_text("utf-8-sig")
    page.get_by_role("button", name="Tyhjennä kaikki").click()
    assert kept(page) == []
    page.reload()
    expect(cell).to_have_value("")


def test_a_sheet_is_forgotten_after_ninety_days_on_any_page(page, address):
    page.goto(address + SHEET)
    page.get_by_label("Muista täyttämäni").check()
    page.get_by_label("1, Kysymys lukijan sanoin", exact=False).first.fill("Kuka maksaa?")
    for days, left in ((89, ["opas-arkit"]), (91, [])):
        page.evaluate("""days => {
          const sheets = JSON.parse(localStorage.getItem("opas-arkit"))
          for (const sheet of Object.values(sheets)) sheet.saved = Date.now() - days * 864e5
          localStorage.setItem("opas-arkit", JSON.stringify(sheets))
        }""", days)
        page.goto(address)
        assert kept(page) == left


@pytest.mark.parametrize("damaged", ["{", "[]", '"x"', '{"SIVU": {"saved": 1e15}}', '{"SIVU": {"saved": "abc", "values": {}}}', '{"SIVU": {"values": {}}}'])
def test_what_was_kept_and_cannot_be_read_is_no_sheet(page, address, damaged):
    page.goto(address + SHEET)
    name = page.evaluate("document.querySelector('article').dataset.sivu ?? location.pathname")
    page.evaluate("kept => localStorage.setItem('opas-arkit', kept)", damaged.replace("SIVU", name))
    told = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.reload()
    expect(page.get_by_label("Muista täyttämäni")).not_to_be_checked()
    assert (kept(page), told) == ([], [])


def test_a_browser_that_cannot_keep_says_so(fresh, address):
    page = fresh
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }")
    page.goto(address + SHEET)
    page.get_by_label("Muista täyttämäni").click()
    expect(page.get_by_label("Muista täyttämäni")).not_to_be_checked()
    expect(page.locator(".arkin-muisti [role=status]").first).to_contain_text("Selain ei anna muistaa")


def test_no_cell_of_a_sheet_is_a_formula_in_a_spreadsheet(page, address):
    page.goto(address + SHEET)
    cells = page.locator("td > .arkin-kentta")
    given = ['=HYPERLINK("http://x")', "+1+A1", "@SUM(A1)", "-2", "+3,5"]
    for at, text in enumerate(given):
        cells.nth(at).fill(text)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lataa taulukkona").click()
    text = saved.value.path().read_text("utf-8-sig")
    found = {cell for row in csv.reader(text.splitlines(), delimiter=";") for cell in row}
    assert {"'" + given[0], "'" + given[1], "'" + given[2], "-2", "+3,5"} <= found and not {*given[:3]} & found


def word_sheet(rooms: int, boxes: int) -> bytes:
    """An empty document with so many controls, as the press makes them."""
    made = Controls()
    inside = "".join([*(made.box("Rasti") for _ in range(boxes)), *(made.field("Kenttä", "Kirjoita tähän") for _ in range(rooms))])
    with zipfile.ZipFile(whole := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body><w:p>{inside}</w:p></w:body></w:document>')
    return whole.getvalue()


def offers_word(page, address, content):
    """The sheet, with an empty document of its own: it is there whether or not pandoc is installed."""
    def offer(route):
        told = route.fetch()
        before, row, after = told.text().partition('arkin-teot" data-search-exclude>')
        assert row
        link = '<a href="/tyhja.docx" type="application/msword" download>Lataa Wordina</a>'
        route.fulfill(response=told, body=before + row + link + after)

    page.route(f"**/{ASSESSMENT}", offer)
    page.route("**/tyhja.docx", lambda route: route.fulfill(body=content(), content_type="application/msword"))
    page.goto(address + ASSESSMENT)


def test_a_filled_sheet_goes_home_as_word(page, address):
    rooms, boxes, asked = 0, 2, []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    offers_word(page, address, lambda: word_sheet(rooms, boxes))
    rooms = page.locator(".arkin-kentta, .arkin-valinta input").count()
    page.locator(".rastitettava input").nth(1).check()
    page.locator("table").first.locator("tbody tr").first.get_by_role("radio").nth(2).check()
    page.get_by_label("Milloin olet viimeksi epäröinyt").fill("Eilen & <tänään>\nja huomenna")
    assert "zip.js" not in asked
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lataa täytettynä Wordina").click()
    assert saved.value.suggested_filename == "itsearviointi-taytetty.docx"
    with zipfile.ZipFile(saved.value.path()) as file:
        assert file.testzip() is None and file.read("[Content_Types].xml") == b"<Types/>" and file.namelist() == ["[Content_Types].xml", "word/document.xml"]
        controls = [*ElementTree.fromstring(file.read("word/document.xml")).iter(f"{{{WORD}}}sdt")]
    texts = ["\n".join(text.text for text in one.iter(f"{{{WORD}}}t")) for one in controls]
    order = page.locator(".arkin-kentta, .arkin-valinta input").evaluate_all("all => all.findIndex(it => it.value.startsWith('Eilen'))")
    told = {"0": "☐", "1": "☒", "4": "x", str(boxes + order): "Eilen & <tänään>\nja huomenna"}
    assert told == {str(at): text for at, text in enumerate(texts) if text != "Kirjoita tähän"}
    assert ["showingPlcHdr" not in ElementTree.tostring(controls[at], "unicode") for at in (4, 5)] == [True, False]
    rooms -= 1
    page.get_by_role("button", name="Lataa täytettynä Wordina").click()
    expect(page.locator(".arkin-muisti [role=status]").first).to_have_text(re.compile("^Word-tiedostoa ei voitu tehdä"))


def test_the_self_assessment_counts_its_result(page, address):
    page.goto(address + ASSESSMENT)
    rows = page.locator("table").first.locator("tbody tr")
    for row, points in zip(rows.all(), STEPS, strict=True):
        row.get_by_role("radio").nth(points).check()
    result = page.get_by_role("status", name="Vastaajan tulos")
    for words in ("Pisteitä 23/24", "Aika ja tuki 5/6", "ylin kantava porras on pelisäännöt", "Esihenkilö sopii työajasta"):
        expect(result).to_contain_text(words)
    for number, row in enumerate(page.locator("table").nth(1).locator("tbody tr").all()):
        row.get_by_role("textbox").nth(0).fill("2")
        row.get_by_role("textbox").nth(1).fill("1,4" if number == 8 else "1,5")
    whole = page.get_by_role("status", name="Organisaation tulos")
    expect(whole).to_contain_text("Ylin kantava porras on aika ja tuki")
    expect(whole).to_contain_text("9 (ero 0,6)")
    expect(page.locator("table").nth(1).locator("tbody tr").nth(8).get_by_role("textbox").nth(2)).to_have_value("ei")
    assert accessible(page)


def test_the_programme_knows_its_day_and_goes_into_a_calendar(fresh, address):
    page = fresh
    monday = date.today() + timedelta(days=(7 - date.today().weekday()) % 7)
    page.goto(address + PROGRAMME)
    page.get_by_label("Muista täyttämäni").check()
    start = page.get_by_label("Aloitan", exact=True)
    start.fill((monday - timedelta(days=2)).isoformat())
    start.blur()
    expect(start).to_have_value(monday.isoformat())
    page.clock.set_fixed_time(f"{monday + timedelta(days=8)}T12:00:00")
    page.reload()
    expect(page.locator(".ohjelman-paiva [role=status]")).to_contain_text("päivä 7/20: lisään keskusteluun tiedon")
    expect(page.locator("li[aria-current=date]")).to_contain_text("Tiistai")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lataa kalenteriin").click()
    raw = saved.value.path().read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") and max(map(len, raw.split(b"\r\n"))) <= 75
    lines = raw.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR" and lines.count("BEGIN:VEVENT") == 20
    starts = [line.partition(":")[2] for line in lines if line.startswith("DTSTART;VALUE=DATE:")]
    assert starts == [f"{monday + timedelta(days=7 * (at // 5) + at % 5):%Y%m%d}" for at in range(20)]
    assert len({line for line in lines if line.startswith("UID:")}) == 20
    assert "DESCRIPTION:lisään keskusteluun tiedon\\, joka siitä puuttuu." in lines
    assert all(re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", line) for line in lines if line.startswith("DTSTAMP"))
    assert accessible(page)
    page.get_by_role("button", name="Tyhjennä kaikki").click()
    assert kept(page) == []


def test_without_scripts_a_sheet_is_a_form_to_print(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + ASSESSMENT)
    expect(page.locator("article :is(input, textarea, button)")).to_have_count(0)
    assert page.locator("td:empty").count() > 30
    context.close()
