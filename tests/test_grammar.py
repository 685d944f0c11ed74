"""One grammar: all who read a page find the same markers in it."""

import itertools
import re

import pytest

from goldens import golden
from guidebook.comparison import Tree
from guidebook.comparison.claim_changes import changed_claims
from guidebook.editions.snapshots import snapshot
from guidebook.guide import Format
from guidebook.markup import convert, kept_pages
from guidebook.numbers import claims
from guidebook.pages.markers import CitationMarker
from guidebook.pages.mentions import mentions
from guidebook.proofing import prose
from guidebook.syntax import id_of
from guides import NUMBERS, guide

CASES = golden("readers")
WRITTEN = [case["write"] for section in golden("writing")
           for case in section["cases"] if "write" in case and "files" not in case]
PAGE = "luku.md"


def folded(text: str) -> str:
    return " ".join(text.split())


def by_conversion(made, monkeypatch) -> tuple[set[str], list[str], set[str]]:
    """The numbers, claims and sources that the conversion to both formats meets."""
    checked: dict[str, None] = {}
    monkeypatch.setattr(kept_pages, "kept", lambda inputs, make, *_: make())
    real = claims.check
    monkeypatch.setattr(claims, "check", lambda text, numbers: checked.setdefault(folded(text)) or real(text, numbers))
    met, sources = set(), set()
    for format in Format:
        convert(made, PAGE, format)
        contents = made.contents(PAGE, format)
        met |= {id for id, _ in contents.numbers}
        sources |= set(contents.sources)
    monkeypatch.undo()
    met |= {id_of(reference) for claim in checked for reference in claims.parse(claim).references}
    brought = {source.id for id in met for source in NUMBERS[id].sources}
    named = {id for marker in made.pages[PAGE].markers if isinstance(marker, CitationMarker) for id, _ in marker.sources}
    return met, sorted(checked), sources - (brought - named)


def by_source(made) -> tuple[set[str], list[str], set[str]]:
    """The same by the source; every reader of it is held to the same answer on the way."""
    page = made.pages[PAGE]
    found = list(mentions(page, made.numbers))
    numbers = {id for id, _ in page.references()}
    assert numbers == {id_of(mention.reference) for mention in found} - {""}
    assert numbers == set(snapshot(made).chapters[PAGE].numbers) == set(made.uses_by_line())
    told = {mention.claim for mention in found if mention.claim}
    assert told == {change.claim for change in fallen(made)}
    aloud = prose.read_aloud(page)
    for marker in page.markers:
        hidden = slice(getattr(marker, "words_end", marker.start), marker.end)
        titled = getattr(marker, "name", None) and marker.argument
        assert aloud[hidden].strip() in ("", prose.NUMBERED) or titled
    return numbers, sorted(told), {id for id, _ in page.citations()}


def fallen(made) -> list:
    """What `make diff` tells of the claims when the page is new and there are no numbers."""
    root, source = made.settings.config.parent, made.pages[PAGE].source
    trees = (Tree(guide(root, pages, numbers={})) for pages in ({}, {PAGE: source}))
    return list(changed_claims(*trees, {}))


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_all_readers_find_what_is_written(tmp_path, monkeypatch, case):
    made = guide(tmp_path, {PAGE: case["write"]})
    expected = (set(case.get("numbers", [])), sorted(case.get("claims", [])), set(case.get("sources", [])))
    assert by_source(made) == expected
    assert by_conversion(made, monkeypatch) == expected


QUOTED = ("quoted", lambda text: re.sub(r"^", "> ", text, flags=re.M))
WAYS = [
    ("as written", lambda text: text),
    QUOTED,
    ("quoted twice", lambda text: QUOTED[1](QUOTED[1](text))),
    ("in a list", lambda text: "- kohta\n\n" + re.sub(r"^(?=.)", "    ", text, flags=re.M)),
    ("broken into lines", lambda text: re.sub(r"(?<=\{\{) | (?=\}\})|(?<= [<>]) |(?<= >=) ", "\n", text)),
    ("broken and quoted", lambda text: QUOTED[1](WAYS[4][1](text))),
    ("without quotation marks", lambda text: re.sub(r'väite="([^" ]*) (\S+) ([^" ]*)"', r"väite=\1\2\3", text)),
    ("with comments", lambda text: re.sub(r"(?<=\w) (?=\w)", " <!-- {{ ohittaa }} --> ", text, count=1)),
]


def in_every_way() -> dict[str, str]:
    """Page → how it is written; a page that some way leaves as it is comes once."""
    pages = {}
    for (name, way), (number, written) in itertools.product(WAYS, enumerate(WRITTEN)):
        head, text = re.match(r"(---\n.*?\n---\n)?(.*)", written, re.DOTALL).groups()
        pages.setdefault((head or "") + way(text), f"{name}-{number}")
    return pages


@pytest.mark.parametrize("text", pages := in_every_way(), ids=pages.values())
def test_all_readers_find_the_same_in_what_the_writers_pages_show(tmp_path, monkeypatch, text):
    made = guide(tmp_path, {PAGE: text})
    assert by_source(made) == by_conversion(made, monkeypatch)
