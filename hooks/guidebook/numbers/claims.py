"""Claims: what a sentence says of the numbers, as `henkilo-ohittaa-organisaation > 50 ja kanavia.n
>= 300`.

    claim = term op term ["ja" claim]      op = > >= < <= =      term = a decimal or a reference

Values are compared as they are, unrounded, each in its own unit.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from .. import finnish
from ..findings import Problem
from .catalogue import NO_OWN, Number, Numbers

LONGEST = 500
OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}
_TURNED = str.maketrans("<>", "><")
MEANT = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "==": "="}
TOKEN = re.compile(
    r"""\s*(?:
    (?P<op>[<>=≤≥≠!]+)
  | (?P<decimal>[-−]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?)
    (?![^\s<>=≤≥≠!])
  | (?P<reference>[^\s<>=≤≥≠!\[\]]+(?:\[[^\[\]]*\])?[^\s<>=≤≥≠!\[\]]*)
  | (?P<other>\S)
)""",
    re.VERBOSE,
)
FORM = "muoto on esim. tunnus > 50 tai tunnus[rivi] >= toinen-tunnus ja tunnus.n > 100"


def unreadable(message: str, hint: str = FORM) -> Problem:
    """What is wrong with a claim that cannot be read."""
    return Problem("väitteen-muoto", message, hint)


@dataclass(frozen=True)
class Term:
    """A decimal with its value, or a reference to look up."""

    text: str
    value: Decimal | None = None


class Inequality(NamedTuple):
    """One `term op term`."""

    left: Term
    op: str
    right: Term

    @property
    def turned(self) -> "Inequality":
        """The same from its other side: `b < a` for `a > b`."""
        return Inequality(self.right, self.op.translate(_TURNED), self.left)

    def __str__(self) -> str:
        return f"{self.left.text} {self.op} {self.right.text}"


@dataclass(frozen=True)
class Claim:
    """Comparisons that must all hold."""

    inequalities: tuple[Inequality, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """What it looks up, each once, in order."""
        terms = [
            term for inequality in self.inequalities for term in (inequality.left, inequality.right)
        ]
        return tuple(dict.fromkeys(term.text for term in terms if term.value is None))


@dataclass(frozen=True)
class Verdict:
    """Whether a claim holds; `grounds` gives the values it stands or falls on, `warnings` what a
    reader may not see.
    """

    holds: bool
    grounds: str
    warnings: tuple[str, ...] = ()


def parse(text: str) -> Claim:
    """The claim that the text writes. Raises Problem."""
    if len(text) > LONGEST:
        raise unreadable(
            f"väite on liian pitkä ({len(text)} merkkiä)",
            f"enintään {LONGEST} merkkiä; jaa se osiin",
        )
    tokens = [(match.lastgroup, match[match.lastgroup]) for match in TOKEN.finditer(text)]
    if not tokens:
        raise unreadable("väite on tyhjä")
    inequalities = []
    while True:
        left, op, right = term(tokens, "alussa"), sign(tokens), term(tokens, "lopussa")
        inequalities.append(Inequality(left, op, right))
        if not tokens:
            return Claim(tuple(inequalities))
        kind, word = tokens.pop(0)
        if kind == "op":
            raise unreadable(
                f'kaksi vertailua peräkkäin ("{word}")',
                f'jaa ne sanalla ja: "{inequalities[-1]} ja {right.text} {MEANT.get(word, word)} '
                '…"',
            )
        if word != "ja":
            raise unreadable(f'"{word}" ei kuulu väitteeseen', extra(word))


def term(tokens: list[tuple[str, str]], where: str) -> Term:
    """Takes a term from the front of the tokens."""
    if not tokens:
        raise unreadable("väite jää kesken", f"lisää luku tai tunnus; {FORM}")
    kind, text = tokens.pop(0)
    if kind == "decimal":
        return Term(text, decimal(text))
    if kind != "reference" or text == "ja":
        raise unreadable(f'vertailun {where} pitäisi olla luku tai tunnus, mutta siinä on "{text}"')
    if text[0].isdigit() or text[0] in "+-−.,":
        raise unreadable(
            f'"{text}" ei ole luku', "kirjoita luku ilman yksikköä, esim. 50, 42,3 tai 12 500"
        )
    return Term(text)


def sign(tokens: list[tuple[str, str]]) -> str:
    """Takes an operator from the front of the tokens."""
    if not tokens:
        raise unreadable("väitteestä puuttuu vertailu")
    kind, text = tokens.pop(0)
    if kind != "op":
        raise unreadable(f'ennen sanaa "{text}" pitäisi olla vertailu', extra(text))
    if text not in OPERATORS:
        raise unreadable(
            f'"{text}" ei ole vertailu',
            f"kirjoita {MEANT[text]}" if text in MEANT else "vertailut ovat > >= < <= =",
        )
    return text


def extra(word: str) -> str:
    """What to do with a word that does not belong to a claim."""
    if word in ("%", "€", "prosenttia", "euroa", "kpl"):
        return "kirjoita raja ilman yksikköä"
    if word in ("and", "sekä", "&", "&&", ",", ";", "JA", "Ja"):
        return "yhdistä vertailut sanalla ja"
    if word in ("tai", "or", "ei", "not", "|", "||"):
        return "vain ja on käytössä; jaa teksti kahdeksi väitteeksi"
    if word in ("+", "-", "−", "*", "/"):
        return "väitteessä ei lasketa; tee laskusta oma tunnusluku tiedostoon statistics.yml"
    return FORM


def decimal(text: str) -> Decimal:
    """ "12 500,5" → 12500.5. Raises Problem for more digits than a number of the
    guide can have.
    """
    if len(text) > 30:
        raise unreadable(f'luku "{text[:30]}…" on liian pitkä', "tarkista raja")
    return Decimal("".join(text.split()).replace("−", "-").replace(",", "."))


@dataclass(frozen=True)
class Side:
    """A term and what it stands for: a decimal as written, or a number of the guide."""

    term: Term
    number: Number | None

    @property
    def value(self) -> Decimal:
        """Unrounded; a float as the decimal it is written with, so that 2.3 is 2.3."""
        return self.term.value if self.number is None else Decimal(repr(float(self.number.value)))

    def printed(self, more: int = 0) -> Decimal:
        """As a reader sees it, or with more decimals."""
        return (
            self.value
            if self.number is None
            else finnish.rounded(self.value, self.number.decimals + more)
        )

    def shown(self, more: int) -> str:
        return f"{self.term.text} on " + finnish.quantity(
            self.value, self.number.unit, self.number.decimals + more
        )

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The ends of its confidence interval; the value alone where there is none."""
        estimate = self.number and self.number.estimate
        if not estimate or estimate.low is None or estimate.high is None:
            return (self.value,)
        return Decimal(repr(float(estimate.low))), Decimal(repr(float(estimate.high)))


