"""Characters that the book cannot print, told where they are written."""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import category

from . import survey
from .findings import BadInput, Finding, Place, shown
from .guide import Guide
from .markup.parts import Parts
from .pages.markers import SpanMarker
from .pages.page import Page
from .settings import Settings
from .text.source import read_text, written_column

RULE = "merkki"

_DRAWING, _TAG = re.compile(r"<svg\b.*?</svg>", re.DOTALL), re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|\w+);")


def check(guide: Guide, pages: Mapping[str, str]) -> None:
    """Hold the HTML of the book's pages against the faces of the stylesheet."""
    from .press import faces  # here, not above: a preview without a book need not load it

    style = guide.settings.style
    if not style.exists():
        return
    try:
        drawn = faces(style)
    except BadInput as error:
        guide.add(error.findings)
        return
    for path, made in pages.items():
        page, wanted = guide.pages[path], {False: set(), True: set()}
        for text, code in [*Parts(made).texts, (page.title, False), *_drawn(made)]:
            wanted[code].update(text)
        lacking = drawn.lacking(wanted[False]) | drawn.lacking(wanted[True], code=True)
        if lacking:
            guide.add(_findings(guide, page, lacking))
    settings = guide.settings
    told = [settings.title, settings.subtitle, settings.summary, settings.publisher]
    told += [settings.licence, *(part for part, _ in settings.chapters)]
    told += [f"{one.told}{one.credit}" for one in guide.collections]
    if lacking := drawn.lacking(set("".join(told))):
        for file in (settings.config, *_data(settings)):
            guide.add(_in_file(file, lacking))


def _data(settings: Settings) -> list[Path]:
    """The files whose words pages and imprint may show."""
    files = filter(None, (settings.facts, settings.sources, settings.statistics))
    return [*files, *survey.all_files(survey.find(settings.surveys, settings.own_survey))]


def _drawn(made: str) -> Iterator[tuple[str, bool]]:
    """The words of drawings."""
    for drawing in _DRAWING.findall(made):
        yield html.unescape(_TAG.sub("", drawing)), False


def _findings(guide: Guide, page: Page, lacking: set[str]) -> list[Finding]:
    found = list(_in_page(page, lacking))
    missed = lacking - {sign for finding in found for sign in finding.message}
    for file in _data(guide.settings):
        if missed:
            found += _in_file(file, missed)
    return found or [_finding(Place(shown(page.file)), "".join(sorted(lacking)))]


def _in_page(page: Page, lacking: set[str]) -> Iterator[Finding]:
    hidden = [*page.comments, *_only_on_the_site(page)]
    for pattern, read in ((_run(lacking), str), (_ENTITY, html.unescape)):
        for match in pattern.finditer(page.source):
            text = read(match[0])
            seen = not any(start <= match.start() < end for start, end in hidden)
            if seen and lacking & set(text):
                yield _finding(page.place(match.start()), text)


def _only_on_the_site(page: Page) -> Iterator[tuple[int, int]]:
    for marker in page.markers:
        if isinstance(marker, SpanMarker) and ".vain-verkossa" in marker.attributes:
            yield marker.start, marker.end


def _in_file(file: Path, lacking: set[str]) -> list[Finding]:
    try:
        text = read_text(file)
    except BadInput:
        return []
    places = []
    for match in _run(lacking).finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        places.append((Place(shown(file), line, written_column(text, line, column)), match[0]))
    return [_finding(place, run) for place, run in places]


def _run(signs: set[str]) -> re.Pattern:
    """Such signs on end, with the joiners and selectors between them."""
    one = f"[{''.join(map(re.escape, sorted(signs)))}]"
    return re.compile(f"{one}(?:[\u200d\ufe00-\ufe0f]*{one})*[\ufe0e\ufe0f]?")


def _finding(place: Place, text: str) -> Finding:
    sign = text[0]
    code = f"U+{ord(sign):04X}"
    instead = (
        "kirjoita se latinalaisin kirjaimin"
        if category(sign).startswith("L")
        else "sano sama sanoin tai tallenna merkki kuvaksi"
    )
    return Finding(
        place,
        RULE,
        f'kirjan kirjasimissa ei ole merkkiä "{text}" ({code})',
        f"{instead}; vain sivustolle se tulee näin: [{text}]{{.vain-verkossa}}",
    )
