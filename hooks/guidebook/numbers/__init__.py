"""Statistics and cited facts in one id space, and what the sentences claim of them."""

from .catalogue import Item, Number, Numbers, ReferenceProblem, as_json

__all__ = ["Item", "Number", "Numbers", "ReferenceProblem", "as_json"]
