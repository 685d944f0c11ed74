"""WeasyPrint: HTML on paper. Importing this module loads Pango, and raises OSError without it."""

import gc
import logging
import mimetypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import Element, tostring

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .. import progress
from ..findings import BadInput
from ..text import published
from . import boxes, fitting, line_ends, locators, margin, moving, writing
from .archive import Data
from .chapters import Hyphenate
from .elements import PLACE
from .folios import pages_of, settle
from .laid import LaidSheet
from .laid_boxes import sheets
from .rag import Rag
from .titles import Titles

Examine = Callable[[list[LaidSheet]], None]
ELEMENTS = Path(__file__).with_name("elements.css")

# What WeasyPrint says of an editor's mistakes, by the template of its message; the rest is told as
# it is.
IN_FINNISH = {
    "No anchor #%s for internal URI reference": 'linkin kohdetta "#%s" ei ole kirjassa',
    "Failed to load image at %r: %s": 'kuvaa "%s" ei voi painaa (%s)',
    "Failed to render SVG image %s": (
        'piirrosta "%s" ei voi painaa: siinä on arvo, joka ei ole luku'
    ),
    'Image "%s" has no required alt description': 'kuvalta "%s" puuttuu kuvaus (alt)',
    '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)': (
        'kirjan kirjasimissa ei ole merkkiä "%s" (U+%04X)'
    ),
    "Anchor defined twice: %r": "tunnus %s on kirjassa kahdesti",
}


class RefusedFile(ValueError):
    """A file that is not read into the book; says in Finnish why not."""


class Fetcher(URLFetcher):
    """Reads data URIs, the given font files, and of the files under `base` what is published of
    them; anything else is refused.
    """

    def __init__(self, base: Path, fonts: frozenset[Path]):
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._base = base.resolve()
        self._fonts = fonts

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file":
            raise RefusedFile("kirja painetaan ilman verkkoa")
        file = Path(url2pathname(parts.path)).resolve()
        if parts.netloc or not (file in self._fonts or file.is_relative_to(self._base)):
            raise RefusedFile("tiedosto ei ole oppaan kansiossa")
        if not file.is_file():
            raise RefusedFile("tiedostoa ei ole")
        return super().fetch(url, headers) if file in self._fonts else _published(file)


def _published(file: Path) -> URLFetcherResponse:
    """Under an address that is no file's: the press would read a file again by itself."""
    try:
        content = published.content(file)
    except BadInput as error:
        raise RefusedFile(error.findings[0].message) from error
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return URLFetcherResponse(f"opas:{file.name}", content, {"Content-Type": kind})


class Sheets(weasyprint.HTML):
    """HTML in which `elements.css` says what an element is before any other stylesheet does."""

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [weasyprint.CSS(filename=ELEMENTS)]


class Warnings(logging.Handler):
    """Gathers what the press complains of, each complaint once and in Finnish where we know it."""

    def __init__(self, base: str):
        super().__init__(logging.WARNING)
        self._base = base
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        template = IN_FINNISH.get(str(record.msg))
        message = (
            template % tuple(map(self._plain, record.args)) if template else record.getMessage()
        )
        if message not in self.messages:
            self.messages.append(message)

    def _plain(self, value: object) -> object:
        """An anchor out of the token ("url", ("internal", anchor)), a path below the base, a reason
        alone.
        """
        if isinstance(value, int):
            return value
        if isinstance(value, tuple):
            return value[-1][-1]
        text = str(value).removeprefix(self._base).removeprefix("RefusedFile: ")
        return "data:…" if text.startswith("data:") else text


class LaidPages(logging.Handler):
    """Tells each page that is laid out; how many there are is known once all have been."""

    total: int | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if "layout - Page" in str(record.msg):
            progress.step("sivu", record.args[0], self.total)


@contextmanager
def _counting() -> Iterator[LaidPages]:
    logger, handler = logging.getLogger("weasyprint.progress"), LaidPages()
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before[0])
        logger.propagate = before[1]


@contextmanager
def _listening(base: str) -> Iterator[Warnings]:
    logger, handler = logging.getLogger("weasyprint"), Warnings(base)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)  # whatever the program around us has set for its own logs
    try:
        yield handler
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Font subsets carry a date, which their library takes from the environment alone."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = before or str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """The collector goes through the whole tree again and again, and a book has next to nothing for
    it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _layout(
    style: Path, address: str, fetcher: Fetcher, told: dict, counted: LaidPages
) -> Callable[[Element], weasyprint.Document]:
    """What lays out a tree: all that is the same from one time to the next is read once."""
    configuration = FontConfiguration()
    css = weasyprint.CSS(filename=style, font_config=configuration, url_fetcher=fetcher)

    def lay_out(tree: Element) -> weasyprint.Document:
        html = "<!DOCTYPE html>" + tostring(tree, encoding="unicode", method="html")
        source = Sheets(string=html, base_url=address, url_fetcher=fetcher)
        with line_ends.remembered():
            document = source.render(stylesheets=[css], font_config=configuration, **told)
        counted.total = len(document.pages)
        return document

    return lay_out


def _mends(
    tree: Element, hyphenate: Hyphenate | None
) -> list[Callable[[weasyprint.Document], bool]]:
    """What looks at a layout and changes the tree."""
    return [
        fitting.Tables(tree, hyphenate).fit,
        boxes.Boxes(tree).divide,
        Rag(tree, sheets).calm,
        Titles(tree, sheets).keep,
        moving.Figures(tree).move,
        locators.Locators(tree).merge,
    ]


def _placed(tree: Element, messages: list[str]) -> list[str]:
    """The messages, those of a picture with the place where it is written."""
    places = {
        f'"{image.get("src")}"': image.get(PLACE)
        for image in tree.iter("img")
        if image.get("src") and image.get(PLACE)
    }
    found = (next((at for name, at in places.items() if name in one), "") for one in messages)
    return [f"{at}: {one}" if at else one for at, one in zip(found, messages, strict=True)]


def pdf(
    tree: Element,
    style: Path,
    base: Path,
    fonts: frozenset[Path],
    day: date,
    identifier: str,
    hyphenate: Hyphenate | None = None,
    data: Data | None = None,
    examine: Examine | None = None,
) -> tuple[bytes, dict[str, int], int, list[str]]:
    """The PDF, the page of each anchor, the number of pages, and what the press warned of. `data`
    is attached to what has no fields to fill in. `examine` sees the pages as they are printed.
    """
    address = f"{base.resolve().as_uri()}/"
    with _listening(address) as heard, _counting() as counted, _dated(day), _uncollected():
        told = writing.options(tree)
        lay_out = _layout(style, address, Fetcher(base, fonts), told, counted)
        printed, warnings = settle(tree, lay_out, *_mends(tree, hyphenate))
        boxes.finish(printed)
        warnings += fitting.told(printed)
        warnings += margin.place(printed)
        if examine:
            examine(sheets(printed))
        progress.begin("Kirjoitan PDF-tiedostoa")
        content = writing.written(printed, told, identifier, day, data)
    folios, _ = pages_of(printed.pages)
    return content, folios, len(printed.pages), warnings + _placed(tree, heard.messages)
