"""The tests themselves end, whatever becomes of one of them: a worker that dies, a test that hangs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TESTS = {
    "test_dies.py": "import os, time\ndef test_dies(): time.sleep(1); os.kill(os.getpid(), 9)\ndef test_left(): pass\n",
    "test_hangs.py": "import time\ndef test_hangs(): time.sleep(1000)\ndef test_left(): pass\n",
    "test_more.py": "def test_left(): pass\n",
}


@pytest.mark.slow
def test_a_dead_worker_and_a_hanging_test_end_the_run_and_are_told_by_name(tmp_path):
    for name, text in TESTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    workers = re.search(r"^WORKERS := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1].split()
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", tmp_path, *workers,
               "-o", "faulthandler_timeout=4", "-p", "no:cacheprovider", tmp_path]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 1
    assert all(f"crashed while running '{test}'" in ended.stdout
               for test in ("test_dies.py::test_dies", "test_hangs.py::test_hangs")), ended.stdout
    assert re.search(r'test_hangs\.py", line 2 in test_hangs', ended.stderr), ended.stderr
