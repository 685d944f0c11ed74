"""One real strict build shared by the tests that need it, and a small guide on disk for the real command."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": "1790000000"}


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run one of the project's commands as make does."""
    return subprocess.run([sys.executable, "-m", *map(str, command)], cwd=cwd, capture_output=True, text=True,
                          timeout=240, env={**os.environ, **ENVIRONMENT, **environment})


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The guide of this repository, built strictly: website and book."""
    folder = tmp_path_factory.mktemp("build") / "site"
    built = run("mkdocs", "build", "-d", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@dataclass
class SmallGuide:
    """A guide of two pages on disk with data of its own; `publish` runs the real build."""

    folder: Path

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def publish(self, **environment: str) -> subprocess.CompletedProcess:
        return run("mkdocs", "build", cwd=self.folder, **environment)

    def check(self, **environment: str) -> subprocess.CompletedProcess:
        return run("guidebook", "check", cwd=self.folder, **environment)


def make_small_guide(folder: Path) -> SmallGuide:
    made = SmallGuide(folder)
    shutil.copytree(ROOT / "tests" / "small", made.folder)
    shutil.copytree(ROOT / "data" / "surveys", made.folder / "data" / "surveys")
    shutil.copytree(ROOT / "overrides", made.folder / "overrides")
    shutil.copytree(ROOT / "docs" / "assets" / "fonts", made.folder / "docs" / "assets" / "fonts")
    (made.folder / "hooks").symlink_to(ROOT / "hooks")
    return made


@pytest.fixture
def small_guide(tmp_path) -> SmallGuide:
    return make_small_guide(tmp_path / "guide")
