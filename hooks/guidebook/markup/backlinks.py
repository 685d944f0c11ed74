"""Links from a list that the build makes to the spots in the text that it lists."""

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from ..guide import Format, Use
from .conversion import Conversion
from .filled_sections import Spot
from .tree import element


def link_back(cell: etree.Element, uses: list[Use], conversion: Conversion) -> None:
    """A link to each spot. On the site the first one of a page bears its title; the book prints
    page numbers only, one for each section, since it is known only on paper which spots share a
    page.
    """
    if conversion.format is Format.PRINT:
        first = {(use.path, use.section): use for use in reversed(uses)}
        spots = sorted(first.values(), key=uses.index)
        for use in spots:
            separate(cell, ", ")
            cell.append(
                element(
                    "a", "s.", href=conversion.link(use.path, use.anchor), class_="kayttopaikka"
                )
            )
        return
    for path in dict.fromkeys(use.path for use in uses):
        title = conversion.guide.pages[path].title
        of_page = [use for use in uses if use.path == path]
        for number, use in enumerate([use for use in of_page if use.anchor] or of_page[:1], 1):
            separate(cell, ", " if number > 1 else "; ")
            text = title if number == 1 else str(number)
            linked = element(
                "a", text, href=conversion.link(use.path, use.anchor), class_="kayttopaikka"
            )
            if number > 1:
                linked.set("aria-label", f"{title}, kohta {number}")
            cell.append(linked)


def link_spots(cell: etree.Element, spots: list[Spot], conversion: Conversion) -> None:
    """A link to each place of an entry of the index. On the site it bears the names of the page and
    the section, in the book the pages of the section or the spot.
    """
    before = ""
    for spot in spots:
        path, heading = spot.use.path, spot.section.heading
        title = conversion.guide.pages[path].title
        text = title if spot.section.level < 2 else f"{title}: {heading}"
        link = element(
            "a",
            "s." if conversion.format is Format.PRINT else text,
            href=conversion.link(path, spot.use.anchor),
            class_="kayttopaikka jakso" if spot.whole else "kayttopaikka",
        )
        if conversion.format is Format.PRINT:
            separate(cell, ", ")
        elif path == before and spot.section.level > 1:
            separate(cell, ", ")
            link.text = AtomicString(heading)
            link.set("aria-label", text)
        else:
            separate(cell, "; ")
        cell.append(link)
        before = path


def separate(cell: etree.Element, separator: str) -> None:
    if len(cell):
        cell[-1].tail = separator
