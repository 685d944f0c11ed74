"""Tables of the site in a frame that scrolls. In one of words each cell knows the heading of its
column: where the window is narrow, its rows become cards.
"""

import xml.etree.ElementTree as etree

from .tree import element, replace, walk

FRAME, WORDS = "taulukon-kehys", "sanataulukko"
LEAST = 3  # columns of a table whose rows become cards; two stand beside each other on a phone
ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "th": "columnheader",
    "td": "cell",
}


def frame(root: etree.Element) -> None:
    for table, ancestors in [*walk(root)]:
        if table.tag != "table":
            continue
        framed = element("div", class_=FRAME)
        replace(ancestors[-1], table, framed)
        framed.append(table)
        if "class" not in table.attrib:
            table.set("class", WORDS)
            _label(table)


def _label(table: etree.Element) -> None:
    """As a card a table is no table to a browser, so its parts say what they are."""
    heads = [" ".join("".join(cell.itertext()).split()) for cell in table.iterfind("thead/tr/th")]
    rows = table.findall("tbody/tr")
    if len(heads) < LEAST or any(len(row) != len(heads) for row in rows):
        return
    for part in table.iter():
        if part.tag in ROLES:
            part.set("role", ROLES[part.tag])
    for row in rows:
        for cell, head in zip(row, heads, strict=True):
            cell.set("data-otsikko", head)
