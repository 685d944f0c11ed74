"""Claims that no data can refute: they say nothing, however they look."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ..findings import Problem
from .catalogue import Number, Numbers
from .claims import OPERATORS, Claim, Inequality, parse
from .limits import Limits, by, limits_of

RULE = "väite-ei-kaadu"
MANY = 100  # persons, of whom one is no share to speak of


def check(claim: str, numbers: Numbers) -> Iterator[Problem]:
    """What in the claim holds whatever the survey is. An error; a warning where one value alone
    could refute it, or where the rest of the claim says as much.
    """
    inequalities = parse(claim).inequalities
    for index, inequality in enumerate(inequalities):
        left, right = inequality.left, inequality.right
        if left.value is not None and right.value is not None:
            if OPERATORS[inequality.op](left.value, right.value):
                yield _certain(inequality, "siinä ei ole yhtään tunnusta")
        elif left.text == right.text:
            if inequality.op in (">=", "<=", "="):
                yield _certain(inequality, "luku on aina yhtä suuri kuin se itse")
        elif left.value is None and right.value is None:
            if {inequality, inequality.turned} & {*inequalities[index + 1 :]}:
                yield _said_twice(inequality)
        else:
            yield from _against_range(inequalities, index, numbers)


def _against_range(
    inequalities: tuple[Inequality, ...], index: int, numbers: Numbers
) -> Iterator[Problem]:
    """A reference against a decimal."""
    inequality = inequalities[index]
    term, op, limit = inequality.turned if inequality.right.value is None else inequality
    wanted = by(op, Limits(limit.value, limit.value))
    number = numbers.resolve(term.text)
    known, always, why = possible(number)
    rest = inequalities[:index] + inequalities[index + 1 :]
    if known.within(wanted):
        yield _certain(inequality, why, always)
    elif replace(known, low_open=True, high_open=True).within(wanted):
        only = f"se kaatuu vain, jos {term.text} on tasan {limit.text}"
        yield _certain(inequality, only, always=False)
    elif (inner := _but_none_and_all(number)) and inner.within(wanted):
        only = f"se kaatuu vain, jos {term.text} on 0 % tai 100 %"
        yield _certain(inequality, only, always=False)
    elif limits_of(Claim(rest)).get(term.text, Limits()).within(wanted):
        yield _said_twice(inequality)


def _but_none_and_all(number: Number) -> Limits | None:
    """From one of its base to all but one, of a share of many."""
    made = number.estimate
    if number.unit != "%" or not made or made.k is None or (made.n or 0) < MANY:
        return None
    one = Decimal(100) / made.n
    return Limits(one, 100 - one)


def possible(number: Number) -> tuple[Limits, bool, str]:
    """Between what the number can stand, whether it always does, and why."""
    if number.reference.endswith(".n"):
        least = 1 if number.entry.cited else number.entry.least_base
        return Limits(low=Decimal(least)), True, f"pohjaa alle {least} ei julkaista"
    if number.unit == "%":
        share = bool(number.estimate and number.estimate.k is not None)
        return Limits(Decimal(0), Decimal(100)), share, "osuus on aina 0–100 %"
    return Limits(low=Decimal(0)), False, "luku on tuskin koskaan alle 0"


def _certain(inequality: Inequality, why: str, always: bool = True) -> Problem:
    message = f'ehto "{inequality}" ei {"voi" if always else "juuri voi"} kaatua: {why}'
    hint = "anna raja, jonka alle tai yli luku voi mennä, tai poista ehto"
    return Problem(RULE, message, hint, fatal=always)


def _said_twice(inequality: Inequality) -> Problem:
    message = f'ehto "{inequality}" ei voi kaatua, kun väitteen muut ehdot pitävät'
    return Problem(RULE, message, "poista se", fatal=False)
