"""What an editor has chosen for slides and what does not fit on one, told where it is written."""

import re
from collections.abc import Iterator

from ..findings import Finding, Place
from ..guide import Guide
from ..pages.blocks import stretches_of
from ..pages.front_matter import HEADLINE, SLIDES
from ..pages.page import Page
from ..proofing import prose
from .deck import (
    LONGEST_EXAMPLE,
    LONGEST_HEADLINE,
    LONGEST_ITEM,
    MOST_ITEMS,
    MOST_WORDS,
    first_sentence,
)

RULE = "kalvo"
SUMMARY, TODAY, TIPS = "tiivistelma", "tee-tanaan", "vinkit"
MOST_TIPS = 5
PICTURES = ("kuvio", "kuva")

_ITEM = re.compile(r"^(?:[-*+]|\d+\.)[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")


def check(guide: Guide) -> None:
    for page in guide.pages.values():
        if page.slides:
            guide.add(_check(page))


def _check(page: Page) -> Iterator[Finding]:
    if not page.in_book or page.sheet:
        at = page.meta.places.get(HEADLINE) or page.meta.places[SLIDES]
        message = "kalvoja tehdään vain luvuista, jotka ovat kirjassa"
        yield Finding(at, RULE, message, f"poista alkutiedoista {HEADLINE} ja {SLIDES}")
        return
    yield from _headline(page)
    for name in page.slides:
        at = page.meta.places.get(SLIDES) or page.meta.places[HEADLINE]
        if name == "luku":
            yield from _chapter(page, at)
        elif name == "esimerkki":
            yield from _example(page, at)
        elif int(name.removeprefix("kuva-")) > (count := _figures(page)):
            hint = f"niitä on {count}" if count else "poista se luettelosta"
            yield Finding(at, RULE, f'sivulla ei ole kuvaa "{name}"', hint)


def _headline(page: Page) -> Iterator[Finding]:
    headline = page.meta.get(HEADLINE)
    if "luku" in page.slides and not headline:
        if not any(HEADLINE in finding.message for finding in page.wrong_meta):
            hint = f"lisää alkutietoihin rivi {HEADLINE}: ja lause, joka sanoo luvun väitteen"
            yield Finding(page.meta.places[SLIDES], RULE, "kalvolta puuttuu otsikko", hint)
    elif headline and len(headline) > LONGEST_HEADLINE:
        message = f"kalvon otsikossa on {len(headline)} merkkiä"
        hint = f"lyhennä se; siihen mahtuu {LONGEST_HEADLINE}"
        yield Finding(page.meta.places[HEADLINE], RULE, message, hint)


def _chapter(page: Page, at: Place) -> Iterator[Finding]:
    summaries = list(stretches_of(page, SUMMARY))
    if not summaries:
        hint = f"kirjoita lohko /// {SUMMARY}, tai poista luku luettelosta {SLIDES}"
        yield Finding(at, RULE, "luvulla ei ole tiivistelmää, josta kalvo tehdään", hint)
    for stretch in [*summaries[:1], *list(stretches_of(page, TODAY))[:1]]:
        items = list(_items(page, stretch))
        yield from _points(page, items)
        if len(items) > MOST_ITEMS:
            message = f"kalvolle mahtuu {MOST_ITEMS} kohtaa, ja luettelossa on {len(items)}"
            yield Finding(page.place(items[MOST_ITEMS][0]), RULE, message, "yhdistä tai poista")
    if tips := _tips(page):
        items = list(_items(page, tips))[:MOST_TIPS]
        yield from _points(page, [(start, first_sentence(text)) for start, text in items])


def _points(page: Page, items: list[tuple[int, str]]) -> Iterator[Finding]:
    lengths = [len(prose.READ.findall(text)) for _, text in items]
    for (start, _), length in zip(items, lengths, strict=True):
        if length > LONGEST_ITEM:
            message = f"kohdassa on {length} sanaa, ja kalvolle mahtuu {LONGEST_ITEM}"
            yield Finding(page.place(start), RULE, message, "lyhennä kohtaa tai jaa se kahdeksi")
    if (total := sum(lengths)) > MOST_WORDS:
        message = f"luettelossa on {total} sanaa, ja kalvolle mahtuu {MOST_WORDS}"
        yield Finding(page.place(items[0][0]), RULE, message, "lyhennä kohtia")


def _example(page: Page, at: Place) -> Iterator[Finding]:
    stretch = next(stretches_of(page, "esimerkki"), None)
    if stretch is None:
        yield Finding(at, RULE, "sivulla ei ole esimerkkiä", f"poista se luettelosta {SLIDES}")
        return
    text = prose.visible(page)[slice(*stretch)]
    if (length := len(prose.READ.findall(text))) > LONGEST_EXAMPLE:
        message = f"esimerkissä on {length} sanaa, ja kalvolle mahtuu {LONGEST_EXAMPLE}"
        yield Finding(page.place(stretch[0]), RULE, message, f"poista se luettelosta {SLIDES}")


def _items(page: Page, stretch: tuple[int, int]) -> Iterator[tuple[int, str]]:
    """Where each item of a list begins, and its text as it is read."""
    text = prose.visible(page)[: stretch[1]]
    starts = [match.end() for match in _ITEM.finditer(text, stretch[0])]
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        item = _BLANK.split(_ITEM.sub("", text[start:following]))[0]
        yield start, " ".join(item.split())


def _tips(page: Page) -> tuple[int, int] | None:
    """Where the section of tips stands."""
    if next(stretches_of(page, TODAY), None):
        return None
    starts = [heading.start for heading in page.headings] + [len(page.source)]
    for heading, following in zip(page.headings, starts[1:], strict=True):
        if heading.id == TIPS:
            return heading.end, following
    return None


def _figures(page: Page) -> int:
    return sum(block.name in PICTURES for block in page.blocks)
