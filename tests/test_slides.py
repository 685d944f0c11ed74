"""The slides: what a chapter may choose, what becomes of it, on paper and in a presentation."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER

import guides
import pdf
from commands import ROOT
from goldens import golden
from guidebook import book
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.press.elements import node
from guidebook.press.makeup.layouts import Layouts
from guidebook.slides import chosen, gathering, master
from guidebook.slides.deck import Kind, Picture, first_sentence, held_together
from guidebook.slides.presentation import LONG_TITLE
from guidebook.slides.printing import print_slides, write_presentation
from guides import IDENTITY

CASES = golden("slides")
LICENCE = "CC BY 4.0"
FRONT = "# Yksi voi kasvaa kaikkia suuremmaksi\n"
CHAPTER = """---
title: Tilit
kalvo-otsikko: Sovi tilistä silloin, kun se ensi kerran avataan
kalvot: [luku, kuva-1, esimerkki]
---

# Tilit

Kenen tili on? Sitä kysytään [liian myöhään](kanava.md).

/// tiivistelma | Luku lyhyesti
- Tili on *oma* tai [yhteinen](#omat), ja {{ ohittaa -lla }} se on [thought leader]{lang=en}.
- Sovi, kun se avataan.
///

## Omat {#omat}

/// kuvio | kaytto
**[LinkedIn on yleisin]{väite="kaytto[linkedin] > 50"}**

Kuinka moni käyttää.
///

/// esimerkki | Viesti esihenkilölle
Viesti on keksitty.

”Hei! Sovitaanko tileistä?”
///

/// tee-tanaan
1. Luettele tilisi.
2. Lähetä viesti.
///
"""
CHANNEL = """---
title: Kanava
kalvo-otsikko: Yksi kanava riittää
---

# Kanava

Alku.

/// tiivistelma
- Yksi riittää.
///

### Vinkit {#vinkit}

1. Vastaa ensin. Sitten muut.
2. Kuuntele.
3. Lue.
4. Kysy.
5. Kiitä.
6. Lopeta.
"""
PAGES = {"index.md": FRONT, "tilit.md": CHAPTER, "kanava.md": CHANNEL, "arkki.md": "---\narkki: 1\n---\n\n# Lista\n\n[Nimi]{.kentta}\n"}


def guide_of(pages: dict[str, str], **more):
    made = guides.guide(ROOT, pages)
    made.settings = replace(made.settings, address="https://example.org/opas/", **more)
    return made


def deck_of(pages: dict[str, str], **more):
    made = guide_of(pages, **more)
    whole = book.assemble(made, convert_pages(made, Format.PRINT))
    folios = {chapter.id: 10 * number for number, chapter in enumerate(whole.parts[0].chapters, 1)}
    return gathering.gather(whole, {"osa-1": 5, **folios}, 90)


@pytest.fixture(scope="module")
def deck():
    return deck_of(PAGES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_what_does_not_fit_on_a_slide_is_told_at_its_place(case):
    head = f"---\ntitle: Luku\n{case['front']}\n---\n" if case["front"] else ""
    made = guides.guide(ROOT, {"a.md": f"{head}\n# Luku\n\n{case['text']}\n", "b.md": "# Toinen\n"})
    chosen.check(made)
    told = [str(finding).removeprefix("docs/a.md:") for finding in made.findings if finding.rule in ("kalvo", "alkutiedot")]
    for line, wanted in zip(told, case.get("told", []), strict=True):
        assert line.startswith(wanted)


def test_a_deck_is_the_guide_its_parts_and_what_chapters_chose(deck):
    assert [(slide.kind, slide.headline.replace("\u00a0", " ")) for slide in deck.slides] == [
        (Kind.COVER, "Opas"),
        (Kind.COVER, "Yksi voi kasvaa kaikkia suuremmaksi"),
        (Kind.PART, "Osa"),
        (Kind.CHAPTER, "Sovi tilistä silloin, kun se ensi kerran avataan"),
        (Kind.FIGURE, "LinkedIn on yleisin"),
        (Kind.TEXT, "Esimerkki: viesti esihenkilölle"),
        (Kind.CHAPTER, "Yksi kanava riittää"),
        (Kind.TEXT, LICENCE),
    ]


def test_each_slide_names_its_chapter_its_page_and_the_licence(deck):
    origins = [slide.origin.replace("\u00a0", " ") for slide in deck.slides]
    assert all(LICENCE in origin for origin in origins)
    assert origins[2].startswith("Osa · opas.pdf, s. 5 · ")
    assert origins[3].startswith("Luku 2: Tilit · opas.pdf, s. 20 · ")
    assert origins[6].startswith("Luku 3: Kanava · opas.pdf, s. 30 · ")
    assert origins[1].startswith("Opas · opas.pdf, s. 90 · ")


def test_the_summary_stands_beside_what_to_do_or_the_first_tips(deck):
    summary, today = deck.slides[3].blocks
    assert (summary.title, summary.steps, today.title, today.steps) == ("Luku lyhyesti", False, "Tee tämä tänään", True)
    assert [words(item) for item in summary.items] == ["Tili on oma tai yhteinen, ja 42 %:lla se on thought leader.", "Sovi, kun se avataan."]
    assert [part.get("lang") for part in summary.items[0] if part.tag == "span"] == ["en"]
    _, tips = deck.slides[6].blocks
    assert [words(item) for item in tips.items] == ["Vastaa ensin.", "Kuuntele.", "Lue.", "Kysy.", "Kiitä."]


def test_the_speaker_gets_the_opening_and_a_link(deck):
    assert deck.slides[3].notes == "Kenen tili on? Sitä kysytään liian myöhään.\n\nLue luku: https://example.org/opas/tilit/"


def words(element) -> str:
    return "".join(element.itertext()).replace("\u00a0", " ")


@pytest.mark.parametrize("text, first", [
    ("Seuraa ensin. Kutsu sitten.", "Seuraa ensin."), ("Kysy: kuka?", "Kysy: kuka?"), ("Ilman pistettä", "Ilman pistettä"),
    ("Sano ”ei.” Se riittää.", "Sano ”ei.”"), ("Osoite on opas.pdf ja muuta. Loput.", "Osoite on opas.pdf ja muuta."),
])
def test_the_first_sentence(text, first):
    assert first_sentence(text) == first


def test_no_word_is_left_alone_on_the_last_line_of_a_headline():
    assert held_together("Näkymisen hyödyt selvität parhaiten kuukauden kokeella").endswith(" kuukauden\u00a0kokeella")
    assert held_together("Yksi kanava riittää") == "Yksi\u00a0kanava\u00a0riittää"


# On paper


@pytest.fixture(scope="module")
def printed(deck, tmp_path_factory):
    out = tmp_path_factory.mktemp("slides") / "kalvot.pdf"
    assert print_slides(deck, guide_of(PAGES), out).warnings == []
    return out


@pytest.mark.slow
def test_the_slides_are_tagged_pages_of_sixteen_to_nine(deck, printed):
    assert pdf.failures(printed) == []
    with pdf.Paper(printed) as paper:
        boxes = {tuple(map(float, page.MediaBox)) for page in paper.pdf.pages}
        assert boxes == {(0, 0, 960, 540)} and len(paper.pdf.pages) == len(deck.slides)
        titles = [(title, page) for _, title, page in paper.outline()]
    assert titles == [(slide.headline, number) for number, slide in enumerate(deck.slides, 1)]
    with pdf.Paper(printed) as paper:
        assert "https://example.org/opas/" in {uri for _, _, uri in paper.links()}


@pytest.mark.slow
def test_a_slide_is_read_in_its_order(deck, printed):
    text = pdf.page_texts(printed)[3].replace("\u00a0", " ")
    for told in ("Sovi tilistä", "Tili on oma", "Luettele tilisi", "Luku 2: Tilit · opas.pdf, s. 20 · CC BY 4.0"):
        assert told in text
    read = " ".join(pdf.raw_text(printed).replace("\u00a0", " ").split())
    assert read.index("Sovi, kun se avataan.") < read.index("Luettele tilisi.") < read.index("Luku 2: Tilit")


@pytest.mark.slow
def test_where_a_slide_comes_from_takes_one_line(deck, tmp_path):
    """Also when the numbers are of a made-up survey, which each slide says."""
    origin = ("Luku 32: Facebook, keskustelupalstat ja suljetut yhteisöt · opas.pdf, s.\u00a0101 · Creative Commons Nimeä 4.0 "
              "Kansainvälinen (CC BY 4.0) · Esimerkkiaineisto – sen luvut eivät ole tutkimustuloksia")
    (chapter, *_) = [slide for slide in deck.slides if slide.kind == Kind.CHAPTER]
    print_slides(replace(deck, slides=(replace(chapter, origin=origin),)), guide_of(PAGES), tmp_path / "kalvot.pdf")
    assert len(pdf.page_texts(tmp_path / "kalvot.pdf")) == 1


@pytest.mark.slow
def test_a_title_that_fits_on_the_cover_of_the_book_fits_on_that_of_the_slides(deck, tmp_path):
    """The words of five lines, which is the longest; and what does not fit is told as what it is."""
    title = " ".join(["Asiantuntijoiden sosiaalisen median"] * 5)
    imprint, cover = replace(deck.imprint, title=title, title_size="pitka-nimi"), replace(deck.slides[0], headline=title)
    paper, screen = tmp_path / "kalvot.pdf", tmp_path / "kalvot.pptx"
    long = replace(deck, imprint=imprint, slides=(cover,))
    print_slides(long, guide_of(PAGES), paper)
    write_presentation(long, screen, ROOT / "docs", IDENTITY)
    assert len(pdf.page_texts(paper)) == 1
    assert pptx.Presentation(screen).slides[0].shapes.title.text_frame.paragraphs[0].font.size.pt == 26
    with pytest.raises(BadInput, match="lyhennä oppaan nimeä, alaotsikkoa tai tiivistelmää"):
        print_slides(replace(long, slides=(replace(cover, headline=title * 3),)), guide_of(PAGES), paper)


LONG = "Pitkä " + "kohta, jossa on aivan liikaa sanoja yhdelle kalvolle, " * 12


@pytest.mark.slow
@pytest.mark.parametrize("old, new", [
    ("- Sovi, kun se avataan.", f"- {LONG * 2}"), ("1. Luettele tilisi.", f"1. {LONG * 2}"),
    ("Kuinka moni käyttää.", LONG), ("Viesti on keksitty.", LONG * 2),
])
def test_a_slide_that_runs_over_is_told_at_its_chapter(tmp_path, old, new):
    long = deck_of(PAGES | {"tilit.md": CHAPTER.replace(old, new)})
    with pytest.raises(BadInput) as refused:
        print_slides(long, guide_of(PAGES), tmp_path / "kalvot.pdf")
    (finding,) = refused.value.findings
    assert re.match(r'docs/tilit\.md:3:1: kalvo: kalvo ".+" ei mahdu sivulleen – ', str(finding))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_slides_that_have_not_changed_are_not_made_again_and_a_slide_that_runs_over_is_told_again(deck, tmp_path, monkeypatch):
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    paper, screen, guide = tmp_path / "kalvot.pdf", tmp_path / "kalvot.pptx", guide_of(PAGES)

    def made(shown):
        told = print_slides(shown, guide, paper).pages, write_presentation(shown, screen, ROOT / "docs", IDENTITY)
        return told, paper.read_bytes(), screen.read_bytes()
    first, laid, lay_out = made(deck), [], Layouts.lay_out
    monkeypatch.setattr(Layouts, "lay_out", lambda *given, **how: laid.append(given) or lay_out(*given, **how))
    assert made(deck) == first and not laid
    told_otherwise = made(replace(deck, slides=tuple(replace(slide, notes=f"{slide.notes}!", place=None) for slide in deck.slides)))
    assert told_otherwise[1] == first[1] and told_otherwise[2] != first[2] and not laid
    assert made(replace(deck, slides=deck.slides[1:]))[1] != first[1] and laid
    long = deck_of(PAGES | {"tilit.md": CHAPTER.replace("Viesti on keksitty.", LONG * 2)})
    for _ in range(2):
        with pytest.raises(BadInput, match="ei mahdu"):
            print_slides(long, guide, paper)


def test_slides_and_sheets_are_known_by_what_they_hold(deck):
    more = PAGES | {"kanava.md": PAGES["kanava.md"] + "\nYksi kappale lisää.\n"}
    made = [guide_of(pages) for pages in (PAGES, more)]
    assert made[0].content_hash != made[1].content_hash
    sheets, same = (book.workbook(each, convert_pages(each, Format.PRINT)).imprint for each in made)
    assert sheets == same and deck_of(more).imprint == deck.imprint
    assert deck_of(PAGES | {"tilit.md": CHAPTER.replace("Viesti on keksitty.", "Viesti on tosi.")}).imprint != deck.imprint


def test_more_than_sixty_slides_are_refused(deck, tmp_path):
    many = replace(deck, slides=deck.slides * 8)
    with pytest.raises(BadInput, match="kalvoja on 64, ja niitä saa olla 60"):
        print_slides(many, guide_of(PAGES), tmp_path / "kalvot.pdf")


# As a presentation


@pytest.fixture(scope="module")
def presented(deck, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("slides") / "kalvot.pptx"
    assert write_presentation(deck, out, ROOT / "docs", IDENTITY) == out.stat().st_size
    return out


def test_each_slide_has_its_texts_in_the_placeholders_of_the_master(deck, presented):
    slides = pptx.Presentation(presented).slides
    assert [slide.shapes.title.text_frame.text for slide in slides] == [slide.headline for slide in deck.slides]
    assert all(shape.is_placeholder for slide in slides for shape in slide.shapes)
    assert not any(shape.has_text_frame and not shape.text_frame.text for slide in slides for shape in slide.shapes)


def test_a_presentation_is_read_in_its_order(presented):
    slide = pptx.Presentation(presented).slides[3]
    texts = [shape.text_frame.text for shape in slide.shapes]
    assert texts[0].startswith("Sovi tilistä") and texts[-1] == "‹#›"
    heads = ["Luku lyhyesti", "Tili on oma", "Tee tämä tänään", "Luettele tilisi", "Luku 2: Tilit"]
    assert [next(head for head in heads if text.startswith(head)) for text in texts[1:-1]] == heads
    assert slide.notes_slide.notes_text_frame.text.startswith("Kenen tili on?")


def test_a_presentation_says_its_language_and_what_its_pictures_show(presented):
    made = pptx.Presentation(presented)
    (picture,) = [shape for shape in made.slides[4].placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.PICTURE]
    assert picture._element.nvPicPr.cNvPr.get("descr").startswith("LinkedIn on yleisin.")
    assert picture.image.size[0] == 1600 and picture.image.content_type == "image/png"
    runs = [run for slide in made.slides for shape in slide.shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    languages = {run._r.rPr.get("lang"): run.text for run in runs}
    assert languages.keys() == {"fi-FI", "en"} and languages["en"] == "thought leader"
    with zipfile.ZipFile(presented) as file:
        texts = [file.read(name).decode() for name in file.namelist() if re.match(r"ppt/slide(s|Layouts|Masters)/[^/]+$", name)]
    assert set(re.findall(r'lang="([^"]+)"', "".join(texts))) == {"fi-FI", "en"}


def test_a_picture_of_any_format_is_shown(deck, tmp_path):
    Image.new("RGB", (40, 20), "#336699").save(tmp_path / "kuva.webp")
    shown = replace(deck.slides[4], blocks=(Picture(node("img", {"src": "kuva.webp"}), "Seinä"),))
    write_presentation(replace(deck, slides=(shown,)), tmp_path / "kalvot.pptx", tmp_path, IDENTITY)
    (slide,) = pptx.Presentation(tmp_path / "kalvot.pptx").slides
    picture = slide.placeholders[master.PICTURE]
    assert (picture.image.content_type, picture._element.nvPicPr.cNvPr.get("descr")) == ("image/png", "Seinä")
    assert picture.width / picture.height == pytest.approx(2, abs=0.01)


def test_the_last_slide_leads_to_the_guide(presented):
    slide = pptx.Presentation(presented).slides[-1]
    runs = [run for paragraph in slide.placeholders[master.BODY].text_frame.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.hyperlink.address == "https://example.org/opas/"] == ["https://example.org/opas/"]


def test_a_presentation_holds_nothing_of_the_plain_one_it_is_made_from(presented):
    with zipfile.ZipFile(presented) as file:
        names = file.namelist()
        assert b"screen4x3" not in file.read("ppt/presentation.xml") and b"Calibri" not in file.read("ppt/theme/theme1.xml")
    assert [name for name in names if "printer" in name or "thumbnail" in name or "app.xml" in name] == []
    layouts = [layout.name for layout in pptx.Presentation(presented).slide_layouts]
    assert layouts == ["Kansi", "Osa", "Teksti", "Luku", "Kuva"]


def test_the_same_deck_gives_the_same_presentation(deck, presented, tmp_path):
    write_presentation(deck, tmp_path / "kalvot.pptx", ROOT / "docs", IDENTITY)
    assert (tmp_path / "kalvot.pptx").read_bytes() == presented.read_bytes()


def test_paper_and_presentation_have_the_same_sizes():
    guide = guide_of(PAGES)
    style = guide.slides_style.read_text("utf-8")
    printed = set(re.findall(r"font:[^;]*?([\d.]+)pt/([\d.]+)pt", style))
    printed |= set(re.findall(r"font-size: ([\d.]+)pt; line-height: ([\d.]+)pt", style))
    slots = [slot for layout in master.LAYOUTS.values() for slot in (*layout.slots, *layout.feet)]
    sizes = [(slot.size, slot.leading) for slot in slots if slot.kind != "pic"]
    assert printed == {(f"{size:g}", f"{leading:g}") for size, leading in (*sizes, LONG_TITLE)}
