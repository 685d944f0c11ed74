"""The rules that findings name, out of rules.yml: what each means, and what proofreading looks
for.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .text.own_yaml import read_own_yaml

FILE = Path(__file__).with_suffix(".yml")
PROOFREADING = "proofreading"


@dataclass(frozen=True)
class Rule:
    """`where` it is met: in proofreading, or in "text", "data" or "anywhere". `fix` replaces what
    the pattern matches, or its group; empty where only a person can tell, whom `hint` helps.
    """

    name: str
    why: str
    where: str = PROOFREADING
    pattern: re.Pattern | None = None
    message: str = ""
    fix: str = ""
    hint: str = ""
    wrong: str = ""
    right: str = ""


@cache
def rules() -> dict[str, Rule]:
    """By name, in the order of the file."""
    read = read_own_yaml(FILE)
    return {name: Rule(name, pattern=_pattern(entry), **entry) for name, entry in read.items()}


def _pattern(entry: dict) -> re.Pattern | None:
    """What a rule looks for, taken out of its entry: its pattern, or the beginnings of its
    phrases.
    """
    pattern, phrases = entry.pop("pattern", None), entry.pop("phrases", ())
    if phrases:
        begun = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
        pattern = rf"(?i)\b(?:{begun})\w*"
    return re.compile(pattern) if pattern else None


@cache
def proofreading() -> dict[str, Rule]:
    """Those that an editor can excuse in one place."""
    return {name: rule for name, rule in rules().items() if rule.where == PROOFREADING}
