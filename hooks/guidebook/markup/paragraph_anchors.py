"""A stable address for each paragraph of the web page: made of how it begins, so that what changes
elsewhere does not move it.
"""

import hashlib
import re
import xml.etree.ElementTree as etree
from collections import Counter

from markdown.treeprocessors import Treeprocessor

from ..finnish import SOFT_HYPHEN

WORDS = 10  # of the beginning; figures are left out, for the data change them
LEAST = 3
_STASHED = re.compile("\x02[^\x03]*\x03")
_WORD = re.compile(r"[^\W\d_]+")


class ParagraphAnchors(Treeprocessor):
    """After the link map is drawn: nobody links to these from within the guide."""

    def run(self, root: etree.Element) -> None:
        given: Counter[str] = Counter()
        for paragraph in root:
            if paragraph.tag == "p" and not paragraph.get("id"):
                text = _STASHED.sub(" ", "".join(paragraph.itertext())).replace(SOFT_HYPHEN, "")
                words = _WORD.findall(text.lower())[:WORDS]
                if len(words) >= LEAST:
                    stem = f"k-{hashlib.sha256(' '.join(words).encode()).hexdigest()[:6]}"
                    given[stem] += 1
                    again = f"-{given[stem]}" if given[stem] > 1 else ""
                    paragraph.set("id", f"{stem}{again}")
