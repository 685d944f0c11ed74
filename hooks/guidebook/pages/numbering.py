"""The numbers of figures and tables, which run through the whole guide."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..syntax import shown_series
from .blocks import NUMBERED_BLOCKS
from .page import Page


@dataclass(frozen=True)
class Figure:
    """A numbered figure or table: `caption_label` is "Kuvio 3"."""

    caption_label: str
    anchor: str


def number_figures(pages: Iterable[Page]) -> dict[str, list[Figure]]:
    """Page → its numbered figures and tables in order; the numbers run through the whole guide."""
    counts: Counter[str] = Counter()
    figures: dict[str, list[Figure]] = {}
    for page in pages:
        anchors: Counter[str] = Counter()
        figures[page.path] = []
        for block in page.blocks:
            if label := NUMBERED_BLOCKS.get(block.name):
                counts[label] += 1
                stem = shown_series(block.argument).ids[0] if block.name != "kuva" else ""
                anchor = f"{label.lower()}-{stem or counts[label]}"
                anchors[anchor] += 1
                suffix = f"-{anchors[anchor]}" if anchors[anchor] > 1 else ""
                figures[page.path].append(Figure(f"{label} {counts[label]}", anchor + suffix))
    return figures
