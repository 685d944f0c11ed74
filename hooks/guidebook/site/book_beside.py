"""The book of a preview, printed beside it by builds of their own: the pages never wait for it."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .. import downloads

KIND = ("VIRHE: ", "VAROITUS: ")  # how a build begins what it tells to be wrong
GIVES_WAY = 5  # to the pages


class BookBeside:
    """`folder` holds what was printed last, and `findings` tells why the newest was not. `build` is
    the command, which is told the folder last; `ended` is called when it has run.
    """

    def __init__(self, build: Sequence[str], ended: Callable[[], None]) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="kirja_"))
        self.folder = self._root / "kirja"
        self.findings: list[str] = []
        self._build, self._ended = [*build, str(self.folder)], ended
        self._wanted = threading.Event()
        self._running: subprocess.Popen | None = None
        self._closed = False
        threading.Thread(target=self._print, daemon=True).start()

    def want(self) -> None:
        """Print the guide as it is now, once what is being printed is done."""
        self._wanted.set()

    @property
    def told(self) -> str:
        """What pages tell of it: findings, and of what is offered the sizes as they are shown."""
        offered = downloads.printed_in(self.folder)
        return repr((self.findings, [(one.address, one.told) for one in offered]))

    def close(self) -> None:
        self._closed = True
        if self._running:
            self._running.terminate()
            self._running.wait()
        shutil.rmtree(self._root, ignore_errors=True)

    def copy(self, site: Path) -> None:
        """Put what was printed last into the site."""
        for one in downloads.printed_in(self.folder):
            file = site / one.address
            fresh = file.with_name(f"{file.name}.uusi")
            file.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                shutil.copyfile(self.folder / one.address, fresh)
                fresh.replace(file)

    def _print(self) -> None:
        while self._wanted.wait() and not self._closed:
            self._wanted.clear()
            self._running = subprocess.Popen(
                self._build, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            os.setpriority(os.PRIO_PROCESS, self._running.pid, GIVES_WAY)
            _, told = self._running.communicate()
            wrong = [line for line in told.splitlines() if line.startswith(KIND)]
            failed = self._running.returncode != 0
            if self._closed or (failed and self._wanted.is_set()):
                continue  # the guide has changed meanwhile
            self.findings = [line.split(": ", 1)[1] for line in wrong] if failed else []
            self._ended()
