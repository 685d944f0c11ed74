"""The lists that the build makes: numbers with their sources, the list of sources, the index."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from .. import charts, finnish
from ..findings import Problem
from ..guide import Format, Guide, Use
from ..numbers import Item, Numbers
from ..numbers.facts import Fact, Source, alphabetical
from ..numbers.given_bases import GIVEN
from ..numbers.statistics import Series, Statistic
from .conversion import Conversion
from .history import changes
from .provenance import base, interval, origin
from .series_table import table
from .tree import element


def numbers(conversion: Conversion) -> list[etree.Element]:
    """An entry for each number that the format shows, statistics first."""
    guide = conversion.guide
    uses = guide.uses(conversion.format)
    used = [guide.numbers[identifier] for identifier in uses if identifier in guide.numbers]
    made: list[etree.Element] = []
    for title, anchor, kind in (
        ("Selvityksen luvut", "selvityksen-luvut", (Statistic, Series)),
        ("Luvut muista lähteistä", "luvut-muista-lahteista", (Fact,)),
    ):
        entries = sorted(
            (item for item in used if isinstance(item, kind)),
            key=lambda item: alphabetical(_label(item)),
        )
        if entries:
            made.append(element("h2", title, id=anchor))
        made += [_entry(item, uses[_id(item)], conversion) for item in entries]
    return made


def _id(item: Item) -> str:
    return item.id if isinstance(item, Fact) else item.definition.id


def _label(item: Item) -> str:
    return item.label if isinstance(item, Fact) else item.definition.label


def _entry(item: Item, uses: list[Use], conversion: Conversion) -> etree.Element:
    entry = element("section", class_="luku-tiedot")
    entry.append(element("h3", _label(item), id=f"luku-{_id(item)}"))
    if description := item.note if isinstance(item, Fact) else item.definition.description:
        entry.append(element("p", description))
    if isinstance(item, Series) and not item.withheld:
        entry.append(table([item]))
    told = etree.SubElement(entry, "dl")
    for term, text in _told(item, conversion.guide):
        told.append(element("dt", term))
        told.append(element("dd", text))
    if isinstance(item, Fact):
        told.append(element("dt", "Lähde"))
        cell = etree.SubElement(told, "dd")
        page = conversion.guide.page_with("lahteet")
        cell.append(
            element("a", item.source.short, href=conversion.link(page, f"lahde-{item.source.id}"))
            if page
            else element("span", item.source.short)
        )
        cell[0].tail = f", {item.locator}" if item.locator else None
    told.append(element("dt", "Missä käytetään" if conversion.format is Format.WEB else "Sivuilla"))
    cell = etree.SubElement(told, "dd")
    _backlinks(cell, uses, conversion)
    if not isinstance(item, Fact):
        query = etree.SubElement(entry, "details", {"class": "kysely"})
        query.append(element("summary", "Kysely"))
        code = etree.SubElement(query, "pre", {"lang": "zxx"})
        code.append(element("code", item.definition.query.strip()))
    return entry


def _told(item: Statistic | Series | Fact, guide: Guide) -> Iterator[tuple[str, str]]:
    if isinstance(item, Fact):
        yield "Arvo", finnish.quantity(item.value, item.unit, item.decimals)
        if item.n:
            yield "Pohja", f"n = {finnish.number(item.n)}"
        yield "Ajankohta", item.date
        return
    if isinstance(item, Statistic):
        try:
            number = Numbers({item.definition.id: item}).resolve(item.definition.id)
        except Problem as problem:
            yield "Arvo", f"ei julkaista: {problem.message}"
        else:
            yield "Arvo", number.text
            yield "Pohja", f"n = {base(number.estimate)}"
            if told := interval(number):
                yield "95 %:n luottamusväli", told
    elif any(row.estimate.given for row in item.rows):
        yield "Pohja", GIVEN
    elif len(bases := charts.read_chart([item]).bases()) == 1:
        yield "Pohja", charts.base(*bases)
    yield "Aineisto", origin(item, guide)


def _backlinks(cell: etree.Element, uses: list[Use], conversion: Conversion) -> None:
    """A link to each spot. On the site the first one of a page bears its title; the book prints
    page numbers only, one for each section, since it is known only on paper which spots share a
    page.
    """
    if conversion.format is Format.PRINT:
        first = {(use.path, use.section): use for use in reversed(uses)}
        spots = sorted(first.values(), key=uses.index)
        for use in spots:
            _separate(cell, ", ")
            cell.append(
                element(
                    "a", "s.", href=conversion.link(use.path, use.anchor), class_="kayttopaikka"
                )
            )
        return
    for path in dict.fromkeys(use.path for use in uses):
        title = conversion.guide.pages[path].title
        of_page = [use for use in uses if use.path == path]
        for number, use in enumerate([use for use in of_page if use.anchor] or of_page[:1], 1):
            _separate(cell, ", " if number > 1 else "; ")
            text = title if number == 1 else str(number)
            linked = element(
                "a", text, href=conversion.link(use.path, use.anchor), class_="kayttopaikka"
            )
            if number > 1:
                linked.set("aria-label", f"{title}, kohta {number}")
            cell.append(linked)


def _separate(cell: etree.Element, separator: str) -> None:
    if len(cell):
        cell[-1].tail = separator


def sources(conversion: Conversion) -> list[etree.Element]:
    """The sources that the format cites, in alphabetical order."""
    guide, format = conversion.guide, conversion.format
    cited = {name for path in guide.pages for name in guide.contents(path, format).sources}
    cited |= {
        item.source.id
        for name in guide.uses(format)
        if isinstance(item := guide.numbers.get(name), Fact)
    }
    made = element("ul", class_="lahteet")
    for source in sorted(
        (guide.sources[name] for name in cited), key=lambda source: source.sort_key
    ):
        made.append(_source(source))
    return [made] if len(made) else []


def _source(source: Source) -> etree.Element:
    item = element("li", id=f"lahde-{source.id}")
    parts = dict(source.full)
    item.text = element(
        "i",
        f"{parts['author']}{' ' + parts['year'] if 'year' in parts else ''}: "
        if "author" in parts
        else "",
    ).text
    if "url" in parts:
        item.append(element("a", source.title, href=source.url))
    else:
        item.append(element("cite", source.title))
    rest = [parts[key] for key in ("publisher", "accessed") if key in parts]
    stop = "" if source.title.endswith((".", "?", "!")) else "."
    item[-1].tail = f"{stop} " + "".join(f"{text[0].upper()}{text[1:]}. " for text in rest)
    if "url" in parts:
        item.append(element("span", source.url, class_="osoite", lang="zxx"))
    return item


def terms(conversion: Conversion) -> list[etree.Element]:
    """The index: each entry with the spots that carry it."""
    found = conversion.guide.terms(conversion.format)
    index = element("div", class_="hakemiston-palstat")
    initial = ""
    for term in sorted(found, key=alphabetical):
        if term[0].upper() != initial:
            initial = term[0].upper()
            index.append(
                element(
                    "h2", initial, id=f"hakemisto-{initial.lower()}", class_="hakemiston-kirjain"
                )
            )
            index.append(element("ul", class_="hakemisto"))
        entry = etree.SubElement(index[-1], "li")
        entry.append(element("span", term, class_="hakusana"))
        entry[-1].tail = " "
        spots = etree.SubElement(entry, "span")
        _backlinks(spots, found[term], conversion)
    return [index] if len(index) else []


MAKERS = {"luvut": numbers, "lahteet": sources, "hakemisto": terms, "muutokset": changes}
