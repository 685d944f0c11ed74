"""The guide itself, built once and strictly: what the website and the book show."""

import hashlib
import json
import posixpath
import re
from html.parser import HTMLParser

import pikepdf
import pptx
import pytest

from commands import ROOT, run
from guidebook import settings
from guidebook.pages.page import read_page
from pdf import Paper, failures, fullness, page_texts, remarks, running_text

pytestmark = pytest.mark.slow

SETTINGS = settings.read(ROOT / "mkdocs.yml")
# A page of one's own collection is not published before there is one.
CHAPTERS = [path for _, path in SETTINGS.chapters if not read_page(SETTINGS.docs, path).collection]
SHEETS = {path: sheet for path in CHAPTERS if (sheet := read_page(SETTINGS.docs, path).sheet)}

CONTENTS_END = 5  # the page of the book on which its lists end


# What outloud says of the book and the workbook, and why it stays so: by the rule, the file.
EXPLAINED = {
    ("ORD-001", "opas.pdf"): "notes of the margin and pictures are painted after the text, and read at their places",
    ("PAG-001", "opas.pdf"): "the kind of a box stands near the top or foot of three pages: it is no running head",
    ("TBL-012", "opas.pdf"): "a sheet's table has empty cells to write in",
    ("TBL-014", "opas.pdf"): "two tables of a sheet one below the other, each in the tree, are taken for one grid",
    ("ORD-001", "tyokirja.pdf"): "a long box, which says over its parts that it goes on, is painted after the text around it",
    ("TBL-012", "tyokirja.pdf"): "a sheet's table has empty cells to write in",
    ("TBL-014", "tyokirja.pdf"): "two tables of a sheet one below the other, each in the tree, are taken for one grid",
    ("PAG-001", "kalvot.pdf"): "each slide names its chapter, its page and the licence: whoever gets one slide alone is to hear it",
}


