"""What one build knows: settings, survey, numbers, sources, pages, and what the conversions of the
pages record.
"""

import copy
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from . import adaptation, progress, survey
from .findings import BadInput, Finding, Place, Problem, shown
from .identity import Identity, dress
from .numbers import Numbers
from .numbers.catalogue import Supposed
from .numbers.facts import Source
from .pages import allowed, made_up, mentions, nav
from .pages.blocks import LIST_BLOCKS
from .pages.carried import without_uncarried
from .pages.links import target
from .pages.numbering import number_figures
from .pages.page import Page
from .reading import Reading, read_data, read_identity
from .rules import proofreading
from .settings import Settings
from .survey import OWN, Collection, Survey

LEFTOVER, UNSEEN = "jäänyt-merkintä", "piiloteksti"


class Format(StrEnum):
    WEB = "web"
    PRINT = "print"

    @property
    def other(self) -> "Format":
        return Format.PRINT if self is Format.WEB else Format.WEB

    @property
    def in_words(self) -> str:
        return "verkossa" if self is Format.WEB else "painetussa kirjassa"


@dataclass(frozen=True)
class Use:
    """A spot in a page that shows a number or carries a term of the index; `section` counts the
    page's headings.

    The anchor is "" where there is none, in headings and links. `heading`: it is the heading of
    its section that carries the term.
    """

    path: str
    anchor: str
    section: int
    heading: bool = False


@dataclass(frozen=True)
class SectionText:
    """A heading and the text under it, up to the next one. The level is 0 before the first."""

    anchor: str
    level: int
    heading: str
    text: str


@dataclass(frozen=True)
class SeeEntry:
    """A mark that leads from an index entry to another one; `also`: besides its own spots."""

    entry: str
    target: str
    also: bool
    path: str
    marker: str


@dataclass
class PageContents:
    """What the conversion of one page to one format met, in the order of the text."""

    anchors: set[str] = field(default_factory=set)
    repeated: list[str] = field(default_factory=list)  # anchors that stand twice
    links: list[str] = field(default_factory=list)
    # The address of each, and whether it has a text alternative.
    pictures: list[tuple[str, bool]] = field(default_factory=list)
    numbers: list[tuple[str, Use]] = field(default_factory=list)  # with the number's id
    terms: list[tuple[str, Use]] = field(default_factory=list)  # with the index entry
    see: list[SeeEntry] = field(default_factory=list)
    sections: list[SectionText] = field(default_factory=list)  # as `Use.section` counts them
    sources: list[str] = field(default_factory=list)
    # Of tables, how each begins and its length.
    long_cells: list[tuple[str, int]] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)  # words that the build puts into texts
    made_read: set[str] = field(default_factory=set)  # and into attributes that are read


