"""Charts as they are seen: each kind on a wide and a narrow screen, in light and dark, and on paper, beside its picture
in golden/charts/. A change that is meant: `KUVAT=uudet pytest tests/test_chart_pictures.py`, and look at what changed.
"""

import io
import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from chart_figures import KINDS, NUMBERS, print_pages, site_pages
from guidebook.numbers import Entry

pytestmark = pytest.mark.slow

PICTURES = Path(__file__).parent / "golden" / "charts"
LOOKS = {"levea": (1280, "default"), "tumma": (1280, "slate"), "kapea": (360, "default"), "kapea-tumma": (360, "slate")}
WIDTH = 240  # of a picture that is kept
# Of 255: letters are drawn a little otherwise by each browser; a mark that moves by a twentieth of the axis is more.
DIFFERENT, LARGEST_SPOT = 4, 40


BOXED = "laatikossa"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    kinds = {**KINDS, BOXED: f"//// esimerkki\n{KINDS['luokat']}\n////"}
    return site_pages(tmp_path_factory.mktemp("sivut") / "sivusto", kinds)


@pytest.fixture(scope="module")
def window(browser):
    """One window for all: to open another takes longer than to draw a page."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> dict[str, Image.Image]:
    return on_paper(print_pages(tmp_path_factory.mktemp("kirja")))


def open_page(window, file: Path, look: str) -> None:
    width, scheme = LOOKS[look]
    window.set_viewport_size({"width": width, "height": 900})
    window.goto(file.as_uri())
    window.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; return document.fonts.ready.then(() => 0) }", scheme)


def on_screen(window, file: Path, look: str) -> Image.Image:
    open_page(window, file, look)
    return Image.open(io.BytesIO(window.locator("figure").screenshot(animations="disabled")))


def on_paper(pdf: Path) -> dict[str, Image.Image]:
    """The figure of each chapter, by poppler: from its title down to the folio, and what white is around it."""
    told = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True, text=True).stdout.split("<page ")[1:]
    found = {}
    for name in KINDS:
        *_, (number, page) = ((at, page) for at, page in enumerate(told, 1) if ">Kuvio<" in page and f">{name.capitalize()}<" in page)
        top = float(re.search(r'yMin="([\d.]+)"[^>]*>Kuvio<', page)[1]) * 96 / 72
        drawn = subprocess.run(["pdftoppm", "-r", "96", "-f", str(number), "-l", str(number), "-png", pdf],
                               capture_output=True, check=True).stdout
        page = Image.open(io.BytesIO(drawn)).convert("RGB")
        below = page.crop((0, int(top) - 2, page.width, int(page.height * 0.9)))
        found[name] = below.crop(ImageChops.invert(below.convert("L")).getbbox())
    return found


def small(picture: Image.Image) -> Image.Image:
    scaled = picture.convert("RGB").resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    return scaled.quantize(64)


def differs(one: Image.Image, other: Image.Image) -> str:
    """How two small pictures differ, past what drawing letters otherwise makes; "" where they do not."""
    if abs(one.height - other.height) > 0.03 * one.height:
        return f"height {one.height} instead of {other.height}"
    size = (WIDTH, min(one.height, other.height))
    difference = ImageChops.difference(*(part.convert("L").crop((0, 0, *size)) for part in (one, other)))
    mean, spot = ImageStat.Stat(difference).mean[0], difference.filter(ImageFilter.BoxBlur(2)).getextrema()[1]
    return f"mean {mean:.1f}, spot {spot}" if mean > DIFFERENT or spot > LARGEST_SPOT else ""


def assert_alike(picture: Image.Image, name: str, tmp_path: Path) -> None:
    file, made = PICTURES / f"{name}.png", small(picture)
    if os.environ.get("KUVAT") == "uudet":
        file.parent.mkdir(exist_ok=True)
        made.save(file, optimize=True)
    made.save(tmp_path / f"{name}.png")
    told = differs(made, Image.open(file))
    assert not told, f"{told}: {tmp_path / file.name} is not like {file}"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_on_the_screen(window, pages, kind, look, tmp_path):
    assert_alike(on_screen(window, pages[kind], look), f"{kind}-{look}", tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_on_paper(papers, kind, tmp_path):
    assert_alike(papers[kind], f"{kind}-painettu", tmp_path)


def test_no_picture_is_kept_of_what_is_not_drawn():
    assert {file.stem for file in PICTURES.glob("*.png")} == {f"{kind}-{look}" for kind in KINDS for look in (*LOOKS, "painettu")}


def moved(series: Entry, by: float) -> Entry:
    first, *rest = series.rows
    value = first.estimate.value + by
    return replace(series, rows=(replace(first, estimate=replace(first.estimate, value=value, low=value - 2, high=value + 2)), *rest))


def test_a_mark_that_moves_is_seen(window, tmp_path):
    numbers = NUMBERS | {"kanavia": moved(NUMBERS["kanavia"], 6)}
    file = site_pages(tmp_path / "sivusto", {"luokat": KINDS["luokat"]}, numbers)["luokat"]
    for look in LOOKS:
        assert differs(small(on_screen(window, file, look)), Image.open(PICTURES / f"luokat-{look}.png")), look


# --- what the pictures are too small to tell ---

SIZES = """all => all.flatMap(svg => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  return scale ? [...svg.querySelectorAll("text, tspan")].map(text => parseFloat(getComputedStyle(text).fontSize) * scale) : []
})"""


@pytest.mark.parametrize("kind", [*KINDS, BOXED])
def test_no_letter_is_smaller_than_12_px_from_a_phone_on(window, pages, kind):
    window.goto(pages[kind].as_uri())
    for width in (320, 360, 480, 560, 760, 1280):
        window.set_viewport_size({"width": width, "height": 900})
        sizes = window.locator("svg.kaavio").evaluate_all(SIZES)
        assert sizes and min(sizes) >= (12 if width >= 360 else 10.5), width
        assert window.locator("svg.kaavio:visible").count() == 1
        assert window.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("look", ["levea", "kapea"])
def test_whichever_drawing_is_shown_has_its_name_and_its_words(window, pages, look):
    open_page(window, pages["luokat"], look)
    (found,) = window.get_by_role("img").all()
    told = window.locator("figure").aria_snapshot()
    assert found.is_visible()
    assert told.count("Useimmilla on vähintään kolme kanavaa. Suurin on 4–5 kanavaa, 41") == 1


def test_no_letter_on_paper_is_smaller_than_8_points(tmp_path):
    """In a box, where a drawing shrinks most; a chart of 45 rows is cut in two instead."""
    kinds = {"vapaa": KINDS["pisteet"], "mallissa": f"//// malli\n{KINDS['luokat']}\n////",
             "pitka": "/// kuvio | monta\n///", "pitka-laatikossa": "//// esimerkki\n/// kuvio | monta\n///\n////"}
    told = subprocess.run(["pdftotext", "-bbox-layout", print_pages(tmp_path, kinds), "-"], capture_output=True, check=True, text=True).stdout
    labels = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(?:Ammatti|numero|kanavaa|johtajat,|\d+)<', told)
    assert len(labels) > 100
    # A line of Source Sans 3 is 1.257 times its letters.
    assert min((float(bottom) - float(top)) / 1.257 for top, bottom in labels) >= 7.95
