"""What the press makes of a book before it is on paper: the tree, the page numbers, and what it tells when it cannot."""

import resource
import sys
from xml.etree import ElementTree

import pytest

from books import DOCS, STYLE, body_of, book_of, chapter_of, sample_book
from guidebook.findings import BadInput
from guidebook.press import CODE_FAMILY, print_book, write
from guidebook.press.makeup.settling import Settled, Settling
from guidebook.press.makeup.units import alone, own, stretches
from guidebook.press.setting import last_lines
from guidebook.press.setting.document import document
from guidebook.press.setting.font_faces import Faces, font_files, missing_characters

# ---- The tree ----


@pytest.mark.parametrize(
    ("xhtml", "printed"),
    [
        ("<p>talo</p>", "<p>t·alo</p>"),
        ("<p>talo <code>talo</code> talo</p>", "<p>t·alo <code>talo</code>\u00a0·talo</p>"),
        ("<pre>talo</pre>", "<pre>talo</pre>"),
        ("<h2>talo</h2>", "<h2>talo</h2>"),
        ('<p lang="en">house <em lang="fi">talo</em></p>', '<p lang="en">house\u00a0<em lang="fi">t·alo</em></p>'),
        ('<p><a href="https://a.fi">talo</a></p>', '<p><a class="ulos" href="https://a.fi">t·alo</a></p>'),
        (
            '<p><a href="https://a.fi">https://a.fi</a></p>',
            '<p><a class="osoite ulos" href="https://a.fi">https://a.fi</a></p>',
        ),
    ],
)
def test_soft_hyphens_go_into_finnish_running_text_only(xhtml, printed):
    body = body_of(xhtml, lambda text, narrow: f"{text[0]}·{text[1:]}")
    assert canonical(body[0]) == ElementTree.canonicalize(printed)


@pytest.mark.parametrize(
    ("xhtml", "printed"),
    [
        (
            '<details class="x" open="open"><summary>Tiedot</summary>a</details>',
            '<div class="x avattu-details"><p class="avattu-summary">Tiedot</p>a</div>',
        ),
    ],
)
def test_what_paper_has_no_use_for_becomes_what_it_has(xhtml, printed):
    assert canonical(body_of(xhtml)[0]) == ElementTree.canonicalize(printed)


def canonical(element: ElementTree.Element) -> str:
    element.tail = None
    return ElementTree.canonicalize(ElementTree.tostring(element, encoding="unicode"))


def test_the_book_itself_is_not_touched():
    book = sample_book()
    before = [ElementTree.tostring(chapter.body) for part in book.parts for chapter in part.chapters]
    document(book, lambda text, narrow: text.upper())
    assert before == [ElementTree.tostring(chapter.body) for part in book.parts for chapter in part.chapters]


def test_a_character_without_a_glyph_is_named_with_its_chapter():
    chapter = chapter_of("<p>漢 → ≥ − – ” š ž\u2010\u00a0\u00ad</p><pre>→\u2011</pre>", title="Merkit")
    warnings = missing_characters([chapter], Faces(font_files(STYLE), CODE_FAMILY))
    assert [warning.split("(")[1].split(" ")[0] for warning in warnings] == ["U+2011", "U+6F22"]
    assert all('luvussa "Merkit"' in warning for warning in warnings)


def test_every_face_of_the_stylesheet_is_a_complete_file_in_the_repository():
    files = font_files(STYLE)
    assert {file.parent for file in files} == {DOCS / "assets/fonts"}
    assert len(files) == 9
    assert all(file.is_file() for file in files)
    assert all(
        not missing_characters([chapter_of("<p>šžåäöŠŽÅÄÖ→≥−–—”’…·•€§ ½ ☐</p>")], Faces({file: ""}, "-")) for file in files
    )


# ---- Stretches and page numbers ----


class Press:
    """Gives each stretch, known by its id, as many pages as told, and remembers what it was to lay out."""

    busy = False

    def __init__(self, **pages: int):
        self.pages, self.seen = pages, []

    def settled(self, tree, key, page):
        tree = tree()
        own = next(one for one in tree.iter("section") if one.get("data-pala") == "oma")
        self.seen.append((own.get("id"), page, [mark.get("data-sivu") for mark in own.iter("span")]))
        pages, begins = self.told(own.get("id"))
        last = pages if begins else pages - 1
        return Settled(ElementTree.tostring(tree, encoding="unicode"), pages, (), {one.get("id"): 0 for one in own.iter() if one.get("id")}, {own.get("id"): last}, begins)

    def told(self, id):
        return self.pages.get(id, 1), None


