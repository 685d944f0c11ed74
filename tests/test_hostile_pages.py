"""A stranger's pages through the real command: each attack is told or made harmless, and soon."""

import re
from pathlib import Path

import material
import pytest

from goldens import golden
from guidebook.guide import Format
from guidebook.markup import convert, convert_pages, link_check, seal
from guidebook.pages.blocks import LIST_BLOCKS
from guidebook.pages.weight import BRACKETS
from guides import guide
from hostile import SECONDS, bounded, refused, with_lists, with_pages

OVERRIDES = Path(__file__).parents[1] / "overrides"
CASES = golden("hostile")
ALLOWED = golden("allowed")


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


@pytest.mark.parametrize("edition", Format)
@pytest.mark.parametrize("case", CASES, ids=[case["write"][:40] for case in CASES])
def test_what_no_page_may_hold_is_taken_away(tmp_path, case, edition):
    assert set(case) <= {"write", "told", "gone"}, "and no key that YAML takes for true or false"
    made = guide(tmp_path, {"index.md": case["write"]})
    made.settings.docs.mkdir()
    page = convert(made, "index.md", edition)
    link_check.check(made, edition)
    assert made.errors
    assert [piece for piece in case.get("gone", []) if piece in page] == []


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
    page = convert(made, "index.md", Format.WEB)
    assert made.findings == []
    for piece in ('id="oma"', "<svg", 'viewBox="', "<title", 'role="img"', '<input', 'type="radio"', 'name="__tabbed_1"',
                  '<label for="__tabbed_1_1"', 'class="footnote-ref"', "<kbd>", "<details", '<td align="right"'):
        assert piece in page, piece
    assert "huomautus" not in page


@pytest.mark.parametrize("edition", Format)
@pytest.mark.parametrize("case", ALLOWED, ids=[case["write"][:40] for case in ALLOWED])
def test_the_names_an_editor_may_write_stay(tmp_path, case, edition):
    made = guide(tmp_path, {"index.md": case["write"]})
    page = convert(made, "index.md", edition)
    assert [str(finding) for finding in made.findings] == []
    assert case.get("has") or edition is Format.PRINT or case["web"] in page
    assert case.get("has", "") in page


def test_no_page_holds_the_token_that_seals_its_names(tmp_path):
    made = guide(tmp_path, {"index.md": "# A\n\n{{ ohittaa }}[^1]\n\n/// kuvio | kaytto\n///\n\n[^1]: B\n", "luvut.md": "# L\n\n/// luvut\n///\n"})
    for edition in Format:
        for page in convert_pages(made, edition).values():
            assert page and not re.search(r"[0-9a-f]{32}", page)


MATERIAL = Path(material.__file__).parent / "templates"


def names_in_use() -> set[str]:
    """The classes and data attributes by which stylesheets and scripts, the guide's and the theme's, find their parts."""
    names = set()
    for folder in (OVERRIDES, MATERIAL):
        for file in [*folder.rglob("*.css"), *folder.rglob("*.js"), *folder.rglob("*.html")]:
            text = file.read_text("utf-8", errors="replace")
            names |= {f".{name}" for name in re.findall(r"\.([a-z][\w-]*)(?=[\s,.:{>+~\[)\"'])", text)} if file.suffix != ".html" else set()
            names |= {f".{name}" for told in re.findall(r'class="([\w\s-]+)"', text) for name in told.split()}
            names |= set(re.findall(r"\[(data-[\w-]+)", text))
            names |= {"data-" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name) for name in re.findall(r"dataset\.(\w+)", text)}
    return names


def test_what_stylesheets_and_scripts_know_is_the_generators_or_named_as_an_editors():
    names = names_in_use()
    assert {".luku-linkki", ".lohko", ".kansi", ".md-header", ".headerlink", ".tabbed-set", "data-nimi", "data-md-component"} - names == set()
    written = {".highlight", ".hakemiston-kirjain"}
    passed = {name for name in names if (seal.permitted("span", "class", name[1:]) if name[0] == "." else seal.permitted("span", name, "x"))}
    assert {name for name in passed if not name.startswith(".language-")} <= written


def test_each_id_that_the_generator_gives_is_its_own(tmp_path):
    """An anchor that is no heading's and that an editor has not written can be written by none."""
    made = guide(tmp_path, {"index.md": "# A\n\n{{ ohittaa }}[^1] [b]{hakemisto=b} {{ some-kaytto }} [@tsl]\n\n/// kuvio | kaytto\n///\n\n"
                            "/// taulukko | kaytto\n///\n\n=== \"C\"\n    D\n\n[^1]: E\n",
                            "l.md": "# Luettelot\n\n" + "".join(f"/// {name}\n///\n\n" for name in LIST_BLOCKS)})
    for edition in Format:
        pages = convert_pages(made, edition)
        given = {id for page in pages.values() for id in re.findall(r' id="([^"]+)"', page)} - {"a", "luettelot"}
        assert len(given) > 10
        assert {id for id in given if seal.permitted("span", "id", id)} == set()


