"""Where a number comes from, in a reader's words: for the note beside it and for captions."""

from .. import finnish
from ..guide import Guide
from ..numbers import Number
from ..numbers.facts import Fact
from ..numbers.given_bases import GIVEN
from ..numbers.statistics import Estimate, Series, Statistic

SAMPLE = "esimerkkiaineisto"


def interval(number: Number) -> str:
    """The 95 % confidence interval, or "" where there is none."""
    estimate = number.estimate
    if not estimate or estimate.low is None or estimate.high is None:
        return ""
    return finnish.interval(estimate.low, estimate.high, number.unit, number.decimals)


def base(estimate: Estimate) -> str:
    """The base of an estimate, and that it is none of the survey's where the query gives it."""
    return finnish.number(estimate.n) + (f" ({GIVEN})" if estimate.given else "")


def origin(entry: Statistic | Series | Fact, guide: Guide) -> str:
    """The data set and its date, or the source of a fact and the time it tells of."""
    if isinstance(entry, Fact):
        return f"{entry.source.short}, {entry.date}"
    if not guide.survey:
        return ""
    state = f" ({SAMPLE})" if guide.sample and SAMPLE not in guide.survey.title.lower() else ""
    return f"{guide.survey.title}{state}, mitattu {finnish.period(*guide.survey.measured)}"


def provenance(number: Number, guide: Guide) -> dict[str, str]:
    """The attributes from which the site's script makes the note of a number."""
    told = {
        "data-nimi": number.label,
        "data-selite": number.entry.note
        if isinstance(number.entry, Fact)
        else number.entry.definition.description,
        "data-luku": number.text,
        "data-vali": interval(number),
        "data-n": base(number.estimate) if number.estimate and number.estimate.n else "",
        "data-aineisto": origin(number.entry, guide),
        "data-esimerkki": "" if isinstance(number.entry, Fact) or not guide.sample else SAMPLE,
    }
    return {key: value for key, value in told.items() if value}
