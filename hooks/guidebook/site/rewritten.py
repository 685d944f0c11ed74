"""The pages that have been written anew since a guide was read: a preview shows them before it has
gone through all the rest.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from ..findings import BadInput
from ..guide import Format, Guide
from ..reading import Reading
from ..settings import Settings

UNREAD = (".", "#"), ("~", "#")  # what editors leave beside a file while it is open


def read_of(settings: Settings) -> list[Path]:
    """The files and folders of which a guide is read."""
    named = [value for value in vars(settings).values() if isinstance(value, Path)]
    beside = [settings.own_survey.parent] if settings.own_survey else []
    return [*named, *beside, settings.brand]


def stamps(roots: Iterable[str | Path]) -> dict[str, tuple[int, int]]:
    """File → what tells that it has been written, of the files and folders."""
    files = {file for root in roots for file in _files(os.path.abspath(root))}
    states = {file: os.stat(file) for file in files if os.path.exists(file)}
    return {file: (stat.st_mtime_ns, stat.st_size) for file, stat in states.items()}


def changed(before: dict, now: dict) -> set[str]:
    return {file for file in before.keys() | now.keys() if before.get(file) != now.get(file)}


def alone(guide: Guide, files: Iterable[str]) -> list[str]:
    """The pages in the files; none when something else may change with them."""
    paths = {os.path.abspath(page.file): path for path, page in guide.pages.items()}
    found = [paths.get(file, "") for file in files]
    if guide.settings.adaptation or not all(found):
        return []
    return found


def rewritten(guide: Guide, paths: Iterable[str]) -> Guide:
    """The guide with these pages read again; what its other pages met is known already. Raises
    BadInput.
    """
    reading = Reading()
    read = {path: reading.page(guide.settings, path) for path in paths}
    if reading.findings:
        raise BadInput(*reading.findings)
    anew = Guide(
        guide.settings,
        survey=guide.survey,
        numbers=guide.numbers,
        sources=guide.sources,
        pages=[read.get(path, page) for path, page in guide.written.items()],
        identity=guide.identity,
    )
    for path in guide.pages:
        anew.put(path, Format.WEB, guide.contents(path, Format.WEB))
    return anew


def _files(root: str) -> Iterable[str]:
    if os.path.isfile(root):
        yield root
    for folder, _, names in os.walk(root):
        kept = (name for name in names if not name.startswith(UNREAD[0]))
        yield from (os.path.join(folder, name) for name in kept if not name.endswith(UNREAD[1]))
