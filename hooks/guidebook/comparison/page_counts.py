"""How many pages the book takes, which only the press knows."""

from pathlib import Path
from tempfile import TemporaryDirectory

from .. import book, progress
from ..findings import BadInput, Finding, Place, shown
from ..finnish import Voikko, VoikkoMissing
from ..guide import Format, Guide
from ..markup import convert_pages


def count_pages(guide: Guide, style: Path) -> int:
    """The pages of the guide's book, printed with a stylesheet. Takes as long as the press does.
    Raises BadInput.
    """
    from .. import press  # here, not above: nothing else of a comparison needs it

    html = convert_pages(guide, Format.PRINT)
    progress.begin("Taitan kirjaa")
    try:
        with Voikko() as voikko, TemporaryDirectory(prefix="opas-") as folder:
            return press.print_book(
                book.assemble(guide, html),
                style,
                Path(folder, "opas.pdf"),
                voikko.hyphenate,
                guide.settings.docs,
                keep=press.keeping(),
            ).pages
    except VoikkoMissing as error:
        raise BadInput(
            Finding(
                Place(shown(guide.settings.config)), "kirja", "kirjaa ei voi painaa", str(error)
            )
        ) from error
