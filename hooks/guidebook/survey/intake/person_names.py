"""The names by which a person is known again."""

import re

from .column_headings import plain

_FORMER = re.compile(
    r"\s*\((?:ent(?:inen)?|aik(?:aisemmin)?|o\.? ?s|omaa sukua|f\.? ?d|född|née|formerly)\.?:? "
    r"(?P<name>[^()]+)\)",
    re.I,
)


def same_name(name: str) -> str:
    """A name by which persons are known again: its words in one order."""
    return " ".join(sorted(plain(name).split()))


def known_names(name: str) -> list[str]:
    """The names one may be known by: "Aino Uusi (ent. Vanha)" is Aino Uusi and Aino Vanha, too."""
    found = _FORMER.search(name)
    if not found:
        return [same_name(name)]
    now, former = _FORMER.sub("", name).strip(), found["name"].strip()
    _, comma, first = now.partition(",")
    first = first if comma else now.rpartition(" ")[0]
    whole = former if re.search(r"[ ,]", former) else f"{first} {former}"
    return [same_name(name), same_name(now), same_name(whole)]
