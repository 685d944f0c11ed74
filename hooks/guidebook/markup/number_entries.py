"""The numbers with what they are from: on the site all that is known of each, in the book what
fits on a line or two.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from itertools import groupby

from .. import charts
from ..guide import Format, Use
from ..numbers import Entry
from ..numbers.facts import alphabetical
from ..numbers.given_bases import GIVEN
from .backlinks import link_back, separate
from .citations import source_link
from .conversion import Conversion
from .provenance import base
from .series_table import table
from .tree import add_text, element

FIELD = "suodatin"  # the place on the site of the field that finds in a list
BETWEEN = "\u00a0· "  # the parts of an entry in the book


def numbers(conversion: Conversion) -> list[etree.Element]:
    """An entry for each number that the format shows, statistics first."""
    guide = conversion.guide
    uses = guide.uses(conversion.format)
    used = [guide.numbers[identifier] for identifier in uses if identifier in guide.numbers]
    listed = _in_book if conversion.format is Format.PRINT else _on_site
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
            if not made and conversion.format is Format.WEB:
                made.append(element("div", class_=FIELD))
            made.append(element("h2", title, id=anchor))
            made += listed(entries, uses, conversion)
    return made


# On the site


def _on_site(
    entries: list[Entry], uses: dict[str, list[Use]], conversion: Conversion
) -> Iterator[etree.Element]:
    for entry in entries:
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
        terms.append(element("dt", "Missä käytetään"))
        link_back(etree.SubElement(terms, "dd"), uses[entry.id], conversion)
        if entry.query:
            query = etree.SubElement(made, "details", {"class": "kysely"})
            query.append(element("summary", "Kysely"))
            code = etree.SubElement(query, "pre", {"lang": "zxx"})
            code.append(element("code", entry.query.strip()))
        yield made


def _terms(entry: Entry) -> Iterator[tuple[str, str]]:
    estimate = entry.estimate
    if entry.withheld:
        yield "Arvo", _withheld(entry)
    elif estimate:
        yield "Arvo", entry.text(estimate)
        if estimate.n:
            yield "Pohja", f"n = {base(estimate)}"
        if interval := entry.interval(estimate):
            yield "95 %:n luottamusväli", interval
    elif common := _common_base(entry):
        yield "Pohja", common
    if entry.cited:
        yield "Ajankohta", entry.cited.date
        if entry.cited.calculation:
            yield "Laskelma", entry.cited.calculation
    elif entry.collections:
        yield "Aineisto", " ".join(filter(None, [f"{entry.origin}.", entry.credit]))


def _withheld(entry: Entry) -> str:
    return f"ei julkaista: {entry.withheld}"


def _common_base(series: Entry) -> str:
    """The base of all rows of a series, "" when they have several or none."""
    if any(row.estimate.given for row in series.rows):
        return GIVEN
    bases = charts.read_chart([series]).bases()
    return charts.base(*bases) if len(bases) == 1 else ""


def _sources_of(cell: etree.Element, entry: Entry, conversion: Conversion) -> None:
    """The sources that the entry is from, with the place in them."""
    for source in entry.cited.sources:
        separate(cell, "; ")
        cell.append(source_link(conversion, source))
    cell[-1].tail = f", {entry.cited.locator}" if entry.cited.locator else None


# In the book


def _in_book(
    entries: list[Entry], uses: dict[str, list[Use]], conversion: Conversion
) -> Iterator[etree.Element]:
    """What the survey gives stands under the collection it is from."""
    if not entries[0].cited:
        entries = sorted(entries, key=lambda entry: alphabetical(entry.origin))  # stable
    for origin, group in groupby(entries, key=lambda entry: "" if entry.cited else entry.origin):
        found = list(group)
        if origin:
            head = element("p", class_="luku-aineisto")
            head.append(element("strong", f"{origin}."))
            head[0].tail = f" {found[0].credit}"
            yield head
        made = element("ul", class_="luku-luettelo")
        for entry in found:
            made.append(_line(entry, uses[entry.id], conversion))
        yield made


def _line(entry: Entry, uses: list[Use], conversion: Conversion) -> etree.Element:
    made = element("li", id=f"luku-{entry.id}")
    made.append(element("strong", entry.label))
    parts = [*_values(entry)]
    if entry.cited:
        parts.append(entry.cited.date)
        parts += ["oma laskelma"] if entry.cited.calculation else []
    made[0].tail = BETWEEN + "".join(f"{part}{BETWEEN}" for part in parts)
    if entry.cited:
        # a citation: without page numbers, since the sources follow in the same appendix
        cite = etree.SubElement(made, "cite", {"class": "viite"})
        _sources_of(cite, entry, conversion)
        cite.tail = BETWEEN
    add_text(made, len(made), "s.\u00a0")
    link_back(etree.SubElement(made, "span"), uses, conversion)
    return made


def _values(entry: Entry) -> Iterator[str]:
    """The value with its base and interval, or the rows of a series with theirs."""
    estimate = entry.estimate
    if entry.withheld:
        yield _withheld(entry)
    elif estimate:
        yield entry.text(estimate)
        if estimate.n:
            yield f"n = {base(estimate)}"
        if interval := entry.interval(estimate):
            yield f"95 %:n väli {interval}"
    else:
        chart, common = charts.read_chart([entry]), _common_base(entry)
        marks = [(row.label, row.marks[0]) for row in chart.rows]
        yield ", ".join(
            f"{label} {charts.value(chart, mark)}"
            + ("" if common or mark.n is None else f" (n = {charts.base_number(mark)})")
            for label, mark in marks
        )
        if common:
            yield common
