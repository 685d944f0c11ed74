"""What a file held before, as git knows it; nothing where there is no git."""

import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

MOST = 20  # changes of a file that are looked at


def versions(folder: Path, path: str) -> Iterator[str]:
    """The committed texts of a file below the folder, newest first, be it gone or not."""
    if path not in _ever(folder):
        return
    changes = _git(folder, "log", f"--max-count={MOST}", "--format=%H", "--", f"./{path}")
    for revision in ("HEAD", *(f"{change}^" for change in (changes or "").split())):
        if text := _git(folder, "cat-file", "blob", f"{revision}:./{path}"):
            yield text


@lru_cache(maxsize=4)
def _ever(folder: Path) -> frozenset[str]:
    """The paths below the folder that were ever committed. Asked once: a list of thousands of lost
    pages would else ask git of each.
    """
    names = _git(folder, "log", "-z", "--name-only", "--format=", "--relative", "--", ".")
    return frozenset(name.strip("\n") for name in (names or "").split("\0"))


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        asked = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return asked.stdout.decode("utf-8", "replace")
