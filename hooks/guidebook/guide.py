"""What one build knows: settings, survey, numbers, sources, pages, and what the conversions of the pages record."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from . import facts, statistics, survey
from .facts import Source
from .findings import BadInput, Finding, Place, shown
from .manuscript import NUMBERED_BLOCKS, Page, read_page
from .numbers import Numbers
from .settings import Settings


class Edition(StrEnum):
    WEB = "web"
    PRINT = "print"


@dataclass(frozen=True)
class Figure:
    """A numbered figure or table: `caption_label` is "Kuvio 3"."""

    caption_label: str
    anchor: str


@dataclass(frozen=True)
class Use:
    """A spot in a page that shows a number, a term of the index or a source."""

    path: str
    anchor: str


@dataclass
class Record:
    """What the conversion of one page to one edition met, in the order of the text."""

    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    pictures: list[tuple[str, bool]] = field(default_factory=list)  # address, whether it has a text alternative
    numbers: list[tuple[str, str]] = field(default_factory=list)  # number's id, anchor
    terms: list[tuple[str, str]] = field(default_factory=list)  # index entry, anchor
    sources: list[str] = field(default_factory=list)


class Guide:
    """One build. Reading gathers findings instead of stopping at the first; nothing here knows of MkDocs."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.survey: survey.Survey | None = None
        self.sources: dict[str, Source] = {}
        self.numbers = Numbers()
        self.pages: dict[str, Page] = {}
        self.figures: dict[str, list[Figure]] = {}
        self.records: dict[tuple[str, Edition], Record] = {}
        self._findings: dict[Finding, None] = {}
        self._unread: set[str] = set()
        self._read_data()
        self._read_pages()

    def _read_data(self) -> None:
        definitions = self._try("statistics", statistics.read_definitions, self.settings.statistics) or {}
        self.sources = self._try("sources", facts.read_sources, self.settings.sources) or {}
        cited = self._try("facts", facts.read_facts, self.settings.facts, self.sources) or {}
        self.survey = self._try("survey", survey.read, self.settings.survey)
        results: dict = {}
        if self.survey:
            results, findings = statistics.compute(self.survey, definitions)
            self.add(findings)
        else:
            results = {name: statistics.withhold(definition, "aineistoa ei voitu lukea")
                       for name, definition in definitions.items()}
        self.numbers = self._try("numbers", Numbers, results, cited) or Numbers()

    def _read_pages(self) -> None:
        for _, path in self.settings.chapters:
            if path not in self.pages and (page := self._try("page", read_page, self.settings.docs, path)):
                self.pages[path] = page
                self.add(page.findings)
        counts: Counter[str] = Counter()
        for path, page in self.pages.items():
            anchors: Counter[str] = Counter()
            figures = self.figures[path] = []
            for block in page.blocks:
                if label := NUMBERED_BLOCKS.get(block.name):
                    counts[label] += 1
                    stem = block.argument.split(",")[0].strip() if block.name != "kuva" else ""
                    anchor = f"{label.lower()}-{stem or counts[label]}"
                    anchors[anchor] += 1
                    suffix = f"-{anchors[anchor]}" if anchors[anchor] > 1 else ""
                    figures.append(Figure(f"{label} {counts[label]}", anchor + suffix))

    def _try(self, what: str, read, *arguments):
        try:
            return read(*arguments)
        except BadInput as error:
            self._unread.add(what)
            self.add(error.findings)
            return None

    # Findings

    def add(self, findings: Iterable[Finding]) -> None:
        self._findings.update(dict.fromkeys(findings))

    def report(self, page: Page, text: str, rule: str, message: str, hint: str = "", *,
               of_data: bool = False, fatal: bool = True) -> None:
        """Note a finding about a marker, at every place where its text stands."""
        unreadable = {"sources": "tuntematon-lähde", "statistics": "tuntematon-luku", "facts": "tuntematon-luku"}
        if any(rule == unreadable.get(what) for what in self._unread) or (of_data and "survey" in self._unread):
            return  # the cause has been told: the file itself could not be read
        self.add(Finding(place, rule, message, hint, of_data=of_data, fatal=fatal) for place in page.places(text))

    @property
    def findings(self) -> list[Finding]:
        """All findings by place; a left-over marker is told only where nothing else explains it."""
        explained = {(f.place.path, f.place.line) for f in self._findings if f.rule != LEFTOVER}
        return sorted(f for f in self._findings
                      if f.rule != LEFTOVER or (f.place.path, f.place.line) not in explained)

    @property
    def errors(self) -> list[Finding]:
        """The findings that fail the build: in a draft, sentences the data do not carry are marks instead."""
        return [f for f in self.findings if f.fatal and not (f.of_data and self.settings.draft)]

    # What the pages look up

    @property
    def sample(self) -> bool:
        return bool(self.survey and self.survey.sample)

    def page_with(self, block: str) -> str | None:
        """The page that carries a list block such as `luvut`, or None."""
        return next((path for path, page in self.pages.items() if any(b.name == block for b in page.blocks)), None)

    def record(self, path: str, edition: Edition) -> Record:
        return self.records.setdefault((path, edition), Record())

    def begin(self, path: str, edition: Edition) -> Record:
        """An empty record for a page about to be converted (again)."""
        self.records[path, edition] = Record()
        return self.records[path, edition]

    def uses(self, edition: Edition) -> dict[str, list[Use]]:
        """Number's id → the spots that show it, in reading order."""
        uses: dict[str, list[Use]] = {}
        for path in self.pages:
            for identifier, anchor in self.record(path, edition).numbers:
                uses.setdefault(identifier, []).append(Use(path, anchor))
        return uses

    def terms(self, edition: Edition) -> dict[str, list[Use]]:
        """Index entry → the spots that carry it, in reading order."""
        terms: dict[str, list[Use]] = {}
        for path in self.pages:
            for term, anchor in self.record(path, edition).terms:
                terms.setdefault(term, []).append(Use(path, anchor))
        return terms

    def uses_by_line(self) -> dict[str, list[str]]:
        """Number's id → the "file:line" of each marker that names it."""
        lines: dict[str, list[str]] = {}
        for page in self.pages.values():
            for identifier, place in page.references():
                lines.setdefault(identifier, []).append(f"{place.path}:{place.line}")
        return lines

    @property
    def content_hash(self) -> str:
        """Twelve hexadecimal digits over everything the edition is made from."""
        digest = hashlib.sha256()
        files = [self.settings.statistics, self.settings.facts, self.settings.sources, self.settings.survey]
        if self.survey:
            files += sorted(self.survey.path.parent.glob("*.csv"))
        for file in files:
            digest.update(file.read_bytes())
        for path, page in self.pages.items():
            digest.update(f"\0{path}\0{page.source}".encode())
        digest.update(f"{self.settings.edition}\0{self.settings.draft}".encode())
        return digest.hexdigest()[:12]


LEFTOVER = "jäänyt-merkintä"


def missing_pages(settings: Settings) -> list[Finding]:
    """Chapters under docs/ that the nav forgets would be on the site and not in the book."""
    listed = {path for _, path in settings.chapters}
    return [Finding(Place(shown(file)), "sisällysluettelo", "luku puuttuu mkdocs.yml:n nav-luettelosta", "lisää se sinne")
            for file in sorted(settings.docs.rglob("*.md")) if file.relative_to(settings.docs).as_posix() not in listed]
