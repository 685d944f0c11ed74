"""Pages printed from a real browser."""

import pytest

from pdf import page_texts

pytestmark = pytest.mark.slow

SHORT, NUMBERS = "kanavat/podcast/", "liitteet/luvut-ja-lahteet/"
SPACE = """height => {
  const space = document.querySelector('#tila') ?? document.querySelector('article').insertAdjacentElement('afterbegin', document.createElement('div'))
  space.id = 'tila'
  space.style.height = `${height}mm`
}"""


@pytest.fixture(scope="module")
def page(browser, address):
    context = browser.new_context(locale="fi-FI")
    yield context.new_page()
    context.close()


def sheets(page, out) -> list[str]:
    page.pdf(path=out, format="A4", prefer_css_page_size=True)
    return [" ".join(text.split()) for text in page_texts(out)]


def test_no_sheet_holds_only_how_the_page_is_cited_however_long_the_page_is(page, address, tmp_path):
    page.goto(address + SHORT)
    counts = set()
    for height in range(0, 260, 20):
        page.evaluate(SPACE, height)
        printed = sheets(page, tmp_path / f"{height}.pdf")
        counts.add(len(printed))
        before, found, _ = printed[-1].partition("Viittaa näin:")
        assert found and len(before.split()) >= 5, height
    assert len(counts) > 1  # the end has wandered over a page's


def test_paper_has_the_text_and_nothing_to_press(page, address, tmp_path):
    page.goto(address)
    front = sheets(page, tmp_path / "etusivu.pdf")
    assert len(front) <= 3 and "Mistä aloitat?" in " ".join(front) and "Aloita lukeminen" not in " ".join(front)


def test_of_a_folded_list_paper_gets_what_is_open(page, address, tmp_path):
    page.goto(address + NUMBERS)
    folded = sheets(page, tmp_path / "kiinni.pdf")
    assert len(folded) <= 3 and " ".join(folded).count("(suljettu sivulla)") == 3
    page.goto(address + NUMBERS + "#luku-phonedog-hinta")
    text = " ".join(sheets(page, tmp_path / "auki.pdf"))
    assert "select " not in text and "Lataa tämä luku" not in text and text.count("Missä käytetään") == 1
