"""What is wrong with the input, and where: one line in Finnish for each finding."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

# What could end a line, steer a terminal, turn the reading round or not be printed at all.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{one_line(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake. `rule` is its Finnish name in lower case with hyphens, `hint` says what to do.

    `of_data` marks the findings that only say that the data do not carry a sentence: in a draft
    they become visible marks. A finding that is not `fatal` is a warning and stops nothing.
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    of_data: bool = field(default=False, compare=False)
    fatal: bool = field(default=True, compare=False)

    def __post_init__(self):
        for name in ("message", "hint"):
            object.__setattr__(self, name, one_line(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}" + (
            f" – {self.hint}" if self.hint else ""
        )


class Problem(Exception):
    """What is wrong, apart from where: raised, or handed on, to who knows the place.

    The fields are those of a Finding; `at` makes one.
    """

    def __init__(
        self,
        rule: str,
        message: str,
        hint: str = "",
        *,
        of_data: bool = False,
        fatal: bool = True,
    ):
        super().__init__(f"{message} – {hint}" if hint else message)
        self.rule, self.message, self.hint = rule, message, hint
        self.of_data, self.fatal = of_data, fatal

    def at(self, place: Place) -> Finding:
        kind = {"of_data": self.of_data, "fatal": self.fatal}
        return Finding(place, self.rule, self.message, self.hint, **kind)


class BadInput(Exception):
    """Input that cannot be used; carries every finding of the reading that raised it."""

    def __init__(self, *findings: Finding):
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def one_line(text: str) -> str:
    """The text on one line and printable: a line of a stranger's own could command CI, and so could
    `##[` within one.
    """
    return _UNPRINTABLE.sub(" ", text).replace("##[", "## [")


def shown(path: Path | str) -> str:
    """The path as a message shows it: from the working directory where it lies below it."""
    path = Path(path).absolute()
    below = path.is_relative_to(Path.cwd())
    return one_line((path.relative_to(Path.cwd()) if below else path).as_posix())


LONGEST_MEANT, MOST_MEANT = 80, 500  # characters of a word, and words, that are compared


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of the words that the word most likely was to be, if any is near enough."""
    return _nearest(word, tuple(words)) if len(word) <= LONGEST_MEANT else None


def meant(word: str, words: Iterable[str]) -> str:
    """'tarkoititko "…"?' for the nearest of the words, or nothing."""
    near = nearest(word, words)
    return asked(near) if near else ""


def asked(*words: str) -> str:
    """'tarkoititko "…" tai "…"?'"""
    return "tarkoititko " + " tai ".join(f'"{word}"' for word in words) + "?"


@lru_cache(1_000)
def _nearest(word: str, words: tuple[str, ...]) -> str | None:
    if len(words) > MOST_MEANT:
        return None
    short = {other.casefold(): other for other in words if len(other) <= LONGEST_MEANT}
    return next((short[near] for near in get_close_matches(word.casefold(), short, n=1)), None)
