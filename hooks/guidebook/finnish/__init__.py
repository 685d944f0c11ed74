"""The Finnish language: number format, case endings, hyphenation and lemmas."""

from .endings import case_of, decline
from .numerals import (
    date,
    decimals_for,
    interval,
    month,
    number,
    percent,
    period,
    quantity,
    rounded,
)
from .voikko import SOFT_HYPHEN, Voikko, VoikkoMissing, dictionary

__all__ = [
    "SOFT_HYPHEN",
    "Voikko",
    "VoikkoMissing",
    "case_of",
    "date",
    "decimals_for",
    "decline",
    "dictionary",
    "interval",
    "month",
    "number",
    "percent",
    "period",
    "quantity",
    "rounded",
]
