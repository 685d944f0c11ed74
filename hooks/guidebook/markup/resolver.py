"""What the markers of a page mean: numbers, claims, citations, figures and edition-only parts."""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Iterator

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .. import claims, finnish
from ..entries import meant
from ..facts import Fact
from ..guide import LEFTOVER, Edition, Guide, Use
from ..numbers import Number, ReferenceProblem
from . import appendix, blocks, figures, inline
from .provenance import provenance
from .tree import add_text, element, replace, unwrap, walk

PLAIN_INSIDE = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "label"}  # where a number is no link of its own
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
TEXT_BLOCKS = {"p", "li", "td", "th", "dd", "dt", "figcaption"}

_REFERENCE = re.compile(r"(?P<reference>\S+?)(?:\s+(?P<ending>-\S+))?")
_ATTRIBUTE = re.compile(r"""\s*(?:
    \.(?P<class_>[\w-]+) | (?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"”“'’]+))
)(?=\s|$)""", re.VERBOSE)
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”\")]|$)|[;:](?=\s)")
_ESCAPED = "\x02123\x03"  # how Python-Markdown keeps \\{ until the end
_LEFTOVER = re.compile(
    rf"{_ESCAPED}\{{[^{{}}]*\}}\}}"
    r"|\{\{[^{}]*\}*|\}\}|\[@|\]\{|väite\s*=|hakemisto\s*=|(?:^|\n)\s*/{3,}"
)
NOT_PROSE = ("<!--", "<pre", '<div class="highlight', "<svg")  # starts of what the page keeps as raw HTML
SPAN_CLASSES = ("tavallinen", "vain-verkossa", "vain-painetussa")
SPAN_KEYS = ("väite", "lang", "hakemisto")


