"""What is printed with, what the file says of itself, and by what both are known to be the same as
before.
"""

import ctypes
import os
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from .setting.chapters import Hyphenate, dictionary

PROGRAMS = (
    *("weasyprint", "pydyf", "pikepdf", "tinyhtml5", "tinycss2", "cssselect2"),
    *("fonttools", "pillow"),
)
# By the name of the function that tells its version, the names of a library, as WeasyPrint looks
# for it. They set the type; to load them so takes less than loading WeasyPrint.
LIBRARIES = {
    "pango_version_string": (
        *("libpango-1.0-0", "pango-1.0-0", "pango-1.0", "libpango-1.0.so.0"),
        *("libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    "hb_version_string": (
        *("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.so.0"),
        *("libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
}


@dataclass(frozen=True)
class Data:
    """A JSON file that goes with the book; the description is for its reader."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True)
class Particulars:
    """What a file says of itself. `data` is attached to what has no fields to fill in."""

    identifier: str
    day: date
    data: Data | None = None


@dataclass(frozen=True)
class Materials:
    """What a tree is printed with: a stylesheet, the `base` of its pictures, the files `given`
    besides, the `families` of its faces, and who puts in soft hyphens.
    """

    style: Path
    base: Path
    given: frozenset[Path]
    families: frozenset[str]
    hyphenate: Hyphenate | None = None

    @property
    def address(self) -> str:
        return f"{self.base.resolve().as_uri()}/"

    def inputs(self, *, dated: bool = True) -> list[str]:
        """By which they are known to be the same, and the programs too. Raises OSError when Pango
        is missing.
        """
        day = os.environ.get("SOURCE_DATE_EPOCH", "") if dated else ""  # which font subsets carry
        programs = [day, *map(_installed, PROGRAMS), *map(_version, LIBRARIES)]
        if self.hyphenate:
            programs.append(dictionary())
        files = [self.style, *sorted(self.given)]
        digests = (_digest(file, file.stat()) for file in files if file.is_file())
        return [*programs, self.address, *digests]


_installed = cache(version)  # what is loaded stays the same; to ask takes its time


def _digest(file: Path, now: os.stat_result) -> str:
    return _read(file, now.st_size, now.st_mtime_ns)


@lru_cache(maxsize=200)  # every chapter by itself asks for the same files
def _read(file: Path, *_: int) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _version(function: str) -> str:
    library_version = getattr(_library(LIBRARIES[function]), function)
    library_version.restype = ctypes.c_char_p
    return library_version().decode()


def _library(names: tuple[str, ...]) -> ctypes.CDLL:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError as error:
            missing = error
    raise missing
