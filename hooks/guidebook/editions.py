"""The whole guide in an edition: every page converted, and the editor's full check."""

from . import addresses, feed, links, proofing, search
from .guide import Edition, Guide, missing_pages
from .markup import convert


def convert_pages(guide: Guide, edition: Edition) -> dict[str, str]:
    """Page → HTML in reading order."""
    paths = [path for path in guide.pages if guide.in_edition(path, edition)]
    last = listing_pages(guide)
    html = {path: convert(guide, path, edition) for path in sorted(paths, key=last.__contains__)}
    return {path: html[path] for path in paths}


def listing_pages(guide: Guide) -> list[str]:
    """The pages that list what the others use: they come after them, whatever their place in the nav."""
    return [path for path, page in guide.pages.items() if page.lists_others]


def check_guide(guide: Guide) -> None:
    """Gather the findings of the whole guide; they stand in guide.findings."""
    guide.add(missing_pages(guide.settings))
    for edition in Edition:
        convert_pages(guide, edition)
        links.check(guide, edition)
    guide.add(proofing.check(guide))
    guide.add(search.check(guide.settings.synonyms))
    check_public(guide)


def check_public(guide: Guide) -> None:
    """What the public may count on, once the site's pages are converted: addresses, the feed."""
    addresses.check(guide)
    feed.check(guide)
