"""One run of the build: what it is for, and what it has made so far."""

import gc
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import book, checking, downloads, finnish, numbers, printable, progress
from .downloads import Download, Downloads
from .editions import announced, kept
from .findings import BadInput, Finding, Place, shown
from .guide import Format, Guide, read_guide
from .markup import convert_pages, link_check, passages
from .settings import Settings
from .site import published_files
from .text import published
from .watch import Watch

if TYPE_CHECKING:
    from .book import Book, Offprint
    from .press import Printed

WITHOUT_BOOK = (
    "kirja ja mitä siitä tehdään (työkirja, luvut yksitellen, kalvot), koska kirja on pois "
    "käytöstä (GUIDEBOOK_BOOK=0 tai mkdocs.yml: book)"
)
MISSING_EDITION = (
    "laitos {edition}, koska sen tiedostoja ei ole kansiossa laitokset/ (julkaisu hakee ne "
    "edellisestä julkaisusta)"
)
WITHOUT_RENDITIONS = (
    "Word-tiedostot (opas.docx, word/) ja opas.epub (make editions tekee nekin ja asentaa pandocin)"
)
SELDOM = (50_000, 20, 100)  # of the collector, for which a build has next to nothing
UNCHANGED = "Aiempi sivusto ja PDF ovat ennallaan."


