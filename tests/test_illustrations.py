"""Illustrations are put into the page, and only drawings are."""

import pytest

from guidebook.guide import Format
from guidebook.markup import convert_pages, link_check
from guides import guide

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10">{}</svg>'
PAGE = "/// kuva\n![Ympyrä on neliötä suurempi](kuva.svg)\n\nKuvateksti.\n///\n"


def drawn(tmp_path, inside, page=PAGE):
    made = guide(tmp_path, {"luku.md": page})
    made.settings.docs.mkdir()
    (made.settings.docs / "kuva.svg").write_text(inside if inside.startswith("<?") or "<svg" in inside else SVG.format(inside))
    html = convert_pages(made, Format.WEB)["luku.md"]
    link_check.check(made, Format.WEB)
    return html, [finding.rule for finding in made.findings]


def test_a_drawing_stands_in_the_page_with_its_text_alternative(tmp_path):
    html, rules = drawn(tmp_path, '<circle class="kuvitus-korostus" cx="5" cy="5" r="4" fill="orange"/>')
    assert rules == []
    assert '<svg viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg" class="kuvitus" role="img"' in html
    assert '<title id="kuvio-1-nimi">Ympyrä on neliötä suurempi</title><circle' in html
    assert 'width="10"' not in html


@pytest.mark.parametrize("inside", [
    '<rect class="luku-linkki"/>', '<rect id="luku-ohittaa"/>', "<script>alert(1)</script>", "<foreignObject/>", '<image href="x.png"/>', '<a href="x"/>', '<rect onclick="x"/>',
    '<rect style="fill:url(x)"/>', '<rect fill="url(https://example.org/a)"/>', "<style>a{}</style>", "<use/>",
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "<svg", "<svg/>",
    '<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>',
])
def test_more_than_a_drawing_is_refused(tmp_path, inside):
    html, rules = drawn(tmp_path, inside)
    assert rules == ["kuvan-sisältö"]
    assert "<script" not in html and "<foreignObject" not in html and "<rect" not in html


def test_a_drawing_without_a_text_alternative_is_told(tmp_path):
    assert drawn(tmp_path, "<g/>", PAGE.replace("Ympyrä on neliötä suurempi", ""))[1] == ["kuvan-teksti"]


def test_a_drawing_that_is_not_there_is_told(tmp_path):
    assert drawn(tmp_path, "<g/>", PAGE.replace("kuva.svg", "../kuva.svg"))[1] == ["kuva-puuttuu"]
