"""The book of a preview, printed beside it by a command of its own: the pages never wait for it."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .. import downloads

READY = "Valmis: "  # how the command begins what it tells to be there
WRONG = ("VIRHE: ", "VAROITUS: ")  # and to be wrong
GIVES_WAY = 5  # to the pages


class BookBeside:
    """`folder` holds what was printed last, and `findings` tells why the newest was not. `command`
    is told last where to print; `ready` is called when there is something new: the book, before
    what is made of it, and all of it.
    """

    def __init__(self, command: Sequence[str], ready: Callable[[], None]) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="kirja_"))
        self.folder, self._printed = self._root / "kirja", self._root / "painettu"
        self.findings: list[str] = []
        self._command, self._ready = [*command, str(self._printed)], ready
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
        return repr((self.findings, [(one.address, one.summary) for one in offered]))

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
            shutil.rmtree(self._printed, ignore_errors=True)
            self._running = subprocess.Popen(
                self._command,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            os.setpriority(os.PRIO_PROCESS, self._running.pid, GIVES_WAY)
            told = [line.strip() for line in self._running.stdout if not self._take(line)]
            failed = self._running.wait() != 0
            if failed and not self._closed and not self._wanted.is_set():
                wrong = [line for line in told if line.startswith(WRONG)]
                self.findings = [line.split(": ", 1)[1] for line in wrong]
                self._ready()  # else the guide has changed meanwhile

    def _take(self, line: str) -> bool:
        """Whether it tells that something has been printed, which then is in the folder."""
        if line.startswith(READY) and not self._closed:
            shutil.copytree(self._printed, self.folder, dirs_exist_ok=True)
            self.findings = []
            self._ready()
        return line.startswith(READY)
