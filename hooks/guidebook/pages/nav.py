"""The nav of mkdocs.yml, which gives the reading order, against the pages that there are."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from ..findings import Finding, Place, shown
from ..settings import Settings
from ..text.source import place_in, read_text
from .page import Page
from .renames import likely, successor

RULE = "sisällysluettelo"
FRONT = "index.md"


def listed(settings: Settings) -> list[str]:
    return list(dict.fromkeys(path for _, path in settings.chapters))


def forgotten(settings: Settings) -> list[str]:
    """Pages that would be on the site and not in the book."""
    files = (file.relative_to(settings.docs) for file in settings.docs.rglob("*.md"))
    paths = {file.as_posix() for file in files if not any(p.startswith(".") for p in file.parts)}
    return sorted(paths - set(listed(settings)))


def check(settings: Settings, pages: Mapping[str, Page]) -> Iterator[Finding]:
    new = forgotten(settings)
    for path in listed(settings):
        if not (settings.docs / path).exists():
            others = {other: pages[other] for other in new if other in pages}
            instead = successor(others, settings.docs, path, new) or likely(path, new)
            hint = f"kirjoita tilalle {instead}" if instead else "poista rivi tai palauta sivu"
            new = [other for other in new if other != instead]
            yield Finding(_place(settings, path), RULE, f"sivua {path} ei ole", hint)
    yield from _named_otherwise(settings, pages)
    yield from _twice(settings)
    for path in new:
        home, version = settings.home_of(path), settings.adaptation
        message = "luku puuttuu mkdocs.yml:n nav-luettelosta"
        hint = f"lisää sinne oikeaan kohtaan rivi - {path}"
        if version and home == version.docs:
            message = f"luku puuttuu tiedostosta {shown(version.file)}"
            part = next(filter(None, (part for part, _ in settings.chapters)), "Luvut")
            hint = f'lisää kohtaan omat rivi - {{luku: {path}, osa: "{part}"}}, tai muun osan nimi'
        yield Finding(Place(shown(home / path)), RULE, message, hint)


def _named_otherwise(settings: Settings, pages: Mapping[str, Page]) -> Iterator[Finding]:
    """The book knows the names that pages give themselves; the front page is no chapter of it."""
    for path, name in settings.names.items():
        if path in pages and path != FRONT and (own := pages[path].title) != name:
            message = f'sivun {path} nimi on navissa "{name}" mutta kirjassa ja sivulla "{own}"'
            hint = f"jätä nimi pois navista, tai kirjoita sivun alkutietoihin title: {name}"
            yield Finding(_place(settings, path), RULE, message, hint, fatal=False)


def _twice(settings: Settings) -> Iterator[Finding]:
    for path, times in Counter(path for _, path in settings.chapters).items():
        if times > 1:
            message = f"sivu {path} on navissa {times} kertaa, ja kirjassa luku olisi yhtä monesti"
            hint = "jätä se yhteen kohtaan; muualta sivulle pääsee linkillä"
            yield Finding(_place(settings, path, times - 1), RULE, message, hint)


def _place(settings: Settings, path: str, which: int = 0) -> Place:
    """Where the nav names the page, the first time or a later one."""
    text = read_text(settings.config)
    found = re.finditer(rf"(?<![\w/.-]){re.escape(path)}(?![\w/-])", text)
    starts = [match.start() for match in found] or [0]
    return place_in(settings.config, text, starts[min(which, len(starts) - 1)])
