"""An organisation's version of the guide: what versiot/NIMI/ may say, and what site, book and slides become by it."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest

from commands import ROOT
from conftest import SmallGuide, make_small_guide, mistakes
from goldens import golden
from guidebook import adaptation, configuration, settings
from guidebook.findings import BadInput
from pdf import page_texts
from test_new_guide import HOOKS

CASES = golden("versions")
CHAPTERS = (("", "index.md"), ("Osa", "osa/yksi.md"), ("Osa", "osa/kaksi.md"), ("Loppu", "loppu/tietosuoja.md"))
CONFIG = f"""
site_name: Pieni opas
site_author: Oppaan tekijät
site_url: !ENV GUIDEBOOK_SITE_URL
strict: true
nav: [index.md, {{Osa: [osa/yksi.md, osa/kaksi.md, osa/kolme.md]}}, {{Muu: [muu/ainoa.md]}}, {{Loppu: [loppu/tietosuoja.md, loppu/arkki.md, loppu/hakemisto.md]}}]
theme: {{name: material, language: fi, custom_dir: overrides, font: false}}
plugins: [search]
{HOOKS}
markdown_extensions: [toc: {{permalink: "#"}}]
extra:
  guidebook:
    edition: "1"
    licence: CC BY 4.0
    kotisivu: https://example.org/opas/
    unsearched: [lue-lisaa]
    jatkuvat: [Osa, Muu]
    hoitajat: {{Muu: toimittaja}}
    reitit: {{Tunti: [osa/yksi.md, osa/kaksi.md], Toinen: [Muu]}}
    pysyvat: [loppu/tietosuoja.md]
    organisaatio: {{yhteyshenkilo: nimi ja numero}}
"""
PAGES = {
    "index.md": "# Pieni opas\n\nLue [yksi](osa/yksi.md) ja [kaksi](osa/kaksi.md).\n\n"
                "/// ovet\n- [Kaksi](osa/kaksi.md)\n\n    Suljettu ovi.\n\n- [Kolme](osa/kolme.md)\n\n    Avoin ovi.\n///\n",
    "osa/yksi.md": "---\nkalvo-otsikko: Yksi on hyvä\n---\n\n# Yksi\n\n/// tiivistelma\n- Yksi riittää.\n///\n\nKatso [kaksi](kaksi.md#kohta), [*ainoa*](../muu/ainoa.md) ja [kolme](kolme.md). Kysy: {{ organisaatio.yhteyshenkilo }}.\n\n"
                   "Termi [yksi]{hakemisto=\"yksi\"} ja [yks]{hakemisto=\"yks, katso kaksi\"}.\n\n"
                   "### Lue lisää {#lue-lisaa}\n\n- [Kaksi](kaksi.md) jatkaa tästä.\n- [Kolme](kolme.md) sekin.\n",
    "osa/kaksi.md": "# Kaksi\n\n## Kohta\n\nTermi [kaksi]{hakemisto=\"kaksi\"}.\n\n![Palkki](palkki.svg)\n",
    "osa/kolme.md": "# Kolme\n\nTeksti.\n\n### Lue lisää {#lue-lisaa}\n\n- [Kaksi](kaksi.md)\n\n## Lopuksi\n\n- [Kaksi](kaksi.md) tavallisessa luettelossa.\n",
    "muu/ainoa.md": "# Ainoa\n\nTeksti.\n",
    "loppu/tietosuoja.md": "# Tietosuoja\n\nMitä tallennetaan.\n",
    "loppu/arkki.md": "---\ntitle: Arkki\narkki: 1\n---\n\n# Arkki\n\nTäytä: [nimi]{.kentta}\n",
    "loppu/hakemisto.md": "# Hakemisto\n\n/// hakemisto\n///\n",
}
VERSION = """
nimi: Meidän oma opas
alaotsikko: Opas meille
tiivistelma: Lyhyesti.
julkaisija: Me ry
yhteyshenkilo: Maija <Meikäläinen>
osoite: maija@me.example
etusivu: |
  Meidän oppaamme on meille. Yksin luettava on [kaksi](osa/kaksi.md).
