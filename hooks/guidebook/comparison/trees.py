"""A tree of docs and data to compare: the working folder, another folder, or a git revision."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import settings
from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide, read_whole_guide
from . import revision


@dataclass(frozen=True)
class Tree:
    """One side of the comparison. `name` is the revision's, "" for a folder; `links` are the file
    system's that a revision has, path → where it leads.
    """

    guide: Guide
    name: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    def place(self, place: Place) -> str:
        """ "file:line", a revision's as "main:docs/index.md:3"."""
        return f"{_named(place.path, self.guide.settings.config.parent, self.name)}:{place.line}"

    def from_root(self, file: Path) -> str:
        """The path of a file from the tree's root."""
        return Path(os.path.relpath(file, self.guide.settings.config.parent)).as_posix()


def read_tree(config: Path, name: str = "", survey_of_environment: bool = True) -> Tree:
    """The tree of an mkdocs.yml. Raises BadInput when a page or data of it cannot be
    read at all.
    """
    environment = {
        key: value
        for key, value in os.environ.items()
        if key != "GUIDEBOOK_SURVEY" or survey_of_environment
    }
    try:
        guide = read_whole_guide(settings.read(config, environment))
    except BadInput as error:
        root = config.absolute().parent
        raise BadInput(*(_renamed(finding, root, name) for finding in error.findings)) from error
    return Tree(guide, name)


@contextmanager
def read_base(base: str, config: Path) -> Iterator[Tree]:
    """The tree of a revision of the repository that holds `config`. Its data are its own. Raises
    BadInput.
    """
    with TemporaryDirectory(prefix="opas-") as folder:
        target = Path(folder).resolve()
        links = revision.write_out(base, config.absolute().parent, target)
        tree = read_tree(target / config.name, base, survey_of_environment=False)
        yield replace(tree, links=links)


def _renamed(finding: Finding, root: Path, name: str) -> Finding:
    place = replace(finding.place, path=_named(finding.place.path, root, name))
    message = finding.message.replace(f"{root}/", "")
    return replace(finding, place=place, message=message)


def _named(path: str, root: Path, name: str) -> str:
    """The path as a message shows it; a revision's files are named from its root."""
    return f"{name}:{path.removeprefix(shown(root)).lstrip('/')}" if name else path
