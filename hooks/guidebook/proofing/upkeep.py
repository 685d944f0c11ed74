"""What needs a look now and then: numbers and sources that nothing uses, and what is past its
day.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .. import due
from ..findings import Finding, Place
from ..guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    yield from _unused(guide)
    for late in due.past(guide, guide.settings.date):
        yield late.finding()


def _unused(guide: Guide) -> Iterator[Finding]:
    if guide.settings.left_out:
        return  # a chapter that is left out may have used it
    used = {id for page in guide.pages.values() for id, _ in page.references()}
    numbers = {id: entry.place for id, entry in guide.numbers.items() if id not in used}
    yield from _remarks("turha-luku", "lukua", numbers)
    used = {id for page in guide.pages.values() for id, _ in page.citations()}
    used |= {source.id for entry in guide.numbers.values() for source in entry.sources}
    sources = {id: source.place for id, source in guide.sources.items() if id not in used}
    yield from _remarks("turha-lähde", "lähdettä", sources)


def _remarks(rule: str, noun: str, unused: Mapping[str, Place]) -> Iterator[Finding]:
    """One remark for each file: a survey may well have more statistics than its guide
    has use for.
    """
    files: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for id, place in unused.items():
        files[place.path].append((id, place))
    for (id, place), *others in files.values():
        listed = ", ".join(f'"{other}" (rivi {at.line})' for other, at in others)
        more = f", eikä näitä: {listed}" if listed else ""
        message = f'{noun} "{id}" ei käytetä missään{more}'
        yield Finding(place, rule, message, "käytä tai poista", fatal=False)
