"""A preview goes on over a mistake: the last good page stays, with what is wrong on top of it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from commands import ENVIRONMENT
from guidebook.site.preview import on_top

WAITED = 180  # seconds; only a preview that hangs comes to it
ON_TOP = "Sivu on ennallaan"


def test_findings_stand_before_all_that_the_page_shows():
    page = b'<html><body class="a"><p>Teksti</p></body></html>'
    told = on_top(page, ON_TOP, ['docs/a.md:1:1: <sääntö>: "a" & b']).decode()
    assert told.startswith('<html><body class="a"><div ') and told.endswith("<p>Teksti</p></body></html>")
    assert "<li>docs/a.md:1:1: &lt;sääntö&gt;: &quot;a&quot; &amp; b</li>" in told


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
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", host]
    with subprocess.Popen(command, cwd=guide.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **ENVIRONMENT, **environment}) as process:
        try:
            yield Served(guide, process, f"http://{host}/")
        finally:
            process.send_signal(signal.SIGINT)


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
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert page.get_by_text("jatkaa").count() and alert.bounding_box()["y"] == 0
        assert ON_TOP in preview.shown("toinen/", lambda shown: "Toinen" in shown)
        small_guide.replace("docs/index.md", "{{ puuttuva-luku }}", "mukavasti")
        page.get_by_text("jatkaa mukavasti").wait_for(timeout=WAITED * 1000)
        assert alert.count() == 0
        small_guide.replace("mkdocs.yml", "nav: [", "nav: {[")
        assert "mkdocs.yml" in preview.shown("", lambda shown: ON_TOP in shown)
        small_guide.replace("mkdocs.yml", "nav: {[", "nav: [")
        preview.shown("", lambda shown: ON_TOP not in shown)


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
