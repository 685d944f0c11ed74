"""Voikko: where Finnish words may be broken, what their basic forms are, whether they are spelt
right.
"""

import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

SOFT_HYPHEN = "\u00ad"
# Letters of the shortest word that is broken, and how many stay before and come after the break: in
# a column of text as few breaks as it can do with, in a narrow one as many as it may.
WIDE, NARROW = (8, 3, 4), (6, 2, 2)
LONGEST = 80  # letters; Voikko reads a longer one as a thousand compounds, and no word is one

# What spaces separate, and in it the words: letters with the signs that belong inside a word.
CHUNK = re.compile(r"\S+")
WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f\u00ad'’:\u2010\u2011-]*")
JOINT = re.compile(r"([\u2010\u2011-])")

# An address or a file name: a break would put a hyphen into it that the reader would copy.
ADDRESS = re.compile(r"[@\\_=#]|://|\w\.\w|\d")
# "20-vuotiaiden", "2,5-kertainen"
DIGIT_COMPOUND = re.compile(r"[(\[”\"–−]?\d+(?:,\d+)?-[^\W\d_]+[.,;:!?)\]”\"]*")

UNFIT = re.compile(r"['’:\d_\u00ad\u0300-\u036f]")
# A word that Voikko does not know is broken by the rules of Finnish syllables only if it looks
# Finnish.
LOOKS_FINNISH = re.compile(r"[abdefghijklmnoprstuvyäö]+(?:[aouyäöi]|(?<=[aeiouyäö])n)")

# Where libvoikko looks for its dictionaries.
FOLDERS = (
    *("~/.voikko", "/etc/voikko", "/usr/lib/voikko", "/usr/share/voikko"),
    *("/usr/local/lib/voikko", "/usr/local/share/voikko", "/opt/local/lib/voikko"),
    *("/opt/homebrew/lib/voikko", "/opt/homebrew/share/voikko"),
)

Breaks = tuple[int, ...]
Column = tuple[int, int, int]


class VoikkoMissing(Exception):
    """Voikko or its Finnish dictionary is not installed; the message tells in Finnish
    what to run.
    """

    def __init__(self, reason: str):
        super().__init__(
            f"suomen kielen tavutus puuttuu ({reason}) – asenna Voikko: "
            "sudo apt-get install libvoikko1 voikko-fi  (macOS: brew install libvoikko)"
        )


def dictionary() -> str:
    """Which Voikko and dictionary there are, by the library's version and the sizes and times of
    the files; "" when there is none to use.
    """
    try:
        library = f"{_library().Voikko.getVersion()} "
    except (ImportError, OSError):
        return ""
    folders = [os.environ.get("VOIKKO_DICTIONARY_PATH", ""), *FOLDERS]
    found = (
        (str(file), file.stat().st_size, file.stat().st_mtime_ns)
        for folder in filter(None, folders)
        for file in sorted(Path(folder).expanduser().glob("*/*/mor.vfst"))
    )
    named = ", ".join(map(repr, found))
    return named and library + named


def _library() -> Any:
    """The module libvoikko, whose library opens. Raises ImportError, OSError."""
    import libvoikko

    libvoikko.VoikkoLibrary.open()
    return libvoikko


class Voikko:
    """Finnish by libvoikko, for one thread; a context manager that frees the dictionary at its end.

    Raises VoikkoMissing when the library or the dictionary is not there.
    """

    def __init__(self):
        try:
            libvoikko = _library()  # alone: a half-made libvoikko.Voikko complains when freed
        except (ImportError, OSError) as error:
            raise VoikkoMissing(str(error)) from error
        try:
            self._voikko = libvoikko.Voikko("fi")
        except libvoikko.VoikkoException as error:
            raise VoikkoMissing(str(error)) from error
        self._voikko.setNoUglyHyphenation(True)
        self._breaks: dict[tuple[str, Column], Breaks] = {}
        self._lemmas: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> "Voikko":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._voikko.terminate()

    def hyphenate(self, text: str, narrow: bool = False) -> str:
        """Running text with a soft hyphen (U+00AD) wherever a word may be broken in such a column;
        nothing else changes.

        Left alone: short words, words with digits, capitals inside or a case ending after a colon,
        addresses, and words that already hold a soft hyphen (their editor has decided).
        """
        column = NARROW if narrow else WIDE
        return CHUNK.sub(lambda chunk: self._chunk(chunk[0], column), text)

    def lemmas(self, word: str) -> list[str]:
        """The basic forms the word may be an inflection of, the simplest compound first; empty for
        an unknown word.
        """
        if word not in self._lemmas:
            analyses = sorted(
                self.analyses(word), key=lambda analysis: analysis.get("STRUCTURE", "").count("=")
            )
            forms = (analysis.get("BASEFORM", "") for analysis in analyses)
            self._lemmas[word] = tuple(dict.fromkeys(form for form in forms if form))
        return list(self._lemmas[word])

    def analyses(self, word: str) -> list[dict[str, str]]:
        """Voikko's own analyses of the word: BASEFORM, CLASS, STRUCTURE, FSTOUTPUT and others, as
        it names them.
        """
        return self._voikko.analyze(word) if len(word) <= LONGEST else []

    def built_on(self, word: str, lemma: str) -> bool:
        """Whether the word is a form of the lemma, of a compound with it, or derived from it."""
        return any(
            analysis.get("BASEFORM", "").endswith(lemma)
            or f"({lemma})" in analysis.get("WORDBASES", "")
            for analysis in self.analyses(word)
        )

    def finite_verb(self, word: str) -> str:
        """The person of a finite verb form ("1" to "3", "4" for the passive); "" for any other
        word.
        """
        analysis = next(iter(self.analyses(word)), {})
        return analysis.get("PERSON", "") if analysis.get("CLASS") == "teonsana" else ""

    def spell(self, word: str) -> bool:
        """Whether the word is a correct Finnish word form."""
        return len(word) <= LONGEST and self._voikko.spell(word)

    def suggest(self, word: str) -> list[str]:
        """Corrections for a misspelt word, best first."""
        return self._voikko.suggest(word) if len(word) <= LONGEST // 2 else []

    def _chunk(self, chunk: str, column: Column) -> str:
        if len(chunk) < column[0] or (
            ADDRESS.search(chunk) and not DIGIT_COMPOUND.fullmatch(chunk)
        ):
            return chunk
        return WORD.sub(lambda word: self._word(word[0], column), chunk)

    def _word(self, word: str, column: Column) -> str:
        return "".join(self._part(part, column) for part in JOINT.split(word))

    def _part(self, part: str, column: Column) -> str:
        # An acronym, or a name like SlideShare.
        named = any(letter.isupper() for letter in part[1:])
        if len(part) < column[0] or named or UNFIT.search(part):
            return part
        if (part, column) not in self._breaks:
            self._breaks[part, column] = self._find_breaks(part, column)
        edges = (0, *self._breaks[part, column], len(part))
        return SOFT_HYPHEN.join(part[start:end] for start, end in pairwise(edges))

    def _find_breaks(self, word: str, column: Column) -> Breaks:
        shortest, before, after = column
        known = bool(self.analyses(word))
        if len(word) > LONGEST or (not known and not LOOKS_FINNISH.fullmatch(word)):
            return ()
        # The limit holds for the parts of a compound too: breaks at its joints, then inside its
        # longer parts.
        self._voikko.setMinHyphenatedWordLength(shortest)
        pattern = self._voikko.getHyphenationPattern(word)
        return tuple(
            at
            for at, sign in enumerate(pattern)
            if sign == "-" and before <= at <= len(word) - after
        )
