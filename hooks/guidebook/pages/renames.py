"""Which page goes on with the text of one that is gone."""

import posixpath
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path

from ..findings import nearest
from ..text.versions import versions
from .page import Page

ALIKE = 0.5  # the share of lines of two texts that are the same page's


def successor(
    pages: Mapping[str, Page], docs: Path, gone: str, new: Collection[str] = ()
) -> str | None:
    """The page whose text is most like the last one of the page that is gone; without a history,
    the one in its folder that is new.
    """
    for text in islice(versions(docs, gone), 1):
        shares = {path: _share(text, page.source) for path, page in pages.items()}
        best = max(shares, key=shares.get, default="")
        if best and shares[best] >= ALIKE:
            return best
    beside = [path for path in new if posixpath.dirname(path) == posixpath.dirname(gone)]
    return beside[0] if len(beside) == 1 else None


def likely(path: str, pages: Collection[str]) -> str | None:
    """The page that was meant by a path: one of the same name, one whose name goes on with it, or
    the nearest.
    """
    name = posixpath.basename(path).casefold()
    same = [page for page in pages if posixpath.basename(page).casefold() == name]
    words = f"{_stem(path)}-"
    longer = [page for page in pages if _stem(page).startswith(words)]
    for found in (same, longer):
        if len(found) == 1:
            return found[0]
    return nearest(path, pages)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _share(text: str, other: str) -> float:
    lines = [[line for line in each.split("\n") if line.strip()] for each in (text, other)]
    return SequenceMatcher(None, *lines, autojunk=False).ratio()
