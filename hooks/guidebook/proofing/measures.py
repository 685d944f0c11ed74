"""An editor's measure of the guide: each chapter's length, weight and sources, and what is said
twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from .. import finnish
from ..finnish.voikko import Voikko
from ..guide import Guide
from ..numbers.facts import READ_AS
from ..pages.page import FINNISH, Page
from .readability import Readability, measure, reading_minutes, word_count
from .repeats import ALIKE, Repeat, repeats

HEADS = ("sanoja", "min", "sanoja/virke", "yli 25", "passiivi", "pisin", "toistoja", *READ_AS)
LONGEST_SHOWN = 12  # words of a repeated passage
EXPLAINED = f"""
sanoja: kaikki, mitä luvusta luetaan: otsikot, teksti, luettelot ja taulukot; lukuarvo on yksi sana
min: lukuaika minuutteina · sanoja/virke: keskimäärin · yli 25: virkkeistä yli 25 sanan mittaisia
toistoja: {ALIKE} sanaa tai enemmän samoin kuin toisessa luvussa; ei lainauksia eikä lakia
{", ".join(READ_AS)}: luvun lähteet sen mukaan, miten ne on luettu"""


def origins(page: Page, guide: Guide) -> Counter[str]:
    """How many of the sources that the page leans on were read in each way."""
    ids = {id for id, _ in page.citations()}
    cited = {guide.sources[id] for id in ids if id in guide.sources}
    for id, _ in page.references():
        if id in guide.numbers:
            cited |= {*guide.numbers[id].sources}
    return Counter(source.read for source in cited)


def measure_table(guide: Guide, voikko: Voikko) -> Iterator[str]:
    """The measure as lines: the chapters in reading order with a sum for each part, then every
    repeat, the longest first.
    """
    twice = sorted(
        (repeat for repeat in repeats(guide) if repeat.apart), key=lambda one: -len(one.words)
    )
    spots = Counter(place.path for repeat in twice for place in (repeat.first, repeat.second))
    yield "  ".join(HEADS) + "  luku"
    parts = {path: part for part, path in guide.settings.chapters}
    for part, paths in groupby(guide.pages, key=lambda path: parts.get(path, "")):
        pages = [guide.pages[path] for path in paths if guide.pages[path].language == FINNISH]
        read = [(page, found) for page in pages if (found := measure(page, voikko))]
        for page, found in read:
            yield _line(_cells(found, spots[str(found.longest.path)], origins(page, guide)), found)
        words = sum(found.words for _, found in read)
        yield f"{words:>6}  {reading_minutes(words):>3}  = {part}\n" if part else ""
    yield from (_way(guide, name, pages) for name, pages in guide.settings.ways.items())
    yield EXPLAINED.strip()
    yield f"\nSamoin kahdessa luvussa: {len(twice)}"
    yield from map(_alike, twice)


def _way(guide: Guide, name: str, pages: Iterable[str]) -> str:
    words = sum(word_count(guide.pages[path]) for path in pages if path in guide.pages)
    return f"{words:>6}  {reading_minutes(words):>3}  = {name}\n"


def _cells(readability: Readability, repeated: int, sources: Counter[str]) -> Iterable[str]:
    yield str(readability.words)
    yield str(readability.minutes)
    yield finnish.number(readability.mean_length, 1)
    yield finnish.percent(100 * readability.long_share)
    yield finnish.percent(100 * readability.passive_share)
    yield str(readability.longest_length)
    yield str(repeated)
    yield from (str(sources[way]) for way in READ_AS)


def _line(cells: Iterable[str], readability: Readability) -> str:
    columns = (cell.rjust(len(head)) for cell, head in zip(cells, HEADS, strict=True))
    longest = readability.longest
    return f"{'  '.join(columns)}  {longest.path} (pisin virke rivillä {longest.line})"


def _alike(repeat: Repeat) -> str:
    shown = " ".join(repeat.words[:LONGEST_SHOWN])
    more = " …" if len(repeat.words) > LONGEST_SHOWN else ""
    return f"{repeat}  {len(repeat.words)} sanaa: {shown}{more}"
