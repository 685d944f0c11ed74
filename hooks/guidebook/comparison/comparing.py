"""Two trees held against each other: all that the outputs tell."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from ..editions import changes as edition_changes
from ..editions import released, snapshots
from ..editions.changes import Changes
from ..guide import Format
from ..markup import convert_pages
from ..pages.mentions import mentions
from . import declared
from .claim_changes import ClaimChange, changed_claims
from .declared import EntryChange
from .figure_changes import DrawingChange, changed_drawings
from .lost_links import LostLink, lost_links
from .other_files import FileChange, changed_files
from .rewordings import Rewording, rewordings
from .trees import Tree


@dataclass(frozen=True)
class Detail:
    """A line under what changed: a spot that shows it with the words there as they read now (before
    the change, where they are gone), or what of it changed and how.
    """

    name: str
    text: str


@dataclass(frozen=True)
class Comparison:
    """`uses` is by reference, "id" or "id[key]": the paragraphs of each number that changed;
    `rewordings` by the path of each page whose text did; `entries` by topic. `files` are those
    whose bytes changed and of which nothing else tells; `altered` are the pages whose HTML is
    another, whatever made it so.
    """

    old: Tree
    new: Tree
    changes: Changes
    uses: Mapping[str, tuple[Detail, ...]]
    claims: tuple[ClaimChange, ...]
    drawings: tuple[DrawingChange, ...]
    links: tuple[LostLink, ...]
    rewordings: Mapping[str, tuple[Rewording, ...]]
    entries: Mapping[str, tuple[EntryChange, ...]]
    files: tuple[FileChange, ...]
    altered: Set[str]


def compare(
    old: Tree, new: Tree, pages: tuple[int | None, int | None] = (None, None)
) -> Comparison:
    """What the change from old to new does. `pages` are the book's on both sides where they have
    been counted.
    """
    taken, published = [], []
    for tree, counted in zip((old, new), pages, strict=True):
        now = snapshots.snapshot(tree.guide)
        taken.append(released.counted(now, counted or released.known_pages(tree.guide, now)))
        published.append(convert_pages(tree.guide, Format.WEB))
    changes = edition_changes.compare(*taken)
    drawings = tuple(changed_drawings(old, new, changes.moved))
    entries, covered = declared.changed_entries(old, new)
    covered |= _files_of_pages(old, new, changes, drawings)
    return Comparison(
        old,
        new,
        changes,
        _uses(old, new, changes),
        tuple(changed_claims(old, new, changes.moved)),
        drawings,
        tuple(lost_links(old, new, changes.moved)),
        {
            path: tuple(rewordings(old, new, old.guide.pages[path], new.guide.pages[path]))
            for path in changes.rewritten
        },
        entries,
        tuple(change for change in changed_files(old, new) if change.path not in covered),
        frozenset(path for path, html in published[1].items() if html != published[0].get(path)),
    )


def _files_of_pages(
    old: Tree, new: Tree, changes: Changes, drawings: tuple[DrawingChange, ...]
) -> set[str]:
    """The files of the pages and pictures whose change is told, from the root."""
    gone = [old.guide.pages[path].file for path in (*changes.removed, *changes.moved)]
    come = [
        new.guide.pages[path].file
        for path in (*changes.added, *changes.rewritten, *changes.moved.values())
    ]
    files = {old.from_root(file) for file in gone} | {new.from_root(file) for file in come}
    sides = (side for change in drawings for side in (change.old, change.new))
    return files | {side.file for side in sides if side}


def _uses(old: Tree, new: Tree, changes: Changes) -> dict[str, tuple[Detail, ...]]:
    sides = [
        {change.reference for change in changes.numbers if change.new is None},
        {change.reference for change in changes.numbers if change.new is not None},
    ]
    found: dict[str, dict[tuple[str, int], Detail]] = {}
    for tree, references in zip((old, new), sides, strict=True):
        rows: dict[str, list[str]] = {}
        for reference in references:
            rows.setdefault(reference.partition("[")[0], []).append(reference)
        for path, page in tree.guide.pages.items():
            for mention in mentions(page, tree.guide.numbers):
                named = (
                    [mention.reference]
                    if mention.reference in references
                    else rows.get(mention.reference, [])
                )
                for reference in named:
                    found.setdefault(reference, {}).setdefault(
                        (path, mention.begin),
                        Detail(tree.place(mention.place), mention.paragraph),
                    )
    return {reference: tuple(uses.values()) for reference, uses in found.items()}
