"""The right edge of the text: no more hyphens than it needs, and never three under each other.

Which lines end in a hyphen is known once they are laid out. The words that break without need lose
their soft hyphens, and the lines are broken again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from ...finnish import SOFT_HYPHEN
from .laid import Line

SMALL = 4  # letters before a break that leave a hole no one sees when they go to the next line
RUN = 2  # hyphens under each other
SHORT = 0.85  # of its room: a line that might have been longer
SPREAD = 8  # letters by which an estimate may be wrong
PATIENT = 2  # rounds, before the word that stands there is taken for the one at fault
ROUNDS = 5  # in which words are made whole
BROAD = 300  # CSS pixels: in a narrower column every break is needed

EDGES = re.compile(r"^\W+|\W+$")
WORD = re.compile(rf"(?<!\S)[^\s{SOFT_HYPHEN}]*(?:{SOFT_HYPHEN}[^\s{SOFT_HYPHEN}]*)+")


@dataclass(frozen=True)
class Break:
    """A word, or the beginning of one, and between which of its letters it should not break."""

    word: str
    first: int = 0
    last: int = 999


def calm(texts: list[str], lines: list[Line], tried: int) -> bool:
    """Makes words of a paragraph whole that should not break, as its lines have been broken so many
    times. Whether there was any.
    """
    if tried > ROUNDS:
        return False
    ends = list(_ends(lines))
    changed = False
    for hyphenated, run in groupby(ends, key=bool):
        run = list(run)
        if hyphenated and len(run) > RUN:
            # The one that leaves the least behind, if it can be joined.
            likely = sorted(run[: RUN + 1], key=lambda end: len(end[0])) + run[RUN + 1 :]
            changed = any(_join(texts, Break("".join(end))) for end in likely) or changed
    if lines[0].room > BROAD:
        needless = [*_cramped(lines), *(_narrow(ends) if tried == 1 else ())]
        if tried > PATIENT:
            needless += _cut_short(lines, ends)
        changed = sum(_join(texts, one) for one in needless) > 0 or changed
    return changed


End = tuple[str, str]  # what of a word stands on a line and on the next


def _ends(lines: list[Line]) -> Iterator[End | None]:
    """Of each line the word that breaks at its end."""
    for number, line in enumerate(lines):
        following = lines[number + 1].text.split() if number + 1 < len(lines) else []
        broken = line.hyphenated and following
        yield (line.text.split()[-1][:-1], following[0]) if broken else None


def _narrow(ends: list[End | None]) -> Iterator[Break]:
    """The breaks that leave little behind."""
    for before, after in filter(None, ends):
        if len(before) <= SMALL:
            yield Break(before + after, 0, len(before))


def _cramped(lines: list[Line]) -> Iterator[Break]:
    """The breaks that sent a line back to its beginning: WeasyPrint takes a soft hyphen whose sign
    has no room, and then breaks at the one before it, however far that is.
    """
    for line, *after in zip_longest(lines, lines[1:], lines[2:]):
        following = [one for one in after if one]
        width = line.rect.right - line.rect.left
        if not following or line.forced or width > SHORT * line.room:
            continue
        text = "".join(one.text[:-1] if one.hyphenated else f"{one.text} " for one in following)
        measured = max(line, following[0], key=lambda one: len(one.text))
        letter = (measured.rect.right - measured.rect.left) / len(measured.text)
        at = round((line.room - width) / letter)
        for word in re.finditer(r"\S+", text):
            first, last = at - SPREAD - word.start(), at + SPREAD - word.start()
            if last > 0 and first < len(word[0]):
                yield Break(word[0], first, last)


def _cut_short(lines: list[Line], ends: list[End | None]) -> Iterator[Break]:
    """The words at the end of a line that is short, whatever it was that broke it there."""
    for line, end in zip(lines, ends, strict=True):
        if end and line.rect.right - line.rect.left < SHORT * line.room:
            yield Break("".join(end))


def _join(texts: list[str], broken: Break) -> bool:
    """Takes soft hyphens out of a word. Whether there were any."""
    word = EDGES.sub("", broken.word)

    def joined(match: re.Match) -> str:
        whole = EDGES.sub("", match[0].replace(SOFT_HYPHEN, ""))
        if not word or not (whole.startswith(word) or word.startswith(whole)):
            return match[0]
        first, *others = match[0].split(SOFT_HYPHEN)
        for piece in others:
            letters = len(first.replace(SOFT_HYPHEN, ""))
            kept = not broken.first <= letters <= broken.last
            first += SOFT_HYPHEN * kept + piece
        return first

    before = [*texts]
    texts[:] = [WORD.sub(joined, text) for text in texts]
    return texts != before
