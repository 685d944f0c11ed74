"""What changed from one edition to another."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .snapshots import PublishedNumber, Snapshot


@dataclass(frozen=True)
class NumberChange:
    """A number that is told otherwise, or on one side only."""

    reference: str
    old: PublishedNumber | None
    new: PublishedNumber | None

    @property
    def id(self) -> str:
        return self.reference.partition("[")[0]

    @property
    def label(self) -> str:
        return (self.new or self.old).label

    @property
    def visible(self) -> bool:
        """Whether a reader sees it: the number as printed, or its interval."""
        return (self.old and self.old.shown) != (self.new and self.new.shown)

    @property
    def of_label(self) -> bool:
        """Whether its name alone is another."""
        both = self.old and self.new
        return bool(both) and replace(self.old, label=self.new.label) == self.new


@dataclass(frozen=True)
class Changes:
    """What is otherwise in `new`. Chapters are told by path; `moved` is old path → new of a chapter
    whose text is the same; `rewritten` changed in text, `refilled` only through the numbers they
    name.
    """

    old: Snapshot
    new: Snapshot
    numbers: tuple[NumberChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    rewritten: tuple[str, ...]
    refilled: tuple[str, ...]


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """What changed from old to new, numbers and chapters in the order of the new."""
    references = [
        *new.numbers,
        *(reference for reference in old.numbers if reference not in new.numbers),
    ]
    numbers = tuple(
        NumberChange(reference, old.numbers.get(reference), new.numbers.get(reference))
        for reference in references
        if old.numbers.get(reference) != new.numbers.get(reference)
    )
    gone = [path for path in old.chapters if path not in new.chapters]
    by_text = {old.chapters[path].text: path for path in gone}
    moved = {
        by_text[chapter.text]: path
        for path, chapter in new.chapters.items()
        if path not in old.chapters and chapter.text in by_text
    }
    changed, arrived = {change.id for change in numbers}, set(moved.values())
    rewritten, refilled = [], []
    for path, chapter in new.chapters.items():
        former = old.chapters.get(path)
        if former and former.text != chapter.text:
            rewritten.append(path)
        elif (former or path in arrived) and changed & set(chapter.numbers):
            refilled.append(path)
    added = [path for path in new.chapters if path not in old.chapters and path not in arrived]
    removed = [path for path in gone if path not in moved]
    return Changes(
        old, new, numbers, tuple(added), tuple(removed), moved, tuple(rewritten), tuple(refilled)
    )
