"""A stranger's lists, data and editions through the real command: each attack is told or made harmless, and soon.

What concerns queries stands in golden/queries.yml and golden/bad-queries.yml, what concerns surveys in golden/survey/.
"""

import html.parser
import json

import pikepdf
import pytest

from hostile import bounded, refused, rounds, with_lists

BAD_DATA = {
    "laughing facts": ("data/facts.yml", "a: &a [x, x]\nb: [*a, *a]\n", "data/facts.yml:1:4: yaml: ankkurit"),
    "a type in the sources": ("data/sources.yml", "a: !!python/name:os.system x\n", "data/sources.yml:1:4: yaml: tyyppimerkinnät"),
    "a type without a value": ("data/sources.yml", "a: !!bool x\n", "data/sources.yml:1:4: yaml: tyyppimerkinnät"),
    "statistics ten thousand deep": ("data/statistics.yml", "a: " + "[" * 10_000, "data/statistics.yml:1:23: yaml: sisäkkäin"),
    "mappings ten thousand deep": ("data/statistics.yml", "{a: " * 10_000, "data/statistics.yml:1:[0-9]+: yaml: sisäkkäin"),
    "much YAML": ("data/facts.yml", "a: b\n" * 300_000, "data/facts.yml:1:1: yaml: tiedostossa on yli"),
    "a script for a source": ("data/sources.yml", "a: {title: A, kind: verkko, cite: A, url: 'javascript:alert(1)', accessed: 2026-01-01}\n",
                              "lähde: osoite \"javascript:alert\\(1\\)\" ei ala https://"),
    "a text that runs backwards": ("data/facts.yml", "a: \u202e\n", "data/facts.yml:1:4: näkymätön-merkki: .*U\\+202E"),
    "lists ten thousand deep": ("data/surveys/esimerkki/datapackage.json", "[" * 100_000, "datapackage.json:1:1: json: JSON ei aukea"),
    "much JSON": ("data/surveys/esimerkki/datapackage.json", '{"a": "' + "a" * 10**6 + '"}', "datapackage.json:1:1: json: tiedostossa on yli"),
    "a number without end": ("data/surveys/esimerkki/datapackage.json", '{"a": ' + "9" * 100_000 + "}", "datapackage.json:1:1: json: JSON ei aukea"),
    "a name without end": ("data/surveys/esimerkki/datapackage.json", '{"title": "' + "a" * 10_000 + '"}', "datapackage.json:1:[0-9]+: aineistokuvaus: aineiston nimi"),
    "a million columns": ("data/surveys/esimerkki/persons.csv", "," * 10**6 + "\n", "persons.csv:1:1: rivi: rivillä on 1000000 merkkiä"),
    "a quotation without end": ("data/surveys/esimerkki/persons.csv", 'person_id,field,role,country,organisation_id\n"' + "a\n" * 500_000,
                                "persons.csv:2:1: rivi: rivi ei aukea"),
}


HIDES = {"data/facts.yml": "data/sources.yml", "data/surveys/esimerkki/persons.csv": "data/surveys/esimerkki/datapackage.json"}


@pytest.mark.slow
@pytest.mark.parametrize("cases", rounds(BAD_DATA, HIDES), ids=", ".join)
def test_data_that_would_take_the_machine_down_are_told(small_guide, cases):
    for path, text, _ in map(BAD_DATA.get, cases):
        small_guide.write(path, text)
    refused(small_guide, *(BAD_DATA[case][2] for case in cases))


def _edition(name: str, **more) -> str:
    return json.dumps({"edition": name, "data": "A", "numbers": {}, "chapters": {}, "pages": 3} | more)


