"""Work that another process does ahead: what it makes is found kept, and without it nothing is missing."""

import os
import signal
import time
from functools import partial

import pytest

from books import DOCS, STYLE, book_of, chapter_of
from guidebook import ahead
from guidebook.ahead import Ahead
from guidebook.press import SHELF, compositor, layouts, print_book
from guidebook.text.keeping import kept


def test_a_piece_is_there_once_it_has_been_waited_for(tmp_path):
    def pieces():
        for number in (2, 3):
            time.sleep(0.05)
            yield (tmp_path / str(number)).write_text(str(os.getpid()))

    with Ahead() as other:
        other.start(2, pieces)
        for number in (0, 2, 3, 4):
            other.wait(number)
            assert (tmp_path / str(number)).exists() is (number in (2, 3))
    assert (tmp_path / "2").read_text() == (tmp_path / "3").read_text() != str(os.getpid())


@pytest.mark.parametrize("failure", ["raises", "dies", "is slow"])
def test_what_the_other_process_does_not_make_is_not_waited_for(monkeypatch, failure):
    monkeypatch.setattr(ahead, "PATIENCE", 0.1)

    def pieces():
        yield
        if failure == "raises":
            raise OSError
        if failure == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)

    started = time.monotonic()
    with Ahead() as other:
        other.start(0, pieces)
        other.wait(5)
        other.wait(6)
    assert time.monotonic() - started < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.slow
def test_two_processes_print_what_one_does(tmp_path, monkeypatch):
    monkeypatch.setattr(ahead, "possible", lambda: True)
    text = "<p>Teksti, joka viittaa <a href='#luku-3'>toiseen</a>.</p>" * 20
    book = book_of(*(chapter_of(text, f"luku-{number}", f"Luku {number}") for number in range(6)))
    printed = []
    for many in (1, 1000):
        here, lay_out = [], layouts.Layouts.lay_out
        monkeypatch.setattr(compositor, "MANY", many)
        monkeypatch.setattr(layouts.Layouts, "lay_out", lambda *given, here=here, lay_out=lay_out: here.append(1) or lay_out(*given))
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / str(many)))
        out = tmp_path / "opas.pdf"
        result = print_book(book, STYLE, out, None, DOCS, keep=partial(kept, shelf=SHELF))
        printed.append((len(here), out.read_bytes(), result))
    (few, with_two, told), (all_of_them, with_one, told_before) = printed
    assert with_two == with_one and told == told_before
    assert few < all_of_them, "the other process has laid out some of them"