class Page(HTMLParser):
    """The addresses, the ids and the visible text of a built page."""

    def __init__(self, html: str):
        super().__init__()
        self.ids, self.links, self.text, self._hidden = set(), [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.add(attributes.get("id"))
        self._hidden += tag in ("script", "style")
        if tag in ("a", "link", "img", "script"):
            self.links.append(attributes.get("href") or attributes.get("src") or "")

    def handle_endtag(self, tag):
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self._hidden:
            self.text.append(data)


@pytest.fixture(scope="module")
def pages(site):
    return {file.relative_to(site).as_posix(): Page(file.read_text("utf-8")) for file in site.rglob("*.html")}


@pytest.fixture(scope="module")
def paper(site):
    with Paper(site / "opas.pdf") as opened:
        yield opened


def test_every_link_of_the_site_leads_to_a_file_and_an_anchor_that_exist(site, pages):
    dead = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links are absolute: the server's root is not known here
        for link in page.links:
            if re.match(r"[a-z]+:|#?$", link):
                continue
            address, _, anchor = link.partition("#")
            file = (site / name).parent / address.split("?")[0] if address else site / name
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                dead.append(f"{name}: {link}")
            elif anchor and file.suffix == ".html":
                target = pages[file.resolve().relative_to(site.resolve()).as_posix()]
                if anchor not in target.ids:
                    dead.append(f"{name}: {link}")
    assert dead == []


def test_a_chapter_tells_when_it_was_read_through(pages):
    told = {path: re.search(r"on luettu viimeksi läpi ([\d.]+)\.", "".join(page.text)) for path, page in pages.items()}
    read = [read_page(SETTINGS.docs, path) for path in CHAPTERS]
    dated = {f"{page.path.removesuffix('.md')}/index.html": page.meta["luettu"] for page in read if "luettu" in page.meta}
    assert dated and {path: match[1] for path, match in told.items() if match} == {
        path: f"{day.day}.{day.month}.{day.year}" for path, day in dated.items()}


def test_no_page_asks_another_host_for_anything(pages):
    asked = [f"{name}: {link}" for name, page in pages.items() for link in page.links
             if re.match(r"(https?:)?//", link) and link not in _sources_addresses()]
    assert asked == []


def _sources_addresses():
    return {match for file in (ROOT / "docs").rglob("*.md") for match in re.findall(r"https?://[^\s)>\]]+", file.read_text("utf-8"))
            } | set(re.findall(r"https?://\S+", (ROOT / "data/sources.yml").read_text("utf-8"))) | {
                "https://squidfunk.github.io/mkdocs-material/"}


def test_no_trace_of_a_marker_is_left_on_a_page(pages):
    for name, page in pages.items():
        text = " ".join(page.text)
        for trace in ("{{", "}}", "väite=", "[@", "///", "]{"):
            assert trace not in text, (name, trace)


def test_no_page_draws_a_banner_or_heads_an_empty_list(site):
    empty = re.compile(r"md-banner|<ul[^>]*>\s*</ul>")
    assert [file for file in site.rglob("*.html") if empty.search(file.read_text("utf-8"))] == []


def test_no_page_needs_to_say_that_the_data_are_an_example(pages):
    for name, page in pages.items():
        assert "esimerkkiaineisto" not in " ".join(page.text).lower(), name


def test_numbers_are_published_as_the_command_tells_them(site):
    told = run("guidebook", "numbers", "--json")
    assert told.returncode == 0, told.stderr
    rows = json.loads(told.stdout)
    assert json.loads((site / "luvut.json").read_text("utf-8")) == rows
    assert len([row for row in rows if row["kind"] != "fact"]) >= 25
    for row in rows:
        assert set(row) >= {"id", "kind", "value", "n", "k", "low", "high", "unit", "text", "withheld", "uses"}
        assert (row["kind"] == "series") == ("rows" in row)


def test_the_search_index_has_the_numbers_but_not_the_text_of_charts(site):
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert "luottamusväli" in text
    assert "Jana on 95" not in text


def test_the_book_is_pdf_ua_with_metadata(site, paper):
    assert failures(site / "opas.pdf") == []
    assert paper.pdf.Root.Lang == "fi"
    assert str(paper.pdf.docinfo.Title) == SETTINGS.title


def test_the_book_is_for_archives_with_the_numbers_of_the_site_and_nothing_else(site, paper):
    assert failures(site / "opas.pdf", "3u") == []
    attached = {name: file.get_file().read_bytes() for name, file in paper.pdf.attachments.items()}
    assert attached == {"luvut.json": (site / "luvut.json").read_bytes()}
    assert [str(file.AFRelationship) for file in paper.pdf.Root.AF] == ["/Data"]


def test_every_file_to_take_away_is_offered_with_its_size_and_checksum(site):
    told = {one["file"]: one for one in json.loads((site / "lataukset.json").read_text("utf-8"))}
    of_pages = {name: one["page"] for name, one in told.items() if "page" in one}
    assert {"opas.pdf", "tyokirja.pdf", "kalvot.pdf", "kalvot.pptx", "luvut.json"} <= told.keys() - of_pages.keys()
    assert ("opas.epub" in told) == ("opas.docx" in told) == (site / "word").is_dir()
    page = (site / "tietoa/lataa/index.html").read_text("utf-8")
    links = re.findall(r'href="([^"]+)"[^>]* download>([^<]*)', page)
    offered = {posixpath.normpath(f"tietoa/lataa/{address}"): words for address, words in links}
    for name, one in told.items():
        content = (site / name).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert re.search(rf'\({one.get("pages", "")}|, {one.get("pages", "")} ', offered[name]), name


def test_each_chapter_of_the_book_offers_its_own_pdf_and_no_other_page_does(site):
    told = json.loads((site / "lataukset.json").read_text("utf-8"))
    pages = {one["page"]: one["pages"] for one in told if one["file"].endswith("luku.pdf")}
    in_book = [path for path in CHAPTERS if read_page(SETTINGS.docs, path).in_book]
    assert list(pages) == [path for path in in_book if path != "liitteet/hakemisto.md"]
    for path, count in pages.items():
        folder = site / path.removesuffix(".md")
        with pikepdf.open(folder / "luku.pdf") as file:
            assert len(file.pages) == count, path
        offered = rf'href="luku.pdf"[^>]*>Lataa tämä (?:luku|arkki) \(PDF, {count} sivua?, '
        assert re.search(offered, (folder / "index.html").read_text("utf-8")), path


@pytest.mark.parametrize("path", ["organisaatiolle/kenen-tili-se-on", "tyokirja/sopimusmalli", "tietoa/pa-svenska"])
def test_a_chapter_by_itself_is_tagged_and_leads_nowhere_else(site, path):
    assert failures(site / path / "luku.pdf") == []
    with Paper(site / path / "luku.pdf") as paper:
        assert {anchor for _, anchor, _ in paper.links() if anchor} <= set(paper.destinations())


def test_a_sheet_is_offered_in_word_where_it_was_made(site):
    made = {file.name for file in (site / "word").glob("*.docx")}
    pages = {path: (site / path.removesuffix(".md") / "index.html").read_text("utf-8") for path in SHEETS}
    offered = {name for page in pages.values() for name in re.findall(r'href="../../word/([^"]+)"[^>]*>Lataa Wordina \(Word, ', page)}
    assert offered == made and ("Lataa Wordina" in "".join(pages.values())) == bool(made)


@pytest.mark.parametrize("name", ["opas.pdf", "tyokirja.pdf", "kalvot.pdf"])
def test_outloud_says_only_what_is_explained(site, paper, name):
    told = remarks(site / name)
    assert [remark for remark in told if remark.severity != "warning" or (remark.rule, name) not in EXPLAINED] == []
    starts = {paper.destinations()[path.removesuffix(".md").replace("/", "-")]: size for path, size in SHEETS.items()}
    sheets = {page + more for page, size in starts.items() for more in range(size)}
    tables = {remark.page for remark in told if remark.rule.startswith("TBL")}
    assert name != "opas.pdf" or tables <= sheets
    titles = {title for _, title, _ in paper.outline()} | {SETTINGS.title}
    heads = [words for remark in told if remark.rule == "PAG-001" for words in remark.evidence.split("; ")]
    assert [words for words in heads if words in titles] == []


def test_what_is_read_of_the_book_is_all_but_heads_and_leaders(paper):
    assert paper.loose_content() == []
    kinds = {kind: list(paper.elements(kind)) for kind in ("TOC", "Note", "Reference", "Index", "Table")}
    assert all(kinds.values()) and all(note.K[0].S == "/Lbl" for note in kinds["Note"])
    heads = list(paper.elements("TH"))
    assert heads and all("/Scope" in cell.A for cell in heads)
    assert {"sv", "en"} <= {str(part.Lang) for part in paper.elements("Sect") if "/Lang" in part}


def test_the_book_has_the_chapters_of_the_nav_in_their_order(paper):
    titles = [title for depth, title, _ in paper.outline()]
    wanted = list(_titles())
    assert [title for title in titles if title in wanted] == wanted


def _titles():
    for path in CHAPTERS:
        page = read_page(SETTINGS.docs, path)
        if page.in_book:
            yield page.title


def test_every_link_of_the_book_resolves(paper):
    destinations = paper.destinations()
    assert [anchor for _, anchor, _ in paper.links() if anchor and anchor not in destinations] == []


def test_every_printed_page_number_is_right(paper):
    """The words of a link that end in a page number name the page it leads to."""
    destinations, checked = paper.destinations(), 0
    for anchor, words in paper.link_words():
        if match := re.fullmatch(r"(?:.*\s)?(?:sivu|s\.)\s*(\d+)", words.strip()):
            assert int(match[1]) == destinations[anchor], (anchor, words)
            checked += 1
    assert checked > 10
    contents = [(anchor, words) for anchor, words in paper.links_in_print(3, CONTENTS_END) if anchor in destinations]
    listed = {anchor for anchor, words in contents if words.endswith(f" {destinations[anchor]}")}
    assert len(listed) > 100 and {anchor for anchor, _ in contents} == listed


def test_cross_references_print_the_page_they_lead_to(site, paper):
    printed = re.findall(r"\(s\. (\d+)\)", running_text(site / "opas.pdf"))
    pages = {str(page) for page in paper.destinations().values()}
    assert printed and set(printed) <= pages


def test_no_page_is_under_a_third_full_and_no_chapter_ends_in_a_line_or_two(site, paper):
    full = dict(enumerate(fullness(site / "opas.pdf"), start=1))
    starts = {page: title for depth, title, page in paper.outline() if depth <= 2 and title != "Sisällys"}
    dividers = {page for depth, title, page in paper.outline() if depth == 1 and title != "Sisällys"}
    sheets = {page for page, title in starts.items() if title in {read_page(SETTINGS.docs, path).title for path in SHEETS}}
    first, last = min(sheets, default=len(full)), max(sheets, default=len(full)) + 2  # they have a test of their own
    back = len(full) if full[len(full) - 1] else len(full) - 1  # an empty page may bring the back cover to an outside
    kept = {1, 2, 3, *dividers, *range(first - 1, last), back, len(full)}
    ends = {page - 1 for page in (*starts, back)}
    assert [page for page in full if page not in kept | ends and full[page] < 1 / 3] == []
    assert [page for page in ends - kept if full[page] < 1 / 10] == []


def test_fonts_are_embedded_and_every_glyph_is_there(site, paper):
    assert all(paper.fonts().values()) and paper.fonts()
    assert "\ufffd" not in running_text(site / "opas.pdf")


def test_the_front_page_names_the_books_pages_and_size(site, paper):
    front = (site / "index.html").read_text("utf-8").replace("\u00a0", " ")
    assert re.search(rf"PDF, {len(paper.pdf.pages)} sivua, \d,\d Mt", front)


@pytest.mark.parametrize("path, size", SHEETS.items())
def test_a_sheet_takes_its_page_or_the_two_that_face_each_other(site, paper, path, size):
    chapters = [page for depth, title, page in paper.outline() if depth <= 2] + [len(paper.pdf.pages)]
    here = paper.destinations()[path.removesuffix(".md").replace("/", "-")]
    following = min(page for page in chapters if page > here)
    filled = fullness(site / "opas.pdf", top=60, bottom=785)[here - 1 : following - 1]
    assert [full > 0 for full in filled[:size]] == [True] * size
    assert filled[size:] in ([], [0.0])  # an empty page before a spread, which begins on the left
    assert size == 1 or here % 2 == 0


def test_the_workbook_holds_each_sheet_as_a_form(site):
    workbook = site / "tyokirja.pdf"
    with Paper(workbook) as paper:
        titles = [title for depth, title, page in paper.outline() if depth == 2]
        assert len(paper.pdf.pages) == 1 + sum(SHEETS.values())
        fields = {str(field.TU) for field in paper.pdf.Root.AcroForm.Fields}
    assert titles == [read_page(SETTINGS.docs, path).title for path in SHEETS]
    assert len(fields) > 5 * len(SHEETS) and "None" not in fields
    assert failures(workbook) == []


def test_the_slides_hold_each_chapter_with_a_page_of_the_book_that_is_right(site, paper):
    pages = {path: read_page(SETTINGS.docs, path) for path in CHAPTERS}
    chapters = [page for page in pages.values() if page.in_book and any(block.name == "tiivistelma" for block in page.blocks)]
    headlines = [page.meta["kalvo-otsikko"] for page in chapters]
    assert len(headlines) > 30 and all("luku" in page.slides for page in chapters)
    slides = pptx.Presentation(site / "kalvot.pptx").slides
    titles = [slide.shapes.title.text_frame.text.replace("\u00a0", " ") for slide in slides]
    assert [title for title in titles if title in headlines] == headlines and len(titles) <= 60
    with Paper(site / "kalvot.pdf") as printed:
        assert [title.replace("\u00a0", " ") for _, title, _ in printed.outline()] == titles
        assert len(printed.pdf.pages) == len(titles)
    starts = paper.destinations()
    texts = page_texts(site / "kalvot.pdf")
    for page in chapters:
        told = texts[titles.index(page.meta["kalvo-otsikko"])].replace("\u00a0", " ")
        assert f"{page.title} · opas.pdf, s. {starts[page.path.removesuffix('.md').replace('/', '-')]} · " in told
    assert failures(site / "kalvot.pdf") == []
