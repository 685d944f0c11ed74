"""Characters no text needs: they are not seen, make a text read other than it looks, or break what
is made of it.
"""

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff"
# The default-ignorable code points of Unicode but the soft hyphen, and the other format characters
_IGNORABLE = (
    "\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ufe00-\ufe0d"
)
_BLANK = "\u2800\U00016fe4\U0001d159"  # fillers that fonts draw as nothing
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_PICTURES = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f"
_PICTURES += "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# What makes an emoji of the sign before it, or one of two, is seen
_STRAY = (
    rf"(?<![{_PICTURES}#*0-9])[\ufe0e\ufe0f]|(?<=[#*0-9])[\ufe0e\ufe0f](?!\u20e3)"
    rf"|(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}])"
)
_ALWAYS = f"{_CONTROLS}{_IGNORABLE}{_BLANK}{_PRIVATE}{_NONCHARACTERS}"
INVISIBLE = re.compile(f"[{_ALWAYS}]|{_STRAY}")
_SUSPECT = re.compile(f"[{_ALWAYS}\ufe0e\ufe0f\u200d]")


def suspect(text: str) -> bool:
    """Whether a text may have any, by a look at which characters it has: most texts have none."""
    return bool(_SUSPECT.search("".join(set(text))))


def name(character: str) -> str:
    """ "U+200B ZERO WIDTH SPACE"; those without a name of their own by their kind."""
    kinds = {"Cc": "ohjausmerkki", "Cs": "puolikas merkki", "Co": "yksityinen merkki"}
    kind = kinds.get(unicodedata.category(character), "ei mikään merkki")
    return f"U+{ord(character):04X} {unicodedata.name(character, kind)}"