@dataclass
class Build:
    """`publishing`: into a folder for readers; else it is a preview. `around`: how the site's
    converter is set up. `examine` sees the pages of the book before they are written.
    """

    guide: Guide
    publishing: bool = True
    around: str = ""
    offered: Downloads = field(default_factory=Downloads)
    examine: Callable | None = None
    editions: list[kept.KeptEdition] = field(default_factory=list)  # earlier ones
    print_html: Mapping[str, str] = field(default_factory=dict)
    whole: "Book | None" = None  # the book, once its pages are converted

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
            self._set_book()
        if self.guide.errors:
            raise BadInput(*self.guide.errors)

    def check_book(self) -> None:
        """Hold the book alone. Raises BadInput with all that stops its printing."""
        self._set_book()
        if self.guide.errors:
            raise BadInput(*self.guide.errors)

    def _set_book(self) -> None:
        self.print_html = convert_pages(self.guide, Format.PRINT)
        link_check.check(self.guide, Format.PRINT)
        self.whole = book.assemble(self.guide, self.print_html)
        printable.check(self.guide, self.print_html, self.whole)

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
        """Print the book, the workbook, the chapters one by one and the slides. Raises BadInput,
        and VoikkoMissing.
        """
        if not self.prints:
            if self.publishing:
                self.offered.left_out.append(WITHOUT_BOOK)
            return
        self.print_rest(self.print_book(folder, warn), folder, warn)

    def print_book(self, folder: Path, warn: Callable[[str], None]) -> "Printed":
        """Raises BadInput, and VoikkoMissing."""
        from . import press  # here, not above: a preview without a book need not load it

        with finnish.Voikko() as voikko:
            progress.begin("Taitan kirjaa")
            numbers_file = downloads.OF_NUMBERS.address
            about = "Kirjan luvut, niiden pohjat ja lähteet"
            data = press.Data(numbers_file, self._numbers(), about)
            print_book = partial(press.print_book, data=data, examine=self.examine)
            printer = Printer(self, folder, voikko.hyphenate, warn)
            return printer.print(print_book, self.whole, downloads.OF_BOOK)

    def print_rest(
        self, printed_book: "Printed", folder: Path, warn: Callable[[str], None]
    ) -> None:
        """What is made of a book that has been printed. Raises BadInput, and VoikkoMissing."""
        from . import press

        whole = self.whole
        sheets = book.workbook(self.guide, self.print_html)
        with finnish.Voikko() as voikko:
            printer = Printer(self, folder, voikko.hyphenate, warn)
            if sheets.parts:
                progress.begin("Taitan työkirjaa")
                printer.print(press.print_workbook, sheets, downloads.OF_WORKBOOK)
            day = announced.day(self.guide.settings)
            offprints = list(book.offprints(self.guide, whole, printed_book.folios, day))
            printer.print_offprints(offprints)
        self._make_slides(whole, printed_book, folder, warn)
        self._convert(whole, folder, warn)

    def _make_slides(
        self,
        whole: "Book",
        printed_book: "Printed",
        folder: Path,
        warn: Callable[[str], None],
    ) -> None:
        """The slides of a book that has been printed, when its chapters have chosen any."""
        from .slides import gathering, printing

        if not any(chapter.slides for chapter in whole.chapters):
            return
        progress.begin("Taitan kalvoja")
        guide = self.guide
        paper, screen = downloads.OF_SLIDES, downloads.OF_PRESENTATION
        deck = gathering.gather(whole, printed_book.folios, printed_book.pages)
        printed = printing.print_slides(deck, guide, folder / paper.address)
        for warning in printed.warnings:
            warn(warning)
        self.offered.add(folder, replace(paper, count=printed.pages))
        docs, out = guide.settings.docs, folder / screen.address
        printing.write_presentation(deck, out, docs, guide.identity)
        self.offered.add(folder, replace(screen, count=len(deck.slides)))

    def _convert(self, whole: "Book", folder: Path, warn: Callable[[str], None]) -> None:
        """The sheets and the book in Word, and the book as an EPUB, where they are asked for and
        pandoc is installed.
        """
        from .renditions import pandoc

        if not (self.guide.settings.renditions and pandoc.installed()):
            self.offered.left_out.append(WITHOUT_RENDITIONS)
            return
        from .press import write
        from .renditions import epub, word

        def written(offered: Download, content: bytes) -> None:
            write(folder / offered.address, content)
            self.offered.add(folder, offered)

        progress.begin("Teen Word-tiedostoja ja EPUBia")
        identity, docs = self.guide.identity, self.guide.settings.docs
        files = word.WordFiles(identity, docs)
        written(downloads.OF_WORD, files.whole(whole))
        style = self.guide.settings.style.with_name(epub.STYLE)
        content, warnings = epub.epub(whole, style, identity, docs)
        written(downloads.OF_EPUB, content)
        for path, html in self.print_html.items():
            if self.guide.pages[path].sheet:
                alone = book.assemble(self.guide, {path: html})
                chapter = alone.parts[0].chapters[0]
                document = downloads.of_document(path, chapter.title, book.slug(path))
                written(document, files.sheet(chapter, alone.imprint))
        for warning in dict.fromkeys([*files.warnings, *warnings]):
            warn(warning)

    def offer(self, printed: Path) -> None:
        """Offer what lies printed in a folder, as a preview does."""
        self.offered.made += downloads.printed_in(printed)

    def keep_editions(self, folder: Path) -> None:
        """Each earlier edition where it was, and, in its own release, this one for those to come.
        Raises BadInput.
        """
        settings = self.guide.settings
        kept.check_release(settings)
        own = self.offered.of("")
        self.editions = kept.read_all(settings)
        for edition in self.editions:
            edition.write(folder)
            for download in edition.downloads:
                self.offered.add(folder, download)
        if settings.release and settings.edition not in {one.edition for one in self.editions}:
            kept.keep(settings.edition, own, folder)
        for edition in kept.missing(settings, self.editions) if self.publishing else ():
            self.offered.left_out.append(MISSING_EDITION.format(edition=edition))

    def write_numbers(self, folder: Path) -> None:
        """Every number as plain data beside the pages."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / downloads.OF_NUMBERS.address).write_bytes(self._numbers())
        self.offered.add(folder, downloads.OF_NUMBERS)

    def _numbers(self) -> bytes:
        rows = numbers.as_json(self.guide.numbers, self.guide.uses_by_line())
        return f"{json.dumps(rows, ensure_ascii=False, indent=1)}\n".encode()


@dataclass(frozen=True)
class Printer:
    """Prints into the folder of the site what a build offers there."""

    build: Build
    folder: Path
    hyphenate: Callable[[str], str]
    warn: Callable[[str], None]

    def print(self, print_it: Callable, made: object, download: Download) -> "Printed":
        """`made` is what `print_it` of the press prints."""
        from . import press

        guide = self.build.guide
        out, keep = self.folder / download.address, press.keeping(download.kind)
        done = print_it(made, guide.style, out, self.hyphenate, guide.settings.docs, keep=keep)
        self._offer(done, download)
        return done

    def _offer(self, done: "Printed", download: Download) -> None:
        for warning in done.warnings:
            self.warn(warning)
        self.build.offered.add(self.folder, replace(download, count=done.pages))

    def print_offprints(self, offprints: "Sequence[Offprint]") -> None:
        from . import press

        guide, keep = self.build.guide, press.keeping(downloads.CHAPTER)
        offered = [
            downloads.of_offprint(one.path, one.chapter.title, one.chapter.sheet)
            for one in offprints
        ]
        files = [self.folder / one.address for one in offered]
        counted = progress.counted("Taitan lukuja yksitellen", "luku", offprints)
        printed = press.print_offprints(
            zip(counted, files, strict=True),
            guide.style,
            self.hyphenate,
            guide.settings.docs,
            keep,
        )
        for done, download in zip(printed, offered, strict=True):
            self._offer(done, download)


def collect_seldom() -> None:
    """The collector goes through all that a build knows again and again."""
    gc.set_threshold(*SELDOM)


def read_sound_guide(settings: Settings) -> Guide:
    """The guide, when nothing in its files stops a build. Raises BadInput with every mistake."""
    with Watch(settings):
        guide = read_guide(settings)
        if guide.errors:
            checking.check_guide(guide)  # so that all mistakes are told in one run
            raise BadInput(*guide.errors)
    return guide
