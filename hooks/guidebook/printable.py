"""What the book cannot print, told where it is written: characters that its faces lack, cells that
would hold up the press, and what does not fit on a slide.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import category, name

from .book import Book, slug, title_sizes
from .bounds import advice
from .findings import BadInput, Finding, Place, shown
from .guide import Format, Guide
from .markup.parts import BEGINNING
from .pages.markers import SpanMarker
from .pages.page import Page
from .slides import chosen
from .text.source import place_in, read_text

RULE = "merkki"
LANGUAGES = {"CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "ARABIC": "ar"}
LANGUAGES |= {"HEBREW": "he", "THAI": "th", "DEVANAGARI": "hi", "CYRILLIC": "ru", "GREEK": "el"}

_ENTITY = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|\w+);")


def check(guide: Guide, pages: Iterable[str], book: Book) -> None:
    """Hold the book and the pages it is made of against what the press can do."""
    for path in pages:
        guide.add(_long_cells(guide, path))
    guide.add(_alike_names(guide, pages))
    guide.add(_wide_title(guide))
    chosen.check(guide)
    _check_characters(guide, pages, book)


def _alike_names(guide: Guide, pages: Iterable[str]) -> Iterator[Finding]:
    """Pages to which links of the book could not tell their way."""
    first: dict[str, str] = {}
    for path in pages:
        other = first.setdefault(slug(path), path)
        if other != path:
            message = f"sivuilla {other} ja {path} on kirjassa sama tunnus {slug(path)}"
            yield Finding(
                Place(shown(guide.pages[path].file)), "tunnus", message, "nimeä sivu uudelleen"
            )


def _long_cells(guide: Guide, path: str) -> Iterator[Finding]:
    page, longest = guide.pages[path], guide.settings.bounds.cell
    for beginning, length in guide.contents(path, Format.PRINT).long_cells:
        starts = (" ".join(beginning.split()[:count]) for count in (BEGINNING, 3, 1))
        places = (place for start in starts for place in page.places(start) if place.line > 1)
        yield Finding(
            next(places, Place(shown(page.file))),
            "pitkä-solu",
            f"taulukon solussa on yli {longest} merkkiä",
            advice("lyhennä sitä, kirjoita teksti taulukon alle", "solun-merkit", length),
        )


def _wide_title(guide: Guide) -> Iterator[Finding]:
    if wide := title_sizes.fitting(guide)[1]:
        settings = guide.settings
        version = settings.adaptation
        place = version.place("nimi") if version else Place(shown(settings.config))
        message = f'nimi ei mahdu kirjan kanteen: "{wide}"'
        yield Finding(place, "kansi", message, "lyhennä nimeä")


def _check_characters(guide: Guide, pages: Iterable[str], book: Book) -> None:
    from .press import faces  # here, not above: a preview without a book need not load it
    from .press.setting.font_faces import lacking

    if not guide.settings.style.exists():
        return
    try:
        drawn = faces(guide.style)
    except BadInput as error:
        guide.add(error.findings)
        return
    by_id = {slug(path): guide.pages[path] for path in pages}
    for chapter in book.chapters:
        if signs := lacking(chapter, drawn):
            guide.add(_findings(guide, by_id[chapter.id], signs))
    settings = guide.settings
    texts = [settings.title, settings.subtitle, settings.summary, settings.publisher]
    texts += [settings.licence, *(part for part, _ in settings.chapters)]
    texts += [f"{one.origin}{one.credit}" for one in guide.collections]
    texts += [settings.adaptation.contact] if settings.adaptation else []
    if signs := drawn.lacking(set("".join(texts))):
        version = [settings.adaptation.file] if settings.adaptation else []
        for file in (settings.config, *version, *guide.data_files):
            guide.add(_in_file(file, signs))


def _findings(guide: Guide, page: Page, lacking: set[str]) -> list[Finding]:
    found = list(_in_page(page, lacking))
    missed = lacking - {sign for finding in found for sign in finding.message}
    for file in guide.data_files:
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
                yield _finding(page.place(match.start()), text, match.start() >= page.body)


def _only_on_the_site(page: Page) -> Iterator[tuple[int, int]]:
    for marker in page.markers:
        if isinstance(marker, SpanMarker) and ".vain-verkossa" in marker.attributes:
            yield marker.start, marker.end


def _in_file(file: Path, lacking: set[str]) -> list[Finding]:
    try:
        text = read_text(file)
    except BadInput:
        return []
    runs = _run(lacking).finditer(text)
    return [_finding(place_in(file, text, run.start()), run[0]) for run in runs]


def _run(signs: set[str]) -> re.Pattern:
    """Such signs on end, with the joiners and selectors between them."""
    one = f"[{''.join(map(re.escape, sorted(signs)))}]"
    return re.compile(f"{one}(?:[\u200d\ufe00-\ufe0f]*{one})*[\ufe0e\ufe0f]?")


def _finding(place: Place, text: str, in_text: bool = False) -> Finding:
    """Only in a page's text can a sign be kept to the site."""
    sign = text[0]
    letters = category(sign).startswith("L")
    instead = "sano sama sanoin"
    if letters:
        instead = "kirjoita se latinalaisin kirjaimin"
    elif in_text:
        instead = "sano sama sanoin tai tallenna merkki kuvaksi"
    if in_text:
        language = f" lang={_language(sign)}" if letters else ""
        instead += f"; vain sivustolle se tulee näin: [{text}]{{.vain-verkossa{language}}}"
    message = f'kirjan kirjasimissa ei ole merkkiä "{text}" (U+{ord(sign):04X})'
    return Finding(place, RULE, message, instead)


def _language(sign: str) -> str:
    """The language that is most often written with such letters."""
    return LANGUAGES.get(name(sign, "").partition(" ")[0], "und")
