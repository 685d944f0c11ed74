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
from .voikko import SOFT_HYPHEN, Voikko, VoikkoMissing, voikko_installed

__all__ = [
    "SOFT_HYPHEN",
    "Voikko",
    "VoikkoMissing",
    "case_of",
    "date",
    "decimals_for",
    "decline",
    "interval",
    "month",
    "number",
    "percent",
    "period",
    "quantity",
    "rounded",
    "voikko_installed",
]
