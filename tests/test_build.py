"""What the real command makes of the small guide: the same each time, of other data, for a preview, without Voikko."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time

import pytest
import search_eval
from playwright.sync_api import Error, expect

from commands import ENVIRONMENT, ROOT, run
from conftest import make_small_guide
from hostile import with_lists
from pdf import running_text
from search_box import links, search, status

pytestmark = pytest.mark.slow


MANY_THINGS = """---
kalvo-otsikko: Sovi tilistä
kalvot: [luku, kuva-1]
---

# Kolmas

/// tiivistelma
- Sovi ajoissa.
///

/// kuvio | kanavien-kaytto
///

Tässä on [termi]{hakemisto="termi"}, [toinen]{hakemisto="sana"} ja [kolmas]{hakemisto="asia"}, alaviite[^1] ja viite [@kirja].

/// taulukko | kanavien-kaytto
Kanavat.
///

/// tarkistuslista
- Yksi
- Kaksi
///

/// hakemisto
///

[^1]: Alaviite.
"""
SHEET = """---
arkki: 1
---

# Arkki

[Nimi]{.kentta}
"""


def test_the_same_source_gives_the_same_bytes(tmp_path):
    """Wherever it lies: the website and the book, in another folder, zone of time and order of sets."""
    published = []
    for name, environment in (("eka", {"PYTHONHASHSEED": "1"}), ("toinen kansio", {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"})):
        made = make_small_guide(tmp_path / name)
        with_lists(made)
        made.replace("mkdocs.yml", "strict: true", "strict: true\nsite_url: https://example.org/opas/")
        made.replace("mkdocs.yml", "[toinen.md]", "[toinen.md, kolmas.md, arkki.md]")
        made.replace("data/addresses.yml", '/toinen/: "1"', '/toinen/: "1"\n  /kolmas/: "1"\n  /arkki/: "1"')
        made.write("docs/kolmas.md", MANY_THINGS)
        made.write("docs/arkki.md", SHEET)
        built = made.publish(XDG_CACHE_HOME=str(tmp_path / f"{name}, välimuisti"), **environment)
        assert built.returncode == 0, built.stdout + built.stderr
        published.append({file.relative_to(made.site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
                          for file in sorted(made.site.rglob("*")) if file.is_file()})
    assert {"index.html", "opas.pdf", "tyokirja.pdf", "kalvot.pdf", "kalvot.pptx", "luvut.json", "search/search_index.json",
            "assets/kortit/kolmas.png"} <= set(published[0])
    assert published[0] == published[1]


def test_real_data_of_another_shape_build_as_a_draft(small_guide):
    """Data without the channels the text speaks of: the build fails, and as a draft it marks those sentences."""
    persons = "person_id,field,role,country,organisation_id\n" + "".join(f"p{i},ala,,FI,o1\n" for i in range(9))
    accounts = ("person_id,organisation_id,channel,followers,posts_30d,opened_on,measured_on\n"
                + "".join(f"p{i},,x,{100 * i},,,2018-07-19\n" for i in range(9)) + ",o1,x,250,,,2018-07-19\n")
    small_guide.write("data/surveys/esimerkki/persons.csv", persons)
    small_guide.write("data/surveys/esimerkki/accounts.csv", accounts)
    small_guide.write("data/surveys/esimerkki/organisations.csv", "organisation_id,name,sector,country\no1,Yksi,public,FI\n")
    small_guide.write("data/surveys/esimerkki/channels.csv", "channel,name\nx,X\n")
    small_guide.replace("data/surveys/esimerkki/datapackage.json", '"sample": true', '"sample": false')
    small_guide.replace("docs/index.md", "Henkilöitä on", "LinkedIn: {{ kanavien-kaytto[linkedin] }}. Henkilöitä on")
    refused = small_guide.publish()
    assert refused.returncode != 0
    assert 'docs/toinen.md:7:10: väite-ei-pidä: henkiloita on 9' in refused.stdout + refused.stderr
    built = small_guide.publish(GUIDEBOOK_DRAFT="1")
    assert built.returncode == 0, built.stdout + built.stderr
    front, second = ((small_guide.site / name).read_text("utf-8") for name in ("index.html", "toinen/index.html"))
    assert "[luonnos: henkiloita on 9]" in second and "luonnos: sarjassa" in front
    assert "Esimerkkiaineisto" not in front and "Luonnos." in front
    assert "[luonnos: henkiloita on 9]" in running_text(small_guide.site / "opas.pdf")


def test_preview_without_a_book_links_to_none(small_guide):
    small_guide.replace("mkdocs.yml", 'edition: "1"', 'edition: "1", book: false')
    shutil.copy(ROOT / "overrides/etusivu.html", small_guide.folder / "overrides")
    small_guide.replace("docs/index.md", "title: Ensimmäinen", "title: Ensimmäinen\ntemplate: etusivu.html")
    assert small_guide.publish().returncode == 0
    assert not (small_guide.site / "opas.pdf").exists()
    assert "opas.pdf" not in (small_guide.site / "index.html").read_text("utf-8")


def test_the_environment_of_the_build_is_that_of_make():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(name in makefile for name in ENVIRONMENT)


def test_the_preview_works_under_its_policy(browser, small_guide):
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    serving = subprocess.Popen([sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", host], cwd=small_guide.folder,
                               env={**os.environ, **ENVIRONMENT, "GUIDEBOOK_BOOK": "0"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page, told = browser.new_page(), []
        page.on("console", lambda said: told.append(said.text))
        for _ in range(60):
            try:
                page.goto(f"http://{host}/")
                break
            except Error:
                time.sleep(0.5)
        expect(page.locator("h1")).to_contain_text("Ensimmäinen")
        page.goto(f"http://{host}/toinen/")
        assert told == ["Enabled live reload"] * 2
        page.close()
    finally:
        serving.terminate()
        serving.wait()


@pytest.fixture(scope="module")
def instant(tmp_path_factory):
    """A small site with the theme's instant navigation; its address."""
    folder = tmp_path_factory.mktemp("instant")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Alku\n\nEtusivun teksti.\n\n[Toinen](toinen.md)\n", "utf-8")
    (folder / "docs" / "toinen.md").write_text("# Toinen\n\n## Tilit {#tilit}\n\nKerromme tileistä.\n", "utf-8")
    (folder / "site").mkdir()
    with search_eval.served(folder / "site") as address:
        (folder / "mkdocs.yml").write_text(
            f"site_name: Pieni\nsite_url: {address}\ntheme:\n  name: material\n  language: fi\n  font: false\n"
            "  features: [navigation.instant, search.highlight]\nplugins: [{search: {lang: fi}}]\n"
            f"markdown_extensions: [attr_list]\nhooks: [{ROOT / 'hooks' / 'index_search.py'}]\n", "utf-8")
        built = run("mkdocs", "build", "-q", cwd=folder)
        assert built.returncode == 0, built.stdout + built.stderr
        yield address


