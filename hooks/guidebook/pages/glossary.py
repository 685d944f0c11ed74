"""The other names of what a glossary explains.

In a glossary: terms on lines of their own, then `:   ` and the definition, which may tell other
names.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..syntax import FOREIGN_WORD

_DEFINITION = re.compile(r":[ \t]+(.*)")
_ALSO = re.compile(r"\b[Kk]utsutaan myös (nimellä )?([^,.;:()\[\]]+)")


class Name(NamedTuple):
    """In the basic form, unless `inflected`; the language is "" for Finnish."""

    words: str
    language: str = ""
    inflected: bool = False


def other_names(text: str) -> list[tuple[Name, ...]]:
    """The terms of a glossary page that have other names, each with them.

    Those are several terms over one definition and, before the reference to a chapter, "Kutsutaan
    myös …" and names in another language, `[follower]{lang=en}`.
    """
    groups: list[tuple[Name, ...]] = []
    terms: list[str] = []
    for line in text.split("\n"):
        definition = _DEFINITION.match(line)
        if definition and terms:
            explanation = definition[1].split("Katso ")[0]
            names = [*map(Name, terms), *_names_in(explanation)]
            groups.append(tuple(dict.fromkeys(names)))
        terms = (
            [*terms, line.strip()]
            if line.strip() and not definition and not line.startswith((" ", "#"))
            else []
        )
    return [group for group in groups if len(group) > 1]


def _names_in(explanation: str) -> Iterator[Name]:
    for named, names in _ALSO.findall(explanation):
        for words in re.split(r" (?:eli|tai|ja) ", names):
            yield Name(words, inflected=not named)
    for words, language in FOREIGN_WORD.findall(explanation):
        yield Name(words, language)
