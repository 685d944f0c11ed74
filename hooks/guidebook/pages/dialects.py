"""What is a marker in another dialect of Markdown, and here is text that readers would see.

Each is a pattern, a message, a hint and where it holds, as in misread.py.
"""

from ..syntax import CLASSES, KEYS

LINE = r"(?m:^)[ \t>]*"
_END = r"(?=[ \t]*(?m:$))"

_SPAN = rf"(?:\.(?:{'|'.join(CLASSES)})\b|(?:{'|'.join(KEYS)})[ \t]*=)[^{{}}\n]*\}}"
_LIST = r"[ \t]*:?[ \t]*[#.][\w-]+[^{}\n]*\}"
_LEFT = (
    'määre "{0}" jää näkyviin',
    "kirjoita otsikon tunnus rivin loppuun, väli sen edellä: {{#tunnus}}; muut määreet tulevat "
    "hakasulkeiden perään: [sanat]{{…}}",
)

DIALECTS = (
    (
        rf"\{{(?<=\][ \t]\{{)[ \t]*{_SPAN}",
        'määreen "{0}" edellä on väli',
        "poista se: [sanat]{0}",
    ),
    (
        # No marker, although its brackets are right: a line of it begins a quotation or a paragraph
        rf"\{{(?<=\]\{{)[ \t]*(?:{'|'.join(KEYS)})=\"[^\"{{}}\n]*\n[^\"{{}}]*\"[^{{}}\n]*\}}",
        'merkintä "{0}" katkeaa: sen toinen rivi aloittaa uuden kohdan',
        "kirjoita se kokonaan yhdelle riville",
    ),
    (rf"\{{(?<=[^\W_]\{{|[.,;:!?…”%]\{{){_LIST}", *_LEFT),
    (rf"\{{(?<=[ \t]\{{){_LIST}(?=[ \t]*[^\s|{{#])", *_LEFT),
    (
        r"\+\+(?<![\w+]\+\+)(?P<words>[a-z0-9-]+(?:\+[a-z0-9-]+)+)\+\+(?![\w+])",
        'näppäinmerkintä "{0}" ei toimi',
        "kirjoita <kbd>{1}</kbd>",
    ),
    (
        rf"{LINE}-+8<-+[^\n]*",
        'tiedoston liittäminen "{0}" ei toimi',
        "kirjoita teksti sivulle",
    ),
    (
        rf"{LINE}\[(?i:toc)\]{_END}",
        'sisällysluettelo "{0}" ei toimi',
        "poista se: sisällys tulee itsestään",
    ),
    (
        r"\[=\d+(?:[.,/]\d+)?%?[^\[\]\n]*\]",
        'edistymispalkki "{0}" ei toimi',
        "kirjoita luku sanoin",
    ),
    (
        rf"\^(?<=[ \t]\^)[\w-]+{_END}",
        'kohdan tunnus "{0}" näkyisi lukijalle',
        "poista se; otsikolle kirjoitetaan tunnus {{#tunnus}}",
    ),
    (
        rf"{LINE}[-*+][ \t]+\[[/<>!?*\"-]\](?=[ \t]+\S)",
        'ruutu "{0}" ei toimi',
        "kirjoita - [ ] ja väli, tai valmiiksi rastittuna - [x]",
    ),
    (
        rf"\A\s*(\+\+\+|;;;)[ \t]*\n(?:[^\n]*\n)*?\1{_END}",
        'alkutiedot eivät ala rivillä "{1}"',
        "kirjoita niiden ensimmäiseksi ja viimeiseksi riviksi ---, ja väliin rivejä avain: arvo",
    ),
)
