"""The book joined from the files of its units against the reference, which is written whole; and what is kept."""

import itertools
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from functools import partial
from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pikepdf
import pydyf
import pytest
from pikepdf import Array, Dictionary, Name
from weasyprint import css, layout
from weasyprint import pdf as weasyprint_pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, column, inline, preferred
from weasyprint.text import line_break

import pdf
from books import DOCS, STYLE, book_of, chapter_of, sample_book
from commands import HOOKS
from guidebook import finnish
from guidebook.finnish import Voikko
from guidebook.press import SHELF, compositor, materials, paper, print_book
from guidebook.press.makeup import (
    column_memory,
    layouts,
    line_memory,
    shortcuts,
    style_memory,
    used_values,
)
from guidebook.press.pdf import archive, writing
from guidebook.press.pdf.folding import fold
from guidebook.press.pdf.joining import measurable
from guidebook.press.pdf.sheaves import Face
from guidebook.press.pdf.uniting import united
from guidebook.text.keeping import kept

DATA = archive.Data("luvut.json", b'[{"id": "luku"}]\n', "Kirjan luvut")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"><rect width="{0}" height="9"/></svg>'


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "cache" / "asiantuntijan-someopas" / SHELF


@pytest.fixture
def counted(monkeypatch):
    """How many times something is laid out and how many times a file is written."""
    times = SimpleNamespace(laid=0, written=0)
    lay_out, written = layouts.Layouts.lay_out, writing.written

    def counting_layouts(*arguments, **named):
        times.laid += 1
        return lay_out(*arguments, **named)

    def counting_files(*arguments, **named):
        times.written += 1
        return written(*arguments, **named)

    monkeypatch.setattr(layouts.Layouts, "lay_out", counting_layouts)
    monkeypatch.setattr(writing, "written", counting_files)
    return times


def printed(out: Path, book=None, docs: Path = DOCS, *, keep: bool = True, data: archive.Data | None = DATA):
    with Voikko() as voikko:
        keeps = partial(kept, shelf=SHELF) if keep else None
        return print_book(book or sample_book(), STYLE, out, voikko.hyphenate, docs, data=data, keep=keeps)


@pytest.mark.slow
def test_the_joined_book_has_all_that_the_reference_has(tmp_path, shelf):
    joined, reference = tmp_path / "koottu.pdf", tmp_path / "vertailu.pdf"
    told, wanted = printed(joined), printed(reference, keep=False)
    assert (told.pages, told.warnings) == (wanted.pages, wanted.warnings)
    assert_same(joined, reference)
    assert pdf.failures(joined, "ua1") == pdf.failures(joined, "3u") == []
    assert joined.stat().st_size < 1.2 * reference.stat().st_size


def pixels(path: Path) -> list[bytes]:
    subprocess.run(["pdftoppm", "-r", "40", "-gray", path, path.with_suffix("")], check=True)
    return [picture.read_bytes() for picture in sorted(path.parent.glob(f"{path.stem}-*.pgm"))]


@pytest.mark.slow
def test_what_has_not_changed_is_not_laid_out_again(tmp_path, shelf, counted):
    book = book_of(*(chapter_of(f"<p>Luku {name}. {'Sana seuraa toista. ' * 200}</p>", name, name) for name in "abcd"))
    out = tmp_path / "opas.pdf"
    printed(out, book)
    before, all_of_it = out.read_bytes(), counted.laid
    counted.laid = counted.written = 0
    printed(out, book)
    assert (counted.laid, counted.written) == (0, 0) and out.read_bytes() == before
    book.parts[0].chapters[2].body[0].text += "Yksi sana lisää."
    printed(out, book)
    assert 0 < counted.laid < all_of_it / 2
    edited = out.read_bytes()
    shutil.rmtree(shelf)
    printed(out, book)
    assert out.read_bytes() == edited, "what was known before makes no difference"


@pytest.mark.slow
@pytest.mark.parametrize("place, name, value", [
    (materials, "_version", lambda function: f"9.9 {function}"),
    (finnish, "dictionary", lambda: "toinen"),
    (materials, "PROGRAMS", ("weasyprint",)),
], ids=["libraries", "voikko", "programs"])
def test_other_programs_lay_it_out_again(tmp_path, shelf, counted, monkeypatch, place, name, value):
    book, out = book_of(chapter_of("<p>Teksti.</p>")), tmp_path / "opas.pdf"
    printed(out, book)
    counted.laid = 0
    monkeypatch.setattr(place, name, value)
    printed(out, book)
    assert counted.laid > 0


