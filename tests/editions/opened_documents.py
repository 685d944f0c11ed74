"""The Word documents and the EPUB, of small books and of the guide that was built: `make editions-test`, which installs pandoc,
LibreOffice and epubcheck; no part of the ordinary tests.
"""

import io
import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
import search_eval
import yaml
from docx.oxml.ns import qn
from opened_slides import FONTS
from PIL import Image

import pdf
from books import DOCS, STYLE, book_of, chapter_of, sample_book
from commands import ROOT
from conftest import phone
from guidebook.findings import BadInput
from guidebook.press.elements import node
from guidebook.renditions import pandoc, reference
from guidebook.renditions.epub import epub
from guidebook.renditions.word import WordFiles
from guides import IDENTITY

SITE = ROOT / "site"
EPUB_STYLE = ROOT / "overrides/print/epub.css"
CASES = yaml.safe_load((ROOT / "tests/golden/documents.yml").read_text("utf-8"))
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))


def said(element) -> str:
    """All that a part of a Word document says."""
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def sheet(xhtml: str, imprint=None):
    chapter = replace(chapter_of(xhtml, "arkki", "Arkki"), sheet=1, description="Mitä arkilla tehdään.")
    files = WordFiles(IDENTITY, DOCS)
    made = opened(files.sheet(chapter, imprint or sample_book().imprint))
    assert files.warnings == []
    return made


def controls(document) -> list[tuple[str, str, str]]:
    """Kind, title and what stands in each, in the order one tabs through them."""
    found = []
    for control in document.element.body.iter(qn("w:sdt")):
        told = control.find(qn("w:sdtPr"))
        kind = "rasti" if any(one.tag.endswith("}checkbox") for one in told) else "teksti"
        found.append((kind, told.find(qn("w:alias")).get(qn("w:val")), said(control).strip("\u2002")))
    return found


@pytest.fixture(scope="module")
def book():
    return sample_book(sample=False)


@pytest.fixture(scope="module")
def word(book):
    files = WordFiles(IDENTITY, DOCS)
    made = files.whole(book)
    assert files.warnings == []
    return made


@pytest.fixture(scope="module")
def whole(word):
    return opened(word)


# Word


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_sheet_is_filled_in_as_it_is_on_paper(case):
    document = sheet(case["xhtml"])
    assert [list(one) for one in controls(document)] == case.get("controls", [])
    outline = [[paragraph.style.name, said(paragraph._p).strip("\u2002")] for paragraph in document.paragraphs]
    assert outline == [["Heading 1", "Arkki"], *case.get("paragraphs", [])]
    tables = [[[said(cell._tc).strip("\u2002") for cell in row.cells] for row in table.rows] for table in document.tables]
    assert tables == case.get("tables", [])


def test_the_whole_says_what_the_book_says(book, whole):
    there = Counter(words(" ".join(one.text for one in whole.element.body.iter(qn("w:t")))))
    notes = [part for part in whole.part.package.iter_parts() if "footnotes" in part.partname]
    there += Counter(words(" ".join(ElementTree.fromstring(notes[0].blob).itertext())))
    for part in book.parts:
        for chapter in part.chapters:
            body = [one for one in chapter.body.iter() if one.tag.endswith("}svg")]
            drawn = Counter(words(" ".join(text for svg in body for text in svg.itertext())))
            own = Counter(words(" ".join(chapter.body.itertext()))) - drawn
            assert own - there == Counter(), chapter.id


def test_headings_are_headings_of_their_level(whole):
    told = [(int(one.style.name[-1]), one.text) for one in whole.paragraphs if one.style.name.startswith("Heading")]
    assert told[:5] == [(1, "Lähtökohdat"), (2, "Miksi asiantuntija on esillä omalla nimellään"), (3, "Tunnettuus ja luottamus"),
                        (4, "Ajankäyttö"), (5, "Julkaisurytmi")]
    assert (6, "Tarkistuslista") in told and (4, "Mallilauseke") in told


def test_links_lead_to_their_places(whole):
    body = whole.element.body
    named = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    led = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    assert {"mittaaminen", "lahde-naytelahde", "luku-osuus", "tili-sopimus"} <= set(led) <= set(named)
    assert len(named) == len(set(named)) and all(len(name) <= 40 for name in named)
    assert "https://example.org/opas/" in {one.target_ref for one in whole.part.rels.values() if one.is_external}


def test_what_names_a_page_on_paper_names_the_chapter(whole):
    (told,) = [one for one in whole.paragraphs if "on käytössä sivulla" in one.text]
    assert "”Miksi asiantuntija on esillä omalla nimellään”" in said(told._p)


