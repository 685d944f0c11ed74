"""The names that are the generator's alone, and how its own parts are told from an editor's.

The theme, the stylesheets and the scripts find what they dress and open by classes, ids, roles and
data attributes: a text that bore those names would look like what the build made, and open the
note of a number that is none. So an editor may write the few names below, and every other name is
the build's; a name need not be known here to be reserved.

What stands in the tree when its conversion ends is the build's own, and Seal puts a token before
its names that only this process knows. An editor's attributes come by three doors. Raw HTML and
the heads of code wait outside the tree as text, and no text can bear the token. Attribute lists
and the kinds of boxes write into the tree: AttributeLists and `hold_boxes` hold them as they come
in, before the seal. (Blocks take no attributes at all: pages.blocks.) The sieve then lets a name
through that is sealed or permitted, and takes the token off.
"""

import re
import secrets
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor

from ..findings import Problem
from ..guide import Guide
from ..pages.blocks import PLAIN_BLOCKS
from ..pages.page import Page
from .conversion import HEADINGS, Conversion

# Code; the initials of a list of words; the first sentence of the front page.
CLASSES = {"highlight", "hakemiston-kirjain", "avaus__lause"}
LANGUAGE_CLASS = re.compile(r"language-[\w+#.-]+")  # of code
BOXES = {
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger",
    "bug", "example", "quote", "inline", "end", *PLAIN_BLOCKS,
}  # fmt: skip
IDS = re.compile(
    r"__|fn(?:ref)?\d*:|(?:luku|kaytto|hakusana|lahde|kuvio|taulukko|kuva|hakemisto|laitos|osa)-"
    r"|k-[0-9a-f]{6}(?:-\d+)?$|selvityksen-luvut$|luvut-muista-lahteista$|kirjan-sisallys$|tyokirja$",
    re.IGNORECASE,
)
# Elements that only the build makes: boxes, citations, numbers, figures, fields, marks of a draft.
ELEMENTS = {
    "aside", "caption", "cite", "data", "figcaption", "figure", "input", "label", "mark", "section",
}  # fmt: skip

RULE = "kielletty-html"
HINT = "poista se; ulkoasu ja toiminnot tulevat oppaasta"
ID_HINT = "anna toinen tunnus; tämä alku on oppaan omilla tunnuksilla"

_TOKEN = secrets.token_hex(16)
MARK = f"data-{_TOKEN}"
_NAMED = {"class", "id", "name", "for", "role"}
_WRITTEN_NAME = re.compile(r' (?:class|id|name|for|role|aria-[\w-]+|data-[\w-]+)="')


def is_name(attribute: str) -> bool:
    """Whether the attribute names its element for stylesheets, scripts, links or screen readers."""
    return attribute in _NAMED or attribute.startswith(("data-", "aria-"))


def permitted(tag: str, attribute: str, value: str) -> str | None:
    """What an editor may have of a name, None for nothing."""
    if attribute == "class":
        allowed = [one for one in value.split() if one in CLASSES or LANGUAGE_CLASS.fullmatch(one)]
        return " ".join(allowed) or None
    if attribute in ("id", "name"):
        return None if IDS.match(value.strip()) else value
    if attribute == "role" and tag == "img" and value == "presentation":
        return value
    return None


def passed(tag: str, attribute: str, value: str) -> str | None:
    """What the sieve lets through of an attribute: the build's own, and what an editor may have."""
    if not is_name(attribute) or attribute == MARK or value.startswith(_TOKEN):
        return value
    return permitted(tag, attribute, value)


def sealed(html: str) -> str:
    """HTML of the build's own making that waits as text, with its names sealed."""
    return _WRITTEN_NAME.sub(lambda match: match[0] + _TOKEN, html)


def is_sealed(html: str) -> bool:
    return _TOKEN in html


def unsealed(html: str) -> str:
    return html.replace(f' {MARK}=""', "").replace(_TOKEN, "")


def is_forged(tag: str, attributes: Iterable[tuple[str, str | None]]) -> bool:
    """Whether an element of the sieved HTML is one of the build's that the build did not make."""
    return tag in ELEMENTS and (MARK, "") not in attributes


