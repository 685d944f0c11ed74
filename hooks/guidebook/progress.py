"""What goes on in a long piece of work and how far it is: told by whoever works, heard by a
terminal or a log.
"""

import logging
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO, TypeVar

LOGGER = logging.getLogger("guidebook.progress")
LOGGER.propagate = False

OFTEN, SELDOM = 0.1, 10  # seconds between two counts on a terminal, and in a log
ERASE, RED, YELLOW, PLAIN = "\r\x1b[K", "\x1b[31m", "\x1b[33m", "\x1b[0m"

Item = TypeVar("Item")


def begin(work: str) -> None:
    """Tell what goes on from now: "Taitan kirjaa"."""
    LOGGER.info(work)


def step(unit: str, done: int, total: int | None = None) -> None:
    """Tell how far it is: "sivu 120/254"."""
    LOGGER.info("", extra={"count": f"{unit} {done}" + (f"/{total}" if total else "")})


def counted(work: str, unit: str, items: Collection[Item]) -> Iterator[Item]:
    """The items, each told when its turn comes."""
    begin(work)
    for number, item in enumerate(items, 1):
        step(unit, number, len(items))
        yield item


class Console(logging.Handler):
    """Progress and messages on one stream: on a terminal progress is a line that changes in its
    place, in a log a line where a work begins and one now and then.
    """

    def __init__(
        self, stream: TextIO, live: bool | None = None, clock: Callable[[], float] = time.monotonic
    ):
        super().__init__()
        self._stream, self._clock = stream, clock
        self._live = stream.isatty() if live is None else live
        self._coloured = self._live and not os.environ.get("NO_COLOR")
        self._work, self._shown_at, self._drawn = "", clock(), False

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == LOGGER.name:
            self._tell(record.getMessage(), getattr(record, "count", ""))
        elif text := self.text(record):
            self.clear()
            self._write(f"{text}\n")

    def text(self, record: logging.LogRecord) -> str:
        """A message as it is shown, "" for one that is not."""
        message = record.getMessage()
        if record.levelno < logging.WARNING:
            return message
        error = record.levelno >= logging.ERROR
        line = f"{'VIRHE' if error else 'VAROITUS'}: {message}"
        return f"{RED if error else YELLOW}{line}{PLAIN}" if self._coloured else line

    def clear(self) -> None:
        """Make room for a line of another kind."""
        if self._drawn:
            self._write(ERASE)
            self._drawn = False

    def _tell(self, work: str, count: str) -> None:
        now = self._clock()
        if work and work != self._work:
            self._work = work
        elif now - self._shown_at < (OFTEN if self._live else SELDOM):
            return
        self._shown_at = now
        line = f"{self._work}: {count}" if count else f"{self._work} …"
        self._write(f"{ERASE}{line}" if self._live else f"{line}\n")
        self._drawn = self._live

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class _Below:
    """A stream on which nothing is written before the console has made room."""

    def __init__(self, stream: TextIO, console: Console):
        self._stream, self._console = stream, console

    def write(self, text: str) -> int:
        self._console.clear()
        return self._stream.write(text)

    def __getattr__(self, name: str):
        return getattr(self._stream, name)


@contextmanager
def shown() -> Iterator[None]:
    """While it lasts, progress is shown on standard error, and what is printed stands below."""
    console = Console(sys.stderr)
    listen(console)
    out, error = _Below(sys.stdout, console), _Below(sys.stderr, console)
    try:
        with redirect_stdout(out), redirect_stderr(error):
            yield
    finally:
        console.clear()
        LOGGER.removeHandler(console)


def listen(console: Console) -> None:
    LOGGER.setLevel(logging.INFO)
    LOGGER.handlers = [console]
