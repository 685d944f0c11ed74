"""How markers are spelled, here and nowhere else.

    {{ number -ending }}   [@source, locator; @other]   [words]{attributes}   /// block | argument

Python-Markdown's patterns in `markup` are made of these; `markers` reads the source with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER = r"\{\{((?:(?!\{\{).)*?)\}\}"
CITATION = r"\[@([^\]]*)\]"
OPENING = r"\["  # of a span

OWN = "organisaatio"  # before the name of an organisation's own value

CLASSES = ("tavallinen", "kentta", "vain-verkossa", "vain-painetussa")
CLAIM, INDEX = "väite", "hakemisto"
KEYS = (CLAIM, "lang", INDEX, "rivit")

SLASHES = r"/{3,}"  # what a line that opens or ends a block begins with
# For texts in which no marker works
OPENED = re.compile(rf"\{{\{{|\[@|(?:^|\n)[ \t]*{SLASHES}")
NONE_OPENED = "poista tekstistä {{, [@ ja ///"

IN_BRACES = r"\{\{[^{}]{0,200}\}\}|\{[^{}]{0,200}\}"
UNCLOSED = re.compile(r"\{\{[ \t]*[^\s{}]*(?:[ \t]+-\w+)?[ \t]*\}?|\]\{[^{}\n]*")

FOREIGN_WORD = re.compile(r"\[([^\[\]]+)\]\{[^{}]*\blang=\"?([\w-]+)[^{}]*\}")

_BRACKET = re.compile(r"[\[\]]")
_NUMBER = re.compile(r"(?P<reference>\S+?)(?:\s+(?P<ending>-\S+))?")
_ID = re.compile(r"[^\s.\[]+")
REFERENCE = re.compile(r"(?P<id>[^\s\[\].]+)(\[(?P<key>[^\[\]]+)\])?(?P<base>\.n)?")
_VALUE = r"""(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"”“„»«'’‘‚]+))"""
_ATTRIBUTE = re.compile(rf"\s*(?:\.(?P<name>[\w-]+)|(?P<key>[\w-]+)={_VALUE})(?=\s|$)")
INDEXED = re.compile(rf"\b{INDEX}={_VALUE}")
BLOCK_LINE = re.compile(
    rf"^[ \t]*(?:(?:[-*+]|\d+\.)[ \t]+)*(?P<slashes>{SLASHES})(?P<rest>.*)$",
    re.MULTILINE,
)
_LIMIT = re.compile(r",\s*raja\s*=\s*([-−]?\d[\d \u00a0]*(?:[.,]\d+)?)\s*(?=,|$)")
_NAMED = re.compile(r"(?P<id>[^\s()]+)\s*(?:\((?P<name>[^()]*)\))?")
_INDEX_ENTRY = re.compile(r"(?P<name>.+?)(?:,? katso (?P<also>myös )?(?P<target>.+))?")
_BLOCK_HEAD = re.compile(r"[ \t]*(?P<name>[\w-]+)[ \t]*(?:\|[ \t]*(?P<argument>.*?)[ \t]*)?$")


def number(inside: str) -> tuple[str, str] | None:
    """The reference and the ending ("" without one) of `{{ … }}`; None when it cannot be read."""
    match = _NUMBER.fullmatch(inside.strip())
    return match and (match["reference"], match["ending"] or "")


def own_value(inside: str) -> tuple[str, str] | None:
    """The name and the ending of `{{ organisaatio.name }}`; None when it is of another kind."""
    reference, ending = number(inside) or ("", "")
    kind, dot, name = reference.partition(".")
    return (name, ending) if dot and kind == OWN else None


def id_of(reference: str) -> str:
    """The id in `id`, `id.n`, `id[row]` and `id[row].n`."""
    match = _ID.match(reference)
    return match[0] if match else ""


def sources(inside: str) -> tuple[tuple[str, str], ...]:
    """The sources that `[@…]` names, each with its locator or ""."""
    named = (part.partition(",") for part in inside.split(";"))
    return tuple((name.strip().lstrip("@"), locator.strip()) for name, _, locator in named)


def locators(marker: str) -> Iterator[tuple[int, int]]:
    """Where the locators stand in the text of `[@…]`."""
    start = len("[@")
    for part in marker[start:-1].split(";"):
        name, comma, _ = part.partition(",")
        if comma:
            yield start + len(name) + 1, start + len(part)
        start += len(part) + 1


def brackets(text: str) -> dict[int, int]:
    """Opening bracket → the one that closes it, paired as Python-Markdown's links pair them."""
    pairs, opened = {}, []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            pairs[opened.pop()] = match.start()
    return pairs


def span_end(text: str, words_end: int) -> int | None:
    """Where the attributes end that follow the bracket at an index; None where none do."""
    closing = text.find("}", words_end) if text.startswith("{", words_end + 1) else -1
    return None if closing < 0 else closing + 1


def attributes(inside: str) -> tuple[dict[str, str], str]:
    """Key → value, a class as ".name" → ""; and what could not be read, from there to the end."""
    found: dict[str, str] = {}
    position, inside = 0, inside.rstrip()
    while position < len(inside):
        match = _ATTRIBUTE.match(inside, position)
        key = match and (f".{match['name']}" if match["name"] else match["key"])
        if not key or key in found:
            return found, inside[position:].strip()
        position = match.end()
        found[key] = match["quoted"] or match["bare"] or ""
    return found, ""


@dataclass(frozen=True)
class IndexMark:
    """An entry of the index; `target` is the entry to see, "" for none: `also` besides this one."""

    name: str
    target: str = ""
    also: bool = False


def index_marks(text: str) -> list[IndexMark]:
    """`kohu`, `estäminen, X; X, estäminen`, `hashtag, katso aihetunniste` or `kohu, katso myös
    kriisi`.
    """
    parts = (" ".join(part.split()) for part in text.split(";"))
    matches = (_INDEX_ENTRY.fullmatch(part) for part in parts)
    return [
        IndexMark(found["name"], found["target"] or "", bool(found["also"]))
        for found in matches
        if found
    ]


def block_head(rest: str) -> tuple[str, str] | None:
    """The name and the argument of what follows the slashes; None when it cannot be read."""
    match = _BLOCK_HEAD.match(rest)
    return match and (match["name"].lower(), match["argument"] or "")


@dataclass(frozen=True)
class Shown:
    """What a `kuvio` or a `taulukko` shows: the ids of series, what each is called there ("" for
    its own label), and the threshold to draw, "" for none.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    limit: str = ""


def shown_series(argument: str) -> Shown:
    """`a (henkilöt), b (organisaatiot), raja=50`. What cannot be read stays in the ids."""
    limit = _LIMIT.search(argument)
    rest = _LIMIT.sub("", argument)
    parts = [part.strip() for part in rest.split(",")]
    matches = [_NAMED.fullmatch(part) for part in parts]
    ids = tuple(match["id"] if match else part for match, part in zip(matches, parts, strict=True))
    names = tuple(" ".join((match["name"] or "").split()) if match else "" for match in matches)
    return Shown(ids, names, limit[1] if limit else "")
