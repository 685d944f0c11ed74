"""In a draft, a mark on the texts that call real data made up."""

import xml.etree.ElementTree as etree

from ..pages import made_up
from .conversion import HEADINGS, Conversion, draft_mark
from .tree import element, walk

TEXTS = HEADINGS | {"p", "li", "td", "th", "dd", "dt", "figcaption", "summary"}
STORIES = {f"lohko-{name}" for name in made_up.STORIES} | set(made_up.STORIES)
REASON = "aineisto on oikea"


def mark(conversion: Conversion) -> None:
    guide = conversion.guide
    if not guide.settings.draft or not guide.real:
        return
    for text, ancestors in list(walk(conversion.root)):
        around = {name for one in (*ancestors, text) for name in one.get("class", "").split()}
        inner = any(child.tag in TEXTS for child in text.iter() if child is not text)
        if text.tag not in TEXTS or inner or around & STORIES:
            continue
        if any(made_up.talk("".join(text.itertext()))):
            _mark(text)


def _mark(text: etree.Element) -> None:
    """A heading keeps its words, from which its address is made."""
    mark = element("mark", class_="luonnos") if text.tag in HEADINGS else draft_mark("", REASON)
    reason = list(mark)
    mark.text, mark[:] = text.text, [*text, *reason]
    text.text, text[:] = None, [mark]
