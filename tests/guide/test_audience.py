"""Where one's own followers would stand, in a real browser and out of what the guide publishes."""

import json

import pytest
from playwright.sync_api import expect

from conftest import leave, phone

pytestmark = pytest.mark.slow

PAGE = "tietoa/missa-mina-olen/"


@pytest.fixture(scope="module", params=["light", "dark"])
def window(browser, request):
    with phone(browser, color_scheme=request.param) as opened:
        yield opened


@pytest.fixture
def page(window):
    yield window
    leave(window)


def ask(page, role: str, followers: int) -> str:
    page.get_by_label("Vertaa ryhmään").select_option(role)
    page.get_by_label("Seuraajiani").fill(str(followers))
    page.get_by_role("button", name="Näytä").click()
    return page.locator(".missa-olen [role=status]").inner_text()


def test_followers_are_placed_among_the_percentiles_that_are_published(page, address, site):
    from axe_playwright_python.sync_playwright import Axe

    numbers = {number["id"]: number for number in json.loads((site / "luvut.json").read_text("utf-8"))}
    points = {row["key"]: row["value"] for row in numbers["professorin-prosenttipisteet"]["rows"]}
    page.goto(address + PAGE)
    told = ask(page, "Professorit", int(points["p50"]))
    for words in ("noin 50–55 prosentilla", "n = 570", "Twitterissä 2014", "mitattu 2014", "ei kerro, onko luku hyvä"):
        assert words in told
    assert "alle 5 prosentilla" in ask(page, "Professorit", 0)
    assert "yli 95 prosentilla" in ask(page, "Väitöskirjatutkijat", 1_000_000)
    assert "n = 1 481" in ask(page, "Professorit ja väitöskirjatutkijat", 100).replace("\u00a0", " ")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('opas-'))") == []
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"] == []


def own_survey():
    collections = [{"id": "oma", "title": "Oma selvitys", "measured": "lokakuu 2026"}]
    for name, value in (("mediaani", 200), ("alakvartiili", 100), ("ylakvartiili", 400)):
        for by, before, more in (("kanavittain", "", 0), ("aloittain-ja-kanavittain", "Talous, ", 50)):
            told = [("linkedin", "LinkedIn", value + more, 12, ""), ("x", "X", None, 3, "liian vähän")]
            rows = [dict(zip(("key", "label", "value", "n", "withheld"), (key, before + label, *rest), strict=True)) for key, label, *rest in told]
            yield {"id": f"oma-seuraajat-{name}-{by}", "kind": "series", "label": name, "withheld": "", "collections": collections, "rows": rows}


def test_ones_own_survey_is_groups_by_channel_and_field_where_they_are_published(page, address):
    page.route("**/luvut.json", lambda route: route.fulfill(json=[*own_survey()]))
    page.goto(address + PAGE)
    groups = page.get_by_label("Vertaa ryhmään")
    assert groups.locator("optgroup[label='Oma selvitys'] option").all_inner_texts() == groups.locator("option").all_inner_texts() == ["LinkedIn", "Talous, LinkedIn"]
    told = ask(page, "LinkedIn", 250)
    assert "noin 50–75 prosentilla" in told and "n = 12" in told and "lokakuu 2026" in told
    assert "noin 25–50 prosentilla" in ask(page, "Talous, LinkedIn", 240)


def test_without_scripts_a_table_tells_the_same(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    expect(page.locator("table tbody tr")).to_have_count(19)
    expect(page.locator("form.missa-olen")).to_have_count(0)
    context.close()
