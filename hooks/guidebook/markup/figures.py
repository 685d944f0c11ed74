"""Numbered figures, tables and pictures out of their blocks.

A figure tells its finding first, then what is measured and in what unit, then the drawing, and
under it the writer's words, and where the numbers come from.
"""

import xml.etree.ElementTree as etree
from dataclasses import replace

from markdown import Markdown

from .. import charts
from ..findings import Problem
from ..guide import Format, Guide
from ..numbers import Entry, claims
from ..syntax import Shown, shown_series
from . import headline, seal
from .block_syntax import FIGURE
from .citations import source_link
from .conversion import Conversion, draft_mark
from .illustrations import illustration
from .series_table import table
from .spans import CLAIMED
from .tree import add_text, element
from .tree import replace as put_instead


def number(conversion: Conversion) -> None:
    """Give each block of a figure its number and its anchor."""
    for (block, _), figure in zip(
        conversion.markers(FIGURE), conversion.guide.figures[conversion.page.path], strict=False
    ):
        block.set("label", figure.caption_label)
        block.set("anchor", figure.anchor)


def resolve(conversion: Conversion, md: Markdown) -> None:
    for block, ancestors in conversion.markers(FIGURE):
        try:
            made = [_build(block, conversion, md)]
        except Problem as problem:
            conversion.report(headline.marker(block), problem)
            made = [element("p", id=block.get("anchor", "")), *_texts(block)]
            made[0].append(draft_mark(f"{block.get('label', 'Kuvio')}.", problem.message))
        put_instead(ancestors[-1], block, *made)
    for part in conversion.root.iter():
        part.attrib.pop(CLAIMED, None)


def _build(block: etree.Element, conversion: Conversion, md: Markdown) -> etree.Element:
    """The figure of a `kuvio`, `taulukko` or `kuva` block. Raises Problem."""
    name, anchor = block.get("name"), block.get("anchor", "")
    if name == "kuva":
        return _picture(block, conversion, md)
    shown = shown_series(block.get("inside", ""))
    found = read_series(shown, conversion.guide)
    if name == "kuvio":
        charts.check(found)
    conversion.contents.numbers += [(id, conversion.use(anchor)) for id in shown.ids]
    figure = element("figure", class_=name, id=anchor)
    finding = headline.take(block, conversion)
    if name == "taulukko":
        _tabulate(figure, block, finding, found, shown)
        figure.append(_source(found, conversion, _bases(found)))
        return figure
    title = headline.words(finding, conversion.guide)
    chart = read_chart(found, shown, title, headline.limit(finding, shown.ids))
    caption = etree.SubElement(figure, "figcaption")
    _head(caption, block, finding, chart.title)
    if subject := charts.subject(chart):
        caption.append(element("span", subject, class_="kuvio-aihe"))
    frame = etree.SubElement(figure, "div", {"class": "kuvio-kehys", "data-search-exclude": ""})
    frame.text = md.htmlStash.store(seal.sealed(drawings(chart, conversion, f"{anchor}-kaavio")))
    figure.extend(_texts(block))
    source = _source(found, conversion)
    figure.append(source)
    _add_numbers(figure, source, found, shown, conversion)
    return figure


def read_series(shown: Shown, guide: Guide) -> list[Entry]:
    """The series that a block names. Raises Problem."""
    for id in shown.ids:
        if "=" in id:
            raise Problem(
                "kuvion-muoto", f'määrettä "{id}" ei voi lukea', "raja on luku, esim. raja=50"
            )
    return [guide.numbers.series(id) for id in shown.ids]


def read_chart(
    entries: list[Entry], shown: Shown, title: str = "", limit: float | None = None
) -> charts.Chart:
    """What the drawing shows. Raises Problem."""
    charts.check(entries)
    if shown.limit:
        limit = float(claims.decimal(shown.limit))
    return charts.read_chart(entries, title, shown.names, limit)


def drawings(chart: charts.Chart, conversion: Conversion, id: str) -> str:
    """The site gets a wide and a narrow drawing, of which its stylesheet shows one; paper as many
    as the rows take.
    """
    inks = charts.inks(conversion.guide.identity)
    layouts = (charts.WIDE, charts.NARROW, charts.PRINT)
    wide, narrow, paper = (replace(layout, inks=inks) for layout in layouts)
    if conversion.format is Format.PRINT:
        return "".join(charts.draw_pieces(chart, paper, id))
    return charts.draw(chart, wide, id) + charts.draw(chart, narrow, f"{id}-kapea", named_by=id)


# --- captions ---


def _head(
    caption: etree.Element, block: etree.Element, finding: etree.Element | None, title: str
) -> None:
    head = etree.SubElement(caption, "span", {"class": "kuvio-otsikko"})
    head.tail = " "
    _number(head, block)
    head.append(element("strong", title) if finding is None else finding)


def _number(caption: etree.Element, block: etree.Element) -> None:
    caption.append(element("span", f"{block.get('label')}.", class_="kuvio-numero"))
    caption[-1].tail = " "


