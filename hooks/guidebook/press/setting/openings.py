"""How a part and a chapter begin."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize
from xml.etree.ElementTree import Element

from ...book import Chapter, Part, Way
from ...pages.page import FINNISH
from ..elements import node
from . import last_lines
from .asides import WIDE
from .wayfinding import chapter_entry, first_sentence

LONG_TITLE = 40  # characters; a longer one is set smaller


def part_opening(part: Part) -> Element:
    """Its drawing, its name and what it holds. The stylesheet draws by the name."""
    chapters = [
        chapter_entry(held(chapter), "luku", first_sentence(chapter.description))
        for chapter in part.chapters
    ]
    return node(
        "div",
        {"class": "osa-avaus pitka-nimi" if len(part.title) > LONG_TITLE else "osa-avaus"},
        node("div", {"class": "osan-piirros"}),
        node("h1", {"id": part.id}, part.title),
        *(_way(way, part) for way in part.ways),
        node("ul", {}, *chapters),
    )


def _way(way: Way, part: Part) -> Element:
    """What to read from beginning to end, how long it takes, and what the rest is for."""
    time = f"{way.minutes // 60}\u00a0h {way.minutes % 60}\u00a0min".removeprefix("0\u00a0h ")
    chapters = "luvut" if len(way.numbers) > 1 else "luku"
    text = f": lue alusta loppuun {chapters} {_runs(way.numbers)}. Aikaa kuluu noin {time}."
    if any(_number(each) and int(_number(each)) not in way.numbers for each in part.chapters):
        text += " Muut luvut avaat, kun tarvitset niitä."
    return node("p", {"class": "osan-reitti"}, node("strong", {}, way.title), text)


def _runs(numbers: Sequence[int]) -> str:
    """The numbers in words, those that follow each other as one: "4, 17–19 ja 21"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return " ja ".join([", ".join(spans[:-1]), spans[-1]] if spans[1:] else spans)


def held(chapter: Chapter) -> Chapter:
    """With a title that leaves no short word alone on its last line."""
    return replace(chapter, title=last_lines.held(chapter.title))


def name_class(part: Part) -> str:
    """The class by which the stylesheet knows the part: osa-pikavinkit-kanaviin."""
    plain = normalize("NFKD", part.title.lower()).encode("ascii", "ignore").decode()
    return f"osa-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}"


def opening(chapter: Chapter, running_head: str, part: str) -> list[Element]:
    """What stands over the text of a chapter, after the room without which it opens a page."""
    if chapter.sheet:
        return sheet_opening(chapter, running_head)
    title = node("h1", _heading(chapter, running_head), chapter.title)
    if number := _number(chapter):
        title.set("data-numero", f"{number}\u2002")
    head = node(
        "div",
        {"class": f"luvun-avaus {WIDE}"},
        node("p", {"class": "luvun-osa", **_finnish(chapter)}, part) if part else None,
        _beside(chapter),
        title,
        node("p", {"class": "ingressi"}, chapter.description) if chapter.description else None,
    )
    return [_room(), head]


def _room() -> Element:
    """Takes no room itself: what follows begins where it does."""
    return node("div", {"class": "luvun-tila"})


def sheet_opening(chapter: Chapter, running_head: str) -> list[Element]:
    """A sheet has its room for writing."""
    title = node("h1", _heading(chapter, running_head), chapter.title)
    label = [node("p", {"class": "arkin-numero"}, chapter.label)] if chapter.label else []
    return [_room(), *label, title]


def _heading(chapter: Chapter, running_head: str) -> dict[str, str]:
    return {"id": chapter.id, "data-osa": running_head}


def _number(chapter: Chapter) -> str:
    return chapter.label.rpartition(" ")[2]


def _finnish(chapter: Chapter) -> dict[str, str]:
    """What the book says of a chapter in another language."""
    return {} if chapter.language == FINNISH else {"lang": FINNISH}


def _beside(chapter: Chapter) -> Element | None:
    """The chapter's number and how long it takes, for the margin."""
    lines = []
    if number := _number(chapter):
        lines.append(node("p", {"class": "luvun-laji"}, chapter.label.removesuffix(f" {number}")))
        lines.append(node("p", {"class": "luvun-numero"}, number))
    if chapter.minutes:
        lines.append(node("p", {}, f"Lukuaika noin {chapter.minutes}\u00a0min"))
    return node("div", {"class": "luvun-tieto", **_finnish(chapter)}, *lines) if lines else None
