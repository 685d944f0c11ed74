"""The picture that stands for a page where its link is shared, and the guide's mark as a favicon.

Both are drawn from the same two shapes: the circle, a person, outgrows the square, an organisation.
"""

import io
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from .. import progress
from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..identity import HEADINGS, TEXT, Identity, data_address, dots
from ..pages.front_matter import LONGEST_TITLE
from ..text import published
from ..text.drawings import NAMESPACE
from ..text.keeping import kept

SIZE = (1200, 630)  # what those who show a link crop least
FAVICONS = FAVICON, DRAWN = "assets/kuvat/favicon.png", "assets/kuvat/favicon.svg"
FAVICON_SIZE = 48
SHOWN = ("paperi", "muste", "paavari-taytto", "tehoste", "viiva")  # the colours of a card

MARGIN = 72  # all measures are pixels
COLUMN = 690  # the width of the title's lines
TITLE_TOP, TITLE_HEIGHT = 148, 340
TITLE_SIZES = (92, 80, 70, 60, 52, 46)
LEADING = 1.14
SMALLEST = 24
MARK = 360
LOGO = (300, 72)
SHARPNESS = 3  # shapes are drawn so many times larger: Pillow's edges are hard

# The mark in a square of 240 units; the circle stands in front.
SQUARE = (14, 118, 110, 214)
CIRCLE = (66, 14, 230, 178)


@dataclass(frozen=True)
class Card:
    """What a card tells. `above` is the part, or on the front page the subtitle."""

    title: str
    above: str
    guide: str
    edition: str


def address(path: str) -> str:
    """Where the card of a page stands in the site."""
    return f"assets/kortit/{path.removesuffix('.md')}.png"


def cards(guide: Guide) -> dict[str, Card]:
    """Page → its card."""
    settings, parts = guide.settings, {path: part for part, path in guide.settings.chapters}
    made = {}
    for path, page in guide.pages.items():
        front = path == "index.md"
        made[path] = Card(
            settings.title if front else page.title,
            settings.subtitle if front else parts[path],
            settings.title,
            settings.edition,
        )
    return made


def pictures(guide: Guide) -> dict[str, bytes]:
    """The address of each page's picture → the picture, a PNG. Raises BadInput when a font is
    missing.
    """
    drawn = {address(path): card for path, card in cards(guide).items()}
    identity = guide.identity
    faces = filter(None, map(identity.bold, (TEXT, HEADINGS)))
    logos = [logo.light for logo in identity.logos.values()]

    def make() -> dict[str, bytes]:
        ordered = progress.counted("Piirrän jakokuvia", "kuva", drawn.items())
        return {name: draw(card, identity) for name, card in ordered}

    return kept(
        [repr(drawn), repr(identity.site), *faces, *logos],
        make,
        pack=lambda made: {name: b64encode(made[name]).decode() for name in made} or None,
        unpack=lambda data: {name: b64decode(data[name], validate=True) for name in drawn},
    )


