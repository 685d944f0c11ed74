"""The faults that are left standing in the book, each with its reason: `proof:` of mkdocs.yml names
the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..findings import Finding, Place, meant
from ..press.mending.faults import Fault, cut
from ..text.yaml_entries import read_entries, refuse
from .examination import KINDS

RULE = "vedos"
KEYS = {"fault": str, "chapter": str, "words": str, "because": str}
REQUIRED = ("fault", "because")


@dataclass(frozen=True)
class Explained:
    """`chapter` and `words`, the first of those that stand there, narrow it down; "" is any."""

    id: str
    fault: str
    chapter: str
    words: str
    because: str
    place: Place

    def explains(self, fault: Fault) -> bool:
        return (
            fault.kind == self.fault
            and self.chapter in ("", fault.chapter)
            and fault.words.startswith(cut(self.words))
        )


def read(path: Path | None) -> tuple[Explained, ...]:
    """Nothing without a file. Raises BadInput."""
    if path is None:
        return ()
    entries = list(read_entries(path, RULE, KEYS, REQUIRED))
    for entry in entries:
        if (kind := entry.get("fault")) and kind not in KINDS:
            hint = meant(kind, KINDS) or "lajit ovat " + ", ".join(KINDS)
            entry.note("fault", f'tuntematon vian laji "{kind}"', hint)
    refuse(entries)
    return tuple(
        Explained(
            entry.id,
            entry["fault"],
            entry.get("chapter", ""),
            entry.get("words", ""),
            entry["because"],
            entry.place,
        )
        for entry in entries
    )


def share_out(
    faults: Iterable[Fault], explained: Iterable[Explained]
) -> tuple[list[Fault], dict[Explained, list[Fault]], list[Finding]]:
    """The faults that nothing explains, those that each explanation covers, and a finding for each
    that covers none any more.
    """
    left: list[Fault] = []
    covered: dict[Explained, list[Fault]] = {one: [] for one in explained}
    for fault in faults:
        found = next((one for one in covered if one.explains(fault)), None)
        (left if found is None else covered[found]).append(fault)
    stale = [
        Finding(one.place, RULE, f'vikaa, jonka "{one.id}" selittää, ei enää ole', "poista selitys")
        for one, faults in covered.items()
        if not faults
    ]
    return left, covered, stale