FRONT_MATTER = {  # what is written, and what is told of it with its line
    "billion laughs": ("a: &a [x, x]\nb: &b [*a, *a]\n", "2:4: yaml: ankkurit"),
    "a type": ("title: !!python/object/apply:os.system [ls]\n", "2:1: alkutiedot: avaimen title arvoa ei voi lukea"),
    "ten thousand deep": (f"title: {'[' * 10_000}{']' * 10_000}\n", "2:27: yaml: sisäkkäin on yli 20 tasoa"),
    "a title that ends the title": ("title: 'A</title><script>alert(1)</script>'\n", "2:1: alkutiedot: avaimen title"),
    "a description that ends its attribute": ("description: 'a\" http-equiv=refresh content=\"0'\n", "2:1: alkutiedot"),
    "another template": ("template: redirect.html\nlocation: '\"]);alert(1);([\"'\n", "2:1: alkutiedot: avaimen template"),
    "a weight that is none": ("search: {boost: 1e9}\n", "2:1: alkutiedot: avaimen search"),
    "a script as a weight": ("search:\n  boost: </script>\n", "2:1: alkutiedot: avaimen search"),
    "a number that is nearly a no": ("kirjassa: 0\n", "2:1: alkutiedot: avaimen kirjassa arvo ei kelpaa – arvot ovat true, false"),
    "a path as an icon": ("icon: ../../../etc/passwd\n", '2:1: alkutiedot: tuntematon avain "icon"'),
}


@pytest.mark.slow
def test_front_matter_is_plain_and_harmless(small_guide):
    pages = with_pages(small_guide, (f"---\n{written}---\n\n# Sivu\n" for written, _ in FRONT_MATTER.values()))
    refused(small_guide, *(re.escape(f"{page}:{told}") for page, (_, told) in zip(pages, FRONT_MATTER.values(), strict=True)))


@pytest.mark.slow
def test_mkdocs_reads_no_front_matter_of_its_own(small_guide):
    """MkDocs takes `key: value` lines without --- for front matter, and so a template's name."""
    text = (small_guide.folder / "docs/index.md").read_text("utf-8").partition("---\n\n")[2]
    small_guide.write("docs/index.md", f"template: redirect.html\nlocation: /muualle/\n\n{text}")
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
def test_no_page_is_too_heavy_or_too_deep_for_the_guide(small_guide):
    pages = with_pages(small_guide, (f"# Sivu\n\n{written}\n" for written, _ in HEAVY.values()))
    refused(small_guide, *(f"{page}:[0-9]+:1: (?:{told})" for page, (_, told) in zip(pages, HEAVY.values(), strict=True)))


def apart(cases, *slowest):
    """The slowest cases each in a guide of their own, the others in one, so that none comes near the time they have."""
    return [*((case,) for case in slowest), tuple(case for case in cases if case not in slowest)]


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
@pytest.mark.parametrize("cases", apart(PROOFED, "made-up examples"), ids=", ".join)
def test_the_heaviest_pages_within_the_bounds_are_proofread_in_time(small_guide, cases):
    with_pages(small_guide, (f"# Sivu\n\n{PROOFED[case]}\n" for case in cases))
    with_lists(small_guide)
    with bounded():
        checked = small_guide.check()
    assert "Traceback" not in checked.stderr and checked.returncode in (0, 1)


@pytest.mark.slow
def test_words_without_end_are_searched_and_broken_in_time(small_guide):
    """What the press and the search do with words, and the cards with a title."""
    with_lists(small_guide)
    words = ["".join("aeioukl"[number * letter % 7] for letter in range(1, 80)) + "abcdefgh"[number % 8] for number in range(60)]
    paragraphs = [" ".join(words[at : at + 10]) for at in range(0, 60, 10)] * 2
    small_guide.write("docs/index.md", f"# {'W' * 4_900}\n\n" + "\n\n".join(paragraphs) + "\n\n" + "työ" * 1_600 + "\n")
    small_guide.write("data/words.txt", "\n".join(dict.fromkeys(words)) + "\n" + "työ" * 1_600 + "\n" + "W" * 4_900 + "\n")
    small_guide.replace("docs/toinen.md", "[Yli sata]", "<!-- sana --> [Yli sata]")
    with bounded(2 * SECONDS):  # it is laid out again and again
        built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr


@pytest.mark.slow
@pytest.mark.parametrize("cases", apart(SLOW, "brackets", "citations", "markers"), ids=", ".join)
def test_the_heaviest_pages_within_the_bounds_are_read_in_time(small_guide, cases):
    def filled(one: str) -> str:
        most = min(48_000 // len(one), 1_000 // max(1, *map(one.count, BRACKETS)))
        return "# Sivu\n\n" + "\n\n".join([one] * most) + "\n"

    with_pages(small_guide, (filled(SLOW[case]) for case in cases))
    with bounded():
        checked = small_guide.check()
    assert "Traceback" not in checked.stderr and checked.returncode in (0, 1)


def test_text_that_shrinks_again_and_again_is_told_where_it_does(tmp_path):
    """Fifty-five times smaller it is no text to a reader, and a division by zero to the press."""
    made = guide(tmp_path, {"index.md": "# Sivu\n\nx<sub>y<sup>z</sup></sub>\n\n<small><sup><code><sub>Sana</sub></code></sup></small>\n"})
    convert(made, "index.md", Format.PRINT)
    assert [str(finding).partition("docs/")[2] for finding in made.errors] == [
        "index.md:3:2: sisäkkäin: sivulla on yli 3 samanlaista osaa sisäkkäin – avaa sisäkkäisiä osia",
        "index.md:5:19: sisäkkäin: sivulla on yli 3 samanlaista osaa sisäkkäin – avaa sisäkkäisiä osia"]


def test_a_thousand_alike_mistakes_are_told_once_each(tmp_path):
    made = guide(tmp_path, {"index.md": "# Sivu\n\n" + "[@eiole] sana\n\n" * 888})
    report, reports = made.add, []
    made.add = lambda findings: report([reports.append(finding) or finding for finding in findings])
    convert(made, "index.md", Format.PRINT)
    assert len(made.errors) == 888 and len(reports) < 2_000
