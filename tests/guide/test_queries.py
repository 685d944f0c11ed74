"""The queries of the golden sets on this guide's own site, by its own worker."""

import json
import re
from pathlib import Path

import pytest
import yaml
from search_eval import ASK_WORKER, score, section

from commands import ROOT
from guidebook.search import files

pytestmark = pytest.mark.slow

GOLDEN = ROOT / "tests" / "golden" / "search"


@pytest.fixture(scope="module")
def page(browser, address):
    opened = browser.new_page()
    opened.goto(address)
    yield opened
    opened.close()


@pytest.fixture
def answered(page):
    """(queries, what the site's own worker answers), for a file of queries."""
    def ask_site(file: Path):
        queries = json.loads(file.read_text("utf-8"))
        told = page.evaluate(ASK_WORKER, [query["query"] for query in queries])
        return queries, [[section(hit) for hit in answer["hits"]] for answer in told["answers"]]

    return ask_site


def sections(site: Path) -> set[str]:
    index = json.loads((site / files.INDEX).read_text("utf-8"))
    return {section(doc["location"]) for doc in index["docs"]}


@pytest.mark.parametrize("part", ["tuning", "judging", "questions", "blind-tuning", "blind-judging"])
def test_every_section_that_a_query_expects_is_there(site, part):
    expected = {place for query in json.loads((GOLDEN / f"{part}.json").read_text("utf-8")) for place in query["expected"]}
    assert expected - sections(site) == set()


def test_the_guides_own_queries_find_what_they_are_after(answered):
    told = score(*answered(GOLDEN / "judging.json"))
    assert told.recall >= .94 and told.empty <= .01, told


def test_whole_questions_find_what_they_are_after(answered):
    told = score(*answered(GOLDEN / "questions.json"))
    assert told.recall >= .77 and told.rank >= .8 and told.empty == 0, told


def test_questions_in_words_that_the_guide_does_not_use_lead_to_a_page_that_answers(answered):
    queries, hits = answered(GOLDEN / "blind-judging.json")
    pages = [{place.partition("#")[0] for place in query["expected"]} for query in queries]
    found = [list(dict.fromkeys(hit.partition("#")[0] for hit in each))[:5] for each in hits]
    led = [bool(wanted & set(first)) for wanted, first in zip(pages, found, strict=True)]
    assert sum(led) >= .9 * len(led), score(queries, hits)


def test_who_wants_to_do_something_is_led_to_the_page_for_it(page):
    doing = yaml.safe_load((GOLDEN / "doing.yml").read_text("utf-8"))
    told = page.evaluate(ASK_WORKER, list(doing))
    first = [section(answer["hits"][0]).partition("#")[0] for answer in told["answers"]]
    assert dict(zip(doing, first, strict=True)) == doing


def test_both_parts_of_the_queries_hold_every_kind():
    parts = [json.loads((GOLDEN / f"{part}.json").read_text("utf-8")) for part in ("tuning", "judging")]
    kinds = [{query["category"] for query in part} for part in parts]
    assert kinds[0] == kinds[1] and len(kinds[0]) == 10
    assert sum(map(len, parts)) >= 150
    assert not {query["query"] for query in parts[0]} & {query["query"] for query in parts[1]}


def test_text_inside_charts_stays_out_of_the_index(site):
    index = json.loads((site / files.INDEX).read_text("utf-8"))
    assert not [doc["location"] for doc in index["docs"] if re.search(r"<(?:svg|tspan|desc)\b|Pistekaavio|suluissa kvartiilit", doc["text"])]
