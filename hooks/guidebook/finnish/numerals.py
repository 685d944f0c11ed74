"""Numbers and dates as Finnish text writes them: decimal comma, no-break spaces, a
real minus sign.
"""

from datetime import date as Date
from decimal import ROUND_HALF_UP, Context, Decimal

SPACE = "\u00a0"  # between groups of thousands, and before a unit
MINUS = "\u2212"
DASH = "\u2013"
MOST_DECIMALS = 9

MONTHS = (
    *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
    *("heinä", "elo", "syys", "loka", "marras", "joulu"),
)

Value = int | float | Decimal


def rounded(value: Value, decimals: int = 0) -> Decimal:
    """The value as it is printed: half away from zero, at the decimals as written and not as stored
    in binary.

    Raises ValueError for NaN and infinity.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    step = Decimal(1).scaleb(-decimals)
    digits = max(exact.adjusted(), 0) + decimals + 2
    nearest = exact.quantize(step, ROUND_HALF_UP, Context(prec=max(digits, 28)))
    return nearest if nearest else nearest.copy_abs()  # no −0


def number(value: Value, decimals: int = 0) -> str:
    """12500 → "12 500", 42.25 with one decimal → "42,3", −3 → "−3". Raises ValueError for NaN and
    infinity.
    """
    exact = rounded(value, decimals)
    whole, _, fraction = f"{exact.copy_abs():,f}".partition(".")
    text = whole.replace(",", SPACE) + ("," + fraction if fraction else "")
    return MINUS + text if exact < 0 else text


def quantity(value: Value, unit: str = "", decimals: int = 0) -> str:
    """A number and its unit: "42 %", "3,4 milj."; an empty unit leaves the number alone.

    At least so many decimals that two digits tell something, 0.035 → "0,035"; a share above zero
    is never "0 %" but "alle 1 %", and one below a hundred never "100 %" but "yli 99 %".
    """
    if unit == "%":
        step, shown = Decimal(1).scaleb(-decimals), rounded(value, decimals)
        if value > 0 and not shown:
            return _with_unit(f"alle {number(step, decimals)}", unit)
        if value < 100 and shown == 100:
            return _with_unit(f"yli {number(100 - step, decimals)}", unit)
    return _with_unit(number(value, decimals_for(value, unit, decimals)), unit)


def decimals_for(value: Value, unit: str, decimals: int) -> int:
    """The decimals that the value is told with: those given, or more where fewer than two
    significant digits would be left of it. A percentage keeps those given.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    shown = rounded(exact, decimals)
    while unit != "%" and shown != exact and decimals < MOST_DECIMALS:
        if len(shown.as_tuple().digits) > 1:
            break
        decimals += 1
        shown = rounded(exact, decimals)
    return decimals


def percent(value: Value, decimals: int = 0) -> str:
    """A share that is already in percent: 42.3 → "42 %"."""
    return quantity(value, "%", decimals)


def interval(low: Value, high: Value, unit: str = "", decimals: int = 0) -> str:
    """A range: "38–47 %"; with a negative end "−3…5 %"; one number when both ends are printed
    alike.
    """
    first, last = number(low, decimals), number(high, decimals)
    if first == last:
        return quantity(low, unit, decimals)
    between = "…" if MINUS in first + last else DASH
    return _with_unit(first + between + last, unit)


def date(day: Date) -> str:
    """2013-10-22 → "22.10.2013"."""
    return f"{day.day}.{day.month}.{day.year}"


def month(day: Date) -> str:
    """2026-03-01 → "maaliskuu 2026"."""
    return f"{MONTHS[day.month - 1]}kuu {day.year}"


def period(first: Date, last: Date, months: bool = False) -> str:
    """The days from first to last: "1.6.–30.9.2026", "1.–30.9.2026", years and months told once,
    "22.10.2013" when they are one; or the months: "kesäkuu–syyskuu 2026".
    """
    if months:
        if (first.year, first.month) == (last.year, last.month):
            return month(last)
        start = month(first) if first.year != last.year else month(first).partition(" ")[0]
        return f"{start}{DASH}{month(last)}"
    if first == last:
        return date(first)
    start = date(first)
    if first.year == last.year:
        start = f"{first.day}." if first.month == last.month else f"{first.day}.{first.month}."
    return f"{start}{DASH}{date(last)}"


def _with_unit(text: str, unit: str) -> str:
    return f"{text} {unit}".replace(" ", SPACE) if unit else text
