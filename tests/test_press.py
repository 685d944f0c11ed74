"""The press: a sample book with every construct, printed once, opened and read."""

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

import pdf
from books import DOCS, ROOT, STYLE, book_of, chapter_of, sample_book
from guidebook.finnish.voikko import Voikko
from guidebook.press import print_book
from guidebook.press.setting.covers import DRAFT, DRAFT_SHORT, SAMPLE


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    out = tmp_path_factory.mktemp("press") / "opas.pdf"
    with Voikko() as voikko:
        result = print_book(sample_book(), STYLE, out, voikko.hyphenate, DOCS)
    return out, result


@pytest.fixture(scope="module")
def paper(printed):
    with pdf.Paper(printed[0]) as paper:
        yield paper


@pytest.mark.slow
def test_the_book_is_printed_without_a_warning(printed, paper):
    out, result = printed
    assert result.warnings == []
    assert result.size == out.stat().st_size
    assert result.pages == len(paper.pdf.pages) == len(pdf.page_texts(out))


@pytest.mark.slow
def test_the_file_is_pdf_ua(printed):
    assert pdf.failures(printed[0]) == []


@pytest.mark.slow
def test_metadata_come_from_the_imprint(paper):
    info = paper.pdf.docinfo
    assert (info.Title, info.Author, paper.pdf.Root.Lang) == ("Asiantuntijan someopas", "Oppaan tekijät", "fi")
    assert str(info.CreationDate).startswith("D:20261123")
    assert b"3f7a90c2d1e84b56" in bytes(paper.pdf.trailer.ID[0])


@pytest.mark.slow
def test_page_numbers_in_the_contents_are_right(printed, paper):
    text, pages = pdf.running_text(printed[0]), paper.destinations()
    contents = text[text.index("Sisällys") : text.index("Esimerkkiaineisto", text.index("Sisällys"))]
    wanted = [(part.id, part.title) for part in sample_book().parts]
    wanted += [(chapter.id, chapter.title) for part in sample_book().parts for chapter in part.chapters]
    wanted += [("kuvio-kanavat", "Kanavien käyttö näyteaineistossa"), ("taulukko-kanavat", "Näyteaineiston rivit")]
    wanted += [("miksi--tarkistuslista-1", "Tarkistuslista"), ("tili--malli-1", "Mallilauseke")]
    for id, title in wanted:
        told = re.search(rf"{re.escape(title)} (\d+)\b", contents)
        assert told, title
        assert int(told[1]) == pages[id], title


@pytest.mark.slow
def test_page_numbers_in_cross_references_are_right(printed, paper):
    """Beside the line, named where its words do not name it; in what stands apart, behind the words."""
    text, pages = pdf.running_text(printed[0]), paper.destinations()
    told = set(re.findall(r"(?:→ (?:[^→]*?, )?|\()s\. (\d+)", text))
    references = 0
    for chapter in (chapter for part in sample_book().parts for chapter in part.chapters):
        for parent in chapter.body.iter():
            for mark in parent:
                if mark.get("class") == "sivuviite":
                    assert str(pages[mark.get("data-kohde")[1:]]) in told
                    references += 1
    assert references == len(re.findall(r"(?:→ (?:[^→]*?, )?|\()s\. \d+", text)) == 4
    assert f"on käytössä sivulla {pages['miksi']}." in text


def pages_of_text(printed, paper) -> dict[int, str]:
    """The pages that are not in full colour (covers, part dividers), and not empty, by number."""
    texts = dict(enumerate(pdf.page_texts(printed[0]), start=1))
    dividers = {paper.destinations()[part.id] for part in sample_book().parts if part.title}
    others = dividers | {1, len(texts)}
    return {number: text for number, text in texts.items() if number not in others and text.strip()}


@pytest.mark.slow
def test_the_back_cover_is_the_outside_of_a_sheet(printed):
    texts = pdf.page_texts(printed[0])
    assert len(texts) % 2 == 0 and "laitos 2026.1" in texts[-1]


@pytest.mark.slow
def test_every_page_of_text_bears_its_number_in_the_file(printed, paper):
    for number, text in pages_of_text(printed, paper).items():
        foot = text.rstrip().splitlines()[-1]
        assert re.search(rf"^ *{number}  |  {number}$", foot), foot


@pytest.mark.slow
def test_the_cover_and_every_page_of_text_say_that_the_data_are_an_example(printed, paper, tmp_path):
    assert SAMPLE in pdf.page_texts(printed[0])[0]
    assert all(SAMPLE in text for text in pages_of_text(printed, paper).values())
    out = tmp_path / "oikea.pdf"
    print_book(sample_book(sample=False), STYLE, out, None, DOCS)
    assert SAMPLE not in pdf.running_text(out) and "Luonnos" not in pdf.running_text(out)