def check(text: str, numbers: Numbers) -> Verdict:
    """Whether the numbers bear the claim out.

    Raises Problem, and Problem for a number that there is not or that is withheld.
    """
    claim = parse(text)
    found = _looked_up(claim, numbers)
    held, fallen, warnings = [], [], []
    for inequality in claim.inequalities:
        sides = [
            Side(term, found.get(term.text) if term.value is None else None)
            for term in (inequality.left, inequality.right)
        ]
        compare = OPERATORS[inequality.op]
        holds = compare(*(side.value for side in sides))
        # As few decimals as show the same as the values do: 49,6 % and not 50 % when the limit is
        # 50.
        more = next(
            (
                more
                for more in range(15)
                if compare(*(side.printed(more) for side in sides)) == holds
            ),
            15,
        )
        values = [side.shown(more) for side in sides if side.number] or [
            f"{inequality} ei pidä paikkaansa"
        ]
        (held if holds else fallen).extend(values)
        if holds:
            warnings += doubts(inequality, sides, more)
    grounds = fallen or (held if claim.references else [])
    return Verdict(not fallen, ", ".join(dict.fromkeys(grounds)), tuple(warnings))


def _looked_up(claim: Claim, numbers: Numbers) -> dict[str, Number]:
    """What the claim names, by how it is named. Raises the gravest Problem."""
    found, problems = {}, []
    for reference in claim.references:
        try:
            found[reference] = numbers.resolve(reference)
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise min(problems, key=lambda problem: (problem.of_data, problem.rule == NO_OWN))
    return found


def doubts(inequality: Inequality, sides: list[Side], more: int) -> list[str]:
    """What an editor should know of a inequality that holds."""
    warnings = []
    found = [side for side in sides if side.number]
    if more:
        printed = " ja ".join(f"{side.term.text} = {side.number.text}" for side in found)
        warnings.append(f"{inequality}: ero katoaa pyöristyksessä, lukija näkee {printed}")
    compare = OPERATORS[inequality.op]
    if inequality.op != "=" and not all(
        compare(*ends) for ends in product(*(side.ends for side in sides))
    ):
        intervals = " ja ".join(
            finnish.interval(*side.ends, side.number.unit, side.number.decimals)
            for side in found
            if len(side.ends) == 2
        )
        warnings.append(
            f"{inequality}: 95 %:n luottamusväli {intervals} ulottuu rajan yli, ero voi olla "
            "sattumaa"
        )
    if len({side.number.unit for side in found}) > 1:
        warnings.append(f"{inequality}: luvuilla on eri yksiköt")
    return warnings
