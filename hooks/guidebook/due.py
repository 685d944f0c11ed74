"""What is past its day: facts, sources and chapters by the day on which they are to be looked at
again, and who looks after them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from . import finnish
from .annotations import literal
from .findings import Finding, Place
from .guide import Guide
from .pages.front_matter import REVIEW

RULE = "tarkistuspäivä"
LONGEST = 60_000  # characters of the list in an issue, which takes 65,536
HEAD = (
    "Näiden tarkistuspäivä on mennyt. Katso kustakin, pitääkö se yhä paikkansa, korjaa mitä pitää, "
    "ja siirrä päivää (`review_after`). Kun luet sivun läpi, kirjoita päivä sen alkutietoihin "
    "(`luettu`). Luettelo päivittyy kerran kuussa, ja tehtävä sulkeutuu, kun se on tyhjä."
)


@dataclass(frozen=True)
class Due:
    """`what` begins with its kind in the genitive: 'luvun "id"'. `caretakers` are roles."""

    day: date
    place: Place
    what: str
    caretakers: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{self.what} tarkistuspäivä on {finnish.date(self.day)} ({self._looked_after})"

    @property
    def _looked_after(self) -> str:
        return f"hoitaja: {', '.join(self.caretakers)}" if self.caretakers else "ei hoitajaa"

    def finding(self) -> Finding:
        return Finding(
            self.place,
            RULE,
            f"{self.what} tarkistuspäivä oli {finnish.date(self.day)}",
            f"katso, pitääkö se yhä paikkansa, ja siirrä päivää ({self._looked_after})",
            fatal=False,
        )


def reviews(guide: Guide) -> list[Due]:
    """Everything that has a day, the earliest first."""
    numbers, sources = _users(guide)
    found = []
    for id, entry in guide.numbers.items():
        if entry.cited:
            what, users = f'luvun "{id}"', numbers.get(id, ())
            found.append(_due(guide, entry.cited.review_after, entry.place, what, users))
    for id, source in guide.sources.items():
        if source.review_after:
            what, users = f'lähteen "{id}"', sources.get(id, ())
            found.append(_due(guide, source.review_after, source.place, what, users))
    for path, page in guide.pages.items():
        if day := page.meta.get(REVIEW):
            what, place = f'sivun "{page.title}"', page.meta.places[REVIEW]
            found.append(_due(guide, day, place, what, [path]))
    return sorted(found, key=lambda due: (due.day, due.place))


def past(guide: Guide, day: date) -> list[Due]:
    return [due for due in reviews(guide) if due.day < day]


def _due(guide: Guide, day: date, place: Place, what: str, paths: Iterable[str]) -> Due:
    """With the caretakers of the parts that the pages stand in."""
    parts = {path: part for part, path in guide.settings.chapters}
    roles = (guide.settings.caretakers.get(parts.get(path, "")) for path in paths)
    return Due(day, place, what, tuple(dict.fromkeys(filter(None, roles))))


def _users(guide: Guide) -> tuple[Mapping[str, dict], Mapping[str, dict]]:
    """The pages that use each number and each source, in reading order; a fact uses its source."""
    numbers: dict[str, dict[str, None]] = {}
    sources: dict[str, dict[str, None]] = {}
    for path, page in guide.pages.items():
        for id, _ in page.references():
            numbers.setdefault(id, {})[path] = None
            for source in guide.numbers[id].sources if id in guide.numbers else ():
                sources.setdefault(source.id, {})[path] = None
        for id, _ in page.citations():
            sources.setdefault(id, {})[path] = None
    return numbers, sources


def as_text(guide: Guide, day: date, *, all_days: bool = False) -> Iterator[str]:
    """A line for each that is past its day, or for everything that has a day."""
    found = reviews(guide)
    late = [due for due in found if due.day < day]
    for due in found if all_days else late:
        yield f"{due.place}: {due.text}"
    if late:
        yield f"Tarkistuspäivä on mennyt: {len(late)}."
    else:
        coming = f" Seuraavana {found[0].text}." if found else ""
        yield f"Minkään tarkistuspäivä ei ole mennyt.{coming}"


def as_markdown(found: list[Due]) -> str:
    """A list to tick, for an issue on GitHub; "" when there is nothing to do."""
    lines = [f"- [ ] `{due.place.path}`: {literal(due.text)}" for due in found]
    fitting = sum(length <= LONGEST for length in accumulate(len(line) + 1 for line in lines))
    if fitting < len(lines):
        lines[fitting:] = [f"- … ja {len(lines) - fitting} muuta: `make due`"]
    return "\n".join([HEAD, "", *lines, ""]) if lines else ""
