"""What an editor writes, as Python-Markdown extensions, and the conversion of a page to a format.

Two phases: the inline and block processors (`inline`, `block_syntax`) read the syntax and leave
marker elements in the tree; the tree processors give them their meaning from the guide and report
what is wrong: `resolver` step by step (`spans`, `figures`, `values`, `citations`, `appendix`,
`leftovers`, all on a `Conversion`), then `anchors_and_links`. Pages that list what the others hold
come last; `subject_index` finds in them what an entry fills. Then `seal` marks what the build has
made, `cleaning` goes over the finished HTML, and `one_reading` holds it to what proofreading and
comparison have read.
"""

from .extension import (
    LANGUAGE,
    LANGUAGE_SETTINGS,
    GuidebookExtension,
    check_language,
    convert,
    convert_pages,
    listing_pages,
)

__all__ = [
    "LANGUAGE",
    "LANGUAGE_SETTINGS",
    "GuidebookExtension",
    "check_language",
    "convert",
    "convert_pages",
    "listing_pages",
]
