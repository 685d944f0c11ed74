"""The parent's side of the queries: a child process that is asked, watched, and killed when its
time is over.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown

QUERIER = Path(__file__).with_name("querier.py")
MOST_ROWS = 200
LONGEST_ANSWER = 2**20  # bytes
START = 30.0  # seconds; about 0.2 on an idle machine
MOST_DATABASES = 3  # that one child is asked, one after the other


@dataclass(frozen=True)
class Allowance:
    """Seconds for one query and for all that one child is asked of a database; what a child may
    take in bytes; how many there are.

    Two children of half a gigabyte: 5 million accounts within 1 GB.
    """

    seconds: float = 10
    total: float = 20
    memory: int = 2**29
    children: int = 2


class Refusal(Exception):
    """A query that gave no rows; the message is the reason in Finnish."""

    def __init__(self, message: str, hint: str = "korjaa query"):
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Answer:
    """What a query gave. `aggregate` tells of its value: "extreme", "quantile", "count" or ""."""

    columns: list[str]
    rows: list[list]
    aggregate: str = ""


def shown_seconds(seconds: float) -> str:
    return f"{seconds:.3g}".replace(".", ",")


class Sandbox:
    """A child process over a database file. A new one is started when the last query
    was its end.
    """

    def __init__(self, database: Path, allowance: Allowance):
        self.database, self.allowance = Path(database).absolute(), allowance
        self.child: subprocess.Popen | None = None
        self.left = allowance.total

    def turn_to(self, database: Path) -> None:
        """From now on the queries are of another database, and have their time anew."""
        self.database, self.left = Path(database).absolute(), self.allowance.total

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_) -> None:
        self.kill()

    def ask(self, query: str, schema: str = "") -> Answer:
        """What the query gives on the tables of the database's schema. Raises Refusal; BadInput
        when no child can be started at all.
        """
        if self.left <= 0:
            total = shown_seconds(self.allowance.total)
            raise Refusal(f"kyselyt veivät yhteensä yli {total} sekuntia, eikä tätä enää ajettu")
        if self.child is None:
            self.start()
        seconds = min(self.allowance.seconds, self.left)
        began = time.monotonic()
        try:
            asked = {"database": str(self.database), "query": query}
            asked |= {"schema": schema, "rows": MOST_ROWS}
            self.child.stdin.write(json.dumps(asked).encode() + b"\n")
            self.child.stdin.flush()
            answer = json.loads(self.read_line(began + seconds))
        except TimeoutError as error:
            self.kill()
            raise Refusal(f"kysely ei valmistunut {shown_seconds(seconds)} sekunnissa") from error
        except (OSError, EOFError, ValueError) as error:
            self.kill()
            raise Refusal("kysely kaatoi laskennan, luultavasti muisti loppui") from error
        finally:
            self.left -= time.monotonic() - began
        if answer.get("last"):
            self.kill()
        if "refused" in answer:
            raise Refusal(answer["refused"])
        return Answer(**{key: answer[key] for key in ("columns", "rows", "aggregate")})

    def start(self) -> None:
        """Starts a child with an environment of its own and waits until it is ready."""
        environment = {
            key: os.environ[key]
            for key in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
            if key in os.environ
        }
        self.child = subprocess.Popen(
            [
                sys.executable,
                "-I",
                str(QUERIER),
                str(self.database),
                str(self.allowance.memory),
                str(MOST_DATABASES * int(self.allowance.total) + 5),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            cwd=self.database.parent,
            env=environment | {"TZ": "UTC", "LC_ALL": "C.UTF-8"},
        )
        try:
            self.read_line(time.monotonic() + START)
        except (OSError, EOFError, TimeoutError) as error:
            os.killpg(self.child.pid, signal.SIGKILL)
            said = self.child.stderr.read().decode(errors="replace").strip().splitlines()
            self.kill()
            raise BadInput(
                Finding(
                    Place(shown(self.database)),
                    "kysely",
                    "aineiston kyselyjä ei voi ajaa",
                    said[-1][:200] if said else "lapsiprosessi ei käynnistynyt",
                )
            ) from error

    def read_line(self, deadline: float) -> bytes:
        """The child's next line. Raises TimeoutError, EOFError, and ValueError for a line out of
        all bounds.
        """
        out = self.child.stdout.fileno()
        line = b""
        while not line.endswith(b"\n"):
            if not select.select([out], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(out, 65_536)
            if not piece:
                raise EOFError
            line += piece
            if len(line) > LONGEST_ANSWER:
                raise ValueError("answer too long")
        return line

    def kill(self) -> None:
        """Ends the child and whatever it has started; a next query gets a new one."""
        if self.child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        for pipe in (self.child.stdin, self.child.stdout, self.child.stderr):
            with contextlib.suppress(OSError):
                pipe.close()
        self.child = None
