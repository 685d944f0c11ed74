"""Statistics, cited facts and series in one id space, and what the sentences claim of them."""

from .catalogue import Number, Numbers, as_json
from .entries import Entry, Estimate, Row

__all__ = ["Entry", "Estimate", "Number", "Numbers", "Row", "as_json"]
