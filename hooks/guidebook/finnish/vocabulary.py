"""What Voikko tells of each word of a guide, kept from one build to the next group by group: of a
new word it is asked again with the few words of its group, and not with them all.
"""

from collections.abc import Callable, Iterable
from typing import Any
from zlib import crc32

from ..text.keeping import kept
from .voikko import dictionary

SHELF = "sanat"
GROUPS = 32


def answers(words: Iterable[str], tell: Callable[[str], Any], what: str) -> dict[str, Any]:
    """Word → what `tell` tells of it, in alphabetical order; JSON can hold that, it stands on
    Voikko alone, and `what` names it.
    """
    ordered, known = sorted(set(words)), dictionary()
    groups: list[list[str]] = [[] for _ in range(GROUPS)]
    for word in ordered:
        groups[crc32(word.encode()) % GROUPS].append(word)

    def of_group(group: list[str]) -> list[Any]:
        return kept(
            [known, what, "\n".join(group)],
            lambda: [*map(tell, group)],
            pack=lambda made: made if known else None,
            unpack=list,
            shelf=SHELF,
        )

    found = {
        word: one
        for group in filter(None, groups)
        for word, one in zip(group, of_group(group), strict=True)
    }
    return {word: found[word] for word in ordered}
