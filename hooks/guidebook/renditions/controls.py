"""Content controls of Word: what one fills in, in OpenXML, which pandoc passes on."""

from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

LONGEST_TITLE = 60  # characters; Word refuses a document whose titles are longer than 64
PLACEHOLDER = "Paikkamerkki"  # the style of what stands in a field until one writes in it
TO_WRITE = "Kirjoita tähän"
EMPTY = "\u2002" * 4  # what stands in a cell: room to click at, and nothing that would be printed
CHECKED, UNCHECKED = "☒", "☐"
_FONT = "Segoe UI Symbol"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


class Controls:
    """Those of one document: each has a number of its own."""

    def __init__(self):
        self._numbers: Iterator[int] = count(1)

    def field(self, title: str, placeholder: str, *, multiple: bool = False) -> str:
        """Plain text, of one line or of several."""
        kind = '<w:text w:multiLine="1"/>' if multiple else "<w:text/>"
        run = (
            f'<w:r><w:rPr><w:rStyle w:val="{PLACEHOLDER}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(placeholder)}</w:t></w:r>'
        )
        return self._control(title, f"<w:showingPlcHdr/>{kind}", run)

    def box(self, title: str, checked: bool = False) -> str:
        """A box to check."""
        kind = (
            f'<w14:checkbox xmlns:w14="{_WORD_2010}"><w14:checked w14:val="{int(checked)}"/>'
            f'<w14:checkedState w14:val="{ord(CHECKED):04X}" w14:font="{_FONT}"/>'
            f'<w14:uncheckedState w14:val="{ord(UNCHECKED):04X}" w14:font="{_FONT}"/>'
            "</w14:checkbox>"
        )
        fonts = " ".join(f'w:{name}="{_FONT}"' for name in ("ascii", "hAnsi", "eastAsia", "cs"))
        sign = CHECKED if checked else UNCHECKED
        run = f"<w:r><w:rPr><w:rFonts {fonts}/></w:rPr><w:t>{sign}</w:t></w:r>"
        return self._control(title, kind, run)

    def _control(self, title: str, kind: str, content: str) -> str:
        number = next(self._numbers)
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(_short(title))}/>"
            f'<w:tag w:val="kentta-{number}"/><w:id w:val="{number}"/>{kind}</w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )


def _short(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[:LONGEST_TITLE].rpartition(" ")[0] or title[:LONGEST_TITLE]
    return f"{cut.rstrip(' ,.;:')} …"
