"""The index: what its entries are, where they lead, and the pages that the book tells of them."""

import xml.etree.ElementTree as etree
from dataclasses import replace
from pathlib import Path

import pytest

from goldens import golden
from guidebook.finnish import Voikko
from guidebook.finnish.terms import Terms
from guidebook.guide import Format, Guide
from guidebook.markup import convert_pages, subject_index
from guidebook.markup.subject_index import IndexEntry
from guidebook.press.makeup.locators import Locators
from guidebook.press.setting.folios import Folios, pages_of
from guides import guide

CASES = golden("index")
INDEX = "# Hakemisto\n\n/// hakemisto\n///\n"


def made(tmp_path: Path, text: str, glossary: str = "") -> Guide:
    pages = {"luku.md": text.replace("\\n", "\n"), "hakemisto.md": INDEX}
    found = guide(tmp_path, pages | ({"sanasto.md": glossary} if glossary else {}))
    found.settings = replace(found.settings, glossary="sanasto.md")
    return found


def told(entry: IndexEntry) -> str:
    places = ", ".join(
        f"{'§' if spot.whole else '·'} {spot.section.heading if spot.section.level > 1 else '#'}" for spot in entry.spots)
    others = ", ".join([*entry.see, *entry.also])
    return f"{places} {f'→ {others}' if others else ''}".strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_where_an_entry_leads(case, tmp_path):
    found = made(tmp_path, case["write"], case.get("glossary", ""))
    convert_pages(found, Format.PRINT)
    index = subject_index.entries(found, Format.PRINT)
    assert {name: told(entry) for name, entry in index.items()} == case["index"]
    assert [str(finding).partition("docs/")[2] for finding in found.findings] == case.get("told", [])


def test_the_site_names_chapters_and_sections(tmp_path):
    found = made(tmp_path, "# Oma luku\n\n## [Eka]{hakemisto=sana} {#eka}\n\nA.\n\n## Toka\n\n[B]{hakemisto=sana} [c]{hakemisto=\"kaikki, katso sana\"}.")
    root = etree.fromstring(f"<div>{convert_pages(found, Format.WEB)['hakemisto.md']}</div>")
    assert [(link.get("href"), link.text) for link in root.iter("a") if link.get("class")] == [
        ("luku.md#eka", "Oma luku: Eka"), ("luku.md#hakusana-1", "Toka")]
    assert "katso sana" in "".join(root.itertext())


def test_what_mentions_a_word_that_is_everywhere_is_no_place(tmp_path):
    sections = "".join(f"## Osa {number}\n\nTili tilin tiliä tilillä.\n\n" for number in range(20))
    found = made(tmp_path, f"# Luku\n\n[Tili]{{hakemisto=tili}}.\n\n{sections}")
    convert_pages(found, Format.PRINT)
    assert told(subject_index.entries(found, Format.PRINT)["tili"]) == "· #"


# ---- On paper ----


class Laid:
    def __init__(self, *anchors: str):
        self.pages = [type("Page", (), {"anchors": dict.fromkeys(names.split())}) for names in anchors]


def printed(places: str, body: str, *pages: str) -> str:
    """What the entry prints when the anchors stand on these pages. A place that ends with * is a whole section."""
    links = ", ".join(
        f'<a class="kayttopaikka{" jakso" if place[-1] == "*" else ""}" href="#{place.rstrip("*")}">'
        f'<span data-kohde="#{place.rstrip("*")}"/></a>' for place in places.split())
    tree = etree.fromstring(
        f'<body><section><h1 id="luku"/><div class="leipateksti">{body}</div></section>'
        f'<span class="hakusanan-paikat">{links}</span></body>')
    locators, folios = Locators(tree), Folios(tree)
    folios.learn(*pages_of(Laid(*pages).pages), page=1)
    locators.merge(folios)
    folios.tell(tree)
    group = tree[-1]
    return "".join(link[0].get("data-sivu") + (link.tail or "") for link in group)


SPOTS = '<p id="a"/><p id="b"/><p id="c"/>'
SECTIONS = '<h2 id="eka"/><p id="a"/><h3 id="ala"/><p id="b"/><h2 id="toka"/><p id="c"/>'


@pytest.mark.parametrize(("places", "body", "pages", "expected"), [
    ("a b c", SPOTS, ("luku", "a", "b", "", "c"), "2–3, 5"),
    ("a b", SPOTS, ("luku", "a b c"), "2"),
    ("a b c", SPOTS, ("luku", "c", "a b"), "2–3"),
    ("eka*", SECTIONS, ("luku eka a", "a ala", "b", "b toka c"), "1–4"),
    ("ala* c", SECTIONS, ("luku eka a", "ala", "b", "toka", "c"), "2–3, 5"),
    ("luku* c", SECTIONS, ("luku eka a", "ala b", "toka c"), "1–3"),
    ("toka*", SECTIONS, ("luku eka a", "ala b", "toka c"), "3"),
])
def test_pages_that_follow_each_other_are_a_range(places, body, pages, expected):
    assert printed(places, body, *pages) == expected


def test_the_last_block_of_a_section_need_not_have_an_anchor_of_its_own():
    body = '<h2 id="eka"/><p/><ul/><h2 id="toka"/><p/>'
    assert printed("eka*", body, "luku eka", "luku--loppu-1 luku--loppu-2", "toka luku--loppu-2") == "1–3"


# ---- Finnish ----


def test_forms_and_compounds_of_a_term():
    words = ["profiilin", "työprofiileissa", "profiilikuva", "Blueskyssa", "blues", "X:n", "x", "mentoroinnissa", "media", "mediaanin"]
    with Voikko() as voikko:
        terms = Terms(words, voikko)
        forms = {term: sorted(terms.forms(term)[0]) for term in ("profiili", "Bluesky", "X", "mentorointi", "mediaani")}
    assert forms == {"profiili": ["profiilin", "työprofiileissa"], "Bluesky": ["Blueskyssa"], "X": ["X:n"],
                     "mentorointi": ["mentoroinnissa"], "mediaani": ["mediaanin"]}