def _texts(block: etree.Element) -> list[etree.Element]:
    """The writer's paragraphs under the drawing."""
    paragraphs = list(block) if len(block) else [block] if (block.text or "").strip() else []
    made = []
    for paragraph in paragraphs:
        text = element("p", class_="kuvio-teksti")
        text.text = (paragraph.text or "").strip() if not len(paragraph) else paragraph.text
        text.extend(list(paragraph))
        made.append(text)
    return made


def _tabulate(
    figure: etree.Element,
    block: etree.Element,
    finding: etree.Element | None,
    entries: list[Entry],
    shown: Shown,
) -> None:
    """A table stands under all of its caption."""
    caption = etree.SubElement(figure, "figcaption")
    if finding is None:
        _number(caption, block)
    else:
        _head(caption, block, finding, "")
    written = len(caption)
    for paragraph in block if len(block) else [block]:
        _append_inline(caption, paragraph)
    if finding is None and len(caption) == written:
        caption.append(element("span", f"{entries[0].label}."))
    figure.append(table(entries, shown.names))


def _bases(entries: list[Entry]) -> str:
    """The base that all the rows share; others stand in the table."""
    bases = set().union(*(charts.read_chart([series]).bases() for series in entries))
    return charts.base(*bases) if len(bases) == 1 else ""


def _source(entries: list[Entry], conversion: Conversion, *more: str) -> etree.Element:
    """Whose the numbers are, of what time, and under which licence."""
    parts = dict.fromkeys(filter(None, more))
    parts |= dict.fromkeys(entry.cited.date for entry in entries if entry.cited)
    if any(entry.cited and entry.cited.calculation for entry in entries):
        parts["oma laskelma"] = None
    line = element("p", " · ".join(parts), class_="kuvio-tiedot")
    links = [
        *(
            element("span", one)
            for one in dict.fromkeys(e.origin for e in entries if e.collections)
        ),
        *(
            source_link(conversion, source)
            for source in dict.fromkeys(source for entry in entries for source in entry.sources)
        ),
    ]
    if links:
        name = "Lähde" if len(links) == 1 else "Lähteet"
        add_text(line, 0, f"{' · ' if parts else ''}{name}: ")
    for number, link in enumerate(links):
        line.append(link)
        link.tail = "; " if number < len(links) - 1 else None
    for credit in dict.fromkeys(entry.credit for entry in entries if entry.credit):
        add_text(line, len(line), f" · {credit}")
    return line


def _add_numbers(
    figure: etree.Element,
    source: etree.Element,
    entries: list[Entry],
    shown: Shown,
    conversion: Conversion,
) -> None:
    """The numbers of a drawing as a table: on the site under it, from the book in the appendix."""
    if conversion.format is Format.WEB:
        details = etree.SubElement(
            figure, "details", {"class": "kuvio-luvut", "data-search-exclude": ""}
        )
        details.append(element("summary", "Luvut taulukkona"))
        details.append(table(entries, shown.names))
    elif page := conversion.guide.page_with("luvut"):
        add_text(source, len(source), " · " if len(source) or source.text else "")
        link = conversion.link(page, f"luku-{shown.ids[0]}")
        source.append(element("a", "luvut taulukkona", href=link, class_="kuvio-taulukko"))


# --- pictures ---


def _picture(block: etree.Element, conversion: Conversion, md: Markdown) -> etree.Element:
    picture = next((child for child in block.iter("img")), None)
    if picture is None:
        raise Problem(
            "kuva-puuttuu", "lohkossa ei ole kuvaa", "lisää ![vaihtoehtoinen teksti](kuva.svg)"
        )
    figure = element("figure", class_="kuva", id=block.get("anchor", ""))
    frame = etree.SubElement(figure, "div", {"class": "kuvio-kehys", "data-search-exclude": ""})
    address, text = picture.get("src") or "", (picture.get("alt") or "").strip()
    file = conversion.guide.file(conversion.page.path, address)
    if file and file.suffix == ".svg":
        drawn = illustration(file, text, block.get("anchor", ""), conversion.guide.identity)
        frame.text = md.htmlStash.store(seal.sealed(drawn))
        conversion.contents.pictures.append((address, bool(text)))
    else:
        frame.append(element("img", **picture.attrib))
    caption = etree.SubElement(figure, "figcaption")
    _number(caption, block)
    for paragraph in list(block):
        if picture in list(paragraph):
            text, picture.tail = picture.tail, None
            paragraph.remove(picture)
            paragraph.text = (paragraph.text or "") + (text or "").lstrip()
        _append_inline(caption, paragraph)
    return figure


def _append_inline(caption: etree.Element, paragraph: etree.Element) -> None:
    """The contents of a paragraph, as a run of text of the caption."""
    if not len(paragraph) and not (paragraph.text or "").strip():
        return
    run = etree.SubElement(caption, "span", {"class": "kuvio-teksti"})
    run.text = (paragraph.text or "").lstrip()
    run.extend(list(paragraph))
    run.tail = " "
