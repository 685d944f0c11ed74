"""What is published stays until the new is whole, and one build at a time makes it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from commands import ENVIRONMENT
from conftest import SmallGuide, make_small_guide, mistakes
from guidebook.site import publication
from guidebook.site.publication import Publication


@pytest.fixture
def standing(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("vanha")
    return tmp_path / "site"


def build(standing, end):
    publication = Publication()
    staged = publication.begin(standing)
    staged.mkdir()
    (staged / "index.html").write_text("uusi")
    assert (standing / "index.html").read_text() == "vanha"
    end(publication)
    publication.end()
    assert [path.name for path in standing.parent.iterdir()] == ["site"]
    return (standing / "index.html").read_text()


def in_two_steps(monkeypatch):
    """As on a system that cannot let two names change places."""
    monkeypatch.setattr(publication, "_exchanged", lambda one, other: False)


@pytest.mark.parametrize("prepare", [lambda monkeypatch: None, in_two_steps])
def test_a_whole_build_takes_the_place_of_the_old(standing, monkeypatch, prepare):
    prepare(monkeypatch)
    assert build(standing, Publication.complete) == "uusi"


def test_a_first_build_needs_no_old(tmp_path):
    made = Publication()
    made.begin(tmp_path / "uusi" / "site").mkdir()
    made.complete()
    made.end()
    assert [path.name for path in (tmp_path / "uusi").iterdir()] == ["site"]


def test_a_build_that_never_came_to_its_end_is_thrown_away(standing):
    assert build(standing, lambda publication: None) == "vanha"


def test_a_build_refused_after_its_end_is_thrown_away(standing):
    def refuse(publication):
        publication.complete()
        publication.fail()
    assert build(standing, refuse) == "vanha"


def test_a_swap_cut_in_half_is_mended_by_the_next_build(standing):
    standing.rename(standing.with_name(".site-vanha"))
    assert build(standing, lambda publication: None) == "vanha"


def test_at_no_time_is_there_no_site(standing, monkeypatch):
    monkeypatch.setattr(Path, "rename", None)  # each of two renames would leave a moment without one
    assert build(standing, Publication.complete) == "uusi"


def test_a_swap_that_fails_in_the_middle_gives_the_old_back(standing, monkeypatch):
    in_two_steps(monkeypatch)
    made = Publication()
    made.begin(standing).mkdir()
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, to: rename(path, to) if "uusi" not in path.name else path.open("x"))
    made.complete()
    with pytest.raises(OSError):
        made.end()
    assert (standing / "index.html").read_text() == "vanha" and [path.name for path in standing.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["site", ".site-uusi", ".site-vanha"])
def test_what_a_link_leads_to_is_left_alone(tmp_path, monkeypatch, name):
    in_two_steps(monkeypatch)
    (tmp_path / "muualla").mkdir()
    (tmp_path / "muualla" / "tallessa").write_text("1")
    (tmp_path / "opas").mkdir()
    (tmp_path / "opas" / name).symlink_to(tmp_path / "muualla")
    made = Publication()
    made.begin(tmp_path / "opas" / "site").mkdir()
    made.complete()
    made.end()
    assert (tmp_path / "muualla" / "tallessa").read_text() == "1"


def test_a_second_build_waits_for_the_first_and_says_so_once(standing):
    first, second, said, order = Publication(), Publication(), [], []
    first.begin(standing)

    def work():
        second.begin(standing, lambda: (said.append("odotan"), waits.set()))
        order.append("toinen")
        second.end()

    waits = threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    assert waits.wait(10)
    order.append("ensimmäinen")
    first.end()
    thread.join(10)
    assert (order, said) == (["ensimmäinen", "toinen"], ["odotan"])
    assert [path.name for path in standing.parent.iterdir()] == ["site"]


def test_a_build_that_died_holds_nobody_up(standing):
    code = f"import os, pathlib; from guidebook.site.publication import Publication; Publication().begin(pathlib.Path({str(standing)!r})).mkdir(); os.kill(os.getpid(), 9)"
    hooks = Path(publication.__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(hooks)}).returncode == -9
    assert (standing.with_name(".site-uusi")).is_dir()
    made = Publication()
    made.begin(standing, lambda: pytest.fail("nobody holds the lock"))
    made.end()


# Through the real command


@pytest.mark.slow
def test_two_builds_at_once_leave_a_whole_site(small_guide):
    built = []
    threads = [threading.Thread(target=lambda: built.append(small_guide.publish(GUIDEBOOK_BOOK="0"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [it.returncode for it in built] == [0, 0], built
    assert sum(it.stderr.count("Odotan") for it in built) == 1
    both = sorted(path.relative_to(small_guide.site) for path in small_guide.site.rglob("*"))
    assert small_guide.publish(GUIDEBOOK_BOOK="0").returncode == 0
    assert both == sorted(path.relative_to(small_guide.site) for path in small_guide.site.rglob("*"))
    assert [path.name for path in small_guide.folder.glob(".site*")] == []


# A program run where no file may grow larger: what a full disk does, without one.
SMALL_DISK = "import resource, runpy, sys; limit = int(sys.argv.pop(1)); resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); " \
             "del sys.argv[0]; runpy.run_module(sys.argv[0], run_name='__main__')"


def run_with_largest_file(size: int, made: SmallGuide, *command: str) -> subprocess.CompletedProcess:
    environment = {"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(made.folder / "muisti"), "PYTHONDONTWRITEBYTECODE": "1", **ENVIRONMENT}
    return subprocess.run([sys.executable, "-c", SMALL_DISK, str(size), *command], cwd=made.folder, capture_output=True, text=True,
                          timeout=240, env=environment)


@pytest.mark.slow
@pytest.mark.parametrize("size", [2_000, 30_000, 400_000])
def test_a_full_disk_is_a_sentence_and_what_was_published_stays(tmp_path, size):
    made = make_small_guide(tmp_path / "guide")
    made.write("site/index.html", "vanha")
    built = run_with_largest_file(size, made, "mkdocs", "build")
    assert built.returncode == 1 and "Traceback" not in built.stderr, built.stderr
    assert ": levy: " in built.stderr and "Aiempi sivusto ja PDF ovat ennallaan." in built.stderr
    assert [path.name for path in made.site.iterdir()] == ["index.html"] and not list(made.folder.glob(".site*"))


@pytest.mark.slow
def test_a_full_disk_is_a_sentence_to_the_check_too(small_guide):
    checked = run_with_largest_file(2_000, small_guide, "guidebook", "check")
    assert checked.returncode == 1 and "Traceback" not in checked.stderr and ": levy: " in checked.stderr, checked.stderr


def test_a_full_disk_behind_the_output_is_a_sentence(small_guide):
    with open("/dev/full", "w") as full:
        told = subprocess.run([sys.executable, "-m", "guidebook", "numbers"], cwd=small_guide.folder, stdout=full,
                              stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": "hooks"})
    assert (told.returncode, mistakes(told)) == (1, [".:1:1: levy: levy on täynnä – vapauta levytilaa ja aja komento uudelleen"])


@pytest.mark.slow
def test_where_nothing_has_changed_nothing_is_built_and_else_the_same_of_kept_pages(small_guide, tmp_path):
    told = {"made": "Valmis: site/index.html, site/luvut.json", "same": "Mikään ei ole muuttunut: site/index.html, site/luvut.json"}
    front = small_guide.site / "index.html"

    def published(**environment):
        environment = {"XDG_CACHE_HOME": str(tmp_path / "kept"), "GUIDEBOOK_BOOK": "0", **environment}
        return {text: name for name, text in told.items()}[small_guide.publish(**environment).stdout.splitlines()[0]]

    def pages():
        return {str(file): file.read_bytes() for file in small_guide.site.rglob("*") if file.suffix in (".html", ".json", ".js")}

    assert [published(), published()] == ["made", "same"]
    before = front.read_bytes()
    small_guide.replace("docs/index.md", "jatkaa.", "jatkaa tästä.")
    assert published() == "made" and "jatkaa tästä." in front.read_text("utf-8")
    front.write_bytes(before)
    assert published() == "made" and "jatkaa tästä." in front.read_text("utf-8"), "what is published was altered"
    small_guide.write("data/editions/uusi.json", "{}")
    small_guide.write("overrides/.icons/uusi.svg", "<svg/>")
    assert published() == "made"
    of_kept_pages = pages()
    assert published(XDG_CACHE_HOME=str(tmp_path / "none")) == "made" and pages() == of_kept_pages