def book_tree(**targets: str) -> ElementTree.Element:
    """A section for each id, with marks that tell the pages of the targets."""
    marks = {id: "".join(f'<span data-kohde="#{target}"/>' for target in told.split()) for id, told in targets.items()}
    sections = "".join(f'<section id="{id}">{inner}</section>' for id, inner in marks.items())
    return ElementTree.fromstring(f"<html><head/><body>{sections}</body></html>")


def settle(tree: ElementTree.Element, press: Press):
    settling = Settling(tree, press)
    return settling.units(), settling.warnings


def told(unit) -> list[str | None]:
    own = [one for one in unit.tree().iter("section") if one.get("data-pala") == "oma"]
    return [mark.get("data-sivu") for stretch in own for mark in stretch.iter("span")]


def test_each_piece_is_told_where_it_begins_and_the_numbers_are_those_of_the_pages():
    press = Press(a=3, b=120)
    units, warnings = settle(book_tree(a="c", b="a", c="b"), press)
    assert [(unit.page, unit.pages, told(unit)) for unit in units] == [(1, 3, ["124"]), (4, 120, ["1"]), (124, 1, ["4"])]
    assert [unit.tree().find("head") is None for unit in units] == [False, True, True], "the first speaks for the file"
    assert warnings == []


def test_a_piece_is_settled_from_the_same_whatever_the_numbers_are_and_anew_when_one_is_wider():
    """A guess that is as wide as the number leaves the stretch as it is."""
    keys = []

    class Keeping(Press):
        def settled(self, tree, key, page):
            keys.append(key)
            return super().settled(tree, key, page)

    settle(book_tree(a="c", b="a", c="b"), Keeping(a=3, b=5))
    assert len(set(keys)) == 3
    keys.clear()
    settle(book_tree(a="c", b="a", c="b"), Keeping(a=3, b=120))
    assert len(set(keys)) == 4, "the first one tells a number of three digits"


class Running(Press):
    """The first stretch ends in the middle of its third page, where the second begins."""

    def told(self, id):
        return (2, 300.0) if id == "a" else (1, None)


def test_a_piece_is_told_on_which_page_of_the_one_before_it_begins():
    units, _ = settle(book_tree(a="b", b="a", c="b"), Running())
    assert [(unit.page, unit.pages, told(unit)) for unit in units] == [(1, 3, ["3"]), (3, 1, ["1"]), (4, 1, ["3"])]
    assert [(unit.begun, unit.begins, unit.shared) for unit in units] == [
        (False, None, True), (True, 300.0, False), (False, None, False),
    ]
    assert "height: 300.0px" in ElementTree.tostring(units[1].tree(), encoding="unicode")


@pytest.mark.parametrize("joined", [0, 1])
def test_pieces_that_stand_otherwise_together_than_alone_settle_together(joined):
    class Together(Running):
        def settled(self, tree, key, page):
            self.alone = len(list(own(tree()))) == 1
            return super().settled(tree, key, page)

        def told(self, id):
            return super().told(id) if self.alone else (1, None)

    settling = Settling(book_tree(a="b", b="a", c="b"), Together())
    units = settling.units()
    assert not settling.join([]) and not settling.join(units[2:]), "it shares no page"
    assert settling.join([units[joined]])
    units = settling.units()
    assert [len(list(own(unit.tree()))) for unit in units] == [2, 1]
    assert not settling.join(units)


@pytest.mark.parametrize(("begins", "before", "style"), [(None, 0, None), (0.0, 0, "margin-top: 0"), (99.5, 1, "margin-top: 0")])
def test_a_piece_begins_where_the_one_before_it_left_its_page(begins, before, style):
    tree = book_tree(a="", b="")
    first, second = stretches(tree)
    body = alone(tree, [first], second, begins).find("body")
    assert [one.get("style") for one in body if one.tag == "div"] == ["height: 99.5px"] * before
    assert body.find("section").get("style") == style


@pytest.mark.parametrize(("name", "laid"), [("lahteet", 24), ("lohko", 99)])
def test_of_columns_that_follow_only_the_beginning_is_laid_out(name, laid):
    tree = book_tree(a="", b="")
    first, second = stretches(tree)
    second.element[:] = [ElementTree.fromstring(f"<div class='leipateksti'><ul class='{name}'>{'<li/>' * 99}</ul></div>")]
    assert len(list(alone(tree, [first], second, None).iter("li"))) == laid


