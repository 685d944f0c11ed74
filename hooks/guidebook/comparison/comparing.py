"""Two trees held against each other: all that the outputs tell."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..editions import changes as edition_changes
from ..editions import released, snapshots
from ..editions.changes import Changes
from ..guide import Format
from ..markup import convert_pages
from ..pages.mentions import mentions
from .claim_changes import ClaimChange, changed_claims
from .figure_changes import DrawingChange, changed_drawings
from .lost_links import LostLink, lost_links
from .rewordings import Rewording, rewordings
from .trees import Tree


@dataclass(frozen=True)
class Spot:
    """A spot that shows a changed number, with its sentence as it reads now (before, where it is
    gone).
    """

    place: str
    sentence: str


@dataclass(frozen=True)
class Comparison:
    """`uses` is by reference, "id" or "id[key]": the spots of each number that changed;
    `rewordings` by the path of each page whose text did.
    """

    old: Tree
    new: Tree
    changes: Changes
    uses: Mapping[str, tuple[Spot, ...]]
    claims: tuple[ClaimChange, ...]
    drawings: tuple[DrawingChange, ...]
    links: tuple[LostLink, ...]
    rewordings: Mapping[str, tuple[Rewording, ...]]


def compare(
    old: Tree, new: Tree, pages: tuple[int | None, int | None] = (None, None)
) -> Comparison:
    """What the change from old to new does. `pages` are the book's on both sides where they have
    been counted.
    """
    taken = []
    for tree, counted in zip((old, new), pages, strict=True):
        now = snapshots.snapshot(tree.guide)
        taken.append(released.counted(now, counted or released.known_pages(tree.guide, now)))
        convert_pages(tree.guide, Format.WEB)
    changes = edition_changes.compare(*taken)
    return Comparison(
        old,
        new,
        changes,
        _uses(old, new, changes),
        tuple(changed_claims(old, new, changes.moved)),
        tuple(changed_drawings(old, new, changes.moved)),
        tuple(lost_links(old, new, changes.moved)),
        {
            path: tuple(rewordings(old, new, old.guide.pages[path], new.guide.pages[path]))
            for path in changes.rewritten
        },
    )


def _uses(old: Tree, new: Tree, changes: Changes) -> dict[str, tuple[Spot, ...]]:
    sides = [
        {change.reference for change in changes.numbers if change.new is None},
        {change.reference for change in changes.numbers if change.new is not None},
    ]
    found: dict[str, dict[Spot, None]] = {}
    for tree, references in zip((old, new), sides, strict=True):
        rows: dict[str, list[str]] = {}
        for reference in references:
            rows.setdefault(reference.partition("[")[0], []).append(reference)
        for page in tree.guide.pages.values():
            for mention in mentions(page, tree.guide.numbers):
                named = (
                    [mention.reference]
                    if mention.reference in references
                    else rows.get(mention.reference, [])
                )
                for reference in named:
                    found.setdefault(reference, {})[
                        Spot(tree.place(mention.place), mention.sentence)
                    ] = None
    return {reference: tuple(uses) for reference, uses in found.items()}
