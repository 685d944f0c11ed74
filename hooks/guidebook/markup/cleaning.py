"""The last step of a page: of the finished HTML only what the guide is made of stays, and the
editor is told the rest.

Raw HTML lets an editor write anything, so the list is one of what may be there. What the build
itself makes passes through the same sieve; its names are sealed (seal.py), an editor's are few.
"""

from html import escape

import nh3

from ..findings import Problem
from ..guide import Guide, PageContents
from ..pages.links import OUTSIDE
from ..pages.page import Page
from ..text import drawings
from . import one_reading, seal
from .parts import Parts

TEXT = {
    "a", "abbr", "aside", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "data", "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "mark", "ol", "p",
    "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href", "name"},
    "data": {"value"},
    "details": {"open"},
    "img": {"alt", "height", "loading", "src", "width"},
    "input": {"checked", "name"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    **dict.fromkeys(drawings.ELEMENTS, drawings.ATTRIBUTES),
    "svg": drawings.ATTRIBUTES | {"xmlns"},
}
DEEPEST = 60  # elements inside each other; the press goes through them by recursion
# Elements of one class inside each other: the press tries the widths of each anew for all within
MOST_ALIKE = 3
WIDEST = 50  # columns or rows that a cell may span
IN_LINK_MAP = {("a", "href"), ("img", "src")}  # the link map tells of these


def _passed(tag: str, name: str, value: str) -> str | None:
    if name in ("colspan", "rowspan"):
        return value if value.isdecimal() and int(value[:4]) <= WIDEST else None
    if name == "dir" and value.strip().lower() != "ltr":
        return None  # 5–10 would read 10–5
    return seal.passed(tag, name, value)


CLEANER = nh3.Cleaner(
    tags=TEXT | drawings.ELEMENTS,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    tag_attribute_values={"input": {"type": {"radio", "checkbox"}}},
    generic_attribute_prefixes={"aria-", "data-"},
    attribute_filter=_passed,
    url_schemes=set(OUTSIDE),
    link_rel=None,
)


def clean(guide: Guide, page: Page, html: str, contents: PageContents) -> str:
    """The HTML without what no page may hold; what was taken away stands in the
    guide's findings, and so does what of the rest no one else has read.
    """
    sieved = CLEANER.clean(html).replace("&nbsp;", "\u00a0")  # as the text was written
    before = Parts(html)
    after = before if sieved == html else Parts(sieved)
    lost = before.found - after.found
    for part in lost:
        tag, name, value = (*part, "", "")[:3]
        if ((tag,) in lost and name) or (tag, name) in IN_LINK_MAP:
            continue
        if name and not value and (written := seal.bare_word(page, name)):
            guide.report(page, written, seal.refusal(name, value, written))
            continue
        problem = seal.refusal(name, value) if name else _refused_element(tag)
        for text in before.written.get(part, [""]):
            guide.report(page, seal.where(page, text, *_spellings(tag, name, value)), problem)
    for tag in after.forged:
        guide.report(page, seal.where(page, f"<{tag}"), _refused_element(tag))
    if after.deepest > DEEPEST:
        too_deep(guide, page)
        return ""
    if after.forged:
        return ""
    if before.most_alike > MOST_ALIKE:
        guide.report(
            page,
            before.within_alike if before.within_alike in page.prose else "",
            Problem(
                "sisäkkäin",
                f"sivulla on yli {MOST_ALIKE} samanlaista osaa sisäkkäin",
                "avaa sisäkkäisiä osia",
            ),
        )
        return ""
    one_reading.check(guide, page, contents, after)
    contents.long_cells = after.longer_cells(guide.settings.bounds.cell)
    return seal.unsealed(sieved)


def keeps(href: str) -> bool:
    """Whether a link to the address stays a link."""
    return "href" in CLEANER.clean(f'<a href="{escape(href)}"></a>')


def too_deep(guide: Guide, page: Page) -> None:
    """Tells of a page whose lists, boxes or emphases stand inside each other beyond all reading."""
    guide.report(
        page,
        "",
        Problem(
            "sisäkkäin",
            f"sivulla on yli {DEEPEST} sisäkkäistä osaa",
            "katso, mikä lista, lainaus tai lohko jää auki",
        ),
    )


def _spellings(tag: str, name: str, value: str) -> list[str]:
    """How an editor may have written what was taken away."""
    if not name:
        return [f"<{tag}"]
    return [f'{name}="{value}"'] if name in ("class", "id") else [f"{name}="]


def _refused_element(tag: str) -> Problem:
    return Problem(seal.RULE, f"HTML:n osaa <{tag}> ei voi käyttää sivulla", seal.HINT)
