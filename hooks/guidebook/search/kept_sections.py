"""The sections that the theme's plugin finds on a page, kept while the page stays as it is: the
plugin reads its HTML letter by letter.
"""

from typing import Any

from ..text.keeping import kept

SHELF = "osiot"


def keep(index: Any) -> None:
    """Let the plugin's index add a page as it added one alike."""
    add = index.add_entry_from_context

    def add_or_kept(page: Any) -> None:
        def make() -> list[dict]:
            first = len(index.entries)
            add(page)
            made = index.entries[first:]
            del index.entries[first:]
            return made

        index.entries += kept(_inputs(page), make, lambda made: made, list, SHELF)

    index.add_entry_from_context = add_or_kept


def _inputs(page: Any) -> list[str]:
    """All that the plugin asks a page for."""
    return [page.content, page.url, str(page.title), repr([*page.meta.items()]), str(page.toc)]
