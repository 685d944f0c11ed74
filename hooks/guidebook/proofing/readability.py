"""How heavy a page is to read: its words, the length of its sentences and how often its verbs are
passive.
"""

from dataclasses import dataclass
from statistics import fmean

from ..findings import Place
from ..finnish.voikko import Voikko
from ..pages.page import Page
from .prose import sentences, words_read

LONG = 25  # words; a longer sentence gets a finding
WORDS_A_MINUTE = 160  # Finnish words are long: about 20 % fewer in a minute than English


@dataclass(frozen=True)
class Readability:
    """`words` are those that a reader reads. Shares are fractions; the passive share is that of the
    finite verbs.
    """

    words: int
    minutes: int
    mean_length: float
    long_share: float
    passive_share: float
    longest: Place
    longest_length: int


def word_count(page: Page) -> int:
    """How long a page is: the words that its reader reads."""
    return sum(1 for _ in words_read(page))


def reading_minutes(words: int) -> int:
    """At the pace of an adult who reads Finnish expository text with thought."""
    return max(1, round(words / WORDS_A_MINUTE))


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
    words = word_count(page)
    return Readability(
        words=words,
        minutes=reading_minutes(words),
        mean_length=fmean(lengths),
        long_share=sum(length > LONG for length in lengths) / len(read),
        passive_share=persons.count("4") / len(persons) if persons else 0.0,
        longest=page.place(longest.offset),
        longest_length=len(longest.words),
    )
