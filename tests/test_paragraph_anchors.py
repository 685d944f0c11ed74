"""Each paragraph of the web has an address that its beginning makes."""

import re

from guidebook.guide import Format
from guidebook.markup import convert_pages
from guides import guide

TEXT = "# Luku\n\n{}Sovi tileistä ennen kuin avaat yhdenkään. {}\n\nKaksi sanaa.\n\nSovi tileistä ennen kuin avaat yhdenkään.\n"


def anchors(folder, *parts, format=Format.WEB):
    page = convert_pages(guide(folder, {"index.md": TEXT.format(*parts)}), format)["index.md"]
    return re.findall(r'<p id="(k-[^"]+)"', page)


def test_an_address_stays_when_other_paragraphs_and_later_words_change(tmp_path):
    before = anchors(tmp_path / "a", "", "")
    assert len(before) == 2 and before[1] == f"{before[0]}-2", "the short one has none, and no two are alike"
    assert anchors(tmp_path / "b", "Uusi alku tälle luvulle.\n\n", "")[1:] == before
    long = "Ensin sovitaan, sitten vasta kirjoitetaan ja lopuksi jaetaan."
    assert anchors(tmp_path / "c", f"{long} ", "Vuonna 2026.")[0] == anchors(tmp_path / "d", f"{long} ", "Vuonna 2027 toisin.")[0]


def test_the_book_has_none(tmp_path):
    assert anchors(tmp_path, "", "", format=Format.PRINT) == []
