"""The public manners of this guide's pages: descriptions, cards, policy, edit links, and addresses that last."""

import re
import xml.etree.ElementTree as etree

import pytest

from builds import CODE
from commands import ROOT
from guidebook import identity, settings
from guidebook.pages.page import read_page
from guidebook.site import addresses, cards, feed, policy
from web_pages import PolicedPage, Redirect, broken_address_leads_on, built, opened

pytestmark = pytest.mark.slow

IDENTITY = identity.read(ROOT / identity.NAME)
SETTINGS = settings.read(ROOT / "mkdocs.yml")
DESCRIPTION = re.search(r"^site_description: (.+)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M)[1]
PAGES = [path for _, path in SETTINGS.chapters if not read_page(SETTINGS.docs, path).collection]
OURS = addresses.read(ROOT / "data" / "addresses.yml")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_tells_of_itself_and_points_nowhere_without_an_address(site, path):
    page, source = opened(site, built(path)), read_page(ROOT / "docs", path)
    description = source.meta.get("description", "") or DESCRIPTION
    assert page.one("description") == page.one("og:description") == description
    assert page.one("og:title") == (SETTINGS.title if path == "index.md" else source.title)
    assert page.one("og:locale") == "fi_FI" and page.one("twitter:card") == "summary"
    assert page.meta.keys().isdisjoint({"og:image", "og:url"})
    assert page.links.keys().isdisjoint({"canonical", "alternate"})
    assert [link for link in page.fetched if re.match(r"(https?:)?//", link)] == []
    assert "Muokkaa tätä sivua</a>" not in (site / built(path)).read_text("utf-8") and "source" not in page.components


def test_every_page_has_a_description_of_its_own(site):
    told = {path: opened(site, built(path)).one("description") for path in PAGES}
    assert len(set(told.values())) == len(PAGES), told
    assert [path for path, text in told.items() if not 50 <= len(text) <= 320] == []


def test_the_site_has_its_mark_and_no_card_before_there_is_an_address(site):
    assert list(site.glob("assets/kortit/*")) == []
    assert (site / cards.FAVICON).read_bytes() == cards.favicons(IDENTITY)[cards.FAVICON]
    icons = opened(site, "index.html").links["icon"]
    assert icons == [cards.FAVICON, cards.FAVICON.replace(".png", ".svg")]
    assert all((site / icon).is_file() for icon in icons)


def test_the_feed_is_published_and_a_sitemap_is_not_before_there_is_an_address(site):
    atom = etree.fromstring((site / feed.ADDRESS).read_bytes())
    assert f"({SETTINGS.edition})" in atom.findtext("a:entry/a:title", None, ATOM)
    assert list(site.glob("sitemap*")) == []


def test_the_page_for_a_broken_address_helps(site):
    page = opened(site, "404.html")
    broken_address_leads_on(site, page, "/")
    assert {f"/{built(path).removesuffix('index.html')}" for path in PAGES} <= {link.replace("/.", "/") for link in page.anchors}
    assert page.one("robots") == "noindex" and "og:image" not in page.meta
    for words in ("Sivua ei löytynyt", "hakukenttään", "etusivulta", "kirjana (PDF"):
        assert words in page.text
    assert "Not found" not in page.text


def test_every_page_of_this_guide_leads_to_a_file_of_this_repository(disk):
    pages = {path: opened(disk, built(path).replace("/index.html", ".html")) for path in PAGES}
    edited = {path: [link.removeprefix(f"{CODE}/edit/main/") for link in page.anchors
                     if link.startswith(f"{CODE}/edit/")] for path, page in pages.items()}
    assert all(f"docs/{path}" in links for path, links in edited.items())
    assert [link for links in edited.values() for link in links if not (ROOT / link).is_file()] == []
    assert edited["liitteet/luvut-ja-lahteet.md"][1:] == [f"data/{name}.yml" for name in ("statistics", "facts", "sources")]


def test_every_page_of_the_site_has_the_policy_and_nothing_that_it_stops(site):
    pages = {file.relative_to(site).as_posix(): PolicedPage(file.read_text("utf-8")) for file in site.rglob("*.html")}
    assert {"index.html", "404.html"} <= set(pages)
    for name, page in pages.items():
        assert len(page.policies) == 1 and page.scripts_before == 0, name
        assert "unsafe" not in page.policies[0], name
        assert [script for script in page.scripts if policy.source_of(script) not in page.policies[0]] == [], name
        assert page.stopped == [], name


@pytest.mark.parametrize("address", OURS.published)
def test_a_published_address_still_leads_somewhere(site, address):
    file = site / address.lstrip("/")
    file = file / "index.html" if address.endswith("/") else file
    assert file.is_file()
    if address in OURS.moved:
        page = Redirect(file.read_text("utf-8"))
        target = file.parent / page.refresh.partition("#")[0] / "index.html"
        assert target.is_file() and not Redirect(target.read_text("utf-8")).refresh


def test_every_page_of_the_site_is_listed(site):
    built = {f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/") for file in site.rglob("index.html")}
    assert built == {address for address in OURS.published if address.endswith("/")}
