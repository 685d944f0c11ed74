"""A stranger's pull request through the real command: each attack is told or made harmless, soon and in this folder.

What concerns queries stands in golden/queries.yml and golden/bad-queries.yml, what concerns surveys in golden/survey/.
"""

import html.parser
import json
import os
import re
import resource
import socket
import time
import zlib
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pytest
import yaml

from guidebook import links
from guidebook.guide import Edition
from guidebook.manuscript import BRACKETS
from guidebook.markup import convert
from guides import guide

CASES = yaml.safe_load(Path(__file__).with_name("golden").joinpath("hostile.yml").read_text("utf-8"))
SECONDS = 30
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@contextmanager
def bounded():
    """The commands inside take less than SECONDS of processor time, however busy the machine is; `run` bounds the rest."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


def refused(guide, *lines: str, command: str = "check") -> str:
    """The command fails within its time, tells each line (a regular expression) and breaks nowhere."""
    with bounded():
        ran = getattr(guide, command)()
    told = (ran.stdout + ran.stderr).replace("\u00a0", " ")
    assert ran.returncode == 1, told
    assert "Traceback" not in told and "root:" not in told
    for line in lines:
        assert re.search(line, told), f"{line!r} is not in:\n{told}"
    return told


# Pages


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_what_no_page_may_hold_is_told_where_it_stands(small_guide, command):
    text, lines = "# Sivu\n", []
    for case in CASES:
        first = text.count("\n") + 2
        text += f"\n{case['write']}\n"
        lines += [re.escape(re.sub(r"^(\d+)", lambda match, first=first: f"docs/index.md:{int(match[1]) + first - 1}", told))
                  for told in case["told"]]
    small_guide.write("docs/index.md", text)
    refused(small_guide, *lines, command=command)
    assert not small_guide.site.exists()


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("case", CASES, ids=[case["write"][:40] for case in CASES])
def test_what_no_page_may_hold_is_taken_away(tmp_path, case, edition):
    made = guide(tmp_path, {"index.md": case["write"]})
    made.settings.docs.mkdir()
    page = convert(made, "index.md", edition)
    links.check(made, edition)
    assert made.errors
    assert [piece for piece in case.get("off", []) if piece in page] == []


def test_what_the_guide_is_made_of_stays(tmp_path):
    made = guide(tmp_path, {"index.md": """# Otsikko {#oma}

/// kuvio | kaytto
///

=== "Yksi"

    Teksti[^1] ja <kbd>Ctrl</kbd>.

??? vinkki "Lisää"
    | a | b |
    |:--|--:|
    | 1 | 2 |