class Guide:
    """One build. Nothing here knows of MkDocs, and findings are gathered instead of stopping at the
    first.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        survey: Survey | None = None,
        numbers: Numbers | None = None,
        sources: Mapping[str, Source] | None = None,
        pages: Iterable[Page] = (),
        identity: Identity | None = None,
    ):
        self.settings = settings
        self.identity = identity or Identity()
        self.survey = survey
        self.numbers = numbers if numbers is not None else Numbers()
        self.sources = dict(sources or {})
        self.written = {page.path: page for page in pages}  # with every passage and page
        for page in self.written.values():
            page.heading = mentions.title(page, self.numbers)
        self.pages = {
            path: without_uncarried(page, self.numbers if self._has_own else None)
            for path, page in self.written.items()
            if not page.collection or self._has_own
        }
        self.figures = number_figures(self.pages.values())
        self.shown = True  # to readers; else it is only held to its rules
        self._contents: dict[tuple[str, Format], PageContents] = {}
        self.reported = 0  # how often anything has been reported
        # Rules that could not be checked and pages that could not be read: what follows from
        # them is no finding of its own.
        self.unread_rules: set[str] = set()
        self.unread_pages: set[str] = set()
        # Lines whose fault another finding already names.
        self._explained: set[tuple[str, int]] = set()
        self._findings: dict[Finding, None] = {}
        self._reported: set[tuple[str, str, Finding]] = set()
        for page in self.written.values():
            self.add(page.findings)
            self.add(each.problem.at(page.place(each.start)) for each in page.misreadings)

    # One's own collection

    def as_written(self) -> "Guide":
        """The same guide with the passages and pages that are left out; what the conversion of its
        other pages met is known already.
        """
        whole = copy.copy(self)
        whole.shown = False
        whole.pages, whole.figures = self.written, number_figures(self.written.values())
        whole.numbers = Supposed(self.numbers)
        whole._contents, whole._findings = dict(self._contents), {}
        whole._explained, whole._reported = set(), set()
        for looked_up in ("pages_of_lists", "known"):
            whole.__dict__.pop(looked_up, None)
        return whole

    @property
    def absent(self) -> list[str]:
        """The pages that are left out whole."""
        return [path for path in self.written if path not in self.pages]

    @property
    def incomplete(self) -> list[str]:
        """The pages of which something is left out."""
        return [path for path, page in self.written.items() if self.pages.get(path) is not page]

    @cached_property
    def _has_own(self) -> bool:
        """Whether there is a collection of one's own to show."""
        own = self.survey.collections.get(OWN) if self.survey else None
        return own is not None and (self.settings.demo or not own.sample)

    # Findings

    def add(self, findings: Iterable[Finding]) -> None:
        added = dict.fromkeys(findings)
        self.reported += len(added)
        self._findings.update(added)

    def report(self, page: Page, text: str, problem: Problem) -> None:
        """Note a problem of a marker, at every place where its text stands."""
        self.reported += 1
        if problem.rule in self.unread_rules or (
            problem.of_data and "aineisto" in self.unread_rules
        ):
            # the finding on the file that could not be read is enough
            self._explained |= {(place.path, place.line) for place in page.places(text)}
            return
        report = (page.path, text, problem.at(Place(page.path)))
        if report not in self._reported:  # each of a thousand alike has the places of all of them
            self._reported.add(report)
            self.add(problem.at(place) for place in page.places(text))

    @property
    def findings(self) -> list[Finding]:
        """All findings by place; a left-over marker, a text that nobody reads and a remark on
        language are told only where nothing graver explains them.
        """
        light = {UNSEEN, LEFTOVER, *proofreading()}
        fatal = [f for f in self._findings if f.fatal and not f.of_data]
        grave = {f.place for f in fatal if f.rule not in light}
        near = {(at.path, at.line, at.column + by) for at in grave for by in (-1, 0, 1)}
        lines = {(f.place.path, f.place.line) for f in fatal if f.rule not in light - {LEFTOVER}}

        def is_shown(finding: Finding) -> bool:
            at = finding.place
            line = at.path, at.line
            if finding.rule not in light:
                return True
            if finding.rule not in (LEFTOVER, UNSEEN):
                return (*line, at.column) not in near
            explained = line in lines if finding.rule == UNSEEN else (*line, at.column) in near
            return not explained and line not in self._explained

        return sorted(filter(is_shown, self._findings))

    @property
    def errors(self) -> list[Finding]:
        """The findings that fail the build: in a draft, sentences the data do not carry are marks
        instead.
        """
        return [f for f in self.findings if f.fatal and not (f.of_data and self.settings.draft)]

    # What the pages look up

    @property
    def collections(self) -> list[Collection]:
        return [*self.survey.collections.values()] if self.survey else []

    @property
    def sample(self) -> bool:
        """Whether anything that the guide has measured is made up."""
        return any(one.sample for one in self.collections)

    @property
    def real(self) -> bool:
        """Whether the guide has measured something, and nothing of it is made up."""
        return bool(self.collections) and not self.sample

    def file(self, page: str, address: str) -> Path | None:
        """The file inside docs/ that an address on a page means; None when there is none."""
        found = target(address, page)
        docs = self.settings.docs.resolve()
        try:
            file = (docs / found.path).resolve() if found else docs
            return file if file.is_relative_to(docs) and file.is_file() else None
        except (OSError, ValueError):  # a name too long for any file
            return None

    @cached_property
    def style(self) -> Path:
        """The stylesheet of the book in the guide's colours and faces; that of the slides lies
        beside it. Raises BadInput without one.
        """
        written = self.settings.style
        if not written.is_file():
            message = f"kirjan tyylitiedostoa {shown(written)} ei ole"
            hint = "tuo se oppaan kansiosta overrides/print"
            raise BadInput(Finding(Place(shown(self.settings.config)), "kirja", message, hint))
        self._dressing = TemporaryDirectory(prefix="opas-")  # for as long as the guide is used
        dress.print_styles(written.parent, self.identity, Path(self._dressing.name))
        return Path(self._dressing.name, written.name)

    @property
    def slides_style(self) -> Path:
        return self.style.with_name("kalvot.css")

    def page_with(self, block: str) -> str | None:
        """The page that carries a list block such as `luvut`, or None."""
        return self.pages_of_lists.get(block)

    @cached_property
    def pages_of_lists(self) -> dict[str, str]:
        return {
            block.name: path
            for path, page in self.pages.items()
            for block in page.blocks
            if block.name in LIST_BLOCKS
        }

    def in_format(self, path: str, format: Format) -> bool:
        """Whether a page is in the format: the book leaves out those whose front matter says
        `kirjassa: false`.
        """
        return path in self.pages and (format is Format.WEB or self.pages[path].in_book)

    def contents(self, path: str, format: Format) -> PageContents:
        return self._contents.setdefault((path, format), PageContents())

    def begin(self, path: str, format: Format) -> PageContents:
        """An empty record for a page about to be converted (again)."""
        self._contents[path, format] = PageContents()
        return self._contents[path, format]

    def put(self, path: str, format: Format, contents: PageContents) -> None:
        """Give a page the record of an earlier conversion."""
        self._contents[path, format] = contents

    def uses(self, format: Format) -> dict[str, list[Use]]:
        """Number's id → the spots that show it, in reading order."""
        return _gathered(self.contents(path, format).numbers for path in self.pages)

    def terms(self, format: Format) -> dict[str, list[Use]]:
        """Index entry → the spots that carry it, in reading order."""
        return _gathered(self.contents(path, format).terms for path in self.pages)

    def see(self, format: Format) -> list[SeeEntry]:
        """The marks that lead from an index entry to another, in reading order."""
        return [one for path in self.pages for one in self.contents(path, format).see]

    def uses_by_line(self) -> dict[str, list[str]]:
        """Number's id → the "file:line" of each marker that names it."""
        lines: dict[str, list[str]] = {}
        for page in self.pages.values():
            for identifier, place in page.references():
                lines.setdefault(identifier, []).append(f"{place.path}:{place.line}")
        return lines

    @property
    def data_files(self) -> list[Path]:
        """The files of data, whose words pages and imprint may show."""
        settings = self.settings
        read = filter(None, (settings.statistics, settings.facts, settings.sources))
        return [*read, *survey.all_files(survey.find(settings.surveys, settings.own_survey))]

    @property
    def content_hash(self) -> str:
        """Twelve hexadecimal digits over everything the edition is made from."""
        digest = hashlib.sha256()
        for file in self.data_files:
            digest.update(file.read_bytes() if file.is_file() else b"")
        for path, page in self.pages.items():
            digest.update(f"\0{path}\0{page.source}".encode())
        settings = self.settings
        digest.update(f"{settings.edition}\0{settings.draft}\0{settings.demo}".encode())
        return digest.hexdigest()[:12]


