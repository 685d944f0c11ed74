"""The proof of the printed book: every page examined and pictured, and held against the site.

`examination` looks for faults on the laid-out pages, `parity` for what the site has and the book
has not, `explained` reads which faults are left standing and why, `contact_sheets` draws the pages,
and `report` says it all; `making` prints the book for it, or judges one that the build has printed.
"""

from .making import Proof, judge, make
from .report import as_text

__all__ = ["Proof", "as_text", "judge", "make"]
