"""Where a number comes from, in a reader's words: for the note beside it."""

from .. import finnish
from ..numbers import Estimate, Number
from ..numbers.given_bases import GIVEN
from ..survey import SAMPLE


def base(estimate: Estimate) -> str:
    """The base of an estimate, and that it is none of the survey's where the query gives it."""
    return finnish.number(estimate.n) + (f" ({GIVEN})" if estimate.given else "")


def provenance(number: Number) -> dict[str, str]:
    """The attributes from which the site's script makes the note of a number."""
    entry, estimate = number.entry, number.estimate
    attributes = {
        "data-nimi": number.label,
        "data-selite": entry.description,
        "data-luku": number.text,
        "data-vali": entry.interval(estimate) if estimate else "",
        "data-n": base(estimate) if estimate and estimate.n else "",
        "data-aineisto": number.origin,
        "data-lisenssi": entry.credit,
        "data-laskelma": number.cited.calculation if number.cited else "",
        "data-esimerkki": SAMPLE if entry.sample else "",
    }
    return {key: value for key, value in attributes.items() if value}
