"""The editor's full check of the whole guide."""

from . import proofing, search
from .editions import announced
from .guide import Format, Guide, missing_pages
from .markup import convert_pages, link_check, passages
from .site import addresses


def check_guide(guide: Guide) -> None:
    """Gather the findings of the whole guide; they stand in guide.findings."""
    guide.add(missing_pages(guide.settings))
    for format in Format:
        convert_pages(guide, format)
        link_check.check(guide, format)
    passages.check(guide)
    guide.add(proofing.check(guide.as_written()))
    guide.add(search.check(guide.settings.synonyms))
    check_public(guide)


def check_public(guide: Guide) -> None:
    """What the public may count on, once the site's pages are converted: addresses and editions."""
    addresses.check(guide)
    announced.check(guide)
