"""The Finnish of the pages: their running prose, its spelling and terms, how heavy it is to read."""

from .readability import Readability, measure
from .spelling import check

__all__ = ["Readability", "check", "measure"]
