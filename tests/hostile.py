"""What the tests of hostile input share: a command that must refuse, and soon, and a small guide with all its lists."""

import re
import resource
from contextlib import contextmanager

SECONDS = 30


@contextmanager
def bounded():
    """The commands inside take less than SECONDS of processor time, however busy the machine is; `run` bounds the rest."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    yield
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < SECONDS


def refused(guide, *lines: str, command: str = "check") -> str:
    """The command fails within its time, tells each line (a regular expression) and breaks nowhere."""
    with bounded():
        ran = getattr(guide, command)()
    told = (ran.stdout + ran.stderr).replace("\u00a0", " ")
    assert ran.returncode == 1, told
    assert "Traceback" not in told and "root:" not in told
    for line in lines:
        assert re.search(line, told), f"{line!r} is not in:\n{told}"
    return told


def with_lists(guide):
    """The lists of the editors too: words, synonyms, addresses, editions."""
    guide.replace("mkdocs.yml", '{guidebook: {edition: "1"}}', '{guidebook: {edition: "1", words: data/words.txt, synonyms: data/synonyms.txt, '
                  "addresses: data/addresses.yml, editions: data/editions.yml, glossary: toinen.md}}")
    guide.replace("mkdocs.yml", "hooks/print_book.py]", "hooks/print_book.py, hooks/dress_pages.py, hooks/draw_cards.py, hooks/announce_editions.py, "
                  "hooks/redirect_addresses.py, hooks/index_search.py]")
    guide.write("data/words.txt", "selfie\n")
    guide.write("data/synonyms.txt", "some = sosiaalinen media\n")
    guide.write("data/addresses.yml", 'julkaistu:\n  /: "1"\n  /toinen/: "1"\n')
    guide.write("data/editions.yml", '"1": {date: 2026-01-01, title: Eka, summary: Teksti.}\n')
