"""What is wrong with the input, and where: one line in Finnish for each finding."""

import re
from dataclasses import dataclass, field
from pathlib import Path

# A finding is one line whatever it cites, names of files too: a second one could pass for a command of GitHub's.
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{_BREAKS.sub(' ', self.path)}:{self.line}:{self.column}"


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
            object.__setattr__(self, name, _BREAKS.sub(" ", getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}" + (f" – {self.hint}" if self.hint else "")


class BadInput(Exception):
    """Input that cannot be used; carries every finding of the reading that raised it."""

    def __init__(self, *findings: Finding):
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def shown(path: Path | str) -> str:
    """The path as a message shows it: from the working directory where it lies below it."""
    path = Path(path).absolute()
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
