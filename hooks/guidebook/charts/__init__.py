"""A series as an accessible SVG."""

from .drawing import bars, columns, describe, describe_ranges, ranges

__all__ = ["bars", "columns", "describe", "describe_ranges", "ranges"]
