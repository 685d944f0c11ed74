"""The book is printed as the build prints it, and examined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import book, progress
from ..findings import BadInput, Finding, Place, shown
from ..finnish import Voikko, VoikkoMissing
from ..guide import Format, Guide
from ..markup import convert_pages
from ..press.makeup.laid import LaidSheet
from ..press.mending.faults import Fault
from . import contact_sheets, explained
from .examination import Examination, examine
from .explained import Explained
from .parity import parity

PRINTED = "opas.pdf"


@dataclass(frozen=True)
class Proof:
    """`left` are the faults that nothing explains, `covered` those that each explanation covers,
    `stale` tells the explanations that cover none.
    """

    examination: Examination
    left: list[Fault]
    covered: Mapping[Explained, list[Fault]]
    stale: list[Finding]


def make(guide: Guide, folder: Path, *, pictures: bool = True) -> Proof:
    """Puts the book and the pictures of its pages in the folder. Raises BadInput."""
    explained.read(guide.settings.proof)  # so that what is wrong there is told before the printing
    site, printed = convert_pages(guide, Format.WEB), convert_pages(guide, Format.PRINT)
    sheets, warnings = _print(guide, printed, folder / PRINTED)
    made = judge(guide, site, printed, sheets, folder / PRINTED, warnings)
    if pictures:
        contact_sheets.draw(folder / PRINTED, folder)
    return made


def judge(
    guide: Guide,
    site: Mapping[str, str],
    printed: Mapping[str, str],
    sheets: Sequence[LaidSheet],
    pdf: Path,
    warnings: Sequence[str] = (),
) -> Proof:
    """What is wrong in a book as it was laid out and printed, and between it and the site."""
    from ..press import font_files  # here, not above: see `_print`

    progress.begin("Tarkastan sivut")
    families = set(font_files(guide.style).values())
    examination = examine(sheets, pdf, families, warnings)
    found = [*examination.faults, *parity(guide, site, printed)]
    return Proof(examination, *explained.share_out(found, explained.read(guide.settings.proof)))


def _print(
    guide: Guide, html: Mapping[str, str], out: Path
) -> tuple[list[LaidSheet], Sequence[str]]:
    from .. import press  # here, not above: it loads Pango, and nothing else of a command does

    style, docs = guide.style, guide.settings.docs
    whole, laid = book.assemble(guide, html), []

    def look(sheets: list[LaidSheet]) -> None:
        laid.extend(sheets)

    progress.begin("Taitan kirjaa")
    try:
        with Voikko() as voikko:
            printed = press.print_book(
                whole, style, out, voikko.hyphenate, docs, examine=look, keep=press.keeping()
            )
    except VoikkoMissing as error:
        place = Place(shown(guide.settings.config))
        raise BadInput(Finding(place, "kirja", "kirjaa ei voi painaa", str(error))) from error
    return laid, printed.warnings
