"""What counts as a word: the same for the pages, the table and, in engine/words.js, for what a
reader types.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from ..finnish import SOFT_HYPHEN

# Letters and digits, with a case ending after a colon or an apostrophe (EU:n); a hyphen parts words
# (some-tili).
WORD = re.compile(r"[^\W_]+(?:[:'’][^\W\d_]+)*")
TAG = re.compile(r"<[^>]*>")


def words(text: str) -> list[str]:
    """The words of a text in order, in lower case."""
    return [word.replace("’", "'") for word in WORD.findall(whole(text).lower())]


def whole(text: str) -> str:
    """The text without the places where its words may be broken."""
    return text.replace(SOFT_HYPHEN, "")


def plain(markup: str) -> str:
    """The text of an entry of search_index.json, which is HTML with a few tags kept."""
    return html.unescape(TAG.sub(" ", markup))


def fold(word: str) -> str:
    """The word without dots and accents, as on a keyboard that lacks them."""
    if word.isascii():
        return word
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign)
    )


def vocabulary(docs: Iterable[Mapping[str, str]]) -> Counter[str]:
    """How often each word stands in the entries of search_index.json, titles and texts together."""
    counts: Counter[str] = Counter()
    for doc in docs:
        for field in ("title", "text", "asked"):
            counts.update(words(plain(doc.get(field) or "")))
    return counts
