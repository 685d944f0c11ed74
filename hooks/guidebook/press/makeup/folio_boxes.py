"""Boxes that show the number of a page: in the margin its own, in the text those of what a
mark points to.
"""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.formatting_structure.boxes import Box, MarginBox, TextBox

from ..setting.folios import DIGIT, PAGES, target_of

COUNTED = ("counter()", ("page", "decimal"))  # in the margin of a page


@dataclass
class FolioPlace:
    """On a page, counted from 0, some digits of a number, after those `skipped` on the line before:
    that of the page itself, or of those of a target, which begins at one anchor and ends at
    another. `glyphs` are the ten digits as the face names them.
    """

    page: int
    digits: str
    target: tuple[str, str] | None = None
    skipped: int = 0
    glyphs: str = ""

    def of(self, number: str) -> str:
        """The digits that it shows of another number, which is as wide."""
        return "".join(DIGIT.findall(number))[self.skipped :][: len(self.digits)]


def places(document: weasyprint.Document) -> dict[TextBox, FolioPlace]:
    found: dict[TextBox, FolioPlace] = {}
    shown: dict[Element, int] = {}  # the digits of each number that stand in a box already
    for number, page in enumerate(document.pages):
        for box in page._page_box.children:
            if isinstance(box, MarginBox) and COUNTED in box.style["content"]:
                texts = (inner for inner in box.descendants() if isinstance(inner, TextBox))
                found |= {text: FolioPlace(number, _digits(text)) for text in texts}
        for box in page._page_box.descendants(placeholders=True):
            if _tells(box) and (digits := _digits(box)):
                mark = box.element
                skipped = shown.get(mark, 0) % len(DIGIT.findall(mark.get(PAGES)))
                found[box] = FolioPlace(number, digits, target_of(mark), skipped)
                shown[mark] = skipped + len(digits)
    return found


def _tells(box: Box) -> bool:
    marks = isinstance(box, TextBox) and box.element is not None and PAGES in box.element.attrib
    return marks and box.element_tag.endswith("::after")


def _digits(box: TextBox) -> str:
    return "".join(DIGIT.findall(box.text))


def retell(document: weasyprint.Document) -> None:
    """Shows in laid-out pages the numbers that their marks tell now, as wide as they were."""
    for box, place in places(document).items():
        if place.target and (digits := place.of(box.element.get(PAGES))) != place.digits:
            following = iter(digits)
            text = DIGIT.sub(lambda _, following=following: next(following), box.text)
            box.pango_layout.text = box.pango_layout.text.replace(box.text, text, 1)
            box.text = text
