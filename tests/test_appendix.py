"""The appendix of numbers and sources: all that is known on the site, a line or two of each in the book."""

import datetime
import re
import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from guidebook.findings import Place
from guidebook.guide import Format, Guide
from guidebook.markup import convert_pages
from guidebook.numbers.facts import Source
from guides import SOURCES, guide

TEXT = "Näin on {{ ohittaa }}, {{ some-kaytto }} ja {{ kaytto[x] }} [@tsl].\n\n/// kuvio | ohittajat\nKuvio.\n///\n"
LISTS = "# Luvut\n\n/// luvut\n///\n\n/// lahteet\n///\n"
LONG = Source("pitka", "Otsikko, joka on lyhyt", "verkko", Place("sources.yml"), "Aho, A; Bäck, B; Coen, C", 2024, "Sanomat",
              "https://www.example.org/" + "polku/" * 40, datetime.date(2026, 10, 2))


def made(tmp_path, *sources: Source) -> Guide:
    cited = "; ".join(f"@{one.id}" for one in sources)
    found = guide(tmp_path, {"teksti.md": TEXT + (f"\nMyös [{cited}].\n" if cited else ""), "luvut.md": LISTS})
    found.sources |= {one.id: one for one in sources}
    return found


def listed(found: Guide, format: Format) -> etree.Element:
    return etree.fromstring(f"<div>{convert_pages(found, format)['luvut.md'].replace('&nbsp;', ' ')}</div>")


def words(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def entry(root: etree.Element, id: str) -> str:
    return words(next(each for each in root.iter() if each.get("id") == id))


def test_a_number_in_the_book_is_a_line(tmp_path):
    root = listed(made(tmp_path), Format.PRINT)
    assert entry(root, "luku-ohittaa") == "Ohittaa organisaationsa · 42 % · n = 312 · 95 %:n väli 37–48 % · s. s."
    assert entry(root, "luku-some-kaytto") == "Käyttää yhteisöpalveluja · 73 % · n = 1 020 · 2024 · Pönkä 2025 · s. s."
    assert entry(root, "luku-kaytto") == "Kanavien käyttö · LinkedIn 61 % (n = 312), X 33 % (n = 298) · s. s."
    assert entry(root, "luku-ohittajat").startswith("Ohittaa lähteiden mukaan · Johtajat 2014 75 % (n = 56), Edustajat 2018 2 % (n = 516) · 2014–2018 · oma laskelma · Pönkä 2025, taulukko 2 · s.")
    assert [words(each) for each in root.iter("p") if each.get("class") == "luku-aineisto"] == [
        "Esimerkki (esimerkkiaineisto), mitattu 30.9.2026. Lisenssi CC BY 4.0."]


def test_queries_tables_and_explanations_are_on_the_site_alone(tmp_path):
    found = made(tmp_path)
    site, book = (listed(found, format) for format in (Format.WEB, Format.PRINT))
    for shown in ("select 1", "Ohittaa organisaationsa, kuvaus.", "Oma laskelma: k on parit."):
        assert shown in words(site) and shown not in words(book)
    assert len(list(site.iter("pre"))) == 2 and not [*book.iter("pre"), *book.iter("table")]


@pytest.mark.parametrize(("sources", "head"), [
    ((), "Verkkolähteet on luettu 30.9.2026 julkisten sivujen tallenteista."),
    ((LONG,), "Verkkolähteet on luettu 30.9.–2.10.2026 julkisten sivujen tallenteista."),
    ((replace(LONG, read="toissijainen"),), "Verkkolähteet on luettu 30.9.–2.10.2026 julkisten sivujen tallenteista. "
     "Merkintä ”toissijainen” kertoo, että lähde selostaa toista lähdettä, esimerkiksi tutkimusta tai päätöstä."),
    ((replace(LONG, read="alkuperäinen"), replace(LONG, id="b", title="B", cite="B", read="alkuperäinen")),
     "Verkkolähteet on luettu 30.9.–2.10.2026 itse palveluista. Merkintä ”tallenne” kertoo, että lähde luettiin tallenteesta."),
])
def test_the_head_of_the_sources_tells_once_when_and_how_they_were_read(tmp_path, sources, head):
    root = listed(made(tmp_path, *sources), Format.WEB)
    assert [words(each) for each in root.iter("p") if each.get("class") == "lahteiden-luku"] == [head]


def test_a_source_that_was_read_otherwise_says_so(tmp_path):
    found = made(tmp_path, replace(LONG, read="toissijainen"))
    for format in Format:
        marked = [each for each in listed(found, format).iter("li") if "Toissijainen." in words(each)]
        assert [each.get("id") for each in marked] == ["lahde-pitka"]


def test_a_source_in_the_book_has_neither_day_nor_long_address(tmp_path):
    found = made(tmp_path, LONG)
    site, book = (listed(found, format) for format in (Format.WEB, Format.PRINT))
    assert entry(site, "lahde-pitka") == (
        f"Aho, A ja Bäck, B ja Coen, C 2024: Otsikko, joka on lyhyt. Sanomat. Viitattu 2.10.2026. {LONG.url}")
    assert entry(book, "lahde-pitka") == "Aho ym. 2024: Otsikko, joka on lyhyt. Sanomat. example.org/…"
    assert entry(book, "lahde-ponka2025") == "Pönkä, Harto 2025: Somekatsaus. example.org/a"
    assert entry(listed(made(tmp_path, replace(LONG, title="Otsikko " * 30, url="https://doi.org/10.1/a.2024")), Format.PRINT),
                 "lahde-pitka").endswith("Sanomat. doi.org/10.1/a.2024")
    assert {each.get("href") for each in book.iter("a")} >= {LONG.url, SOURCES["ponka2025"].url}
    assert not re.search(r"Viitattu", words(book))


def test_a_guide_without_pages_of_the_web_has_no_head(tmp_path):
    found = guide(tmp_path, {"teksti.md": "Näin [@tsl].", "luvut.md": LISTS})
    assert [words(one) for one in listed(found, Format.PRINT).iter("p")] == [
        "Oppaassa ei ole lukuja aineistosta eikä muista lähteistä."]
