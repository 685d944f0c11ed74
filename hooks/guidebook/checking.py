"""The editor's full check of the whole guide."""

from . import book, credits, printable, proofing, search
from .editions import announced, errata
from .guide import Format, Guide
from .markup import check_language, convert_pages, link_check, passages, subject_index
from .site import addresses, published_files


def check_guide(guide: Guide) -> None:
    """Gather the findings of the whole guide; they stand in guide.findings."""
    for format in Format:
        pages = convert_pages(guide, format)
        link_check.check(guide, format)
        if format is Format.PRINT and guide.settings.book:
            printable.check(guide, pages, book.assemble(guide, pages))
    passages.check(guide)
    guide.add(subject_index.check(guide))
    guide.add(proofing.check(guide.as_written()))
    guide.add(search.check(guide.settings.synonyms))
    published_files.check_use(guide)
    check_public(guide)


def check_public(guide: Guide) -> None:
    """What the public may count on, once the site's pages are converted: names of files, addresses
    and editions.
    """
    check_language(guide)
    guide.add(credits.check(guide))
    published_files.check(guide)
    addresses.check(guide)
    announced.check(guide)
    errata.check(guide)
