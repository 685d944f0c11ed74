"""The Python-Markdown extension that the site and the book share."""

from collections.abc import Callable
from pathlib import Path

import markdown
from markdown.extensions import Extension

from .. import progress
from ..findings import Finding, Place, shown
from ..guide import Format, Guide
from ..pages.page import Page
from . import cleaning, kept_pages, seal
from .anchors_and_links import Collector
from .block_syntax import register_blocks
from .inline import CitationProcessor, MailProcessor, NumberProcessor, SpanProcessor
from .left_out_links import LeftOutLinks
from .lists import register_lists
from .paragraph_anchors import ParagraphAnchors
from .resolver import Resolver

LANGUAGE = (
    "abbr",
    "attr_list",
    "def_list",
    "footnotes",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tilde",
)
OF_MKDOCS = ("fenced_code",)  # which ours stands in for
# Settings that a book has no use for
OF_THE_SITE = {
    "toc": (
        *("permalink", "permalink_title", "permalink_class", "permalink_leading"),
        *("title", "title_class", "toc_class", "toc_depth"),
    )
}
LANGUAGE_SETTINGS = {
    "footnotes": {"BACKLINK_TITLE": "Takaisin viitteeseen {}"},
    "tables": {"use_align_attribute": True},
    "toc": {"marker": ""},  # [TOC] is no marker: a hundred tables of contents fill the memory
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tilde": {"subscript": False},
}

SPANS_DEEP = 4
WORK = {Format.WEB: "Muunnan sivuja verkkoon", Format.PRINT: "Muunnan sivuja kirjaan"}


class GuidebookExtension(Extension):
    """Markers, spans, citations and blocks of one format. `page` tells the path of the page being
    converted, `around` how the converter is set up when it is not by ourselves.
    """

    def __init__(
        self,
        guide: Guide,
        format: Format,
        page: Callable[[], str],
        around: Callable[[], str] = str,
    ):
        super().__init__()
        self.guide, self.format, self.page, self.around = guide, format, page, around

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        # Above links (160–170), which would read the brackets of ours, and below code (190) and
        # escapes (180).
        md.inlinePatterns.register(NumberProcessor(md), "guidebook-number", 179)
        md.inlinePatterns.register(CitationProcessor(md), "guidebook-citation", 174)
        # Only the patterns after a pattern read what it matched, so each depth of spans has one.
        for depth in range(SPANS_DEEP):
            md.inlinePatterns.register(
                SpanProcessor(md), f"guidebook-span-{depth}", 172 - depth / 10
            )
        md.inlinePatterns.register(MailProcessor(md), "automail", 110)  # in the place of its own
        register_blocks(md)
        register_lists(md)
        # After inline (20) and before attr_list (8) and toc (5), which read what headings have
        # become.
        md.treeprocessors.register(
            Resolver(md, self.guide, self.format, self.page), "guidebook-resolver", 15
        )
        # After attr_list (8), which gives headings their ids, before toc (5), which lists them.
        md.treeprocessors.register(
            LeftOutLinks(md, self.guide, self.format, self.page), "guidebook-left-out", 6
        )
        # After toc has given the anchors, before MkDocs (0) turns pages into addresses.
        md.treeprocessors.register(
            Collector(md, self.guide, self.format, self.page), "guidebook-collector", 1
        )
        if self.format is Format.WEB:
            md.treeprocessors.register(ParagraphAnchors(md), "guidebook-paragraphs", 0.5)
        # The name of Python-Markdown's own processor: ours takes its place.
        md.treeprocessors.register(seal.AttributeLists(md, self.guide, self.page), "attr_list", 8)
        md.treeprocessors.register(seal.Seal(md), "guidebook-seal", -1000)
        md.convert = self._kept(md, md.convert)

    def _kept(self, md: markdown.Markdown, convert: Callable[[str], str]) -> Callable[[str], str]:
        """The conversion with its result cleaned, or as it was kept."""

        def convert_and_keep(source: str) -> str:
            page = self.guide.pages[self.page()]
            return kept_pages.converted(
                self.guide,
                page,
                self.format,
                md,
                [source, self.around()],
                lambda: self._cleaned(page, convert, source),
            )

        return convert_and_keep

    def _cleaned(self, page: Page, convert: Callable[[str], str], source: str) -> str:
        """A page too deep for it becomes an empty one and a finding."""
        try:
            html = convert(source)
            contents = self.guide.contents(page.path, self.format)
            return cleaning.clean(self.guide, page, html, contents)
        except RecursionError:
            cleaning.too_deep(self.guide, page)
            return ""


def convert(guide: Guide, path: str, format: Format) -> str:
    """The page's body as HTML, links as written; what it meets stands in the guide's contents and
    findings.
    """
    extension = GuidebookExtension(guide, format, lambda: path)
    md = markdown.Markdown(extensions=[*LANGUAGE, extension], extension_configs=LANGUAGE_SETTINGS)
    return md.convert(guide.pages[path].markdown)


def convert_pages(guide: Guide, format: Format) -> dict[str, str]:
    """Page → HTML in reading order."""
    paths = [path for path in guide.pages if guide.in_format(path, format)]
    last = listing_pages(guide)
    ordered = progress.counted(WORK[format], "sivu", sorted(paths, key=last.__contains__))
    html = {path: convert(guide, path, format) for path in ordered}
    return {path: html[path] for path in paths}


def check_language(guide: Guide) -> None:
    """Report what mkdocs.yml adds to Markdown: site and book are to read a page alike."""
    hint = "poista se kohdasta markdown_extensions ja kirjoita sivut niin kuin ohjeissa"
    for name, own in guide.settings.extensions.items():
        unknown = [one for one in own if one not in OF_THE_SITE.get(name, ())]
        if name not in (*LANGUAGE, *OF_MKDOCS):
            unknown, what = [name], f'laajennus "{name}"'
        elif unknown:
            what = f'laajennuksen "{name}" asetus {", ".join(unknown)}'
        else:
            continue
        message = f"{what} muuttaisi vain sivustoa: kirja ei tunne sitä"
        guide.add([Finding(_place_of(unknown[0], guide.settings.config), "asetus", message, hint)])


def _place_of(name: str, file: Path) -> Place:
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    line = next((number for number, text in enumerate(lines, 1) if name in text), 1)
    return Place(shown(file), line)


def listing_pages(guide: Guide) -> list[str]:
    """The pages that list what the others use: they come after them, whatever their place in the
    nav.
    """
    return [path for path, page in guide.pages.items() if page.lists_others]
