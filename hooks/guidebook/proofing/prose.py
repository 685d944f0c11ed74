"""What is read aloud in a page: its source with markup blanked, character for character, so that
places stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..pages.blocks import OF_SERIES
from ..pages.markers import BlockMarker, CitationMarker, Marker, NumberMarker, SpanMarker
from ..pages.masking import blanked
from ..pages.page import Page

# Stands for a marker's number: a word to the ear, and neither a word to the speller nor a figure
NUMBERED = "Ⅰ"

_FRONT_MATTER = re.compile(r"^(?:title|description):[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_BLANKED = (
    re.compile(
        r"^[ \t]*(?:!!!|\?\?\?\+?|===).*$", re.MULTILINE
    ),  # their titles stand in straight quotation marks
    re.compile(
        r"^[ \t]*+\|?[ \t]*+:?-[-:| \t]*+$", re.MULTILINE
    ),  # the line under a table's head, or of its own
    re.compile(r"\[\^[^\]\n]*\]:?"),
    re.compile(r"\{[^{}\n]*\}"),  # before tags: a value may hold < and >
    re.compile(r"<[^<>\n]*>"),
    re.compile(
        r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)"
    ),  # with the title of a link
    re.compile(
        r"(?<!\S)\S*(?:://|[@#_])\S*|(?<!\w\.)\b\w+(?:\.\w+)*\.[a-z]{2,4}\b\S*"
    ),  # addresses, file names, tags
    re.compile(r"!(?=\[)|[*`|\[\]]"),
)

_WORD = re.compile(r"(?<![\w:-])[^\W\d_][\w:’'\u2010\u2011-]*")
_SPOKEN = re.compile(r"[^\W_](?:[\w:’'%\u2010\u2011-]|[.,](?=\d))*")
_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n|\n[ \t]*(?:[-*+]|\d+\.)[ \t]|\n#).)+", re.DOTALL)
_SENTENCE = re.compile(
    r"\S.*?(?:[.!?…:][”)]*(?=\s+[A-ZÅÄÖ”(–\d])|[.!?…][”)]*\s*\Z|(?P<open>\Z))", re.DOTALL
)
_NOT_AN_END = re.compile(
    r"(?:\b(?:esim|ks|s|mm|ym|yms|jne|ns|klo|n|nk|tms|vrt|eli|dos|prof)|\d|:)\.?[”)]*\Z"
)


@dataclass(frozen=True)
class Word:
    text: str
    offset: int  # in the page's source


@dataclass(frozen=True)
class Sentence:
    words: tuple[str, ...]  # figures count as words
    offset: int
    end: int


def read_aloud(page: Page, *also: tuple[int, int]) -> str:
    """The page's prose with everything blanked that is not Finnish running text, and what stands
    between the indices of `also` too.

    Length and line breaks stay.
    """
    numbers = [marker for marker in page.markers if isinstance(marker, NumberMarker)]
    letters = list(blanked(page.prose, *((number.start, number.end) for number in numbers)))
    for number in numbers:
        letters[number.start] = NUMBERED
    markup = (span for marker in page.markers for span in _markup(marker))
    text = blanked("".join(letters), *also, *markup)
    for match in _FRONT_MATTER.finditer(page.source, 0, page.body):
        text = text[: match.start(1)] + match[1] + text[match.end(1) :]
    for pattern in _BLANKED:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


def _markup(marker: Marker) -> Iterator[tuple[int, int]]:
    """What is no Finnish text: of spans all but their words, of blocks all but their titles."""
    if isinstance(marker, SpanMarker):
        language = marker.attributes.get("lang", "fi")
        yield marker.start if language != "fi" else marker.words_end, marker.end
    elif isinstance(marker, BlockMarker):
        titled = marker.argument and marker.name not in OF_SERIES
        yield marker.start, marker.end - len(marker.argument) if titled else marker.end
    elif isinstance(marker, CitationMarker):
        yield marker.start, marker.end


def words(page: Page) -> Iterator[Word]:
    """The Finnish words; those with digits in them are left out."""
    for match in _WORD.finditer(read_aloud(page)):
        text = match[0].rstrip(":’'")
        if not any(sign.isdigit() or sign in f"_{NUMBERED}" for sign in text):
            yield Word(text, match.start())


def sentences(page: Page) -> Iterator[Sentence]:
    """The sentences of paragraphs and list items. What ends without a full stop (headings, table
    cells) is none.
    """
    text = read_aloud(page)
    for paragraph in _PARAGRAPH.finditer(text, page.body):
        begins = None
        for match in _SENTENCE.finditer(paragraph[0]):
            begins = match.start() if begins is None else begins
            if match["open"] is not None:
                break
            part = paragraph[0][begins : match.end()]
            if _NOT_AN_END.search(part.rstrip(".!?…”)")) and match.end() < len(
                paragraph[0].rstrip()
            ):
                continue
            spoken = tuple(_SPOKEN.findall(part))
            if spoken:
                yield Sentence(spoken, paragraph.start() + begins, paragraph.start() + match.end())
            begins = None
