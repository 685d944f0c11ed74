"""The stylesheet of the book: its few sizes of type."""

import re

from books import STYLE

# Size and line in points; the last two are of covers and parts.
SIZES = {
    "26": "30", "14": "18", "11": "14", "10": "14", "9": "12.5", "8.8": "11.5", "7.8": "10.5", "7.5": "10", "44": "48", "17": "23",
}  # fmt: skip


def test_the_book_has_eight_sizes_and_covers_two_more():
    rules = STYLE.read_text("utf-8")
    shorthand = re.findall(r"font:[^;]*?([\d.]+)pt(?:/([\d.]+))?", rules)
    longhand = re.findall(r"font-size: ([\d.]+)pt(?:; line-height: ([\d.]+))?", rules)
    assert len(shorthand) > 30 and len(longhand) > 20
    # A call over the line takes no line of its own; the number in the ring of a step takes the step's.
    lone = {"", "0"}
    wrong = [(size, line) for size, line in shorthand + longhand if line not in lone and SIZES.get(size) != line]
    assert wrong == [("7.8", "12.5")] and {size for size, _ in shorthand + longhand} <= set(SIZES)
    assert not re.search(r"font-size: [\d.]+(?!pt|[\d.])", rules)
