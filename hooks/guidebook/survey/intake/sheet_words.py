"""The words of spreadsheets, out of sheet_words.yml."""

from pathlib import Path

from ...text.own_yaml import read_own_yaml

WORDS = read_own_yaml(Path(__file__).with_suffix(".yml"))


def by_word(lists: dict) -> dict[str, object]:
    """Word → in whose list it stands."""
    return {word: name for name, words in lists.items() for word in words}
