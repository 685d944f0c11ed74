"""The editor's language: golden cases in golden/markup.yml, and what no case may break."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.guide import Format
from guidebook.markup import convert, passages
from guidebook.pages.page import Page
from guides import NUMBERS, guide

CASES = golden("markup")
PAGE = "luku.md"
APPENDIX = {"liite.md": "# Luvut\n\n/// luvut\n///\n"}


def folded(html: str) -> str:
    """White space is folded and dropped between tags; no-break spaces are shown as spaces."""
    return " ".join(html.replace("\u00a0", " ").split()).replace("> <", "><")


def converted(tmp_path, case, format):
    made = guide(tmp_path, {PAGE: case["write"]} | ({} if format is Format.PRINT else APPENDIX),
                 draft=case.get("draft", False), own=case.get("own", ""))
    html = folded(convert(made, PAGE, format))
    passages.check(made)
    return made, html


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_an_editor_writes(tmp_path, case):
    made, html = converted(tmp_path, case, Format.WEB)
    told = [str(finding).partition("luku.md:")[2].replace("\u00a0", " ") for finding in made.errors]
    assert told == case.get("findings", [])
    for piece in case.get("has", []):
        assert folded(piece) in html
    for piece in case.get("lacks", []):
        assert folded(piece) not in html
    if "print" in case:
        assert converted(tmp_path, case, Format.PRINT)[1] == folded(case["print"])


def test_the_names_of_the_cases_differ():
    assert len({case["case"] for case in CASES}) == len(CASES)


def test_a_draft_shows_what_the_data_do_not_carry(tmp_path):
    made = guide(tmp_path, {PAGE: '[Yli puolet]{väite="ohittaa > 50"} ja {{ pieni }}'}, draft=True)
    html = convert(made, PAGE, Format.WEB)
    assert made.errors == [] and len(made.findings) == 2
    assert html.count('luonnos"') == 2 and "ohittaa on 42" in html


def test_a_base_that_the_query_gives_says_so_in_the_note_and_in_the_appendix(tmp_path):
    ohittaa = NUMBERS["ohittaa"]
    given = {"ohittaa": replace(ohittaa, estimate=replace(ohittaa.estimate, given=True))}
    made = guide(tmp_path, {PAGE: "{{ ohittaa }}", **APPENDIX}, numbers=given)
    assert 'data-n="312 (kysely antaa pohjan itse)"' in convert(made, PAGE, Format.WEB)
    assert "<dd>n = 312 (kysely antaa pohjan itse)</dd>" in folded(convert(made, "liite.md", Format.WEB))


def test_figures_are_numbered_through_the_pages_whatever_is_converted_first(tmp_path):
    made = guide(tmp_path, {"a.md": "/// kuvio | kaytto\n///", "b.md": "/// kuvio | kaytto\n///"})
    assert "Kuvio 2." in convert(made, "b.md", Format.WEB)
    assert "Kuvio 1." in convert(made, "a.md", Format.WEB)


def test_the_appendix_leads_back_to_every_use(tmp_path):
    made = guide(tmp_path, {PAGE: "# Luku\n\n{{ ohittaa }} ja {{ ohittaa }}, {{ some-kaytto }}", **APPENDIX})
    convert(made, PAGE, Format.WEB)
    html = convert(made, "liite.md", Format.WEB)
    for anchor in ("#kaytto-ohittaa-1", "#kaytto-ohittaa-2", "#kaytto-some-kaytto-1"):
        assert f'href="luku.md{anchor}"' in html
    for told in ("select 1", "Ohittaa organisaationsa, kuvaus.", "37–48", "n = 312", "30.9.2026", "esimerkkiaineisto"):
        assert told in html


def test_sample_data_are_called_so_only_while_they_are(tmp_path):
    made = guide(tmp_path, {PAGE: "{{ ohittaa }}\n\n/// kuvio | kaytto\n///\n", **APPENDIX}, sample=False)
    assert "esimerkkiaineisto" not in convert(made, PAGE, Format.WEB)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.text(alphabet="{}[]()@/|`\\\"=.-#*_<>!~ \n\täa1n", max_size=200))
def test_the_scanner_keeps_length_and_lines_whatever_is_written(text):
    prose = Page(PAGE, Path(PAGE), text).prose
    assert len(prose) == len(text)
    assert [i for i, c in enumerate(prose) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@settings(max_examples=120, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["{{ ohittaa }}", "{{", "}}", "[", "]", '{väite="ohittaa > 1"}', "{", "}", "[@tsl]", "[@", "`",
                                 "\n", "\n\n", "- ", "> ", "/// vinkki\n", "///\n", "teksti ", "*", "(", ")", "\\", "|"]),
                max_size=14).map("".join))
def test_no_marker_passes_unseen(tmp_path_factory, text):
    """Whatever is written: either something is told, or no trace of a marker is left outside code."""
    made = guide(Path("/tmp"), {PAGE: text, **APPENDIX})
    html = convert(made, PAGE, Format.WEB)
    if not made.findings and "\\" not in text and "`" not in text and "    " not in text:
        assert "{{" not in html and "[@" not in html and "väite=" not in html