pois: [osa/kaksi.md, muu/ainoa.md]
omat: [{luku: meilla/oma.md, jalkeen: osa/yksi.md}]
arvot: {omistaja: viestintäjohtaja}
"""
OWN = "# Oma luku\n\nOmistaja on {{ organisaatio.omistaja }}. Katso [yksi](../osa/yksi.md) ja [kaksi](../osa/kaksi.md).\n\n" \
      "![Pylväät](pylvaat.svg)\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="4" height="9"/></svg>'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30"><rect width="90" height="30" fill="#123456"/></svg>'


def make_version(made: SmallGuide) -> SmallGuide:
    shutil.rmtree(made.folder / "docs")
    shutil.rmtree(made.folder / "data")
    shutil.copytree(ROOT / "docs/assets/fonts", made.folder / "docs/assets/fonts")
    made.write("mkdocs.yml", CONFIG)
    for path, text in PAGES.items():
        made.write(f"docs/{path}", text)
    made.write("docs/osa/palkki.svg", DRAWING)  # of a chapter that the version leaves out
    made.write("versiot/meidan/versio.yml", VERSION)
    made.write("versiot/meidan/docs/meilla/oma.md", OWN)
    made.write("versiot/meidan/docs/meilla/pylvaat.svg", DRAWING)
    made.write("versiot/meidan/_brand.yml", 'logo: logo.svg\ncolor: {primary: "#7a1f3d", secondary: "#2b8a7e"}\n')
    made.write("versiot/meidan/logo.svg", LOGO)
    return made


@pytest.fixture
def version(tmp_path) -> SmallGuide:
    return make_version(make_small_guide(tmp_path / "guide"))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> SmallGuide:
    """The version and what came of it, under a sub-path; nothing else of the folder has changed."""
    made = make_version(make_small_guide(tmp_path_factory.mktemp("version") / "guide"))
    before = state(made.folder)
    ran = made._run("mkdocs", "build", "-d", "site-meidan", GUIDEBOOK_VERSION="meidan", GUIDEBOOK_SITE_URL="https://sisa.example/ohjeet/opas/")
    assert (ran.returncode, mistakes(ran)) == (0, []), ran.stderr
    assert state(made.folder) == before
    return made


def state(folder: Path) -> dict[Path, bytes]:
    skipped = {"site-meidan", ".cache", "hooks", "__pycache__"}
    return {file: file.read_bytes() for file in folder.rglob("*")
            if file.is_file() and not skipped & set(file.relative_to(folder).parts)}


def page(built: SmallGuide, path: str) -> str:
    html = (built.folder / "site-meidan" / path / "index.html").read_text("utf-8")
    return re.sub(r"\s+", " ", html)


def book(built: SmallGuide) -> str:
    return " ".join(" ".join(page_texts(built.folder / "site-meidan/opas.pdf")).split())


# What versio.yml says


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_a_version_is_read_or_told(case, tmp_path, monkeypatch):
    folder = tmp_path / "versiot/meidan"
    (folder / "docs").mkdir(parents=True)
    (folder / "aineisto").mkdir()
    for name in ("docs/oma.md", "docs/toinen.md", "aineisto/datapackage.json"):
        (folder / name).touch()
    (folder / "versio.yml").write_text(case["yaml"], "utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        adaptation.read(Path("versiot/meidan"), CHAPTERS, Path("docs"), ["index.md", "loppu/tietosuoja.md"])
        told = []
    except BadInput as error:
        told = [str(finding).removeprefix("versiot/meidan/versio.yml:") for finding in error.findings]
    assert told == case.get("told", [])


@pytest.mark.parametrize(("name", "hint"), [
    ("meidn", 'tarkoititko "meidan"?'), ("toinen", "tee tiedosto versiot/toinen/versio.yml"),
    ("../docs", "nimessä on pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä")])
def test_a_version_that_is_not_there_is_told(version, monkeypatch, name, hint):
    monkeypatch.chdir(version.folder)
    with pytest.raises(BadInput) as refused:
        settings.read(Path("mkdocs.yml"), {"GUIDEBOOK_VERSION": name})
    assert str(refused.value) == f'versiot:1:1: versio: versiota "{name}" ei ole – {hint}'


def test_a_folder_whose_name_cannot_be_a_versions_is_told(version, monkeypatch):
    monkeypatch.chdir(version.folder)
    (version.folder / "versiot/meidan").rename(version.folder / "versiot/Meidän oma")
    with pytest.raises(BadInput) as refused:
        settings.read(Path("mkdocs.yml"), {"GUIDEBOOK_VERSION": "Meidän oma"})
    assert str(refused.value) == ('versiot/Meidän oma:1:1: versio: kansion nimi "Meidän oma" ei kelpaa – nimeä kansio uudelleen: '
                                  "nimessä on pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä")


def test_the_settings_follow_what_is_left_out(version):
    read = settings.read(version.folder / "mkdocs.yml", {"GUIDEBOOK_VERSION": "meidan"})
    assert [path for _, path in read.chapters] == [
        "index.md", "osa/yksi.md", "meilla/oma.md", "osa/kolme.md", "loppu/tietosuoja.md", "loppu/arkki.md", "loppu/hakemisto.md"]
    assert read.ways == {"Tunti": ("osa/yksi.md",)} and read.running_on == ("Osa",) and read.caretakers == {}
    assert (read.title, read.publisher, read.author, read.original.title) == ("Meidän oma opas", "Me ry", "Oppaan tekijät", "Pieni opas")


def test_what_a_version_adds_to_a_part_does_not_stay_in_the_guide(version):
    version.write("versiot/meidan/versio.yml", "omat: [{luku: meilla/oma.md, osa: Osa}]\n")
    config = configuration.read(version.folder / "mkdocs.yml")
    twice = [settings.from_mapping(config, version.folder / "mkdocs.yml", {"GUIDEBOOK_VERSION": "meidan"}) for _ in range(2)]
    assert twice[0] == twice[1] and ("Osa", "meilla/oma.md") in twice[0].chapters


# What is built


@pytest.mark.slow
def test_a_version_has_its_chapters_and_no_others(built):
    site = built.folder / "site-meidan"
    assert not (site / "osa/kaksi").exists() and not (site / "muu").exists()
    assert "<h1 id=\"oma-luku\">Oma luku" in page(built, "meilla/oma") and (site / "meilla/pylvaat.svg").is_file()
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert {one["location"].partition("#")[0] for one in index["docs"]} == {
        "", "osa/yksi/", "meilla/oma/", "osa/kolme/", "loppu/tietosuoja/", "loppu/arkki/", "loppu/hakemisto/"}
    text = book(built)
    assert 'data-tekija="Me ry"' in page(built, "meilla/oma") and 'data-tekija="Oppaan tekijät"' in page(built, "osa/yksi")
    assert "Luku 2" in text or "LUKU 2" in text.upper()
    assert "Oma luku" in text and "Ainoa" not in text.replace("”Ainoa”", "").replace("ainoa (ei", "")


@pytest.mark.slow
def test_links_to_what_is_left_out_become_words_that_say_so_or_vanish(built):
    html = page(built, "osa/yksi")
    assert "<span>kaksi (ei tässä versiossa)</span>, <span><em>ainoa</em> (ei tässä versiossa)</span>" in html
    assert "jatkaa tästä" not in html and "sekin." in html
    third = page(built, "osa/kolme")
    assert "Lue lisää" not in third and "<span>Kaksi (ei tässä versiossa)</span> tavallisessa luettelossa." in third
    assert "Avoin ovi." in page(built, ".") and "Suljettu ovi." not in page(built, ".")
    assert "kaksi (ei tässä versiossa)" in page(built, ".") and "kaksi (ei tässä versiossa)" in page(built, "meilla/oma")
    assert "ei tässä versiossa" in book(built) and "jatkaa tästä" not in book(built)


@pytest.mark.slow
def test_own_values_stand_in_the_text_as_they_are(built):
    assert "Omistaja on <span class=\"oma-arvo\">viestintäjohtaja</span>." in page(built, "meilla/oma")
    assert "Kysy: <span class=\"oma-arvo\">Maija &lt;Meikäläinen&gt;</span>." in page(built, "osa/yksi")
    assert "viestintäjohtaja" in book(built)


@pytest.mark.slow
def test_a_version_tells_what_it_is_made_of_and_what_was_changed(built):
    changed = "Vaihdettu nimi, alaotsikko, esittely, etusivun alku ja ulkoasu; jätetty pois ”Kaksi” ja ”Ainoa”; lisätty ”Oma luku”; täytetty organisaation omat tiedot."
    original = "Pieni opas, laitos 1. Oppaan tekijät. CC BY 4.0. https://example.org/opas/"
    for path in (".", "osa/yksi", "meilla/oma", "loppu/tietosuoja"):
        assert f"Alkuperäinen: {original}" in page(built, path) and f"Muutettu: {changed}" in page(built, path)
    text = book(built)
    assert original in text and changed.removesuffix(".") in text and "Maija <Meikäläinen>, maija@me.example" in text
    given = ["tyokirja.pdf", "kalvot.pdf", "osa/yksi/luku.pdf", "loppu/arkki/luku.pdf"]
    for name in given:
        pages = page_texts(built.folder / "site-meidan" / name)
        text = re.sub(r"\s", "", "".join(pages))
        assert all(re.sub(r"\s", "", one) in text for one in (f"Alkuperäinen:{original}", f"Muutettu:{changed}")), name
    assert len(page_texts(built.folder / "site-meidan/loppu/arkki/luku.pdf")) == 1


@pytest.mark.slow
def test_the_front_page_opens_with_the_versions_own_text_and_keeps_the_rest(built):
    html = page(built, ".")
    assert '<h1 id="pieni-opas">Pieni opas' in html and "Avoin ovi." in html and "Lue <" not in html
    assert "Meidän oppaamme on meille. Yksin luettava on <span>kaksi (ei tässä versiossa)</span>." in html


@pytest.mark.slow
def test_the_address_of_the_guide_is_asked_for_while_nobody_tells_it(version):
    version.replace("mkdocs.yml", "    kotisivu: https://example.org/opas/\n", "")
    told = "versiot/meidan/versio.yml:1:1: versio: alkuperäisen oppaan osoitetta ei tiedetä – kirjoita osoite, josta opas on haettu: " \
           "alkuperainen: https://… (huomautus)"
    assert checked(version) == [told]
    version.replace("versiot/meidan/versio.yml", "arvot:", "alkuperainen: https://alku.example/\narvot:")
    assert checked(version) == []


@pytest.mark.slow
def test_a_version_wears_its_own_identity(built):
    site = built.folder / "site-meidan"
    style = (site / "assets/ilme/ilme.css").read_text("utf-8")
    assert "--paavari: #7a1f3d;" in style and 'url("../fonts/web/OpasSerif-Regular.woff2")' in style
    assert (site / "assets/ilme/logo.svg").is_file() and 'src="../../assets/ilme/logo.svg"' in page(built, "osa/yksi")
    assert (site / "assets/kuvat/favicon.svg").read_bytes() == (site / "assets/ilme/logo.svg").read_bytes()
    assert (site / "assets/kortit/meilla/oma.png").is_file()
    first = page_texts(site / "opas.pdf")[0]
    assert "Meidän oma opas" in first and "Me ry" in first


@pytest.mark.slow
def test_a_version_lives_under_a_sub_path(built):
    lost = (built.folder / "site-meidan/404.html").read_text("utf-8")
    assert 'href="/ohjeet/opas/osa/yksi/"' in lost and not re.search(r'href="/(?!ohjeet/opas/)', lost)


@pytest.mark.slow
def test_the_guide_itself_is_as_before(version):
    ran = version.publish(GUIDEBOOK_BOOK="0")
    assert (ran.returncode, mistakes(ran)) == (0, []), ran.stderr
    html = (version.site / "osa/yksi/index.html").read_text("utf-8")
    assert 'class="kentan-nimi">nimi ja numero' in html and "Muutettu" not in html and (version.site / "osa/kaksi").is_dir()
    assert not (version.site / "meilla").exists()


@pytest.mark.slow
def test_a_version_is_read_from_a_disk(version):
    ran = version._run("mkdocs", "build", "-d", "levy", GUIDEBOOK_VERSION="meidan", GUIDEBOOK_OFFLINE="1", GUIDEBOOK_BOOK="0")
    assert (ran.returncode, mistakes(ran)) == (0, []), ran.stderr
    pages = list((version.folder / "levy").rglob("*.html"))
    named = [(page, unquote(address)) for page in pages if page.name != "404.html"
             for address in re.findall(r'(?:href|src)="([^"#?:]+)', page.read_text("utf-8"))]
    assert len(named) > 100 and [(page, name) for page, name in named if not (page.parent / name).exists()] == []


def test_a_version_may_bring_its_own_survey(version):
    version.write("versiot/meidan/aineisto/datapackage.json", "{}")
    version.replace("versiot/meidan/versio.yml", "arvot:", "aineisto: aineisto\narvot:")
    read = settings.read(version.folder / "mkdocs.yml", {"GUIDEBOOK_VERSION": "meidan"})
    assert read.own_survey == version.folder / "versiot/meidan/aineisto/datapackage.json"


# What is wrong in it


def checked(version: SmallGuide) -> list[str]:
    return [line for line in version.check(GUIDEBOOK_VERSION="meidan").stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]


@pytest.mark.slow
def test_mistakes_of_a_version_are_told_where_they_are_written(version):
    version.write("versiot/meidan/docs/meilla/oma.md", OWN + "\n{{ organisaatio.omistajaa }} {{ organisaatio.omistaja -lle }} [x](puuttuu.md)\n")
    version.write("versiot/meidan/docs/ylimaarainen.md", "# Ylimääräinen\n")
    version.replace("versiot/meidan/versio.yml", "Yksin luettava", "Mistä [x](ei-ole.md)\n  ja yksin {{ luettava }}")
    version.replace("docs/index.md", "Avoin ovi.", "Avoin {{ ovi }}.")
    assert checked(version) == [
        'docs/index.md:12:11: tuntematon-luku: "ovi" – tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml',
        'versiot/meidan/docs/meilla/oma.md:7:1: tuntematon-arvo: "organisaatio.omistajaa" – tarkoititko "organisaatio.omistaja"?',
        'versiot/meidan/docs/meilla/oma.md:7:30: luvun-muoto: arvoon "omistaja" ei voi lisätä päätettä -lle – kirjoita lause niin, '
        "että arvo on perusmuodossa",
        'versiot/meidan/docs/meilla/oma.md:7:67: tuntematon-sivu: "puuttuu.md" – tarkoititko "oma.md"?',
        "versiot/meidan/docs/ylimaarainen.md:1:1: sisällysluettelo: luku puuttuu tiedostosta versiot/meidan/versio.yml – "
        'lisää kohtaan omat rivi - {luku: ylimaarainen.md, osa: "Osa"}, tai muun osan nimi',
        'versiot/meidan/versio.yml:9:40: tuntematon-sivu: "ei-ole.md" – tarkoititko "ylimaarainen.md"?',
        'versiot/meidan/versio.yml:10:12: tuntematon-luku: "luettava" – tunnukset ovat tiedostoissa data/statistics.yml ja data/facts.yml']


@pytest.mark.slow
def test_colours_a_logo_and_a_name_that_do_not_do_are_told(version):
    version.write("versiot/meidan/_brand.yml", 'logo: logo.svg\ncolor: {primary: "#3aa0c8"}\n')
    version.write("versiot/meidan/logo.svg", LOGO.replace("<rect", "<script/><rect"))
    assert checked(version)[0].startswith("versiot/meidan/logo.svg:1:")
    version.write("versiot/meidan/logo.svg", LOGO)
    version.replace("versiot/meidan/versio.yml", "Meidän oma opas", f"Meidän {'o' * 60}pas")
    told = checked(version)
    assert told[0].startswith('versiot/meidan/_brand.yml:2:9: kontrasti: väri "#3aa0c8"')
    assert told[1].startswith("versiot/meidan/versio.yml:2:1: kansi: nimi ei mahdu kirjan kanteen")
