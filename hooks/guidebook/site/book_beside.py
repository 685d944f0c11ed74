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
FAILED = "kirja: kirjaa ei voitu painaa – katso, onko levyllä tilaa, ja aja komento make"
GIVES_WAY = 5  # to the pages


class BookBeside:
    """`folder` holds what was printed last, and `findings` tells why the newest was not. `command`
    is told last where to print, and begins when a line is written to it; `ready` is called when
    there is something new: the book, before what is made of it, and all of it.
    """

    def __init__(self, command: Sequence[str], ready: Callable[[], None]) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="kirja_"))
        self.folder, self._printed = self._root / "kirja", self._root / "painettu"
        self.findings: list[str] = []
        self._command, self._ready = [*command, str(self._printed)], ready
        self._wanted = threading.Event()
        self._has_book = self._closed = False
        self._running = self._waiting()
        threading.Thread(target=self._print, daemon=True).start()

    def want(self) -> None:
        """Print the guide as it is now, once the book that is being printed is done; what is made
        of that one is not waited for.
        """
        self._wanted.set()
        self._leave_rest()

    @property
    def state(self) -> str:
        """What pages tell of it: findings, and of what is offered the sizes as they are shown."""
        offered = downloads.printed_in(self.folder)
        return repr((self.findings, [(one.address, one.summary) for one in offered]))

    def close(self) -> None:
        self._closed = True
        self._running.terminate()
        self._running.wait()
        shutil.rmtree(self._root, ignore_errors=True)

    def show(self, site: Path) -> None:
        """Let the site have what was printed last, and later what is printed in its place."""
        for one in downloads.printed_in(self.folder):
            file = site / one.address
            with suppress(OSError):  # it is there, or the disk is full
                file.parent.mkdir(parents=True, exist_ok=True)
                file.symlink_to(self.folder / one.address)

    def _waiting(self) -> subprocess.Popen:
        """One that has loaded what it needs when the book is wanted. What the one before it left
        behind is taken away.
        """
        scratch = self._root / "tilapaiset"
        shutil.rmtree(scratch, ignore_errors=True)
        with suppress(OSError):  # elsewhere, then
            scratch.mkdir(parents=True)
        begun = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "TMPDIR": str(scratch),
            },
        )
        own = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, begun.pid, own + GIVES_WAY)
        return begun

    def _print(self) -> None:
        while self._wanted.wait() and not self._closed:
            self._wanted.clear()
            shutil.rmtree(self._printed, ignore_errors=True)
            with suppress(BrokenPipeError), self._running.stdin as begin:
                begin.write("\n")
            lines = [line.strip() for line in self._running.stdout if not self._take(line)]
            failed = self._running.wait() != 0
            self._has_book = False
            if self._closed:
                return
            self._running = self._waiting()
            if failed and not self._wanted.is_set():
                wrong = [line for line in lines if line.startswith(WRONG)]
                self.findings = [line.split(": ", 1)[1] for line in wrong] or [FAILED]
                self._ready()  # else the guide has changed meanwhile

    def _take(self, line: str) -> bool:
        """Whether it tells that something has been printed, which then is in the folder."""
        if line.startswith(READY) and not self._closed:
            try:
                shutil.copytree(self._printed, self.folder, dirs_exist_ok=True, copy_function=_put)
                self.findings = []
            except OSError:  # the disk is full
                self.findings = [FAILED]
            self._ready()
            self._has_book = bool(downloads.printed_in(self.folder))
            self._leave_rest()
        return line.startswith(READY)

    def _leave_rest(self) -> None:
        """What is made of a book that is not the newest need not be, once there is one."""
        if self._has_book and self._wanted.is_set():
            self._running.terminate()


def _put(printed: str, file: str) -> None:
    """Whole, since it may be read meanwhile."""
    shutil.copyfile(printed, f"{file}.uusi")
    os.replace(f"{file}.uusi", file)
