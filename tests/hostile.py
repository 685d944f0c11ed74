"""What the tests of hostile input share: a command that must refuse, and soon; a guide that holds many cases at once."""

import re
from collections.abc import Iterable, Mapping
from contextlib import contextmanager

from commands import spent

SECONDS = 30  # of processor time


@contextmanager
def bounded(seconds: float = SECONDS):
    """The commands inside take less of processor time, however busy the machine is; `run` bounds the rest."""
    before = spent()
    yield
    assert spent() - before < seconds


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


def with_pages(guide, texts: Iterable[str]) -> list[str]:
    """A page of the guide for each text; gives their paths."""
    pages = {f"tapaus-{number}.md": text for number, text in enumerate(texts, start=1)}
    guide.replace("mkdocs.yml", "[toinen.md]", f"[toinen.md, {', '.join(pages)}]")
    for name, text in pages.items():
        guide.write(f"docs/{name}", text)
    return [f"docs/{name}" for name in pages]


def rounds(cases: Mapping[str, tuple], hides: Mapping[str, str]) -> list[list[str]]:
    """The cases (name → path and more) in as few guides as can tell all of theirs: each file holds one of them, and
    `hides` names a file → another that hides what is wrong with it."""
    guides: list[dict[str, str]] = []
    for name, (path, *_) in cases.items():
        file = hides.get(path, path)
        for guide in guides:
            if file not in guide:
                guide[file] = name
                break
        else:
            guides.append({file: name})
    return [list(guide.values()) for guide in guides]


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
