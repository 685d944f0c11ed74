"""What does not part at the end of a line."""

import re
import subprocess
from xml.etree.ElementTree import fromstring, tostring

import pytest

from books import DOCS, STYLE, book_of, chapter_of
from guidebook.press import print_book
from guidebook.press.setting.binding import bind, bound


@pytest.mark.parametrize("text", [
    "25_§", "40_b_§", "25_§:n", "2_mom.", "25_§:n_2_mom.", "5_%", "12_euroa", "30_päivän ohjelma", "15_minuuttia", "kolme päivää",
    "J._K. Rowling".replace("K. R", "K._R"), "s._48", "klo_9", "Kuvio_12", "taulukko_3", "n._300", "10 ihmistä", "vuonna 2014 hän",
    "Päivä alkaa. Sitten", "Luku 5 kertoo", "2 merkittävää".replace("2 merkit", "2_merkit")])
def test_a_space_that_may_not_be_a_break_becomes_one_that_is_none(text):
    assert bound(text.replace("_", " ")) == text.replace("_", "\u00a0")


def test_ranges_become_elements_that_do_not_break():
    body = fromstring("<div><p>Vuosina 2014–2018 ja 5–10 % <em>klo 9–16</em> sekä 1.1.–31.12.2026.</p><code>1–2</code></div>")
    told = "".join(body.itertext())
    bind(body)
    assert "".join(body.itertext()).replace("\u00a0", " ") == told
    assert [span.text for span in body.iter("span")] == ["2014–2018", "5–10", "9–16", "1.1.–31.12.2026"]


def test_a_unit_stays_with_a_figure_that_is_an_element():
    body = fromstring("<p><data>42</data> päivää ja <b>sana</b> päivää</p>")
    bind(body)
    assert tostring(body, encoding="unicode") == "<p><data>42</data>\u00a0päivää ja <b>sana</b> päivää</p>"


@pytest.mark.slow
@pytest.mark.parametrize("width", range(60, 100, 7))
def test_no_line_of_the_book_ends_inside_them(tmp_path, width):
    kept = ["5–10", "25 §", "2 mom.", "J. K. Rowling", "30 päivää", "s. 48", "2014–2018"]
    text = " ".join(f"{'sana ' * (number % 5 + 1)}{kept[number % len(kept)]}" for number in range(60))
    print_book(book_of(chapter_of(f'<p style="width: {width}mm">{text}</p>')), STYLE, tmp_path / "opas.pdf", None, DOCS)
    out = subprocess.run(["pdftotext", "-layout", tmp_path / "opas.pdf", "-"], capture_output=True, check=True, text=True).stdout
    lines = [line for line in (" ".join(line.split()) for line in out.splitlines()) if not line.startswith("Esimerkkiaineisto")]
    assert not [line for line in lines if re.search(r"(\d–|§? ?\b25|\b[JK]\.|\bs\.| 2| 30)$", line)]
    assert sum(line.count(one) for line in lines for one in kept) == 60
