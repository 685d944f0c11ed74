"""The proof of the printed book: every page examined and pictured, and held against the site.

`examination` looks for faults on the laid-out pages, `parity` for what the site has and the book
has not, `explained` reads which faults are left standing and why, `contact_sheets` draws the pages,
and `report` says it all; `making` prints the book for it.
"""

from .making import Proof, make
from .report import as_text

__all__ = ["Proof", "as_text", "make"]