def test_tables_fit_the_page_and_repeat_their_heads(whole):
    assert len(whole.tables) == 2
    for table in whole.tables:
        first, *others = [row._tr.trPr for row in table.rows]
        assert first.find(qn("w:tblHeader")) is not None
        assert all(one.find(qn("w:tblHeader")) is None and one.find(qn("w:cantSplit")) is not None for one in others)
        assert table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")) in ("4999", "5000") and not table.autofit
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_a_picture_says_what_it_shows(whole):
    (shown,) = whole.inline_shapes
    assert shown._inline.docPr.get("descr").startswith("Kanavien käyttö. Pylväinä LinkedIn 61 %")
    assert shown.width.mm == pytest.approx(130, abs=1)
    (caption,) = [one.text for one in whole.paragraphs if one.style.name == "Caption" and "Kuvio 1" in one.text]
    assert "Kanavien käyttö näyteaineistossa." in caption


def test_a_picture_of_any_format_is_shown(tmp_path):
    Image.new("RGB", (40, 20), "#123456").save(tmp_path / "kuva.webp")
    (tmp_path / "kuva.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>')
    chapter = chapter_of('<p><img src="kuva.webp" alt="Seinä"/></p><p>Ja <img src="kuva.svg" alt="Ovi"/></p>')
    shown = opened(WordFiles(IDENTITY, tmp_path).sheet(chapter, sample_book().imprint)).inline_shapes
    assert [one._inline.docPr.get("descr") for one in shown] == ["Seinä", "Ovi"]
    assert all(one.width / one.height == pytest.approx(2, abs=0.01) for one in shown)
    content, _ = epub(book_of(chapter), EPUB_STYLE, IDENTITY, tmp_path)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {Path(name).suffix for name in file.namelist() if "/media/" in name} == {".png", ".svg"}


def test_a_note_is_a_footnote(whole):
    assert len(list(whole.element.body.iter(qn("w:footnoteReference")))) == 4


def test_the_language_is_finnish_and_that_of_other_words_their_own(whole):
    default = whole.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == "fi-FI" == whole.core_properties.language
    told = {said(one): one.find(f".//{qn('w:lang')}").get(qn("w:val")) for one in whole.element.body.iter(qn("w:r"))
            if one.find(f".//{qn('w:lang')}") is not None}
    assert told["thought leader"] == "en"


def test_a_document_says_what_it_is():
    told = sheet("<p>Teksti.</p>").core_properties
    assert (told.title, told.subject) == ("Asiantuntijan someopas: Arkki", "Mitä arkilla tehdään.")
    assert told.author == "Oppaan tekijät" and told.keywords and told.version == "2026.1"
    assert (told.created.date().isoformat(), told.created) == ("2026-11-23", told.modified)


def test_the_foot_says_where_a_sheet_comes_from():
    imprint = replace(sample_book(sample=True).imprint, draft=True)
    foot = said(sheet("<p>Teksti.</p>", imprint).sections[0].footer._element)
    assert foot.startswith("Asiantuntijan someopas, laitos 2026.1, Luonnos · Esimerkkiaineisto")


def test_a_sheet_of_a_version_ends_in_what_it_is_made_of():
    imprint = replace(sample_book().imprint, credits=(("Alkuperäinen", "Opas"), ("Muutettu", "Vaihdettu nimi.")))
    assert said(sheet("<p>Teksti.</p>", imprint).element.body).endswith("Alkuperäinen: OpasMuutettu: Vaihdettu nimi.")


def test_no_paragraph_is_empty_and_no_name_of_a_file_is_left(whole):
    empty = [one for one in whole.paragraphs if not said(one._p).strip() and not list(one._p.iter(qn("w:drawing")))]
    assert empty == [] and "data-paikka" not in whole.element.xml and "docs/" not in said(whole.element.body)


def test_only_what_is_to_be_filled_in_could_be_locked(whole):
    (told,) = whole.settings.element.findall(qn("w:documentProtection"))
    assert (told.get(qn("w:edit")), told.get(qn("w:enforcement"))) == ("forms", "0")


def test_word_has_the_sizes_of_the_book_and_its_colours():
    rules = STYLE.read_text("utf-8")
    sizes = {(float(size), float(line)) for size, line in re.findall(r"font:[^;]*?([\d.]+)pt/([\d.]+)pt", rules)}
    sizes |= {(float(size), float(line)) for size, line in re.findall(r"font-size: ([\d.]+)pt; line-height: ([\d.]+)pt", rules)}
    styles = [*reference.STYLES.values(), *reference.LEVELS]
    assert {(one.size, one.leading) for one in styles} <= sizes


def test_documents_have_the_identity_that_is_given(book, tmp_path):
    colours = {scheme: dict(own) for scheme, own in IDENTITY.colours.items()} | {"kirja": {**IDENTITY.book, "paavari": "#7a0000"}}
    other = replace(IDENTITY, colours=colours, families={**IDENTITY.families, "tekstin-kirjain": "Oma kirjain"})
    made = opened(reference.reference(other, parts=True))
    assert str(made.styles["Hyperlink"].font.color.rgb) == "7A0000" and made.styles["Normal"].font.name == "Oma kirjain"
    content, _ = epub(book, EPUB_STYLE, other, DOCS)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        style = file.read("EPUB/styles/stylesheet1.css").decode()
    assert 'font-family: "Oma kirjain", Georgia' in style and "var(" not in style


def test_the_same_book_gives_the_same_bytes(book, word, monkeypatch, tmp_path):
    once = epub(book, EPUB_STYLE, IDENTITY, DOCS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))  # nothing is kept there
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert WordFiles(IDENTITY, DOCS).whole(book) == word
    assert epub(book, EPUB_STYLE, IDENTITY, DOCS) == once


