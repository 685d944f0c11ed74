"""What Python-Markdown takes off a page though its writer meant it to be read there."""

import re
from collections.abc import Iterable, Iterator

ADDRESS = r"(?:[^()\[\]\s]*(?:\.[a-z]{2,5}\b|//|\#|@)|\.\.?/)[^()\[\]\s]*"

# A line that gives the address of a name, and one that explains an abbreviation
_APART = re.compile(
    r"""^[ \t>]*(?P<opening>\[(?!\^)(?P<name>[^\[\]]*)\]:)[ \t]*\n?[ \t>]*(?P<address>[^\s>]\S*)"""
    r"""[ \t]*(?:(?:\n[ \t>]*)?(?:(["'])[^\n]*\4|\([^\n]*\))[ \t]*)?$""",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^[ \t>]*\*\[[^\\\[\]]*\] ?:[ \t]*\n?[^\n]*$", re.MULTILINE)
_LEADS = re.compile(rf"<?(?:tel:|{ADDRESS})")


def taken_off(
    prose: str, markers: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int, str, str]]:
    """From where to where, what is wrong and what to do; `markers` are where markers stand."""
    for match in _APART.finditer(prose):
        opening, name = " ".join(match["opening"].split()), match["name"].strip()
        message = f'rivi, jonka alussa on "{opening}", ei näy: se luetaan linkin osoitteeksi'
        if name.startswith("@"):
            hint = f"kirjoita viite lauseen loppuun: [{name}]"
        elif _LEADS.match(match["address"]):
            continue
        else:
            hint = f"kirjoita alkuun kenoviiva: \\{opening}"
        yield match.start("opening"), match.end(), message, hint
    explained = [match.span() for match in _ABBREVIATION.finditer(prose)]
    for start, end in markers:
        if any(first < start < last for first, last in explained):
            message = f'merkintä "{prose[start:end]}" ei toimi lyhenteen selityksessä'
            yield start, end, message, "kirjoita selitys ilman merkintöjä"
