"""What is told can be followed to the letter: then nothing is told, and the guide is built."""

import re

import pytest
import yaml

from conftest import ROOT, make_small_guide
from guidebook import settings
from guidebook.checking import check_guide
from guidebook.guide import read_guide

CASES = yaml.safe_load((ROOT / "tests/golden/advice.yml").read_text("utf-8"))
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'
HEAD = "# Luku\n\n"


def text(case) -> str:
    return ("" if case.get("whole") else HEAD) + case["write"] + "\n"


def mended(case) -> str:
    right = text(case)
    for wrong, advice in case["mend"].items():
        assert wrong in right
        right = right.replace(wrong, advice)
    return right


def paths() -> list[str]:
    return [case.get("page", f"tapaus-{number}.md") for number, case in enumerate(CASES)]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small guide to write the pages of the cases into."""
    made = make_small_guide(tmp_path_factory.mktemp("advice") / "guide")
    made.write("data/words.txt", "LinkedIn ~ Kevin\n")
    made.write("docs/kuvat/talo.svg", DRAWING)
    made.write("docs/kanavat/linkedin.md", "# LinkedIn\n")
    return made


def write(made, pages: dict[str, str]) -> None:
    for path, source in pages.items():
        made.write(f"docs/{path}", source)
    for path in set(paths()) - set(pages):
        (made.folder / "docs" / path).unlink(missing_ok=True)
    config = yaml.safe_load((ROOT / "tests/small/mkdocs.yml").read_text("utf-8"))
    config["nav"] = ["index.md", "toinen.md", "kanavat/linkedin.md", *pages]
    config["extra"]["guidebook"]["words"] = "data/words.txt"
    made.write("mkdocs.yml", yaml.safe_dump(config, allow_unicode=True))


def told(made, monkeypatch) -> dict[str, list[str]]:
    """What the check tells of each page."""
    monkeypatch.chdir(made.folder)
    guide = read_guide(settings.read(made.folder / "mkdocs.yml"))
    check_guide(guide)
    lines: dict[str, list[str]] = {}
    for finding in guide.errors:
        told = str(finding).replace("\u00a0", " ")
        lines.setdefault(finding.place.path.removeprefix("docs/"), []).append(told.split(":", 1)[1])
    return lines


def expected(case) -> list[str]:
    """The lines of a case, counted from the page's first."""
    before = 0 if case.get("whole") else HEAD.count("\n")
    return [re.sub(r"^\d+", lambda match: str(int(match[0]) + before), line) for line in case["told"]]


def test_what_is_not_as_its_writer_meant_is_told_where_it_stands(small, monkeypatch):
    write(small, {path: text(case) for path, case in zip(paths(), CASES, strict=True)})
    found = told(small, monkeypatch)
    for path, case in zip(paths(), CASES, strict=True):
        lines = found.pop(path, [])
        assert len(lines) == len(case["told"]), (case["write"], lines)
        for line, start in zip(lines, expected(case), strict=True):
            assert line.startswith(start), case["write"]
    assert not {path for path in found if path not in ("index.md", "toinen.md")}


def test_advice_that_is_followed_ends_what_was_told(small, monkeypatch):
    pages = {path: mended(case) for path, case in zip(paths(), CASES, strict=True) if "mend" in case}
    pages |= {path: text(case) for path, case in zip(paths(), CASES, strict=True) if not case["told"]}
    write(small, pages)
    found = told(small, monkeypatch)
    assert {path: lines for path, lines in found.items() if path in pages} == {}


@pytest.mark.slow
def test_the_build_tells_what_the_check_tells(small, monkeypatch):
    write(small, {path: text(case) for path, case in zip(paths(), CASES, strict=True) if case["told"]})
    (small.folder / "data/words.txt").unlink()
    small.replace("mkdocs.yml", "words: data/words.txt", "summary: Opas")
    checked = {f"docs/{path}:{line}" for path, lines in told(small, monkeypatch).items() for line in lines}
    built = small.publish()
    assert built.returncode != 0 and checked
    said = (built.stdout + built.stderr).replace("\u00a0", " ")
    assert [line for line in checked if line not in said] == []


@pytest.mark.slow
def test_what_is_right_is_built(small):
    pages = {path: mended(case) for path, case in zip(paths(), CASES, strict=True) if "mend" in case}
    pages |= {path: text(case) for path, case in zip(paths(), CASES, strict=True) if not case["told"]}
    write(small, pages)
    built = small.publish()
    assert built.returncode == 0, built.stdout + built.stderr
