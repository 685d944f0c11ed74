"""The files of docs/ as a version has them: without the chapters left out, and with its own."""

import shutil
from pathlib import Path

from .versio_file import FRONT, Adaptation


def assemble(docs: Path, adaptation: Adaptation, into: Path) -> None:
    """Makes the folder what the version has; a file that is right already is left alone."""
    wanted = _files(docs)
    for page in (*adaptation.left_out, *([FRONT] if (adaptation.docs / FRONT).is_file() else [])):
        wanted.pop(page, None)
    wanted |= _files(adaptation.docs)
    for path in _files(into).keys() - wanted.keys():
        (into / path).unlink()
    for path, source in wanted.items():
        target = into / path
        if not target.is_file() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    for folder in sorted((one for one in into.rglob("*") if one.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _files(folder: Path) -> dict[str, Path]:
    """Path in the folder → file."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file for file in found}
