"""What a change does: golden cases on two small guides, and the three outputs."""

import base64
import hashlib
import html
import re
import xml.etree.ElementTree as etree
from dataclasses import replace
from pathlib import Path

import pytest
import tinyhtml5

from goldens import golden
from guidebook import comparison
from guidebook.comparison import Tree
from guidebook.comparison.sections import sections
from guidebook.numbers.entries import Estimate, Row
from guides import entry, guide, share

DATA = ("statistics", "facts", "sources", "addresses", "editions")
CASES = golden("comparison")


def number(id: str, given):
    label = f"Luku {id}"
    if isinstance(given, dict):
        return entry(id, label, "series", "%",
                     rows=tuple(Row(key, key.capitalize(), estimate(value)) for key, value in given.items()))
    if isinstance(given, list):
        return entry(id, label, "share", "%", estimate=estimate(given))
    return entry(id, label, "number", estimate=Estimate(float(given), 312))


def estimate(given: list) -> Estimate:
    k, n = given
    return share(k, n) if n >= 5 else Estimate(None, n, withheld=f"pohja on liian pieni (n = {n}, vähintään 5)")


def compared(root: Path, old: dict, new: dict, name: str = "main") -> comparison.Comparison:
    """The comparison of two guides given as in the golden cases."""
    trees = []
    for side, folder in ((old, root / "vanha"), (new, root / "uusi")):
        given = {key: {id: value for id, value in (old.get(key, {}) | side.get(key, {})).items() if value is not None}
                 for key in ("numbers", "pages", "files")}
        made = guide(folder, given["pages"], numbers={id: number(id, value) for id, value in given["numbers"].items()})
        made.settings = replace(made.settings, **{name: folder / "data" / f"{name}.yml" for name in DATA})
        for path, text in given["files"].items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        trees.append(Tree(made, name if side is old else ""))
    return comparison.compare(*trees)


@pytest.mark.parametrize("pages, told", [((34, 36), "34 → 36 sivua (+2)"), ((1_036, 34), "1 036 → 34 sivua (−1 002)")])
def test_the_pages_of_the_book_are_told(tmp_path, pages, told):
    old, new = ({"pages": {"index.md": "# Alku\n"}},) * 2
    found = compared(tmp_path, old, new)
    changes = found.changes
    old, new = (replace(side, pages=count) for side, count in zip((changes.old, changes.new), pages, strict=True))
    text = comparison.as_text(replace(found, changes=replace(changes, old=old, new=new)))
    assert f"- {told}" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_change_is_told(tmp_path, monkeypatch, case):
    (tmp_path / "uusi").mkdir()
    monkeypatch.chdir(tmp_path / "uusi")
    told = comparison.as_text(compared(tmp_path, case["old"], case["new"]))
    assert told.replace("\u00a0", " ").splitlines() == case["text"].splitlines()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_all_outputs_tell_the_same(tmp_path, monkeypatch, case):
    (tmp_path / "uusi").mkdir()
    monkeypatch.chdir(tmp_path / "uusi")
    found = compared(tmp_path, case["old"], case["new"])
    markdown = html.unescape(comparison.as_markdown(found))
    page = tinyhtml5.parse(comparison.as_page(found), namespace_html_elements=False)
    words = " ".join("".join(page.find("body").itertext()).split())
    for section in sections(found):
        assert f"### {section.title} ({len(section.points)})" in markdown
        assert f"{section.title} ({len(section.points)})" in words
        for point in section.points:
            assert f"- {point.text}" in markdown
            assert " ".join(point.text.split()) in words
            assert all(f"  - {each.name}: {each.text}" in markdown for each in point.details)
            assert all(" ".join(f"{each.name} {each.text}".split()) in words for each in point.details)
            for each in point.rewordings:
                assert f"  - {each.place}: " in markdown and each.place in words
                assert all(text in markdown and text in words for _, text in each.pieces)


# Hostile words

WORDS = "<script>alert(1)</script> [linkki](https://example.org) @aino #12 `koodi` **x** \x1b[31m ![k](a.png) www.example.org\u202e"
HOSTILE = {"numbers": {"ohittaa": [131, 312]}, "pages": {"a.md": f"# A\n\n{WORDS} on {{{{ ohittaa }}}}."}}
CHANGED = {"numbers": {"ohittaa": [200, 312]}}


