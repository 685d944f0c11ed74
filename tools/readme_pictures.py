"""Make the README's pictures from what stands in site/: the site on a desktop and a phone, two
spreads of the book.
"""

import io
import re
import subprocess
from pathlib import Path

from PIL import Image
from search_eval import browser, served

ROOT = Path(__file__).parents[1]
SITE, PICTURES = ROOT / "site", ROOT / "pictures"
CHAPTER = "miksi/kun-asiantuntija-ohittaa-organisaationsa/"
# Each picture of a spread, and a line of text that one of its pages has.
SPREADS = {"spread-part.png": "Miksi", "spread-chapter.png": "Miten viesti kulkee"}
GROUND = (225, 223, 216)


def save(picture: Image.Image, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True
    )
    print(f"pictures/{name}: {(PICTURES / name).stat().st_size // 1000} kB")


def beside(pictures: list[Image.Image], gap: int, edge: int) -> Image.Image:
    """The pictures in a row on a quiet ground."""
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1) + 2 * edge
    sheet = Image.new(
        "RGB", (width, max(picture.height for picture in pictures) + 2 * edge), GROUND
    )
    left = edge
    for picture in pictures:
        sheet.paste(picture, (left, edge))
        left += picture.width + gap
    return sheet


def photograph_site() -> None:
    with browser() as chromium, served(SITE) as address:

        def shot(path: str, width: int, height: int, scheme: str, mark: str = "") -> Image.Image:
            page = chromium.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            ).new_page()
            page.goto(address + path)
            if mark:
                page.locator(mark).first.scroll_into_view_if_needed()
            page.wait_for_timeout(400)
            return Image.open(io.BytesIO(page.screenshot()))

        front, chapter = (
            shot("", 1200, 800, "light"),
            shot(CHAPTER, 370, 800, "dark", "figure.kuva"),
        )
        save(beside([front, chapter], 24, 24), "site.png")


def photograph_spreads() -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", SITE / "opas.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    for name, line in SPREADS.items():
        found = next(
            number
            for number, page in enumerate(text.split("\f"), 1)
            if re.search(rf"^ *{line}$", page, re.M)
        )
        left = found // 2 * 2  # an even page stands on the left
        sheets = []
        for page in (left, left + 1):
            made = subprocess.run(
                [
                    "pdftoppm",
                    "-r",
                    "72",
                    "-f",
                    str(page),
                    "-l",
                    str(page),
                    "-png",
                    SITE / "opas.pdf",
                ],
                capture_output=True,
                check=True,
            )
            sheets.append(Image.open(io.BytesIO(made.stdout)))
        save(beside(sheets, 2, 24), name)


if __name__ == "__main__":
    photograph_site()
    photograph_spreads()
