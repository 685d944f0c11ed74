"""WeasyPrint lays out trees: all that is the same from one to the next is read once."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

import cssselect2
import tinyhtml5
import weasyprint
from weasyprint import layout
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.text.fonts import FontConfiguration

from ... import progress
from ..elements import classes
from ..kept_files import Keep, anew
from ..materials import Materials
from . import calm_lines, line_ends, shortcuts, used_values, word_breaks
from .column_memory import Columns
from .fetching import Fetcher
from .line_memory import Lines
from .patching import replaced
from .style_memory import Styles
from .units import NEXT, PART, STRETCH

READER = f"tinyhtml5 {version('tinyhtml5')}"
ELEMENTS = Path(__file__).with_name("elements.css")
BOTH = ("left", "right")  # of an even page and of an odd one
SIDES = {*BOTH, "recto", "verso"}


class Sheets(weasyprint.HTML):
    """A tree of HTML as it is, in which `elements` says what an element is before any other
    stylesheet does.
    """

    def __init__(self, tree: Element, elements: weasyprint.CSS, address: str, fetcher: Fetcher):
        self._elements = elements
        self.base_url, self.url_fetcher, self.media_type = address, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = tree

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [self._elements]


def as_html(tree: Element, keep: Keep = anew) -> Element:
    """The tree as one who reads HTML understands it, whatever was written in whatever. `keep` keeps
    each section of its body, and of a part.
    """
    head, body = tree
    shell = Element(tree.tag, tree.attrib)
    shell.extend((head, Element(body.tag, body.attrib)))
    read = _read(_html(shell))
    _add(read[1], body, keep)
    return read


def _add(read: Element, whole: Element, keep: Keep) -> None:
    """The sections of a body or of a part, which holds nothing else."""
    for section in whole:
        if PART in classes(section):
            read.append(Element(section.tag, section.attrib))
            _add(read[-1], section, keep)
        else:
            html = _html(section)
            read.extend(keep([READER, html], partial(_sections, html), _packed, fromstring))


def _html(tree: Element) -> str:
    return tostring(tree, encoding="unicode", method="html")


def _read(html: str) -> Element:
    return tinyhtml5.parse(f"<!DOCTYPE html>{html}", namespace_html_elements=False)


def _sections(html: str) -> Element:
    return _read(html).find("body")


def _packed(tree: Element) -> str:
    return tostring(tree, encoding="unicode")


class Layouts:
    """Lays out with one stylesheet; `options` are what WeasyPrint is to know of the file."""

    def __init__(self, materials: Materials, options: dict[str, object]):
        self._configuration = FontConfiguration()
        self.fetcher = Fetcher(materials.base, materials.given)
        self._address, self._options = materials.address, options
        self._style = self._css(filename=materials.style)
        self._elements = weasyprint.CSS(filename=ELEMENTS)
        self._memories = line_ends, used_values, Lines(), Styles(), Columns()
        self._begin = {side: self._rule(f"html {{ break-before: {side} }}") for side in BOTH}

    def _css(self, **source: object) -> weasyprint.CSS:
        return weasyprint.CSS(**source, font_config=self._configuration, url_fetcher=self.fetcher)

    def _rule(self, text: str) -> weasyprint.CSS:
        """A rule of pages or of elements by their names, of which no other element is asked."""
        rule = self._css(string=text)
        names, match = rule.matcher.lower_local_name_selectors, rule.matcher.match
        rule.matcher.match = lambda one: match(one) if one.local_name in names else ()
        return rule

    def lay_out(self, tree: Element, page: int = 1, *, draft: bool = False) -> weasyprint.Document:
        """`page` is the number of its first page, an odd one being on the right. Of a `draft` only
        the type area is looked at.
        """
        source = Sheets(tree, self._elements, self._address, self.fetcher)
        number = self._rule(f"@page :first {{ counter-reset: page {page} }}")
        sheets = [self._style, self._begin[BOTH[page % 2]], number]
        missing: list[Callable] = []
        with self._patched(), _counting(page - 1), _left_out(missing) if draft else nullcontext():
            laid = source.render(
                stylesheets=sheets, font_config=self._configuration, **self._options
            )
        laid.missing = missing
        return laid

    def complete(self, draft: weasyprint.Document) -> None:
        """Lays out what a draft lacks."""
        with self._patched():
            for lay_out in draft.missing:
                lay_out()
        draft.missing = []

    @contextmanager
    def _patched(self) -> Iterator[None]:
        with ExitStack() as patches:
            for memory in self._memories:
                patches.enter_context(memory.remembered())
            patches.enter_context(calm_lines.broken())
            patches.enter_context(shortcuts.taken())
            patches.enter_context(word_breaks.spared())
            yield


@contextmanager
def _left_out(missing: list[Callable]) -> Iterator[None]:
    """While pages are laid out without what stands in their margins and behind them."""

    def later(context: layout.LayoutContext, page: PageBox, state: object) -> tuple:
        def lay_out(number: int = context.current_page) -> None:
            context.current_page = number
            page.children = (*page.children, *make_margin_boxes(context, page, state))
            layout_backgrounds(page, context.get_image_from_uri)

        missing.append(lay_out)
        return ()

    make_margin_boxes, layout_backgrounds = layout.make_margin_boxes, layout.layout_backgrounds
    without = replaced("layout_backgrounds", lambda *_: None, layout)
    with replaced("make_margin_boxes", later, layout), without:
        yield


def shared(materials: Materials, options: dict[str, object]) -> Layouts:
    """The same for all that is printed with the same: the book and its chapters by themselves, the
    workbook and its sheets.
    """
    inputs = tuple(materials.inputs(dated=False))
    layouts = _layouts(replace(materials, hyphenate=None), inputs, tuple(options.items()))
    layouts.fetcher.forget()
    return layouts


@lru_cache(maxsize=2)
def _layouts(materials: Materials, _: tuple, options: tuple) -> Layouts:
    return Layouts(materials, dict(options))


class _Counted(logging.Handler):
    """Tells each page that is laid out."""

    def __init__(self, before: int):
        super().__init__()
        self._before = before

    def emit(self, record: logging.LogRecord) -> None:
        if "layout - Page" in str(record.msg):
            progress.step("sivu", self._before + record.args[0])


@contextmanager
def _counting(before: int) -> Iterator[None]:
    logger, handler = logging.getLogger("weasyprint.progress"), _Counted(before)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate


@dataclass(frozen=True)
class End:
    """What follows a stretch begins after so many pages and so far down its page, in CSS pixels;
    None when it brings the margin over it along to a page of its own. A stretch is `sided` when it
    matters on which side it begins.
    """

    pages: int
    begins: float | None = None
    sided: bool = False


def end(document: weasyprint.Document) -> End:
    sided = False
    for number, page in enumerate(document.pages):
        whole, shared = page._page_box, False
        for box in _stretches(whole):
            sided |= bool(SIDES & {box.style["break_before"], box.style["break_after"]})
            if box.element.get(STRETCH) == NEXT:
                below = box.position_y + box.margin_top - whole.content_box_y()
                return End(number, below if shared or not below else None, sided)
            shared = True
    return End(len(document.pages), sided=sided)


def _stretches(box: Box) -> Iterator[Box]:
    for child in getattr(box, "children", ()):
        if child.element is not None and child.element.get(STRETCH):
            yield child
        else:
            yield from _stretches(child)