@pytest.mark.slow
@pytest.mark.parametrize("sample", [False, True])
def test_a_draft_says_so_on_cover_imprint_and_every_page(tmp_path, sample):
    book = sample_book(sample=sample)
    out = tmp_path / "luonnos.pdf"
    print_book(replace(book, imprint=replace(book.imprint, draft=True)), STYLE, out, None, DOCS)
    with pdf.Paper(out) as paper:
        first, *texts = pages_of_text([out], paper).values()
    assert DRAFT in pdf.page_texts(out)[0]
    assert f"{DRAFT}." in " ".join(first.split()) and "ei ole valmis" in " ".join(first.split())
    foot = f"{DRAFT_SHORT} · {SAMPLE}" if sample else DRAFT_SHORT
    assert texts and all(foot in text.rstrip().splitlines()[-1] for text in (first, *texts))


@pytest.mark.slow
def test_internal_links_resolve_and_lead_where_they_say(paper):
    destinations = paper.destinations()
    links = list(paper.links())
    assert {anchor for _, anchor, _ in links if anchor} <= set(destinations)
    assert all(anchor or address.startswith("https://example.org/") for _, anchor, address in links)
    assert len([anchor for _, anchor, _ in links if anchor]) >= 12


@pytest.mark.slow
def test_the_outline_follows_parts_chapters_and_headings(paper):
    wanted = [(1, "Sisällys"), (2, "Kuviot ja taulukot"), (2, "Tarkistuslistat"), (2, "Mallit")]
    for part in sample_book().parts:
        wanted.append((1, part.title))
        for chapter in part.chapters:
            wanted.append((2, chapter.title))
            wanted += [(int(item.tag[1]) + 1, item.text) for item in chapter.body.iter() if item.tag in ("h2", "h3")]
    assert [(depth, title) for depth, title, _ in paper.outline()] == wanted
    destinations = paper.destinations()
    pages = {title: page for _, title, page in paper.outline()}
    assert pages["Kenen tili se on?"] == destinations["tili"]


@pytest.mark.slow
def test_fonts_are_ours_and_embedded(paper):
    fonts = paper.fonts()
    assert all(fonts.values())
    assert {" ".join(name.replace(",", "").split("-")[:2]) for name in fonts} == {
        "Source Serif",
        "Source Sans",
        "Source Code",
    }


@pytest.mark.slow
def test_glyphs_can_be_read_back(printed):
    text = pdf.running_text(printed[0])
    assert "kokeilemalla → ensin" in text
    assert "Määrä ≥ 1" in text
    assert "−5 °C, vaihteluväli 38–47 %, nimet Žižek ja Šostakovitš sekä ”lainaus”" in text
    assert "\ufffd" not in text
    assert "\u00ad" not in text


@pytest.mark.slow
def test_figures_have_an_alternative_text(paper):
    (figure,) = paper.elements("Figure")
    assert str(figure.Alt) == "Kanavien käyttö. Pylväinä LinkedIn 61 %, Facebook 48 % ja YouTube 12 %."


@pytest.mark.slow
def test_notes_stand_in_the_margin_beside_the_line_that_calls_them(paper):
    places = paper.link_places()
    calls = {anchor: place for anchor, place in places.items() if "--reuna-" in anchor}  # which lead to the notes
    assert len(calls) == 5
    for anchor, call in calls.items():
        note = places[anchor.replace("--reuna-", "--kutsu-")]
        assert note.page == call.page and call.left < 380 < 390 < note.left and abs(note.top - call.top) < 14


@pytest.mark.slow
def test_notes_are_tagged_as_notes_and_lead_both_ways(paper):
    notes = list(paper.elements("Note"))
    assert len(notes) == 5
    assert len({str(note.ID) for note in notes}) == 5
    assert {str(note.K[0].S) for note in notes} == {"/Lbl"}
    targets = {anchor for _, anchor, _ in paper.links()}
    calls = {anchor for anchor in targets if "--kutsu-" in anchor}
    assert len(calls) == 5 and {anchor.replace("--kutsu-", "--reuna-") for anchor in calls} <= targets


@pytest.mark.slow
def test_running_heads_and_folios_are_not_read_aloud(paper):
    cover, *others = paper.artifacts()
    assert cover == 0
    # None on pages in full colour; else the folio and the remark on the data, and on most pages two running heads.
    assert set(others) == {0, 2, 4}
    assert paper.loose_content() == []


@pytest.mark.slow
def test_a_link_is_one_annotation_a_line_and_told_by_its_words(printed, paper):
    links = [words for anchor, words in paper.link_words() if anchor == "tili-sopimus"]
    assert links == ["oman tilisi sopimus", f"→ Mitä sovitaan, s. {paper.destinations()['tili-sopimus']}"]
    assert ("tili", "Kenen tili se on?") in paper.link_words()
    assert ("miksi", f"sivu {paper.destinations()['miksi']}") in paper.link_words()


@pytest.mark.slow
def test_the_head_of_a_table_is_repeated_and_no_row_is_split(printed):
    texts = [text for text in pdf.page_texts(printed[0]) if re.search(r"Rivi \d", text)]
    assert len(texts) == 2
    assert all(re.search(r"Rivi +Selitys +Arvo", text) for text in texts)
    for index in range(1, 26):
        (here,) = [text for text in texts if re.search(rf"Rivi {index}\b", text)]
        row = here[re.search(rf"Rivi {index}\b", here).start() :].split("Rivi ")[1]
        assert row.count("Selitys,") == 1 + index % 3


