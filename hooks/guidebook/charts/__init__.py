"""A series, or several side by side, as an accessible SVG: wide, narrow and for print.

chart      what is shown: rows of marks, read from series in this one place
description  values, and the whole chart, as text
lettering  how wide a text is, and where it breaks
scales     axes: from 0 to 100 %, linear, logarithmic
sheet      an SVG under way, its sizes and its colours
plot       the rows of a chart on a sheet
"""

from .chart import Chart, check, read_chart
from .description import base, base_number, describe, span, subject, value
from .plot import draw, draw_pieces
from .sheet import NARROW, PRINT, WIDE, inks

__all__ = [
    "NARROW",
    "PRINT",
    "WIDE",
    "Chart",
    "base",
    "base_number",
    "check",
    "describe",
    "draw",
    "draw_pieces",
    "inks",
    "read_chart",
    "span",
    "subject",
    "value",
]
