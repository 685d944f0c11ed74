"""How the book, its parts and its chapters begin, and what a reader finds the way by."""

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

import pdf
from books import DOCS, STYLE, body_of, book_of, chapter_of, sample_book
from guidebook.book import Book, Part, Way
from guidebook.press import print_book
from guidebook.press.setting.covers import imprint_page
from guidebook.press.setting.document import document
from guidebook.press.setting.openings import name_class
from guidebook.press.setting.wayfinding import first_sentence


def text(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def chapter(lines: int, id: str, title: str = "Luku"):
    made = chapter_of("<p>" + "Rivi.<br/>" * lines + "Loppu.</p>", id, title)
    return replace(made, label="Luku 7", description="Mitä saat. Ja miten.", minutes=6)


def test_a_chapter_opens_with_its_part_number_title_description_and_time():
    book = Book(sample_book().imprint, (Part("Osa", "osa-1", (chapter(1, "a", "Otsikko"),)),))
    tree, _ = document(book)
    head = tree.find(".//div[@class='luvun-avaus levea']")
    assert [text(part) for part in head] == ["Osa", "Luku7Lukuaika noin 6 min", "Otsikko", "Mitä saat. Ja miten."]


def test_the_contents_have_a_line_on_each_chapter_and_its_number():
    tree, _ = document(book_of(chapter(1, "a", "Otsikko")))
    entry = tree.find(".//li[@class='sisallys-paaluku']")
    assert [text(part) for part in entry] == ["7 Otsikko", "Mitä saat."]


@pytest.mark.parametrize(
    ("words", "first"),
    [("Yksi. Kaksi.", "Yksi."), ("Mitä saat? Paljon.", "Mitä saat?"), ("Esim. näin. Kaksi", "Esim. näin."), ("Ei pistettä", "Ei pistettä")],
)
def test_the_first_sentence(words, first):
    assert first_sentence(words) == first


def test_the_imprint_tells_contributors_and_isbn_only_where_there_are_any():
    bare = sample_book().imprint
    assert "ISBN" not in text(imprint_page(bare)) and "Kuvitus" not in text(imprint_page(bare))
    full = replace(bare, isbn="978-952-00-0000-0", author="Tekijät", contributors=(("Kuvitus", "Kuvittaja"),))
    told = text(imprint_page(full))
    assert "ISBN 978-952-00-0000-0" in told and "Kuvitus Kuvittaja" in told and "Tekijät Tekijät" in told
    assert "Viittaa näin Tekijät: Asiantuntijan someopas, laitos 2026.1, 23.11.2026. https://example.org/opas/" in told


@pytest.mark.parametrize(
    ("title", "name"), [("Työkirja", "osa-tyokirja"), ("Pikavinkit kanaviin", "osa-pikavinkit-kanaviin"), ("A & Ö!", "osa-a-o")]
)
def test_the_stylesheet_knows_a_part_by_its_name(title, name):
    assert name_class(Part(title, "osa-1", ())) == name


def test_each_part_of_the_guide_has_a_drawing_of_its_own():
    drawn = {file.stem for file in (STYLE.parent / "osat").glob("*.svg")} - {"muu"}
    rules = STYLE.read_text("utf-8")
    assert len(drawn) == 7 and all(f'.osa-{name} .osan-piirros {{ background-image: url("osat/{name}.svg")' in rules for name in drawn)


@pytest.mark.parametrize(("numbers", "minutes", "told"), [
    ((7,), 58, "Tunti: lue alusta loppuun luku 7. Aikaa kuluu noin 58 min."),
    ((1, 3, 4, 5), 58, "Tunti: lue alusta loppuun luvut 1 ja 3–5. Aikaa kuluu noin 58 min. Muut luvut avaat, kun tarvitset niitä."),
    ((1, 3, 4, 7), 112, "Tunti: lue alusta loppuun luvut 1, 3–4 ja 7. Aikaa kuluu noin 1 h 52 min."),
])
def test_a_part_opens_with_the_way_that_ends_in_it(numbers, minutes, told):
    part = Part("Osa", "osa-1", (chapter(1, "a"),), ways=(Way("Tunti", numbers, minutes),))
    tree, _ = document(Book(sample_book().imprint, (part,)))
    assert text(tree.find(".//p[@class='osan-reitti']")) == told


# ---- Chapters that run on ----


def pages_of(tmp_path, *lengths: int, runs_on: bool = False) -> list[int]:
    """The page of each chapter of so many lines, the first being 0."""
    chapters = tuple(chapter(lines, f"l{index}") for index, lines in enumerate(lengths))
    out = tmp_path / "kirja.pdf"
    book = Book(sample_book(sample=False).imprint, (Part("Osa", "osa-1", chapters, runs_on),))
    assert print_book(book, STYLE, out, None, DOCS).warnings == []
    with pdf.Paper(out) as paper:
        pages = paper.destinations()
    return [pages[each.id] - pages["l0"] for each in chapters]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lines", "runs_on", "next_page"), [(6, False, 0), (22, False, 1), (22, True, 0), (34, True, 1)], ids=["short", "half", "half, running", "full, running"]
)
def test_a_chapter_runs_on_where_half_a_page_is_free_or_less_in_a_part_that_runs_on(tmp_path, lines, runs_on, next_page):
    assert pages_of(tmp_path, lines, 4, runs_on=runs_on) == [0, next_page]


