"""A sheet of the workbook as a form: what paper leaves room for becomes a field with a name that is
read out.
"""

from itertools import count
from xml.etree.ElementTree import Element, SubElement

FIELDS = frozenset({"input", "textarea"})


def make_fillable(sheet: Element) -> None:
    """Turn the gaps, the empty cells of tables and the boxes of checklists into fields."""
    title = sheet.find("h1")
    numbers = count(1)

    def describe(field: Element, words: str) -> None:
        field.set("name", f"{title.get('id')}-{next(numbers)}")
        field.set("title", words or _words(title))

    for element in list(sheet.iter()):
        classes = element.get("class", "").split()
        if "kentta" in classes:
            name, room = (
                element.find(f"*[@class='{part}']") for part in ("kentan-nimi", "kentan-tila")
            )
            # An editor may have written the class on an element of their own: that is no field.
            if name is not None and room is not None:
                describe(_field(room), _words(name))
        elif "lohko-tarkistuslista" in classes:
            for item in element.iter("li"):
                _box(item, describe)
        elif element.tag == "table":
            for cell, words in _empty_cells(element):
                cell.set("class", "taytettava")
                describe(SubElement(cell, "textarea"), words)


def _field(room: Element) -> Element:
    """The lines of the room become one field of their height."""
    lines = len(room)
    room.clear()
    room.set("class", "kentan-tila")
    field = (
        SubElement(room, "input", {"type": "text"}) if lines == 1 else SubElement(room, "textarea")
    )
    field.set("style", f"height: {8 * lines}mm")
    return field


def _box(item: Element, describe) -> None:
    words = _words(item)
    box = Element("input", {"type": "checkbox"})
    if "rastittu" in item.get("class", "").split():
        box.set("checked", "checked")
    box.tail, item.text = item.text, None
    item.insert(0, box)
    item.set("class", "rasti")
    describe(box, words)


def _empty_cells(table: Element) -> list[tuple[Element, str]]:
    """Each empty cell with the words that name it: the first cell of its row and the head of its
    column.
    """
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    heads = [_words(cell) for cell in rows[0]] if rows else []
    return [
        (cell, ", ".join(filter(None, (_words(row[0]) or f"rivi {number}", head))))
        for number, row in enumerate(rows[1:], start=1)
        for cell, head in zip(row, heads, strict=False)
        if not len(cell) and not (cell.text or "").strip()
    ]


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\u00ad", "").split())
