"""The name of a page in another language says so in menus and lists, and so do its sections."""

import html
import re
from collections.abc import Iterable

from ..pages.page import FINNISH, Page

_SECTION = '<a href="#'  # in the table of contents beside the text
_CONTENTS = re.compile(r'<nav class="(?:md-nav md-nav--secondary|sisallys)".*?</nav>', re.DOTALL)


def mark(output: str, page: Page | None, foreign: Iterable[Page]) -> str:
    """The HTML of a page, with `lang` at the names of the foreign ones and at its own sections."""
    for other in foreign:
        name = re.escape(html.escape(other.title, quote=False))
        named = rf'><span lang="{other.language}">\1</span><'
        output = re.sub(rf">(\s*{name}\s*)<(?!/title)", named, output)
    if page and page.language != FINNISH:
        section = f'<a lang="{page.language}"{_SECTION.removeprefix("<a")}'
        output = _CONTENTS.sub(lambda contents: contents[0].replace(_SECTION, section), output)
    return output
