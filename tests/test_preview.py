"""A preview goes on over a mistake: the last good page stays, with what is wrong on top of it."""

import html
import logging
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from playwright.sync_api import expect

from commands import ENVIRONMENT
from conftest import make_small_guide
from goldens import golden
from guidebook.findings import BadInput
from guidebook.site.book_beside import FAILED, BookBeside
from guidebook.site.preview import Preview, Superseded, on_top

WAITED = 180  # seconds; only a preview that hangs comes to it
ON_TOP = "Sivu on ennallaan"
IN_SIGHT = """() => {
    scrollTo(0, document.body.scrollHeight)
    const alert = [...document.querySelectorAll("[role=alert]")].find(one => one.textContent.includes("Sivu on ennallaan"))
    return alert && scrollY > 0 && alert.getBoundingClientRect().top === 0
}"""


def test_findings_stand_before_all_that_the_page_shows():
    page = b'<html><body class="a"><p>Teksti</p></body></html>'
    told = on_top(page, ON_TOP, ['docs/a.md:1:1: <sääntö>: "a" & b']).decode()
    assert told.startswith('<html><body class="a"><div ') and told.endswith("<p>Teksti</p></body></html>")
    assert "<li>docs/a.md:1:1: &lt;sääntö&gt;: &quot;a&quot; &amp; b</li>" in told


@pytest.fixture
def good(small_guide, monkeypatch, tmp_path):
    """What a build of the small guide in a preview has made, and a command that builds it again."""
    monkeypatch.chdir(small_guide.folder)

    def built():
        config = load_config("mkdocs.yml", site_dir=str(tmp_path / "site"))
        build(config, serve_url="http://127.0.0.1/")
        return config.hooks["hooks/show_preview.py"]._hook.last

    return built(), built


@pytest.mark.slow
def test_pages_written_anew_are_shown_as_the_whole_build_shows_them(small_guide, good):
    last, built = good
    assert last.rewritten() is None
    small_guide.replace("docs/index.md", "jatkaa.", "jatkaa {{ puuttuva-luku }}.")
    with pytest.raises(BadInput, match="puuttuva-luku"):
        last.rewritten()
    small_guide.replace("docs/index.md", "{{ puuttuva-luku }}", "[tästä](#ei-ole)")
    with pytest.raises(BadInput, match="ei-ole"):
        last.rewritten()
    small_guide.replace("docs/index.md", "[tästä](#ei-ole)", "mukavasti, {{ fakta -sta }}")
    small_guide.write("docs/.index.md.swp", "what an editor leaves beside a file that is open")
    ((file, page),) = last.rewritten().items()
    assert "jatkaa mukavasti" in page and "jatkaa mukavasti" not in file.read_text("utf-8")
    built()
    assert file.read_text("utf-8") == page


@pytest.mark.slow
@pytest.mark.parametrize("path", ["docs/toinen.md", "data/facts.yml", "docs/uusi.md"])
def test_pages_wait_for_the_whole_build_when_more_may_change_with_them(small_guide, good, path):
    file = small_guide.folder / path  # a page that lists the others, data, a page that was not there
    small_guide.write("docs/index.md", (small_guide.folder / "docs/index.md").read_text("utf-8") + "\nLisää.\n")
    small_guide.write(path, (file.read_text("utf-8") if file.exists() else "# Uusi\n") + "\n")
    assert good[0].rewritten() is None


@pytest.mark.parametrize("fails", [True, False])
def test_what_is_shown_first_is_taken_back_when_the_build_fails(tmp_path, fails):
    page, epochs = tmp_path / "index.html", []
    page.write_text("ennen", "utf-8")

    def builder():
        epochs.append((server._visible_epoch, page.read_text("utf-8")))
        if fails:
            raise ValueError("Ei käy")

    server = LiveReloadServer(builder, "127.0.0.1", 0, str(tmp_path))
    before = server._visible_epoch
    Preview(logging.getLogger("mkdocs"), lambda: {page: "jälkeen"}, tmp_path / "mkdocs.yml").attach(server)
    server._wanted_epoch = before + 10  # as MkDocs does before it builds
    server.builder()
    assert epochs == [(before + 10, "jälkeen")] and server._wanted_epoch > before + 10
    assert page.read_text("utf-8") == ("ennen" if fails else "jälkeen")


