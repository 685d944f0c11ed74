"""The pages as pictures: small ones side by side for the rhythm of the book, in colour and in grey,
and as spreads the way a book printed on both sides opens.
"""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from .. import progress
from ..findings import BadInput, Finding, Place, shown

RESOLUTION = 40  # dots to an inch
ACROSS, DOWN = 8, 4  # pages on a sheet
GAP = 8  # pixels
GROUND = "#8a8a8a"


def draw(pdf: Path, folder: Path) -> list[Path]:
    """Contact sheets as PNG in the folder. Raises BadInput without pdftoppm."""
    if not shutil.which("pdftoppm"):
        message = "sivuja ei voi kuvata: pdftoppm puuttuu"
        hint = "asenna se: sudo apt-get install poppler-utils (macOS: brew install poppler)"
        raise BadInput(Finding(Place(shown(pdf)), "vedos", message, hint))
    progress.begin("Kuvaan sivut")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with TemporaryDirectory(prefix="opas-") as scratch:
        command = ["pdftoppm", "-r", str(RESOLUTION), pdf, f"{scratch}/sivu"]
        subprocess.run(command, check=True, capture_output=True)
        pages = [Image.open(file) for file in sorted(Path(scratch).iterdir())]
        return list(_sheets(pages, folder))


def _sheets(pages: Sequence[Image.Image], folder: Path) -> Iterator[Path]:
    count = ACROSS * DOWN
    for start in range(0, len(pages), count):
        some = pages[start : start + count]
        drawn = _beside(some, ACROSS)
        numbers = f"{start + 1:03}-{start + len(some):03}"
        yield _save(drawn, folder / f"sivut-{numbers}.png")
        yield _save(drawn.convert("L"), folder / f"sivut-{numbers}-harmaa.png")
    # The cover is a right-hand page alone; then each left-hand page lies beside the next.
    spreads = [_beside(pages[at : at + 2], 2, 0) for at in range(1, len(pages), 2)]
    spreads.insert(0, _right(pages[0]))
    for start in range(0, len(spreads), count // 2):
        drawn = _beside(spreads[start : start + count // 2], ACROSS // 2)
        yield _save(drawn, folder / f"aukeamat-{start // (count // 2) + 1:02}.png")


def _beside(pictures: Sequence[Image.Image], across: int, gap: int = GAP) -> Image.Image:
    width, height = pictures[0].size
    down = -(-len(pictures) // across)
    size = (across * (width + gap) + gap, down * (height + gap) + gap)
    sheet = Image.new("RGB", size, GROUND)
    for number, picture in enumerate(pictures):
        row, column = divmod(number, across)
        sheet.paste(picture, (gap + column * (width + gap), gap + row * (height + gap)))
    return sheet


def _right(page: Image.Image) -> Image.Image:
    spread = Image.new("RGB", (2 * page.width, page.height), GROUND)
    spread.paste(page, (page.width, 0))
    return spread


def _save(picture: Image.Image, file: Path) -> Path:
    picture.save(file, optimize=False)
    return file
