"""Databases, written by a child process: DuckDB takes 45 MB, which the press would be short of.

The child reads one request a line, {"database": "…", "sql": "…", "parameters": {…}}, and answers
each with {"rows": [[…]]} or {"error": "…"}; without a database it closes the one that is open.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

MEMORY = "512MiB"  # no more than one child of the queries takes

Execute = Callable[..., list[list]]  # of SQL and its parameters


class Databases:
    """A child that writes them, from the first that is opened until the end."""

    def __init__(self) -> None:
        self._child: subprocess.Popen | None = None

    def __enter__(self) -> "Databases":
        return self

    def __exit__(self, *_: object) -> None:
        if self._child:
            self._child.communicate()

    @contextmanager
    def opened(self, database: Path) -> Iterator[Execute]:
        """A database, made where there is none, to be changed. Raises RuntimeError, saying why."""
        try:
            yield partial(self._ask, str(database))
        finally:
            self._ask()

    def _ask(
        self, database: str = "", sql: str = "", parameters: Mapping[str, object] | None = None
    ) -> list[list]:
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-I", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        asked = {"database": database, "sql": sql, "parameters": parameters}
        self._child.stdin.write(json.dumps(asked) + "\n")
        self._child.stdin.flush()
        answer = json.loads(self._child.stdout.readline() or '{"error": "DuckDB päättyi kesken"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["rows"]


def serve() -> None:
    """What the child does until its parent has no more to ask."""
    import duckdb

    connection, path = None, ""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if connection and asked["database"] != path:
                connection.close()
                connection = None
            if asked["database"] and not connection:
                path = asked["database"]
                connection = duckdb.connect(path, config={"memory_limit": MEMORY})
                connection.execute("set enable_progress_bar = false")
            answer = {"rows": []}
            if asked["sql"]:
                answer["rows"] = connection.execute(asked["sql"], asked["parameters"]).fetchall()
        except duckdb.Error as error:
            answer = {"error": str(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
