"""The link map: every link, anchor and picture leads somewhere, in the edition it stands in."""

import pytest

from guidebook import checking
from guidebook.guide import Format
from guidebook.markup import convert_pages, link_check
from guidebook.pages import nav
from guides import guide

PAGES = {
    "index.md": "# Etu\n\n## Alku\n",
    "osa/luku.md": "# Luku\n\n## Kohta {#kohta}\n\n/// vain-verkossa\n## Verkossa {#verkossa}\n///\n",
}


@pytest.mark.parametrize(("link", "told"), [
    ("[x](osa/luku.md)", None),
    ("[x](osa/luku.md#kohta)", None),
    ("[x](#alku)", None),
    ("[x](https://example.org/a?b#c)", None),
    ("[x](mailto:a@example.org)", None),
    ("<a href='osa/luku.md#kohta'>x</a>", None),
    ("[x](osa/luku.md#kohtaa)", 'tuntematon-ankkuri: sivulla osa/luku.md ei ole kohtaa "#kohtaa" – tarkoititko "kohta"?'),
    ("[x](#loppu)", 'tuntematon-ankkuri: sivulla index.md ei ole kohtaa "#loppu"'),
    ("[x](osa/luk.md)", 'tuntematon-sivu: "osa/luk.md" – tarkoititko "osa/luku.md"?'),
    ("[x](/osa/luku.md)", 'linkki: "/osa/luku.md" ei ole oppaan sivu'),
    ("[x](../salainen.md)", 'linkki: "../salainen.md" ei ole oppaan sivu'),
    ("[x](file:///etc/passwd)", 'linkki: osoitteen "file:///etc/passwd" alku file: ei ole sallittu'),
    ("[x](data:text/html,x)", "linkki: osoitteen"),
    ("[x](http://[::1/)", 'linkki: osoitetta "http://[::1/" ei voi lukea'),
    ("<a href='toine.md'>x</a>", 'tuntematon-sivu: "toine.md"'),
    ("![kuvaus](ei.png)", 'kuva-puuttuu: kuvaa "ei.png" ei ole'),
    ("![kuvaus](https://example.org/a.png)", 'kuva-puuttuu: "https://example.org/a.png"'),
    ("![kuvaus](../../x.png)", 'kuva-puuttuu: "../../x.png"'),
])
def test_where_a_link_may_lead(tmp_path, link, told):
    made = guide(tmp_path, {**PAGES, "index.md": PAGES["index.md"] + "\n" + link})
    convert_pages(made, Format.WEB)
    link_check.check(made, Format.WEB)
    lines = [str(finding).partition("index.md:5:")[2].partition(" ")[2] for finding in made.findings]
    if told is None:
        assert lines == []
    else:
        assert len(lines) == 1 and lines[0].startswith(told)


def test_a_printed_link_may_not_lead_to_what_is_on_the_web_only(tmp_path):
    made = guide(tmp_path, {**PAGES, "index.md": "[x](osa/luku.md#verkossa)"})
    checking.check_guide(made)
    assert [finding.rule for finding in made.findings] == ['tuntematon-ankkuri']
    assert 'kohta "#verkossa" on vain verkossa' in str(made.findings[0])


def test_a_chapter_that_the_nav_forgets_is_told(tmp_path):
    made = guide(tmp_path, PAGES)
    for path in (*PAGES, "unohdettu.md"):
        (made.settings.docs / path).parent.mkdir(parents=True, exist_ok=True)
        (made.settings.docs / path).write_text("# x")
    assert [finding.place.path.rsplit("/", 1)[1] for finding in nav.check(made.settings, made.pages)] == ["unohdettu.md"]


def test_readers_words_belong_to_a_section_that_is_there(tmp_path):
    front = "---\ntitle: Etu\nhakusanat:\n  sivu: alku\n  alku: mistä aloitan\n  ala: mikä ala\n---\n\n"
    made = guide(tmp_path, {**PAGES, "index.md": front + PAGES["index.md"]})
    convert_pages(made, Format.WEB)
    link_check.check(made, Format.WEB)
    (found,) = made.findings
    assert str(found).endswith('index.md:6:8: alkutiedot: sivulla ei ole kohtaa "ala", jonka sanat on annettu – tarkoititko "alku"?')
