"""Mending: laid-out pages are looked at, and what a compositor would mend is told or changed in the
tree: wide tables, divided boxes, titles and figures that stand badly, the margin.
"""
