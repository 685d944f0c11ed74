"""Words that mean the same: the list that editors keep, and the terms of the glossary."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..findings import BadInput, Finding, Place, shown
from ..pages.glossary import other_names
from ..text.source import read_text
from .words import words

RULE = "synonyymi"
MOST_WORDS = 5  # in one phrase
# Each word leads to all the others of its line, so long lines make the table large.
MOST_PHRASES, MOST_LINES = 20, 1_000

SAME, NEAR = "=", "~"


class Group(NamedTuple):
    """Words or phrases that stand for one another: the same thing, or something near."""

    phrases: tuple[str, ...]
    sign: str = SAME


def read(path: Path) -> list[Group]:
    """The groups of a list, one a line: `some = sosiaalinen media`, `kommentti ~ vastaus`, `#
    huomautus`.

    Raises BadInput.
    """
    groups: list[Group] = []
    findings: list[Finding] = []
    lines = read_text(path).split("\n")
    if len(lines) > MOST_LINES:
        raise BadInput(
            Finding(
                Place(shown(path), MOST_LINES),
                RULE,
                f"listassa on yli {MOST_LINES} riviä",
                "poista sanat, joita kukaan ei hae",
            )
        )
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        wrong = list(_mistakes(line, shown(path), number))
        findings.extend(wrong)
        if not wrong:
            sign = SAME if SAME in line else NEAR
            groups.append(Group(tuple(phrase.strip() for phrase in line.split(sign)), sign))
    if findings:
        raise BadInput(*findings)
    return groups


def _mistakes(line: str, path: str, number: int) -> Iterator[Finding]:
    whole = Place(path, number)
    if SAME in line and NEAR in line:
        yield _unreadable(line, whole, f"rivillä on sekä {SAME} että {NEAR}")
    elif SAME not in line and NEAR not in line:
        yield _unreadable(line, whole, f"rivillä ei ole merkkiä {SAME} eikä {NEAR}")
    elif line.count(SAME) + line.count(NEAR) >= MOST_PHRASES:
        message = f"rivillä on yli {MOST_PHRASES} sanaa"
        yield Finding(whole, RULE, message, "jaa se useaksi riviksi")
    else:
        yield from _phrase_mistakes(line, path, number)


def _unreadable(line: str, place: Place, message: str) -> Finding:
    hint = "kirjoita esimerkiksi: some = sosiaalinen media"
    return Finding(place, RULE, f'{message}: "{line.strip()[:60]}"', hint)


def _phrase_mistakes(line: str, path: str, number: int) -> Iterator[Finding]:
    seen: set[tuple[str, ...]] = set()
    column = 1
    for phrase in re.split(f"[{SAME}{NEAR}]", line):
        terms, quoted = tuple(words(phrase)), f'"{phrase.strip()}"'
        indent = len(phrase) - len(phrase.lstrip()) if terms else 0
        place = Place(path, number, column + indent)
        if not terms:
            message = "merkin vierestä puuttuu sana"
            yield Finding(place, RULE, message, "lisää sana tai poista merkki")
        elif len(terms) > MOST_WORDS:
            hint = f"käytä enintään {MOST_WORDS} sanaa"
            yield Finding(place, RULE, f"{quoted} on liian pitkä", hint)
        elif terms in seen:
            yield Finding(place, RULE, f"{quoted} on rivillä kahdesti", "poista toinen")
        seen.add(terms)
        column += len(phrase) + 1


def joined(groups: Iterable[Group]) -> list[Group]:
    """The groups, with what is near a word near all that mean the same as it."""
    groups = list(groups)
    same: dict[tuple[str, ...], list[str]] = {}
    for group in groups:
        if group.sign == SAME:
            for phrase in group.phrases:
                same.setdefault(tuple(words(phrase)), []).extend(group.phrases)
    return [
        group
        if group.sign == SAME
        else Group(
            tuple(
                dict.fromkeys(
                    [
                        other
                        for phrase in group.phrases
                        for other in (phrase, *same.get(tuple(words(phrase)), ()))
                    ]
                )
            ),
            NEAR,
        )
        for group in groups
    ]


def of_glossary(text: str) -> list[Group]:
    """The terms of a glossary page that have other names."""
    found = ((name.words for name in group) for group in other_names(text))
    named = (tuple(dict.fromkeys(filter(words, group))) for group in found)
    return [Group(group) for group in named if 1 < len(group) <= MOST_PHRASES]


def of_word_list(text: str) -> list[Group]:
    """The words that the guide avoids and those it uses instead, out of the list for the spelling:
    `feedi -> syöte`.
    """
    lines = (line.partition("#")[0].partition("->") for line in text.split("\n"))
    return [
        Group((used.strip(), avoided.split("~")[0].strip()))
        for avoided, arrow, used in lines
        if arrow
    ]
