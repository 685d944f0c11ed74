"""The table that ships to readers: what the engine knows of the guide's words, and nothing of
Voikko's own data.

A JSON object of strings, so that a browser reads it at once and gzip finds what repeats:

lemmas    a line for each basic form: the form itself, a tab, its forms in the pages. A compound's
          parts are joined by `|`, a part's own basic form follows `=`, roots follow `<`:
          `työn=työ|antaja<antaa`. `~` ends a verb, `!` a word that says little. A form is what is
          taken off the basic form's end, one digit in base 36, and what is put there: `0n` is
          työnantajan, `1ien` työnantajien.
rules     a line for each ending: the ending, and after spaces the basic form's endings, commonest
          first, with `~` when it is a verb's; `-` stands for no ending. Without dots and accents,
          as the engine compares words.
synonyms  a line for each group of words or phrases that mean the same, parted by `=`, or nearly,
          parted by `~`
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..finnish import Voikko
from . import spoken
from .analysis import FUNCTION_LEMMAS, Lemma, analyse, pairs
from .ending_rules import EndingRules, shared
from .synonyms import Group, joined
from .words import words

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST_BASES = 6  # of one ending


def table(vocabulary: Iterable[str], synonyms: Iterable[Group], voikko: Voikko) -> dict[str, str]:
    """The table of the words of the pages, of synonyms that lead to them, and of small words."""
    used = set(vocabulary)
    groups = joined(synonyms)
    analyses = analyse(used | _named(groups), voikko)
    known = {
        base for word in used for lemma in analyses[word] for base in (*_bases(lemma), *lemma.roots)
    }
    groups = [
        group
        for group in groups
        if any(_leads(phrase, analyses, known) for phrase in group.phrases)
    ]
    analyses = {word: analyses[word] for word in sorted(used | _named(groups))}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, Lemma] = {}
    unseen = _named(groups) - used
    for word, lemma in [*_readings(analyses), *_small_words(used, voikko)]:
        lemmas.setdefault(lemma.word, lemma)
        forms[lemma.word] |= {word} - unseen
    return {
        "lemmas": "\n".join(_line(lemmas[word], sorted(forms[word])) for word in sorted(lemmas)),
        "rules": "\n".join(_rules(analyses)),
        "synonyms": "\n".join(
            group.sign.join(_phrase(phrase, analyses) for phrase in group.phrases)
            for group in groups
        ),
    }


def _small_words(used: set[str], voikko: Voikko) -> Iterator[tuple[str, Lemma]]:
    """Words of questions and their spoken forms, which readers type though no page has them."""
    for word, lemma in _readings(analyse((FUNCTION_LEMMAS | set(spoken.STANDARD)) - used, voikko)):
        if lemma.function or word in spoken.STANDARD:
            yield word, lemma


def _readings(analyses: dict[str, list[Lemma]]) -> Iterator[tuple[str, Lemma]]:
    return ((word, lemma) for word, lemmas in analyses.items() for lemma in lemmas)


def _named(groups: Iterable[Group]) -> set[str]:
    return {word for group in groups for phrase in group.phrases for word in words(phrase)}


def _bases(lemma: Lemma) -> set[str]:
    return {lemma.word, *(part for _, part in lemma.parts)}


def _leads(phrase: str, analyses: dict[str, list[Lemma]], known: set[str]) -> bool:
    """Whether the pages have the words of a phrase, or the parts of its compounds."""
    return all(
        any(
            lemma.word in known
            or (_bases(lemma) - {lemma.word} and _bases(lemma) - {lemma.word} <= known)
            for lemma in analyses[word]
        )
        for word in words(phrase)
    )


def _phrase(phrase: str, analyses: dict[str, list[Lemma]]) -> str:
    """A phrase in basic forms; a word that is one already stays."""
    bases = ((word, [lemma.word for lemma in analyses[word]]) for word in words(phrase))
    return " ".join(word if word in lemmas else lemmas[0] for word, lemmas in bases)


def _line(lemma: Lemma, forms: list[str]) -> str:
    parts = lemma.parts if len(lemma.parts) > 1 else ((lemma.word, lemma.word),)
    pieces = "|".join(piece if piece == base else f"{piece}={base}" for piece, base in parts)
    roots = "".join(f"<{root}" for root in lemma.roots)
    kind = "~" * lemma.verb + "!" * lemma.function
    return f"{pieces}{roots}{kind}\t{' '.join(_form(lemma.word, form) for form in forms)}"


def _form(base: str, form: str) -> str:
    kept = max(shared(base, form), len(base) - len(DIGITS) + 1)
    return f"{DIGITS[len(base) - kept]}{form[kept:]}"


def _rules(analyses: dict[str, list[Lemma]]) -> Iterable[str]:
    for ending, bases in EndingRules.learnt(pairs(analyses)).counts.items():
        yield " ".join(
            [
                ending,
                *((base or "-") + "~" * verb for (base, verb), _ in bases.most_common(MOST_BASES)),
            ]
        )
