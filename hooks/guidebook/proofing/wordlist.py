"""The project's word list: words that Voikko does not know, and words the guide does not use.

trolli ~ tuoli                   a new word that is inflected like one Voikko knows
selfie                           a new word as it stands
spesialisti -> asiantuntija      a word the guide does not use, and the one it does
postaus ~ vastaus -> julkaisu    the same of a word that Voikko does not know
"""

import re
from dataclasses import dataclass
from pathlib import Path

from ..findings import BadInput, Place, Problem, shown
from ..finnish.voikko import Voikko
from ..text.source import read_text

_LINE = re.compile(
    r"(?P<word>[^\s~]+)(?:\s+~\s+(?P<model>\S+))?(?:\s+->\s+(?P<better>(?!.*->)\S.*))?"
)
RULE = "sanalista"
MOST = 1_000  # lines: a new word is held against all of them


@dataclass(frozen=True)
class Taught:
    """A new word and the known one it is inflected like; the stems leave out the
    ending they share.
    """

    word: str
    stem: str
    model: str
    model_stem: str

    def inflects_to(self, form: str, voikko: Voikko) -> bool:
        """Whether the form is one of the word's, or a compound with it: nettitrollit is
        nettituolit.
        """
        at = form.find(self.stem)
        known = form[:at] + self.model_stem + form[at + len(self.stem) :]
        return at >= 0 and voikko.built_on(known, self.model)


@dataclass(frozen=True)
class Wordlist:
    taught: tuple[Taught, ...]
    fixed: frozenset[str]
    banned: dict[str, str]  # lemma → what the guide says instead

    def knows(self, word: str, voikko: Voikko) -> bool:
        return word in self.fixed or any(taught.inflects_to(word, voikko) for taught in self.taught)

    def instead_of(self, word: str, voikko: Voikko) -> str | None:
        """The guide's own word for a banned one; None for any other word."""
        lemmas = [lemma.lower() for lemma in voikko.lemmas(word)[:1]]
        lemmas += [
            taught.word
            for taught in self.taught
            if taught.word in self.banned and taught.inflects_to(word.lower(), voikko)
        ]
        return next((self.banned[lemma] for lemma in lemmas if lemma in self.banned), None)


def read(path: Path, voikko: Voikko) -> Wordlist:
    """Raises BadInput with a finding for each line that cannot be used."""
    lines = read_text(path).splitlines()
    if len(lines) > MOST:
        problem = Problem(
            RULE, f"sanalistassa on yli {MOST} riviä", "poista sanat, joita opas ei enää käytä"
        )
        raise BadInput(problem.at(Place(shown(path), MOST)))
    taught, fixed, banned, findings = [], set(), {}, []
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        try:
            word, model, better = _line(text, voikko)
        except Problem as problem:
            findings.append(problem.at(Place(shown(path), number)))
            continue
        if model:
            shared = _shared_ending(word, model)
            stems = word[: len(word) - shared], model[: len(model) - shared]
            taught.append(Taught(word, stems[0], model, stems[1]))
        if better:
            banned[word.lower()] = better
        elif not model:
            fixed.add(word)
    if findings:
        raise BadInput(*findings)
    return Wordlist(tuple(taught), frozenset(fixed), banned)


def _line(text: str, voikko: Voikko) -> tuple[str, str | None, str | None]:
    """The word of a line, the one it is inflected like, and the one to use. Raises Problem."""
    match = _LINE.fullmatch(text)
    if not match:
        raise Problem(
            RULE,
            f'riviä "{text}" ei voi lukea',
            'muoto on "trolli ~ tuoli", "selfie" tai "spesialisti -> asiantuntija"',
        )
    model = match["model"]
    if model and not voikko.built_on(model, model):
        raise Problem(
            RULE,
            f'Voikko ei tunne mallisanaa "{model}"',
            "valitse malliksi tuttu sana, joka taipuu samoin",
        )
    return match["word"], model, match["better"]


def _shared_ending(word: str, other: str) -> int:
    longest = min(len(word), len(other)) - 1
    return next((size for size in range(longest, 0, -1) if word[-size:] == other[-size:]), 0)