def draw(card: Card, identity: Identity) -> bytes:
    """The card as a PNG, the same bytes each time. Raises BadInput when a font cannot be read."""
    paper, ink, _, _, rule = (identity.site[name] for name in SHOWN)
    titles, labels = identity.bold(TEXT), identity.bold(HEADINGS)
    image = Image.new("RGB", SIZE, paper)
    pen = ImageDraw.Draw(image)
    right, bottom = SIZE[0] - MARGIN, SIZE[1] - MARGIN
    image.paste(_mark(identity, MARK, "RGB", paper), (right - MARK * CIRCLE[2] // 240, 118))
    room = right - MARGIN
    if logo := identity.logos.get("medium"):
        drawn = dots(logo.light, *LOGO)
        image.paste(drawn, (right - drawn.width, MARGIN - 20), drawn)
        room -= drawn.width + 40
    font, above = _label(card.above, labels, 34, room)
    pen.text((MARGIN, MARGIN), above, ink, font)
    font, lines = _title(" ".join(card.title[:LONGEST_TITLE].split()), titles)
    for number, line in enumerate(lines):
        pen.text((MARGIN, TITLE_TOP + round(number * font.size * LEADING)), line, ink, font)
    pen.line((MARGIN, bottom - 54, right, bottom - 54), rule, 3)
    edition = f"Laitos {card.edition}" if card.edition else ""
    font = _font(labels, 32)
    pen.text((right, bottom), edition, ink, font, anchor="rs")
    font, name = _label(card.guide, labels, 32, right - MARGIN - font.getlength(edition) - 40)
    pen.text((MARGIN, bottom), name, ink, font, anchor="ls")
    if logo:
        return _png(image.quantize(colors=256, dither=Image.Dither.NONE))
    return _png(image.quantize(palette=_palette(identity), dither=Image.Dither.NONE))


def favicons(identity: Identity) -> dict[str, bytes]:
    """The small logo, or the guide's mark alone on a clear ground, by its addresses."""
    if logo := identity.logos.get("small"):
        return _favicons_of(logo.light)
    paper, _, square, circle, _ = (identity.site[name] for name in SHOWN)
    dots = _png(_mark(identity, FAVICON_SIZE, "RGBA", f"{paper}00", outline=False))
    (left, top, right, _), (start, high, end, _) = SQUARE, CIRCLE
    side, radius = right - left, (end - start) // 2
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">'
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="{square}"/>'
        f'<circle cx="{start + radius}" cy="{high + radius}" r="{radius}" fill="{circle}"/></svg>\n'
    )
    return {FAVICON: dots, DRAWN: drawn.encode()}


def _favicons_of(file: Path) -> dict[str, bytes]:
    made = published.content(file)
    if file.suffix.lower() != ".svg":
        held = f'<image width="48" height="48" href="{data_address(file)}"/>'
        made = f'<svg xmlns="{NAMESPACE}" viewBox="0 0 48 48">{held}</svg>\n'.encode()
    icon = Image.new("RGBA", (FAVICON_SIZE,) * 2)
    drawn = dots(file, *icon.size)
    icon.paste(drawn, ((icon.width - drawn.width) // 2, (icon.height - drawn.height) // 2))
    return {FAVICON: _png(icon), DRAWN: made}


def _mark(
    identity: Identity, size: int, mode: str, ground: str, *, outline: bool = True
) -> Image.Image:
    _, ink, main, accent, _ = (identity.site[name] for name in SHOWN)
    scale = size * SHARPNESS / 240
    image = Image.new(mode, (size * SHARPNESS,) * 2, ground)
    pen = ImageDraw.Draw(image)
    square, circle = ([round(value * scale) for value in shape] for shape in (SQUARE, CIRCLE))
    pen.rectangle(square, main)
    pen.ellipse(circle, accent)
    if outline:
        pen.rectangle(square, outline=ink, width=2 * SHARPNESS)
    return image.resize((size, size), Image.Resampling.BOX)


def _palette(identity: Identity) -> Image.Image:
    """The card's colours as they are, and between each two of those that meet, steps for soft
    edges.
    """
    colours = [ImageColor.getrgb(name) for name in map(identity.site.get, SHOWN)]
    steps = 9
    for one, other in combinations(colours[:4], 2):
        colours += [
            tuple((a * (steps - step) + b * step) // steps for a, b in zip(one, other, strict=True))
            for step in range(1, steps)
        ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for colour in colours for channel in colour])
    return palette


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)  # `optimize` takes six times as long for a tenth less
    return out.getvalue()


def _font(file: Path | None, size: int) -> ImageFont.FreeTypeFont:
    """The face of the file at the size; Pillow's own where the identity has none."""
    if file is None:
        return ImageFont.load_default(size)
    try:
        return ImageFont.truetype(str(file), size)
    except OSError as error:
        raise BadInput(
            Finding(
                Place(shown(file)),
                "kirjasin",
                "jakokuvan kirjasinta ei voi lukea",
                "palauta tiedosto versionhallinnasta",
            )
        ) from error


def _label(
    text: str, file: Path | None, size: int, width: float
) -> tuple[ImageFont.FreeTypeFont, str]:
    """A line of its own at the size, or smaller when it is wider than its room; at the smallest it
    is cut.
    """
    length = _font(file, size).getlength(text)
    font = _font(file, size if length <= width else max(SMALLEST, int(size * width / length)))
    return font, _cut(text, font, width)


def _title(text: str, file: Path | None) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size at which the whole title fits, and its lines; at the smallest it is cut
    instead.
    """
    for size in TITLE_SIZES:
        font, most = _font(file, size), int(TITLE_HEIGHT / (size * LEADING))
        lines = list(_lines(text.split(), font, COLUMN))
        if len(lines) <= most and all(font.getlength(line) <= COLUMN for line in lines):
            return font, _balanced(text.split(), font, lines)
    lines = list(
        _lines([piece for word in text.split() for piece in _pieces(word, font)], font, COLUMN)
    )
    return font, lines if len(lines) <= most else [
        *lines[: most - 1],
        _cut(" ".join(lines[most - 1 :]), font, COLUMN),
    ]


def _lines(words: list[str], font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _balanced(words: list[str], font: ImageFont.FreeTypeFont, lines: list[str]) -> list[str]:
    """The same number of lines, as even as they go: no word is left alone on the last."""
    for width in range(COLUMN // 2, COLUMN, 15):
        narrower = list(_lines(words, font, width))
        if len(narrower) == len(lines) and all(font.getlength(line) <= COLUMN for line in narrower):
            return narrower
    return lines


def _pieces(word: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """The word, or parts of it with hyphens when it is wider than a line."""
    while font.getlength(word) > COLUMN:
        length = next(
            end for end in range(len(word) - 1, 0, -1) if font.getlength(f"{word[:end]}-") <= COLUMN
        )
        yield f"{word[:length]}-"
        word = word[length:]
    yield word


def _cut(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
