"""Where a text speaks of a term: in any form of its words, and of compounds that end with them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, takewhile

from . import vocabulary as kept_words
from .voikko import SOFT_HYPHEN, Voikko

WORD = re.compile(r"[^\W_]+(?:[:'’][^\W\d_]+)*")
ENDING = re.compile(r"[:'’].*")
INFINITIVE = "minen"  # of a verb as a noun, whose basic form is the verb itself
SHORTEST_STEM = 5  # letters; a shorter beginning is that of too many other words
LONG = 7  # letters: a basic form that ends with so many is a compound with them
LAST_PART = re.compile(r"\+[^+()]{4,}\(([^+()]+)\)$")

Forms = frozenset[str]


def words(text: str) -> list[str]:
    """Its words as they are written; a hyphen parts them."""
    return WORD.findall(text.replace(SOFT_HYPHEN, ""))


class Terms:
    """The words of a text, by the terms that they may be forms of."""

    def __init__(self, vocabulary: Iterable[str], voikko: Voikko):
        self._voikko = voikko
        self._known: dict[str, set[str]] = {}  # basic form or part of a compound → words
        self._vocabulary = sorted(set(vocabulary))
        folded = [word.casefold() for word in self._vocabulary]
        self._folded = "\n".join(folded)  # to look through one text is quicker than through many
        self._starts = [*accumulate((len(word) + 1 for word in folded), initial=0)]
        for word, forms in kept_words.answers(self._vocabulary, self._basic, "perusmuodot").items():
            for form in forms:
                self._known.setdefault(form, set()).add(word)
        self._backwards = sorted(form[::-1] for form in self._known)
        self._forms: dict[str, Forms] = {}

    def forms(self, term: str) -> list[Forms]:
        """For each word of the term, the words of the text that are forms of it."""
        return [self._forms_of(word) for word in words(term)]

    def _forms_of(self, word: str) -> Forms:
        if word not in self._forms:
            named = word[:1].isupper()
            lemmas = {lemma.casefold() for lemma in self._voikko.lemmas(word)}
            lemmas = lemmas & {word.casefold()} or lemmas
            if named or not lemmas or word.endswith(INFINITIVE):
                self._forms[word] = frozenset(self._begun(word, named))
            else:
                self._forms[word] = frozenset(self._built_on(lemmas))
        return self._forms[word]

    def _built_on(self, lemmas: set[str]) -> Iterable[str]:
        for lemma in lemmas:
            yield from self._known.get(lemma, ())
            for form in self._ending_with(lemma) if len(lemma) >= LONG else ():
                yield from self._known[form]

    def _begun(self, word: str, named: bool) -> Iterable[str]:
        """A name is written as it is, its ending after it; of a word that Voikko does not know, or
        knows as a verb, the beginning tells.
        """
        for other in self._beginning_with(word):
            if (named and len(word) > 2) or ENDING.sub("", other) == word:
                yield other
        stem = word[: max(SHORTEST_STEM, len(word) - 3)].casefold()
        if not named and len(stem) > 2:
            yield from self._having(stem)

    def _having(self, stem: str) -> Iterator[str]:
        at = self._folded.find(stem)
        while at >= 0:
            number = bisect_right(self._starts, at)
            yield self._vocabulary[number - 1]
            at = self._folded.find(stem, self._starts[number])

    def _ending_with(self, lemma: str) -> Iterator[str]:
        end = lemma[::-1]
        start = bisect_left(self._backwards, end)
        found = takewhile(lambda form: form.startswith(end), self._backwards[start:])
        return (form[::-1] for form in found)

    def _beginning_with(self, word: str) -> Iterator[str]:
        start = bisect_left(self._vocabulary, word)
        return takewhile(lambda other: other.startswith(word), self._vocabulary[start:])

    def _basic(self, word: str) -> list[str]:
        """The basic forms of a word, and of the last part of a compound: what it is a kind of."""
        found: set[str] = set()
        for analysis in self._voikko.analyses(ENDING.sub("", word) if ":" in word else word):
            found.add(analysis.get("BASEFORM", "").casefold())
            if part := LAST_PART.search(analysis.get("WORDBASES", "").casefold()):
                found.add(part[1])
        return sorted(found)


def count(forms: Sequence[Forms], text: Sequence[str]) -> int:
    """How often the words of a term follow each other in a text."""
    if not forms or any(each.isdisjoint(text) for each in forms):
        return 0
    first, *others = forms
    starts = [at for at, word in enumerate(text) if word in first]
    for at, each in enumerate(others, start=1):
        starts = [one for one in starts if one + at < len(text) and text[one + at] in each]
    return len(starts)