class Resolver(Treeprocessor):
    def __init__(self, md: Markdown, guide: Guide, edition: Edition, page: Callable[[], str]):
        super().__init__(md)
        self.guide, self.edition, self.page_path = guide, edition, page

    def run(self, root: etree.Element) -> None:
        self.page = self.guide.pages[self.page_path()]
        self.record = self.guide.begin(self.page.path, self.edition)
        self.anchors: Counter[str] = Counter()
        self.section = 0
        self._number_figures(root)
        self._leave_out_other_edition(root)
        self._check_headings(root)
        self._resolve_spans(root)
        self._resolve_figures(root)
        self._resolve_numbers(root)
        self._resolve_citations(root)
        self._check_leftovers(root)
        self._fill_lists(root)

    def report(self, marker: str, rule: str, message: str, hint: str = "", **kind: bool) -> None:
        self.guide.report(self.page, marker, rule, message, hint, **kind)

    def draft_mark(self, words: str, reason: str) -> etree.Element:
        """What a draft shows where the data do not carry the sentence."""
        mark = element("mark", words, class_="luonnos")
        mark.append(element("small", f" [luonnos: {reason}]"))
        return mark

    def anchor(self, stem: str) -> str:
        """An id of its own on this page for one more use of a number or a term."""
        self.anchors[stem] += 1
        return f"{stem}-{self.anchors[stem]}"

    def use(self, anchor: str) -> Use:
        return Use(self.page.path, anchor, self.section)

    def walk_sections(self, root: etree.Element) -> Iterator[tuple[etree.Element, tuple[etree.Element, ...]]]:
        """Walk the page and count its headings on the way."""
        self.section = 0
        for child, ancestors in walk(root):
            self.section += child.tag in HEADINGS
            yield child, ancestors

    # Editions

    def _number_figures(self, root: etree.Element) -> None:
        """Before anything is left out, so that a figure has the same number in both editions."""
        found = [child for child, _ in walk(root) if child.tag == blocks.FIGURE]
        for child, figure in zip(found, self.guide.figures[self.page.path], strict=False):
            child.set("label", figure.caption_label)
            child.set("anchor", figure.anchor)

    def _leave_out_other_edition(self, root: etree.Element) -> None:
        other = "vain-painetussa" if self.edition is Edition.WEB else "vain-verkossa"
        for child, ancestors in walk(root):
            parent = ancestors[-1]
            if child not in list(parent):
                continue  # it left with something around it
            if child.tag == blocks.EDITION:
                if child.get("name") == other:
                    replace(parent, child)
                else:
                    unwrap(parent, child)
            elif child.tag == inline.SPAN and f".{other}" in child.get("inside", "").split():
                replace(parent, child)

    # Headings

    def _check_headings(self, root: etree.Element) -> None:
        for heading, _ in walk(root):
            if heading.tag not in HEADINGS:
                continue
            marker = next((c for c, _ in walk(heading) if c.tag in (inline.NUMBER, inline.CITATION)), None)
            end = (heading[-1].tail if len(heading) else heading.text) or ""
            if marker is not None and not re.search(r"\{[^{}]*#[\w-]+[^{}]*\}\s*$", end):
                self.report(marker.get("marker"), "otsikon-tunnus",
                            "otsikossa on luku tai viite, mutta otsikolla ei ole omaa tunnusta",
                            "lisää otsikon loppuun {#tunnus}, ettei sen osoite muutu aineiston mukana")

    # Spans

    def _resolve_spans(self, root: etree.Element) -> None:
        for child, ancestors in self.walk_sections(root):
            if child.tag == inline.SPAN:
                self._resolve_span(child, ancestors[-1])

    def _resolve_span(self, span: etree.Element, parent: etree.Element) -> None:
        marker, inside = span.attrib.pop("marker"), span.attrib.pop("inside")
        span.tag = "span"
        classes, values, position = [], {}, 0
        while position < len(inside.rstrip()):
            match = _ATTRIBUTE.match(inside, position)
            if not match:
                self.report(marker, "määre", f"määrettä {inside[position:].strip()} ei voi lukea",
                            'muoto on {väite="…"}, {hakemisto="…"}, {lang=en} tai {.tavallinen}; lainausmerkki on "')
                return
            position = match.end()
            if match["class_"]:
                classes.append(match["class_"])
            else:
                values[match["key"]] = match["quoted"] if match["quoted"] is not None else match["bare"]
        for name in classes:
            if name not in SPAN_CLASSES:
                self.report(marker, "määre", f'tuntematon määre ".{name}"', f"määreet ovat .{', .'.join(SPAN_CLASSES)}")
        for key in values:
            if key not in SPAN_KEYS:
                self.report(marker, "määre", f'tuntematon määre "{key}"', f"määreet ovat {', '.join(SPAN_KEYS)}")
        if not classes and not values:
            self.report(marker, "määre", "määre on tyhjä", "poista aaltosulkeet tai kirjoita määre")
        if lang := values.get("lang"):
            span.set("lang", lang)
        if term := values.get("hakemisto"):
            span.set("id", self.anchor("hakusana"))
            self.record.terms.append((" ".join(term.split()), self.use(span.get("id"))))
        if "väite" in values:
            self._check_claim(span, parent, marker, values["väite"])

    def _check_claim(self, span: etree.Element, parent: etree.Element, marker: str, text: str) -> None:
        span.set("class", "vaite")
        try:
            verdict = claims.check(text, self.guide.numbers)
        except claims.ClaimError as error:
            self.report(marker, "väitteen-muoto", error.message, error.hint)
            return
        except ReferenceProblem as problem:
            self.report(marker, problem.rule, problem.message, problem.hint, of_data=problem.of_data)
            if problem.of_data:
                self._mark_draft(span, problem.message)
            return
        for warning in verdict.warnings:
            self.report(marker, "väite-rajalla", warning, fatal=False)
        if not verdict.holds:
            self.report(marker, "väite-ei-pidä", verdict.told, "korjaa sanat tai väite", of_data=True)
            self._mark_draft(span, verdict.told)

    def _mark_draft(self, span: etree.Element, reason: str) -> None:
        span.tag = "mark"
        span.set("class", "vaite luonnos")
        span.append(element("small", f" [luonnos: {reason}]"))

    # Figures and tables

    def _resolve_figures(self, root: etree.Element) -> None:
        for child, ancestors in self.walk_sections(root):
            if child.tag != blocks.FIGURE:
                continue
            try:
                replace(ancestors[-1], child, figures.build(child, self.guide, self.edition, self.md, self._link))
                if child.get("name") != "kuva":
                    for name in child.get("inside", "").split(","):
                        self.record.numbers.append((name.strip(), self.use(child.get("anchor", ""))))
            except ReferenceProblem as problem:
                argument = child.get("inside", "")
                marker = f"/// {child.get('name')} | {argument}" if argument else f"/// {child.get('name')}"
                self.report(marker, problem.rule, problem.message, problem.hint, of_data=problem.of_data)
                paragraph = element("p")
                paragraph.append(self.draft_mark(f"{child.get('label', 'Kuvio')}.", problem.message))
                replace(ancestors[-1], child, paragraph)

    # Numbers

    def _resolve_numbers(self, root: etree.Element) -> None:
        for child, ancestors in self.walk_sections(root):
            if child.tag == inline.NUMBER:
                plain = any(ancestor.tag in PLAIN_INSIDE for ancestor in ancestors)
                replace(ancestors[-1], child, self._number(child.get("marker"), child.get("inside"), plain))
        self._cite_facts(root)

    def _number(self, marker: str, inside: str, plain: bool) -> etree.Element:
        match = _REFERENCE.fullmatch(inside)
        if not match:
            self.report(marker, "luvun-muoto", f'merkintää "{inside}" ei voi lukea',
                        "muodot ovat {{ tunnus }}, {{ tunnus.n }}, {{ tunnus[rivi] }} ja {{ tunnus -ssa }}")
            return element("span", marker)
        try:
            number = self.guide.numbers.resolve(match["reference"])
            text = self._declined(number, match["ending"])
        except ReferenceProblem as problem:
            self.report(marker, problem.rule, problem.message, problem.hint, of_data=problem.of_data)
            return self.draft_mark("…", problem.message)
        except finnish.UnknownEnding as error:
            self.report(marker, "pääte", str(error))
            return element("span", marker)
        data = element("data", class_="luku", value=f"{number.value:.12g}")
        appendix_page = self.guide.page_with("luvut")
        if plain:
            data.text = AtomicString(text)
            self.record.numbers.append((number.id, self.use("")))
            return data
        data.set("id", self.anchor(f"kaytto-{number.id}"))
        self.record.numbers.append((number.id, self.use(data.get("id"))))
        if appendix_page:
            told = provenance(number, self.guide) if self.edition is Edition.WEB else {}
            data.append(element("a", text, class_="luku-linkki",
                                href=self._link(appendix_page, f"luku-{number.id}"), **told))
        else:
            data.text = AtomicString(text)
        if isinstance(number.entry, Fact):
            data.set("source", number.entry.source.id)
        return data

    def _declined(self, number: Number, ending: str | None) -> str:
        if not ending:
            return number.text
        return finnish.decline(number.value, number.unit, number.decimals, ending)

    def _link(self, path: str, anchor: str) -> str:
        return f"#{anchor}" if path == self.page.path else f"{_relative(path, self.page.path)}#{anchor}"

    # Citations

    def _cite_facts(self, root: etree.Element) -> None:
        """A fact brings its citation: at the end of its sentence, once for each source, unless the writer cites it."""
        for block, _ in walk(root):
            if block.tag in TEXT_BLOCKS:
                self._cite_facts_in(block)
        for data in root.iter("data"):
            data.attrib.pop("source", None)

    def _cite_facts_in(self, block: etree.Element) -> None:
        pending: dict[str, None] = {}
        index = 0
        while index < len(block):
            child = block[index]
            if child.tag in TEXT_BLOCKS or child.tag in ("ul", "ol", "table", "blockquote", "figure"):
                break
            for inner in child.iter():
                if source := inner.attrib.pop("source", None):
                    pending[source] = None
                if inner.tag == inline.CITATION:
                    for part in inner.get("inside", "").split(";"):
                        pending.pop(part.split(",")[0].strip().lstrip("@"), None)
            end = _SENTENCE_END.search(child.tail or "")
            if pending and end:
                cut = end.start()
                before, after = child.tail[:cut], child.tail[cut:]
                child.tail = f"{before} "
                cite = self._citation([(source, "") for source in pending])
                cite.tail = after
                block.insert(index + 1, cite)
                pending = {}
                index += 1
            index += 1
        if pending:
            add_text(block, index, " ")
            block.insert(index, self._citation([(source, "") for source in pending]))

    def _resolve_citations(self, root: etree.Element) -> None:
        for child, ancestors in walk(root):
            if child.tag != inline.CITATION:
                continue
            marker, parts = child.get("marker"), []
            for part in child.get("inside", "").split(";"):
                name, _, locator = (piece.strip() for piece in part.partition(","))
                name = name.lstrip("@")
                if name in self.guide.sources:
                    parts.append((name, locator))
                else:
                    self.report(marker, "tuntematon-lähde", f'"{name}"',
                                meant(name, self.guide.sources) or "lisää se tiedostoon data/sources.yml")
            linked = not any(ancestor.tag in PLAIN_INSIDE for ancestor in ancestors)
            replace(ancestors[-1], child, self._citation(parts, linked))

    def _citation(self, parts: list[tuple[str, str]], linked: bool = True) -> etree.Element:
        cite = element("cite", "(", class_="viite")
        list_page = self.guide.page_with("lahteet")
        for number, (name, locator) in enumerate(parts):
            source = self.guide.sources[name]
            self.record.sources.append(name)
            if linked and list_page:
                cite.append(element("a", source.short, href=self._link(list_page, f"lahde-{name}")))
            else:
                cite.append(element("span", source.short))
            cite[-1].tail = (f", {locator}" if locator else "") + ("; " if number + 1 < len(parts) else "")
        if len(cite):
            cite[-1].tail += ")"
        return cite

    # What is left

    def _check_leftovers(self, root: etree.Element) -> None:
        for child, ancestors in [(root, ()), *walk(root)]:
            if child.tag in ("code", "pre") or any(ancestor.tag in ("code", "pre") for ancestor in ancestors):
                texts = [child.tail] if child.tag in ("code", "pre") else []
            else:
                texts = [child.text, child.tail, *child.attrib.values()]
            for text in texts:
                self._check_text(text or "")
        for block in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(block, str) and not block.lstrip().startswith(NOT_PROSE):
                self._check_text(block)

    def _check_text(self, text: str) -> None:
        for match in _LEFTOVER.finditer(text):
            if match.group().startswith(_ESCAPED) or (match.group().lstrip().startswith("/") and self.page.findings):
                continue
            line = text[match.start() :].strip().split("\n")[0][:60]
            self.report(line, LEFTOVER, f'merkintä "{line}" jäi lukematta',
                        "tarkista sulkeet ja lainausmerkit; HTML:n, osoitteen tai kuvatekstin sisällä "
                        "merkintä ei toimi")

    # Lists made by the build

    def _fill_lists(self, root: etree.Element) -> None:
        makers = {"luvut": appendix.numbers, "lahteet": appendix.sources, "hakemisto": appendix.terms}
        for child, ancestors in walk(root):
            if child.tag == blocks.LIST:
                made = makers[child.get("name")](self.guide, self.edition, self._link)
                replace(ancestors[-1], child, *made)


def _relative(path: str, page: str) -> str:
    """The way from one page to another, both relative to docs/."""
    return "../" * page.count("/") + path
