"""What is read aloud in a page: its source with markup blanked, character for character, so that
places stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .. import syntax
from ..finnish import SOFT_HYPHEN
from ..pages.blocks import OF_SERIES
from ..pages.markers import (
    BlockMarker,
    CitationMarker,
    Marker,
    NumberMarker,
    SpanMarker,
    unquoted,
)
from ..pages.masking import blanked
from ..pages.page import Page

# Stands in the place of a marker's number, so that it counts as a word of a sentence and is neither
# spelt nor taken for a numeral without a source.
NUMBERED = "Ⅰ"

_FRONT_MATTER = re.compile(
    r"^(?:title|description|kalvo-otsikko):[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE
)
# Markup that no reader sees; the words of the group `words` inside it are seen.
_MARKUP = (
    re.compile(
        r"^[ \t>]*(?:(?:!!!|\?\?\?\+?)[ \t]*[\w -]*|===[+!]*[ \t]*)(?:\"(?P<words>.*)\"[ \t]*$)?",
        re.MULTILINE,
    ),
    # a line that gives the address of a name
    re.compile(
        r"^[ \t>]*\[(?!\^)[^\[\]\n]+\]:[ \t]*\S+(?:[ \t]+\"(?P<words>.*)\")?[ \t]*$", re.MULTILINE
    ),
    # the line under a table's head, or a rule across the page
    re.compile(r"^[ \t]*+\|?[ \t]*+:?-[-:| \t]*+$", re.MULTILINE),
    re.compile(r"\[\^[^\]\n]*\]:?"),
    re.compile(r"^[ \t>]*(?:[-*+]|\d+\.)[ \t]+\[[ xX]\](?=[ \t])", re.MULTILINE),
    # attributes; they come before tags, since a value may hold < and >
    re.compile(
        r"(?<=[)\]*_`>])\{[^{}\n]*\}|(?<=[ \t])\{:?[ \t]*[#.][^{}\n]*\}(?=[ \t#]*(?:$|\|))"
        r"|^[ \t>]*\{[^{}\n]*\}[ \t]*$",
        re.MULTILINE,
    ),
    re.compile(r"</?[a-zA-Z](?![^<>\s]*(?://|@))[^<>\n]*>"),
    re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"(?P<words>[^\"\n]*)\")?\)"),
)
# addresses, file names and hashtags
_ADDRESSES = re.compile(r"(?<!\S)\S*(?:://|[@#_])\S*|(?<!\w\.)\b\w+(?:\.\w+)*\.[a-z]{2,4}\b\S*")
# the address of a link that has blanks, and the path of a file in the text
_SPACED = re.compile(
    r"\]\([^()\n\"]*(?:\"(?P<words>[^\"\n]*)\")?\)?|(?<!\S)[^\s/]+/\S*\.[a-z]{2,5}\b\S*"
)
# text that only names a place in a source
_LOCATOR = re.compile(
    r"(?:[\d\s.,:§–-]|\b(?:[a-z]|ss|ja|luvut|luku|koh(?:ta|dat)|artikla|mom(?:entti)?|sivut?|liite|osa)\b)*"
)
_SERIES_NAME = re.compile(r"\(([^()]*)\)")
_SIGNS = re.compile(r"!(?=\[)|[*`|\[\]]")

_WORD = re.compile(r"(?<![\w:\xad-])[^\W\d_][\w:’'\xad\u2010\u2011-]*")
_SPOKEN = re.compile(r"[^\W_](?:[\w:’'%\u2010\u2011-]|[.,](?=\d))*")
READ = re.compile(r"[^\W_](?:\S*[^\W_])?")
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
    words: tuple[str, ...]  # numerals count as words
    offset: int
    end: int


@lru_cache(maxsize=100)  # both formats and each check of a page begin with it
def visible(page: Page) -> str:
    """The page's prose with the markup blanked: what its readers see, a sign for each number.

    Length and line breaks stay.
    """
    numbers = [marker for marker in page.markers if isinstance(marker, NumberMarker)]
    letters = list(blanked(page.prose, *((number.start, number.end) for number in numbers)))
    for number in numbers:
        letters[number.start] = NUMBERED
    markup = (span for marker in page.markers for span in _markup(page, marker))
    text = blanked("".join(letters), *markup)
    for pattern in _MARKUP:
        text = pattern.sub(_blank, text)
    return text


def _markup(page: Page, marker: Marker) -> Iterator[tuple[int, int]]:
    """What no reader sees: all but the words of spans, titles of blocks, locators of citations
    and what stands aside of the text.
    """
    position = marker.start
    if isinstance(marker, NumberMarker):
        position = marker.end
    elif isinstance(marker, SpanMarker):
        position = marker.words_end
    elif isinstance(marker, BlockMarker) and marker.argument and marker.name not in OF_SERIES:
        yield position, marker.end - len(marker.argument)
        return
    seen = _locators(page, marker) if isinstance(marker, CitationMarker) else _aside(page, marker)
    for start, end in seen:
        yield position, start
        position = end
    yield position, marker.end


def _aside(page: Page, marker: Marker) -> Iterator[tuple[int, int]]:
    """The words that are seen elsewhere than in the text: entries of the index, names of series."""
    if isinstance(marker, SpanMarker) and syntax.INDEX in marker.attributes:
        found = syntax.INDEXED.finditer(page.prose, marker.words_end, marker.end - 1)
    elif isinstance(marker, BlockMarker) and marker.name in OF_SERIES:
        found = _SERIES_NAME.finditer(page.prose, marker.start, marker.end)
    else:
        return
    for match in found:
        if not syntax.OPENED.search(match[match.lastindex]):
            yield match.span(match.lastindex)


def _locators(page: Page, citation: CitationMarker) -> Iterator[tuple[int, int]]:
    for start, end in syntax.locators(page.prose[citation.start : citation.end]):
        yield citation.start + start, citation.start + end


def _blank(match: re.Match) -> str:
    hidden = re.sub(r"[^\n]", " ", match[0])
    if words := match.groupdict().get("words"):
        start = match.start("words") - match.start()
        return hidden[:start] + words + hidden[start + len(words) :]
    return hidden


def read_aloud(page: Page, *also: tuple[int, int]) -> str:
    """What is visible and Finnish running text, with what stands between the indices of `also`
    blanked too. Length and line breaks stay.
    """
    foreign = (
        (marker.start, marker.end)
        for marker in page.markers
        if isinstance(marker, SpanMarker) and marker.attributes.get("lang", "fi") != "fi"
    )
    read = unquoted(page.prose)
    locators = (
        locator
        for marker in page.markers
        if isinstance(marker, CitationMarker)
        for locator in _locators(page, marker)
        if _LOCATOR.fullmatch(read, *locator)
    )
    aside = (span for marker in page.markers for span in _aside(page, marker))
    misread = (span for each in page.misreadings for span in each.hidden)
    text = blanked(visible(page), *also, *foreign, *locators, *aside, *misread)
    for match in of_itself(page):
        text = text[: match.start(1)] + match[1] + text[match.end(1) :]
    for pattern in (_SPACED, syntax.UNCLOSED, _ADDRESSES):
        text = pattern.sub(_blank, text)
    return _SIGNS.sub(" ", text)


def of_itself(page: Page) -> Iterator[re.Match]:
    """What the front matter says in words: title, description, headline of the slide; each as the
    group of a match.
    """
    wrong = {finding.place.line for finding in page.wrong_meta}
    for match in _FRONT_MATTER.finditer(page.source, 0, page.body):
        if page.place(match.start()).line not in wrong:
            yield match


def words(page: Page) -> Iterator[Word]:
    """The Finnish words, in the text and aside of it; those with digits in them are left out."""
    text = read_aloud(page)
    for marker in page.markers:
        for start, end in _aside(page, marker):
            text = text[:start] + page.prose[start:end] + text[end:]
    for match in _WORD.finditer(text):
        word = match[0].replace(SOFT_HYPHEN, "").rstrip(":’'")
        if not any(sign.isdigit() or sign in f"_{NUMBERED}" for sign in word):
            yield Word(word, match.start())


def words_read(page: Page) -> Iterator[Word]:
    """The words that a reader of the page reads, of any language: in headings, text, lists, tables
    and alternative texts, a number as one. Citations, code and what a chart shows are none.
    """
    aside = (span for marker in page.markers for span in _aside(page, marker))
    for match in READ.finditer(_SIGNS.sub(" ", blanked(visible(page), *aside))):
        yield Word(match[0].replace(SOFT_HYPHEN, ""), match.start())


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
            spoken = tuple(_SPOKEN.findall(part.replace(SOFT_HYPHEN, "")))
            if spoken:
                yield Sentence(spoken, paragraph.start() + begins, paragraph.start() + match.end())
            begins = None
