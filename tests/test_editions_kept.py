"""What stays of an edition: its files, and the errata that readers are told."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

import guides
from guidebook.downloads import Download, Downloads
from guidebook.editions import errata, kept
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.site import feed

CASES = yaml.safe_load((Path(__file__).parent / "golden/errata.yml").read_text("utf-8"))
PAGES = {
    "osa/eka.md": "# Ensimmäinen\n\nHeistä {{ ohittaa }} ohittaa.\n\nTässä *on*\nsana.\n",
    "muutokset.md": "# Laitokset\n\n/// muutokset\n///\n",
}
EDITIONS = '"1":\n  date: 2026-09-01\n  title: Eka laitos\n  summary: Ilmestyi.\n"2026.1":\n  date: 2026-09-20\n  title: Toka\n  summary: Uusi.\n'
MENDED = CASES[0]["entry"]


def guide_with(tmp_path, entry: dict):
    made = guides.guide(tmp_path, PAGES)
    (tmp_path / "editions.yml").write_text(EDITIONS, "utf-8")
    # As an editor writes it: one key a line.
    lines = [f"  {key}: {json.dumps(value, ensure_ascii=False) if isinstance(value, str) else value}" for key, value in entry.items()]
    (tmp_path / "errata.yml").write_text("\n".join(["virhe:", *lines]) + "\n", "utf-8")
    made.settings = replace(made.settings, errata=tmp_path / "errata.yml", editions=tmp_path / "editions.yml")
    return made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_erratum_is_held_against_the_editions_and_the_text(tmp_path, case):
    guide = guide_with(tmp_path, case["entry"])
    convert_pages(guide, Format.WEB)
    errata.check(guide)
    told = [finding for finding in guide.errors if finding.rule == "erratum"]
    if "told" not in case:
        assert told == []
        return
    (finding,) = told
    line = list(case["entry"]).index(case["key"]) + 2 if case["key"] else 1
    assert (finding.place.path.endswith("errata.yml"), finding.place.line) == (True, line)
    assert case["told"] in finding.message and finding.hint == case["hint"]


def test_where_a_wrong_text_still_stands_is_told(tmp_path):
    guide = guide_with(tmp_path, {**MENDED, "wrong": "sana."})
    convert_pages(guide, Format.WEB)
    errata.check(guide)
    assert any(finding.message.endswith("osa/eka.md:6") for finding in guide.errors)


def test_readers_are_told_on_the_page_of_editions_and_in_the_feed(tmp_path):
    guide = guide_with(tmp_path, {**MENDED, "edition": "2026.1", "date": MENDED["date"].replace(day=21)})
    page = convert_pages(guide, Format.WEB)["muutokset.md"]
    assert "Korjaukset" in page and "luki ”Heistä 43 % ohittaa.”, kuuluu olla ”Heistä 42 % ohittaa.”" in page
    settings = replace(guide.settings, address="https://example.org/opas/")
    tree = ElementTree.fromstring(feed.atom(settings, [], errata.read(settings.errata)))
    atom = "{http://www.w3.org/2005/Atom}"
    entry = tree.find(f"{atom}entry")
    assert entry.findtext(f"{atom}title") == "Korjaus laitokseen 2026.1"
    assert entry.find(f"{atom}link").get("href") == "https://example.org/opas/osa/eka/"
    assert tree.findtext(f"{atom}updated") == "2026-09-21T00:00:00Z"


# Files of editions


@pytest.fixture
def settings(tmp_path):
    (tmp_path / "editions.yml").write_text(EDITIONS, "utf-8")
    return replace(guides.settings(tmp_path), editions=tmp_path / "editions.yml")


@pytest.fixture
def released(tmp_path) -> Path:
    """The folder of a released edition, as a release leaves it."""
    (tmp_path / "opas.pdf").write_bytes(b"%PDF-1.7 eka")
    offered = Downloads()
    offered.add(tmp_path, Download("opas.pdf", "kirja", "kirja", "Koko opas.", 12))
    kept.keep("1", offered.of(""), tmp_path)
    return tmp_path / kept.FOLDER / "1"


def test_a_released_edition_is_published_where_it_was_byte_for_byte(tmp_path, settings, released):
    (one,) = kept.read_all(settings)
    assert [(file.address, file.summary) for file in one.downloads] == [("laitokset/1/opas.pdf", "PDF, 12 sivua, 1\u00a0kt")]
    one.write(tmp_path / "site")
    names = {"opas.pdf", "lataukset.json"}
    assert {file.name for file in released.iterdir()} == names
    for name in names:
        assert (tmp_path / "site/laitokset/1" / name).read_bytes() == (released / name).read_bytes()


def test_earlier_editions_may_be_missing_and_are_then_named(settings):
    assert kept.read_all(settings) == [] and kept.missing(settings, []) == ["1"]


def rewrite(released: Path, **told) -> None:
    rows = json.loads((released / "lataukset.json").read_text("utf-8"))
    (released / "lataukset.json").write_text(json.dumps([row | told for row in rows]), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "opas.pdf").write_bytes(b"%PDF-1.7 toka"), "tarkistussumma on eri"),
        (lambda folder: (folder / "opas.pdf").unlink(), "luettelo ei aukea"),
        (lambda folder: (folder / "lataukset.json").write_text("{"), "luettelo ei aukea"),
        (lambda folder: rewrite(folder, file="../../mkdocs.yml"), "luettelo ei aukea"),
        (lambda folder: rewrite(folder, file="sivu.html"), "luettelo ei aukea"),
        (lambda folder: rewrite(folder, pages="kaksi"), "luettelo ei aukea"),
        (lambda folder: (folder / "lataukset.json").unlink(), "puuttuu lataukset.json"),
        (lambda folder: folder.rename(folder.with_name("uusi")), "ei ole laitoksen kansio"),
    ],
)
def test_what_is_not_as_it_was_published_stops_the_build(settings, released, spoil, told):
    spoil(released)
    with pytest.raises(BadInput) as caught:
        kept.read_all(settings)
    (finding,) = caught.value.findings
    assert told in finding.message and finding.rule == "laitos"


def test_a_link_to_a_file_elsewhere_is_no_file_of_an_edition(tmp_path, settings, released):
    (released / "opas.pdf").rename(tmp_path / "muu.pdf")
    (released / "opas.pdf").symlink_to(tmp_path / "muu.pdf")
    with pytest.raises(BadInput):
        kept.read_all(settings)


def test_a_release_has_the_name_of_its_edition(settings):
    kept.check_release(replace(settings, release="2026.1"))
    with pytest.raises(BadInput, match=r'julkaisun nimi on "2026\.2", mutta laitos on "2026\.1"'):
        kept.check_release(replace(settings, release="2026.2"))


@pytest.mark.slow
def test_a_build_publishes_earlier_editions_and_keeps_the_one_it_releases(small_guide):
    (small_guide.folder / "opas.pdf").write_bytes(b"%PDF-1.7 aiempi")
    offered = Downloads()
    offered.add(small_guide.folder, Download("opas.pdf", "kirja", "kirja", "Koko opas.", 12))
    kept.keep("0.9", offered.of(""), small_guide.folder)
    built = small_guide.publish(GUIDEBOOK_BOOK="0", GUIDEBOOK_RELEASE="1")
    assert built.returncode == 0, built.stderr
    assert "aiemmat laitokset (0.9)" in built.stdout
    assert (small_guide.site / "laitokset/0.9/opas.pdf").read_bytes() == b"%PDF-1.7 aiempi"
    numbers = small_guide.site / "luvut.json"
    assert (small_guide.site / "laitokset/1/luvut.json").read_bytes() == numbers.read_bytes()
    rows = json.loads((small_guide.site / "lataukset.json").read_text("utf-8"))
    assert {row["file"]: row.get("edition") for row in rows} == {"luvut.json": None, "laitokset/0.9/opas.pdf": "0.9"}
    assert json.loads((small_guide.site / "laitokset/1/lataukset.json").read_text("utf-8"))[0]["file"] == "luvut.json"
    refused = small_guide.publish(GUIDEBOOK_BOOK="0", GUIDEBOOK_RELEASE="2")
    assert refused.returncode and 'julkaisun nimi on "2", mutta laitos on "1"' in refused.stderr
