"""The index: its entries, and where each of them leads.

An editor marks a spot. A section that an entry fills is found besides: it has the entry in its
heading, or speaks of it again and again. What only mentions it is no place for a reader to turn to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .. import finnish
from ..findings import Finding, Problem, meant
from ..guide import Format, Guide, Use
from ..pages import glossary
from ..pages.markers import SpanMarker
from .filled_sections import Finder, Passages, Spot, passages, spots

BLOCK = "hakemisto"


@dataclass
class IndexEntry:
    """Spots, what to see in their place, and what to see besides."""

    spots: list[Spot] = field(default_factory=list)
    see: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    language: str = ""  # of the entry, where it is not Finnish


def entries(guide: Guide, format: Format) -> dict[str, IndexEntry]:
    """Entry → where it leads, in reading order."""
    marked = guide.terms(format)
    index = {
        name: IndexEntry(found)
        for name, found in _found(marked, passages(guide, format), guide.shown).items()
    }
    _refer(guide, format, index)
    _add_other_names(guide, index)
    return index


def check(guide: Guide) -> Iterator[Finding]:
    """Marks for an index that the guide has nowhere; a version may have left it out."""
    if guide.page_with(BLOCK) or guide.settings.left_out:
        return
    marks = (
        page.place(marker.start)
        for page in guide.pages.values()
        for marker in page.markers
        if isinstance(marker, SpanMarker) and BLOCK in marker.attributes
    )
    for place in islice(marks, 1):
        hint = f"lisää jollekin sivulle lohko /// {BLOCK}"
        yield Finding(place, "hakusana", "oppaassa ei ole hakemistoa", hint, fatal=False)


def _found(marked: dict[str, list[Use]], whole: Passages, shown: bool) -> dict[str, list[Spot]]:
    """The passages that the entries fill are looked for where a reader will see them."""
    try:
        if not shown:
            return {name: spots(uses, whole) for name, uses in marked.items()}
        with finnish.Voikko() as voikko:
            finder = Finder(whole, voikko)
            return {name: finder.spots(name, uses) for name, uses in marked.items()}
    except finnish.VoikkoMissing:  # a preview has the marks; nothing is published without it
        return {name: spots(uses, whole) for name, uses in marked.items()}


def _refer(guide: Guide, format: Format, index: dict[str, IndexEntry]) -> None:
    """What marks say of other entries; one that is none, or the entry itself, is told."""
    marks = guide.see(format)
    known = {*index, *(mark.entry for mark in marks if not mark.also)}
    for mark in marks:
        if mark.target not in known and guide.settings.left_out:
            continue  # what it leads to is in a chapter that is left out
        if mark.target not in known or mark.target == mark.entry:
            guide.report(
                guide.pages[mark.path],
                mark.marker,
                Problem(
                    "hakusana",
                    f'viittaus "katso {mark.target}" ei johda mihinkään hakusanaan',
                    meant(mark.target, sorted(known - {mark.target}))
                    or "merkitse se hakusanaksi siellä, missä siitä kerrotaan",
                ),
            )
            continue
        entry = index.setdefault(mark.entry, IndexEntry())
        others = entry.also if mark.also or entry.spots else entry.see
        if mark.target not in others:
            others.append(mark.target)


def _add_other_names(guide: Guide, index: dict[str, IndexEntry]) -> None:
    """The names that the glossary tells lead to the one that the guide uses."""
    known = {name.casefold(): name for name in index}
    page = guide.pages.get(guide.settings.glossary)
    for group in glossary.other_names(page.prose) if page else ():
        named = [known[name.words.casefold()] for name in group if name.words.casefold() in known]
        for name in group if len(named) == 1 else ():
            if name.words.casefold() not in known and not name.inflected:
                index[_as_entry(name.words)] = IndexEntry(see=named, language=name.language)


def _as_entry(name: str) -> str:
    """In lower case, unless it has capitals of its own, as a name or an abbreviation has."""
    return name if any(letter.isupper() for letter in name[1:]) else name[:1].lower() + name[1:]
