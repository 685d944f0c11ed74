"""From the book to the deck: what each chapter chose of itself, between what the guide says of
itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element

from ..book import Book, Chapter, Imprint, Part, by_its_own
from ..pages.blocks import PLAIN_BLOCKS
from ..press.elements import classes, node
from ..press.setting import covers
from ..press.setting.asides import HEADINGS, words_of
from .chosen import MOST_TIPS, SUMMARY, TIPS, TODAY
from .deck import (
    Block,
    Deck,
    Kind,
    Paragraphs,
    Picture,
    Points,
    Slide,
    first_sentence,
    held_together,
)

BOOK = "opas.pdf"
IMPRINT_PAGE = 2
KEPT = frozenset({"em", "strong", "i", "b", "code"})  # inline elements that mean something here too
LEFT_OUT = frozenset({"sivuviite", "verkkoviite", "alaviite", "kuvio-taulukko"})


def gather(book: Book, folios: Mapping[str, int], pages: int) -> Deck:
    """`folios` has the page of each anchor of the printed book, which has so many `pages`."""
    return by_its_own(Deck(book.imprint, tuple(_Gathering(book, folios, pages).slides())))


class _Gathering:
    def __init__(self, book: Book, folios: Mapping[str, int], pages: int):
        self._book, self._folios, self._pages = book, folios, pages

    def slides(self) -> Iterator[Slide]:
        imprint = self._book.imprint
        lines = _paragraphs(imprint.subtitle, f"Laitos {imprint.edition}")
        yield self._of_guide(Kind.COVER, imprint.title, lines, 1)
        if imprint.claim:
            yield self._of_guide(
                Kind.COVER, imprint.claim, _paragraphs(imprint.summary), self._pages
            )
        for part in self._book.parts:
            yield from self._part(part)
        yield self._of_guide(Kind.TEXT, imprint.licence, _terms(imprint), IMPRINT_PAGE)

    def _of_guide(self, kind: Kind, headline: str, lines: Paragraphs, page: int) -> Slide:
        return Slide(kind, headline, (lines,), self._origin(self._book.imprint.title, page))

    def _part(self, part: Part) -> Iterator[Slide]:
        shown = [chapter for chapter in part.chapters if chapter.slides]
        sheets = [chapter for chapter in part.chapters if chapter.sheet]
        if len(shown or sheets) > 1:
            entries = tuple(node("li", {}, one.title) for one in shown or sheets)
            origin = self._origin(part.title, self._folios.get(part.id))
            yield Slide(Kind.PART, part.title, (Points("", entries),), origin)
        for chapter in shown:
            for chosen in chapter.slides.chosen:
                yield from self._chosen(chapter, chosen)

    def _chosen(self, chapter: Chapter, chosen: str) -> Iterator[Slide]:
        if chosen == "luku":
            blocks = tuple(_summary(chapter))
            yield self._slide(chapter, Kind.CHAPTER, chapter.slides.headline, blocks, chapter.id)
        elif chosen == "esimerkki":
            if (example := _box(chapter, chosen)) is not None:
                headline, blocks = _example(example)
                yield self._slide(chapter, Kind.TEXT, headline, blocks, example.get("id"))
        elif (figure := _figure(chapter, int(chosen.removeprefix("kuva-")))) is not None:
            headline, blocks = _drawn(figure)
            yield self._slide(chapter, Kind.FIGURE, headline, blocks, figure.get("id"))

    def _slide(
        self,
        chapter: Chapter,
        kind: Kind,
        headline: str,
        blocks: tuple[Block, ...],
        anchor: str | None,
    ) -> Slide:
        page = self._folios.get(anchor or "", self._folios.get(chapter.id))
        named = f"{chapter.label}: {chapter.title}" if chapter.label else chapter.title
        origin = self._origin(named, page)
        where = chapter.slides.address or f"{BOOK}, sivu {page}"
        notes = f"{_opening(chapter)}\n\nLue luku: {where}"
        return Slide(kind, held_together(headline), blocks, origin, chapter.slides.place, notes)

    def _origin(self, named: str, page: int | None) -> str:
        imprint = self._book.imprint
        parts = [named, f"{BOOK}, s.\u00a0{page}" if page else BOOK, imprint.licence]
        return " · ".join(filter(None, [*parts, covers.footer(imprint)]))


def _paragraphs(*texts: str) -> Paragraphs:
    return Paragraphs(tuple(node("p", {}, text) for text in texts if text))


def _terms(imprint: Imprint) -> Paragraphs:
    """How the slides may be passed on, and where they are from."""
    leave = node("p", {}, "Saat jakaa ja muokata kalvoja, kun kerrot, mistä ne ovat:")
    cited = covers.citation(imprint).removesuffix(imprint.address)
    address = covers.address(imprint) if imprint.address else None
    version = [node("p", {}, text) for text in covers.attribution(imprint)]
    return Paragraphs((leave, node("p", {}, cited, address), *version))


def _summary(chapter: Chapter) -> Iterator[Points]:
    """The summary, and beside it what to do today, or the first tips."""
    if (summary := _box(chapter, SUMMARY)) is not None:
        yield _points(summary)
    if (today := _box(chapter, TODAY)) is not None:
        yield _points(today, steps=True)
    elif tips := _tips(chapter):
        yield Points(*tips, steps=True)


def _box(chapter: Chapter, name: str) -> Element | None:
    boxes = chapter.body.iter("aside")
    return next((box for box in boxes if f"lohko-{name}" in classes(box)), None)


def _points(box: Element, *, steps: bool = False) -> Points:
    title = next((words_of(p) for p in box.iter("p") if "lohko-otsikko" in classes(p)), "")
    return Points(title, tuple(inline(item, "li") for item in box.iter("li")), steps)


def _tips(chapter: Chapter) -> tuple[str, tuple[Element, ...]] | None:
    heading, found = "", False
    for element in chapter.body:
        if element.tag in HEADINGS:
            found, heading = element.get("id") == f"{chapter.id}--{TIPS}", words_of(element)
        elif found and element.tag in ("ol", "ul"):
            texts = [" ".join(words_of(inline(item, "li")).split()) for item in element]
            items = tuple(node("li", {}, first_sentence(text)) for text in texts[:MOST_TIPS])
            return heading, items
    return None


def _example(box: Element) -> tuple[str, tuple[Block, ...]]:
    title = next((words_of(p) for p in box.iter("p") if "lohko-otsikko" in classes(p)), "")
    texts = [
        inline(part, "p")
        for part in box.iter()
        if part.tag in ("p", "li")
        and not classes(part) & {"lohko-otsikko"}
        and part.find("p") is None
    ]
    kind = PLAIN_BLOCKS["esimerkki"]
    return f"{kind}: {title[:1].lower()}{title[1:]}", (Paragraphs(tuple(texts)),)


def _figure(chapter: Chapter, number: int) -> Element | None:
    """The figure or picture of that number on its page, from 1 on."""
    figures = [one for one in chapter.body.iter("figure") if classes(one) & {"kuvio", "kuva"}]
    return figures[number - 1] if number <= len(figures) else None


def _drawn(figure: Element) -> tuple[str, tuple[Block, ...]]:
    """What a figure says, its drawing, the words of its writer, and what stands behind it."""
    runs = [one for one in figure.iter() if "kuvio-teksti" in classes(one)]
    strong = figure.find("figcaption/span[@class='kuvio-otsikko']")
    if strong is not None:
        headline = " ".join("".join(strong[1].itertext()).split())
        words = [inline(run, "p") for run in runs]
    else:
        said = " ".join(" ".join(words_of(inline(run, "p")) for run in runs).split())
        headline = first_sentence(said)
        words = [node("p", {}, rest)] if (rest := said.removeprefix(headline).strip()) else []
    behind = [one for one in figure.iter() if classes(one) & {"kuvio-aihe", "kuvio-tiedot"}]
    small = (_joined(inline(one, "p") for one in behind),) if behind else ()
    blocks: list[Block] = [*map(_picture, _drawings(figure))]
    blocks += [Paragraphs(tuple(words))] if words else []
    return headline.removesuffix("."), (*blocks, *([Paragraphs(small, True)] if small else []))


def _joined(paragraphs: Iterable[Element]) -> Element:
    """One paragraph of several."""
    made = node("p")
    for paragraph in paragraphs:
        paragraph.tag = "span"
        if len(made):
            made[-1].tail = " · "
        made.append(paragraph)
    return made


def _drawings(figure: Element) -> list[Element]:
    return [one for one in figure.iter() if one.tag.rpartition("}")[2] in ("svg", "img")]


def _picture(drawing: Element) -> Picture:
    drawing = deepcopy(drawing)
    drawing.tail = None
    for part in drawing.iter():
        part.tag = part.tag.rpartition("}")[2]  # SVG may come in its namespace
    named = [one for one in drawing if one.tag in ("title", "desc")]
    text = " ".join(" ".join("".join(one.itertext()).split()) for one in named)
    return Picture(drawing, drawing.get("alt") or text)


def _opening(chapter: Chapter) -> str:
    """The paragraphs before anything else."""
    said = []
    for element in chapter.body:
        if element.tag != "p":
            break
        said.append(" ".join(words_of(inline(element, "p")).split()))
    return "\n\n".join(said)


def inline(element: Element, tag: str) -> Element:
    """The words of an element with what of their markup means something on a slide: neither links
    nor the pages of the book they lead to.
    """
    made = node(tag)
    _pour(element, made)
    made.text = (made.text or "").lstrip()
    if len(made):
        made[-1].tail = (made[-1].tail or "").rstrip(" ·\n")
    else:
        made.text = made.text.rstrip(" ·\n")
    return made


def _pour(source: Element, made: Element) -> None:
    _add(made, source.text)
    for child in source:
        if classes(child) & LEFT_OUT:
            pass
        elif child.tag in KEPT or child.get("lang"):
            own = {"lang": child.get("lang", "")}
            made.append(node(child.tag if child.tag in KEPT else "span", own))
            _pour(child, made[-1])
        else:
            _pour(child, made)
        _add(made, child.tail)


def _add(made: Element, text: str | None) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + (text or "")
    else:
        made.text = (made.text or "") + (text or "")
