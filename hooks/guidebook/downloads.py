"""The files that the site offers to take away: each with what it is good for, its size and its
checksum as they are, and what was not made, with the reason.
"""

import hashlib
import json
import mimetypes
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import finnish
from .findings import shown
from .pages import allowed
from .pages.links import web_address

LIST = "lataukset.json"
NAMES = {".pdf": "PDF", ".pptx": "PowerPoint", ".docx": "Word", ".epub": "EPUB", ".json": "JSON"}
WHOLE, CHAPTER = "kirja", "luku"  # kinds


@dataclass(frozen=True)
class Download:
    """`kind` is what templates ask for, `label` what a reader is offered: "kirja". `count` has the
    pages or slides of a file that has any, and `counted` says which, in the partitive. `page` is
    the page that offers it, "" where the guide as a whole does.
    """

    address: str  # on the site
    kind: str
    label: str
    good_for: str
    count: int | None = None
    counted: str = "sivua"
    page: str = ""
    edition: str = ""  # an earlier one, whose file it is
    here: str = ""  # what it is called on that page: "tämä luku"
    bytes: int = 0
    sha256: str = ""

    @property
    def type(self) -> str:
        return mimetypes.guess_type(self.address)[0] or "application/octet-stream"

    @property
    def summary(self) -> str:
        """What a reader is told of it: "PDF, 200 sivua, 2,3 Mt"."""
        counted = {"sivua": "sivu", "kalvoa": "kalvo"}.get(self.counted, self.counted)
        counted = counted if self.count == 1 else self.counted
        pages = f"{self.count} {counted}" if self.count else ""
        return ", ".join(filter(None, [NAMES[Path(self.address).suffix], pages, self.size]))

    @property
    def size(self) -> str:
        if self.bytes < 1e6:
            return finnish.quantity(max(self.bytes / 1e3, 1), "kt")
        return finnish.quantity(self.bytes / 1e6, "Mt", 1)


# What the guide as a whole offers.
OF_BOOK = Download(
    allowed.BOOK,
    WHOLE,
    "kirja",
    "Koko opas. Sopii luettavaksi alusta loppuun, tulostettavaksi ja sisäverkkoon.",
)
OF_WORKBOOK = Download(
    allowed.WORKBOOK,
    "tyokirja",
    "työkirja",
    "Lomake, jonka listat, mallit ja taulukot täytät näytöllä tai paperilla.",
)
OF_SLIDES = Download(
    allowed.SLIDES[0],
    "kalvot",
    "kalvot",
    "Tiivistelmä koulutukseen ja kokoukseen, valmis näytettäväksi.",
    counted="kalvoa",
)
OF_PRESENTATION = replace(
    OF_SLIDES,
    address=allowed.SLIDES[1],
    kind="esitys",
    good_for="Samat kalvot niille, jotka muokkaavat omansa.",
)
OF_WORD = replace(
    OF_BOOK,
    address=allowed.WORD,
    kind="word",
    good_for="Koko opas, jota voit muokata ja lähettää eteenpäin.",
)
OF_EPUB = replace(
    OF_BOOK,
    address=allowed.EPUB,
    kind="epub",
    good_for="Koko opas puhelimeen ja lukulaitteeseen: teksti asettuu näytön levyiseksi, ja sen "
    "koon ja värit valitset itse.",
)
OF_NUMBERS = Download(
    "luvut.json",
    "numerot",
    "oppaan luvut",
    "Jokainen oppaan luku, sen pohja, päivä ja lähde. Sopii niille, jotka laskevat itse.",
)


def of_offprint(page: str, title: str, sheet: int) -> Download:
    what = "arkki" if sheet else "luku"
    return Download(
        f"{web_address(page)}{allowed.CHAPTER}",
        CHAPTER,
        f"{what} ”{title}”",
        "Täytettäväksi näytöllä tai paperilla." if sheet else "Tulostettavaksi ja koulutukseen.",
        page=page,
        here=f"tämä {what}",
    )


def of_document(page: str, title: str, name: str) -> Download:
    return Download(
        f"word/{name}.docx",
        "dokumentti",
        f"arkki ”{title}”",
        "Muokattavaksi: kentät täytät ja ruudut rastitat suoraan Wordissa.",
        page=page,
        here="Wordina",
    )


@dataclass
class Downloads:
    """In the order in which they were made."""

    made: list[Download] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)  # "kirja, koska …"

    def add(self, folder: Path, download: Download) -> None:
        """A file that has been written into the folder of the site."""
        content = (folder / download.address).read_bytes()
        measures = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        self.made.append(Download(**vars(download) | measures))

    def of(self, page: str) -> list[Download]:
        """Those that a page offers; those of the whole guide for ""."""
        return [one for one in self.made if one.page == page and not one.edition]

    @property
    def of_pages(self) -> list[Download]:
        return [one for one in self.made if one.page]

    def kind(self, kind: str) -> Download | None:
        return next((one for one in self.made if one.kind == kind), None)

    @property
    def whole(self) -> Download | None:
        return self.kind(WHOLE)

    @property
    def reasons(self) -> list[str]:
        """What was not made, and why."""
        return [f"Tekemättä jäi {reason}" for reason in self.left_out]

    def write(self, folder: Path) -> None:
        """The list for machines."""
        if self.made:
            text = json.dumps([*map(_row, self.made)], ensure_ascii=False, indent=1)
            (folder / LIST).write_text(f"{text}\n", "utf-8", newline="\n")


def read(folder: Path) -> list[Download]:
    """What a folder offers."""
    file = folder / LIST
    rows = json.loads(file.read_text("utf-8")) if file.is_file() else []
    return [_download(row) for row in rows]


def printed_in(folder: Path) -> list[Download]:
    """What of it has been printed of the guide as it is."""
    return [one for one in read(folder) if not one.edition and one.kind != OF_NUMBERS.kind]


def summary(folder: Path) -> str:
    """What there is to open in the folder of a site."""
    offered = [one for one in read(folder) if (folder / one.address).is_file()]
    files = ["index.html", *(one.address for one in offered if not one.page and not one.edition)]
    names = [shown(folder / name) for name in files if (folder / name).is_file()]
    if own := [one for one in offered if one.page]:
        names.append(f"sivujen omat tiedostot ({len(own)})")
    if kept := dict.fromkeys(one.edition for one in offered if one.edition):
        names.append(f"aiemmat laitokset ({', '.join(kept)})")
    return ", ".join(names)


def _row(download: Download) -> dict[str, object]:
    row = {"file": download.address, "pages": download.count, **vars(download)}
    del row["address"], row["count"]
    return {name: value for name, value in row.items() if value not in ("", None)}


def _download(row: dict) -> Download:
    given = {"kind": "", "label": "", "good_for": "", **row}
    return Download(address=given.pop("file"), count=given.pop("pages", None), **given)
