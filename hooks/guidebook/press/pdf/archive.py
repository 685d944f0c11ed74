"""What an archive asks of the file beside PDF/UA: PDF/A-3u, with the numbers of the book attached
as data. WeasyPrint makes one of the two; what the other needs is added before the file is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import md5
from pathlib import Path

import pydyf

from ..materials import Data

METADATA = Path(__file__).with_name("archive.xmp")  # what the file says of itself, in XMP
END = b"</rdf:RDF>"
COLOURS = "srgb"  # of the output intent


def finish(pdf: pydyf.PDF, data: Data | None, day: date) -> None:
    """Makes an archive's file of what WeasyPrint made with an output intent of `COLOURS`."""
    objects = {item.reference: item for item in pdf.objects}
    metadata = objects[pdf.catalog["Metadata"]]
    metadata.compress = False
    (xmp,) = metadata.stream
    metadata.stream = [xmp.replace(END, METADATA.read_bytes() + END)]
    for intent in pdf.catalog["OutputIntents"]:
        intent["S"] = "/GTS_PDFA1"
    if data:
        _attach(pdf, data, day)


def _attach(pdf: pydyf.PDF, data: Data, day: date) -> None:
    parameters = {
        "Size": len(data.content),
        "ModDate": pydyf.String(f"D:{day:%Y%m%d}000000Z"),
        "CheckSum": f"<{md5(data.content, usedforsecurity=False).hexdigest()}>",
    }
    kind = {
        "Type": "/EmbeddedFile",
        "Subtype": "/application#2fjson",
        "Params": pydyf.Dictionary(parameters),
    }
    content = pydyf.Stream([data.content], kind, compress=True)
    pdf.add_object(content)
    name = pydyf.String(data.name)
    files = pydyf.Dictionary({"F": content.reference, "UF": content.reference})
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "Desc": pydyf.String(data.description),
            "AFRelationship": "/Data",
            "EF": files,
        }
    )
    pdf.add_object(file)
    attached = pydyf.Dictionary({"Names": pydyf.Array((name, file.reference))})
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = attached
    pdf.catalog["AF"] = pydyf.Array((file.reference,))


@contextmanager
def measurable() -> Iterator[None]:
    """While the file is written, the length of each of its streams can be told from its bytes: one
    that ends in a carriage return would seem to end before it, so it is left as it is, unpacked.
    """
    packed = pydyf.Stream.data

    def data(stream: pydyf.Stream) -> bytes:
        content = packed.fget(stream)
        if not stream.compress or not content.endswith(b"\r\nendstream"):
            return content
        stream.compress = False
        return packed.fget(stream)

    pydyf.Stream.data = property(data)
    try:
        yield
    finally:
        pydyf.Stream.data = packed
