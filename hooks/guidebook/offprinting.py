"""A chapter printed by itself at a command: for a training, without the rest of the build."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from . import book, downloads, press, progress
from .downloads import Download
from .editions import announced
from .findings import BadInput, Finding, Place, asked, nearest, shown
from .finnish import Voikko, VoikkoMissing
from .guide import Format, Guide
from .markup import convert_pages
from .settings import Settings

RULE = "luku"


def make(guide: Guide, page: str, folder: Path) -> tuple[Path, Download]:
    """The file, and what is told of it. Raises BadInput."""
    path = _path(guide, page)
    settings, html = guide.settings, convert_pages(guide, Format.PRINT)
    whole = book.assemble(guide, html)
    out = folder / f"{book.slug(path)}.pdf"
    try:
        with Voikko() as voikko, TemporaryDirectory(prefix="opas-") as scratch:
            folios = {}
            if not settings.address:  # what it points to has nothing but its page in the book
                progress.begin("Taitan kirjaa")
                printed = press.print_book(
                    whole,
                    guide.style,
                    Path(scratch, "opas.pdf"),
                    voikko.hyphenate,
                    settings.docs,
                    keep=press.keeping(),
                )
                folios = printed.folios
            found = book.offprints(guide, whole, folios, announced.day(settings), [path])
            offprint = next(found)
            progress.begin("Taitan luvun")
            keep = press.keeping(downloads.CHAPTER)
            done = press.print_offprint(
                offprint, guide.style, out, voikko.hyphenate, settings.docs, keep=keep
            )
    except VoikkoMissing as error:
        place = Place(shown(settings.config))
        raise BadInput(Finding(place, RULE, "lukua ei voi painaa", str(error))) from error
    offered = downloads.of_offprint(path, offprint.chapter.title, offprint.chapter.sheet)
    return out, replace(offered, count=done.pages, bytes=done.size)


def _path(guide: Guide, page: str) -> str:
    """The page under docs/, whether it was named from there, from the root or by its address."""
    docs = guide.settings.docs.name
    name = page.strip().strip("/").removeprefix("./").removeprefix(f"{docs}/")
    name = name if name.endswith(".md") else f"{name}.md"
    if name in guide.pages:
        if not book.stands_alone(guide, name):
            raise BadInput(_no_chapter(guide, page))
        return name
    near = [path for path in guide.pages if path.endswith(f"/{name}")]
    near = near or list(filter(None, [nearest(name, guide.pages)]))
    known = (f"{docs}/{path}" for path in near)
    hint = asked(*known) if near else f"anna sivun tiedosto, esim. {_example(guide)}"
    raise BadInput(Finding(_place(guide.settings), RULE, f'sivua "{page}" ei ole', hint))


def _no_chapter(guide: Guide, page: str) -> Finding:
    hint = f"anna jonkin luvun tiedosto, esim. {_example(guide)}"
    message = f'sivusta "{page}" ei tehdä lukua: se ei ole kirjassa tai on kirjan hakemisto'
    return Finding(_place(guide.settings), RULE, message, hint)


def _example(guide: Guide) -> str:
    pages = (path for part, path in guide.settings.chapters if path in guide.pages)
    inside = [path for path in pages if guide.pages[path].in_book]
    return f"{guide.settings.docs.name}/{inside[0]}" if inside else "docs/luku.md"


def _place(settings: Settings) -> Place:
    return Place(shown(settings.config))
