"""What is past its day, and who looks after it."""

import dataclasses
import datetime

import pytest

from commands import run
from guidebook import due
from guidebook.editions.snapshots import text_hash
from guidebook.findings import BadInput, Place
from guidebook.guide import Guide
from guidebook.numbers import Numbers
from guidebook.numbers.entries import Cited, Entry, Estimate
from guidebook.numbers.facts import Source
from guidebook.pages.page import parse_page
from guides import settings

DAY = datetime.date(2027, 1, 31)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def made(tmp_path, monkeypatch) -> Guide:
    monkeypatch.chdir(tmp_path)
    sources = {
        "laki": Source("laki", "Laki", "laki", Place("data/sources.yml", 1), cite="Laki", review_after=day("2026-12-31")),
        "muu": Source("muu", "Muu", "verkko", Place("data/sources.yml", 9), cite="Muu"),
    }
    facts = {
        name: Entry(name, "fact", "Nimi", Place("data/facts.yml", line), estimate=Estimate(1.0, None),
                    cited=Cited((sources["muu"],), "2020", day(after)))
        for name, after, line in (("vanha", "2027-01-30", 1), ("tanaan", "2027-01-31", 5), ("turha", "2026-11-30", 9))
    }
    texts = {"a.md": "review_after: 2027-02-01\n", "b.md": "luettu: 2026-11-23\nreview_after: '2025-01-31'\n"}
    pages = [
        parse_page(path, tmp_path / "docs" / path, f"---\ntitle: Nimi {path[0]}\n{front}---\n\n[@laki] {{{{ vanha }}}}\n")
        for path, front in texts.items()
    ]
    config = dataclasses.replace(
        settings(tmp_path), chapters=(("Osa", "a.md"), ("Toinen", "b.md")),
        caretakers={"Osa": "päätoimittaja", "Toinen": "kanavien toimittaja"},
    )
    return Guide(config, numbers=Numbers(facts), sources=sources, pages=pages)


def test_what_is_past_its_day_is_listed_from_the_earliest(made):
    assert list(due.as_text(made, DAY)) == [
        'docs/b.md:4:1: sivun "Nimi b" tarkistuspäivä on 31.1.2025 (hoitaja: kanavien toimittaja)',
        'data/facts.yml:9:1: luvun "turha" tarkistuspäivä on 30.11.2026 (ei hoitajaa)',
        'data/sources.yml:1:1: lähteen "laki" tarkistuspäivä on 31.12.2026 (hoitaja: päätoimittaja, kanavien toimittaja)',
        'data/facts.yml:1:1: luvun "vanha" tarkistuspäivä on 30.1.2027 (hoitaja: päätoimittaja, kanavien toimittaja)',
        "Tarkistuspäivä on mennyt: 4.",
    ]


def test_everything_that_has_a_day_can_be_listed(made):
    told = list(due.as_text(made, day("2020-01-01"), all_days=True))
    assert len(told) == 7 and told[-2].startswith('docs/a.md:3:1: sivun "Nimi a" tarkistuspäivä on 1.2.2027')


def test_the_next_day_is_told_when_none_is_past(made):
    (told,) = due.as_text(made, day("2020-01-01"))
    assert told.startswith('Minkään tarkistuspäivä ei ole mennyt. Seuraavana sivun "Nimi b" tarkistuspäivä on 31.1.2025')
    assert list(due.as_text(Guide(made.settings), DAY)) == ["Minkään tarkistuspäivä ei ole mennyt."]


def test_a_source_is_in_use_where_its_fact_is(made):
    made.sources["muu"] = dataclasses.replace(made.sources["muu"], review_after=day("2020-01-01"))
    assert 'lähteen "muu" tarkistuspäivä on 1.1.2020 (hoitaja: päätoimittaja, kanavien toimittaja)' in next(due.as_text(made, DAY))


def test_the_list_of_an_issue_is_to_be_ticked_and_empty_when_there_is_none(made):
    told = due.as_markdown(due.past(made, DAY)).splitlines()
    assert [line.partition(":")[0] for line in told[2:]] == [
        "- [ ] `docs/b.md`", "- [ ] `data/facts.yml`", "- [ ] `data/sources.yml`", "- [ ] `data/facts.yml`"]
    assert due.as_markdown([]) == ""


