"""What tests share: the guide of this repository, built once; a small guide on disk for the real command; a browser.

Only what stands in guide/ may know what this guide says; the other tests run on guides of their own.
"""

import gc
import os
import pickle
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import search_eval

import builds
from commands import ROOT, TESTING, run

EXAMPLE = ROOT / "tests" / "esimerkki"  # the made-up collection
SLOW_ALONE = "\npytestmark = pytest.mark.slow\n"
NO_PROGRAM = shutil.ignore_patterns("*.py", "__pycache__", "*.md")

# Results kept between runs, apart from the user's own. Playwright keeps its browsers where the user's are.
_USERS_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
if (_USERS_CACHE / "ms-playwright").is_dir():
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", str(_USERS_CACHE / "ms-playwright"))
os.environ["XDG_CACHE_HOME"] = str(ROOT / ".cache" / "tests")

# Where Python was told to keep no bytecode, every command of the tests would compile the core anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: until then nothing of it is looked through for what can go."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_unconfigure():
    gc.unfreeze()


def pytest_ignore_collect(collection_path, config):
    """Without the slow tests, a file that has no others is not even imported."""
    if config.option.markexpr == "not slow" and collection_path.suffix == ".py":
        return SLOW_ALONE in collection_path.read_text("utf-8") or None
    return None


def pytest_collection_modifyitems(items):
    """What is long comes first, what is about this guide when its build has had its time, what is short last."""
    def turn(tests) -> int:
        if not any(test.get_closest_marker("slow") for test in tests):
            return 2
        return int(tests[0].path.parent.name == "guide")

    files = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    items[:] = [item for tests in sorted(files.values(), key=turn) for item in tests]


@pytest.fixture(scope="session", autouse=True)
def shared(request, tmp_path_factory) -> Path:
    """The folder of all workers, where the builds that some test needs begin at once, beside the tests that do without."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    builds.begin(folder, {name for item in request.session.items for name in item.fixturenames})
    return folder


@pytest.fixture(scope="session")
def site(shared) -> Path:
    """The guide of this repository, built strictly: website and book; the proof of the book beside it."""
    return builds.built(shared, "site")


@pytest.fixture(scope="session")
def disk(shared) -> Path:
    """The guide built for reading from a disk, without its book; its pages lead to the files of a repository."""
    return builds.built(shared, "disk")


@pytest.fixture(scope="session")
def proved(site):
    """The proof of the guide's book, of the same printing."""
    return pickle.loads(site.with_name("proof.pickle").read_bytes())


@pytest.fixture(scope="module")
def address(site):
    """Where the guide of this repository can be visited."""
    with search_eval.served(site) as served:
        yield served


def mistakes(ran: subprocess.CompletedProcess) -> list[str]:
    """What a command told on standard error besides how far it was."""
    return [line for line in ran.stderr.splitlines() if not re.search(r" …$|: [a-zåäö]+ \d+(?:/\d+)?$", line)]


@pytest.fixture(scope="session")
def chromium():
    with ExitStack() as opened:
        try:
            launched = opened.enter_context(search_eval.browser())
        except FileNotFoundError as missing:
            pytest.skip(str(missing))
        yield launched


@pytest.fixture(scope="module")
def browser(chromium):
    """Chromium, without what another file has left open in it."""
    yield chromium
    for context in chromium.contexts:
        context.close()


@contextmanager
def phone(browser, **context):
    """A page on a phone, whose scripts break nowhere and keep to the policy of the site. A window costs a browser four
    times what a visit does: tests that `leave` it as it was can share one."""
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="fi-FI", **context)
    opened, wrong = made.new_page(), []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if "Content Security Policy" in told.text else None)
    opened.wrong = wrong
    yield opened
    leave(opened)
    made.close()


def leave(page) -> None:
    """After a test: nothing was wrong, nothing is kept, and what is asked for comes from the site again."""
    page.unroute_all()
    page.evaluate("['localStorage', 'sessionStorage'].forEach(memory => { try { self[memory].clear() } catch {} })")
    wrong, page.wrong[:] = [*page.wrong], []
    assert wrong == []


@dataclass
class SmallGuide:
    """A guide of two pages on disk with data of its own; `publish` runs the real build. `hurried` is how many seconds
    a query may take in its commands and all together, when it is less than otherwise.
    """

    folder: Path
    hurried: str = ""

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
        return self._run("mkdocs", "build", **environment)

    def check(self, **environment: str) -> subprocess.CompletedProcess:
        return self._run("guidebook", "check", **environment)

    def _run(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        if not self.hurried:
            return run(*command, cwd=self.folder, **environment)
        return run("hurried", *command, cwd=self.folder, HURRIED=self.hurried, **{"PYTHONPATH": TESTING, **environment})


def make_small_guide(folder: Path) -> SmallGuide:
    made = SmallGuide(folder)
    shutil.copytree(ROOT / "tests" / "small", made.folder)
    shutil.copytree(EXAMPLE, made.folder / "data" / "surveys" / "esimerkki", ignore=NO_PROGRAM)
    shutil.copytree(ROOT / "overrides", made.folder / "overrides")
    shutil.copy(ROOT / "_brand.yml", made.folder)
    shutil.copytree(ROOT / "docs" / "assets" / "fonts", made.folder / "docs" / "assets" / "fonts")
    (made.folder / "hooks").symlink_to(ROOT / "hooks")
    return made


@pytest.fixture
def small_guide(tmp_path) -> SmallGuide:
    return make_small_guide(tmp_path / "guide")
