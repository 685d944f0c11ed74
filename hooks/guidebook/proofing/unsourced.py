"""Numerals and cases that nothing stands behind, and words that say what a numeral says."""

import re
from collections.abc import Iterator

from ..findings import Finding
from ..pages.blocks import stretches_of
from ..pages.markers import CitationMarker, SpanMarker
from ..pages.page import Page
from ..syntax import CLAIM
from .prose import Sentence, read_aloud, sentences

_TITLED = re.compile(r"!?\[[^\[\]\n]*\](?=\()")  # the words of pictures and links
_ROW_NAME = re.compile(r"^\|[^|\n]*\|", re.MULTILINE)
_MADE_UP = re.compile(r"keksi[tnm]", re.IGNORECASE)
_DIGITS = r"\d+(?:[,.]\d+|[ \u00a0]\d{3}\b)*"
# one number, or a range of two
_NUMERAL = re.compile(rf"(?<![\w,.:/–-])(?>{_DIGITS}(?:[–-]{_DIGITS})?)(?!-[^\W\d])")

_MONTH = "(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu"
_YEAR = "(?:1[5-9]|20)\\d\\d"
_NAMED = (
    "(?i:luku|luvu|kohta|kohda|sivu|kuva|kuvio|tauluk|viik|päivä|laitos|askel|vaihe|osa|jakso"
    "|artikla)"
)
_SECTION = "(?:§|luku|luvu|momen|kohta|kohda|artikla|askel)"

# Numerals that need no source: dates, times, sections of acts, names with a numeral in them.
_ORDINARY = re.compile(
    "|".join(
        (
            r"^[ \t]*\**\d+[.)]",  # a list's own number
            rf"\b{_YEAR}(?:[–-](?:{_YEAR}|luvu\w+))?\b(?![\u00a0 ]\d{{3}})",
            # a date
            r"\b\d{1,2}\.(?:–\d{1,2}\.)?[ \u00a0]?"
            rf"(?:\d{{1,2}}\.(?:[ \u00a0]?\d{{4}})?|{_MONTH})",
            r"\b(?i:kello|klo)[ \u00a0]\d{1,2}\b|\b[012]?\d\.[0-5]\d\b",  # a time
            r"\b\d+(?:[ \u00a0][a-z])?(?:(?:,|[ ]ja|–)[ \u00a0]?\d+(?:[ \u00a0][a-z])?){0,20}"
            rf"[ \u00a0]{_SECTION}",
            rf"\b{_NAMED}\w*[ \u00a0]\d[\d.–]*|\b[Ss]\.[ \u00a0]\d+",
            r"\b\d+/\d+\b|\b\d{1,2}\.(?=[ \u00a0][a-zåäö])",  # 404/1961; an ordinal
            r"\b[A-Z](?=[A-Za-zåäö]*[A-Z])[\w/+]*+[ \u00a0-]\d[\d.:/-]*",  # WCAG 2.2, KKO 2022:16
            r"\b[A-Z][\u00a0 -]?\d+(?:[-/:]\d+)*\b|\b112\b",  # A4, C-210/16; the emergency number
        )
    ),
    re.MULTILINE,
)

_PART = "(?:kolmanne|neljänne|viidenne|(?:kymmenes|kolmas|neljäs|viides)osa)"
_MUCH = "(?:yli|alle|noin|lähes|melkein|vajaa|runsas|reilu)"
_CLAIMING = re.compile(
    "|".join(
        (
            rf"\b(?:{_MUCH}[ \u00a0])?puolet[ \u00a0]\w+(?:ista|istä|eista|eistä)\b",
            rf"\b{_MUCH}[ \u00a0](?:{_PART}|puolet|puolella|puolelta)\w*",
            r"\bjoka[ \u00a0](?:toinen|kolmas|neljäs|viides|kymmenes)[ \u00a0]"
            r"(?!viik|kuu|vuo|päiv|rivi|kert|\w+tai\b)\w+",
            r"\bkolme[ \u00a0]neljäs\w*|\bkaksi[ \u00a0]kolmas\w*",
            r"\b(?:kaksin|kolmin|nelin|viisin|kymmenin)kertai\w+|\bvaltaosa\w*|\benemmistö\w*",
            r"\buseimm(?!in\b|iten\b)\w+|\buseimpi\w+",
        )
    ),
    re.IGNORECASE,
)


def check(page: Page) -> Iterator[Finding]:
    """What passes whole: sheets, which are templates; headings, the names of rows and the words of
    pictures, which carry no source; examples that say that they are made up.
    """
    if page.sheet or page.lists_others:
        return
    titled = [match.span() for match in _TITLED.finditer(page.prose)]
    text = read_aloud(page, *titled, *_bound(page))
    read = list(sentences(page))
    passing = [match.span() for match in _ORDINARY.finditer(text)]
    passing += [match.span() for match in _ROW_NAME.finditer(page.prose)]
    passing += [
        span for span in stretches_of(page, "esimerkki") if _MADE_UP.search(page.prose, *span)
    ]
    cited = [marker.start for marker in page.markers if isinstance(marker, CitationMarker)]
    for start, end in stretches_of(page, "tapaus"):
        if not any(start <= at < end for at in cited):
            yield _uncited(page, start)
    for rule, pattern in (("paljas-luku", _NUMERAL), ("väitteen-näköinen", _CLAIMING)):
        for match in pattern.finditer(text, page.body):
            start, end = match.span()
            if any(first <= start < last for first, last in passing):
                continue
            begins, ends = _passage(page, read, start)
            heading = any(each.start <= start < each.end for each in page.headings)
            if heading or any(begins <= at < ends for at in cited):
                continue
            yield _finding(page, rule, start, page.source[start:end])


def _uncited(page: Page, at: int) -> Finding:
    return Finding(
        page.place(at),
        "lähteetön-tapaus",
        "tapaus kertoo siitä, mitä on todella tapahtunut, eikä sillä ole lähdettä",
        "kirjoita lohkoon lähdeviite [@lähde]; jos tilanne on keksitty, käytä lohkoa esimerkki",
    )


def _bound(page: Page) -> Iterator[tuple[int, int]]:
    """The words that a claim binds to data, or that are marked as ordinary."""
    for marker in page.markers:
        if isinstance(marker, SpanMarker) and not {".tavallinen", CLAIM}.isdisjoint(
            marker.attributes
        ):
            yield marker.start, marker.end


def _finding(page: Page, rule: str, at: int, words: str) -> Finding:
    words = words.replace("\u00a0", " ")
    if rule == "paljas-luku":
        ordinary = f"[{words}]{{.tavallinen}}"
        hint = f"sido se ({{{{ tunnus }}}}), anna virkkeelle lähdeviite tai merkitse: {ordinary}"
    else:
        hint = f'sido sanat lukuun ([{words}]{{väite="…"}}), anna lähdeviite tai sano toisin'
    return Finding(page.place(at), rule, f'"{words}"', hint)


def _passage(page: Page, read: list[Sentence], at: int) -> tuple[int, int]:
    """The sentence around, its citation after the full stop included; else the line."""
    for sentence in read:
        if sentence.offset <= at < sentence.end:
            return sentence.offset, sentence.end
    start = page.source.rfind("\n", 0, at) + 1
    return start, page.source.find("\n", at) if "\n" in page.source[at:] else len(page.source)