def test_the_list_of_an_issue_fits_and_calls_nobody():
    many = [due.Due(DAY, Place("docs/a.md"), f'sivun "{"@aino #1 " * 30}"', ()) for _ in range(200)]
    told = due.as_markdown(many)
    assert len(told) < 65_536 and "@" not in told and "#1" not in told.replace("&#1", "")
    shown = told.count("- [ ] ")
    assert 0 < shown < 200 and told.endswith(f"- … ja {200 - shown} muuta: `make due`\n")


@pytest.mark.parametrize("front, told", [
    ("luettu: eilen\n", "3:1: alkutiedot: avaimen luettu arvo ei ole päivä – muoto on luettu: 2026-11-30"),
    ("review_after: 2026-02-30\n", "3:1: alkutiedot: avaimen review_after arvo ei ole päivä – muoto on review_after: 2026-11-30"),
    ("luettu: 2026-11-30 12:00:00\n", "3:1: alkutiedot: avaimen luettu arvo ei ole päivä"),
    ("luettu:\n", "3:1: alkutiedot: avaimen luettu arvo ei ole päivä"),
    ("hakusanat: some\n", "3:1: alkutiedot: avaimen hakusanat arvo ei kelpaa – muoto on"),
    ("hakusanat:\n  sivu: <b>\n", "3:1: alkutiedot: avaimen hakusanat arvo ei kelpaa"),
    ("toiminto: lasku\n", "3:1: alkutiedot: avaimen toiminto arvo ei kelpaa – arvot ovat itsearviointi"),
    ("luetttu: 2026-11-30\n", '3:1: alkutiedot: tuntematon avain "luetttu" – tarkoititko "luettu"?'),
])
def test_a_day_that_is_none_is_told(tmp_path, front, told):
    page = parse_page("a.md", tmp_path / "a.md", f"---\ntitle: Nimi\n{front}---\n\nTeksti.\n")
    (finding,) = page.findings
    assert f"a.md:{told}" in str(finding)


def test_readers_words_may_be_many(tmp_path):
    words = "".join(f"  a{number}: {'mitä, miten, ' * 40}\n" for number in range(20))
    page = parse_page("a.md", tmp_path / "a.md", f"---\ntitle: Nimi\nhakusanat:\n{words}---\n\nTeksti.\n")
    assert not page.findings
    with pytest.raises(BadInput, match=r"a\.md:5:1: pitkä-kappale"):
        parse_page("a.md", tmp_path / "a.md", f"---\ntitle: Nimi\n---\n\n{'Teksti. ' * 1000}\n")


def test_the_days_of_upkeep_and_slides_are_no_change_of_the_text(tmp_path):
    hashes = {
        text_hash(parse_page("a.md", tmp_path / "a.md", f"---\ntitle: Nimi\n{front}---\n\nluettu: tekstiä\n"))
        for front in ("", "luettu: 2026-11-23\n", "luettu: 2026-11-24\nreview_after: 2027-11-24\n", "kalvo-otsikko: Sovi\nkalvot: [luku, kuva-1]\n",
                      "hakusanat:\n  sivu: sovi, sopiminen\n")
    }
    assert len(hashes) == 1
    other = parse_page("a.md", tmp_path / "a.md", "---\ntitle: Nimi\n---\n\nluettu: muuta\n")
    assert text_hash(other) not in hashes


@pytest.mark.slow
def test_the_command_lists_on_a_day(small_guide):
    told = run("guidebook", "due", "--on", "2035-01-01", cwd=small_guide.folder)
    assert told.returncode == 0 and told.stdout.endswith("Tarkistuspäivä on mennyt: 1.\n"), told.stderr
    assert run("guidebook", "due", "--on", "2020-01-01", "--markdown", cwd=small_guide.folder).stdout == ""
    refused = run("guidebook", "due", "--on", "eilen", cwd=small_guide.folder)
    assert refused.returncode == 2 and "päivän muoto on 2027-01-31" in refused.stderr
