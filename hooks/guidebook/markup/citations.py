"""Citations: those a writer makes, and those that facts bring with them."""

import re
import xml.etree.ElementTree as etree

from .. import syntax
from ..findings import Problem, meant
from ..guide import LEFTOVER, Format
from ..numbers.facts import Source
from .conversion import PLAIN_INSIDE, Conversion
from .inline import CITATION
from .tree import add_text, element, replace, walk
from .values import SOURCE

TEXT_BLOCKS = {"p", "li", "td", "th", "dd", "dt", "figcaption"}
BLOCKS_INSIDE = TEXT_BLOCKS | {"ul", "ol", "table", "blockquote", "figure"}

# Where a line may not break in a locator. Proofreading passes such locators by.
_TIGHT = re.compile(r"(?<=\d) (?=(?:[a-z] )?§)|(?<=\d [a-z]) (?=§)|(?<=\bs\.) (?=\d)")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”\")]|$)|[;:](?=\s)")


def resolve(conversion: Conversion) -> None:
    for block, _ in walk(conversion.root):
        if block.tag in TEXT_BLOCKS:
            _cite_facts(conversion, block)
    for data in conversion.root.iter("data"):
        data.attrib.pop(SOURCE, None)
    for child, ancestors in conversion.markers(CITATION):
        marker, parts = child.get("marker"), []
        if "[" in child.get("inside"):
            hint = "kirjoita kohta ilman hakasulkeita, esim. [@lähde, s. 12]"
            problem = Problem(
                LEFTOVER, f'merkintä "{marker}" päättyy sisempään hakasulkeeseen', hint
            )
            conversion.report(marker, problem)
        for name, locator in _parts(child):
            if name in conversion.guide.sources:
                parts.append((name, locator))
            else:
                conversion.report(
                    marker,
                    Problem(
                        "tuntematon-lähde",
                        f'"{name}"',
                        meant(name, conversion.guide.sources)
                        or "lisää se tiedostoon data/sources.yml",
                    ),
                )
        linked = not any(ancestor.tag in PLAIN_INSIDE for ancestor in ancestors)
        replace(ancestors[-1], child, citation(conversion, parts, linked))


def _parts(marker: etree.Element) -> list[tuple[str, str]]:
    """The sources that a citation names, each with its locator or ""."""
    named = syntax.sources(marker.get("inside", ""))
    return [(name, _TIGHT.sub("\u00a0", locator)) for name, locator in named]


def _cite_facts(conversion: Conversion, block: etree.Element) -> None:
    """A fact is cited at the end of its sentence, each source once, unless the writer cites it
    there.
    """
    pending: dict[str, None] = {}
    index = 0
    while index < len(block) and block[index].tag not in BLOCKS_INSIDE:
        child = block[index]
        for inner in child.iter():
            pending |= dict.fromkeys(inner.attrib.pop(SOURCE, "").split())
            if inner.tag == CITATION:
                for name, _ in _parts(inner):
                    pending.pop(name, None)
        end = _SENTENCE_END.search(child.tail or "")
        if pending and end:
            cite = citation(conversion, [(source, "") for source in pending])
            child.tail, cite.tail = f"{child.tail[: end.start()]} ", child.tail[end.start() :]
            block.insert(index + 1, cite)
            pending = {}
            index += 1
        index += 1
    if pending:
        add_text(block, index, " ")
        block.insert(index, citation(conversion, [(source, "") for source in pending]))


def source_link(conversion: Conversion, source: Source, linked: bool = True) -> etree.Element:
    """A source as the text names it, linked to its entry in the list of sources."""
    page = conversion.guide.page_with("lahteet")
    if linked and page:
        return element("a", source.short, href=conversion.link(page, f"lahde-{source.id}"))
    return element("span", source.short)


def citation(
    conversion: Conversion, parts: list[tuple[str, str]], linked: bool = True
) -> etree.Element:
    cite = element("cite", class_="viite")
    inside = cite
    if conversion.format is Format.WEB:  # what stands beside the text where the window has room
        inside = etree.SubElement(cite, "span", {"class": "viite-sisus"})
    inside.text = "("
    for number, (name, locator) in enumerate(parts, 1):
        source = conversion.guide.sources[name]
        conversion.contents.sources.append(name)
        inside.append(source_link(conversion, source, linked))
        end = "; " if number < len(parts) else ")"
        inside[-1].tail = (f", {locator}" if locator else "") + end
    return cite
