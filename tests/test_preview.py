"""A preview goes on over a mistake: the last good page stays, with what is wrong on top of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from conftest import ENVIRONMENT
from guidebook.site.preview import on_top

WAITED = 20  # seconds; only a preview that hangs comes to it
ON_TOP = "Sivu on ennallaan"


def test_findings_stand_before_all_that_the_page_shows():
    page = b'<html><body class="a"><p>Teksti</p></body></html>'
    told = on_top(page, ['docs/a.md:1:1: <sääntö>: "a" & b']).decode()
    assert told.startswith('<html><body class="a"><div ') and told.endswith("<p>Teksti</p></body></html>")
    assert "<li>docs/a.md:1:1: &lt;sääntö&gt;: &quot;a&quot; &amp; b</li>" in told


@pytest.fixture
def preview(small_guide):
    """A preview of the small guide: gives what one of its pages shows, once that is so."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", host]
    with subprocess.Popen(command, cwd=small_guide.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, **ENVIRONMENT, "GUIDEBOOK_BOOK": "0"}) as served:
        assert any(f"Esikatselu on osoitteessa http://{host}/" in line for line in served.stdout)

        def shown(path, holds):
            end = time.monotonic() + WAITED
            while time.monotonic() < end:
                with urllib.request.urlopen(f"http://{host}/{path}", timeout=WAITED) as answer:
                    page = answer.read().decode()
                if holds(page):
                    return page
                time.sleep(0.1)
            raise AssertionError(page)

        yield shown
        served.terminate()
        served.stdout.close()


@pytest.mark.slow
def test_a_mistake_stands_on_the_last_good_page_until_it_is_mended(small_guide, preview):
    assert ON_TOP not in preview("", lambda page: "Ensimmäinen" in page)
    page = small_guide.folder / "docs" / "index.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\nUusi {{{{ puuttuva-luku }}}}.\n", "utf-8")
    wrong = preview("", lambda shown: ON_TOP in shown)
    assert "Ensimmäinen" in wrong and "docs/index.md:" in wrong and "puuttuva-luku" in wrong
    assert ON_TOP in preview("toinen/", lambda shown: "Toinen" in shown)
    page.write_text(f"{text}\nUusi teksti.\n", "utf-8")
    assert ON_TOP not in preview("", lambda shown: "Uusi teksti." in shown)
