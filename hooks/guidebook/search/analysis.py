"""Words taken apart: basic form, parts of a compound, roots. Voikko tells those it knows, the other
words their kin.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..finnish import Voikko, vocabulary
from . import spoken
from .ending_rules import EndingRules
from .words import fold

ROOT = re.compile(r"\[Xp\](.*?)\[X\]")
DERIVED = re.compile(r"\[X[jr]\]")

# Words that say little of what is sought: pronouns, conjunctions, postpositions, "not".
FUNCTION_CLASSES = {"asemosana", "sidesana", "suhdesana", "kieltosana"}
# What questions are built of, and says as little.
FUNCTION_LEMMAS = {
    "olla",
    "voida",
    "pitää",
    "saada",
    "täytyä",
    "tarvita",
    "kannattaa",
    "tehdä",
    "haluta",
    "milloin",
    "miten",
    "miksi",
    "kuinka",
    "missä",
    "mistä",
    "mihin",
    "minne",
    "paljonko",
    "montako",
    "millainen",
    "minkälainen",
    "sellainen",
    "tällainen",
    "tuollainen",
    "entä",
    "ehkä",
    "edes",
    "enää",
    "vielä",
    "koskaan",
    "joskus",
    "yleensä",
    "ihan",
    "jo",
    "vain",
    "myös",
    "niin",
    "sitten",
    "siis",
    "silti",
    "eli",
    "kun",
    "jos",
    "jotta",
}

FOREIGN = re.compile("[^aeiouy]i$")  # hashtagit is of hashtag, as if that were hashtagi

SHORTEST_PART = 4  # letters of a compound's part
LONGEST = 40  # letters of a compound that is taken apart here


@dataclass(frozen=True, order=True)
class Lemma:
    """A basic form; `parts` are (as it stands in the compound, its own basic form), one pair for a
    simple word.
    """

    word: str
    parts: tuple[tuple[str, str], ...] = ()
    roots: tuple[str, ...] = ()  # what the word or its parts are derived from
    function: bool = False  # says little of what is sought
    verb: bool = False


class Analyst:
    """Lemmas of words. The analyses with fewest parts are kept, and of those the ones with few
    derivations.
    """

    def __init__(self, voikko: Voikko):
        self._voikko = voikko
        self._parts: dict[tuple[str, tuple[str, ...]], str] = {}

    def lemmas(self, word: str) -> list[Lemma]:
        """The basic forms of a word, none when Voikko does not know it."""
        analyses = [
            found
            for found in self._voikko.analyses(word)
            if found.get("BASEFORM") and _joints(found)
        ]
        if not analyses:
            return []
        fewest = min(map(_joints, analyses))
        kept = [found for found in analyses if _joints(found) == fewest]
        plainest = min(map(_derivations, kept))
        # käytöstä is käytös or, with one derivation, käyttö; ohjeista is ohje, and hardly ohjeinen.
        kept = [
            found
            for found in kept
            if _derivations(found) == plainest
            or (_derivations(found) == plainest + 1 and not found["BASEFORM"].endswith("inen"))
        ]
        lemmas: dict[str, Lemma] = {}
        for lemma in sorted(self._lemma(word, found) for found in kept):
            lemmas.setdefault(lemma.word, lemma)
        return list(lemmas.values())

    def compound(self, word: str) -> list[Lemma]:
        """A compound that Voikko does not know as two words that it does, the later one as long as
        can be.
        """
        for at in (
            range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) <= LONGEST else ()
        ):
            start, ends = word[:at], self.lemmas(word[at:])
            if ends and any(lemma.word == start for lemma in self.lemmas(start)):
                return [
                    Lemma(start + end.word, ((start, start), *end.parts), end.roots, verb=end.verb)
                    for end in ends
                ]
        return []

    def _lemma(self, word: str, analysis: dict[str, str]) -> Lemma:
        base = _plain(analysis["BASEFORM"])
        roots = tuple(
            dict.fromkeys(_plain(root) for root in ROOT.findall(analysis.get("FSTOUTPUT", "")))
        )
        lengths = [len(part) for part in analysis["STRUCTURE"].split("=")[1:]]
        parts, start = [], 0
        for length in lengths[:-1]:
            piece = word[start : start + length]
            parts.append((piece, self._part(piece, roots)))
            start += length
        parts.append((base[start:], base[start:]))
        known = {base, *(lemma for _, lemma in parts)}
        function = analysis.get("CLASS") in FUNCTION_CLASSES or base in FUNCTION_LEMMAS
        return Lemma(
            base,
            tuple(part for part in parts if part[0]),
            tuple(root for root in roots if root not in known),
            function,
            verb=analysis.get("CLASS") == "teonsana",
        )

    def _part(self, piece: str, roots: tuple[str, ...]) -> str:
        """The basic form of a compound's earlier part: työn(antaja) → työ, sitoutumis(aste) →
        sitoutua.
        """
        key = piece, roots
        if key not in self._parts:
            analyses = [found for found in self._voikko.analyses(piece) if _joints(found) == 1]
            forms = [_plain(found["BASEFORM"]) for found in analyses]
            derived = [
                form
                for form, found in zip(forms, analyses, strict=True)
                if set(map(_plain, ROOT.findall(found.get("FSTOUTPUT", "")))) & set(roots)
            ]
            near = [root for root in roots if root[:3] == piece[:3]]
            self._parts[key] = next(
                iter([*(form for form in forms if form in roots), *derived, *forms, *near]), piece
            )
        return self._parts[key]


def _joints(analysis: dict[str, str]) -> int:
    return analysis.get("STRUCTURE", "").count("=")


def _derivations(analysis: dict[str, str]) -> int:
    return len(DERIVED.findall(analysis.get("FSTOUTPUT", "")))


def _plain(word: str) -> str:
    return word.replace("=", "").replace("-", "").lower()


def analyse(words: Iterable[str], voikko: Voikko) -> dict[str, list[Lemma]]:
    """Word → its basic forms, never none: a word that Voikko does not know is held against those it
    resembles.

    "LinkedInissä" gets "linkedin" when that stands among the words too and the endings are ones the
    known words have.
    """
    analyst = Analyst(voikko)

    def tell(word: str) -> list[list[tuple]]:
        lemmas = analyst.lemmas(spoken.STANDARD.get(word, word))
        others = [] if lemmas else analyst.compound(word)
        return [[_packed(lemma) for lemma in each] for each in (lemmas, others)]

    analyses = vocabulary.answers(words, tell, "lemmat")
    found = {word: [*map(_lemma, lemmas)] for word, (lemmas, _) in analyses.items()}
    unknown = {word for word, lemmas in found.items() if not lemmas}
    plain = {fold(word): word for word in sorted(unknown)}
    rules = EndingRules.learnt(pairs(found))
    for word in sorted(unknown):
        if compounds := analyses[word][1]:
            found[word] = [*map(_lemma, compounds)]
            continue
        bases = [base for base, verb in rules.readings(word) if not verb]
        bases += [base[:-1] for base in bases if FOREIGN.search(base)]
        kin = [plain[base] for base in bases if base in plain and len(base) >= 3]
        found[word] = [Lemma(min(kin, key=len, default=word))]
    return found


def _packed(lemma: Lemma) -> tuple:
    return lemma.word, lemma.parts, lemma.roots, lemma.function, lemma.verb


def _lemma(data: list) -> Lemma:
    word, parts, roots, function, verb = data
    return Lemma(word, tuple(map(tuple, parts)), tuple(roots), function, verb)


def pairs(analyses: dict[str, list[Lemma]]) -> list[tuple[str, str, bool]]:
    """(word, basic form, whether that is a verb) for all the words."""
    return [(word, lemma.word, lemma.verb) for word, lemmas in analyses.items() for lemma in lemmas]
