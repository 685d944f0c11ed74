"""The rules of proofreading, out of rules.yml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("rules.yml")


@dataclass(frozen=True)
class Rule:
    """`fix` replaces what the pattern matches, or its group; empty where only a person can tell."""

    name: str
    why: str
    pattern: re.Pattern | None = None
    message: str = ""
    fix: str = ""
    wrong: str = ""
    right: str = ""


@cache
def rules() -> dict[str, Rule]:
    """By name, in the order of the file."""
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        name: Rule(
            name,
            **{**entry, "pattern": re.compile(entry["pattern"]) if "pattern" in entry else None},
        )
        for name, entry in read.items()
    }