def _gathered(pages: Iterable[list[tuple[str, Use]]]) -> dict[str, list[Use]]:
    """The uses that the pages record, by what is used."""
    uses: dict[str, list[Use]] = {}
    for page in pages:
        for name, use in page:
            uses.setdefault(name, []).append(use)
    return uses


def read_guide(settings: Settings) -> Guide:
    """The guide of an mkdocs.yml. What cannot be read stands in the guide's findings.

    Raises BadInput, and reads nothing, when the file system leads out of docs/ or data/.
    """
    if links := allowed.links(settings):
        raise BadInput(*links)
    if settings.adaptation:
        adaptation.assemble(settings.original.docs, settings.adaptation, settings.docs)
    progress.begin("Luen aineiston ja tekstit")
    reading = Reading()
    reading.findings += allowed.unfit_files(settings)
    read_survey, numbers, sources = read_data(settings, reading)
    paths = (path for path in nav.listed(settings) if (settings.docs / path).exists())
    pages = [
        page
        for path in (*paths, *nav.forgotten(settings))
        if (page := reading.page(settings, path))
    ]
    look = read_identity(settings, reading)
    guide = Guide(
        settings,
        survey=read_survey,
        numbers=numbers,
        sources=sources,
        pages=pages,
        identity=look,
    )
    guide.unread_rules, guide.unread_pages = reading.unread_rules, reading.unread_pages
    guide.add(reading.findings)
    guide.add(nav.check(settings, guide.written))
    if guide.real:
        for page in guide.pages.values():
            guide.add(made_up.findings(page))
    return guide


def read_whole_guide(settings: Settings) -> Guide:
    """The guide of an mkdocs.yml. Raises BadInput when a page or data of it cannot be
    read at all.
    """
    guide = read_guide(settings)
    if guide.unread_rules or guide.unread_pages or set(nav.listed(settings)) - {*guide.written}:
        raise BadInput(*guide.errors)
    return guide