def test_search_goes_on_over_instant_navigation(browser, instant):
    page = browser.new_page()
    page.goto(instant)
    page.evaluate("window.same = true")
    search(page, "tili")
    page.locator(".md-search-result__link[href$='#tilit']").click()
    page.wait_for_url("**/toinen/**#tilit")
    expect(page.locator("mark[data-md-highlight]", has_text="tileistä")).to_be_visible()
    assert page.evaluate("window.same"), "the page was not loaded anew"
    search(page, "qwrtzz")
    expect(status(page)).to_contain_text("Tarkoititko")
    search(page, "etusivulla")
    expect(links(page).first).to_contain_text("Alku")
    page.close()


@pytest.fixture
def without_voikko(small_guide):
    """A small guide with the search, on a machine where libvoikko cannot be loaded; its environment."""
    small_guide.replace("mkdocs.yml", "hooks/guard_pages.py,", "hooks/index_search.py, hooks/guard_pages.py,")
    small_guide.write("stand-in/libvoikko.py", "raise OSError('cannot load library')\n")
    path = os.pathsep.join([str(small_guide.folder / "stand-in"), str(ROOT / "hooks")])
    return small_guide, {"PYTHONPATH": path}


def test_a_build_for_publishing_fails_without_voikko(without_voikko):
    guide, environment = without_voikko
    built = guide.publish(**environment)
    assert built.returncode != 0 and "asenna Voikko" in built.stdout + built.stderr
    assert not guide.site.exists()


def test_a_preview_only_warns_without_voikko(without_voikko):
    guide, environment = without_voikko
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"]
    with subprocess.Popen(command, cwd=guide.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **environment, "NO_MKDOCS_2_WARNING": "1"}) as served:
        told = []
        for line in served.stdout:
            told.append(line)
            if "Esikatselu on osoitteessa" in line:
                break
        served.terminate()
    assert any("Esikatselu on osoitteessa" in line for line in told), "".join(told)
    assert any("VAROITUS" in line and "asenna Voikko" in line for line in told)