def test_every_program_tells_its_version_and_a_dictionary_that_is_not_found_is_never_the_same(monkeypatch):
    told = list(map(materials._version, materials.LIBRARIES))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in told) and len(told) == 2
    used = materials.Materials(STYLE, DOCS, frozenset(), frozenset(), str)
    assert used.inputs() == used.inputs()
    monkeypatch.setattr("guidebook.finnish.voikko.FOLDERS", ())
    assert used.inputs() != used.inputs()


@pytest.mark.slow
def test_a_damaged_unit_is_thrown_away_and_told_in_the_log(tmp_path, shelf, counted, caplog):
    book, out = book_of(chapter_of("<p>Teksti.</p>")), tmp_path / "opas.pdf"
    printed(out, book)
    before = out.read_bytes()
    for file in shelf.iterdir():
        file.write_text(file.read_text().replace('"data": ', '"data":  '))
    damaged, counted.laid = len(list(shelf.iterdir())), 0
    printed(out, book)
    assert counted.laid > 0 and out.read_bytes() == before
    assert caplog.text.count("vioittunut") == damaged


@pytest.mark.slow
def test_a_picture_that_has_changed_is_printed_as_it_is_now(tmp_path, shelf, counted):
    docs, out = tmp_path / "docs", tmp_path / "opas.pdf"
    docs.mkdir()
    (docs / "a.svg").write_text(PICTURE.format(9))
    book = book_of(chapter_of('<p>Kuva <img alt="a" src="a.svg"/> ja <img alt="b" src="puuttuu.svg"/></p>'))
    assert [told for told in printed(out, book, docs).warnings if "puuttuu.svg" in told]
    counted.laid = 0
    printed(out, book, docs)
    assert counted.laid == 0
    (docs / "a.svg").write_text(PICTURE.format(99))
    printed(out, book, docs)
    assert counted.laid > 0
    (docs / "puuttuu.svg").write_text(PICTURE.format(9))
    assert printed(out, book, docs).warnings == []


@pytest.mark.slow
def test_a_book_with_signs_that_no_face_has_is_written_whole(tmp_path, shelf, monkeypatch):
    monkeypatch.setattr(paper, "joined", None)
    told = printed(tmp_path / "opas.pdf", book_of(chapter_of("<p>漢 ja ☃ ja teksti.</p>")))
    assert any("U+6F22" in message for message in told.warnings)
    assert "teksti" in pdf.running_text(tmp_path / "opas.pdf")


@pytest.mark.slow
def test_a_link_into_another_unit_leads_there_and_one_to_nowhere_is_told(tmp_path, shelf):
    chapters = [chapter_of(f'<p id="{name}1">{"Sana. " * 900}<a href="#{to}">täällä</a></p>', name, name)
                for name, to in (("a", "c1"), ("b", "a1"), ("c", "ei-ole"))]
    out = tmp_path / "opas.pdf"
    assert printed(out, book_of(*chapters)).warnings == ['linkin kohdetta "#ei-ole" ei ole kirjassa']
    with pdf.Paper(out) as opened:
        assert {"a1", "c1"} <= {anchor for _, anchor, _ in opened.links() if anchor} <= set(opened.destinations())


# ---- Pages that two chapters share, and pages that come to stand elsewhere ----

SEEN_THROUGH = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><g opacity="{}"><rect width="60" height="20"/></g></svg>'


def sharing_book(docs: Path, pages: int = 1, text: str = ""):
    """A first chapter that can grow by pages, and short ones that share pages: pictures that are seen through, notes, references."""
    docs.mkdir(exist_ok=True)
    page = '<div style="height: 240mm">Sivu.</div>'
    chapters = [chapter_of(f"<p>{'Ensimmäinen luku kasvaa. ' * 150}</p>{page * pages}", "alku", "Alku")]
    for number, name in enumerate("abcdefg"):
        to = "abcdefg"[number - 1]
        words = f"Luku {name} on lyhyt. {text if name == 'b' else ''}" * 12
        (docs / f"{name}.svg").write_text(SEEN_THROUGH.format(0.1 + number / 10))
        note = f'<sup class="alaviite" data-alaviite="{name}">Huomautus luvusta {name}.</sup>' if name in "bc" else ""
        chapters.append(chapter_of(
            f'<p>{words}{note}</p><p id="{name}-kohta">Katso <a class="ristiviite" href="#{to}">luku {to}</a>'
            f'<span class="sivuviite" data-kohde="#{to}"/>.</p><div><img alt="Palkki" src="{name}.svg"/></div>{page if name == "b" else ""}', name, f"Luku {name}"))
    return book_of(*chapters)


