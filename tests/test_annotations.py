"""What GitHub shows beside the lines of a change: its commands, escaped, the changed lines first."""

import re
import subprocess

import pytest

from commands import run
from guidebook.annotations import annotation, annotations, changed_lines, quoted, summary
from guidebook.findings import Finding, Place


def finding(path="docs/a.md", line=3, message="viesti", **more) -> Finding:
    return Finding(Place(path, line, 7), "tuntematon-luku", message, **more)


def test_an_annotation_names_the_place_the_rule_and_the_hint():
    assert annotation(finding(hint="tarkoititko x?"), fatal=True) == (
        "::error file=docs/a.md,line=3,col=7,title=tuntematon-luku::viesti – tarkoititko x?")
    assert annotation(finding(), fatal=False).startswith("::warning file=")


@pytest.mark.parametrize("text, told", [
    ("42 % on", "42 %25 on"), ("rivi\n::error::ohi", "rivi ::error::ohi"), ("a\r\nb", "a b"), ("%0A", "%250A"), ("a, b: c", "a, b: c"),
    ("##[error]x", "## [error]x"),
])
def test_a_message_stays_one_message(text, told):
    assert annotation(finding(message=text), fatal=True).endswith(f"::{told}")


def test_a_finding_is_one_line_whatever_its_file_is_called():
    assert str(finding("docs/a\n::error::x.md")) == "docs/a ::error::x.md:3:7: tuntematon-luku: viesti"


def test_a_file_name_adds_no_property():
    assert "file=docs/a%3A%3A%2Cline=9%0A%25.md,line=3," in annotation(finding("docs/a::,line=9\n%.md"), fatal=True)


def test_the_changed_lines_come_first_and_other_warnings_not_at_all():
    near, far, note_near, note_far = finding(line=5), finding(line=1), finding(line=6), finding("docs/b.md")
    shown = annotations([far, near, note_near, note_far], [far, near], {"docs/a.md": {5, 6}})
    assert shown == [annotation(near, fatal=True), annotation(note_near, fatal=False), annotation(far, fatal=True)]
    assert len(annotations([far, near, note_near, note_far], [far, near], None)) == 4


def test_of_many_errors_those_are_shown_that_stand_for_most():
    many = [finding(line=line, message="sama") for line in range(20, 25)] + [finding(line=line, message=str(line)) for line in range(10)]
    near = finding(line=99, message="muutettu")
    shown = annotations([*many, near], [*many, near], {"docs/a.md": {99}})
    assert len(shown) == 10 and shown[0] == annotation(near, fatal=True)
    assert shown[1].endswith("line=20,col=7,title=tuntematon-luku::sama (sama 5 kohdassa)")
    assert len(annotations(many[5:], many[5:], None)) == 10


def test_the_summary_has_all_findings():
    told = summary("Tarkistus", "2 korjattavaa.", [finding(message="<b>a</b>"), finding(line=4, hint="korjaa")])
    assert told.startswith("## Tarkistus\n\n2 korjattavaa.\n\n- docs/a.md:3:7: &#60;b&#62;") and told.count("\n- ") == 2


def test_no_line_between_the_quotes_is_a_command():
    opening, *lines, closing = quoted("::error::väärä\nrivi").split("\n")
    assert lines == ["::error::väärä", "rivi"]
    assert opening == f"::stop-commands::{closing.strip(':')}" and closing not in quoted("::error::väärä\nrivi")


@pytest.fixture
def repository(tmp_path):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "vanha.md").write_text("a\nb\nc\nd\n")
    git("add", "."), git("commit", "-qm", "1")
    return tmp_path, git


def test_the_lines_of_a_change_are_found(repository):
    folder, git = repository
    (folder / "vanha.md").write_text("a\nB\nc\nd\ne\nf\n")
    (folder / "ääkköset ja väli.md").write_text("+++ b/muu.md\n@@ -1 +1,9 @@\nkolmas\n")
    git("add", "."), git("commit", "-qm", "2")
    assert changed_lines("HEAD^1", folder) == {"vanha.md": {2, 5, 6}, "ääkköset ja väli.md": {1, 2, 3}}


def test_what_a_change_takes_away_is_no_line(repository):
    folder, _ = repository
    (folder / "vanha.md").write_text("a\nd\n")
    assert changed_lines("HEAD", folder) == {"vanha.md": set()}


@pytest.mark.parametrize("base", ["ei-ole", "--output=tiedosto", ""])
def test_an_unknown_revision_is_not_known(repository, base):
    assert changed_lines(base, repository[0]) is None
    assert not (repository[0] / "tiedosto").exists()


def test_without_git_the_changed_lines_are_not_known(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert changed_lines("HEAD", repository[0]) is None


@pytest.mark.slow
def test_the_command_annotates_each_mistake(small_guide):
    small_guide.write("docs/toinen.md", (small_guide.folder / "docs/toinen.md").read_text("utf-8") + "\nNyt {{ ei-ole }}.\n")
    checked = run("guidebook", "check", "--github", cwd=small_guide.folder)
    assert checked.returncode == 1
    stopped, *_ = re.findall(r"::stop-commands::(\w+)", checked.stdout)
    plain, shown = checked.stdout.split(f"::{stopped}::")[-2:]
    assert 'tuntematon-luku: "ei-ole"' in plain
    assert re.search(r'^::error file=docs/toinen\.md,line=\d+,col=5,title=tuntematon-luku::"ei-ole"', shown, re.M)


@pytest.mark.slow
def test_settings_that_cannot_be_read_are_annotated_too(small_guide):
    small_guide.replace("mkdocs.yml", "edition:", "editoin:")
    checked = run("guidebook", "check", "--github", cwd=small_guide.folder)
    assert checked.returncode == 1 and re.search(r"^::error file=mkdocs\.yml,line=10,col=21,title=asetus::", checked.stdout, re.M)