<!-- huomautus -->
[^1]: Alaviite.
"""})
    page = convert(made, "index.md", Edition.WEB)
    assert made.findings == []
    for piece in ('id="oma"', "<svg", 'viewBox="', "<title", 'role="img"', '<input', 'type="radio"', 'name="__tabbed_1"',
                  '<label for="__tabbed_1_1"', 'class="footnote-ref"', "<kbd>", "<details", '<td align="right"'):
        assert piece in page, piece
    assert "huomautus" not in page


FRONT_MATTER = {
    "billion laughs": ("a: &a [x, x]\nb: &b [*a, *a]\n", "docs/index.md:2:4: yaml: ankkurit"),
    "a type": ("title: !!python/object/apply:os.system [ls]\n", "docs/index.md:2:8: yaml: tyyppimerkinnät"),
    "ten thousand deep": (f"title: {'[' * 10_000}{']' * 10_000}\n", "docs/index.md:2:27: yaml: sisäkkäin on yli 20 tasoa"),
    "a title that ends the title": ("title: 'A</title><script>alert(1)</script>'\n", "docs/index.md:2:1: alkutiedot: avaimen title"),
    "a description that ends its attribute": ("description: 'a\" http-equiv=refresh content=\"0'\n", "docs/index.md:2:1: alkutiedot"),
    "another template": ("template: redirect.html\nlocation: '\"]);alert(1);([\"'\n", "docs/index.md:2:1: alkutiedot: avaimen template"),
    "a weight that is none": ("search: {boost: 1e9}\n", "docs/index.md:2:1: alkutiedot: avaimen search"),
    "a script as a weight": ("search:\n  boost: </script>\n", "docs/index.md:2:1: alkutiedot: avaimen search"),
    "a number that is nearly a no": ("kirjassa: 0\n", "docs/index.md:2:1: alkutiedot: avaimen kirjassa arvo ei kelpaa – arvot ovat true, false"),
    "a path as an icon": ("icon: ../../../etc/passwd\n", 'docs/index.md:2:1: alkutiedot: tuntematon avain "icon"'),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", FRONT_MATTER)
def test_front_matter_is_plain_and_harmless(small_guide, case):
    written, told = FRONT_MATTER[case]
    small_guide.write("docs/index.md", f"---\n{written}---\n\n# Sivu\n")
    refused(small_guide, re.escape(told))


@pytest.mark.slow
def test_mkdocs_reads_no_front_matter_of_its_own(small_guide):
    """MkDocs takes `key: value` lines without --- for front matter, and so a template's name."""
    text = (small_guide.folder / "docs/index.md").read_text("utf-8").partition("---\n\n")[2]
    small_guide.write("docs/index.md", f"template: redirect.html\nlocation: https://example.org/\n\n{text}")
    built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    page = (small_guide.site / "index.html").read_text("utf-8")
    assert "location.replace" not in page and "template: redirect.html" in page and "Henkilöitä on" in page


