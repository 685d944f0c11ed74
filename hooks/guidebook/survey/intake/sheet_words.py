"""The words of spreadsheets, out of sheet_words.yml."""

from pathlib import Path

import yaml

WORDS = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


def by_word(lists: dict) -> dict[str, object]:
    """Word → in whose list it stands."""
    return {word: name for name, words in lists.items() for word in words}