def test_page_numbers_that_never_settle_are_told():
    class Restless(Press):
        """The wider the number in the first stretch, the shorter the second."""

        def told(self, id):
            (number,) = next(told for seen, _, told in reversed(self.seen) if seen == "a")
            return (1 if len(number) == 3 else 120) if id == "b" else 1, None

    _, warnings = settle(book_tree(a="c", b="", c="a"), Restless())
    assert len(warnings) == 1
    assert "sivunumerot eivät asetu" in warnings[0]


def test_a_page_number_of_nothing_is_told_and_not_printed():
    (unit,), warnings = settle(book_tree(a="a ei"), Press())
    assert told(unit) == ["1", None]
    assert warnings == ['sivuviitteen kohdetta "ei" ei ole kirjassa']


# ---- Failures ----

LOADERS = ("guidebook.press.paper", "guidebook.press.compositor")  # of Pango


def test_a_full_disk_leaves_the_earlier_book_alone(tmp_path):
    out = tmp_path / "opas.pdf"
    out.write_bytes(b"earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(BadInput) as caught:
            write(out, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.findings[0].rule == "kirja"
    assert "PDF:ää ei voitu kirjoittaa" in str(caught.value)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("opas.pdf", b"earlier")]


def test_without_pango_the_command_that_installs_it_is_told(tmp_path, monkeypatch):
    """As in a program that has not printed yet."""

    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name in LOADERS or name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("guidebook.press.paper", raising=False)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(BadInput) as caught:
        print_book(book_of(chapter_of("<p>a</p>")), STYLE, tmp_path / "opas.pdf", None, DOCS)
    finding = caught.value.findings[0]
    assert finding.rule == "pango"
    assert "apt-get install" in finding.hint
    assert "brew install pango" in finding.hint
    assert not any(tmp_path.iterdir())


@pytest.mark.slow
def test_what_cannot_be_printed_is_told(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (tmp_path / "salainen.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (docs / "oma.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (docs / "kierto.svg").symlink_to(tmp_path / "salainen.svg")
    chapter = chapter_of(
        """<p id="oma">漢 <a href="#ei">kuollut</a><span class="sivuviite" data-kohde="#eikaan"/>
        <a href="toinen.md">jäänyt</a> <svg viewBox="0 0 1 1"/> <img src="oma.svg"/><img alt="a" src="oma.svg"/>
        <img alt="b" src="puuttuu.png"/><img alt="c" src="kierto.svg"/><img alt="d" src="../salainen.svg"/>
        <img alt="e" src="http://localhost:9/e.png"/></p>""",
    )
    printed = print_book(book_of(chapter), STYLE, tmp_path / "opas.pdf", None, docs)
    warnings = "\n".join(printed.warnings)
    for told in (
        "U+6F22",
        'linkin kohdetta "#ei" ei ole',
        'sivuviitteen kohdetta "eikaan" ei ole',
        '"toinen.md" ei johda',
        "kaaviolta puuttuu kuvaus",
        'kuvalta "oma.svg" puuttuu kuvaus',
        'kuvaa "puuttuu.png" ei voi painaa (tiedostoa ei ole)',
        'kuvaa "kierto.svg" ei voi painaa (tiedosto ei ole oppaan kansiossa)',
        'salainen.svg" ei voi painaa (tiedosto ei ole oppaan kansiossa)',
        "kirja painetaan ilman verkkoa",
    ):
        assert told in warnings, warnings


# ---- The margin ----

CITE = '<cite class="viite">(<a href="#lahde-{0}">{0}</a>)</cite>'


def test_what_stands_aside_leaves_its_number_and_no_blank():
    paragraph = body_of(f"<p>Yksi {CITE.format('A')}. Kaksi {CITE.format('B')}, kolme {CITE.format('A')}.</p>")[0]
    notes = [child for child in paragraph if child.tag == "small"]
    assert ["".join(note.itertext()) for note in notes] == ["1\u00a0A", "2\u00a0B"]
    for note in notes:
        note.text, note[:] = "", []
    assert "".join(paragraph.itertext()).replace("\u00a0", " ") == "Yksi1. Kaksi2, kolme1."


@pytest.mark.parametrize(("words", "told"), [("lue toinen luku", "→\u00a0s.\u00a0"), ("lue tämä", "→\u00a0Toinen luku, s.\u00a0")])
def test_a_page_is_named_unless_the_words_name_it_and_told_once_a_paragraph(words, told):
    link = f'<a class="ristiviite" href="#toinen">{words}</a><span class="sivuviite" data-kohde="#toinen"/>'
    book = book_of(chapter_of(f"<p>Nyt {link} ja {link}.</p>"), chapter_of("<p/>", "toinen", "Toinen luku"))
    tree, _ = document(book)
    asides = [child for child in tree.iter("span") if child.get("class") == "reuna"]
    assert ["".join(aside.itertext()) for aside in asides] == [told]


def test_what_stands_apart_keeps_its_sources_and_pages():
    kept = f'<table><tr><td>Luku {CITE.format("A")}</td></tr></table>'
    body = body_of(kept)
    assert "".join(body.itertext()) == "Luku (A)" and not list(body.iter("small"))


TITLE = '<a class="ristiviite" href="#toinen">Kenen tili?</a><span class="sivuviite" data-kohde="#toinen"/>'


@pytest.mark.parametrize(("written", "printed"), [
    (f"Katso {TITLE}", "Katso Kenen tili? (s.)."),
    (f"Katso {TITLE} Sitten sovi.", "Katso Kenen tili? (s.). Sitten sovi."),
    (f"{TITLE} kertoo lisää.", "Kenen tili? (s.) kertoo lisää."),
    (f"Katso {TITLE}, sitten sovi.", "Katso Kenen tili? (s.), sitten sovi."),
    (f"Katso {TITLE}.", "Katso Kenen tili? (s.)."),
    (TITLE, "Kenen tili? (s.)"),
    (f"Katso {TITLE.replace('?', '')}", "Katso Kenen tili (s.)"),
    (f"Katso ”{TITLE}” Sitten sovi.", "Katso ”Kenen tili?” (s.). Sitten sovi."),
    (f"Katso {TITLE.replace('Kenen tili?', '”Kenen tili?”')}", "Katso ”Kenen tili?” (s.)."),
    (f"Katso ”{TITLE.replace('?', '')}”, sitten sovi.", "Katso ”Kenen tili” (s.), sitten sovi."),
    (f"Alku. {TITLE.replace('?', '.')} Sitten sovi.", "Alku. Kenen tili (s.). Sitten sovi."),
    (f"Alku. {TITLE.replace('Kenen tili?', '<em>Kenen tili</em>.')} Sitten sovi.", "Alku. Kenen tili (s.). Sitten sovi."),
    (f"Alku. {TITLE.replace('?', '.')}. Sitten sovi.", "Alku. Kenen tili (s.). Sitten sovi."),
    (f"Odota {TITLE.replace('?', '...')} Sitten sovi.", "Odota Kenen tili... (s.) Sitten sovi."),
])
def test_a_page_stands_behind_its_title_and_before_the_full_stop(written, printed):
    body = body_of(f"<dl><dd>{written}</dd></dl>")
    body.find(".//span[@class='sivuviite']").text = " (s.)"
    assert "".join(body.itertext()).replace("\u00a0", " ") == printed


# ---- Columns of numbers ----


def columns(*rows: str) -> list[bool]:
    """Whether each column of a table, written row by row, is set as numbers."""
    cells = [[f"<td>{cell.strip()}</td>" for cell in row.split("|")] for row in rows]
    table = body_of(f"<table>{''.join(f'<tr>{chr(10).join(row)}</tr>' for row in cells)}</table>").find("table")
    marked = [["numero" in cell.get("class", "") for cell in row] for row in table.iter("tr")]
    assert all(row == marked[0] for row in marked)
    return marked[0]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("Porras | Tuntia | Euroa", "Lupa | 12 | 720", "Sisältö | 1\u00a0042 | 2 520 €"), [False, True, True]),
        (("Osuus | Arvo", "a | −3,5 %", "b | –", "c | 10–12 h"), [False, True]),
        (("Merkki | Pituus", "X | 280 merkkiä maksutta", "Threads | 500"), [False, False]),
        (("Teko | Pykälä", "a | 24 luku 9 §", "b | 25 luku 7 a §"), [False, False]),
        (("1 | Täytettävä", "2 | ", "3 | "), [False, False]),
    ],
)
def test_a_column_of_numbers_is_set_as_one(rows, wanted):
    assert columns(*rows) == wanted


@pytest.mark.parametrize(("title", "held"), [("Miksi kannattaa näkyä", "Miksi kannattaa\u00a0näkyä"), ("Kriisit ja kohuille", "Kriisit ja kohuille"), ("Laki", "Laki")])
def test_a_title_leaves_no_short_word_alone(title, held):
    assert last_lines.held(title) == held
