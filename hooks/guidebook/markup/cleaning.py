"""The last step of a page: of the finished HTML only what the guide is made of stays, and the
editor is told the rest.

Raw HTML and attribute lists let an editor write anything, so the list is one of what may be there.
What the build itself makes passes through the same sieve.
"""

import nh3

from ..findings import Problem
from ..guide import Guide, PageContents
from ..pages.links import OUTSIDE
from ..pages.page import Page
from ..text import drawings
from . import shown
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
TOLD_OF_LINKS = {("a", "href"), ("img", "src")}  # the link map tells of these


def _guarded(tag: str, name: str, value: str) -> str | None:
    """Names by which the theme's scripts find their own parts are none of a page's."""
    if name.startswith("data-md") or name in ("data-avaa", "data-vaihda"):
        return None
    if (
        name in ("id", "name", "for")
        and value.startswith("__")
        and not value.startswith("__tabbed_")
    ):
        return None
    if name in ("colspan", "rowspan"):
        return value if value.isdecimal() and int(value[:4]) <= WIDEST else None
    if name == "class" and "md-" in value:
        return " ".join(one for one in value.split() if not one.startswith("md-"))
    return value


CLEANER = nh3.Cleaner(
    tags=TEXT | drawings.ELEMENTS,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    tag_attribute_values={"input": {"type": {"radio", "checkbox"}}},
    generic_attribute_prefixes={"aria-", "data-"},
    attribute_filter=_guarded,
    url_schemes=set(OUTSIDE),
    link_rel=None,
)


def clean(guide: Guide, page: Page, html: str, contents: PageContents) -> str:
    """The HTML without what no page may hold; what was taken away stands in the
    guide's findings, and so does what of the rest no one else has read.
    """
    cleaned = CLEANER.clean(html).replace("&nbsp;", "\u00a0")  # as the text was written
    before, after = Parts(html), Parts(cleaned)
    lost = before.found - after.found
    for part in lost:
        tag, name, value = (*part, "", "")[:3]
        if ((tag,) in lost and name) or (tag, name) in TOLD_OF_LINKS:
            continue
        told = f'määrettä {name}="{value[:60]}"' if name else f"HTML:n osaa <{tag}>"
        guide.report(
            page,
            _where(page, before.written[part], f"{name}=" if name else f"<{tag}"),
            Problem(
                "kielletty-html",
                f"{told} ei voi käyttää sivulla",
                "poista se; ulkoasu ja toiminnot tulevat oppaasta",
            ),
        )
    if after.deepest > DEEPEST:
        too_deep(guide, page)
        return ""
    if after.most_alike > MOST_ALIKE:
        guide.report(
            page,
            "",
            Problem(
                "sisäkkäin",
                f"sivulla on yli {MOST_ALIKE} samanlaista osaa sisäkkäin",
                "avaa sisäkkäisiä osia",
            ),
        )
        return ""
    shown.check(guide, page, contents, after)
    return cleaned


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


def _where(page: Page, *written: str) -> str:
    """The first of the texts that the page holds."""
    return next((text for text in written if text in page.prose), "")
