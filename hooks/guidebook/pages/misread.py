"""Markdown that this guide does not read as its writer meant, and how the guide writes the same.

Of what a pattern matches, `words` are text all the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..findings import Problem
from .dialects import DIALECTS, LINE
from .list_indents import STEP, misread_lists
from .masking import blanked
from .tables import misread_tables
from .taken_off import ADDRESS, held_by_markers, taken_off

if TYPE_CHECKING:
    from .page import Page

RULE = "markdown"


@dataclass(frozen=True)
class Misreading:
    """`start` and `end` are indices of the page's source; `hidden` are those of what is no text."""

    start: int
    end: int
    hidden: tuple[tuple[int, int], ...]
    problem: Problem


_BOX = "kirjoita lohkona: rivi /// vinkki | otsikko, teksti ja loppuun rivi ///"

# Where a pattern holds: in addresses too, in the first line of a paragraph, or in its other lines
LINKS, FIRST, LATER = "links", "first", "later"
_ITEM_MARK = (
    r"(?:[–—→➢➤✓✔§oØü][ \t]+|\(?[a-zåäö]\)[ \t]+|\(\d{1,2}\)[ \t]+|\d{1,2}\.(?=[^\W\d])"
    r"|[IVX]{1,4}\.[ \t]+)"
)