def test_a_strangers_words_are_words_in_every_output(tmp_path):
    found = compared(tmp_path, HOSTILE, CHANGED)
    page = comparison.as_page(found)
    tree = tinyhtml5.parse(page, namespace_html_elements=False)
    assert not {"script", "a", "img", "iframe"} & {child.tag for child in tree.iter()}
    assert "alert(1)" in "".join(tree.find("body").itertext()), "and yet they are told"
    markdown = comparison.as_markdown(found)
    line = next(line for line in markdown.splitlines() if "alert" in line)
    assert not re.search(r"[<>\[\]@`*]|https?://|(?<!&)#\d|www\.", line)
    text = comparison.as_text(found)
    assert "alert(1)" in text and "\x1b" not in text and "\u202e" not in text


def test_a_strangers_new_words_are_words_in_every_output(tmp_path):
    pages = {"a.md": "# A\n\nAlku ja loppu ovat samat."}
    found = compared(tmp_path, {"pages": pages}, {"pages": {"a.md": f"# A\n\nAlku {WORDS} ja loppu ovat samat."}})
    tree = tinyhtml5.parse(comparison.as_page(found), namespace_html_elements=False)
    assert not {"script", "a", "img", "iframe"} & {child.tag for child in tree.iter()}
    (comes,) = tree.iter("ins")
    assert comes.text.startswith("<script>alert(1)</script> [linkki](https://example.org) @aino")
    line = next(line for line in comparison.as_markdown(found).splitlines() if "alert" in line)
    assert "<ins>" in line and not re.search(r"[<>\[\]@`*]|https?://|(?<!&)#\d|www\.", re.sub("</?ins>", "", line))
    text = comparison.as_text(found)
    assert "alert(1)" in text and "\x1b" not in text and "\u202e" not in text


ENTRY = "ohittaa:\n  label: Luku ohittaa\n  {key}: |\n    {text}\n"


@pytest.mark.parametrize("key", ["query", "description", "note", "x <b>@aino</b>"])
@pytest.mark.parametrize("text", [WORDS.replace("\x1b", "").replace("\u202e", ""), "sana " * 30 + WORDS[:60]])
def test_a_strangers_entries_are_words_in_every_output(tmp_path, key, text):
    old, new = ({"files": {"data/statistics.yml": ENTRY.format(key=key, text=each), f"docs/{each[-1]}<i>.txt": each}}
                for each in ("sana " * 30, text))
    found = compared(tmp_path, old, new)
    tree = tinyhtml5.parse(comparison.as_page(found), namespace_html_elements=False)
    assert not {"script", "a", "b", "i", "img", "iframe"} & {child.tag for child in tree.iter()}
    assert "alert(1)" in "".join(tree.find("body").itertext())
    for line in comparison.as_markdown(found).splitlines():
        if line.startswith("  - "):
            assert not re.search(r"[<>\[\]@`*]|https?://|(?<!&)#\d|www\.", re.sub("</?(ins|del)>", "", line))
    assert "alert(1)" in comparison.as_text(found)


@pytest.mark.parametrize("where", [0, 3_000, 5_999])
def test_of_long_queries_the_part_that_changes_is_shown(tmp_path, where):
    query = "x" * 6_000
    files = [{"files": {"data/statistics.yml": f'ohittaa: {{query: "{text}"}}'}}
             for text in (query, f"{query[:where]}ÄÖ{query[where:]}")]
    told = comparison.as_text(compared(tmp_path, *files))
    assert "ÄÖ" in told and "kysely ennen: " in told and len(told) < 4_000


def test_a_long_change_of_text_is_cut(tmp_path):
    pages = {"a.md": "# A\n\n" + "\n\n".join(f"Kappale {n}." for n in range(20))}
    long = {"a.md": "# A\n\n" + "\n\n".join(f"Kappale {n}. Uutta.\n\nPysyy {n}." for n in range(20))}
    pages["a.md"] = long["a.md"].replace(" Uutta.", "")
    told = comparison.as_text(compared(tmp_path, {"pages": pages}, {"pages": long}))
    assert told.count("«+ Uutta.»") == 8 and "… ja 12 muuta kohtaa" in told
    whole = compared(tmp_path, {"pages": {"a.md": "# A"}}, {"pages": {"a.md": "# A\n\n" + "sana " * 900}})
    assert len(comparison.as_text(whole)) < 600 and "…»" in comparison.as_text(whole)


