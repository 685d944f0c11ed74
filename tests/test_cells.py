"""The text of a cell: read as Frictionless reads it, and what Table Schema has and Frictionless has not."""

from datetime import date
from decimal import Decimal

import pytest
from frictionless import Schema, validate
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidebook.survey.cells import Month, cell_reader
from guidebook.survey.schema import CONTRACT
from test_repository import ROOT

PACKAGES = sorted(ROOT.glob("data/surveys/*/datapackage.json"))
TYPES = {"string": CONTRACT["persons"]["role"], "integer": {"type": "integer"}, "number": {"type": "number"},
         "date": {"type": "date"}}
LIMITS = {
    "string": [{}, {"required": True}, {"minLength": 2}, {"maxLength": 3}, {"pattern": "[A-Z]{2}"}, {"enum": ["a", "FI"]}],
    "integer": [{}, {"required": True}, {"minimum": 0, "maximum": 99}, {"minimum": "5"}, {"enum": [1, "20"]}],
    "number": [{}, {"minimum": 0}, {"maximum": 2.5}, {"minimum": "1"}, {"enum": [0.5, "1"]}],
    "date": [{}, {"required": True}, {"minimum": "2020-02-29"}, {"enum": ["2026-11-30"]}],
}
WRITTEN = {
    "string": [{}, {"missingValues": ["-", "ei tietoa"]}],
    "integer": [{}, {"missingValues": ["-1"]}],
    "number": [{}, {"decimalChar": ","}, {"decimalChar": ",", "groupChar": "."}, {"groupChar": " "}],
    "date": [{}],
}
FORMATS = ["%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%y%m%d"]
texts = st.one_of(
    st.text(max_size=6),
    st.text(alphabet="0123456789+-.,eE_ \u0663", max_size=8),
    st.sampled_from(["", "-", "FI", "a", "ei tietoa", "NaN", "-Infinity", "1e3", "007", "1 200", "1.200,5", "0,5"]),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.dates(date(1970, 1, 1), date(2060, 1, 1)).flatmap(lambda day: st.sampled_from(FORMATS).map(day.strftime)),
)
columns = st.sampled_from(list(TYPES)).flatmap(lambda kind: st.tuples(
    st.just(kind), st.sampled_from(LIMITS[kind]),
    st.sampled_from(WRITTEN[kind] + ([{"format": one} for one in FORMATS] if kind == "date" else []))))


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(columns, texts.map(str.strip))
@example(("number", {}, {}), "Infinity")
def test_a_cell_is_read_as_frictionless_reads_it(column, text):
    kind, constraints, written = column
    if "format" in written:
        constraints = {}  # its limits would be written in the same format
    field = {"name": "a", "type": kind, "constraints": constraints} | written
    theirs, notes = Schema.from_descriptor({"fields": [field]}).fields[0].create_cell_reader()(text)
    value, broken = cell_reader(TYPES[kind], field, [""]).read(text)
    if text == "" and "missingValues" in written:
        assert value is None  # an empty cell is never anything but unknown
        return
    if kind == "date" and isinstance(value, Month):
        return  # see below
    if kind in ("integer", "number") and ("_" in text or (theirs is not None and not Decimal(theirs).is_finite())):
        assert broken == ["type"]  # Python's own, and no number
        return
    assert broken == list(notes or ())
    if not broken:
        assert value == theirs


@pytest.mark.parametrize(("field", "text", "value"), [
    ({"type": "integer", "groupChar": " "}, "1 200", 1200),
    ({"type": "integer", "groupChar": " "}, "1\u00a0234\u202f567", 1234567),
    ({"type": "integer", "groupChar": "."}, "-1.200", -1200),
    ({"type": "integer", "groupChar": " "}, "1 200 seuraajaa", None),
    ({"type": "number", "groupChar": " ", "decimalChar": ","}, "1 200,5", Decimal("1200.5")),
    ({"type": "date"}, "2026-03", Month(2026, 3, 1)),
    ({"type": "date"}, "2026-13", None),
    ({"type": "yearmonth"}, "2026-03", Month(2026, 3, 1)),
    ({"type": "yearmonth"}, "2026-03-01", None),
    ({"type": "date", "format": "%m/%Y"}, "03/2026", Month(2026, 3, 1)),
    ({"type": "string", "missingValues": [{"value": "-99", "label": "ei vastannut"}]}, "-99", None),
])
def test_what_table_schema_has_and_frictionless_has_not(field, text, value):
    ours = {"type": "date" if field["type"] == "yearmonth" else field["type"]}
    read, broken = cell_reader(ours, field, [""]).read(text)
    assert read == value and type(read) is type(value)
    assert broken == (["type"] if value is None and "missingValues" not in field else [])


@pytest.mark.parametrize("field", [
    {"type": "date", "format": "any"}, {"type": "date", "format": "%d.%m."}, {"type": "date", "format": "%H"},
    {"type": "date", "format": "%d" * 50}, {"type": "date", "format": 5}, {"type": "integer"},
    {"type": "string", "constraints": {"minimum": 5}}, {"type": "string", "constraints": {"enum": []}},
    {"type": "string", "constraints": {"required": "kyllä"}}, {"type": "string", "missingValues": "-"},
    {"type": "string", "decimalChar": ",,"}])
def test_a_rule_that_cannot_be_is_refused(field):
    kind = "string" if field["type"] == "integer" else field["type"]
    with pytest.raises(ValueError, match=r"\w"):
        cell_reader({"type": kind}, field, [""])


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: path.parent.name)
def test_the_packages_open_in_any_tool(path):
    report = validate(str(path))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])
