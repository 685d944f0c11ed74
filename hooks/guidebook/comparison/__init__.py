"""What a change does to the guide: two trees of docs and data, both read by today's code, held
against each other.

`trees` reads them, `claim_changes`, `figure_changes`, `lost_links`, `rewordings` and `declared`
compare what they say, and `other_files` what is left; `sections` and `entry_points` put it in
words, and `outputs` gives the words as text, as Markdown for a pull request, and as a page with
pictures.
"""

from .comparing import Comparison, compare
from .outputs import as_markdown, as_page, as_text
from .page_counts import count_pages
from .trees import Tree, read_base, read_tree

__all__ = [
    "Comparison",
    "Tree",
    "as_markdown",
    "as_page",
    "as_text",
    "compare",
    "count_pages",
    "read_base",
    "read_tree",
]
