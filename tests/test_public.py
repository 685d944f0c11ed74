"""The site's public manners: cards, favicon, feed, sitemap, the page for a broken address, the way to edit."""

import dataclasses
import io
import re
import xml.etree.ElementTree as etree
from urllib.parse import urljoin

import pytest
from mkdocs.config import load_config
from PIL import Image, ImageColor

from commands import ROOT
from conftest import make_small_guide
from guidebook import identity, settings
from guidebook.editions import announced
from guidebook.findings import BadInput
from guidebook.identity import FaceFile, Identity
from guidebook.site import cards, feed
from guidebook.site.cards import Card
from guides import guide
from guides import settings as made_settings
from web_pages import Page, broken_address_leads_on, built, opened

IDENTITY = identity.read(ROOT / identity.NAME)
SETTINGS = settings.read(ROOT / "mkdocs.yml")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ADDRESS, CODE = "https://example.org/opas/", "https://github.com/example/opas"


# Cards and the mark

TITLES = {
    "short": "Kenen tili se on?",
    "compound": "Mitä mielipidevaikuttajilta voi oppia",
    "long": "Kun asiantuntija ohittaa organisaationsa, ja mitä siitä pitäisi ajatella kotona, työssä ja vapaalla",
    "one word": "Epäjärjestelmällistyttämättömyydelläänsäkäänköhän yhteisöpalveluviestintäkoulutussuunnittelija",
    "far too long": "Yhteisöpalveluviestintä " * 40,
}


def picture(title: str, above: str = "Miksi", name: str = "Asiantuntijan someopas") -> Image.Image:
    return Image.open(io.BytesIO(cards.draw(Card(title, above, name, "2026.1"), IDENTITY)))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_of_any_length_stays_in_its_place(title):
    """Nothing but paper round the title's column: left of it, between it and the mark, and over the line below."""
    image = picture(title).convert("RGB")
    paper = (251, 248, 241)
    title_end = cards.TITLE_TOP + cards.TITLE_HEIGHT + 8
    for box in ((0, 0, cards.MARGIN - 4, 630), (cards.MARGIN + cards.COLUMN + 2, 130, 786, title_end),
                (0, title_end, 780, title_end + 4), (1200 - cards.MARGIN + 4, 0, 1200, 630)):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), paper)], box
    assert len(image.crop((cards.MARGIN, cards.TITLE_TOP, 760, title_end)).getcolors(1 << 16)) > 4


def test_the_names_on_a_card_keep_to_their_line():
    image = picture("Otsikko", "Osa, jonka nimi on aivan liian pitkä mahtuakseen yhdelle riville " * 2, "Opas " * 30).convert("RGB")
    assert len(image.crop((1200 - cards.MARGIN + 2, 0, 1200, 630)).getcolors()) == 1


def test_a_card_is_of_the_size_that_is_shown_and_light_to_fetch():
    for title in TITLES.values():
        drawn = cards.draw(Card(title, "Miksi", "Opas", "2026.1"), IDENTITY)
        image = Image.open(io.BytesIO(drawn))
        assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
        assert len(drawn) < 40_000


def test_the_same_page_gives_the_same_card_and_another_page_another():
    drawn = {title: cards.draw(Card(title, "Miksi", "Opas", "2026.1"), IDENTITY) for title in TITLES.values()}
    assert drawn == {title: cards.draw(Card(title, "Miksi", "Opas", "2026.1"), IDENTITY) for title in TITLES.values()}
    assert len(set(drawn.values())) == len(TITLES)


def test_a_card_tells_title_part_guide_and_edition(tmp_path):
    made = cards.cards(guide(tmp_path, {"index.md": "---\ntitle: Etusivu\n---\n", "osa/luku.md": "# Luku\n"}))
    assert made == {"index.md": Card("Opas", "Alaotsikko", "Opas", "2026.1"),
                    "osa/luku.md": Card("Luku", "Osa", "Opas", "2026.1")}
    base = next(iter(made.values()))
    drawn = {cards.draw(dataclasses.replace(base, **{field.name: "Toinen"}), IDENTITY) for field in dataclasses.fields(Card)}
    assert len(drawn | {cards.draw(base, IDENTITY)}) == 5


def test_a_missing_font_is_told(tmp_path):
    gone = FaceFile("A", tmp_path / "A.ttf")
    with pytest.raises(BadInput, match="kirjasin: jakokuvan kirjasinta ei voi lukea"):
        cards.draw(Card("Otsikko", "", "Opas", "1"), Identity(families={identity.TEXT: "A"}, faces=(gone,)))


def test_the_favicon_is_the_mark_on_a_clear_ground():
    image = Image.open(io.BytesIO(cards.favicons(IDENTITY)[cards.FAVICON]))
    assert (image.size, image.mode) == ((48, 48), "RGBA")
    assert [image.getpixel(point) for point in ((30, 19), (6, 38))] == [
        (*ImageColor.getrgb(IDENTITY.site[name]), 255) for name in ("tehoste", "paavari-taytto")]
    assert {image.getpixel(point)[3] for point in ((0, 0), (47, 47), (0, 47), (47, 0))} == {0}


