"""Organisations whose names are nearly alike, or are those of two."""

import re
from collections import defaultdict
from collections.abc import Iterator

from .register import Entity


def same_organisations(organisations: list[Entity]) -> list[tuple[Entity, Entity]]:
    """Organisations whose names are nearly alike, or one's letters the other's beginnings."""
    from difflib import SequenceMatcher

    found, by_bare = [], defaultdict(list)
    organisations = [one for one in organisations if one.name]
    for one in organisations:
        by_bare[_bare(one.name)].append(one)
    for alike in by_bare.values():
        found += [(alike[0], other) for other in alike[1:]]
    names = sorted(name for name in by_bare if name)
    for number, name in enumerate(names):
        for other in names[number + 1 : number + 4]:
            digits = re.findall(r"\d+", name) == re.findall(r"\d+", other)
            if digits and len(name) > 5 and SequenceMatcher(None, name, other).ratio() > 0.92:
                found.append((by_bare[name][0], by_bare[other][0]))
    short = [
        one
        for one in organisations
        if re.fullmatch(r"[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{2,4}", one.name)
    ]
    for one in short[:200]:
        found += [
            (one, other)
            for other in organisations
            if other is not one and _is_short_for(one.name, other.name)
        ]
    return found


def of_two_organisations(organisations: list[Entity]) -> Iterator[tuple[Entity, str]]:
    """Organisations whose name is those of two, and the first of these."""
    known = {_bare(one.name) for one in organisations}
    for one in organisations:
        first, *others = re.split(r"\s*[/;,+]\s+", one.name)
        if others and {_bare(part) for part in (first, *others)} & known:
            yield one, first


def _bare(name: str) -> str:
    """A name without what kind of company it is and what stands in brackets."""
    words = re.sub(r"\([^)]*\)", " ", name.casefold())
    words = re.sub(r"[\W_]+", " ", words).split()
    return " ".join(
        one
        for one in words
        if one not in ("oy", "oyj", "ab", "ry", "rf", "ltd", "inc", "sr", "tmi", "ky")
    )


def _is_short_for(short: str, name: str) -> bool:
    """THL, Terveyden ja hyvinvoinnin laitos: its words begin with the letters, in their order."""
    words = [
        word
        for word in re.split(r"[\W_]+", name.casefold())
        if word not in ("", "ja", "and", "of", "the")
    ]
    return len(words) >= 2 and _begins(short.casefold(), words)


def _begins(letters: str, words: list[str]) -> bool:
    """Whether each word gives its first letter, and perhaps some of the rest of its own."""
    if not letters or not words:
        return not letters and not words
    if words[0][0] != letters[0]:
        return False
    place, taken = 1, 1
    while True:
        if _begins(letters[taken:], words[1:]):
            return True
        place = words[0].find(letters[taken], place) + 1 if taken < len(letters) else 0
        if not place:
            return False
        taken += 1