BAD_LISTS = {
    "two arrows": ("data/words.txt", "a -> b -> c\n", "data/words.txt:1:1: sanalista: riviä"),
    "a hundred thousand words": ("data/words.txt", "sanoli ~ tuoli\n" * 100_000, "data/words.txt:1000:1: sanalista: sanalistassa on yli 1000 riviä"),
    "synonyms of synonyms": ("data/synonyms.txt", " = ".join(f"a{number}" for number in range(20_000)), "data/synonyms.txt:1:1: synonyymi: rivillä on yli 20 sanaa"),
    "one word on many lines": ("data/synonyms.txt", "".join(f"a = b{number}\n" for number in range(30_000)), "data/synonyms.txt:1000:1: synonyymi: listassa on yli 1000"),
    "an address without end": ("data/addresses.yml", f'julkaistu:\n  /{"a" * 300}/: "1"\n', 'data/addresses.yml:2:3: osoite: osoite "/a+" ei kelpaa'),
    "addresses that lead nowhere": ("data/addresses.yml", "julkaistu:\n" + "".join(f'  /a{number}/: "1"\n' for number in range(12_000)) + "siirretty:\n"
                                    + "".join(f"  /b{number}/: /\n" for number in range(12_000)), 'siirretty osoite "/b11999/" puuttuu'),
    "a steering sign in an edition": ("data/editions/0.1.json", _edition("0.1", data="\2wzxhzdk:0\3"), "data/editions/0.1.json:1:1: laitos: laitoksen tiedosto ei aukea"),
    "a book without end": ("data/editions/0.1.json", _edition("0.1", pages=10**300), "data/editions/0.1.json:1:1: laitos: laitoksen tiedosto ei aukea"),
    "much of an edition": ("data/editions/0.1.json", _edition("0.1", data="a" * 10**6), "data/editions/0.1.json:1:1: laitos: .*yli 1000000 tavua"),
    "much of many editions": ("data/editions/0.1.json", " " * 4 * 10**6, "data/editions:1:1: laitos: laitosten tiedostot vievät yli 3 megatavua"),
}


@pytest.mark.slow
@pytest.mark.parametrize("cases", rounds(BAD_LISTS, {}), ids=", ".join)
def test_lists_that_would_take_the_machine_down_are_told(small_guide, cases):
    with_lists(small_guide)
    for path, text, _ in map(BAD_LISTS.get, cases):
        small_guide.write(path, text)
    small_guide.replace("docs/toinen.md", "/// luvut", "/// muutokset\n///\n\n/// luvut")
    refused(small_guide, *(BAD_LISTS[case][2] for case in cases))


@pytest.mark.slow
def test_an_edition_of_ten_thousand_changes_is_listed_in_part(small_guide):
    with_lists(small_guide)
    for edition in ("0.1", "0.2"):
        numbers = {f"n{number}": {"label": "Luku", "text": f"{edition}{number}", "value": number} for number in range(10_000)}
        chapters = {f"{edition}{number}.md": {"title": "Luku", "text": f"{edition}{number}"} for number in range(2_000)}
        small_guide.write(f"data/editions/{edition}.json", _edition(edition, numbers=numbers, chapters=chapters | {
            "index.md": {"title": "Eka", "text": "a", "numbers": list(numbers)}}))
    small_guide.replace("docs/toinen.md", "/// luvut", "/// muutokset\n///\n\n/// luvut")
    with bounded():  # the list that is checked is that of the book, too
        checked, built = small_guide.check(), small_guide.publish(GUIDEBOOK_BOOK="0")
    assert checked.returncode == built.returncode == 0, checked.stdout + built.stdout + built.stderr
    page = (small_guide.site / "toinen/index.html").read_text("utf-8").replace("\u00a0", " ")
    assert "… ja 9 700 muuta" in page and "… ja 1 700 muuta" in page


@pytest.mark.slow
def test_near_names_are_not_sought_among_thousands(small_guide):
    small_guide.write("data/sources.yml", "".join(f"lahde-{number}: {{author: A{number}, year: 2020, title: T, kind: kirja}}\n" for number in range(5_000)))
    small_guide.write("data/facts.yml", "".join(f"tieto-{number}: {{label: a, value: 1, date: '1', source: lahda-{number}, review_after: 2030-01-01}}\n" for number in range(4_000)))
    refused(small_guide, 'data/facts.yml:4000:[0-9]+: tieto: tuntematon lähde "lahda-3999"')