def test_what_pandoc_says_stops_the_build_and_is_told():
    wrong = node("body", {}, node("p", {}, node("img", {"src": "puuttuu.png", "alt": "Kuva"})))
    with pytest.raises(BadInput, match=r"mkdocs.yml:1:1: pandoc: pandoc ei muuntanut opasta \(.*puuttuu.png"):
        pandoc.write(wrong, "docx", sample_book().imprint.date, {})


# EPUB


@pytest.fixture(scope="module")
def publication(book) -> zipfile.ZipFile:
    content, warnings = epub(book, EPUB_STYLE, IDENTITY, DOCS)
    assert warnings == []
    return zipfile.ZipFile(io.BytesIO(content))


def pages(publication: zipfile.ZipFile) -> dict[str, ElementTree.Element]:
    return {name: ElementTree.fromstring(publication.read(name)) for name in publication.namelist() if name.endswith(".xhtml")}


def text_of(element: ElementTree.Element) -> str:
    return " ".join(element.itertext())


def test_the_publication_tells_of_its_accessibility(publication):
    package = ElementTree.fromstring(publication.read("EPUB/content.opf"))
    told = {(one.get("property"), one.text) for one in package.iter("{http://www.idpf.org/2007/opf}meta")}
    assert {("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"), ("a11y:certifiedBy", "Oppaan tekijät"),
            ("schema:accessMode", "textual"), ("schema:accessMode", "visual"), ("schema:accessModeSufficient", "textual"),
            ("schema:accessibilityFeature", "alternativeText"), ("schema:accessibilityHazard", "none")} <= told
    assert any(name == "schema:accessibilitySummary" and "vaihtoehtoiset tekstit" in text for name, text in told)
    assert package.find(".//{http://purl.org/dc/elements/1.1/}language").text == "fi-FI"
    assert publication.namelist()[0] == "mimetype" and publication.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert "page-list" not in publication.read("EPUB/nav.xhtml").decode()


def test_the_publication_says_what_the_book_says(book, publication):
    there = Counter(words(" ".join(map(text_of, pages(publication).values()))))
    for part in book.parts:
        for chapter in part.chapters:
            assert Counter(words(" ".join(chapter.body.itertext()))) - there == Counter(), chapter.id


def test_each_page_has_its_heading_for_a_title(publication):
    for name, page in pages(publication).items():
        assert page.get("lang") == "fi-FI" and name.rpartition("/")[2] != page.find(f".//{XHTML}title").text


def test_notes_are_notes_and_drawings_drawings(publication):
    found = [element for page in pages(publication).values() for element in page.iter()]
    assert Counter(one.get(TYPE) for one in found if one.get(TYPE) in ("noteref", "footnote")) == {"noteref": 4, "footnote": 4}
    drawings = [one for one in found if one.tag.endswith("}svg") and one.get("role") == "img"]
    (drawing,) = drawings
    assert drawing.find("{http://www.w3.org/2000/svg}title").text == "Kanavien käyttö."
    assert "currentColor" not in ElementTree.tostring(drawing, "unicode")
    assert drawing.find("{http://www.w3.org/2000/svg}rect").get("fill") == "#ffffff"  # on a dark page too


