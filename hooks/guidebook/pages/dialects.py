"""What is a marker in another dialect of Markdown, and here is text that readers would see.

Each is a pattern, a message, a hint and where it holds, as in misread.py.
"""

LINE = r"(?m:^)[ \t>]*"
_END = r"(?=[ \t]*(?m:$))"

DIALECTS = (
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