class Seal(Treeprocessor):
    """The last step over the tree. The words of a heading may spell an id of the theme's own."""

    def run(self, root: etree.Element) -> None:
        for child in root.iter():
            for name, value in child.items():
                heading = name == "id" and child.tag in HEADINGS and value.startswith("__")
                if is_name(name) and not heading:
                    child.set(name, _TOKEN + (value or ""))
            if child.tag in ELEMENTS:
                child.set(MARK, "")


class AttributeLists(AttrListTreeprocessor):
    """Attribute lists, `{#id .class}`, of which only what an editor may write reaches the tree."""

    def __init__(self, md: Markdown, guide: Guide, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.page = guide, page

    def assign_attrs(self, elem: etree.Element, attrs_string: str, *, strict: bool = False) -> str:
        before = dict(elem.attrib)
        remainder = super().assign_attrs(elem, attrs_string, strict=strict)
        for name, value in elem.items():
            if before.get(name, "") != value:
                self._hold(elem, name, before.get(name), attrs_string)
        return remainder

    def _hold(self, elem: etree.Element, name: str, own: str | None, attrs_string: str) -> None:
        """Leaves of an attribute just written what the editor may write, beside what was there."""
        attribute, written = name.lower(), elem.get(name)
        if not is_name(attribute) and elem.tag not in ELEMENTS:
            return
        given = (written or "").removeprefix(own or "").strip()
        kept = None if elem.tag in ELEMENTS else permitted(elem.tag, attribute, given)
        if kept != given:
            self._tell(attrs_string, attribute, given)
        whole = " ".join(filter(None, (own, kept))) if attribute == "class" else kept or own
        if whole:
            elem.set(name, whole)
        else:
            del elem.attrib[name]

    def _tell(self, attrs_string: str, attribute: str, value: str) -> None:
        page = self.guide.pages[self.page()]
        short = {"class": ".", "id": "#"}.get(attribute)
        spellings = (f"{short}{value}" if short else f"{attribute}=", f"{attribute}={value}")
        attrs = attrs_string.strip()
        marks = [(mark, end) for mark in ("", ": ", ":", " ") for end in ("", " ")]
        text = where(page, *(f"{{{mark}{attrs}{end}}}" for mark, end in marks))
        text = next((spelling for spelling in spellings if spelling in text), text)
        self.guide.report(page, text, refusal(attribute, value))


def hold_boxes(conversion: Conversion) -> None:
    """The kind that an editor gives to a `???` box becomes its class."""
    for child in conversion.root.iter("details"):
        given = child.get("class", "").split()
        for one in given:
            if one not in BOXES:
                problem = Problem(
                    "laatikko",
                    f'laatikon laji "{one}" on tuntematon',
                    f"otsikko tulee lainausmerkkeihin; lajit ovat {', '.join(sorted(BOXES))}",
                )
                conversion.report(where(conversion.page, f"??? {one}", one), problem)
        if kept := [one for one in given if one in BOXES]:
            child.set("class", " ".join(kept))
        else:
            child.attrib.pop("class", None)


def bare_word(page: Page, word: str) -> str:
    """The attribute list or the tag in which an attribute without a value stands."""
    inside = rf"[^{{}}<>]*?(?<![\w#.=-]){re.escape(word)}(?![\w=-])[^{{}}<>]*"
    found = re.search(rf"\{{{inside}\}}|<{inside}>", page.prose, re.IGNORECASE)
    return found[0] if found else ""


def refusal(attribute: str, value: str, written: str = "") -> Problem:
    """An attribute that an editor may not write."""
    if written.startswith("{"):
        message = f'määrettä "{attribute}" ei voi käyttää sivulla'
        return Problem(RULE, message, f"poista se; kohdan tunnus kirjoitetaan {{#{attribute}}}")
    message = f'määrettä {attribute}="{value[:60]}" ei voi käyttää sivulla'
    known = attribute in ("id", "name") and IDS.match(value)
    return Problem(RULE, message, ID_HINT if known else HINT)


def where(page: Page, *written: str) -> str:
    """The first of the texts that the page holds, as it is written there."""
    found = (re.search(re.escape(text), page.prose, re.IGNORECASE) for text in written if text)
    return next((match[0] for match in found if match), "")
