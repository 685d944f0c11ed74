"""Whether anything has changed since the site was published: if nothing has, nothing is built.

What a site is made of is known by the files of the guide, the settings, the programs and the day;
that it still is as it was published, by its own files. Where anything else may have a say, it is
built.
"""

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import finnish
from ..text.keeping import digest_of, kept

SHELF = "julkaistu"
OURS = {"search", "material/search"}  # the plugins that read nothing but the pages
# At the root of a guide, what is made of it and not it of them; hidden files neither.
MADE = ("site", "vedos", "luvut", "node_modules", "__pycache__", ".")
# What says that a library of the system may be another: lists of what is installed.
INSTALLED = ("/var/lib/dpkg/status", "/opt/homebrew/Cellar", "/usr/local/Cellar", "/lib/apk/db")
# What of the environment the programs heed besides what mkdocs.yml asks for.
HEEDED = ("GUIDEBOOK_", "SOURCE_DATE_EPOCH", "TZ", "LC_", "LANG", "FONTCONFIG", "VOIKKO")


@dataclass(frozen=True)
class MadeOf:
    """What a site is made of: files and folders with their digests, and what is around them."""

    trees: Mapping[Path, str]
    around: tuple[str, ...]

    @property
    def inputs(self) -> list[str]:
        return [*self.around, *self.trees.values()]


def made_of(config: Mapping[str, Any], published: Path) -> MadeOf | None:
    """None when not all of it can be known, or when warnings may pass."""
    hooks = {Path(path).resolve().parent for path in config["hooks"]}
    own = Path(__file__).resolve().parents[2]
    foreign = not set(config["plugins"]) <= OURS | {*config["hooks"]} or hooks != {own}
    if foreign or not config["strict"]:
        return None
    root = Path(config["config_file_path"]).resolve().parent
    survey = os.environ.get("GUIDEBOOK_SURVEY")
    named = filter(None, (config["docs_dir"], config["theme"].custom_dir, survey))
    outside = [path for path in (own, *map(Path, named)) if not path.resolve().is_relative_to(root)]
    parts = sorted(
        path
        for path in root.iterdir()
        if not path.name.startswith(MADE) and path.resolve() != published.resolve()
    )
    trees = [*parts, *(path.parent if path.is_file() else path for path in outside)]
    around = (str(published.resolve()), *_around(config))
    return MadeOf({path: _tree(path) for path in trees}, around)


def is_published(made: MadeOf | None, published: Path) -> bool:
    """Whether the site stands as it was published when it was made of the same."""
    if not made or not published.is_dir() or published.is_symlink():
        return False
    known = kept(made.inputs, lambda: "", lambda _: None, str, SHELF)
    return bool(known) and known == _tree(published)


def note(made: MadeOf | None, published: Path) -> None:
    """Remember how the site that is made of these has been published, unless a file was written
    anew meanwhile: the site may be of the old or of the new.
    """
    if made and all(_tree(path) == digest for path, digest in made.trees.items()):
        kept(made.inputs, lambda: _tree(published), str, str, SHELF)


def _around(config: Mapping[str, Any]) -> Iterator[str]:
    """The settings, the programs, what they are told, and the day."""
    yield json.dumps({**config}, default=_as_json)
    # The folders of packages have their versions in their names: to read each takes far longer.
    yield repr(sorted(path.name for folder in sys.path for path in Path(folder).glob("*-info")))
    yield f"{sys.platform} {finnish.dictionary()}"
    yield repr(sorted(item for item in os.environ.items() if item[0].startswith(HEEDED)))
    yield datetime.date.today().isoformat()
    yield repr([os.stat(path).st_mtime_ns for path in INSTALLED if os.path.exists(path)])


def _as_json(value: object) -> object:
    return {**value} if isinstance(value, Mapping) else type(value).__qualname__


def _tree(root: Path) -> str:
    """A digest of the files below the folder, or of the file, with their names."""
    return digest_of(part for file in _files(root) for part in (os.fsencode(file), root / file))


def _files(root: Path) -> Iterable[Path]:
    if not root.is_dir():
        return [root]
    return sorted(
        path.relative_to(root)
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
