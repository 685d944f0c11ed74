"""Published addresses: each one listed, each one alive, and those of renamed pages lead on."""

import dataclasses
from urllib.parse import urljoin

import pytest
import yaml

from guidebook import checking
from guidebook.findings import BadInput, Place
from guidebook.site import addresses
from guides import guide
from web_pages import Redirect

PAGES = {"index.md": "# Etu\n", "osa/luku.md": "# Luku\n\n## Kohta {#kohta}\n"}
LISTED = {"/": "2026.1", "/osa/luku/": "2026.1", "/vanha/": "2025.1"}
MOVED = {"/vanha/": "/osa/luku/"}


def written(folder, published, moved=None) -> str:
    """The list as a file; a string is the file's own text."""
    text = published if isinstance(published, str) else yaml.safe_dump({"julkaistu": published, "siirretty": moved})
    (folder / "addresses.yml").write_text(text, "utf-8")
    return folder / "addresses.yml"


def told(folder, published, moved=None) -> list[str]:
    """What the editor's check says of the list, without the folder's name."""
    made = guide(folder, PAGES)
    made.settings = dataclasses.replace(made.settings, addresses=written(folder, published, moved))
    checking.check_guide(made)
    return [str(finding).partition("addresses.yml:")[2] for finding in made.findings]


@pytest.mark.parametrize("moved", [
    MOVED,
    {"/vanha/": "/osa/luku/#kohta"},
    {"/vanha/": "/"},
])
def test_a_whole_list_passes(tmp_path, moved):
    assert told(tmp_path, LISTED, moved) == []


@pytest.mark.parametrize(("published", "moved", "line"), [
    ({"/": "1"}, {}, '1:1: uusi-osoite: sivun osa/luku.md osoite "/osa/luku/" puuttuu luettelosta '
                     '– lisää kohtaan julkaistu rivi /osa/luku/: "2026.1"'),
    (LISTED, {}, '4:3: kadonnut-osoite: osoitteessa "/vanha/" oli sivu, eikä sitä enää ole '
                 "– kirjoita kohtaan siirretty rivi /vanha/: / tai sen sivun osoite, joka kertoo samasta"),
    ({**LISTED, "/muu/luku/": "1"}, MOVED, "kirjoita kohtaan siirretty rivi /muu/luku/: /osa/luku/"),
    (LISTED, {"/vanha/": "/osa/luk/"}, 'osoite: osoitteessa "/osa/luk/" ei ole sivua – tarkoititko "/osa/luku/"?'),
    (LISTED, {"/vanha/": "/osa/luku"}, 'osoite: osoitteessa "/osa/luku" ei ole sivua – tarkoititko "/osa/luku/"?'),
    (LISTED, {"/vanha/": "/osa/luku/#kohtaa"},
     'tuntematon-ankkuri: sivulla osa/luku.md ei ole kohtaa "#kohtaa" – tarkoititko "kohta"?'),
    (LISTED, {"/vanha/": "https://example.org/"}, 'osoitteessa "https://example.org/" ei ole sivua'),
    (LISTED, {**MOVED, "/osa/luku/": "/"}, 'osoite: osoitteessa "/osa/luku/" on yhä sivu osa/luku.md – poista siirto'),
    (LISTED, {**MOVED, "/vanhaa/": "/"}, 'osoite: siirretty osoite "/vanhaa/" puuttuu kohdasta julkaistu – tarkoititko "/vanha/"?'),
    ({**LISTED, "/vanhin/": "1"}, {**MOVED, "/vanhin/": "/vanha/"},
     'osoite: "/vanha/" on itsekin siirretty – kirjoita suoraan viimeinen osoite /osa/luku/'),
    (LISTED, {"/../vanha/": "/"}, 'osoite "/../vanha/" ei kelpaa – sivun osoite alkaa ja päättyy vinoviivaan'),
    (LISTED, {"vanha/": "/"}, 'osoite "vanha/" ei kelpaa'),
    (LISTED, {"/vanha": "/"}, 'osoite "/vanha" ei kelpaa'),
    (LISTED, {"/vanha/": 5}, 'osoitteen "/vanha/" perässä ei ole tekstiä – kirjoita uusi osoite'),
    ({**LISTED, "/": 2026.1}, MOVED, 'osoitteen "/" perässä ei ole tekstiä – kirjoita lainausmerkeissä laitos, esim. "2026.1"'),
    ("julkaistut: {}", None, '1:1: osoite: kohtaa "julkaistut" ei voi lukea – tarkoititko "julkaistu"?'),
    ("julkaistu: kaikki", None, '1:1: osoite: kohtaa "julkaistu" ei voi lukea'),
    ("julkaistu: [", None, "yaml:"),
])
def test_what_an_editor_is_told(tmp_path, published, moved, line):
    lines = told(tmp_path, published, moved)
    assert any(line in found for found in lines), lines


def test_a_list_that_the_settings_name_must_be_there(tmp_path):
    made = guide(tmp_path, PAGES)
    made.settings = dataclasses.replace(made.settings, addresses=tmp_path / "addresses.yml")
    checking.check_guide(made)
    assert [finding.rule for finding in made.findings] == ["tiedosto"]


@pytest.mark.parametrize("new", ["/", "/a/", "/a/b/", "/c/d/", "/a/b/d/#kohta"])
@pytest.mark.parametrize("old", ["/a/", "/a/b/c/", "/x.y/"])
@pytest.mark.parametrize("root", ["https://example.org", "https://example.org/oppaat/some"])
def test_a_redirect_leads_to_the_new_address_wherever_the_site_stands(root, old, new):
    page = Redirect(addresses.redirect_page(old, new))
    assert urljoin(root + old, page.refresh) == urljoin(root + old, page.link) == root + new
    assert urljoin(root + old, page.canonical) == root + new.partition("#")[0]
    known = Redirect(addresses.redirect_page(old, new, f"{root}/"))
    assert known.canonical == root + new.partition("#")[0] and known.refresh == page.refresh


def test_a_redirect_has_no_script_and_stays_out_of_search_engines():
    page = Redirect(addresses.redirect_page("/a/", "/b/"))
    assert "script" not in page.tags and page.robots == "noindex"


def test_a_redirect_never_takes_the_place_of_a_page(tmp_path):
    listed = addresses.read(written(tmp_path, LISTED, MOVED))
    addresses.write_redirects(listed, tmp_path / "tyhja")
    assert (tmp_path / "tyhja/vanha/index.html").is_file()
    (tmp_path / "site/vanha").mkdir(parents=True)
    (tmp_path / "site/vanha/index.html").write_text("sivu")
    with pytest.raises(BadInput, match='osoitteessa "/vanha/" on jo tiedosto'):
        addresses.write_redirects(listed, tmp_path / "site")
    assert (tmp_path / "site/vanha/index.html").read_text() == "sivu"


@pytest.mark.parametrize("old", ["/opas.pdf/", "/opas.pdf/vanha/"])
def test_a_redirect_does_not_go_through_a_file(tmp_path, old):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/opas.pdf").write_text("kirja")
    listed = addresses.Addresses({}, {old: "/"}, {(addresses.MOVED, old): Place("data/addresses.yml")})
    with pytest.raises(BadInput, match=f'osoitteessa "{old}" on jo tiedosto'):
        addresses.write_redirects(listed, tmp_path / "site")