def test_a_build_that_is_too_late_changes_nothing(tmp_path):
    def builder():
        raise Superseded

    server = LiveReloadServer(builder, "127.0.0.1", 0, str(tmp_path))
    before = server._visible_epoch
    Preview(logging.getLogger("mkdocs"), lambda: None, tmp_path / "mkdocs.yml").attach(server)
    server._wanted_epoch = before + 10
    server.builder()
    assert server._wanted_epoch == server._visible_epoch == before  # no request waits, no browser loads


@pytest.fixture(scope="module")
def previewed(tmp_path_factory):
    """The small guide in a preview, each build asked for and waited for; a page of it as bytes."""
    guide, site = make_small_guide(tmp_path_factory.mktemp("esikatselu") / "guide"), tmp_path_factory.mktemp("sivusto")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(guide.folder)
        patch.setenv("GUIDEBOOK_BOOK", "0")

        def builder(config=None):
            build(config or load_config("mkdocs.yml", site_dir=str(site)), serve_url="http://127.0.0.1/")

        config, server = load_config("mkdocs.yml", site_dir=str(site)), LiveReloadServer(builder, "127.0.0.1", 0, str(site))
        builder(config)
        config.plugins.on_serve(server, config=config, builder=builder)

        def page(path):
            server._wanted_epoch += 1  # as MkDocs does around a build
            server.builder()
            server._visible_epoch = server._wanted_epoch
            return b"".join(server.get_app()({"PATH_INFO": path}, lambda *_: None)).decode()

        yield guide, page
        server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("case", golden("preview"), ids=lambda case: case["kind"])
def test_the_last_good_page_stays_until_a_file_is_mended(previewed, case):
    guide, page = previewed
    files = {guide.folder / path: content for path, content in case["files"].items()}
    before = {file: file.read_bytes() for file in files}
    new = {guide.folder / path: guide.folder / old for path, old in case.get("renamed", {}).items()}
    for file, old in new.items():
        file.write_bytes(before[old])
    for file, content in files.items():
        file.unlink() if content is None else file.write_bytes(content if isinstance(content, bytes) else content.encode())
    shown = page("/")
    told = re.findall(r"<li>([^<]+:\d+:\d+: [^<]*)</li>", shown)
    assert ON_TOP in shown and "jatkaa" in shown
    assert len(told) == len(case["told"]) and all(map(str.startswith, map(html.unescape, told), case["told"])), told
    for file, content in before.items():
        file.write_bytes(content)
    for file in new:
        file.unlink()
    mended = page("/")
    assert ON_TOP not in mended and "jatkaa" in mended


PRINTS = """
import pathlib, sys, time
written, out = map(pathlib.Path, sys.argv[1:])
if sys.stdin.readline():
    out.mkdir()
    text = written.read_text()
    (out / "opas.pdf").write_text(text)
    print("Valmis: opas.pdf", flush=True)
    time.sleep(600 if "kauan" in text else 0)
    (out / "lataukset.json").write_text('[{"file": "opas.pdf"}]')
    print("Valmis: kaikki")
"""


def test_what_is_made_of_an_older_book_is_not_waited_for(tmp_path):
    written, site, ready = tmp_path / "teksti", tmp_path / "sivusto", threading.Semaphore(0)
    book = BookBeside([sys.executable, "-S", "-c", PRINTS, str(written)], ready.release)

    def printed(text, times):
        written.write_text(text)
        book.want()
        assert all(ready.acquire(timeout=WAITED) for _ in range(times))
        book.show(site)
        return (site / "opas.pdf").read_text()

    try:
        assert printed("ensin", 2) == "ensin"  # the book, and all of it
        assert [printed(text, 1) for text in ("kauan", "kauan vielä")] == ["kauan", "kauan vielä"]
    finally:
        book.close()
    assert book._running.returncode is not None