MARKS = {"favicon": cards.favicons(IDENTITY)[cards.DRAWN], "front": (ROOT / "overrides/.icons/opas/havainto.svg").read_bytes()}


@pytest.mark.parametrize("drawing", MARKS.values(), ids=MARKS)
def test_the_mark_is_the_same_everywhere(drawing):
    svg = etree.fromstring(drawing)
    rect, circle = (svg.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("rect", "circle"))
    x, y, width, height = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
    assert (x, y, x + width, y + height) == cards.SQUARE
    cx, cy, r = (float(circle.get(key)) for key in ("cx", "cy", "r"))
    assert (cx - r, cy - r, cx + r, cy + r) == cards.CIRCLE


# The feed

EDITIONS = """
"2026.1": {date: 2026-11-23, title: Ensimmäinen laitos, summary: Alku.}
"2026.10": {date: 2027-05-01, title: Kymmenes laitos, summary: "Luvut <b>uudelta</b> vuodelta & muuta."}
"2026.9": {date: 2027-05-01, title: Yhdeksäs laitos, summary: Välissä.}
"""


@pytest.fixture
def releases(tmp_path):
    (tmp_path / "editions.yml").write_text(EDITIONS, "utf-8")
    return announced.read(tmp_path / "editions.yml")


def parsed(tmp_path, releases, address=""):
    return etree.fromstring(feed.atom(dataclasses.replace(made_settings(tmp_path), address=address), releases))


def test_the_feed_tells_the_editions_newest_first(tmp_path, releases):
    atom = parsed(tmp_path, releases)
    entries = atom.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", None, ATOM) for entry in entries] == [
        "Kymmenes laitos (2026.10)", "Yhdeksäs laitos (2026.9)", "Ensimmäinen laitos (2026.1)"]
    assert entries[0].findtext("a:content", None, ATOM) == "Luvut <b>uudelta</b> vuodelta & muuta."
    assert atom.findtext("a:updated", None, ATOM) == "2027-05-01T00:00:00Z"
    for element in (atom, *entries):  # what RFC 4287 asks of each
        assert all(element.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "updated"))
    assert atom.findtext("a:author/a:name", None, ATOM) == "Tekijät"


def test_the_feeds_ids_differ_and_outlast_a_move_of_the_site(tmp_path, releases):
    before, after = ([element.text for element in parsed(tmp_path, releases, address).iter(f"{{{ATOM['a']}}}id")]
                     for address in ("", ADDRESS))
    assert before == after and len(set(before)) == 4
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) for name in before)


def test_the_feeds_links_are_absolute_or_not_there(tmp_path, releases):
    assert parsed(tmp_path, releases).findall(".//a:link", ATOM) == []
    links = [(link.get("rel"), link.get("href")) for link in parsed(tmp_path, releases, ADDRESS).findall("a:link", ATOM)]
    assert links == [("self", f"{ADDRESS}laitokset.xml"), ("alternate", ADDRESS)]


@pytest.mark.parametrize(("text", "line"), [
    ('"2025.1": {date: 2025-01-01, title: Vanha, summary: Vanha.}', '1:1: laitos: laitos "2026.1" puuttuu luettelosta '
     '– lisää "2026.1": ja sen alle date, title ja summary'),
    ('"2026.1": {date: 2026-11-23, title: Uusi}', 'laitos: tunnukselta "2026.1" puuttuu summary'),
    ('"2026.1": {date: marraskuu, title: Uusi, summary: Uusi.}', "avaimen date arvon pitää olla päivä muodossa 2026-11-30"),
    ("eka: {date: 2026-11-23, title: Uusi, summary: Uusi.}", 'tunnus "eka" ei kelpaa – kirjoita laitos lainausmerkeissä'),
    ("2026.1: {date: 2026-11-23, title: Uusi, summary: Uusi.}", "yaml: avaimen pitää olla sana – kirjoita se lainausmerkkeihin"),
])
def test_what_an_editor_is_told_of_the_editions(tmp_path, text, line):
    (tmp_path / "editions.yml").write_text(text, "utf-8")
    made = guide(tmp_path, {"index.md": "# Etu\n"})
    made.settings = dataclasses.replace(made.settings, editions=tmp_path / "editions.yml")
    announced.check(made)
    assert any(line in str(finding) for finding in made.findings), made.findings


# Built pages