# In about the order of how deep they go. Without bounds each of these took minutes, or the process with it.
HEAVY = {
    "a line of ten thousand brackets": ("[" * 9_990, "pitkä-sivu: sivulla on yli 1000 samaa sulkua"),
    "a paragraph of ten thousand brackets": ("[[[[[[[[[\n" * 100, "pitkä-kappale: kappaleessa on yli 150 samaa sulkua"),
    "markers ten thousand deep": ("{{ " * 10_000 + "a" + " }}" * 10_000, "pitkä-sivu: sivulla on yli"),
    "spans ten thousand deep": ("[" * 10_000 + "a" + "]{.tavallinen}" * 10_000, "pitkä-sivu: sivulla on yli"),
    "a page of footnotes": ("a[^1]\n\n" * 5_000 + "[^1]: b", "pitkä-sivu: sivulla on yli 1000 samaa sulkua"),
    "a million characters": ("a " * 500_000, "pitkä-sivu: sivulla on yli 50000 merkkiä"),
    "lists in a list": ("1. " * 1_600, "sisäkkäin: sivulla on yli 60"),
    "quotations in a quotation": ("> " * 2_400, "sisäkkäin: sivulla on yli 60"),
    "emphases in an emphasis": ("*a " * 800 + "b* " * 800, "sisäkkäin: sivulla on yli 60"),
    "boxes in a box": ("\n\n".join("/" * (3 + depth) + " vinkki" for depth in range(200, 0, -1)), "lohko-auki"),
    "narrow parts in a narrow part": ('<span class="tieto-nimi">a ' * 40 + "</span>" * 40, "sisäkkäin: sivulla on yli 3 samanlaista"),
    "a table of a million cells": ("a|" * 1_000 + "\n" + "-|" * 1_000 + "\n" + "|\n" * 400, "pitkä-sivu: sivun taulukoissa on yli 1000 solua"),
    "elements in an element": ("<div>\n\n" * 900, "sisäkkäin: sivulla on yli 60"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", HEAVY)
def test_no_page_is_too_heavy_or_too_deep_for_the_guide(small_guide, case):
    written, told = HEAVY[case]
    small_guide.write("docs/index.md", f"# Sivu\n\n{written}\n")
    refused(small_guide, f"docs/index.md:[0-9]+:1: (?:{told})")


# What just passes the bounds, in the shapes on which regular expressions and Python-Markdown take longest.
SLOW = {
    "brackets": ("[" + "a" * 30) * 145,
    "citations": "[@a " * 145 + "x" * 4_300,
    "markers": "{{ a }} " * 70 + "x" * 4_300,
    "a title of spaces": f"# a{' ' * 4_900}b",
    "code": " ".join("`" * length for length in range(1, 95)),
    "entities": "&" * 4_900, "tags": "<a " * 145 + "x" * 4_400, "backslashes": "\\" * 4_900, "dots": "." * 4_900,
    "sentences": "A." * 2_400, "paths": "a.b" * 1_600, "stars": "*a **b " * 700, "claims": 'väite="a > 1" ' * 340,
}


# What took the rules of proofreading from seconds to hours within the bounds.
PROOFED = {
    "capitals": "\n\n".join(["A" * 4_900] * 9), "one word": "\n\n".join(["å" * 4_900] * 9), "a title's line": "\n\n".join([(" " * 2_400 + "-" * 2_400 + "x")] * 9),
    "figures": "\n\n".join(["1," * 2_450] * 9), "ends": "\n\n".join([".”" * 2_450] * 9), "names of files": "\n\n".join(["a." * 2_450] * 9),
    "made-up examples": "/// esimerkki\n\n" * 1_000 + "keksit\n\n" * 4_000, "a long excuse": "<!-- sallittu: a – b" + "\n" * 48_000 + "c -->",
    "misspelt compounds": "\n\n".join([" ".join("sähkö" * 40 + "asema" * 5 + "abc"[number % 3] for number in range(21))] * 9),
    "a raw element": "<div>" + "\n" * 48_000 + "</div>",
}


@pytest.mark.slow
@pytest.mark.parametrize("case", PROOFED)
def test_the_heaviest_page_within_the_bounds_is_proofread_in_time(small_guide, case):
    with_lists(small_guide)
    small_guide.write("docs/index.md", f"# Sivu\n\n{PROOFED[case]}\n")
    with bounded():
        checked = small_guide.check()
    assert "Traceback" not in checked.stderr and checked.returncode in (0, 1)


@pytest.mark.slow
def test_words_without_end_are_searched_and_broken_in_time(small_guide):
    """What the press and the search do with words, and the cards with a title."""
    with_lists(small_guide)
    words = ["".join("aeioukl"[number * letter % 7] for letter in range(1, 80)) + "abcdefgh"[number % 8] for number in range(60)]
    small_guide.write("docs/index.md", f"# {'W' * 4_900}\n\n" + "\n\n".join([" ".join(words)] * 5) + "\n\n" + "työ" * 1_600 + "\n")
    small_guide.write("data/words.txt", "\n".join(dict.fromkeys(words)) + "\n" + "työ" * 1_600 + "\n" + "W" * 4_900 + "\n")
    small_guide.replace("docs/toinen.md", "[Yli sata]", "<!-- sana --> [Yli sata]")
    with bounded():
        built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW)
def test_the_heaviest_page_within_the_bounds_is_read_in_time(small_guide, case):
    one = SLOW[case]
    most = min(48_000 // len(one), 1_000 // max(1, *map(one.count, BRACKETS)))
    small_guide.write("docs/index.md", "# Sivu\n\n" + "\n\n".join([one] * most) + "\n")
    with bounded():
        checked = small_guide.check()
    assert "Traceback" not in checked.stderr and checked.returncode in (0, 1)


# Files


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
@pytest.mark.parametrize("link", ["docs/kuva.png", "docs/kansio", "docs/uusi.md", "data/facts.yml", "data/survey/persons.csv"])
def test_a_link_of_the_file_system_is_not_followed(small_guide, tmp_path, link, command):
    (tmp_path / "ulkona").mkdir()
    secret = tmp_path / "ulkona/salainen"
    secret.write_text("root: salaisuus\n")
    file = small_guide.folder / link
    file.unlink(missing_ok=True)
    file.symlink_to(secret.parent if link == "docs/kansio" else secret)
    told = refused(small_guide, rf"{link}:1:1: tiedostolinkki: ", command=command)
    assert "salaisuus" not in told


@pytest.mark.slow
@pytest.mark.parametrize("file", ["docs/index.md", "docs/a.svg", "data/facts.yml"])
def test_a_pipe_is_not_waited_for(small_guide, file):
    (small_guide.folder / file).unlink(missing_ok=True)
    os.mkfifo(small_guide.folder / file)
    refused(small_guide, f"{file}:1:1: tiedostotyyppi: tämä ei ole tavallinen tiedosto")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_name_of_a_file_says_nothing_to_github_and_to_nobodys_terminal(small_guide, command):
    for name in (b"a\n::error::a.html", b"b\r::add-mask::b.svg", b"\xff.png", "c\u202egnp.md".encode(), b'"><img src=x>.png', b"d\\e.png", b"f\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(small_guide.folder / "docs") + b"/" + name)).write_bytes(b"x")
    told = refused(small_guide, *(rf"docs/{name}:1:1: tiedoston-nimi: nimessä on merkki" for name in (
        "a ::error::a.html", "b ::add-mask::b.svg", " .png", "c gnp.md", r"d\\e.png", r"f \[2J.txt")), command=command)
    assert [line for line in told.splitlines() if line.lstrip().startswith("::")] == []
    assert not set(told) & set("\x1b\u202e\udcff")


@pytest.mark.slow
def test_a_file_does_not_take_the_place_of_the_book(small_guide):
    small_guide.write("docs/opas.pdf", b"%PDF-1.4 toinen")
    refused(small_guide, 'docs/opas.pdf:1:1: tiedostotyyppi: tiedoston "opas.pdf" tekee opas itse', command="publish")


STRANGERS = {
    "assets/a.js": "alert(1)", "sivu.html": "<script>alert(1)</script>", "a.css": "a{}", "a.xml": "<a/>", "a.php": "x",
    "luvut.csv": "=cmd|' /C calc'!A0\n",
}
DRAWINGS = {
    "script.svg": SVG.format("<script>alert(1)</script>"), "on.svg": SVG.format('<rect onload="alert(1)"/>'),
    "use.svg": SVG.format('<use href="https://example.org/#a"/>'), "image.svg": SVG.format('<image href="file:///etc/passwd"/>'),
    "deep.svg": SVG.format("<g>" * 10_000 + "</g>" * 10_000),
    "laughs.svg": '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;"),
    "itself.svg": SVG.format('<marker id="a"><path d="M0 0 1 1" marker-start="url(#a)"/></marker><path d="M0 0 1 1" marker-end="url(#a)"/>'),
    "middle.svg": SVG.format('<path d="M0 0 1 1 2 2" marker-mid="url(#a)"/>'), "box.svg": SVG.replace("0 0 9 9", "a b").format(""),
    "flat.svg": SVG.replace("0 0 9 9", "0 0 0 1e999").format(""), "style.svg": SVG.format("<style>@import url(https://example.org/)</style>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_code_and_more_than_drawings_are_not_published_even_when_no_page_names_them(small_guide, command):
    for name, text in {**STRANGERS, **DRAWINGS}.items():
        small_guide.write(f"docs/{name}", text)
    refused(small_guide, *(rf"docs/{name}:1:1: tiedostotyyppi: " for name in STRANGERS),
            *(rf"docs/{name}:1:1: kuvan-sisältö: " for name in DRAWINGS), command=command)


@pytest.mark.slow
@pytest.mark.parametrize("damaged", [b"\0\1\0\0paha" * 100, None])
def test_a_damaged_font_is_told(small_guide, damaged):
    name = "docs/assets/fonts/SourceSerif4-Regular.ttf"
    small_guide.write(name, damaged or (small_guide.folder / name).read_bytes()[:30_000])
    refused(small_guide, f"{name}:1:1: kirjasin: kirjasinta ei voi lukea", command="publish")


@pytest.mark.slow
def test_a_drawing_with_numbers_that_are_none_is_told_in_a_line(small_guide):
    small_guide.write("docs/a.svg", SVG.format('<rect width="x" height="1" transform="rotate()"/><path d="M a b Z"/>'))
    small_guide.write("docs/index.md", "# Sivu\n\n/// kuva\n![Kuva](a.svg)\n///\n")
    told = refused(small_guide, 'piirrosta "data:…" ei voi painaa', command="publish")
    assert max(map(len, told.splitlines())) < 300


@pytest.mark.slow
def test_a_class_of_the_builds_own_makes_no_field_of_a_sheet(small_guide):
    small_guide.write("docs/index.md", '---\narkki: 1\n---\n\n# Sivu\n\n<span class="kentta">Nimi</span>\n\nToinen\n{: .kentta }\n')
    built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    assert (small_guide.site / "tyokirja.pdf").is_file()


def _bomb() -> bytes:
    """A PNG of a few kilobytes and of 10 000 million points."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    size = (100_000).to_bytes(4, "big")
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + size + b"\x08\x00\x00\x00\x00")
            + chunk(b"IDAT", zlib.compress(b"\0" * 10**6)) + chunk(b"IEND", b""))


@pytest.mark.slow
def test_a_picture_that_would_fill_the_memory_is_not_printed(small_guide):
    small_guide.write("docs/pommi.png", _bomb())
    small_guide.write("docs/index.md", "# Sivu\n\n![Kuva](pommi.png)\n")
    refused(small_guide, 'kuvaa "pommi.png" ei voi painaa', command="publish")


@pytest.mark.slow
def test_the_press_asks_no_address_for_anything(small_guide, tmp_path):
    """A page, a picture and the data all name a server that would notice."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        small_guide.write("docs/kuva.svg", SVG.format(f'<rect fill="url({address}a)"/>'))
        small_guide.write("docs/index.md", f'# Sivu\n\n![Kuva]({address}b.png)\n\n<div style="background: url({address}c)">x</div>\n\n'
                          f'<img src="{address}d" alt="x">\n\n<svg viewBox="0 0 1 1"><title>A</title><rect fill="url({address}e)"/></svg>\n')
        refused(small_guide, "kuvan-sisältö", "kuva-puuttuu", "kielletty-html", command="publish")
        with pytest.raises(TimeoutError):
            server.accept()


# Data


BAD_DATA = {
    "laughing facts": ("data/facts.yml", "a: &a [x, x]\nb: [*a, *a]\n", "data/facts.yml:1:4: yaml: ankkurit"),
    "a type in the sources": ("data/sources.yml", "a: !!python/name:os.system x\n", "data/sources.yml:1:4: yaml: tyyppimerkinnät"),
    "a type without a value": ("data/sources.yml", "a: !!bool x\n", "data/sources.yml:1:4: yaml: tyyppimerkinnät"),
    "statistics ten thousand deep": ("data/statistics.yml", "a: " + "[" * 10_000, "data/statistics.yml:1:23: yaml: sisäkkäin"),
    "mappings ten thousand deep": ("data/statistics.yml", "{a: " * 10_000, "data/statistics.yml:1:[0-9]+: yaml: sisäkkäin"),
    "much YAML": ("data/facts.yml", "a: b\n" * 300_000, "data/facts.yml:1:1: yaml: tiedostossa on yli"),
    "a script for a source": ("data/sources.yml", "a: {title: A, kind: verkko, cite: A, url: 'javascript:alert(1)', accessed: 2026-01-01}\n",
                              "lähde: osoite \"javascript:alert\\(1\\)\" ei ala https://"),
    "a text that runs backwards": ("data/facts.yml", "a: \u202e\n", "data/facts.yml:1:4: merkistö: .*U\\+202E"),
    "lists ten thousand deep": ("data/survey/datapackage.json", "[" * 100_000, "datapackage.json:1:1: json: JSON ei aukea"),
    "much JSON": ("data/survey/datapackage.json", '{"a": "' + "a" * 10**6 + '"}', "datapackage.json:1:1: json: tiedostossa on yli"),
    "a number without end": ("data/survey/datapackage.json", '{"a": ' + "9" * 100_000 + "}", "datapackage.json:1:1: json: JSON ei aukea"),
    "a name without end": ("data/survey/datapackage.json", '{"title": "' + "a" * 10_000 + '"}', "datapackage.json:1:[0-9]+: aineistokuvaus: aineiston nimi"),
    "a million columns": ("data/survey/persons.csv", "," * 10**6 + "\n", "persons.csv:1:1: rivi: rivillä on 1000000 merkkiä"),
    "a quotation without end": ("data/survey/persons.csv", 'person_id,field,role,country,organisation_id\n"' + "a\n" * 500_000,
                                "persons.csv:2:1: rivi: rivi ei aukea"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", BAD_DATA)
def test_data_that_would_take_the_machine_down_are_told(small_guide, case):
    path, text, told = BAD_DATA[case]
    small_guide.write(path, text)
    refused(small_guide, told)


def with_lists(guide):
    """The lists of the editors too: words, synonyms, addresses, editions."""
    guide.replace("mkdocs.yml", '{guidebook: {edition: "1"}}', '{guidebook: {edition: "1", words: data/words.txt, synonyms: data/synonyms.txt, '
                  "addresses: data/addresses.yml, editions: data/editions.yml, glossary: toinen.md}}")
    guide.replace("mkdocs.yml", "hooks/print_book.py]", "hooks/print_book.py, hooks/dress_pages.py, hooks/draw_cards.py, hooks/announce_editions.py, "
                  "hooks/redirect_addresses.py, hooks/index_search.py]")
    guide.write("data/words.txt", "selfie\n")
    guide.write("data/synonyms.txt", "some = sosiaalinen media\n")
    guide.write("data/addresses.yml", 'julkaistu:\n  /: "1"\n  /toinen/: "1"\n')
    guide.write("data/editions.yml", '"1": {date: 2026-01-01, title: Eka, summary: Teksti.}\n')


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
@pytest.mark.parametrize("case", BAD_LISTS)
def test_lists_that_would_take_the_machine_down_are_told(small_guide, case):
    path, text, told = BAD_LISTS[case]
    with_lists(small_guide)
    small_guide.write(path, text)
    small_guide.replace("docs/toinen.md", "/// luvut", "/// muutokset\n///\n\n/// luvut")
    refused(small_guide, told)


@pytest.mark.slow
def test_an_edition_of_ten_thousand_changes_is_listed_in_part(small_guide):
    with_lists(small_guide)
    for edition in ("0.1", "0.2"):
        numbers = {f"n{number}": {"label": "Luku", "text": f"{edition}{number}", "value": number} for number in range(10_000)}
        chapters = {f"{edition}{number}.md": {"title": "Luku", "text": f"{edition}{number}"} for number in range(2_000)}
        small_guide.write(f"data/editions/{edition}.json", _edition(edition, numbers=numbers, chapters=chapters | {
            "index.md": {"title": "Eka", "text": "a", "numbers": list(numbers)}}))
    small_guide.replace("docs/toinen.md", "/// luvut", "/// muutokset\n///\n\n/// luvut")
    with bounded():
        built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    page = (small_guide.site / "toinen/index.html").read_text("utf-8").replace("\u00a0", " ")
    assert "… ja 9 700 muuta" in page and "… ja 1 700 muuta" in page


@pytest.mark.slow
def test_near_names_are_not_sought_among_thousands(small_guide):
    small_guide.write("data/sources.yml", "".join(f"lahde-{number}: {{author: A{number}, year: 2020, title: T, kind: kirja}}\n" for number in range(5_000)))
    small_guide.write("data/facts.yml", "".join(f"tieto-{number}: {{label: a, value: 1, date: '1', source: lahda-{number}, review_after: 2030-01-01}}\n" for number in range(4_000)))
    refused(small_guide, 'data/facts.yml:4000:[0-9]+: tieto: tuntematon lähde "lahda-3999"')


@pytest.mark.slow
def test_queries_without_end_end_together(small_guide):
    endless = "select count(*) as value, 9 as n from range(10000000) a, range(10000000) b where a.range * b.range < 0"
    small_guide.write("data/statistics.yml", "".join(f"a{number}: {{label: A, description: A, kind: number, query: '{endless}'}}\n" for number in range(20)))
    began = time.monotonic()
    assert "eikä tätä enää ajettu" in small_guide.check().stdout
    assert time.monotonic() - began < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/etc/passwd", "../../../etc/passwd", "/dev/zero", "https://example.org/a.csv", "file:///etc/passwd"])
def test_a_survey_names_no_file_outside_its_folder(small_guide, path):
    described = json.loads((small_guide.folder / "data/survey/datapackage.json").read_text("utf-8"))
    described["resources"][0]["path"] = path
    small_guide.write("data/survey/datapackage.json", json.dumps(described))
    refused(small_guide, "datapackage.json:[0-9]+:[0-9]+: polku: taulun .* ei voi käyttää")


@pytest.mark.slow
def test_a_cell_that_a_spreadsheet_would_run_is_told_and_tables_are_not_published(small_guide):
    channels = (small_guide.folder / "data/survey/channels.csv").read_text("utf-8")
    first = channels.count("\n") + 1
    cells = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '"\t=1"', "＝1"]
    small_guide.write("data/survey/channels.csv", channels + "".join(f"x{row},{cell}\n" for row, cell in enumerate(cells)))
    refused(small_guide, *(f"channels.csv:{row}:4: kaava: solu alkaa merkillä" for row in range(first, first + len(cells))))
    small_guide.write("data/survey/channels.csv", channels)
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
    described = json.loads((small_guide.folder / "data/survey/datapackage.json").read_text("utf-8"))
    small_guide.write("data/survey/datapackage.json", json.dumps({**described, "title": HOSTILE_NAME}))
    channels = (small_guide.folder / "data/survey/channels.csv").read_text("utf-8").splitlines()
    key = channels[1].split(",")[0]
    small_guide.write("data/survey/channels.csv", "\n".join([channels[0], f'{key},"{HOSTILE_NAME.replace(chr(34), chr(34) * 2)}"',
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


@pytest.mark.slow
def test_nothing_outside_the_repository_is_opened(small_guide, tmp_path):
    """An audit hook in the real command notes each file of ours-to-be-kept that anything opens."""
    secret = tmp_path / "salainen.txt"
    secret.write_text("salaisuus")
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def heard(event, arguments):\n"
        "    if event == 'open' and 'salainen' in str(arguments[0]) or event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        os.write(2, f'HEARD {event} {arguments}\\n'.encode())\n"
        "sys.addaudithook(heard)\n")
    names = [str(secret), f"file://{secret}", "../../salainen.txt", "docs/../../../salainen.txt"]
    small_guide.write("docs/index.md", "# Sivu\n\n" + "".join(f"![Kuva]({name})\n\n[linkki]({name})\n\n" for name in names))
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "hook"), str(Path(__file__).parents[1] / "hooks")])}
    for ran in (small_guide.check(**environment), small_guide.publish(**environment)):
        assert ran.returncode == 1 and "HEARD" not in ran.stdout + ran.stderr
