"""Make-up: a tree becomes pages.

units        what is laid out by itself
settling     stretch by stretch, until page numbers and pages agree
sharing      pages on which one ends and another begins
layouts      WeasyPrint, asked for one layout after another; what it need not work out again is
             remembered (lines, styles, used values)
calm_lines   paragraphs whose right edge is calm, by the rules of rag
word_breaks  no word is torn that has room on a line of its own
laid         what stands where on pages, as plain data
"""