@pytest.fixture(scope="module")
def addressed(tmp_path_factory):
    """The small guide with an address, a home for its code, and a page that was renamed."""
    made = make_small_guide(tmp_path_factory.mktemp("julkinen") / "guide")
    made.replace("mkdocs.yml", "strict: true", f"strict: true\nsite_url: {ADDRESS}\nrepo_url: {CODE}\nedit_uri: edit/main/docs/")
    made.replace("mkdocs.yml", "hooks/print_book.py]", "hooks/print_book.py, hooks/dress_pages.py, hooks/draw_cards.py, "
                 "hooks/announce_editions.py, hooks/redirect_addresses.py]")
    made.replace("mkdocs.yml", 'edition: "1"', 'edition: "1", book: false, addresses: data/addresses.yml, editions: data/editions.yml')
    made.replace("docs/toinen.md", "title: Toinen", 'title: Toinen ”uusi” & viimeinen\ndescription: Kuvaus & muuta.')
    made.write("data/addresses.yml", 'julkaistu: {/: "1", /toinen/: "1", /vanha/luku/: "1"}\nsiirretty: {/vanha/luku/: /toinen/#lahteet}\n')
    made.write("data/editions.yml", '"1": {date: 2026-11-23, title: Eka, summary: Alku.}\n')
    result = made.publish()
    assert result.returncode == 0, result.stdout + result.stderr
    return made.site


@pytest.mark.slow
def test_with_an_address_a_page_has_its_picture_and_its_place(addressed):
    page = opened(addressed, "toinen/index.html")
    assert page.one("og:image") == f"{ADDRESS}assets/kortit/toinen.png"
    drawn = [(addressed / cards.address(path)).read_bytes() for path in ("index.md", "toinen.md")]
    assert len(set(drawn)) == 2
    assert page.one("og:url") == f"{ADDRESS}toinen/" and page.links["canonical"] == [f"{ADDRESS}toinen/"]
    assert page.one("twitter:card") == "summary_large_image"
    assert page.one("og:title") == 'Toinen ”uusi” & viimeinen' and page.one("og:description") == "Kuvaus & muuta."
    assert page.links["alternate"] == [f"{ADDRESS}laitokset.xml"] and (addressed / feed.ADDRESS).is_file()
    assert [link for link in page.fetched if re.match(r"(https?:)?//", link)] == []


@pytest.mark.slow
def test_with_an_address_the_sitemap_names_each_page_once(addressed):
    tree = etree.fromstring((addressed / "sitemap.xml").read_bytes())
    assert [loc.text for loc in tree.iterfind("s:url/s:loc", MAP)] == [ADDRESS, f"{ADDRESS}toinen/"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day.text) for day in tree.iterfind("s:url/s:lastmod", MAP))


@pytest.mark.slow
def test_with_an_address_in_a_folder_a_broken_address_still_leads_on(addressed):
    broken_address_leads_on(addressed, opened(addressed, "404.html"), "/opas/")


@pytest.mark.slow
def test_a_renamed_page_leads_on(addressed):
    html = (addressed / "vanha/luku/index.html").read_text("utf-8")
    page = Page(html)
    assert urljoin(f"{ADDRESS}vanha/luku/", page.anchors[0]) == f"{ADDRESS}toinen/#lahteet"
    assert page.links["canonical"] == [f"{ADDRESS}toinen/"] and "http-equiv=\"refresh\"" in html


@pytest.mark.slow
@pytest.mark.parametrize("path", ["index.md", "toinen.md"])
def test_with_a_home_for_the_code_a_page_can_be_edited(addressed, path):
    page = opened(addressed, built(path))
    assert f"{CODE}/edit/main/docs/{path}" in page.anchors and "Muokkaa tätä sivua" in page.text
    assert f"{CODE}/issues/new/choose" in page.anchors and "Kerro virheestä" in page.text
    assert CODE in page.anchors
    assert "source" not in page.components  # with it the theme's script would ask the code's host for stars


@pytest.mark.slow
def test_with_a_home_for_the_code_a_page_that_lists_data_leads_to_the_data(addressed):
    def data(path: str) -> list[str]:
        return [link for link in opened(addressed, built(path)).anchors if link.startswith(f"{CODE}/edit/main/data/")]

    assert data("toinen.md") == [f"{CODE}/edit/main/data/{name}.yml" for name in ("statistics", "facts", "sources")]
    assert data("index.md") == []


@pytest.mark.parametrize("repository", ["", CODE])
def test_the_guide_learns_its_home_from_the_environment(monkeypatch, repository):
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    for name, value in (("REPO", repository), ("SITE", repository and "https://example.org/opas")):
        monkeypatch.setenv(f"GUIDEBOOK_{name}_URL", value) if value else monkeypatch.delenv(f"GUIDEBOOK_{name}_URL", raising=False)
    config = load_config(str(ROOT / "mkdocs.yml"))
    dressed = next(module for name, module in config.hooks.items() if name.endswith("dress_pages.py")).on_config(config)
    told = (dressed.repo_url, dressed.site_url, dressed.edit_uri)
    assert told == ((CODE, "https://example.org/opas/", "edit/main/docs/") if repository else (None, None, None))
