"""Illustrations: a drawing is put into the page itself, so that it follows light,
dark and print.
"""

import xml.etree.ElementTree as etree
from pathlib import Path

from ..findings import Problem
from ..identity import Identity, dress
from ..text import drawings
from . import seal


def illustration(file: Path, text: str, anchor: str, identity: Identity) -> str:
    """The drawing as inline SVG with its text alternative, in the colours of the guide. Raises
    Problem when it is more than a drawing.
    """
    drawing = drawings.read(file)
    dress.drawing(drawing, identity)
    for old in [part for part in drawing if part.tag in ("title", "desc")]:
        drawing.remove(old)
    for part in drawing.iter():
        if (id := part.get("id")) and not seal.permitted(part.tag, "id", id):
            message = f'kuvan {file.name} osan id="{id}" on varattu'
            raise Problem(drawings.RULE, message, seal.ID_HINT)
    for size in ("width", "height"):
        drawing.attrib.pop(size, None)
    name = etree.Element("title", {"id": f"{anchor}-nimi"})
    name.text = text
    drawing.insert(0, name)
    drawing.attrib.update(
        {
            "xmlns": drawings.NAMESPACE,
            "class": "kuvitus",
            "role": "img",
            "aria-labelledby": f"{anchor}-nimi",
        }
    )
    # with the ends that the sieve would write, which then has nothing to change
    return etree.tostring(drawing, "unicode", short_empty_elements=False)
