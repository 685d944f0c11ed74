"""What each edition held: its numbers and a hash of each chapter's text, and what changed from one to the next.

A release writes `data/editions/<edition>.json`; from these files, and not from git, the build makes the readers' page.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from .. import finnish
from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..numbers import Item, facts
from ..numbers.statistics import Definition, Estimate, Series
from ..pages.page import Page
from ..settings import Settings
from ..text.source import INVISIBLE, read_text
from . import announced

RULE = "laitos"
LARGEST, LARGEST_IN_ALL = 1_000_000, 3_000_000  # bytes of a file, and of all of them
GREATEST = 10**9  # of a count

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """A number as an edition tells it. `value`, unrounded, is in its unit; `interval` is "" where there is none."""

    label: str
    text: str = ""
    interval: str = ""
    n: int | None = None
    value: float | None = None
    withheld: str = ""

    @property
    def shown(self) -> str:
        """As a reader sees it: "42 % (38–47 %)"."""
        if self.withheld:
            return "ei julkaista"
        return f"{self.text} ({self.interval})" if self.interval else self.text


@dataclass(frozen=True)
class Chapter:
    """A page of the guide: its title, a hash of its text apart from data, and the ids of the numbers it names."""

    title: str
    text: str
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """One edition. `numbers` is by reference, "id" or "id[key]"; `pages` counts the book's, None when unknown."""

    edition: str
    data: str
    numbers: Mapping[str, Told]
    chapters: Mapping[str, Chapter]
    pages: int | None = None


@dataclass(frozen=True)
class NumberChange:
    """A number that is told otherwise, or on one side only."""

    reference: str
    old: Told | None
    new: Told | None

    @property
    def id(self) -> str:
        return self.reference.partition("[")[0]

    @property
    def label(self) -> str:
        return (self.new or self.old).label

    @property
    def visible(self) -> bool:
        """Whether a reader sees it: the number as printed, or its interval."""
        return (self.old and self.old.shown) != (self.new and self.new.shown)