@pytest.mark.slow
def test_the_same_book_gives_the_same_bytes(printed, tmp_path):
    program = (
        "import sys; from pathlib import Path; from test_press import *\n"
        "with Voikko() as voikko: print_book(sample_book(), STYLE, Path(sys.argv[1]), voikko.hyphenate, DOCS)"
    )
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT / 'hooks'}:{ROOT / 'tests'}",
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
    }
    out = tmp_path / "toinen.pdf"
    subprocess.run([sys.executable, "-c", program, out], check=True, env=environment, cwd=tmp_path)
    assert out.read_bytes() == printed[0].read_bytes()


@pytest.mark.slow
def test_our_sheet_of_elements_says_of_them_what_the_one_of_weasyprint_says(tmp_path, monkeypatch):
    """Every element that running text may hold, one after another and inside a list, a table and a note."""
    inline = [
        "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s", "samp",
        "small", "span", "strong", "sub", "sup", "u", "var",
    ]  # fmt: skip
    words = " ".join(f'<{tag} title="a">{tag}</{tag}>' for tag in inline) + "<br/>a<wbr/>b"
    blocks = [
        "address", "article", "aside", "blockquote", "details", "div", "figure", "footer", "header",
        "main", "nav", "p", "pre", "section",
    ]  # fmt: skip
    text = "".join(f"<{tag}>{tag} {words}</{tag}>" for tag in blocks) + f"""
        <h2>a</h2><h3>a</h3><h4>a</h4><h5>a</h5><h6>a</h6><hr/><p hidden="hidden">a</p><p dir="rtl">a</p>
        <ul><li>{words}<ol><li>a<ul><li>a</li></ul></li></ol></li></ul><dl><dt>a</dt><dd>{words}</dd></dl>
        <table><caption>a</caption><colgroup><col/></colgroup><thead><tr><th>a</th></tr></thead>
        <tfoot><tr><td>a</td></tr></tfoot><tbody><tr><td>{words}</td></tr></tbody></table>
        <p>a<span class="alaviite"><span>{words}</span></span></p>"""
    ours, theirs = tmp_path / "oma.pdf", tmp_path / "heidan.pdf"
    print_book(book_of(chapter_of(text)), STYLE, ours, None, DOCS)
    from guidebook.press.makeup import layouts

    monkeypatch.setattr(layouts.Sheets, "_ua_stylesheets", layouts.weasyprint.HTML._ua_stylesheets)
    print_book(book_of(chapter_of(text)), STYLE, theirs, None, DOCS)
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.slow
def test_no_heading_stands_alone_at_the_foot_and_no_line_is_left_over(tmp_path):
    """Sections of all lengths, so that a heading would fall on every line of a page."""
    sentence = "Sana seuraa toista, kunnes rivi täyttyy ja seuraava alkaa. "
    sections = "".join(
        f'<h2 id="a{index}">Otsikko {index}</h2><p>Alku {index}. {sentence * (index % 9 + 3)}Loppu {index}.</p>'
        for index in range(60)
    )
    out = tmp_path / "pitka.pdf"
    print_book(book_of(chapter_of(sections)), STYLE, out, None, DOCS)
    pages = [[line.strip() for line in text.splitlines() if line.strip()] for text in pdf.page_texts(out)[3:]]
    assert len(pages) > 5
    for lines in filter(None, pages):  # one may be blank before the back cover
        text = [line for line in lines[:-1] if line not in ("Luku", "Asiantuntijan someopas")]
        assert not re.fullmatch(r"Otsikko \d+", text[-1])
        assert not re.fullmatch(r"Otsikko \d+", text[-2])  # a single line below a heading
        assert not re.match(r"Alku", text[-1])
        assert not re.search(r"Loppu \d+\.$", text[0])


@pytest.mark.slow
def test_the_further_reading_does_not_stand_alone_on_a_page(tmp_path):
    """Chapters of all lengths, so that the last list would not fit on the page of the box before it."""
    box = '<aside class="lohko lohko-tee-tanaan"><p class="lohko-otsikko">Tee tänään</p><ol><li>Kysy.</li></ol></aside>'
    chapters = [
        chapter_of("<p>" + "Rivi.<br/>" * lines + f'Loppu.</p>{box}<h3 id="l{lines}--lue-lisaa">Lue lisää</h3>'
                   "<ul><li>Yksi.</li><li>Kaksi.</li><li>Kolme.</li></ul>", f"l{lines}")
        for lines in range(22, 40)]
    out = tmp_path / "lue.pdf"
    print_book(book_of(*chapters), STYLE, out, None, DOCS)
    counts = [(text.count("Lue lisää"), text.count("Tee tänään")) for text in pdf.page_texts(out)]
    assert sum(lists for lists, _ in counts) == len(chapters) and all(lists == boxes for lists, boxes in counts)
