"""The project's commands as tests run them: each in a process of its own. On Linux the process is forked out of one that
has imported the project already, which takes half of a short command's time.
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
from functools import cache
from multiprocessing.forkserver import ensure_running
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
HOOKS, TESTS = ROOT / "hooks", ROOT / "tests"
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HOOKS), "SOURCE_DATE_EPOCH": "1790000000"}
TESTING = os.pathsep.join([str(HOOKS), str(TESTS)])  # the PYTHONPATH of a command of the tests that runs one of the project's
LONGEST = 540  # seconds, less than a test may take (pyproject.toml): only a command that hangs comes to it

_SERVER, _FORKED = map(multiprocessing.get_context, ("forkserver", "fork"))
_spent = 0.0


def run(*command: str | Path, cwd: Path = ROOT, longest=LONGEST, **environment: str) -> subprocess.CompletedProcess:
    """Run one of the project's commands as make does."""
    names, whole = list(map(str, command)), {**os.environ, **ENVIRONMENT, **environment}
    if sys.platform == "linux" and _read_at_its_start(whole) == _read_at_its_start(os.environ | ENVIRONMENT):
        return _fork(names, cwd, longest, whole)
    return subprocess.run([sys.executable, "-m", *names], cwd=cwd, capture_output=True, text=True, timeout=longest,
                          env=whole)


def spent() -> float:
    """Seconds of processor time that the commands have taken."""
    mine = os.times()
    return mine.children_user + mine.children_system + _spent


def beside(function, *arguments) -> None:
    """Call it in a process of its own, whose time is no test's and whose environment is that of now."""
    _start_server()
    _SERVER.Process(target=_call, args=(dict(os.environ), function, *arguments)).start()


def _call(environment: dict[str, str], function, *arguments) -> None:
    os.environ.clear()
    os.environ.update(environment)
    function(*arguments)


def _read_at_its_start(environment) -> dict[str, str]:
    """What an interpreter reads of its environment before it runs anything, but where our own modules lie."""
    read = {name: value for name, value in environment.items() if name.startswith(("PYTHON", "LANG", "LC_", "TZ"))}
    return read | ({"PYTHONPATH": str(HOOKS)} if read.get("PYTHONPATH") == TESTING else {})


@cache
def _start_server() -> None:
    _SERVER.set_forkserver_preload(["preloaded"])
    with patch.dict(os.environ, ENVIRONMENT | {"PYTHONPATH": TESTING}):
        ensure_running()


def _fork(command: list[str], cwd: Path, longest: float, environment: dict[str, str]) -> subprocess.CompletedProcess:
    global _spent
    context = _FORKED if multiprocessing.parent_process() else _SERVER  # a child of the server has all imported, too
    if context is _SERVER:
        _start_server()
    with TemporaryDirectory() as folder:
        told = [Path(folder, name) for name in ("stdout", "stderr", "seconds")]
        process = context.Process(target=_become, args=(command, cwd, environment, told))
        process.start()
        process.join(longest)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(command, longest)
        out, err, seconds = (file.read_text("utf-8") if file.exists() else "" for file in told)
    _spent += float(seconds or 0)
    return subprocess.CompletedProcess(command, process.exitcode, out, err)


def _become(command: list[str], cwd: Path, environment: dict[str, str], told: list[Path]) -> None:
    """Turn this process into what `python -m COMMAND` is."""
    out, err, seconds = told
    for number, file in ((1, out), (2, err)):
        with file.open("wb") as opened:
            os.dup2(opened.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path[:] = [str(cwd), *environment["PYTHONPATH"].split(os.pathsep),
                   *(path for path in sys.path if Path(path).resolve() not in (HOOKS, TESTS, ROOT / "tools"))]
    sys.argv = command
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    finally:
        atexit._run_exitfuncs()  # a forked process ends without them
        seconds.write_text(str(sum(os.times()[:4])), "utf-8")
