"""The bytes of the objects in a file, which pydyf and WeasyPrint ask for more often than they
change.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pydyf
from weasyprint.pdf import fonts

from ..makeup.patching import replaced

PACKED = 6  # of zlib's levels: 9 takes several times as long for 4 % of the bytes
SIZE = re.compile(r"\[\d+\]$")
SPELLED = {bytes: bytes, str: lambda text: text.encode("ascii"), int: b"%d".__mod__}

to_bytes = pydyf._to_bytes


@contextmanager
def spelled_once() -> Iterator[None]:
    """While a file is written, which for its identifier tells all that it holds a second time."""
    streams = replaced("data", _once(pydyf.Stream), pydyf.Stream)
    dictionaries = replaced("data", _once(pydyf.Dictionary), pydyf.Dictionary)
    pages = replaced("page_references", _known_pages(), pydyf.PDF)
    sized = replaced("ffi", _Ffi(), fonts)
    with streams, dictionaries, pages, sized, replaced("_to_bytes", _to_bytes, pydyf), packed():
        yield


@contextmanager
def packed() -> Iterator[None]:
    """pydyf packs at zlib's level 9."""
    ours = SimpleNamespace(compressobj=lambda level: zlib.compressobj(PACKED))
    with replaced("zlib", ours, pydyf):
        yield


def _once(kind: type[pydyf.Object]) -> property:
    """Of the objects that have a number, which are written when no other changes any more."""
    spell = kind.data.fget

    def data(item: pydyf.Object) -> bytes:
        if item.number is None:
            return spell(item)
        if not hasattr(item, "spelled"):
            item.spelled = spell(item)
        return item.spelled

    return property(data)


def _known_pages() -> property:
    """pydyf makes the list of all pages anew for each tag."""
    list_pages = pydyf.PDF.page_references.fget

    def references(file: pydyf.PDF) -> tuple[bytes, ...]:
        known = getattr(file, "known_pages", ())
        if len(known) != file.pages["Count"]:
            known = file.known_pages = list_pages(file)
        return known

    return property(references)


def _to_bytes(item: object) -> bytes:
    spell = SPELLED.get(type(item), to_bytes)
    return spell(item)


class _Ffi:
    """cffi reads each type that it has not seen yet, so also an array of each size."""

    def __getattr__(self, name: str) -> object:
        return getattr(fonts_ffi, name)

    def new(self, kind: str, *given: object) -> object:
        return fonts_ffi.new(SIZE.sub("[]", kind) if given else kind, *given)


fonts_ffi = fonts.ffi
