"""Publishing a folder all at once: it is built beside the published one, and takes its place only
when it is whole. One build at a time: the next one waits.
"""

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_HERE, _EXCHANGE, _SWAP = -100, 2, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


class Publication:
    """One build's way to publication. Without begin() the other calls do nothing."""

    def __init__(self) -> None:
        self._published: Path | None = None
        self._lock: int | None = None
        self._whole = False

    def _beside(self, role: str) -> Path:
        return self._published.with_name(f".{self._published.name}-{role}")

    @property
    def staged(self) -> Path:
        return self._beside("uusi")

    @property
    def _former(self) -> Path:
        return self._beside("vanha")

    def begin(self, published: Path, waits: Callable[[], None] = lambda: None) -> Path:
        """The folder to build in, beside the published one; `waits` is called when another build
        has to end first. Mends what an interrupted swap left behind. Raises OSError.
        """
        self._published = published
        published.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._beside("lukko"), waits)
        if self._former.exists() and not os.path.lexists(published):
            self._former.rename(published)
        _remove(self.staged)
        return self.staged

    def complete(self) -> None:
        self._whole = True

    def fail(self) -> None:
        self._whole = False

    def end(self) -> Path | None:
        """Put the new folder in the place of the old one, and give it, or throw it away. Raises
        OSError when the old one had to stay.
        """
        if self._lock is None:
            return None
        try:
            if self._whole:
                self._swap()
        finally:
            with suppress(OSError):
                _remove(self.staged)
            self._beside("lukko").unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None
        return self._published if self._whole else None

    def _swap(self) -> None:
        if not os.path.lexists(self._published):
            self.staged.rename(self._published)
        elif not _exchanged(self.staged, self._published):
            _remove(self._former)
            self._published.rename(self._former)
            try:
                self.staged.rename(self._published)
            except OSError:
                self._former.rename(self._published)
                raise
            _remove(self._former)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two names changed places; not every system and file system can."""
    names = os.fsencode(one), os.fsencode(other)
    with suppress(AttributeError, OSError):
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return system.renamex_np(*names, _SWAP) == 0
        return system.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0
    return False


def _locked(file: Path, waits: Callable[[], None]) -> int:
    """The file, open and held until it is closed or the process ends, however it ends."""
    waited = False
    while True:
        held = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not waited:
                waits()
            waited = True
            fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(held), file.stat()):
                return held
        os.close(held)  # the build that held the lock has deleted this file: open it anew


def _remove(path: Path) -> None:
    """Whatever stands there; of a link the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
