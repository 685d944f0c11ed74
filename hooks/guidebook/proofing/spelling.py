"""Spelling and terms by Voikko and the project's word list."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..findings import Finding, asked, shown
from ..finnish.voikko import Voikko
from ..pages.page import Page
from .prose import words
from .wordlist import Wordlist


def check(page: Page, wordlist: Wordlist, path: Path, voikko: Voikko) -> Iterator[Finding]:
    """Each misspelt or unwanted word; `path` is that of the word list."""
    for word in words(page):
        if better := wordlist.instead_of(word.text, voikko):
            yield Finding(
                page.place(word.offset), "termi", f'"{word.text}"', f'oppaan sana on "{better}"'
            )
        elif not _right(word.text, wordlist, voikko):
            near = voikko.suggest(word.text)[:3]
            question = f"{asked(*near)} " if near else ""
            yield Finding(
                page.place(word.offset),
                "oikeinkirjoitus",
                f'"{word.text}"',
                f"{question}Jos sana on oikein, opeta se tiedostossa {shown(path)}",
            )


def _right(word: str, wordlist: Wordlist, voikko: Voikko) -> bool:
    if word.isupper() or voikko.spell(word) or wordlist.knows(word, voikko):
        return True
    lowered = word[0].lower() + word[1:]  # at the head of a sentence
    if lowered != word and wordlist.knows(lowered, voikko):
        return True
    stem, colon, _ = word.partition(":")
    if colon:
        return _right(stem, wordlist, voikko)
    parts = [part for part in re.split(r"[-\u2010\u2011]", word) if part]
    return len(parts) > 1 and all(
        len(part) == 1 or _right(part, wordlist, voikko) for part in parts
    )
