"""Nothing under docs/ or data/ is imported or run, whatever it is called: each of these would leave a mark."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands import ENVIRONMENT, ROOT
from hostile import with_lists

PYTHON = "import pathlib; pathlib.Path({mark!r}).write_text(__name__)\n"
SHELL = "#!/bin/sh\ntouch {mark}\n"
SCRIPT = "require('fs').writeFileSync({mark!r}, '')\n"
# What Python, pytest, MkDocs, make, git, node and a shell look for or run by its name.
PLANTED = {
    **dict.fromkeys((
        "generate.py", "conftest.py", "sitecustomize.py", "usercustomize.py", "__init__.py", "__main__.py", "test_a.py", "setup.py", "hooks.py",
        "yaml.py", "markdown.py", "guidebook.py", "material.py", "PIL.py", "duckdb.py", "persons.py", "main.py", "hooks/a.py",
        "guidebook/__init__.py", "mkdocs/__init__.py"), PYTHON),
    "a.pth": "import pathlib; pathlib.Path({mark!r}).write_text('')\n",
    "pytest.ini": "[pytest]\naddopts = -p conftest\n", "tox.ini": "[pytest]\naddopts = -p conftest\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p conftest'\n",
    "mkdocs.yml": "hooks: [hooks.py]\n",
    **dict.fromkeys(("Makefile", "GNUmakefile", "makefile.mk"), "$(shell touch {mark})\nall:\n\ttouch {mark}\n"),
    **dict.fromkeys(("a.sh", "run", "post-checkout"), SHELL), **dict.fromkeys(("a.js", "index.cjs", "a.mjs"), SCRIPT),
    "package.json": '{{"scripts": {{"preinstall": "touch {mark}", "test": "touch {mark}"}}}}\n',
    **dict.fromkeys(("main.html", "404.html", "a.j2", "sitemap.xml", "partials/footer.html"),
                    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}{{{{ config.theme._vars.__setitem__('a', open({mark!r}, 'w')) }}}}\n"),
    "a.duckdbrc": ".shell touch {mark}\n", "datapackage.py": PYTHON, "a.sql": "copy (select 1) to {mark!r};\n",
}
COMMANDS = {
    "check": ["guidebook", "check"], "fix": ["guidebook", "check", "--fix"], "numbers": ["guidebook", "numbers", "--json"],
    "readability": ["guidebook", "readability"], "diff": ["guidebook", "diff", "--base-tree", "{base}", "--pages"],
    "links": ["guidebook", "links"], "due": ["guidebook", "due"], "release": ["guidebook", "release", "--no-pages"],
    "build": ["mkdocs", "build"],
}


def plant(folder: Path, mark: Path) -> None:
    for name, text in PLANTED.items():
        file = folder / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(mark=str(mark)), "utf-8")
            file.chmod(0o755)


def run(cwd: Path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, timeout=240,
                          env={**os.environ, **ENVIRONMENT, **environment})


def test_a_planted_file_would_leave_its_mark(tmp_path):
    """The trap works: Python started in the folder runs what lies there."""
    plant(tmp_path / "ansa", tmp_path / "merkki")
    run(tmp_path / "ansa", "generate")
    assert (tmp_path / "merkki").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("planted", [("data", "data/survey"), ("docs", "docs/assets", "data", "data/survey")], ids=["data", "docs"])
def test_no_command_runs_what_lies_beside_the_texts_and_the_data(small_guide, tmp_path, planted):
    with_lists(small_guide)
    shutil.copytree(small_guide.folder, tmp_path / "base", symlinks=True)
    mark = tmp_path / "merkki"
    for folder in planted:
        plant(small_guide.folder / folder, mark)
    for name, command in COMMANDS.items():
        ran = run(small_guide.folder, *(part.format(base=tmp_path / "base") for part in command))
        assert not mark.exists(), name
        assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
        if "docs" not in planted:  # of what lies in the data nothing is even read
            assert ran.returncode == 0, (name, ran.stdout + ran.stderr)


@pytest.mark.slow
def test_pytest_collects_nothing_from_docs_and_data(tmp_path):
    """The tests of the repository as they are, with traps in docs/ and data/."""
    mark = tmp_path / "merkki"
    copy = tmp_path / "varasto"
    for name in ("tests", "data", "docs", "overrides", "tools", "ohjeet", ".github"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("node_modules"))
    for file in [*ROOT.glob("*.*"), ROOT / "Makefile"]:
        if file.is_file():
            shutil.copy(file, copy)
    for name in ("hooks", "benchmarks"):
        (copy / name).symlink_to(ROOT / name)
    for folder in ("docs", "docs/assets", "data", "data/survey"):
        plant(copy / folder, mark)
    ran = run(copy, "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
    assert not mark.exists()
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr
    assert "test_nothing_is_run.py" in ran.stdout and "test_a.py" not in ran.stdout