@pytest.mark.slow
@pytest.mark.parametrize("paths", [["/etc/passwd", "../../../etc/passwd", "/dev/zero", "https://example.org/a.csv"], ["file:///etc/passwd"]])
def test_a_survey_names_no_file_outside_its_folder(small_guide, paths):
    described = json.loads((small_guide.folder / "data/surveys/esimerkki/datapackage.json").read_text("utf-8"))
    for resource, path in zip(described["resources"], paths, strict=False):
        resource["path"] = path
    small_guide.write("data/surveys/esimerkki/datapackage.json", json.dumps(described))
    refused(small_guide, *(f'datapackage.json:[0-9]+:[0-9]+: polku: taulun "{resource["name"]}" tiedostoa ei voi käyttää'
                           for resource in described["resources"][:len(paths)]))


@pytest.mark.slow
def test_a_cell_that_a_spreadsheet_would_run_is_told_and_tables_are_not_published(small_guide):
    channels = (small_guide.folder / "data/surveys/esimerkki/channels.csv").read_text("utf-8")
    first = channels.count("\n") + 1
    cells = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '"\t=1"', "＝1"]
    small_guide.write("data/surveys/esimerkki/channels.csv", channels + "".join(f"x{row},{cell}\n" for row, cell in enumerate(cells)))
    refused(small_guide, *(f"channels.csv:{row}:4: kaava: solu alkaa merkillä" for row in range(first, first + len(cells))))
    small_guide.write("data/surveys/esimerkki/channels.csv", channels)
    assert small_guide.publish().returncode == 0
    assert [file for ending in ("csv", "tsv", "xlsx", "ods") for file in small_guide.site.rglob(f"*.{ending}")] == []


HOSTILE_NAME = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>) /JS (app.alert(3)) \\"


class _Names(html.parser.HTMLParser):
    """Elements and attributes of a page that a name would have to make."""

    def __init__(self, page: str):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.found += [tag] * (names.get("src") == "x") + [name for name in names if name.startswith("on")]

    def handle_data(self, data):
        if self.lasttag == "script" and data.startswith("alert("):
            self.found.append(data)


@pytest.mark.slow
def test_a_name_breaks_out_of_neither_html_nor_pdf(small_guide):
    """The same name everywhere where data bring one: tables, charts, captions, sources, notes, the survey itself."""
    quoted = json.dumps(HOSTILE_NAME)
    small_guide.write("data/sources.yml", f"kirja: {{author: {quoted}, year: 2020, title: {quoted}, publisher: {quoted}, kind: kirja}}\n")
    small_guide.replace("data/facts.yml", "label: Testitieto", f"label: {quoted}\n  note: {quoted}\n  locator: {quoted}")
    small_guide.replace("data/statistics.yml", "label: Kanavien käyttö", f"label: {quoted}")
    small_guide.replace("data/statistics.yml", "description: Selvityksen henkilöt.", f"description: {quoted}")
    described = json.loads((small_guide.folder / "data/surveys/esimerkki/datapackage.json").read_text("utf-8"))
    small_guide.write("data/surveys/esimerkki/datapackage.json", json.dumps({**described, "title": HOSTILE_NAME}))
    channels = (small_guide.folder / "data/surveys/esimerkki/channels.csv").read_text("utf-8").splitlines()
    key = channels[1].split(",")[0]
    small_guide.write("data/surveys/esimerkki/channels.csv", "\n".join([channels[0], f'{key},"{HOSTILE_NAME.replace(chr(34), chr(34) * 2)}"',
                                                            *channels[2:]]) + "\n")
    small_guide.replace("docs/index.md", "# Ensimmäinen", "# `</title><script>alert(4)</script>` ja (/JS) \\\\")
    small_guide.replace("docs/index.md", "title: Ensimmäinen\n", "")
    built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    for file in small_guide.site.rglob("*.html"):
        assert _Names(file.read_text("utf-8")).found == [], file
    with pikepdf.open(small_guide.site / "opas.pdf") as pdf:
        kinds = [str(entry.get("/S", "")) for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)]
        assert "/JavaScript" not in kinds and "/JS" not in pdf.Root and "/OpenAction" not in pdf.Root
        assert any("(/JS)" in item.title for item in pdf.open_outline().root)
