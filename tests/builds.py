"""The builds of this guide that tests share: each is made once for all workers of pytest, and begins before it is asked for."""

import faulthandler
import fcntl
import sys
from collections.abc import Collection
from pathlib import Path

from commands import TESTING, beside, run

CODE = "https://example.org/koodi/opas"
LONGEST = 1800  # seconds: a minute or two on a quiet machine
MADE = {  # the name of a fixture → the command and its environment
    "site": ("proved_build", {"PYTHONPATH": TESTING}),
    "disk": ("mkdocs", {"GUIDEBOOK_OFFLINE": "1", "GUIDEBOOK_BOOK": "0", "GUIDEBOOK_REPO_URL": CODE}),
}


def begin(folder: Path, names: Collection[str]) -> None:
    """Begin those of these names, one after another, where a process can be forked for them."""
    named = [name for name in MADE if name in names]
    if named and sys.platform == "linux":
        beside(_make_all, folder, named)


def built(folder: Path, name: str) -> Path:
    """The folder of what was built, when it is."""
    faulthandler.cancel_dump_traceback_later()  # the clock of a test: the build has its own
    assert not (failure := _make(folder, name)), failure
    return _site(folder, name)


def _make_all(folder: Path, names: list[str]) -> None:
    for name in names:
        _make(folder, name)


def _make(folder: Path, name: str) -> str:
    """What is told of a build that failed. Whoever comes first makes it, the others wait."""
    told, (command, environment) = folder / f"{name}.txt", MADE[name]
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text("the build did not end", "utf-8")
            ran = run(command, "build", "-d", _site(folder, name), longest=LONGEST, **environment)
            told.write_text(ran.stdout + ran.stderr if ran.returncode else "", "utf-8")
    return told.read_text("utf-8")


def _site(folder: Path, name: str) -> Path:
    return folder / name / "site"
