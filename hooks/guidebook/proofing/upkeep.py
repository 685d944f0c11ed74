"""What needs a look now and then: numbers that nothing uses, and what is past its day."""

from collections import defaultdict
from collections.abc import Iterator

from .. import due
from ..findings import Finding, Place
from ..guide import Guide


def check(guide: Guide) -> Iterator[Finding]:
    yield from _unused(guide)
    for late in due.past(guide, guide.settings.date):
        yield late.finding()


def _unused(guide: Guide) -> Iterator[Finding]:
    """One remark for each file: a survey may well have more statistics than its guide
    has use for.
    """
    used = {id for page in guide.pages.values() for id, _ in page.references()}
    files: defaultdict[str, list[tuple[str, Place]]] = defaultdict(list)
    for id, entry in guide.numbers.items():
        if id not in used:
            files[entry.place.path].append((id, entry.place))
    for (id, place), *others in files.values():
        listed = ", ".join(f'"{other}" (rivi {at.line})' for other, at in others)
        message = f'lukua "{id}" ei käytetä missään' + (f", eikä näitä: {listed}" if listed else "")
        yield Finding(place, "turha-luku", message, "käytä tai poista", fatal=False)
