"""The files that the site offers to take away, and the list of them: lataukset.json."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .. import finnish

NAME = "lataukset.json"


@dataclass(frozen=True)
class Download:
    """What a page tells of a file that it offers."""

    address: str
    pages: int  # or slides
    size: str  # "2,3 Mt"


def download(name: str, pages: int, size: int) -> Download:
    return Download(name, pages, finnish.quantity(size / 1e6, "Mt", 1))


def write(offered: Iterable[Download], folder: Path) -> None:
    """List the files with their sizes and checksums; no list of none."""
    told = []
    for one in offered:
        content = (folder / one.address).read_bytes()
        told.append(
            {
                "file": one.address,
                "pages": one.pages,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        )
    if told:
        (folder / NAME).write_text(f"{json.dumps(told, indent=1)}\n", "ascii")


def read(folder: Path) -> list[Download]:
    """What a folder offers."""
    file = folder / NAME
    told = json.loads(file.read_text("ascii")) if file.is_file() else []
    return [download(one["file"], one["pages"], one["bytes"]) for one in told]
