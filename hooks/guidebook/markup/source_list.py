"""The list of sources: its head tells once how and when they were read, an entry where it was read
otherwise.
"""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown.util import AtomicString

from .. import finnish
from ..guide import Format
from ..numbers.facts import ORIGINAL, SECOND_HAND, STORED, Source
from .conversion import Conversion
from .tree import element

TWO_LINES = 130  # characters that surely fit on two lines of the book's list
SHORT_ADDRESS = 45  # characters of one that is printed whole, as a DOI is
_BEGINNING = re.compile(r"https?://(?:www\.)?")
FROM = {STORED: " julkisten sivujen tallenteista", ORIGINAL: " itse palveluista"}
MEANS = {
    STORED: "lähde luettiin tallenteesta",
    ORIGINAL: "lähde luettiin itse palvelusta",
    SECOND_HAND: "lähde selostaa toista lähdettä, esimerkiksi tutkimusta tai päätöstä",
}


def sources(conversion: Conversion) -> list[etree.Element]:
    """The sources that the format cites, in alphabetical order."""
    guide, format = conversion.guide, conversion.format
    cited = {name for path in guide.pages for name in guide.contents(path, format).sources}
    cited |= {
        source.id
        for name in guide.uses(format)
        if name in guide.numbers
        for source in guide.numbers[name].sources
    }
    listed = sorted((guide.sources[name] for name in cited), key=lambda source: source.sort_key)
    if not listed:
        return []
    ways = Counter(source.read for source in listed if source.accessed)
    del ways[SECOND_HAND]
    common = ways.most_common(1)[0][0] if ways else ""
    made = element("ul", class_="lahteet")
    for source in listed:
        made.append(_entry(source, format, "" if source.read == common else source.read))
    return [*_head(listed, common, format), made]


def _head(listed: Sequence[Source], common: str, format: Format) -> Iterator[etree.Element]:
    days = [source.accessed for source in listed if source.accessed]
    if not days:
        return
    sentences = [
        f"Verkkolähteet on luettu {finnish.period(min(days), max(days))}{FROM.get(common, '')}."
    ]
    for way, meaning in MEANS.items():
        if way != common and any(source.read == way for source in listed):
            sentences.append(f"Merkintä ”{way}” kertoo, että {meaning}.")
    if format is Format.PRINT:
        sentences.append("Pitkästä osoitteesta näkyy alku, ja koko osoite on verkossa.")
    yield element("p", " ".join(sentences), class_="lahteiden-luku")


def _entry(source: Source, format: Format, read: str) -> etree.Element:
    """The book leaves to the head of the list when the source was read, and to the site all but one
    of many authors and most of a long address.
    """
    printed = format is Format.PRINT
    parts = dict(source.full)
    item = element("li", id=f"lahde-{source.id}")
    who = " ".join(parts[key] for key in ("author", "year") if key in parts and "author" in parts)
    who = source.short if printed and source.author.count(";") > 1 else who
    item.text = AtomicString(f"{who}: " if who else "")
    if "url" in parts:
        item.append(element("a", source.title, href=source.url))
    else:
        item.append(element("cite", source.title))
    rest = [parts.get("publisher", ""), parts.get("accessed", ""), read]
    if printed:
        rest = [rest[0] if rest[0] != parts.get("author") else "", read]
    stop = "" if source.title.endswith((".", "?", "!")) else "."
    after = "".join(f"{text[0].upper()}{text[1:]}. " for text in rest if text)
    item[-1].tail = f"{stop} {after}"
    if "url" in parts:
        room = TWO_LINES - len("".join(item.itertext()))
        address = element("span", source.url, class_="osoite", lang="zxx")
        if printed:  # it leads where it says
            short = _short(source.url, room)
            address = element("a", short, class_="osoite", lang="zxx", href=source.url)
        item.append(address)
    return item


def _short(address: str, room: int) -> str:
    """The address as one writes it; of one for which there is no room, the host."""
    written = _BEGINNING.sub("", address).rstrip("/")
    host, slash, _ = written.partition("/")
    whole = len(written) <= max(room, SHORT_ADDRESS) or not slash
    return written if whole else f"{host}/…"
