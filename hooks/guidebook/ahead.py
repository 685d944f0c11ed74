"""Work done ahead by another process, where the machine has a core for it. What it makes it keeps,
and it is found kept when its turn comes: where it fails or is slow, nothing but time is lost, and
the same is made here.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from . import progress

PATIENCE = 120  # seconds for a piece


def possible() -> bool:
    """Forking is safe where the libraries that set type keep to their own threads."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class Ahead:
    """The pieces of a work from the `first` on; the process ends with the context."""

    def __init__(self) -> None:
        self.started = False
        self._first = self._done = self._process = 0
        self._told = -1  # the descriptor on which each piece that is done is told

    def __enter__(self) -> "Ahead":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def start(self, first: int, pieces: Callable[[], Iterable[object]]) -> None:
        """`pieces` is called in the other process; each step of it makes a piece and keeps it."""
        self.started, self._first = True, first
        self._told, tell = os.pipe()
        self._process = os.fork()
        if not self._process:
            _work(pieces, tell)
        os.close(tell)

    def wait(self, number: int) -> None:
        """Until that piece is kept, when the other process is to make it."""
        while self._process and self._first <= number and self._first + self._done <= number:
            ready, *_ = select.select([self._told], [], [], PATIENCE)
            told = os.read(self._told, 1) if ready else b""
            self._done += len(told)
            if not told:
                self._end()

    def _end(self) -> None:
        if self._process:
            os.close(self._told)
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = 0


def _work(pieces: Callable[[], Iterable[object]], tell: int) -> None:
    """All of them, and never returns: the rest of the program is the first process's own."""
    try:
        progress.LOGGER.disabled = True
        for _ in pieces():
            os.write(tell, b".")
    finally:
        os._exit(0)