# Pattern, message, hint, and where it holds unless in all text. In the message and the hint, {0} is
# what was matched and {1}, {2} … are its groups; {low} and {high} are the first of them as a lower
# and an upper index. A pattern begins with the sign that it needs, and looks behind after it: of
# what begins so, the search goes from sign to sign.
_PATTERNS = tuple(
    (re.compile(pattern), message, hint, *(where or [""]))
    for pattern, message, hint, *where in (
        *DIALECTS,
        (
            rf"\[(?P<words>[^\[\]\n]+)\]\s+\(({ADDRESS})\)",
            'linkin "{0}" sanojen ja osoitteen välissä on väli',
            "kirjoita ne yhteen: [{1}]({2})",
            LINKS,
        ),
        (
            rf"\((?P<words>[^()\n]+)\)\[({ADDRESS})\]",
            'linkin "{0}" sulut ovat väärin päin',
            "kirjoita [{1}]({2})",
            LINKS,
        ),
        (
            rf"\[(?P<words>[^\[\]\n]+)\]\(({ADDRESS})(?=\s*\Z|[ \t]*\n|[ \t]+[^\"'<\n)]"
            r"[^)\n]*(?:\n|\Z))",
            'linkin "{0}" osoitteesta puuttuu loppusulku',
            "kirjoita [{1}]({2})",
            LINKS,
        ),
        (
            r"\[(?P<words>[^\[\]\n]+)\]((?:https?://|[\w./-]+\.md\b)[^\s()\[\]{}]*)",
            'linkin "{0}" osoite ei ole suluissa',
            "kirjoita [{1}]({2})",
            LINKS,
        ),
        (
            r"\[(?<!!\[)(?P<words>[^\[\]\n]+)\]\([ \t]*\#?[ \t]*\)",
            'linkiltä "{0}" puuttuu osoite',
            "kirjoita se sulkeisiin",
            LINKS,
        ),
        (
            r"\[(?<!!\[)[ \t]*\]\(([^()\s]+)\)",
            'linkillä "{0}" ei ole sanoja',
            "kirjoita sanat hakasulkeisiin: [sanat]({1})",
            LINKS,
        ),
        (
            r"http(?<![^\s(“”*_]http)(?<!\]\(http)s?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?”\"*_](?![^\[\]\n]*\]\()",
            'osoitteesta "{0}" ei tule linkkiä',
            "kirjoita se kulmasulkeisiin, <{0}>, tai linkiksi: [sanat]({0})",
            LINKS,
        ),
        (
            r"<((?:www\.[^\s<>]+|[\w-]+\.(?:fi|com|org|net|eu|io|se))(?:/[^\s<>]*)?)>",
            'osoitteesta "{0}" ei tule linkkiä',
            "kirjoita <https://{1}>",
            LINKS,
        ),
        (
            r"\^\[(?P<words>[^\[\]\n]+)\]",
            'alaviite "{0}" ei toimi',
            "kirjoita tekstiin [^1] ja sivun loppuun omalle riville [^1]: {1}",
        ),
        (
            r"\[\[(?<!\[\[\[)(?P<words>[^\[\]\n]+)\]\](?![({\[:])",
            'merkintä "{0}" ei ole linkki',
            "kirjoita [sanat](sivu.md)",
        ),
        (
            r"\{[ \t]+\{[ \t]*([^{}\n]*?)[ \t]*\}[ \t]*\}|\{\{[ \t]*([^{}\n]*?)[ \t]*\}[ \t]+\}",
            'luvun merkintä "{0}" ei toimi: aaltosulkeiden välissä on väli',
            "kirjoita {{{{ {1}{2} }}}}",
        ),
        (
            r"\{%[^{}\n]*%\}",
            'merkintä "{0}" ei toimi',
            "luku kirjoitetaan {{{{ tunnus }}}}; muita merkintöjä aaltosulkeissa ei ole",
        ),
        (
            r"==(?<![=\w]==)(?=[^\s=])(?P<words>[^=\n]+)(?<=\S)==(?![=\w])",
            'korostus "{0}" ei toimi',
            "kirjoita **{1}**",
        ),
        (
            r"~(?<![~\w]~)(?=[^\s~])(?P<words>[^~\n]+)(?<=\S)~(?![~\w])",
            'yliviivaus "{0}" ei toimi',
            "kirjoita ~~{1}~~",
        ),
        (r"~(?<=\w~)([\w+-]{1,20})~(?!~)", 'alaindeksi "{0}" ei toimi', "kirjoita {low}"),
        (r"\^(?<=\w\^)([\w+-]{1,20})\^", 'yläindeksi "{0}" ei toimi', "kirjoita {high}"),
        (
            r"(?:\^\^|\+\+)(?<![\w^+]..)(?=[^\s^+])(?P<words>[^\n^+]+)(?:\^\^|\+\+)(?![\w^+])",
            'alleviivaus "{0}" ei toimi',
            "kirjoita **{1}**",
        ),
        (
            r"\{(?:\+\+|--|>>|==|~~)[^\n]*?(?:\+\+|--|<<|==|~~)\}",
            'muokkausmerkintä "{0}" ei toimi',
            "hyväksy tai hylkää muutos ja poista merkit",
        ),
        (
            r"%%(?<!%%%)(?=\S)(?P<words>[^%\n]+)%%(?!%)",
            'kommentti "{0}" näkyy lukijalle',
            "kirjoita <!-- {1} -->",
        ),
        (
            r"\\(?<![\w:\\/.]\\)[a-zA-Z]{3,}(?:\{[^{}\n]*\})?",
            'komento "{0}" ei toimi',
            "poista se; sivut ja ulkoasun tekee opas",
        ),
        (
            r"\\(?<!\\\\)(?=\n[ \t>]*[^\s>])",
            "kenoviiva rivin lopussa ei vaihda riviä",
            "kirjoita sen paikalle kaksi väliä",
        ),
        (
            r"\*\*(?<![*\w]\*\*)(?:[ \t]+(?P<words>[^*\n]*[^*\s])[ \t]*"
            r"|(?P<more>[^\s*][^*\n]*?)[ \t]+)\*\*(?![*\w])",
            'lihavointi "{0}" ei toimi: tähtien sisäpuolella on väli',
            "kirjoita **{1}{2}**",
        ),
        (
            r"\$(?<![$\w]\$)(?:\$(?=[^$])[^$]+\$\$|(?=[^\s$])[^$\n]{1,200}(?<=\S)\$(?![$\w]))",
            'kaava "{0}" ei toimi',
            "kirjoita se sanoin, esim. E = mc², tai tallenna se kuvaksi ja käytä lohkoa /// kuva",
        ),
        (
            r":(?<![\w:.]:)[a-z][a-z0-9_+-]+:(?![\w:])",
            'lyhenne "{0}" ei muutu kuvaksi',
            "kirjoita asia sanoin",
        ),
        (
            rf"{LINE}!!![ \t]*[\w-]+(?:[ \t]+\"(?P<words>[^\"\n]*)\")?",
            "huomautuslaatikko !!! ei toimi: sillä ei ole muotoa kirjassa",
            _BOX,
        ),
        (
            r"\[![A-Za-z]+\]",
            'huomautuslaatikko "{0}" ei toimi',
            _BOX,
        ),
        (
            rf"{LINE}:{{3,}}[ \t]*\w*",
            'merkintä "{0}" ei aloita eikä päätä lohkoa',
            _BOX,
        ),
        (
            rf"{LINE}(?:<{{7}}|>{{7}}|\|{{7}})[ \t]\S+",
            'tekstiin jäi yhdistämisen merkki "{0}"',
            "valitse teksteistä oikea ja poista rivit <<<<<<<, ======= ja >>>>>>>",
        ),
        (
            rf"{LINE}\d{{1,3}}\)(?=[ \t]+\S)",
            'luettelo ei ala merkillä "{0}"',
            "kirjoita luettelon jokaisen numeron perään piste: 1.",
            FIRST,
        ),
        (
            rf"{LINE}[☐☑☒](?=[ \t])",
            'ruutu "{0}" ei toimi',
            "kirjoita - [ ] ja väli",
        ),
        (
            rf"{LINE}{_ITEM_MARK}(?=[^\n]+\n[ \t>]*{_ITEM_MARK})",
            'luettelo ei ala merkillä "{0}"',
            "kirjoita jokaisen kohdan alkuun - ja väli, numeroituun luetteloon 1. ja väli",
            FIRST,
        ),
        (
            # Of a line without one nothing else is asked
            r"(?m:^)(?=[^\t\n]*+\t)"
            r"[ \t>]*(?!\d{1,3}[.)])[^\t\n]{2,}\t(?=[ \t]*\S[^\n]*\n[^\t\n]*\S\t+\S)",
            "sarkain ei tee taulukkoa",
            "kirjoita taulukko näin: | a | b |, sen alle |---|---| ja sitten rivit",
            FIRST,
        ),
        (
            rf"{LINE}\+(?:[-=]{{2,}}\+)+",
            'taulukon kehys "{0}" ei toimi',
            "poista rivi; otsikkorivin alle tulee |---|---|",
        ),
        (
            r"(?m:^)#{1,6}[ \t]*(?:#+[ \t]*)?(?m:$)",
            "otsikolla ei ole sanoja",
            "kirjoita ne merkin # perään tai poista rivi",
        ),
        (
            r"(?m:^)#{7,}(?=[ \t])",
            "otsikolla on liikaa merkkejä #",
            "niitä on enintään kuusi",
        ),
        (
            r"\{[ \t]*\#[ \t]*\}",
            'tunnus "{0}" on tyhjä',
            "kirjoita se näin: {{#tunnus}}",
        ),
        (
            rf"{LINE}[•◦▪‣·●○■](?=[ \t])",
            'luettelo ei ala merkillä "{0}"',
            "kirjoita rivin alkuun - ja väli",
        ),
        (
            rf"{LINE}-(?=[^\W\d_][^\n]*\n[ \t>]*-[^\W\d_])",
            "luettelon viivan perästä puuttuu väli",
            "kirjoita - ja väli jokaisen kohdan alkuun",
            FIRST,
        ),
        (
            rf"{LINE}(?:(?:[-*+]|\d+\.)[ \t]+)?#{{1,6}}(?=[^\s#])",
            "rivi alkaa merkillä # ilman väliä",
            "otsikossa sen perään tulee väli; aihetunnisteessa sen eteen tulee kenoviiva: \\#",
        ),
        (
            r"(?m:^)[ ]{1,3}#{1,6}(?=[ \t])",
            "otsikko ei ala rivin alusta",
            "poista välit merkin # edestä",
        ),
        (
            rf"{LINE}(?:[-*+][ \t]+\[\]|[-*+]\[[ xX]?\]|\[[ xX]?\])(?=[ \t]+\S)",
            'ruutu "{0}" ei toimi',
            "kirjoita - [ ] ja väli",
        ),
        (
            r"(?m:^)[ ]{0,3}={3,}[ \t]*(?m:$)",
            "viiva = ei tee otsikkoa, koska sen päällä on monta riviä",
            "kirjoita otsikko yhdelle riville: # Otsikko",
            LATER,
        ),
        (
            r"`(?<!``)(?!`)",
            "koodin merkki ` ei pääty",
            "lisää toinen ` koodin perään, tai kirjoita kenoviivan kanssa: \\`",
        ),
    )
)
_DIGITS, _LOW, _HIGH = "0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_INDENTED = re.compile(r"(?: {4}|\t)[ \t]*(?=(?:[-*+]|\d{1,3}\.)[ \t]+[^\W\d]|\|.*\||///+[ \t]*\w)")
_NAMED_TEXT = re.compile(r"^[ ]{0,3}\[(\^?[^\]\n]+)\]:", re.MULTILINE)
_DRAWN = re.compile(
    r"[ \t>]*(?P<fence>`{3,}|~{3,})[ \t]*\{?[ \t]*\.?"
    r"(mermaid|plantuml|graphviz|dot|math|latex|katex|geojson|topojson|stl)\b"
)
_NO_TEXT = re.compile(r"\]\([^()\s]*\)|<[^<>\n]*>|(?<!\S)\S*://\S*")
_ADDRESS_APART = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[^\n]*", re.MULTILINE)


def misreadings(page: "Page") -> Iterator[Misreading]:
    """In the order of the text; what is told once is not told by another pattern again."""
    apart = [*misread_tables(page.prose), *misread_lists(page.prose), *taken_off(page)]
    found = [*_drawings(page), *_in_text(page)]
    found += [*_doubled(page), *_indented(page), *_fences(page)]
    found += [
        Misreading(start, end, (), Problem(RULE, message, hint))
        for start, end, message, hint in apart
    ]
    position = -1
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= position:
            position = each.end
            yield each


def _in_text(page: "Page") -> Iterator[Misreading]:
    defined = [match.span() for match in _ADDRESS_APART.finditer(page.prose)]
    text = blanked(page.prose, *page.code, *held_by_markers(page), *defined, sign="\x02")
    plain = blanked(text, *(match.span() for match in _NO_TEXT.finditer(text)), sign="\x02")
    underlined = {heading.end for heading in page.headings}
    for pattern, message, hint, where in _PATTERNS:
        for match in pattern.finditer(text if where == LINKS else plain):
            if where in (FIRST, LATER) and where != _line_of_paragraph(page.prose, match.start()):
                continue
            if where != LATER or match.end() not in underlined:
                yield _misreading(page, match, message, hint)


def _line_of_paragraph(text: str, at: int) -> str:
    before = text[: text.rfind("\n", 0, at) + 1].removesuffix("\n")
    return LATER if before[before.rfind("\n") + 1 :].strip(" \t>") else FIRST


def _misreading(page: "Page", match: re.Match, message: str, hint: str) -> Misreading:
    end = match.end()
    start = end - len(match[0].lstrip(" \t>"))
    quoted = " ".join(page.source[start:end].split())[:80]
    spans = map(match.span, range(1, match.re.groups + 1))
    groups = ["" if first < 0 else page.source[first:last] for first, last in spans]
    kept = match.span("words") if match.groupdict().get("words") else (end, end)
    first = next(iter(groups), "")
    small = {"low": _small(first, _LOW, "sub"), "high": _small(first, _HIGH, "sup")}
    problem = Problem(RULE, message.format(quoted, *groups), hint.format(quoted, *groups, **small))
    return Misreading(start, end, ((start, kept[0]), (kept[1], end)), problem)


def _small(text: str, signs: str, element: str) -> str:
    """The text below or above the line: digits have signs of their own."""
    if set(text) <= set(_DIGITS):
        return text.translate(str.maketrans(_DIGITS, signs))
    return f"<{element}>{text}</{element}>"


def _drawings(page: "Page") -> Iterator[Misreading]:
    for start, end in page.code:
        if match := _DRAWN.match(page.source, start, end):
            message = f'koodista "{match[2]}" ei tule kuvaa'
            hint = (
                "tallenna piirros SVG-kuvaksi kansioon docs/assets/kuvat/ ja käytä lohkoa /// kuva"
            )
            yield Misreading(match.start("fence"), end, (), Problem(RULE, message, hint))


def _fences(page: "Page") -> Iterator[Misreading]:
    """What they open becomes code within a line."""
    for match in page.odd_fences:
        fence = f"{match['fence']}{match['name']}"
        message, hint = "koodilohkon alussa on muuta kuin kielen nimi", f"kirjoita {fence}"
        if match["item"]:
            message = "koodilohko ei ala luettelon merkin perästä"
            hint = f"kirjoita kohtaan sanat, ja koodi niiden alle {STEP} välin sisennyksellä; "
            hint += f"rivi {fence} on omansa"
        problem = Problem(RULE, message, hint)
        start, end = match.start("fence"), match.end()
        yield Misreading(start, end, ((start, end),), problem)


def _indented(page: "Page") -> Iterator[Misreading]:
    """Lists, tables and blocks that their indent makes code."""
    before = -1
    for start, end in page.code:
        match = _INDENTED.match(page.source, start, end)
        if match and before + 1 != start:
            message = "sisennetty luettelo, taulukko tai lohko näkyy koodina"
            hint = "poista rivien alusta sisennys; koodi kirjoitetaan rivien ``` väliin"
            yield Misreading(match.end(), match.end() + 1, (), Problem(RULE, message, hint))
        before = end


def _doubled(page: "Page") -> Iterator[Misreading]:
    """Of texts by one name the last alone is shown."""
    seen = set()
    for match in _NAMED_TEXT.finditer(page.prose):
        name = match[1].lower()
        if name in seen:
            message = f'tunnuksella "[{match[1]}]" on jo teksti, eikä edellinen näy'
            hint = f"anna toiselle oma tunnus, esim. [{match[1]}-2]"
            yield Misreading(match.start(), match.end(), (), Problem(RULE, message, hint))
        seen.add(name)
