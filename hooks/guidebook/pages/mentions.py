"""Where the pages name numbers: each spot with its sentence as a reader sees it, the numbers filled
in.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import finnish
from ..findings import Place, Problem
from ..numbers import Numbers, claims
from .page import Page

LONGEST = 400  # characters of a sentence that is told

_MARKER = re.compile(r"\{\{([^{}\n]*(?:\n[^{}\n]+)*)\}\}")
_CLAIM = re.compile(r'\{[^{}\n]*väite="([^"\n]*)"[^{}\n]*\}')
_BREAK = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+] |\d{1,3}\. |#|\||/{3}|>))|(?<=\n)[ \t]*/{3}[^\n]*\n"
)
_SENTENCE_END = re.compile(r"[.!?…][”)*_]{0,4}(?=\s+[A-ZÅÄÖ”(–{\[*])")
_LEAD = re.compile(r"^(?:[-*+>|]|#{1,6}|\d{1,3}\.|/{3,}[^\n]*)[ \t]*")
_PLAIN = (
    (re.compile(r"<!--.*?(?:-->|\Z)"), ""),
    (re.compile(r"\[[@^][^\]\n]*\]"), ""),
    (
        re.compile(r"\]\([^()\n]*\)|\]\{[^{}\n]*\}|\{[^{}\n]*\}"),
        "",
    ),  # an address or attributes; the words stay
    (re.compile(r"!?\[|\]|\*+|`+"), ""),
    (re.compile(r" ?\| ?"), " | "),
    (re.compile(r" (?=[.,;:!? ])"), ""),
)


@dataclass(frozen=True)
class Mention:
    """A spot that names a number: `reference` is "id" or "id[key]"; `claim` is the claim's text, ""
    elsewhere.
    """

    reference: str
    place: Place
    sentence: str
    claim: str = ""


def mentions(page: Page, numbers: Numbers) -> Iterator[Mention]:
    """Every spot of the page that names a number, in text, claims, figures and tables, in that
    order.
    """
    sentences = Sentences(page, numbers)
    for match in _MARKER.finditer(page.prose):
        words = match[1].split()
        if words:
            told = sentences.around(match.start())
            yield Mention(words[0].removesuffix(".n"), page.place(match.start()), told)
    for match in _CLAIM.finditer(page.prose):
        try:
            references = claims.parse(match[1]).references
        except Problem:
            references = ()
        told = sentences.around(match.start())
        for reference in dict.fromkeys(
            reference.removesuffix(".n") for reference in references
        ) or ("",):
            yield Mention(reference, page.place(match.start()), told, match[1])
    for block in page.blocks:
        if block.name in ("kuvio", "taulukko"):
            for name in block.argument.split(","):
                yield Mention(name.strip(), block.place, f"/// {block.name} | {block.argument}")


class Sentences:
    """The sentences of a page, headings, items and rows of tables among them, each
    filled in once.
    """

    def __init__(self, page: Page, numbers: Numbers):
        self._page, self._numbers = page, numbers
        breaks = {match.end() for match in _BREAK.finditer(page.prose)}
        ends = {match.end() for match in _SENTENCE_END.finditer(page.prose)}
        self._begins = sorted({0, *breaks, *ends})
        self._filled: dict[int, str] = {}

    def around(self, offset: int) -> str:
        """The sentence around a character of the page, without its markup."""
        after = bisect.bisect_right(self._begins, offset)
        begin = self._begins[after - 1]
        if begin not in self._filled:
            end = self._begins[after] if after < len(self._begins) else len(self._page.source)
            self._filled[begin] = plain(self._page.source[begin:end], self._numbers)
        return self._filled[begin]


def plain(text: str, numbers: Numbers) -> str:
    """Markdown as one line of words, the numbers filled in and cut to a length."""
    words = _MARKER.sub(
        lambda match: _shown(match[1].split(), numbers), _LEAD.sub("", text.strip())
    )
    words = re.sub(r"[ \t\n]+", " ", words)
    for pattern, instead in _PLAIN:
        words = pattern.sub(instead, words)
    words = words.strip(" |")
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def _shown(words: list[str], numbers: Numbers) -> str:
    try:
        number = numbers.resolve(words[0])
        return (
            finnish.decline(number.value, number.unit, number.decimals, words[1])
            if len(words) > 1
            else number.text
        )
    except (Problem, IndexError):
        return "…"