@pytest.mark.slow
def test_the_running_head_of_a_page_on_which_a_chapter_begins_is_of_the_one_before(tmp_path):
    chapters = (chapter(52, "a", "Eka luku"), chapter(60, "b", "Toka luku"))
    out = tmp_path / "kirja.pdf"
    print_book(Book(sample_book(sample=False).imprint, (Part("Osan nimi", "osa-1", chapters),)), STYLE, out, None, DOCS)
    with pdf.Paper(out) as paper:
        first, second = paper.destinations()["a"], paper.destinations()["b"]
    heads = [page.strip().splitlines()[0] for page in pdf.page_texts(out)]
    assert second == first + 1
    assert heads[first - 1].split() == ["OSAN", "NIMI", "LUKU"]
    assert heads[first].split() == ["7", "Eka", "luku", "Osan", "nimi"] and heads[second].split() == ["7", "Toka", "luku", "Osan", "nimi"]


# ---- Columns over the text and the margin ----

SHORT, LONG = "<p><strong>Ennen.</strong> Tämä oli liian lyhyt ollakseen.</p>", "<p><strong>Jälkeen.</strong> Tämä on sanottu niin, että sen ymmärtää.</p>"


def example(inside: str) -> ElementTree.Element:
    title = '<p class="lohko-otsikko">Kaksi tapaa</p>'
    return body_of(f'<aside class="lohko lohko-esimerkki">{title}{inside}</aside>')[0]


def test_before_and_after_stand_side_by_side():
    box = example(f"{SHORT}{LONG}<p>Lisää.</p><p><strong>Mikä muuttui.</strong> Kaikki.</p>")
    (pair,) = box.findall("div")
    assert box.get("class") == "lohko lohko-esimerkki levea"
    assert [[text(part)[:7] for part in side] for side in pair] == [["Ennen. "], ["Jälkeen", "Lisää."]]
    assert text(box[-1]).startswith("Mikä muuttui.")


@pytest.mark.parametrize("inside", [SHORT, LONG, LONG + SHORT, SHORT + LONG.replace("</p>", " Pitkästi." * 40 + "</p>"), "<p>Ennen oli toisin.</p>"])
def test_what_is_no_pair_stays_in_the_text(inside):
    box = example(inside)
    assert box.get("class") == "lohko lohko-esimerkki" and not box.findall("div")


def test_the_words_of_a_glossary_come_under_one_roof():
    letter = '<h2 class="hakemiston-kirjain" id="{0}">{0}</h2><dl><dt>{0}</dt><dd>Selitys.</dd></dl>'
    body = body_of("<p>Alku.</p>" + letter.format("A") + letter.format("B") + "<h2>Muuta</h2><dl><dt>C</dt><dd>Ei.</dd></dl>")
    assert [(child.tag, child.get("class")) for child in body] == [("p", None), ("div", "sanaston-palstat levea"), ("h2", None), ("dl", None)]
    assert len(body[1]) == 4


@pytest.mark.slow
@pytest.mark.parametrize(("count", "pages"), [(12, 1), (24, 2)])
def test_long_names_of_book_and_part_stand_over_nothing_else(tmp_path, count, pages):
    """Each name and what stands below it, on the cover and on the page of a part with many chapters."""
    name = "Opas joka auttaa asiantuntijaa ja hänen organisaatiotaan löytämään äänensä kaikissa kanavissa ja pitämään sen"
    chapters = tuple(chapter(1, f"l{index}", "Luku, jolla on pitkänlainen nimi") for index in range(count))
    imprint = replace(sample_book(sample=False).imprint, title=name, subtitle=name)
    out = tmp_path / "kirja.pdf"
    assert print_book(Book(imprint, (Part(name, "osa-1", chapters),)), STYLE, out, None, DOCS).warnings == []
    with pdf.Paper(out) as paper:
        part = paper.destinations()["osa-1"]
        assert paper.destinations()["l0"] == part + pages
    for page in (1, *range(part, part + pages)):
        words = pdf.page_words(out, page)
        assert all(36 < top < 806 for top, _, _ in words)
        assert not [(one, other) for one, other in combinations(words, 2) if abs(one[0] - other[0]) < 6 and abs(one[1] - other[1]) < 6]