def assert_same(joined: Path, reference: Path):
    ours, theirs = pdf.facts(joined), pdf.facts(reference)
    assert {name for name in ours if ours[name] != theirs[name]} == set()
    assert pixels(joined) == pixels(reference)


@pytest.mark.slow
def test_chapters_that_share_a_page_and_move_to_another_are_joined_as_they_stand_in_the_reference(tmp_path, shelf, counted):
    joined, reference, docs = tmp_path / "koottu.pdf", tmp_path / "vertailu.pdf", tmp_path / "docs"
    assert printed(joined, sharing_book(docs), docs).pages < 4 + 8, "some share a page"
    alone = counted.laid
    for pages, text in ((1, "Sana. "), (3, "Sana. ")):
        counted.laid = 0
        told = printed(joined, sharing_book(docs, pages, text), docs)
        assert 0 < counted.laid < alone, "what only moved is not laid out"
        wanted = printed(reference, sharing_book(docs, pages, text), docs, keep=False)
        assert (told.pages, told.warnings, told.folios) == (wanted.pages, wanted.warnings, wanted.folios)
        assert_same(joined, reference)
    assert pdf.failures(joined, "ua1") == []
    warm = joined.read_bytes()
    shutil.rmtree(shelf)
    printed(joined, sharing_book(docs, pages, text), docs)
    assert joined.read_bytes() == warm, "what was known before makes no difference"


def three_chapters(lines: int = 44, opening: str = "<p>Lyhyt.</p>", end: str = "loppu"):
    """Chapters that begin on the last page of the one before, as long as what opens them has room there."""
    first = f'<p>{"Rivi.<br/>" * lines}<a href="#loppu">Viite</a></p>'
    return book_of(chapter_of(first, "a", "A"), chapter_of(f"{opening}<p>Loppu.</p>", "b", "B"), chapter_of(f'<p id="{end}">Loppu.</p>', "c", "C"))


LONG = f"<p>{'Rivi.<br/>' * 60}</p>"
TALL = '<div style="height: 200mm; break-inside: avoid">Korkea.</div>'
MADE_ANEW = {  # what is otherwise the second time, the rest of what a unit is made of being the same
    "what follows begins with more": ({}, {"opening": TALL}),
    "what follows begins with less": ({"opening": TALL}, {}),
    "it begins elsewhere on its page": ({}, {"lines": 50}),
    "it begins at the top of the next one": ({"lines": 60}, {"lines": 64}),
    "the number of its page is wider": ({"lines": 247, "opening": LONG}, {"lines": 296, "opening": LONG}),
    "what it leads to is there no more": ({}, {"end": "muu"}),
}


@pytest.mark.slow
@pytest.mark.parametrize(("once", "then"), MADE_ANEW.values(), ids=MADE_ANEW)
def test_a_unit_is_made_anew_for_each_thing_that_it_is_made_of(tmp_path, shelf, once, then):
    known, afresh = tmp_path / "tunnettu.pdf", tmp_path / "alusta.pdf"
    printed(known, three_chapters(**once))
    told = printed(known, three_chapters(**then))
    shutil.rmtree(shelf)
    wanted = printed(afresh, three_chapters(**then))
    assert (told.pages, told.warnings, told.folios) == (wanted.pages, wanted.warnings, wanted.folios)
    assert known.read_bytes() == afresh.read_bytes()


@pytest.mark.slow
def test_a_book_that_holds_other_data_holds_them_when_all_else_is_known(tmp_path, shelf):
    other = archive.Data("luvut.json", b'[{"id": "toinen"}]\n', "Kirjan luvut")
    printed(tmp_path / "ennen.pdf", three_chapters())
    printed(tmp_path / "opas.pdf", three_chapters(), data=other)
    with pikepdf.open(tmp_path / "opas.pdf") as opened:
        assert opened.attachments["luvut.json"].get_file().read_bytes() == other.content


def painted(page, drawn):
    """What each operator draws with, and the marked content, as `page` names them."""
    kinds = {"Do": "/XObject", "gs": "/ExtGState", "scn": "/Pattern", "SCN": "/Pattern", "sh": "/Shading"}
    for operands, operator in pikepdf.parse_content_stream(page):
        if kind := kinds.get(str(operator)):
            drawn.append(int(page.Resources[kind][operands[-1]].Mark))
        elif str(operator) == "BDC":
            drawn.append(f"MCID {int(operands[1].MCID)}")
    return drawn


