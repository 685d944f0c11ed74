"""Statistics and cited facts in one id space, and what the sentences claim of them."""

from .catalogue import Item, Number, Numbers, as_json

__all__ = ["Item", "Number", "Numbers", "as_json"]
