"""How heavy a page is to read: the length of its sentences and how often its verbs are passive."""

from dataclasses import dataclass
from statistics import fmean

from ..findings import Place
from ..finnish.voikko import Voikko
from ..pages.page import Page
from .prose import sentences

LONG = 25  # words; a longer sentence gets a finding


@dataclass(frozen=True)
class Readability:
    """Shares are fractions; the passive share is that of the finite verbs."""

    words: int
    sentences: int
    mean_length: float
    long_share: float
    passive_share: float
    longest: Place
    longest_length: int


def measure(page: Page, voikko: Voikko) -> Readability | None:
    """None for a page without sentences."""
    read = list(sentences(page))
    if not read:
        return None
    lengths = [len(sentence.words) for sentence in read]
    persons = [
        person
        for sentence in read
        for word in sentence.words
        if (person := voikko.finite_verb(word))
    ]
    longest = max(read, key=lambda sentence: len(sentence.words))
    return Readability(
        words=sum(lengths),
        sentences=len(read),
        mean_length=fmean(lengths),
        long_share=sum(length > LONG for length in lengths) / len(read),
        passive_share=persons.count("4") / len(persons) if persons else 0.0,
        longest=page.place(longest.offset),
        longest_length=len(longest.words),
    )
