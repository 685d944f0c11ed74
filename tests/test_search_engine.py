"""The engine and its adapter, run in Chromium; the queries of the golden sets on the real site."""

import json
import re

import pytest
from search_eval import served

from goldens import golden
from guidebook.finnish import Voikko
from guidebook.search import files, scripts, synonyms
from guidebook.search.word_table import table
from guidebook.search.words import vocabulary

pytestmark = pytest.mark.slow

ENGINE = golden("search/engine")


@pytest.fixture(scope="module")
def golden_table(tmp_path_factory):
    listed = tmp_path_factory.mktemp("list") / "synonyms.txt"
    listed.write_text(ENGINE["synonyms"], "utf-8")
    with Voikko() as voikko:
        return table(vocabulary(ENGINE["docs"]), synonyms.read(listed), voikko)


@pytest.fixture(scope="module")
def page(browser, golden_table):
    """An empty page with the engine, built for the golden sections, as `engine`."""
    page = browser.new_page()
    page.add_script_tag(content=scripts.joined(scripts.engine(), scripts.source(files.MATERIAL)))
    page.evaluate("([table, docs]) => { window.engine = new FinnishSearch(table, docs) }",
                  [golden_table, ENGINE["docs"]])
    yield page
    page.close()


def ask(page, query: str) -> dict:
    """What the theme's list would show for the query."""
    return page.evaluate("query => searchFor.answer(engine, query)", query)


def marks(hit: dict) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", f"{hit['title']} {hit['text']}")


@pytest.mark.parametrize("query, wanted", ENGINE["queries"].items())
def test_query(page, query, wanted):
    hits = [hit for group in ask(page, query)["items"] for hit in group if hit["score"] > 0]
    assert [hit["location"] for hit in hits][: max(1, len(wanted["first"]))] == wanted["first"]
    if "marked" in wanted:
        assert set(marks(hits[0])) == set(wanted["marked"])
    if "missing" in wanted:
        assert [word for word, there in hits[0]["terms"].items() if not there] == wanted["missing"]


def test_the_modules_by_themselves_answer_as_the_script_that_they_are_joined_into(browser, page, golden_table):
    queries = [*ENGINE["queries"], *ENGINE["offered"], *ENGINE["completed"]]
    told = """queries => queries.map(query => {
      const { groups, nearest, completion } = engine.search(query)
      return [groups.map(group => group.map(hit => engine.shown(hit.doc, hit.forms))), nearest, completion]
    })"""
    with served(scripts.ENGINE) as address:
        other = browser.new_page()
        other.goto(address)
        other.evaluate("""async ([table, docs]) => {
          const { FinnishSearch } = await import("./engine.js")
          window.engine = new FinnishSearch(table, docs)
        }""", [golden_table, ENGINE["docs"]])
        assert other.evaluate(told, queries) == page.evaluate(told, queries)
        other.close()


@pytest.mark.parametrize("query, word", ENGINE["offered"].items())
def test_when_nothing_is_found_the_nearest_words_are_offered(page, query, word):
    answer = ask(page, query)
    assert answer["items"] == [] and answer["nearest"][0] == word and len(answer["nearest"]) == 3


@pytest.mark.parametrize("sure", [False, True])
def test_the_first_hits_are_sure_where_the_query_tells_something(page, sure):
    queries = ENGINE["sure" if sure else "unsure"]
    assert {query: bool(ask(page, query)["sure"]) for query in queries} == dict.fromkeys(queries, sure)


@pytest.mark.parametrize("typed, word", ENGINE["completed"].items())
def test_completion(page, typed, word):
    assert page.evaluate("typed => engine.search(typed).completion", typed) == word


def test_a_word_is_marked_once_and_tags_stay_whole(page):
    group = ask(page, "tili sosiaalisen median someohje")["items"][0]
    assert group[0]["location"] == "ohje.html"
    text = group[0]["text"]
    assert text.count("<mark>") == text.count("</mark>") and "<mark><mark>" not in text
    assert re.sub(r"</?mark>", "", text) == next(doc["text"] for doc in ENGINE["docs"] if doc["location"] == "ohje.html")
    assert "<code><mark>tili</mark></code>" in text and "&amp;" in text


def test_a_page_whose_section_alone_is_found_heads_its_group_without_a_score(page):
    group = ask(page, "kaksivaiheinen")["items"][0]
    assert [(hit["location"], hit["score"] > 0) for hit in group] == [("tili.html#salasana", True), ("tili.html", False)]


def test_terms_that_the_page_reached_is_to_mark_are_words_of_some_length(page):
    hit = ask(page, "x twitter")["items"][0][0]
    assert hit["terms"] == {"twitter": True}, "the theme marks the letters of a term wherever they stand"


def test_a_long_section_is_shown_by_the_two_paragraphs_that_say_most(page):
    shown = page.evaluate("""async table => {
      const text = [1, 2, 3, 4].map(n => `<p>Kappale ${n} ${n > 2 ? "tilistä" : "muusta"}.</p>`).join("") + "<ul><li>tilin</li><li>loppu</li></ul>"
      const own = new FinnishSearch(table, [{ location: "a.html", title: "Luku", text }])
      return searchFor.answer(own, "tili").items[0][0].text
    }""", json.loads(json.dumps(_words("kappale muusta tilistä tilin loppu luku"))))
    assert shown == "<p>Kappale 3 <mark>tilistä</mark>.</p><p>Kappale 4 <mark>tilistä</mark>.</p>"


WRITTEN = [case for part in golden("writing") for case in part["cases"]
           if "searched" in case]


@pytest.mark.parametrize("case", WRITTEN, ids=[case["say"] for case in WRITTEN])
def test_the_guide_for_writers_tells_what_a_synonym_finds(page, case, tmp_path):
    docs = [{"location": f"luku.html#{place}", "title": heading, "text": f"<p>{text.strip()}</p>"}
            for heading, place, text in re.findall(r"## (.+) \{#(.+)\}\n([^#]+)", case["write"])]
    listed = tmp_path / "synonyms.txt"
    listed.write_text(case["files"]["data/synonyms.txt"], "utf-8")
    with Voikko() as voikko:
        tables = [table(vocabulary(docs), groups, voikko) for groups in (synonyms.read(listed), [])]
    for query, heading in case["searched"].items():
        found = [page.evaluate("""([table, docs, query]) => {
          const own = new FinnishSearch(table, docs)
          return own.search(query).groups.flat().map(hit => docs[hit.doc].title)
        }""", [words, docs, query]) for words in tables]
        assert found == [[heading], []], query


def _words(text: str) -> dict[str, str]:
    with Voikko() as voikko:
        return table(text.split(), [], voikko)


def test_words_that_the_table_does_not_know_are_found_as_they_stand(page):
    found = page.evaluate("""() => {
      const own = new FinnishSearch({ lemmas: "tili\\t0", rules: "n -", synonyms: "" },
        [{ location: "a.html", title: "Uusi juttu", text: "<p>Tilin juttuja</p>" }])
      return [own.search("juttuja").groups.length, own.search("tilin").groups.length, own.search("jut").groups.length]
    }""")
    assert found == [1, 1, 1]
