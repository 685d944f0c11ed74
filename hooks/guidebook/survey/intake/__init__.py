"""From a spreadsheet to the collection `oma`: sheets → the table in each → what its headings mean
→ rows told of their owners → the four tables → written, and read once more.
"""

from .taking import Asking, Taken, take

__all__ = ["Asking", "Taken", "take"]
