"""Packed files, with nothing in them that tells when they were packed."""

import io
import zipfile

# The only time that a file in it has, so that the same contents give the same bytes
EARLIEST = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes, unpacked: str = "", changed: dict[str, bytes] | None = None) -> bytes:
    """The same files in their order; the one named `unpacked` first and as it is, those of
    `changed` with that content.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(made, "w") as packed:
        for name in sorted(read.namelist(), key=lambda name: name != unpacked):
            kind = zipfile.ZIP_STORED if name == unpacked else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, EARLIEST)
            own = (changed or {}).get(name)
            packed.writestr(entry, read.read(name) if own is None else own, kind, 6)
    return made.getvalue()
