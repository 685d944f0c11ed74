"""The nav of mkdocs.yml: parts, and pages in the order in which they are read."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .configuration import PLAIN, Configured, not_shown

DEEPEST = 20  # lists inside each other
ELSEWHERE = re.compile(r"(?:https?://|mailto:)\S+")
EACH_ON_ITS_LINE = "aloita jokainen kohta omalta riviltään: - luku.md tai - Osa: ja luvut sen alle"


class NavTarget(NamedTuple):
    """A page of the nav, or an address elsewhere; the part is the outermost."""

    part: str
    name: str
    target: str

    @property
    def is_page(self) -> bool:
        return self.target.endswith(".md")


def read(nav: Configured, docs: Path) -> list[NavTarget]:
    """What is no page and no part is noted."""
    return [*_items(nav, docs, "")]


def _items(nav: Configured, docs: Path, part: str) -> Iterator[NavTarget]:
    for at, item in enumerate(nav.listed()):
        given = nav.under(at)
        if isinstance(item, Mapping) and len(item) == 1:
            yield from _named(given, docs, part)
        elif isinstance(item, str):
            yield from _target(given, docs, NavTarget(part, "", item))
        else:
            one = "monta nimeä" if isinstance(item, Mapping) and item else "muuta kuin sivu tai osa"
            given.note(f"navin kohdassa on {one}", EACH_ON_ITS_LINE)


def _named(item: Configured, docs: Path, part: str) -> Iterator[NavTarget]:
    (title,) = item.value
    given = item.under(title)
    if not isinstance(title, str) or not title.strip():
        hint = "kirjoita nimi lainausmerkkeihin, tai jätä se pois: - luku.md"
        given.note(f'navissa on nimen paikalla "{"" if title is None else title}"', hint)
    elif sign := not_shown(title):
        given.note(f'navin nimessä "{title}" on {sign}', PLAIN)
    elif isinstance(given.value, list) and len(item.keys) < DEEPEST:
        yield from _items(given, docs, part or title)
    elif isinstance(given.value, str):
        yield from _target(given, docs, NavTarget(part, title, given.value))
    else:
        hint = "kirjoita osan luvut sen alle riveinä - luku.md, tai poista rivi"
        given.note(f'navin kohdan "{title}" alla ei ole sivuja', hint)


def _target(item: Configured, docs: Path, listed: NavTarget) -> Iterator[NavTarget]:
    address = listed.target
    path = posixpath.normpath("/" + re.sub(r"[#?].*", "", address).replace("\\", "/")).lstrip("/")
    if ELSEWHERE.fullmatch(address) or (address == path and listed.is_page):
        yield listed
        return
    whole = [path, f"{path.removesuffix('.html')}.md", re.sub(r"\.md$", ".md", path, flags=re.I)]
    page = next((one for one in whole if one.endswith(".md") and (docs / one).is_file()), "")
    hint = "kirjoita sivun tiedosto kansiosta docs/, esim. luku.md, tai koko osoite: https://…"
    item.note(f'navissa on "{address}", joka ei ole sivu', f"kirjoita {page}" if page else hint)
