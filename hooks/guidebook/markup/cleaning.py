"""The last step of a page: of the finished HTML only what the guide is made of stays, and the
editor is told the rest.

Raw HTML and attribute lists let an editor write anything, so the list is one of what may be there.
What the build itself makes passes through the same sieve.
"""

from collections import Counter
from html.parser import HTMLParser

import nh3

from ..findings import Problem
from ..guide import Guide
from ..pages.links import OUTSIDE
from ..pages.page import Page
from ..text import drawings

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
VOID = {"br", "hr", "img", "input", "wbr"}
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


class _Parts(HTMLParser):
    """The elements and attributes of a text of HTML, with how each element was written, and how
    deep it goes.
    """

    def __init__(self, html: str):
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.written: dict[tuple[str, ...], str] = {}
        self.deepest = self.most_alike = 0
        self._open: list[list[str]] = []  # the classes of each
        self._alike: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        for part in ((tag,), *((tag, name, value or "") for name, value in attrs)):
            self.found[part] += 1
            self.written.setdefault(part, self.get_starttag_text())
        if tag not in VOID:
            classes = (dict(attrs).get("class") or "").split()
            self._open.append(classes)
            self._alike.update(classes)
            self.deepest = max(self.deepest, len(self._open))
            self.most_alike = max([self.most_alike, *(self._alike[name] for name in classes)])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._open:
            self._alike.subtract(self._open.pop())


def clean(guide: Guide, page: Page, html: str) -> str:
    """The HTML without what no page may hold; what was taken away stands in the
    guide's findings.
    """
    cleaned = CLEANER.clean(html).replace("&nbsp;", "\u00a0")  # as the text was written
    before, after = _Parts(html), _Parts(cleaned)
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
    if (at := page.prose.lower().find("<svg")) >= 0:
        guide.report(
            page,
            page.prose[at : at + 4],
            Problem(
                "kielletty-html",
                "HTML:n osaa <svg> ei voi käyttää sivulla",
                "tallenna piirros tiedostoon ja käytä lohkoa /// kuva",
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
