"""Whatever is written, the readers end soon, with a value or a finding: the same examples in every run."""

import string
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from guidebook import finnish
from guidebook.findings import BadInput, Problem
from guidebook.guide import Format
from guidebook.markup import convert, link_check
from guidebook.markup.cleaning import CLEANER
from guidebook.markup.seal import sealed, unsealed
from guidebook.numbers import Numbers, claims
from guidebook.pages.page import parse_page
from guidebook.survey.csv_rows import Log, csv_rows, note_formulas
from guidebook.text import drawings
from guidebook.text.placed_yaml import parse_yaml
from guidebook.text.source import read_text
from guides import NUMBERS, guide

bounded = settings(derandomize=True, max_examples=60, deadline=timedelta(seconds=2), database=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def made_of(*pieces: str, most: int = 60) -> st.SearchStrategy[str]:
    """Texts of these pieces and of any characters between them."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=4), max_size=most).map("".join)


MARKDOWN = made_of(
    "{{", "}}", "{{ ohittaa }}", "{{ kaytto[x].n }}", " -ssa", "[", "]", "](", ")", "{", "}", "[@", "@tsl", ", 3 §", ";", '{väite="', "ohittaa > 4", '"}',
    "{.kentta rivit=3}", "{hakemisto=a}", "{lang=en}", "///", "/// kuvio | kaytto", "/// vinkki", "////", "\n", "\n\n", "    ", "\t", "# ", "## a {#b}",
    "```", "~~~", "`", "<", ">", "<!--", "-->", "<script>", "</p>", "<svg", "onclick=a", "style=", "javascript:", "&#106;", "\\", "|", "---", "- ", "1. ", "> ",
    "=== ", "??? ", '!!! a "b"', "[^1]", "[^1]: ", "*[a]: ", "*", "**", "_", "{: ", "\u00a0", "\u0338",
)


@bounded
@given(MARKDOWN)
def test_a_page_becomes_clean_html_or_findings(tmp_path, text):
    try:
        made = guide(tmp_path, {"luku.md": text})
    except BadInput as error:
        assert error.findings
        return
    assert len(made.pages["luku.md"].prose) == len(text)
    for edition in Format:
        page = convert(made, "luku.md", edition)
        assert unsealed(CLEANER.clean(sealed(page))) == page.replace("\u00a0", "&nbsp;"), "what is clean stays as it is"
        link_check.check(made, edition)
    assert all(finding.place.line >= 1 and finding.message for finding in made.findings)


@bounded
@given(made_of("---\n", "title: ", "kirjassa: ", "search:\n  boost: ", "hide: ", "arkki: 1", "\n", "'", '"', "[", "]", "{", "}", "&a ", "*a", "!!int ", ": ", "- ", "#", "|\n", "2026-99-99"))
def test_front_matter_is_read_or_told(tmp_path, text):
    try:
        page = parse_page("a.md", tmp_path / "a.md", f"---\n{text}\n---\n\n# A\n")
    except BadInput as error:
        assert error.findings
    else:
        assert set(page.meta) <= {"title", "description", "template", "kirjassa", "hide", "arkki", "search"}
        assert not set("<>\"") & set(str(page.meta.get("title", "")))


YAML = made_of("a", "b: ", "- ", "\n", "\n  ", "[", "]", "{", "}", ", ", "'", '"', "|\n", ">\n", "&x ", "*x", "!!bool ", "!!timestamp ", "!x ", "? ", "<<: ", "%YAML 1.1\n",
               "---\n", "...\n", "0x", "0b_", "1:60", "1e999", ".nan", "9" * 50, "2026-02-30", "null", "~", "\\x02", "#")


@bounded
@given(YAML)
@example("[" * 100_000)
@example("? " * 50_000)
@example("a: " * 50_000)
@example("!!bool x")
@example("a: " + "9" * 100_000)
def test_yaml_is_plain_data_or_told(text):
    try:
        tree = parse_yaml(text, "a.yml")
    except BadInput as error:
        assert all(finding.rule == "yaml" for finding in error.findings)
    else:
        assert set(tree) == set(tree.places)


@bounded
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_told(tmp_path, raw):
    (tmp_path / "a.txt").write_bytes(raw)
    try:
        text = read_text(tmp_path / "a.txt")
    except BadInput as error:
        assert error.findings[0].rule in ("merkistö", "näkymätön-merkki")
    else:
        assert "\r" not in text and "\0" not in text


@bounded
@given(made_of("a", ",", ";", '"', '""', "\n", "\r", "=", "-5", "\t", "å", most=200), st.sampled_from(",;"))
@example('"' * 100_001, ",")
@example("," * 99_999, ",")
@example('"' + "\n" * 300_000, ",")
def test_csv_is_read_record_by_record_and_each_cell_is_found_again(tmp_path, text, delimiter):
    log = Log(tmp_path / "a.csv")
    lines = text.split("\n")
    for record in csv_rows(text, delimiter, log):
        note_formulas(record, log)
        for index in (0, len(record.cells) - 1):
            line, column = record.place(index)
            assert record.line <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
    assert all(finding.rule in ("rivi", "kaava") for finding in log.findings)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("guidebook.survey.csv_rows.ROWS", 2)
        few, again = [(one.line, one.cells) for one in csv_rows(text, delimiter, Log(tmp_path))], Log(tmp_path)
    assert few == [(one.line, one.cells) for one in csv_rows(text, delimiter, again)]


@bounded
@given(made_of("ohittaa", "kaytto[x]", ".n", " ", ">", ">=", "=", "<", "ja", "50", "12 500", "42,3", "−3", "[", "]", "%", "9" * 40))
def test_a_claim_is_checked_or_told(text):
    try:
        verdict = claims.check(text, Numbers(NUMBERS))
    except Problem as problem:
        assert problem.message and (problem.hint or problem.of_data)
    else:
        assert isinstance(verdict.holds, bool)


@bounded
@given(st.floats() | st.integers(-10**30, 10**30) | st.decimals(allow_nan=False), st.integers(0, 6))
def test_a_number_is_printed_as_finnish_does_and_reads_back(value, decimals):
    try:
        text = finnish.number(value, decimals)
    except ValueError:
        assert value != value or abs(value) == float("inf")
        return
    assert set(text) <= set(string.digits + ",\u00a0−")
    assert float(text.replace("\u00a0", "").replace(",", ".").replace("−", "-")) == pytest.approx(float(value), abs=10**-decimals, rel=1e-9)


@bounded
@given(st.floats(-1e9, 1e9), st.sampled_from(["", "%", "€", "kpl", "seuraajaa"]), st.integers(0, 3), st.text("-aäeinstklv", max_size=5))
def test_a_case_ending_is_found_or_told(value, unit, decimals, ending):
    try:
        assert finnish.decline(value, unit, decimals, ending)
    except Problem as error:
        assert str(error)


@bounded
@given(made_of("<svg ", 'viewBox="0 0 1 1"', 'xmlns="http://www.w3.org/2000/svg"', ">", "/>", "<g>", "</g>", "</svg>", "<script>", 'on="x"', "<!DOCTYPE a", "<!--", "<?x", "&a;"))
@example("<g>" * 60_000)
def test_a_drawing_is_only_a_drawing_or_told(tmp_path, text):
    (tmp_path / "a.svg").write_text(text, "utf-8", errors="surrogatepass")
    try:
        drawing = drawings.read(tmp_path / "a.svg")
    except Problem as error:
        assert str(error)
    else:
        assert {part.tag for part in drawing.iter()} <= drawings.ELEMENTS