@dataclass(frozen=True)
class Changes:
    """What is otherwise in `new`. Chapters are told by path; `moved` is old path → new of a chapter whose text is
    the same; `rewritten` changed in text, `refilled` only through the numbers they name."""

    old: Snapshot
    new: Snapshot
    numbers: tuple[NumberChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: Mapping[str, str]
    rewritten: tuple[str, ...]
    refilled: tuple[str, ...]


def text_hash(page: Page) -> str:
    """Sixteen hexadecimal digits over the page's text as written, markers and all: no number of the data is in it.

    Line breaks within a paragraph and comments do not count.
    """
    paragraphs = re.split(r"\n[ \t]*\n", _COMMENT.sub("", page.source))
    text = "\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in paragraphs)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def snapshot(guide: Guide, pages: int | None = None) -> Snapshot:
    """The guide as it stands."""
    numbers: dict[str, Told] = {}
    for id, item in guide.numbers.items():
        numbers |= _told(id, item)
    chapters = {path: Chapter(page.title, text_hash(page),
                              tuple(sorted({id for id, _ in page.references() if id in guide.numbers})))
                for path, page in guide.pages.items()}
    survey = guide.survey
    data = ""
    if survey:
        state = ", esimerkkiaineisto" if survey.sample and "esimerkkiaineisto" not in survey.title.lower() else ""
        data = f"{survey.title}{state}, mitattu {finnish.period(*survey.measured)}"
    return Snapshot(guide.settings.edition, data, numbers, chapters, pages)


def _told(id: str, item: Item) -> dict[str, Told]:
    """A number or each row of a series by reference."""
    if isinstance(item, facts.Fact):
        return {id: Told(item.label, finnish.quantity(item.value, item.unit, item.decimals), "", item.n, item.value)}
    definition = item.definition
    if not isinstance(item, Series):
        return {id: _of(definition, definition.label, item.estimate)}
    if not item.rows:
        return {id: Told(definition.label, "", withheld=item.withheld)}
    return {f"{id}[{row.key}]": _of(definition, f"{definition.label}: {row.label}", row.estimate) for row in item.rows}


def _of(definition: Definition, label: str, estimate: Estimate) -> Told:
    if estimate.withheld:
        return Told(label, "", n=estimate.n, withheld=estimate.withheld)
    interval = "" if estimate.low is None else finnish.interval(estimate.low, estimate.high, definition.unit,
                                                                definition.decimals)
    return Told(label, finnish.quantity(estimate.value, definition.unit, definition.decimals), interval,
                estimate.n, estimate.value)


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """What changed from old to new, numbers and chapters in the order of the new."""
    references = [*new.numbers, *(reference for reference in old.numbers if reference not in new.numbers)]
    numbers = tuple(NumberChange(reference, old.numbers.get(reference), new.numbers.get(reference))
                    for reference in references if old.numbers.get(reference) != new.numbers.get(reference))
    gone = [path for path in old.chapters if path not in new.chapters]
    by_text = {old.chapters[path].text: path for path in gone}
    moved = {by_text[chapter.text]: path for path, chapter in new.chapters.items()
             if path not in old.chapters and chapter.text in by_text}
    changed, arrived = {change.id for change in numbers}, set(moved.values())
    rewritten, refilled = [], []
    for path, chapter in new.chapters.items():
        former = old.chapters.get(path)
        if former and former.text != chapter.text:
            rewritten.append(path)
        elif (former or path in arrived) and changed & set(chapter.numbers):
            refilled.append(path)
    added = [path for path in new.chapters if path not in old.chapters and path not in arrived]
    removed = [path for path in gone if path not in moved]
    return Changes(old, new, numbers, tuple(added), tuple(removed), moved, tuple(rewritten), tuple(refilled))


# Files


def folder(settings: Settings) -> Path:
    """Where the editions lie: beside the list of editions, data/editions.yml, in a folder of its name."""
    return (settings.editions or settings.config.parent / "data" / "editions.yml").with_suffix("")


def file(settings: Settings, edition: str) -> Path:
    """The edition's file. Raises BadInput for a name that is no edition."""
    if not announced.EDITION.fullmatch(edition) or len(edition) > 20:
        raise BadInput(Finding(Place(shown(settings.config)), RULE, f'laitos "{edition[:40]}" ei kelpaa nimeksi',
                               'kirjoita kohtaan edition esim. "2026.1"'))
    return folder(settings) / f"{edition}.json"


def write(made: Snapshot, target: Path) -> None:
    """Put the edition in its file. Raises BadInput when it cannot be written."""
    kept = asdict(made)
    for kind in ("numbers", "chapters"):  # empty values are left out: what is written is what is said
        kept[kind] = {name: {key: value for key, value in entry.items() if value not in ("", None, ())}
                      for name, entry in kept[kind].items()}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    except OSError as error:
        raise BadInput(Finding(Place(shown(target)), RULE, f"tiedostoa ei voi kirjoittaa ({error.strerror})",
                               "tarkista oikeudet ja levytila")) from error


def read(target: Path) -> Snapshot:
    """The edition out of its file. Raises BadInput."""
    try:
        if target.is_file() and target.stat().st_size > LARGEST:
            raise ValueError(f"yli {LARGEST} tavua")
        given = json.loads(read_text(target))
        numbers = {reference: _entry(Told, entry) for reference, entry in given["numbers"].items()}
        chapters = {path: _entry(Chapter, entry | {"numbers": tuple(entry.get("numbers", ()))})
                    for path, entry in given["chapters"].items()}
        made = Snapshot(given["edition"], given["data"], numbers, chapters, given["pages"])
        _hold(made, target)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(Finding(Place(shown(target), line, getattr(error, "colno", 1)), RULE,
                               f"laitoksen tiedosto ei aukea ({str(error)[:80] or type(error).__name__})",
                               "palauta se versionhallinnasta: tiedoston kirjoittaa komento make release, "
                               "eikä sitä muokata käsin")) from error
    return made


def _entry(kind: type, given: dict):
    """One Told or Chapter. Raises ValueError or TypeError when it holds anything else."""
    entry = kind(**given)
    for field in fields(kind):
        value = getattr(entry, field.name)
        if field.type is str and (not isinstance(value, str) or INVISIBLE.search(value)):
            raise ValueError(f"{field.name}: {value!r}")
    return entry


def _hold(made: Snapshot, target: Path) -> None:
    """The types that the code counts on. Raises ValueError."""
    counts = [made.pages, *(told.n for told in made.numbers.values())]
    if made.edition != target.stem or not isinstance(made.data, str) or INVISIBLE.search(made.data):
        raise ValueError("laitoksen nimi on eri kuin tiedoston")
    if any(isinstance(count, bool) or not isinstance(count, int | None) or not 0 <= (count or 0) < GREATEST
           for count in counts):
        raise ValueError("määrä ei ole kokonaisluku")
    if any(isinstance(told.value, bool) or not isinstance(told.value, int | float | None)
           for told in made.numbers.values()):
        raise ValueError("arvo ei ole luku")
    if any(not isinstance(id, str) for chapter in made.chapters.values() for id in chapter.numbers):
        raise ValueError("tunnus ei ole tekstiä")


def read_all(settings: Settings) -> list[Snapshot]:
    """The editions that have been released, oldest first. Raises BadInput with what is wrong in any of them."""
    found, findings = [], []
    home = settings.config.parent.resolve() / folder(settings).relative_to(settings.config.parent)
    targets = sorted(folder(settings).glob("*.json"))
    if sum(target.stat().st_size for target in targets if target.is_file()) > LARGEST_IN_ALL:
        raise BadInput(Finding(Place(shown(folder(settings))), RULE,
                               f"laitosten tiedostot vievät yli {LARGEST_IN_ALL // 10**6} megatavua",
                               "poista kansiosta ne, joita make release ei ole kirjoittanut"))
    for target in targets:
        try:
            if not announced.EDITION.fullmatch(target.stem) or target.resolve().parent != home:
                raise BadInput(Finding(Place(shown(target)), RULE, f'"{target.stem[:40]}" ei ole laitoksen tiedosto',
                                       "tiedoston nimi on laitos, esim. 2026.1.json, eikä se ole linkki muualle"))
            found.append(read(target))
        except BadInput as error:
            findings += error.findings
    if findings:
        raise BadInput(*findings)
    return sorted(found, key=lambda made: announced.order(made.edition))


def counted(made: Snapshot, pages: int | None) -> Snapshot:
    """The edition with the pages of its book."""
    return replace(made, pages=pages)


def known_pages(guide: Guide, now: Snapshot) -> int | None:
    """The pages of the book where the edition's file tells them and the guide still is what it was then."""
    try:
        kept = read(file(guide.settings, guide.settings.edition))
    except BadInput:
        return None
    return kept.pages if counted(kept, None) == counted(now, None) else None


def history(guide: Guide) -> list[Snapshot]:
    """The editions for the readers, oldest first; the one being made is the guide as it stands. Raises BadInput."""
    released = read_all(guide.settings)
    if guide.settings.edition not in {made.edition for made in released}:
        released.append(snapshot(guide))
    return released


def announcements(settings: Settings) -> Mapping[str, announced.Release]:
    """What the list of editions tells of each. What is wrong in it the feed tells."""
    try:
        releases: Iterable[announced.Release] = announced.read(settings.editions) if settings.editions else ()
    except BadInput:
        releases = ()
    return {release.edition: release for release in releases}