def test_three_pages_that_name_what_they_draw_with_alike_become_one_that_draws_it_all():
    """Of two states that say the same by their name, either will do."""
    file, marks = pikepdf.new(), itertools.count(1)
    content = b"/P <</MCID 0>> BDC /x0 Do /s1 gs /p0 scn /p0 SCN /h0 sh /A0.5 gs EMC"
    for _ in range(3):
        page = file.add_blank_page().obj
        names = {"XObject": ["x0"], "ExtGState": ["s1", "A0.5"], "Pattern": ["p0"], "Shading": ["h0"]}
        page.Resources = Dictionary({f"/{kind}": Dictionary({f"/{name}": Dictionary(Mark=0 if name[0] == "A" else next(marks))
                                     for name in named}) for kind, named in names.items()})
        page.Contents = file.make_stream(content)
    first, *others = (page.obj for page in file.pages)
    for number, page in enumerate(others, start=1):
        link = Dictionary(Type=Name.OBJR, Pg=page)
        tags = file.make_indirect(Dictionary(Type=Name.StructElem, Pg=page, K=Array([0, link])))
        fold(file, page=first, more=page, tags=tags, marked=number)
        assert [tags.K[0], tags.K[1].Pg.objgen, tags.Pg.objgen] == [number, first.objgen, first.objgen]
    assert painted(first, []) == ["MCID 0", 1, 2, 3, 3, 4, 0, "MCID 1", 5, 6, 7, 7, 8, 0, "MCID 2", 9, 10, 11, 11, 12, 0]


def test_a_face_is_the_same_in_whatever_order_its_glyphs_were_used():
    used = [{"b": Face({2: 9, 1: 8}, {2: "b", 1: "a"})}, {"a": Face({1: 7}, {1: "c"}), "b": Face({3: 6}, {3: "c"})}]
    assert repr(united(used)) == repr(united(reversed(used)))


def test_a_stream_that_ends_in_a_carriage_return_is_as_long_as_it_says():
    assert measurable(b"x\r\nendstream y\nendstream") == b"x\r\rendstream y\nendstream"


# ---- What the press changes of WeasyPrint and pydyf while it writes: a release that moves it is seen here ----


def test_what_is_patched_is_where_it_was():
    assert isinstance(pydyf.PDF.page_references, property) and hasattr(pydyf.zlib, "compressobj")
    assert callable(weasyprint_pdf.build_fonts_dictionary)
    assert inline.split_first_line is preferred.split_first_line is line_break.split_first_line
    assert all(module.resolve_percentages is used_values.resolve_percentages for module in used_values.MODULES)
    assert inline.strut is line_break.strut and callable(css.StyleFor.set_computed_styles)
    assert inline.avoid_collisions is shortcuts.avoid_collisions
    assert list(signature(inline.split_text_box).parameters)[1:] == ["box", "available_width", "skip", "is_line_start"]
    assert list(signature(inline.split_inline_box).parameters)[1:3] == ["box", "position_x"]
    assert {"descendants", "is_in_normal_flow"} < set(vars(boxes.Box)) and "page_values" in vars(boxes.ParentBox)
    assert block.columns_layout is column.columns_layout and not hasattr(column, "block_box_layout")
    assert callable(layout.make_margin_boxes) and callable(layout.layout_backgrounds)
    assert {"font_size", "font_family", "lang", "letter_spacing", "word_spacing", "hyphens", "white_space"} < set(line_memory.SAID)


