"""The Finnish of the pages: spelling, terms, bare numerals, typography, structure, and how heavy
they are to read.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from .. import progress
from ..findings import BadInput, Finding, Place, shown
from ..finnish.voikko import Voikko, VoikkoMissing
from ..guide import Guide
from ..pages.opened import OpenedPage
from ..pages.page import FINNISH, Page
from ..text.source import mend
from . import spelling, structure, typography, unsourced, upkeep, wordlist
from .measures import measure_table
from .readability import Readability, measure, reading_minutes, word_count
from .silence import silences, unsilenced

__all__ = [
    "Readability",
    "check",
    "fix",
    "measure",
    "measure_table",
    "reading_minutes",
    "word_count",
]


def check(guide: Guide) -> Iterator[Finding]:
    """What the rules find in the pages, except where an editor has excused it.

    A guide without a word list is not proofread. Voikko or a list that cannot be used is a finding
    of its own.
    """
    path = guide.settings.words
    if path is None:
        return
    try:
        with Voikko() as voikko:
            known = wordlist.read(path, voikko)
            for page in progress.counted("Oikoluen sivuja", "sivu", guide.pages.values()):
                found = [unsourced.check(page), structure.check(page)]
                if page.language == FINNISH:
                    found += [spelling.check(page, known, path, voikko), typography.check(page)]
                yield from unsilenced(page, chain(*found))
    except VoikkoMissing as error:
        yield Finding(Place(shown(guide.settings.config)), "voikko", str(error))
    except BadInput as error:
        yield from error.findings
    yield from upkeep.check(guide)


def in_finnish(guide: Guide) -> list[Page]:
    return [page for page in guide.pages.values() if page.language == FINNISH]


def fix(guide: Guide) -> list[Path]:
    """Make the safe corrections of typography in the files; gives those that changed."""
    changed = []
    for page in in_finnish(guide):
        if isinstance(page, OpenedPage):  # it is of two files
            continue
        excused = frozenset((silence.line, silence.rule) for silence in silences(page)[0])
        source = typography.fixed(page, excused)
        if source != page.source:
            mend(page.file, page.source, source)
            changed.append(page.file)
    return changed
