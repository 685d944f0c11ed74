"""Numbered figures, tables and pictures out of their blocks."""

import xml.etree.ElementTree as etree

from markdown import Markdown

from .. import charts, finnish
from ..findings import Problem
from ..guide import Format
from ..numbers import Entry
from .blocks import FIGURE
from .citations import citation
from .conversion import Conversion, draft_mark
from .illustrations import illustration
from .tree import add_text, element, replace


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
            figure = _build(block, conversion, md)
        except Problem as problem:
            argument = block.get("inside", "")
            marker = (
                f"/// {block.get('name')} | {argument}" if argument else f"/// {block.get('name')}"
            )
            conversion.report(marker, problem)
            figure = element("p")
            figure.append(draft_mark(f"{block.get('label', 'Kuvio')}.", problem.message))
        replace(ancestors[-1], block, figure)


def _build(block: etree.Element, conversion: Conversion, md: Markdown) -> etree.Element:
    """The figure of a `kuvio`, `taulukko` or `kuva` block. Raises Problem."""
    name, anchor = block.get("name"), block.get("anchor", "")
    if name == "kuva":
        return _picture(block, conversion, md)
    names = [part.strip() for part in block.get("inside", "").split(",")]
    found = [conversion.guide.numbers.series(name) for name in names]
    conversion.contents.numbers += [(name, conversion.use(anchor)) for name in names]
    figure = element("figure", class_=name, id=anchor)
    if name == "taulukko":
        _caption(figure, block, found, conversion)
        figure.append(table(found))
        return figure
    frame = etree.SubElement(figure, "div", {"class": "kuvio-kehys", "data-search-exclude": ""})
    frame.text = md.htmlStash.store(chart(found, f"{anchor}-kaavio"))
    caption = _caption(figure, block, found, conversion)
    if conversion.format is Format.WEB:
        details = etree.SubElement(
            figure, "details", {"class": "kuvio-luvut", "data-search-exclude": ""}
        )
        details.append(element("summary", "Luvut taulukkona"))
        details.append(table(found))
    elif page := conversion.guide.page_with("luvut"):
        told = caption[-1]
        add_text(told, len(told), " · ")
        told.append(
            element("a", "luvut taulukkona", href=conversion.link(page, f"luku-{names[0]}"))
        )
    return figure


def chart(found: list[Entry], anchor: str) -> str:
    """The drawing of one series, or of three as quartiles, as inline SVG. Raises
    Problem.
    """
    if len(found) == 1:
        draw = charts.columns if found[0].chart == "pylvaat" else charts.bars
        return draw(found[0], id=anchor)
    if len(found) == 3:
        return charts.ranges(*found, id=anchor)
    raise Problem(
        "kuvion-muoto",
        f"kuviossa on {len(found)} sarjaa",
        "anna yksi sarja, tai kolme: alakvartiili, mediaani, yläkvartiili",
    )


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
        frame.text = md.htmlStash.store(illustration(file, text, block.get("anchor", "")))
        conversion.contents.pictures.append((address, bool(text)))
    else:
        frame.append(element("img", **picture.attrib))
    caption = etree.SubElement(figure, "figcaption")
    caption.append(element("span", f"{block.get('label')}.", class_="kuvio-numero"))
    caption[-1].tail = " "
    for paragraph in list(block):
        if picture in list(paragraph):
            text, picture.tail = picture.tail, None
            paragraph.remove(picture)
            paragraph.text = (paragraph.text or "") + (text or "").lstrip()
        _append_inline(caption, paragraph)
    return figure


def _caption(
    figure: etree.Element, block: etree.Element, found: list[Entry], conversion: Conversion
) -> etree.Element:
    """Number, the writer's words (or the label of the series), base, and whose the numbers are."""
    caption = etree.SubElement(figure, "figcaption")
    caption.append(element("span", f"{block.get('label')}.", class_="kuvio-numero"))
    caption[-1].tail = " "
    if len(block) or (block.text or "").strip():
        for paragraph in block if len(block) else [block]:
            _append_inline(caption, paragraph)
    else:
        caption.append(element("span", f"{found[0].label}."))
        caption[-1].tail = " "
    bases = [row.estimate.n for row in found[0].rows if row.estimate.n]
    told = []
    if bases:
        least, most = min(bases), max(bases)
        told.append(
            f"n = {finnish.number(least)}"
            if least == most
            else f"n = {finnish.number(least)}–{finnish.number(most)}"
        )
    told += dict.fromkeys(
        entry.cited.date if entry.cited else entry.origin for entry in found if entry.origin
    )
    told += dict.fromkeys(entry.credit for entry in found if entry.credit)
    if any(entry.cited and entry.cited.calculation for entry in found):
        told.append("oma laskelma")
    line = etree.SubElement(caption, "span", {"class": "kuvio-tiedot"})
    line.text = " · ".join(told)
    sources = dict.fromkeys(source.id for entry in found for source in entry.sources)
    if sources:
        line.text += " " if told else ""
        line.append(citation(conversion, [(id, "") for id in sources]))
    return caption


def _append_inline(caption: etree.Element, paragraph: etree.Element) -> None:
    """The contents of a paragraph, as a run of text of the caption."""
    if not len(paragraph) and not (paragraph.text or "").strip():
        return
    run = etree.SubElement(caption, "span", {"class": "kuvio-teksti"})
    run.text = (paragraph.text or "").lstrip()
    run.extend(list(paragraph))
    run.tail = " "


def table(found: list[Entry]) -> etree.Element:
    """The rows of one series, or of several that have the same keys, as a table."""
    made = element("table", class_="lukutaulukko")
    head = etree.SubElement(etree.SubElement(made, "thead"), "tr")
    shares = any(row.estimate.low is not None for row in found[0].rows)
    columns = [series.label for series in found] if len(found) > 1 else ["Arvo"]
    for text in ["", *columns, *(["95 %:n väli"] if shares and len(found) == 1 else []), "n"]:
        head.append(element("th", text, scope="col", class_="numero") if text else element("td"))
    body = etree.SubElement(made, "tbody")
    rows = [{row.key: row for row in series.rows} for series in found]
    for key, row in rows[0].items():
        line = etree.SubElement(body, "tr")
        line.append(element("th", row.label, scope="row"))
        for series, by_key in zip(found, rows, strict=True):
            told = series.text(by_key[key].estimate) if key in by_key else ""
            line.append(_cell(told or "ei julkaista"))
        if shares and len(found) == 1:
            line.append(_cell(found[0].interval(row.estimate) or "–"))
        line.append(_cell("–" if row.estimate.n is None else finnish.number(row.estimate.n)))
    return made


def _cell(text: str) -> etree.Element:
    return element("td", text, class_="numero")