@pytest.mark.slow
def test_lines_that_were_set_and_styles_that_were_computed_before_come_out_as_they_were(tmp_path, monkeypatch):
    text = "".join(f"<p id='kappale-{number}'>{'Sana seuraa toista, ja <em>kolmas</em> <code>koodia</code>. ' * 90}</p>" for number in (1, 2))
    listed = "<ul><li id='kohta'>Kohta, josta on <a href='#kappale-2'>viite</a></li></ul>"
    entries = "".join(f"<li>{number}. lähde{', sen sanoja' * (number % 7)}</li>" for number in range(160))
    listed += f"<ul class='lahteet'>{entries}</ul>"
    table = "<table id='taulukko'><tr><th>Rivi</th><td style='width: 30%'>Solu</td></tr></table>"
    book = book_of(chapter_of(f"{text}{table}{listed}<h2 id='otsikko'>Otsikko</h2><blockquote><p>Ote</p></blockquote>"))
    asked, split = [], line_memory.split_first_line
    monkeypatch.setattr(line_memory, "split_first_line", lambda *given, **how: asked.append(given[0]) or split(*given, **how))
    files = []
    for remembers in (True, False):
        if not remembers:
            monkeypatch.setattr(line_memory, "MOST", 1)
            monkeypatch.setattr(style_memory.Styles, "remembered", lambda _: nullcontext())
            monkeypatch.setattr(used_values, "remembered", nullcontext)
            monkeypatch.setattr(column_memory.Columns, "remembered", lambda _: nullcontext())
            monkeypatch.setattr(shortcuts, "taken", nullcontext)
        layouts._layouts.cache_clear()
        printed(tmp_path / "opas.pdf", book, keep=False)
        files.append((len(asked), (tmp_path / "opas.pdf").read_bytes()))
        asked.clear()
    (few, remembered), (many, anew) = files
    assert remembered == anew and few < many / 2


@pytest.mark.slow
def test_the_file_of_a_unit_only_names_its_fonts_and_its_streams_are_packed(tmp_path, monkeypatch, shelf):
    made = []
    sheaf = compositor.sheaf
    monkeypatch.setattr(compositor, "sheaf", lambda *arguments: made.append(sheaf(*arguments)) or made[-1])
    printed(tmp_path / "opas.pdf", book_of(chapter_of("<p>Teksti.</p>")))
    assert made and all(b"FontFile" not in one.content and b"FontDescriptor" not in one.content for one in made)
    assert all(one.faces for one in made)
    packed = [one.content.split(b"stream\n")[1][:2] for one in made]
    assert set(packed) == {b"x\x9c"}, "zlib's level 6"


@pytest.mark.slow
def test_the_list_of_pages_is_made_once_for_each_page(tmp_path, monkeypatch):
    made = []
    references = pydyf.PDF.page_references.fget
    monkeypatch.setattr(pydyf.PDF, "page_references", property(lambda file: made.append(1) or references(file)))
    result = printed(tmp_path / "opas.pdf", book_of(chapter_of(f"<p>{'Sana. ' * 3000}</p>")), keep=False, data=None)
    assert 0 < len(made) <= result.pages + 1


def test_each_section_of_the_book_is_read_as_html_once():
    sections = "<section><p>Ennen <b>taulukkoa<table><tr><td>Solu</td></tr></table></b></p></section> <div>Toinen</div>"
    sections += "<section class='osa nimeton'><div>Osa</div><section class='paaluku'><p>Luku</p></section></section>"
    tree = ElementTree.fromstring(f"<html lang='fi'><head><title>Kirja</title></head><body class='x'>{sections}</body></html>")
    shelf, made = {}, []

    def keep(inputs, make, pack, unpack):
        key = tuple(inputs)
        if key not in shelf:
            made.append(key)
            shelf[key] = pack(make())
        return unpack(shelf[key])

    whole = layouts._read(layouts._html(tree))
    read = [layouts.as_html(tree), layouts.as_html(tree, keep), layouts.as_html(tree, keep)]
    assert {ElementTree.tostring(one) for one in read} == {ElementTree.tostring(whole)}
    assert len(made) == 4


@pytest.mark.slow
def test_what_is_laid_out_with_is_shared_until_it_changes(tmp_path):
    drawing = tmp_path / "piirros.svg"
    drawing.write_text("<svg/>")

    def shared(hyphenate=None, **told):
        return layouts.shared(materials.Materials(STYLE, DOCS, frozenset({drawing}), frozenset(), hyphenate), {"pdf_forms": False, **told})

    first = shared()
    assert shared() is first and shared(str) is not first, "who hyphenates has a dictionary"
    first = shared()
    first.fetcher.seen.add("kuva.png")
    assert shared() is first and not first.fetcher.seen
    assert shared(pdf_forms=True) is not first
    drawing.write_text("<svg> </svg>")
    assert shared() is not first


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a library is looked for by other names")
def test_weasyprint_is_loaded_without_a_compiler():
    code = ("import subprocess; subprocess.Popen = None; from pathlib import Path; from guidebook import press\n"
            "with press._needs_pango(Path('kirja.css')): from guidebook.press import paper")
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(HOOKS), "PATH": ""}, cwd=HOOKS.parent)
