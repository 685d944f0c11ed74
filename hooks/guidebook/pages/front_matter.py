"""What a page says of itself between the lines --- at its head."""

import re
from datetime import date
from typing import TYPE_CHECKING

from ..findings import BadInput, Finding, meant, shown
from ..survey import OWN
from ..text.placed_yaml import parse_yaml
from ..text.yaml_entries import typed
from .masking import front_matter

if TYPE_CHECKING:
    from .page import Page

LONGEST_TITLE = 300  # characters of what a page says of itself

COLLECTION = "aineisto"  # the collection that the page tells of
READ, REVIEW = "luettu", "review_after"  # when it was last read through, when it is to be again

# What a page may say of itself. MkDocs and the theme know many more keys, some of which write into
# scripts.
FRONT_MATTER = {
    "title": "text",
    "description": "text",
    "template": ("etusivu.html",),
    "kirjassa": (True, False),
    COLLECTION: (OWN,),
    "hide": ("navigation", "toc", "footer"),
    "arkki": None,
    "search": "weight",
    READ: "day",
    REVIEW: "day",
}


def read_front_matter(page: "Page") -> dict:
    """What the page says of itself, by the keys of FRONT_MATTER alone. Raises BadInput."""
    lines, end = front_matter(page.source)
    if not end:
        return {}
    meta = parse_yaml(lines, shown(page.file))
    wrong = [
        Finding(meta.places[key], "alkutiedot", *problem)
        for key, value in meta.items()
        if (problem := _problem(key, value))
    ]
    if wrong:
        raise BadInput(*wrong)
    for key in (READ, REVIEW):
        if key in meta:
            meta[key] = typed(meta[key], date)  # YAML gives one in quotation marks as text
    return meta


def _problem(key: str, value: object) -> tuple[str, str] | None:
    """What is wrong with a value of the front matter, and what to do; None when it is fine."""
    if key not in FRONT_MATTER:
        return (
            f'tuntematon avain "{key[:80]}"',
            meant(key, FRONT_MATTER) or f"avaimet ovat {', '.join(FRONT_MATTER)}",
        )
    allowed = FRONT_MATTER[key]
    if allowed == "text":
        fine = (
            isinstance(value, str)
            and value.strip()
            and len(value) <= LONGEST_TITLE
            and not re.search(r'[<>"\n]', value)
        )
        return (
            None
            if fine
            else (
                f'avaimen {key} arvon pitää olla tekstiä ilman merkkejä < > ", enintään '
                f"{LONGEST_TITLE} merkkiä",
                "lainausmerkki on ”; jos tekstissä on kaksoispiste, kirjoita se näin: '…'",
            )
        )
    if allowed == "weight":
        fine = (
            isinstance(value, dict)
            and list(value) == ["boost"]
            and isinstance(value["boost"], int | float)
        )
        return (
            None
            if fine and 0 < value["boost"] <= 10
            else (
                "avaimen search arvo ei kelpaa",
                'muoto on "search: {boost: 0.5}"; pienempi kuin 1 siirtää sivua alemmas',
            )
        )
    if allowed == "day":
        fine = typed(value, date) is not None
        return None if fine else (f"avaimen {key} arvo ei ole päivä", f"muoto on {key}: 2026-11-30")
    given = value if isinstance(value, list) else [value]
    if allowed and not all(
        one in allowed and type(one) is type(allowed[0]) for one in given
    ):  # 0 == False
        told = ", ".join(str(one).lower() if isinstance(one, bool) else one for one in allowed)
        return f"avaimen {key} arvo ei kelpaa", f"arvot ovat {told}"
    return None
