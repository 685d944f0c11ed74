"""What the words of a claim promise of a number, and whether the claim's limit carries as much.

`[Yli puolet]{väite="id > 30"}` holds while the number is 44, and its words do not. promises.yml has
the words with all their forms, and what each promises: a closed list, so that the same words are
understood wherever claims are checked, with a dictionary or without.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from pathlib import Path
from unicodedata import numeric

from ..findings import Problem
from ..text.own_yaml import read_own_yaml
from .catalogue import Number, Numbers
from .claims import parse
from .limits import Limits, limits_of

WORDS = Path(__file__).with_suffix(".yml")
RULE = "väitteen-sanat"
PERCENT, COUNT, TIMES = "%", "", "×"
# How far "noin" may be from the number: percentage points, and at most a quarter of it.
ROOM, LARGEST_PART = Decimal(5), Decimal(4)
LONGEST_QUALIFIER = 60
FINEST = Decimal("0.1")  # a claim may write a third as 33,3 or 33,4
NUMERAL = r"\d{1,3}(?:[ .]\d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
DIVIDED = r"\d{1,2}/\d{1,2}(?![\d/])|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒]"
# "Puoli vuotta", "joka toinen viikko" and "puolet enemmän" speak of time or amount, not of a share.
NO_SHARE = (
    r"(?! (?:prosent|vuo|vuot|tun[nt]|minuut|päiv|aamu|ilta|\w+tai\b|kuukau|viik|kerta|kerra|kilo"
    r"|milj|tuha|sata|askel|(?:enemm|vähemm)än\b|(?:pienem|suurem|isom|useam|harvem)p))"
)
BETWEEN = (  # "20–30", "20 ja 30 prosentin välillä", "20:stä 30 prosenttiin"
    rf"(?:[–-]|(?: ?%:n)? ja (?={NUMERAL} ?(?:%:n|prosentin) välillä)"
    rf"|:s?t[aä] (?={NUMERAL} prosenttiin))"
)
# What follows a quantity, and says as much as a qualifier before it.
AFTER = {
    "least": re.compile(r" tai (?:sitä )?(?:enem|useam|suurem)\w+", re.IGNORECASE),
    "most": re.compile(r" tai (?:sitä )?(?:vähem|harvem|pienem)\w+", re.IGNORECASE),
}
ROUGHLY = re.compile(r"isen|pari(?=\w)", re.IGNORECASE)  # kolmisenkymmentä, parikymmentä
TEEN, HALF = "toista", Decimal("0.5")


@dataclass(frozen=True)
class Promise:
    """What some words of a claim promise: a share in per cent, a count, or how many times."""

    words: str
    kind: str
    limits: Limits
    qualified: bool = True

    @property
    def in_words(self) -> str:
        return self.limits.in_words({PERCENT: "%", TIMES: "kertaa"}.get(self.kind, ""))


def check(words: str, claim: str, numbers: Numbers) -> Iterator[Problem]:
    """What is promised and not carried."""
    read = parse(claim)
    carried = limits_of(read)
    promised = list(promises(words))
    for promise in promised:
        if promise.kind is TIMES:
            bounded = _times(carried, numbers)
        else:
            bounded = _bounded(promise, carried, numbers)
        # One share that the words say is said of each number; several each of some.
        all_must = promise.kind is PERCENT and len(promised) == 1
        fits = [limits.within(promise.limits) for limits in bounded.values()]
        if not bounded or not (all(fits) if all_must else any(fits)):
            yield _problem(promise, bounded, numbers)


def _bounded(
    promise: Promise, carried: Mapping[str, Limits], numbers: Numbers
) -> dict[str, Limits]:
    """The references that the promise may speak of, with their limits in its measure."""
    found = {}
    for reference, limits in carried.items():
        needed = limits.low if promise.limits.low is not None else limits.high
        either = promise.limits.low is not None and promise.limits.high is not None
        if needed is None and not (either and limits.high is not None):
            continue
        number = numbers.resolve(reference)
        if promise.kind is not PERCENT or number.unit == "%" or _is_ratio(number, limits):
            found[reference] = limits.scaled(_factor(promise.kind, number))
    return found


def _is_ratio(number: Number, limits: Limits) -> bool:
    """Whether the claim takes the number for a share of one."""
    end = limits.low if limits.low is not None else limits.high
    fraction = not number.unit and number.decimals and not number.reference.endswith(".n")
    return bool(fraction and end is not None and end <= 1)


def _factor(kind: str, number: Number) -> Decimal:
    """From the number's unit to the promise's."""
    if kind is PERCENT:
        return Decimal(1 if number.unit == "%" else 100)
    return Decimal(1_000_000 if number.unit.startswith("milj") else 1)


def _times(carried: Mapping[str, Limits], numbers: Numbers) -> dict[str, Limits]:
    """One number by another, where the claim limits both; else a ratio of its own."""
    found = {}
    for one, above in carried.items():
        for other, below in carried.items():
            if one != other and above.low is not None and (below.high or 0) > 0:
                found[f"{one} / {other}"] = _ratio(above, below)
    return found or {
        name: limits
        for name, limits in carried.items()
        if limits != Limits() and not numbers.resolve(name).unit and not name.endswith(".n")
    }


def _ratio(above: Limits, below: Limits) -> Limits:
    """Between what the one by the other stands, both above 0."""
    high = above.high / below.low if above.high is not None and (below.low or 0) > 0 else None
    return Limits(above.low / below.high, high, above.low_open or below.high_open)


def _problem(promise: Promise, bounded: Mapping[str, Limits], numbers: Numbers) -> Problem:
    words = f'sanat "{promise.words}" lupaavat {promise.in_words}'
    sign = "%" if promise.kind is PERCENT else ""
    outside = "" if promise.qualified else " (yli, alle tai noin kuuluu hakasulkeisiin)"
    short = {name: limits for name, limits in bounded.items() if not limits.within(promise.limits)}
    if not short:
        kind = "osuutta" if promise.kind is PERCENT else "lukua"
        wanted = promise.limits.compared("tunnus")
        return Problem(
            RULE,
            f"{words}, mutta väite ei rajaa niin mitään {kind}",
            f"kirjoita väitteeksi {wanted}{outside}",
        )
    name, limits = next(iter(short.items()))
    message = f"{words}, mutta väite kantaa vain: {name} on {limits.in_words(sign)}"
    instead = f'kirjoita sanoiksi "{limits.in_words(sign)}"'
    if " / " in name:
        return Problem(RULE, message, f"tiukenna rajoja tai vaihda sanat{outside}")
    number = numbers.resolve(name)
    wanted = promise.limits.scaled(1 / _factor(promise.kind, number))
    if number.supposed or wanted.holds(Decimal(repr(float(number.value)))):
        return Problem(
            RULE, message, f"vaihda rajaksi {wanted.compared(name)}, tai {instead}{outside}"
        )
    return Problem(RULE, message, f"luku on nyt {number.text}; {instead}{outside}")


# Reading the words


@dataclass(frozen=True)
class _Patterns:
    """promises.yml as regular expressions: with what each form says."""

    quantity: re.Pattern
    qualifiers: tuple[tuple[str, re.Pattern], ...]
    values: Mapping[str, tuple[tuple[re.Pattern, Decimal], ...]]
    shares: tuple[tuple[re.Pattern, Limits], ...]
    least: re.Pattern
    only_qualified: re.Pattern
    numeral_parts: re.Pattern


@cache
def _patterns() -> _Patterns:
    data = read_own_yaml(WORDS)
    forms = {
        kind: "|".join(entry["forms"] for entry in data[kind])
        for kind in ("fractions", "ordinals", "numerals", "times", "shares")
    }
    parts = f"{forms['numerals']}|{TEEN}"
    qualified = "|".join(one["qualified"] for one in data["fractions"] if "qualified" in one)
    of = "|".join(entry["of"] for entry in data["numerals"])
    numeral = rf"(?:{forms['numerals']})(?:{parts}){{0,9}}|{NUMERAL}"
    multiple = next(one["forms"] for one in data["numerals"] if one["value"] == 1_000_000)
    quantity = re.compile(
        rf"\b(?:(?P<share>{forms['shares']})"
        rf"|(?P<times>{forms['times']})"
        rf"|(?P<digits_times>\d+(?:,\d+)?)-kertai\w+"
        rf"|joka (?:(?P<ordinal>{forms['ordinals']})\b|(?P<ordinal_digits>\d+)\.){NO_SHARE}"
        rf"|(?P<part_count>{numeral}) (?:(?P<of>{of})|(?P<of_digits>\d+):st[aä])\b{NO_SHARE}"
        rf"|(?:(?P<many>{numeral}) )?(?P<fraction>{forms['fractions']}|{qualified})\b{NO_SHARE}"
        rf"|(?P<divided>{DIVIDED})"
        r"|(?P<percent_alone>prosent(?:tia?|in|i(?:lla|lta|lle|ssa|sta)|tiin))\b"
        rf"|(?P<so_many>{numeral}) kertaa (?:niin|enemm\w+|suurem\w+|useam\w+)"
        rf"|(?P<from>{NUMERAL}){BETWEEN}(?P<to>{NUMERAL}) ?(?P<percent_range>%|prosent(?!tiyks)\w*)"
        rf"|(?P<numeral>{numeral})(?: (?P<multiple>tuhat\w*|tuhan\w+|milj\.|{multiple}))?(?!\w)"
        r"(?P<percent> ?%| prosent(?!tiyks)\w*)?)(?!\w|-[^\W\d])",  # 45-vuotias is no 45
        re.IGNORECASE,
    )
    return _Patterns(
        quantity,
        tuple(
            (entry["promises"], re.compile(rf"\b(?:{entry['forms']}) $", re.IGNORECASE))
            for entry in data["qualifiers"]
        ),
        {kind: _amounts(data[kind]) for kind in ("fractions", "ordinals", "numerals", "times")},
        tuple((_either_case(entry["forms"]), _share(entry)) for entry in data["shares"]),
        _either_case("|".join(one["forms"] for one in data["times"] if one.get("least"))),
        _either_case(qualified),
        re.compile(rf"(?:{parts})(?=(?:{parts})|$)", re.IGNORECASE),
    )


def _either_case(forms: str) -> re.Pattern:
    return re.compile(forms, re.IGNORECASE)


def _amounts(entries: Iterable[Mapping]) -> tuple[tuple[re.Pattern, Decimal], ...]:
    return tuple(
        (_either_case(entry["forms"] + "|" + entry.get("qualified", "(?!)")), _amount(entry))
        for entry in entries
    )


def _amount(entry: Mapping) -> Decimal:
    return Decimal(str(entry["value"] if "value" in entry else entry["part"]))


def _share(entry: Mapping) -> Limits:
    low, high = (Decimal(entry[end]) if end in entry else None for end in ("low", "high"))
    is_open = entry.get("open", False)
    return Limits(low, high, is_open and low is not None, is_open and high is not None)


def promises(words: str) -> Iterator[Promise]:
    """What the words promise, in their order."""
    text = " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())
    patterns = _patterns()
    for match in patterns.quantity.finditer(text):
        near = max(0, match.start() - LONGEST_QUALIFIER)
        before = text[near : match.start()]
        qualifier, start = next(
            (
                (name, near + found.start())
                for name, pattern in patterns.qualifiers
                if (found := pattern.search(before))
            ),
            ("", match.start()),
        )
        end = match.end()
        for name, pattern in AFTER.items():
            if not qualifier and (found := pattern.match(text, end)):
                qualifier, end = name, found.end()
        said = text[start:end]
        if promise := _promise(match, qualifier, said, patterns):
            yield promise


def _promise(match: re.Match, qualifier: str, said: str, patterns: _Patterns) -> Promise | None:
    if match["share"]:
        limits = next(found for form, found in patterns.shares if form.fullmatch(match["share"]))
        return Promise(match[0], PERCENT, limits)
    if match["times"]:
        value = _value(patterns, "times", match["times"])
        least = patterns.least.fullmatch(match["times"]) and not qualifier
        limits = Limits(low=value) if least else _as_written(value, qualifier or "about")
        return Promise(said, TIMES, limits)
    if so_many := match["so_many"] or match["digits_times"]:
        value = _number(so_many, patterns)
        return Promise(said, TIMES, _as_written(value, qualifier or "about"))
    if match["percent_alone"]:
        return Promise(said, PERCENT, _as_written(Decimal(1), qualifier)) if qualifier else None
    if match["percent_range"]:
        low, high = (_number(match[end], patterns) for end in ("from", "to"))
        return Promise(said, PERCENT, Limits(low, high))
    if match["numeral"]:
        value = _number(match["numeral"], patterns) * _multiple(match["multiple"])
        if value == HALF and match["numeral"][0].isalpha() and not match["percent"]:
            return None  # puoli vuotta
        if match["percent"]:
            qualifier = qualifier or ("about" if ROUGHLY.search(match["numeral"]) else "")
            return Promise(said, PERCENT, _as_written(value, qualifier), bool(qualifier))
        return Promise(said, COUNT, _as_written(value, qualifier)) if qualifier else None
    if not qualifier and match["fraction"] and patterns.only_qualified.fullmatch(match["fraction"]):
        return None
    share = _fraction(match, patterns)
    if share is None or not 0 < share < 100:
        return None
    return Promise(said, PERCENT, _of_share(share, qualifier), bool(qualifier))


def _fraction(match: re.Match, patterns: _Patterns) -> Decimal | None:
    """The share in per cent that a fraction says."""
    if match["divided"]:
        part, _, whole = match["divided"].partition("/")
        if not whole:
            return 100 * Decimal(numeric(part))
        return 100 * Decimal(part) / Decimal(whole) if int(whole) else None
    if match["ordinal_digits"]:
        return 100 / max(Decimal(match["ordinal_digits"]), Decimal(1))
    if match["ordinal"]:
        return 100 / _value(patterns, "ordinals", match["ordinal"])
    if match["fraction"]:
        many = _number(match["many"], patterns) if match["many"] else 1
        return 100 * many / _value(patterns, "fractions", match["fraction"])
    whole = match["of"] or match["of_digits"]
    return 100 * _number(match["part_count"], patterns) / _number(whole, patterns)


def _value(patterns: _Patterns, kind: str, form: str) -> Decimal:
    return next(value for pattern, value in patterns.values[kind] if pattern.fullmatch(form))


def _number(text: str, patterns: _Patterns) -> Decimal:
    if text[0].isdigit():
        return Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))
    whole = unit = Decimal(0)
    for part in patterns.numeral_parts.findall(text):
        if part.lower() == TEEN:
            whole, unit = whole + unit + 10, Decimal(0)
            continue
        value = _value(patterns, "numerals", part)
        if value < 10:
            unit = value
        elif value < 1000:
            whole, unit = whole + (unit or 1) * value, Decimal(0)
        else:
            whole, unit = (whole + unit or 1) * value, Decimal(0)
    return whole + unit


def _multiple(word: str | None) -> Decimal:
    if not word:
        return Decimal(1)
    return Decimal(1_000 if word.lower().startswith("tuha") else 1_000_000)


def _of_share(share: Decimal, qualifier: str) -> Limits:
    step = FINEST if share > ROOM else FINEST / 100
    room = min(HALF if qualifier == "exact" else ROOM, share / LARGEST_PART)
    limits = _around(share, qualifier, room, room, room)
    low, high = limits.low, limits.high
    return replace(
        limits,
        low=None if low is None else low.quantize(step, ROUND_FLOOR),
        high=None if high is None else high.quantize(step, ROUND_CEILING),
    )


def _as_written(value: Decimal, qualifier: str) -> Limits:
    """Of a numeral as it is written: its last digit that is not 0 is meant."""
    last = Decimal(1).scaleb(value.normalize().as_tuple().exponent)
    return _around(
        value, qualifier, min(value / 10, last), value / LARGEST_PART, min(last, Decimal(1)) / 2
    )


def _around(
    value: Decimal, qualifier: str, about: Decimal, little: Decimal, bare: Decimal
) -> Limits:
    return {
        "above": Limits(low=value, low_open=True),
        "least": Limits(low=value),
        "below": Limits(high=value, high_open=True),
        "most": Limits(high=value),
        "about": Limits(value - about, value + about),
        "nearly": Limits(value - about, value, high_open=True),
        "short": Limits(value - little, value, high_open=True),
        "ample": Limits(value, value + little, low_open=True),
    }.get(qualifier, Limits(value - bare, value + bare))
