"""Conversions kept from one build to the next: a page that is written as it was, in a guide of the
same numbers and sources, is not converted again.

Kept is only what had nothing to tell: a page with a finding is converted each time.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import astuple
from functools import lru_cache
from typing import Any

from markdown import Markdown

from .. import finnish
from ..guide import Format, Guide, PageContents, SectionText, SeeEntry, Use
from ..pages.page import Page
from ..text.keeping import digest_of, kept

SHELF = "sivut"
INDEX = "hakemisto"
HISTORY = "muutokset"  # the list that is made of other files too
TITLE, ANCHORS = "mkdocs_extract_title", "mkdocs_extract_anchors"  # MkDocs' own steps, by name


def converted(
    guide: Guide, page: Page, format: Format, md: Markdown, inputs: list[str], make: Callable
) -> str:
    """The page's HTML by `make`, or as it was kept; either way the guide has its contents, and
    `md` what MkDocs asks of it. `inputs`: the text, and how `md` is set up.
    """
    reported = guide.reported
    if not _lasts(page):
        return make()

    def pack(html: str) -> Any:
        if guide.reported != reported:
            return None
        contents = _as_data(guide.contents(page.path, format))
        return [html, contents, getattr(md, "toc_tokens", []), _title(md)]

    def unpack(data: Any) -> str:
        html, contents, toc, title = data
        guide.put(page.path, format, _from_data(contents))
        md.toc_tokens = toc
        _hand_on(md, title, contents["anchors"])
        return html

    return kept([*_inputs(guide, page, format), *inputs], make, pack, unpack, SHELF)


def _lasts(page: Page) -> bool:
    """Whether all that the page shows is known to be the same."""
    lists = {block.name for block in page.blocks}
    return HISTORY not in lists and (not page.lists_others or bool(finnish.dictionary()))


def _inputs(guide: Guide, page: Page, format: Format) -> list[str]:
    """What a conversion may look up."""
    inputs = [_known(guide), format, page.path, page.source, repr(page.left_out)]
    inputs.append(repr(guide.figures.get(page.path)))
    if any(block.name == "kuva" for block in page.blocks):
        inputs += sorted(_drawings(guide))
    if page.lists_others:
        inputs += [finnish.dictionary(), repr([*_of_others(guide, page, format)])]
    return inputs


def _of_others(guide: Guide, page: Page, format: Format) -> Iterator[tuple]:
    """What the lists of a page may look up of the other pages; no other page looks anything up."""
    index = any(block.name == INDEX for block in page.blocks)
    for path, each in guide.pages.items():
        if path == page.path:
            continue
        met = guide.contents(path, format)
        yield path, each.title, guide.in_format(path, format), met.numbers, met.sources
        if index:
            texts = [one.text for one in met.sections if guide.shown]
            heads = [(one.anchor, one.level, one.heading) for one in met.sections]
            names = each.source if path == guide.settings.glossary else ""
            yield met.terms, met.see, heads, texts, each.language, each.lists_others, names


@lru_cache(maxsize=1)
def _known(guide: Guide) -> str:
    """A digest of what every page may look up; the other pages are apart."""
    settings = guide.settings
    root = str(settings.config.parent)
    given = [
        repr(settings).replace(root, ""),
        settings.config.read_text("utf-8") if settings.config.is_file() else "",
        repr((type(guide.numbers).__name__, [*guide.numbers.items()])).replace(root, ""),
        repr((guide.sources, guide.identity)).replace(root, ""),
        repr((guide.collections, guide.real, guide.pages_of_lists)),
        repr((guide.shown, sorted(guide.unread_rules))),
    ]
    return digest_of(given)


def _drawings(guide: Guide) -> list[str]:
    """A digest of each drawing that a page may show."""
    docs = guide.settings.docs
    return [digest_of([file.relative_to(docs).as_posix(), file]) for file in docs.rglob("*.svg")]


def _title(md: Markdown) -> str | None:
    return md.treeprocessors[TITLE].title if TITLE in md.treeprocessors else None


def _hand_on(md: Markdown, title: str | None, anchors: list[str]) -> None:
    if TITLE in md.treeprocessors:
        md.treeprocessors[TITLE].title = title
    if ANCHORS in md.treeprocessors:
        md.treeprocessors[ANCHORS].present_anchor_ids.update(anchors)


def _as_data(contents: PageContents) -> dict[str, Any]:
    return {
        **vars(contents),
        "anchors": sorted(contents.anchors),
        "numbers": [(id, astuple(use)) for id, use in contents.numbers],
        "terms": [(name, astuple(use)) for name, use in contents.terms],
        "see": [astuple(one) for one in contents.see],
        "sections": [astuple(one) for one in contents.sections],
        "made_read": sorted(contents.made_read),
    }


def _from_data(data: dict[str, Any]) -> PageContents:
    return PageContents(
        **{
            **data,
            "anchors": set(data["anchors"]),
            "pictures": [tuple(one) for one in data["pictures"]],
            "long_cells": [tuple(one) for one in data["long_cells"]],
            "numbers": [(id, Use(*use)) for id, use in data["numbers"]],
            "terms": [(name, Use(*use)) for name, use in data["terms"]],
            "see": [SeeEntry(*one) for one in data["see"]],
            "sections": [SectionText(*one) for one in data["sections"]],
            "made": Counter(data["made"]),
            "made_read": set(data["made_read"]),
        }
    )
