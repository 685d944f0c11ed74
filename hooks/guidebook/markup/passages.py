"""The passages on one's own collection that are left out: what is wrong in them is told all the
same.
"""

from ..guide import Format, Guide
from ..numbers.catalogue import NO_OWN
from . import link_check
from .extension import convert, listing_pages


def check(guide: Guide) -> None:
    """Report the mistakes of the passages that are left out; that the data do not carry them is
    none. The pages of the site must have been converted.
    """
    if not guide.incomplete:
        return
    whole = guide.as_written()
    listing = [path for path in listing_pages(whole) if path not in guide.incomplete]
    in_print = guide.incomplete if guide.settings.book else []
    for format, paths in (
        (Format.PRINT, in_print),  # the others are not converted to it yet
        (Format.WEB, [*guide.incomplete, *listing]),  # for where the lists may be linked to
    ):
        for path in paths:
            if whole.in_format(path, format):
                convert(whole, path, format)
    link_check.check(whole, Format.WEB)
    guide.add(one for one in whole.findings if not one.of_data and one.rule != NO_OWN)
