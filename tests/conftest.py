"""What tests share: the guide of this repository, built once; a small guide on disk for the real command; a browser.

Only what stands in guide/ may know what this guide says; the other tests run on guides of their own.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import search_eval

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "esimerkki"  # the made-up collection
NO_PROGRAM = shutil.ignore_patterns("*.py", "__pycache__", "*.md")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": "1790000000"}
LONGEST = 1400  # seconds, less than a test may take (pyproject.toml): only a command that hangs comes to it

# Results kept between runs, apart from the user's own. Playwright keeps its browsers where the user's are.
_USERS_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
if (_USERS_CACHE / "ms-playwright").is_dir():
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(_USERS_CACHE / "ms-playwright"))
os.environ["XDG_CACHE_HOME"] = str(ROOT / ".cache" / "tests")


def pytest_collection_modifyitems(items):
    """A file that needs the build comes first and the others last: while one worker builds, the other has work."""
    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    builds = [path for path, tests in files.items() if any("site" in test.fixturenames for test in tests)]
    others = [path for path in files if path not in builds]
    items[:] = [item for path in (*builds[:1], *others, *builds[1:]) for item in files[path]]


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run one of the project's commands as make does."""
    return subprocess.run([sys.executable, "-m", *map(str, command)], cwd=cwd, capture_output=True, text=True,
                          timeout=LONGEST, env={**os.environ, **ENVIRONMENT, **environment})


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The guide of this repository, built strictly: website and book. Whichever worker comes first builds it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "build" / "site"
    with open(shared / "build.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            built = run("mkdocs", "build", "-d", folder)
            assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def address(site):
    """Where the guide of this repository can be visited."""
    with search_eval.served(site) as served:
        yield served


def mistakes(ran: subprocess.CompletedProcess) -> list[str]:
    """What a command told on standard error besides how far it was."""
    return [line for line in ran.stderr.splitlines() if not re.search(r" …$|: [a-zåäö]+ \d+(?:/\d+)?$", line)]


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright  # here, not above: most tests do without

    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        if not Path(found or playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium: neither the system's nor Playwright's own")
        launched = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"])
        yield launched
        launched.close()


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
    shutil.copytree(EXAMPLE, made.folder / "data" / "surveys" / "esimerkki", ignore=NO_PROGRAM)
    shutil.copytree(ROOT / "overrides", made.folder / "overrides")
    shutil.copytree(ROOT / "docs" / "assets" / "fonts", made.folder / "docs" / "assets" / "fonts")
    (made.folder / "hooks").symlink_to(ROOT / "hooks")
    return made


@pytest.fixture
def small_guide(tmp_path) -> SmallGuide:
    return make_small_guide(tmp_path / "guide")
