"""Time and memory of a command, and a table of results, for the benchmarks beside it; it measures nothing itself."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds, and the highest resident memory in MB of the process or of one it waited for."""

    seconds: float
    megabytes: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds - other.seconds, self.megabytes - other.megabytes)


def cost(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Cost:
    """Runs the command once in the repository. Raises SystemExit with its output when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{output.decode(errors='replace')}\n{command[0]} failed ({process.returncode})")
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Cost(seconds, kilobytes / 1024)


def medians(commands: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The median cost of each command; they take turns, so that a slow spell of the machine meets them all."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, run in commands.items():
            costs[name].append(run())
    return {
        name: Cost(statistics.median(c.seconds for c in taken), max(c.megabytes for c in taken))
        for name, taken in costs.items()
    }


def table(costs: Mapping[str, Cost]) -> str:
    """Markdown rows, ready to be pasted into the record."""
    rows = [f"| {name} | {cost.seconds:.2f} s | {cost.megabytes:.0f} MB |" for name, cost in costs.items()]
    return "\n".join(["| what | time | memory |", "|---|---|---|", *rows])


def verdict(what: str, ratio: float, aim: float) -> str:
    return f"{what}: {ratio:.2f} × (aim: under {aim} ×) – {'met' if ratio < aim else 'NOT met'}"
