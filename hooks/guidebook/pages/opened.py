"""The front page as a version opens it: with a text of versio.yml in the place of the guide's own
introduction.
"""

from dataclasses import dataclass

from ..adaptation import OPENING, Adaptation
from ..bounds import Bounds
from ..findings import BadInput, Place
from ..text.source import read_text
from .markers import BlockMarker
from .page import Page
from .weight import too_heavy


@dataclass(eq=False)
class OpenedPage(Page):
    """The source holds the text from `start` to `end`, all else is of the guide's own page."""

    guides: Page | None = None
    version: Adaptation | None = None
    start: int = 0
    end: int = 0
    replaced: int = 0  # where what follows it begins in the guide's own

    def place(self, offset: int) -> Place:
        if offset < self.start:
            return self.guides.place(offset)
        if offset >= self.end:
            return self.guides.place(offset - self.end + self.replaced)
        line_start = self.source.rfind("\n", 0, offset) + 1
        line = self.source[line_start:].split("\n", 1)[0]
        return self._written(line.strip(), offset - line_start)

    def _written(self, line: str, column: int) -> Place:
        """Where in versio.yml the line stands, as far as it is written as it is."""
        at = self.version.place(OPENING)
        lines = read_text(self.version.file).split("\n")
        for number in range(at.line, len(lines) + 1):
            if line and (found := lines[number - 1].find(line)) >= 0:
                return Place(at.path, number, found + column + 1)
        return at


def opened(page: Page, version: Adaptation | None, bounds: Bounds) -> Page:
    """The page, opened by the version's text where it has one: what stands before the doors and the
    first subheading gives way to it, and the heading where it brings its own. Raises BadInput.
    """
    if not version or not (text := version.texts[OPENING]):
        return page
    title = next((one for one in page.headings if one.level == 1), None)
    start = page.body if text.startswith("# ") or not title else title.end
    ends = [one.start for one in page.headings if one.level > 1]
    ends += [one.start for one in page.markers if isinstance(one, BlockMarker)]
    replaced = min((end for end in ends if end > start), default=len(page.source))
    before = f"{page.source[:start].rstrip()}\n\n" if start else ""
    made = OpenedPage(
        page.path,
        page.file,
        f"{before}{text}\n\n{page.source[replaced:]}",
        page.meta,
        page.wrong_meta,
        guides=page,
        version=version,
        start=len(before),
        end=len(before) + len(text) + 2,
        replaced=replaced,
    )
    if heavy := list(too_heavy(made, bounds)):
        raise BadInput(*heavy)
    return made
