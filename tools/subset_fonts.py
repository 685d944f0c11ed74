"""Make the site's web fonts out of the complete faces that the book prints with: run it when a face
changes.

The subsets hold the letters of Finnish and its neighbours and the signs of the guide's typography.
They bear a name of their own, since the licence reserves the name "Source" for the unchanged fonts.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "docs" / "assets" / "fonts"
FACES = {
    "SourceSerif4-Regular": "Opas Serif",
    "SourceSerif4-It": "Opas Serif",
    "SourceSerif4-Semibold": "Opas Serif",
    "SourceSans3-Regular": "Opas Sans",
    "SourceSans3-Semibold": "Opas Sans",
}
# Basic Latin, Latin-1, Latin Extended-A, dashes, quotes, ellipsis, per mille, euro, arrows,
# comparison, check marks.
CHARACTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2027), 0x2030, 0x2032, 0x2033, 0x20AC, 0x2122,
              *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x202F, 0x2009]  # fmt: skip
FEATURES = [
    "kern",
    "liga",
    "calt",
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "lnum",
    "tnum",
    "pnum",
    "onum",
    "sups",
]
FAMILY_NAMES, FULL_NAMES = (1, 16), (3, 4, 6)


def main() -> None:
    for name, family in FACES.items():
        options = subset.Options(
            flavor="woff2", layout_features=FEATURES, hinting=False, notdef_outline=True
        )
        font = TTFont(FONTS / f"{name}.ttf")
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=CHARACTERS)
        cutter.subset(font)
        style = name.partition("-")[2]
        for record in font["name"].names:
            if record.nameID in FAMILY_NAMES:
                record.string = family
            elif record.nameID in FULL_NAMES:
                record.string = f"{family.replace(' ', '')}-{style}"
        out = FONTS / "web" / f"{family.replace(' ', '')}-{style}.woff2"
        subset.save_font(font, out, options)
        print(f"{out.relative_to(FONTS.parents[2])}: {out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
