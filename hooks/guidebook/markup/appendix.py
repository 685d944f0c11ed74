"""The lists that the build makes: numbers with their sources, the list of sources, the index."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from .. import charts
from ..guide import Format, Use
from ..numbers import Entry
from ..numbers.facts import Source, alphabetical
from ..numbers.given_bases import GIVEN
from .citations import source_link
from .conversion import Conversion
from .edition_history import changes
from .provenance import base
from .series_table import table
from .tree import element


def numbers(conversion: Conversion) -> list[etree.Element]:
    """An entry for each number that the format shows, statistics first."""
    guide = conversion.guide
    uses = guide.uses(conversion.format)
    used = [guide.numbers[identifier] for identifier in uses if identifier in guide.numbers]
    made: list[etree.Element] = []
    for title, anchor, cited in (
        ("Selvityksen luvut", "selvityksen-luvut", False),
        ("Luvut muista lähteistä", "luvut-muista-lahteista", True),
    ):
        entries = sorted(
            (entry for entry in used if bool(entry.cited) is cited),
            key=lambda entry: alphabetical(entry.label),
        )
        if entries:
            made.append(element("h2", title, id=anchor))
        made += [_entry(entry, uses[entry.id], conversion) for entry in entries]
    return made


def _entry(entry: Entry, uses: list[Use], conversion: Conversion) -> etree.Element:
    made = element("section", class_="luku-tiedot")
    made.append(element("h3", entry.label, id=f"luku-{entry.id}"))
    if entry.description:
        made.append(element("p", entry.description))
    if entry.is_series and not entry.withheld:
        made.append(table([entry]))
    terms = etree.SubElement(made, "dl")
    for term, text in _terms(entry):
        terms.append(element("dt", term))
        terms.append(element("dd", text))
    if entry.cited:
        terms.append(element("dt", "Lähde"))
        _sources_of(etree.SubElement(terms, "dd"), entry, conversion)
    terms.append(
        element("dt", "Missä käytetään" if conversion.format is Format.WEB else "Sivuilla")
    )
    _backlinks(etree.SubElement(terms, "dd"), uses, conversion)
    if entry.query:
        query = etree.SubElement(made, "details", {"class": "kysely"})
        query.append(element("summary", "Kysely"))
        code = etree.SubElement(query, "pre", {"lang": "zxx"})
        code.append(element("code", entry.query.strip()))
    return made


def _terms(entry: Entry) -> Iterator[tuple[str, str]]:
    estimate = entry.estimate
    if entry.withheld:
        yield "Arvo", f"ei julkaista: {entry.withheld}"
    elif estimate:
        yield "Arvo", entry.text(estimate)
        if estimate.n:
            yield "Pohja", f"n = {base(estimate)}"
        if interval := entry.interval(estimate):
            yield "95 %:n luottamusväli", interval
    elif any(row.estimate.given for row in entry.rows):
        yield "Pohja", GIVEN
    elif len(bases := charts.read_chart([entry]).bases()) == 1:
        yield "Pohja", charts.base(*bases)
    if entry.cited:
        yield "Ajankohta", entry.cited.date
        if entry.cited.calculation:
            yield "Laskelma", entry.cited.calculation
    elif entry.collections:
        yield "Aineisto", " ".join(filter(None, [f"{entry.origin}.", entry.credit]))


def _sources_of(cell: etree.Element, entry: Entry, conversion: Conversion) -> None:
    """The sources that the entry is from, with the place in them."""
    for source in entry.cited.sources:
        _separate(cell, "; ")
        cell.append(source_link(conversion, source))
    cell[-1].tail = f", {entry.cited.locator}" if entry.cited.locator else None


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
        source.id
        for name in guide.uses(format)
        if name in guide.numbers
        for source in guide.numbers[name].sources
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