@pytest.mark.slow
def test_no_change_is_so_large_that_github_hides_it_all(tmp_path):
    pages = {f"{page}.md": "# A\n\n" + "\n\n".join([f"{'#' * 390} {{{{ luku{page} }}}}."] * 9) + "\n" for page in range(100)}
    old = {"numbers": {f"luku{page}": 1 for page in range(100)}, "pages": pages}
    markdown = comparison.as_markdown(compared(tmp_path, old, {"numbers": {f"luku{page}": 2 for page in range(100)}}))
    assert 800_000 < len(markdown.encode()) < 2**20
    assert markdown.endswith("\nMuutoksia on enemmän kuin tähän mahtuu: katso sivu kuvineen.\n")


def test_the_page_fetches_nothing_and_allows_its_own_style_alone(tmp_path):
    case = next(case for case in CASES if case["name"].startswith("figures"))
    page = comparison.as_page(compared(tmp_path, case["old"], case["new"]))
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'" in page
    assert not re.search(r"""(src|href)=["'](?!data:)|@import|url\(""", page)


def test_both_drawings_stand_side_by_side(tmp_path):
    case = next(case for case in CASES if case["name"].startswith("figures"))
    tree = tinyhtml5.parse(comparison.as_page(compared(tmp_path, case["old"], case["new"])),
                           namespace_html_elements=False)
    pairs = [child for child in tree.iter("div") if child.get("class") == "pari"]
    told = [["".join(figure.itertext()) for figure in pair.iter("figure")] for pair in pairs]
    assert [len(pair) for pair in told] == [2, 2, 2]
    assert "61\u00a0%" in told[0][0] and "48\u00a0%" in told[0][1]
    assert "Ei ole." in told[1][0] and "Ei ole." in told[2][1]
    ids = [child.get("id") for child in tree.iter() if child.get("id")]
    assert len(ids) == len(set(ids))


def test_a_picture_is_compared_by_what_it_shows(tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="{}"/></svg>'
    for side, radius in (("vanha", 1), ("uusi", 2)):
        folder = tmp_path / side / "docs"
        folder.mkdir(parents=True)
        (folder / "muuttuva.svg").write_text(drawing.format(radius))
        (folder / "oma kuva.svg").write_text(drawing.format(radius))
        (folder / "sama.svg").write_text(drawing.format(5))
        (folder / "kuva.PNG").write_bytes(b"png" + bytes([radius]))
    pages = {"a.md": "# A\n\n![Ympyrä](muuttuva.svg)\n\n![Sama](sama.svg)\n\n![Valokuva \"x\" onerror=\"alert(1)](kuva.PNG)\n\n![Rengas](oma kuva.svg)"}
    found = compared(tmp_path, {"pages": pages}, {})
    assert [(change.name, change.place.rpartition(":")[2]) for change in found.drawings] == [
        ("Kuva muuttuva.svg", "3"), ("Kuva kuva.PNG", "7"), ("Kuva oma kuva.svg", "9")]
    page = tinyhtml5.parse(comparison.as_page(found), namespace_html_elements=False)
    assert [image.get("alt") for image in page.iter("img")] == ["Ympyrä"] * 2 + ['Valokuva "x" onerror="alert(1)'] * 2 + ["Rengas"] * 2


@pytest.mark.slow
def test_axe_finds_nothing_on_the_page_with_pictures(tmp_path, browser):
    from axe_playwright_python.sync_playwright import Axe

    case = next(case for case in CASES if case["name"].startswith("figures"))
    file = tmp_path / "muutos.html"
    file.write_text(comparison.as_page(compared(tmp_path, case["old"], case["new"])), "utf-8")
    for scheme, width in (("light", 1200), ("dark", 360)):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        page.goto(file.as_uri())
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


def test_the_description_of_every_chart_is_its_own(tmp_path):
    """A chart's name and description are told apart before and now: a screen reader hears both."""
    case = next(case for case in CASES if case["name"].startswith("figures"))
    page = comparison.as_page(compared(tmp_path, case["old"], case["new"]))
    charts = [etree.fromstring(chart) for chart in re.findall(r"<svg.*?</svg>", page)]
    assert len(charts) == 3
    for chart in charts:
        named = chart.get("aria-labelledby").split()
        assert {child.get("id") for child in chart if child.get("id")} == set(named)