def test_a_book_that_cannot_be_put_in_its_place_is_told_and_the_next_one_is_printed(tmp_path):
    written, ready = tmp_path / "teksti", threading.Semaphore(0)
    written.write_text("ensin")
    book = BookBeside([sys.executable, "-S", "-c", PRINTS, str(written)], ready.release)

    def findings():
        book.want()
        assert all(ready.acquire(timeout=WAITED) for _ in range(2))
        return book.findings

    try:
        book.folder.write_text("stands in the way")
        assert findings() == [FAILED]
        book.folder.unlink()
        assert findings() == [] and (book.folder / "opas.pdf").read_text() == "ensin"
    finally:
        book.close()


class Served:
    """A preview of the small guide, at an address."""

    def __init__(self, guide, process, address):
        self.guide, self.address = guide, address
        assert any(f"Esikatselu on osoitteessa {address}" in line for line in process.stdout)
        threading.Thread(target=process.stdout.read, daemon=True).start()  # so that it never waits for a reader

    def get(self, path):
        try:
            with urllib.request.urlopen(self.address + path, timeout=WAITED) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            return error.read()

    def shown(self, path, holds):
        """What a page shows once it is so."""
        end = time.monotonic() + WAITED
        while not holds(page := self.get(path).decode()):
            assert time.monotonic() < end, page
            time.sleep(0.1)
        return page


@contextmanager
def served(guide, **environment):
    """Told to end as a service is; all that was temporary is gone then."""
    scratch = guide.folder.with_name("tilapaiset")
    scratch.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", host]
    with subprocess.Popen(command, cwd=guide.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **ENVIRONMENT, **environment, "TMPDIR": str(scratch)}) as process:
        try:
            yield Served(guide, process, f"http://{host}/")
        finally:
            process.terminate()
    assert process.returncode == 0 and not [*scratch.iterdir()]


@pytest.mark.slow
def test_a_mistake_stands_on_the_last_good_page_until_it_is_mended(small_guide, browser):
    with served(small_guide, GUIDEBOOK_BOOK="0") as preview:
        page = browser.new_page()
        page.goto(preview.address)
        alert = page.get_by_role("alert").filter(has_text=ON_TOP)
        assert alert.count() == 0
        small_guide.replace("docs/index.md", "jatkaa.", "jatkaa {{ puuttuva-luku }}.")
        alert.wait_for(timeout=WAITED * 1000)  # the page has loaded itself anew
        assert "docs/index.md:7:" in alert.inner_text() and "puuttuva-luku" in alert.inner_text()
        expect(page.get_by_text("jatkaa").first).to_be_attached()
        page.wait_for_function(IN_SIGHT)  # it loads itself once more when all has been built
        assert ON_TOP in preview.shown("toinen/", lambda shown: "Toinen" in shown)
        small_guide.replace("docs/index.md", "{{ puuttuva-luku }}", "mukavasti")
        page.get_by_text("jatkaa mukavasti").wait_for(timeout=WAITED * 1000)
        assert alert.count() == 0


@pytest.mark.slow
def test_the_book_is_printed_beside_the_pages(small_guide):
    with served(small_guide, GUIDEBOOK_BOOK="1") as preview:
        assert b"Ensimm" in preview.get("")  # at once, without the book

        def printed(than):
            end = time.monotonic() + WAITED
            while not (made := preview.get("opas.pdf")).startswith(b"%PDF") or made == than:
                assert time.monotonic() < end
                time.sleep(0.1)
            return made

        first = printed(None)
        preview.shown("lataukset.json", lambda told: "opas.pdf" in told)
        small_guide.replace("docs/index.md", "jatkaa.", "jatkaa tästä.")
        preview.shown("", lambda shown: "jatkaa tästä." in shown)
        assert printed(first) != first
        preview.shown("", lambda shown: ON_TOP not in shown)
