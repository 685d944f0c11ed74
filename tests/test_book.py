"""The book model: ids of its own, links that stay inside, notes at their calls."""

import xml.etree.ElementTree as etree

import pytest

from guidebook import book
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.press.setting.document import document
from guides import guide

PAGES = {
    "index.md": "---\nkirjassa: false\n---\n\n# Etu\n",
    "osa/eka.md": "# Eka\n\n- Kohta <!-- sallittu: termi – syy --> jatkuu\n\n## Kohta {#kohta}\n\nTeksti.[^a]\n\n[^a]: Huomautus, *jossa* on tyyli.\n\n    Toinen kappale.\n",
    "osa/toka.md": "# Toka\n\n[eka](eka.md#kohta), [etu](../index.md), [ulos](https://example.org)\n\n{{ ohittaa }} [@tsl]\n",
    "osa/lehdet.md": '# Lehdet\n\n=== "Eka"\n\n    Yksi.\n\n=== "Toka"\n\n    Kaksi.\n',
    "luvut.md": "# Luvut\n\n/// luvut\n///\n\n/// lahteet\n///\n",
    "osa/svenska.md": "---\nkieli: sv\n---\n\n# På svenska\n\nEn text.\n\n- [Suomeksi]{lang=fi}\n",
}


@pytest.fixture
def made(tmp_path):
    of_pages = guide(tmp_path, PAGES)
    return book.assemble(of_pages, convert_pages(of_pages, Format.PRINT))


def xml(chapter) -> str:
    return etree.tostring(chapter.body, "unicode")


def test_the_nav_gives_parts_and_chapters_without_the_front_page(made):
    assert [(part.title, [chapter.title for chapter in part.chapters]) for part in made.parts] == [
        ("Osa", ["Eka", "Toka", "Lehdet", "Luvut", "På svenska"])]


def test_every_id_is_of_its_own_and_every_link_inside_leads_to_one(made):
    bodies = [chapter.body for part in made.parts for chapter in part.chapters]
    ids = [child.get("id") for body in bodies for child in body.iter() if child.get("id")]
    targets = {*ids, *(chapter.id for part in made.parts for chapter in part.chapters)}
    assert len(ids) == len(set(ids))
    for body in bodies:
        for child in body.iter():
            for key in ("href", "data-kohde"):
                if (child.get(key) or "").startswith("#"):
                    assert child.get(key)[1:] in targets


def test_a_cross_reference_carries_its_page(made):
    text = xml(made.parts[0].chapters[1])
    assert '<a href="#osa-eka--kohta" class="ristiviite">eka</a><span class="sivuviite" data-kohde="#osa-eka--kohta" />' in text


def test_a_link_to_a_page_outside_the_book_is_no_link_without_an_address(made):
    assert '<span>etu</span><span class="verkkoviite"> (verkossa)</span>, ' in xml(made.parts[0].chapters[1])
    assert 'href="https://example.org"' in xml(made.parts[0].chapters[1])


def test_numbers_and_citations_are_linked_without_a_page(made):
    text = xml(made.parts[0].chapters[1])
    assert 'href="#luvut--luku-ohittaa"' in text and 'href="#luvut--lahde-tsl"' in text
    assert text.count("sivuviite") == 1


def test_an_editors_comment_stays_out_of_the_book(made):
    assert "<li>Kohta jatkuu</li>" in " ".join(xml(made.parts[0].chapters[0]).split())


def test_a_page_in_another_language_says_so_in_the_book_and_in_its_contents(made):
    svenska = next(chapter for chapter in made.parts[0].chapters if chapter.title == "På svenska")
    assert [(child.tag, child.get("lang")) for child in svenska.body] == [("p", "sv"), ("ul", "sv")]
    printed, _ = document(made)
    section = next(each for each in printed.iter("section") if each.get("lang"))
    entries = [each for each in printed.iter("li") if each.get("lang")]
    assert section.get("lang") == "sv" and section.find(".//h1").text == "På svenska"
    assert entries and {entry.get("lang") for entry in entries} == {"sv"}


def test_a_note_stands_at_its_call(made):
    text = xml(made.parts[0].chapters[0])
    assert '<span class="alaviite" data-alaviite="fn:a"><span>Huomautus, <em>jossa</em> on tyyli.</span> <span>Toinen kappale.</span></span>' in text
    assert "footnote" not in text


def test_backlinks_carry_page_numbers(made):
    assert 'data-kohde="#osa-toka--kaytto-ohittaa-1"' in xml(made.parts[0].chapters[3])


def test_the_chapters_heading_is_left_to_the_press(made):
    assert all(chapter.body.find("h1") is None for part in made.parts for chapter in part.chapters)


def test_tabs_follow_each_other_under_their_labels(made):
    assert " ".join("".join(made.parts[0].chapters[2].body.itertext()).split()) == "Eka Yksi. Toka Kaksi."
    assert "input" not in xml(made.parts[0].chapters[2])


def test_a_table_is_kept_whole_by_the_lines_it_takes(tmp_path):
    long = "pitkä selitys, joka vie rivin ja toisenkin " * 4
    rows = {"lyhyt": "arvo", "monirivinen": long}
    tables = "\n".join("| Asia | Mitä |\n|---|---|\n" + f"| {name} | {text} |\n" * 6 + "\nTeksti.\n" for name, text in rows.items())
    of_pages = guide(tmp_path, {**PAGES, "osa/eka.md": f"# Eka\n\n{tables}"})
    chapter = book.assemble(of_pages, convert_pages(of_pages, Format.PRINT)).parts[0].chapters[0]
    assert ["lyhyt-taulukko" in table.get("class", "") for table in chapter.body.iter("table")] == [True, False]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# Luvut **tärkeä** ja *kursiivi* {#a}", "Luvut tärkeä ja kursiivi"),
        ("# Linkki [sivulle](b.md) ja `koodi`", "Linkki sivulle ja koodi"),
        ("# Ohittaa {{ ohittaa }} oppaasta", "Ohittaa 42\u00a0% oppaasta"),
        ("# Alaviite[^o] ja [sana]{lang=en} _alle_ a_b_c", "Alaviite ja sana alle a_b_c"),
        ("Alle *viivattu*\n====", "Alle viivattu"),
        ("# A &lt;b&gt; \\*tähti\\* <b>x</b> [@ponka2025]", "A <b> tähti x"),
        ("---\ntitle: Alkutiedoista\n---\n\n# Otsikko", "Alkutiedoista"),
        ("Ei otsikkoa", "A sivu"),
    ],
)
def test_a_page_is_called_by_what_a_reader_reads(tmp_path, heading, title):
    made = guide(tmp_path, {"a-sivu.md": f"{heading}\n\nTeksti.\n\n[^o]: Viite.\n"})
    assert made.pages["a-sivu.md"].title == title