def test_every_link_leads_somewhere(publication):
    places = {f"{name.rpartition('/')[2]}#{one.get('id')}" for name, page in pages(publication).items() for one in page.iter() if one.get("id")}
    for name, page in pages(publication).items():
        for link in page.iter(f"{XHTML}a"):
            to = link.get("href", "")
            if "#" in to and "://" not in to:
                assert (to if to.partition("#")[0] else name.rpartition("/")[2] + to).removeprefix("text/") in places, to


def test_a_drawing_without_words_is_told():
    bare = chapter_of('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>')
    _, warnings = epub(book_of(bare), EPUB_STYLE, IDENTITY, DOCS)
    assert warnings == ['luvussa "Luku" kaaviolta puuttuu kuvaus (<title> ja <desc>)']


# What was built


def built(name: str) -> Path:
    assert (SITE / name).is_file(), "aja ensin make editions"
    return SITE / name


def test_epubcheck_says_nothing_of_the_guide(tmp_path):
    jar = Path("/usr/share/java/epubcheck.jar")
    command = ["java", "-jar", str(jar)] if jar.is_file() else ["epubcheck"]
    done = subprocess.run([*command, built("opas.epub"), "--json", tmp_path / "told.json"], capture_output=True, text=True, timeout=300)
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert (done.returncode, told["messages"]) == (0, [])


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, Path]:
    """The documents as LibreOffice prints them, in the guide's own faces."""
    built("opas.docx")
    folder = tmp_path_factory.mktemp("printed")
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=ROOT / "docs/assets/fonts", cache=folder / "fonts"), "utf-8")
    files = [SITE / "opas.docx", *sorted((SITE / "word").glob("*.docx"))]
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", folder, *files], check=True, timeout=600, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
    return {file.stem: folder / f"{file.stem}.pdf" for file in files}


def test_every_document_opens_and_says_there_what_it_says(printed):
    for file in [SITE / "opas.docx", *sorted((SITE / "word").glob("*.docx"))]:
        there = Counter(words(" ".join(pdf.page_texts(printed[file.stem])).replace("-\n", "")))
        here = Counter(words(" ".join(one.text for one in docx.Document(file).element.body.iter(qn("w:t")))))
        lost = here - there
        assert sum(lost.values()) <= sum(here.values()) // 200, (file.name, lost.most_common(9))  # but words broken at a line


def test_nothing_runs_over_the_edge(printed):
    for name, file in printed.items():
        for number, page in enumerate(pdf.words(file), 1):
            assert all(word.right < page.width - 30 for word in page.words), (name, number)


def test_a_sheet_takes_no_more_pages_than_it_should(printed):
    assert {name: len(pdf.page_texts(file)) for name, file in printed.items() if name != "opas" and len(pdf.page_texts(file)) > 3} == {}


def test_every_sheet_is_offered_in_word_and_listed():
    told = {one["file"] for one in json.loads((SITE / "lataukset.json").read_text("utf-8"))}
    sheets = {f"word/{file.name}" for file in (SITE / "word").glob("*.docx")}
    assert len(sheets) == 10 and {*sheets, "opas.docx", "opas.epub"} <= told
    page = (SITE / "tyokirja/sopimusmalli/index.html").read_text("utf-8")
    assert re.search(r'href="../../word/tyokirja-sopimusmalli.docx"[^>]* download>Lataa Wordina \(Word, ', page)


FILL = """() => {
  const fields = [...document.querySelectorAll(".arkin-kentta, .arkin-valinta input, .rastitettava input")]
  for (const [at, field] of fields.entries()) {
    if (field.matches(".arkin-kentta")) field.value = `vastaus ${at}`
    else field.checked = true // of a scale the last one stays
  }
  const told = field => field.matches(".arkin-kentta") ? field.value : field.type === "checkbox" ? "☒" : field.checked ? "x" : ""
  return fields.map(field => [field.ariaLabel ?? field.parentElement.textContent, told(field)])
}"""


def test_what_is_filled_on_the_page_stands_in_word_at_its_place(browser):
    with search_eval.served(SITE) as address, phone(browser) as page:
        for file in sorted((SITE / "word").glob("tyokirja-*.docx")):
            page.goto(f"{address}tyokirja/{file.stem.removeprefix('tyokirja-')}/")
            filled = page.evaluate(FILL)
            with page.expect_download() as saved:
                page.get_by_role("button", name="Lataa täytettynä Wordina").click()
            there = controls(docx.Document(saved.value.path()))
            assert [told for _, _, told in there] == [told for _, told in filled], file.name
            for (name, _), (_, title, _) in zip(filled, there, strict=True):
                assert "".join(words(name)).startswith("".join(words(title))[:12]), (file.name, name, title)
