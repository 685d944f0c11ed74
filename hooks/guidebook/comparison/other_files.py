"""The files of a tree whose bytes a change makes others."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .trees import Tree

ROOTS = ("_brand.yml", "data", "overrides", "hooks", "versiot")  # besides docs and mkdocs.yml
UNREAD = ("data/private", "__pycache__")  # no part of the guide: a path, and folders of this name


class Link(bytes):
    """Where a link of the file system leads."""


@dataclass(frozen=True)
class FileChange:
    """A file whose bytes are others, or that is on one side only. `path` is from the root."""

    path: str
    old: bytes | None
    new: bytes | None

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.lower()

    @property
    def lines(self) -> tuple[int, int] | None:
        """How many lines come and go; None when it is no text, or on one side only."""
        if self.old is None or self.new is None or b"\0" in self.old + self.new:
            return None
        try:
            sides = [Counter(side.decode().split("\n")) for side in (self.old, self.new)]
        except UnicodeDecodeError:
            return None
        return (sides[1] - sides[0]).total(), (sides[0] - sides[1]).total()


def changed_files(old: Tree, new: Tree) -> Iterator[FileChange]:
    """By path."""
    before, now = _files(old), _files(new)
    for path in sorted(before.keys() | now.keys()):
        change = FileChange(path, _bytes(before.get(path)), _bytes(now.get(path)))
        if change.old != change.new or type(change.old) is not type(change.new):
            yield change


def _files(tree: Tree) -> dict[str, Path | bytes]:
    settings = tree.guide.settings
    root = settings.config.parent
    files = {path: Link(os.fsencode(target)) for path, target in tree.links.items()}
    for top in dict.fromkeys((settings.config, settings.docs, *(root / name for name in ROOTS))):
        files |= {tree.from_root(file): file for file in _below(top, root)}
    return {path: file for path, file in files.items() if _watched(path, tree)}


def _watched(path: str, tree: Tree) -> bool:
    settings = tree.guide.settings
    tops = (tree.from_root(settings.config), tree.from_root(settings.docs), *ROOTS)
    return any(path == top or path.startswith(f"{top}/") for top in tops)


def _below(top: Path, root: Path) -> Iterator[Path]:
    if top.is_symlink() or top.is_file():
        yield top
        return
    for parent, folders, names in os.walk(top):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = [
            name
            for name in folders
            if name not in UNREAD and Path(parent, name) != root / UNREAD[0]
        ]
        yield from (Path(parent, name) for name in (*links, *names))


def _bytes(file: Path | bytes | None) -> bytes | None:
    if not isinstance(file, Path):
        return file
    return Link(os.fsencode(os.readlink(file))) if file.is_symlink() else file.read_bytes()
