"""One run of the build: what it is for, and what it has made so far."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import book, checking, finnish, numbers, printable, progress
from .findings import BadInput, Finding, Place, shown
from .guide import Format, Guide, read_guide
from .markup import convert_pages, link_check, passages
from .pages.allowed import BOOK, PRINTED, SLIDES, WORKBOOK
from .settings import Settings
from .site import downloads, published_files
from .site.downloads import Download, download
from .text import published
from .watch import Watch

if TYPE_CHECKING:
    from .book import Book
    from .press import Printed

NUMBERS = "luvut.json"
OFFERED = ("book", "workbook", "slides", "presentation")  # what a build has made of PRINTED
UNCHANGED = "Aiempi sivusto ja PDF ovat ennallaan."


@dataclass
class Build:
    """`publishing`: into a folder for readers; else it is a preview. `around`: how the site's
    converter is set up. `examine` sees the pages of the book before they are written.
    """

    guide: Guide
    publishing: bool = True
    around: str = ""
    book: Download | None = None
    workbook: Download | None = None
    slides: Download | None = None
    presentation: Download | None = None
    examine: Callable | None = None
    print_html: Mapping[str, str] = field(default_factory=dict)

    @property
    def prints(self) -> bool:
        # A preview prints beside, if at all
        settings = self.guide.settings
        return settings.book and self.publishing and settings.style.is_file()

    def check_pages(self) -> None:
        """Hold the pages of the site, once they are converted, and convert those of the book.

        Raises BadInput with all that stops the build.
        """
        self._tell_of_no_book()
        link_check.check(self.guide, Format.WEB)
        passages.check(self.guide)
        checking.check_public(self.guide)
        if self.prints:
            self.print_html = convert_pages(self.guide, Format.PRINT)
            link_check.check(self.guide, Format.PRINT)
            printable.check(self.guide, self.print_html)
        if self.guide.errors:
            raise BadInput(*self.guide.errors)

    def _tell_of_no_book(self) -> None:
        settings = self.guide.settings
        if settings.book and not settings.style.is_file():
            place = Place(shown(settings.config))
            message = f"kirjaa ei paineta, koska tyylitiedostoa {shown(settings.style)} ei ole"
            hint = "tuo se oppaan kansiosta overrides/print, tai kirjoita book: false"
            self.guide.add([Finding(place, "kirja", message, hint, fatal=False)])

    def files(self) -> dict[str, bytes]:
        """Path under docs/ → what is published of the file. Raises BadInput."""
        docs = self.guide.settings.docs
        paths = published_files.offered(self.guide) - set(self.guide.pages)
        return {path: published.content(docs / path) for path in sorted(paths)}

    def print(self, folder: Path, warn: Callable[[str], None]) -> None:
        """Print the book, the workbook and the slides. Raises BadInput, and VoikkoMissing."""
        from . import press  # here, not above: a preview without a book need not load it

        whole = book.assemble(self.guide, self.print_html)
        sheets = book.workbook(self.guide, self.print_html)
        style, docs = self.guide.style, self.guide.settings.docs
        with finnish.Voikko() as voikko:

            def printed(print_it: Callable, made: book.Book, name: str) -> "Printed":
                keep = press.keeping()
                done = print_it(made, style, folder / name, voikko.hyphenate, docs, keep=keep)
                for warning in done.warnings:
                    warn(warning)
                return done

            progress.begin("Taitan kirjaa")
            data = press.Data(NUMBERS, self._numbers(), "Kirjan luvut, niiden pohjat ja lähteet")
            print_book = partial(press.print_book, data=data, examine=self.examine)
            told = printed(print_book, whole, BOOK)
            self.book = download(BOOK, told.pages, told.size)
            if sheets.parts:
                progress.begin("Taitan työkirjaa")
                form = printed(press.print_workbook, sheets, WORKBOOK)
                self.workbook = download(WORKBOOK, form.pages, form.size)
        self._make_slides(whole, told, folder, warn)

    def _make_slides(
        self,
        whole: "Book",
        told: "Printed",
        folder: Path,
        warn: Callable[[str], None],
    ) -> None:
        """The slides of a book that has been printed, when its chapters have chosen any."""
        from .slides import gathering, printing

        if not any(chapter.slides for chapter in whole.chapters):
            return
        progress.begin("Taitan kalvoja")
        (paper, screen), guide = SLIDES, self.guide
        deck = gathering.gather(whole, told.folios, told.pages)
        printed = printing.print_slides(deck, guide, folder / paper)
        for warning in printed.warnings:
            warn(warning)
        self.slides = download(paper, printed.pages, printed.size)
        size = printing.write_presentation(
            deck, folder / screen, guide.settings.docs, guide.identity
        )
        self.presentation = download(screen, len(deck.slides), size)

    def write_numbers(self, folder: Path) -> None:
        """Every number as plain data beside the pages."""
        (folder / NUMBERS).write_bytes(self._numbers())

    def write_downloads(self, folder: Path) -> None:
        """The files that the site offers to take away, with their sizes and checksums."""
        made = (self.book, self.workbook, self.slides, self.presentation)
        downloads.write(filter(None, made), folder)

    def offer(self, printed: Path) -> None:
        """Offer what lies printed in a folder, as a preview does."""
        for one in downloads.read(printed):
            setattr(self, dict(zip(PRINTED, OFFERED, strict=True))[one.address], one)

    def _numbers(self) -> bytes:
        rows = numbers.as_json(self.guide.numbers, self.guide.uses_by_line())
        return f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode()


def read_sound_guide(settings: Settings) -> Guide:
    """The guide, when nothing in its files stops a build. Raises BadInput with every mistake."""
    with Watch(settings):
        guide = read_guide(settings)
        if guide.errors:
            checking.check_guide(guide)  # so that all mistakes are told in one run
            raise BadInput(*guide.errors)
    return guide
