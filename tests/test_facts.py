"""Facts and sources: read, refused, cited and put in order."""

from datetime import date
from pathlib import Path

import pytest

from goldens import golden
from guidebook.findings import BadInput
from guidebook.numbers.entries import Cited, Estimate
from guidebook.numbers.facts import alphabetical, read_facts, read_sources

CITED = golden("cited")
SOURCES = """
ponka2022:
  author: Pönkä, Harto
  year: 2022
  title: Sosiaalisen median tilastot
  publisher: Innowise
  url: https://example.org/tilastot
  accessed: 2026-11-03
  kind: verkko
tsl:
  title: Työsopimuslaki 55/2001
  kind: laki
  cite: Työsopimuslaki
"""
FACTS = """
some-kaytto-2022:
  label: WhatsAppia viikoittain käyttävät
  value: 3.409
  unit: milj.
  decimals: 1
  n: 1020
  date: marraskuu 2022
  source: ponka2022
  locator: kuvio 3
  review_after: 2027-01-31
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sources(folder: Path, text: str = SOURCES):
    return read_sources(write(folder, "sources.yml", text))


def test_a_source_and_a_fact_as_written(tmp_path):
    read = sources(tmp_path)
    fact = read_facts(write(tmp_path, "facts.yml", FACTS), read)["some-kaytto-2022"]
    assert (fact.kind, fact.unit, fact.decimals, fact.estimate) == ("fact", "milj.", 1, Estimate(3.409, 1020))
    assert fact.cited == Cited((read["ponka2022"],), "marraskuu 2022", date(2027, 1, 31), "kuvio 3")
    assert (fact.description, fact.place.line) == ("", 2)


def test_a_source_tells_how_it_is_cited_and_listed(tmp_path):
    read = sources(tmp_path)
    assert read["ponka2022"].short == "Pönkä 2022"
    assert read["ponka2022"].full == (
        ("author", "Pönkä, Harto"), ("year", "2022"), ("title", "Sosiaalisen median tilastot"),
        ("publisher", "Innowise"), ("url", "https://example.org/tilastot"), ("accessed", "viitattu 3.11.2026"))
    assert (read["ponka2022"].read, read["tsl"].short) == ("tallenne", "Työsopimuslaki")
    assert read["tsl"].full == (("title", "Työsopimuslaki 55/2001"),)


@pytest.mark.parametrize(("author", "short"), [
    ("DNA", "DNA 2022"),
    ("Barberá, Pablo; Zeitzoff, Thomas", "Barberá ja Zeitzoff 2022"),
    ("Aho, A; Bäck, B; Coen, C", "Aho ym. 2022"),
])
def test_authors_in_a_citation(tmp_path, author, short):
    assert sources(tmp_path, SOURCES.replace("Pönkä, Harto", author))["ponka2022"].short == short


def test_sources_stand_in_finnish_order():
    words = ["Öberg", "Zeitzoff", "Barberá", "ahola", "Åbo", "Šimek", "Ääri", "Siitonen", "Barbarossa", "Wilson"]
    assert sorted(words, key=alphabetical) == [
        "ahola", "Barbarossa", "Barberá", "Siitonen", "Šimek", "Wilson", "Zeitzoff", "Åbo", "Ääri", "Öberg"]


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), [
    ("  title: Sosiaalisen median tilastot\n", "", 2, 'tunnukselta "ponka2022" puuttuu title', "lisää title"),
    ("kind: verkko", "kind: verko", 9, 'laji "verko" on tuntematon', 'tarkoititko "verkko"?'),
    ("kind: verkko", "kind: verkko\n  read: talenne", 10, 'lukutapa "talenne" on tuntematon', 'tarkoititko "tallenne"?'),
    ("kind: verkko", "kind: verkko\n  read: kuultu", 10, 'lukutapa "kuultu" on tuntematon',
     "lukutavat ovat alkuperäinen, tallenne, toissijainen"),
    ("kind: verkko", "kind: verkko\n  read: 3", 10, "avaimen read arvon pitää olla", "lisää lainausmerkit"),
    ("publisher:", "julkaisija:", 6, 'tuntematon avain "julkaisija"', "avaimet ovat author"),
    ("  author: Pönkä, Harto\n", "", 2, "puuttuu tekijä tai vuosi", "anna author ja year"),
    ("  cite: Työsopimuslaki\n", "", 10, "puuttuu tekijä tai vuosi", "anna author ja year"),
    ("  accessed: 2026-11-03\n", "", 7, "puuttuu käyntipäivä", "lisää accessed"),
    ("accessed: 2026-11-03", "accessed: 3.11.2026", 8, "päivä muodossa 2026-11-30", "korjaa arvo"),
    ("accessed: 2026-11-03", "accessed: 2026-11-03 10:00:00", 8, "päivä muodossa 2026-11-30", "korjaa arvo"),
    ("https://example", "javascript:alert", 7, "ei ala https://", "kopioi koko osoite"),
    ("year: 2022", "year: vuonna 2022", 4, "kokonaisluku", "korjaa arvo"),
    ("tsl:", "Työsopimus laki:", 10, 'tunnus "Työsopimus laki" ei kelpaa', "pieniä kirjaimia"),
    ("cite: Työsopimuslaki", "cite: Pönkä 2022", 10, 'viite "Pönkä 2022" on myös lähteellä "ponka2022"', "erota ne"),
])
def test_a_mistake_in_a_source_is_told_at_its_place(tmp_path, old, new, line, message, hint):
    with pytest.raises(BadInput) as raised:
        sources(tmp_path, SOURCES.replace(old, new, 1))
    finding = raised.value.findings[0]
    assert (finding.rule, finding.place.line) == ("lähde", line)
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(("old", "new", "line", "message", "hint"), [
    ("source: ponka2022", "source: ponka2020", 9, 'tuntematon lähde "ponka2020"', 'tarkoititko "ponka2022"?'),
    ("value: 3.409", "value: 3,409", 4, "pitää olla luku", "korjaa arvo"),
    ("value: 3.409", "value: .nan", 4, "pitää olla luku", "korjaa arvo"),
    ("value: 3.409", "value: .inf", 4, "pitää olla luku", "korjaa arvo"),
    ("value: 3.409", "value: true", 4, "pitää olla luku", "korjaa arvo"),
    ("value: 3.409", f"value: 1{'0' * 400}", 4, "pitää olla luku", "korjaa arvo"),
    ("  value: 3.409\n", "", 2, "puuttuu value", "lisää value"),
    ("  source: ponka2022\n", "", 2, "puuttuu source", "lisää source"),
    ("  review_after: 2027-01-31\n", "", 2, "puuttuu review_after", "lisää review_after"),
    ("review_after: 2027-01-31", "review_after: ensi vuonna", 11, "päivä muodossa", "korjaa arvo"),
    ("review_after: 2027-01-31", "review_afterr: 2027-01-31", 11, 'tuntematon avain "review_afterr"',
     'tarkoititko "review_after"?'),
    ("decimals: 1", "decimals: 9", 6, "desimaaleja voi olla 0–6", "korjaa decimals"),
    ("n: 1020", "n: 0", 7, "vähintään 1", "jätä n pois"),
    ("n: 1020", "n: 10.5", 7, "kokonaisluku", "korjaa arvo"),
])
def test_a_mistake_in_a_fact_is_told_at_its_place(tmp_path, old, new, line, message, hint):
    with pytest.raises(BadInput) as raised:
        read_facts(write(tmp_path, "facts.yml", FACTS.replace(old, new, 1)), sources(tmp_path))
    finding = raised.value.findings[0]
    assert (finding.rule, finding.place.line) == ("tieto", line)
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize("case", CITED["cases"], ids=lambda case: case["case"])
def test_a_cited_series(tmp_path, case):
    text = f"\n{CITED['good']}"
    for old, new in case.get("change", {}).items():
        assert old in text
        text = text.replace(old, new)
    path, read = write(tmp_path, "facts.yml", text), sources(tmp_path)
    try:
        series = read_facts(path, read)["ohittavat"]
    except BadInput as error:
        assert [str(one).removeprefix(f"{path}:") for one in error.findings] == case["told"]
        return
    assert "told" not in case
    assert [[row.key, row.estimate.value, row.estimate.k, row.estimate.n] for row in series.rows] == case["rows"]
    assert series.rows[1].cited == Cited((read["tsl"],), "heinäkuu 2018", date(2030, 12, 31), "taulukko 2", "Oma laskelma.")
    assert series.rows[0].cited is None and series.withheld == ""


def test_all_mistakes_are_told_in_one_run(tmp_path):
    with pytest.raises(BadInput) as raised:
        read_facts(write(tmp_path, "facts.yml", "a: 3\nb:\n  x: 1\n"), {})
    assert len(raised.value.findings) == 7
