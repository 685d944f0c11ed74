"""The settings of the guide: what mkdocs.yml says, and the environment over it."""

import datetime
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import adaptation, bounds, configuration, navigation
from .adaptation import Adaptation
from .configuration import Configured
from .findings import BadInput, meant

# Where the files are unless mkdocs.yml says otherwise. A guide may be without any of them.
FILES = {
    "surveys": "data/surveys",
    "statistics": "data/statistics.yml",
    "facts": "data/facts.yml",
    "sources": "data/sources.yml",
}
# Files that are read only when mkdocs.yml names them.
OPTIONAL_FILES = ("addresses", "editions", "errata", "words", "synonyms", "proof")
CARETAKERS = "hoitajat"  # part of the guide → the role that looks after it
RUNNING_ON = "jatkuvat"  # parts whose chapters run on in the book
WAYS = "reitit"  # what is read from beginning to end → its parts and chapters
CONTRIBUTORS = "tekijat"  # what one did → who, for the imprint
SEARCH = ("glossary", "unsearched")  # what hooks/index_search.py reads, too
OTHERS = ("edition", "summary", "subtitle", "publisher", "licence", "draft", "book", "isbn")
LASTING = "pysyvat"  # pages that no organisation's version may leave out
VALUES = "organisaatio"  # name of an organisation's own value → the field that stands in its place
HOME = "kotisivu"  # where the guide itself is published, which a version tells
MADE_OF = (CARETAKERS, RUNNING_ON, WAYS, CONTRIBUTORS, LASTING, VALUES, HOME, bounds.KEY)
# What an editor is to write of each name
SAID = {
    CARETAKERS: "rooli, ei nimeä, esim. päätoimittaja",
    CONTRIBUTORS: "nimi, esim. Kuvitus: Etunimi Sukunimi",
    VALUES: "kentän nimi, esim. nimi ja numero",
}
KEYS = (*FILES, *OPTIONAL_FILES, *SEARCH, *OTHERS, *MADE_OF)

Chapters = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Settings:
    """Paths are absolute; `chapters` is the reading order as (title of the part, page
    under docs/).
    """

    config: Path
    docs: Path
    title: str
    subtitle: str
    summary: str
    publisher: str
    licence: str
    address: str
    edition: str
    date: datetime.date
    surveys: Path | None  # the folder of the collections
    statistics: Path | None
    facts: Path | None
    sources: Path | None
    draft: bool
    book: bool
    chapters: tuple[tuple[str, str], ...]
    names: Mapping[str, str] = field(default_factory=dict)  # page → what the nav calls it
    own_survey: Path | None = None  # the descriptor of one more collection
    renditions: bool = field(default=False, repr=False)  # Word and EPUB too; no page tells
    release: str = ""  # the name under which this very edition is being released
    demo: bool = False  # a made-up collection of one's own is shown as if it were real
    addresses: Path | None = None
    editions: Path | None = None
    errata: Path | None = None
    words: Path | None = None
    synonyms: Path | None = None
    proof: Path | None = None
    caretakers: Mapping[str, str] = field(default_factory=dict)
    running_on: tuple[str, ...] = ()
    ways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # name → pages, in order
    author: str = ""
    contributors: Mapping[str, str] = field(default_factory=dict)
    home: str = ""  # where the guide itself is published
    isbn: str = ""
    glossary: str = ""  # the page under docs/
    extensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # with their settings
    unsearched: tuple[str, ...] = ()  # anchors of sections that only lead elsewhere
    fields: Mapping[str, str] = field(default_factory=dict)  # of an organisation's own values
    bounds: "bounds.Bounds" = bounds.USUAL
    adaptation: Adaptation | None = None
    original: "Settings | None" = None  # of the guide that is adapted

    @property
    def latest(self) -> datetime.date:
        """The last day that is not in the future: the source's, or a later one of the clock.

        A clock that goes wrong refuses nothing that has been committed, and what was measured after
        the last commit can be read before the next.
        """
        return max(self.date, datetime.date.today())

    @property
    def style(self) -> Path:
        """The book's stylesheet as it is written: `Guide.style` is what it is printed with."""
        return self.config.parent / "overrides" / "print" / "book.css"

    @property
    def brand(self) -> Path:
        """The file of the guide's identity."""
        own = self.adaptation and self.adaptation.folder / "_brand.yml"
        return own if own and own.exists() else self.config.with_name("_brand.yml")

    @property
    def left_out(self) -> tuple[str, ...]:
        """The pages that the version of an organisation goes without."""
        return self.adaptation.left_out if self.adaptation else ()

    @property
    def written_in(self) -> tuple[Path, ...]:
        """The folders of what stands in docs/: the version of an organisation is put together."""
        if not self.adaptation:
            return (self.docs,)
        return tuple(filter(Path.is_dir, (self.adaptation.docs, self.original.docs)))

    def path_of(self, file: Path) -> str | None:
        """The path under docs/ of a file that is written there; None where it is not."""
        file, folders = file.resolve(), [folder.resolve() for folder in self.written_in]
        home = next((one for one in folders if file.is_relative_to(one)), None)
        return file.relative_to(home).as_posix() if home else None

    def home_of(self, path: str) -> Path:
        """The folder in which a file of docs/ is written."""
        folders = self.written_in
        return next((one for one in folders if (one / path).is_file()), folders[-1])


def read(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings out of an mkdocs.yml. Raises BadInput when it cannot be read."""
    return from_mapping(configuration.read(path), path, environment)


def from_mapping(
    config: Mapping, path: Path, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings out of the mapping that mkdocs.yml holds. Raises BadInput with all that is wrong."""
    original = _settings(config, path, environment)
    if not (name := environment.get("GUIDEBOOK_VERSION")):
        return original
    folder = adaptation.find(original.config.parent, name)
    lasting = Configured(path, config).under("extra").under("guidebook").under(LASTING).listed()
    version = adaptation.read(folder, original.chapters, original.docs, lasting)
    changed = _settings({**config, **adaptation.adapted(config, version)}, path, environment)
    return replace(
        changed,
        docs=original.config.parent / ".cache" / adaptation.FOLDER / name / "docs",
        own_survey=original.own_survey or version.survey,
        adaptation=version,
        original=original,
    )


def _settings(config: Mapping, path: Path, environment: Mapping[str, str]) -> Settings:
    given = Configured(path, config)
    extra = given.under("extra")
    extra.mapping()
    own = extra.under("guidebook")
    _known(own)
    root = path.absolute().parent
    docs = root / (given.under("docs_dir").text() or "docs")
    listed = navigation.read(given.under("nav"), docs)
    chapters = tuple((one.part, one.target) for one in listed if one.is_page)
    author = given.under("site_author").text()
    made = Settings(
        config=path.absolute(),
        docs=docs,
        title=given.under("site_name").text(),
        subtitle=own.under("subtitle").text(),
        summary=own.under("summary").text(),
        publisher=own.under("publisher").text() or author,
        licence=own.under("licence").text(),
        address=str(config.get("site_url") or ""),
        edition=own.under("edition").text() or str(_date(environment).year),
        date=_date(environment),
        draft=_switch(environment, "GUIDEBOOK_DRAFT", own.under("draft").switch()),
        book=_switch(environment, "GUIDEBOOK_BOOK", own.under("book").switch(usual=True)),
        chapters=chapters,
        names={one.target: one.name for one in listed if one.name},
        author=author,
        extensions=dict(_extensions(config)),
        own_survey=_own_survey(environment),
        release=environment.get("GUIDEBOOK_RELEASE", ""),
        renditions=_switch(environment, "GUIDEBOOK_RENDITIONS", False),
        demo=_switch(environment, "GUIDEBOOK_DEMO", False),
        **_files(own, root),
        **_of_chapters(own, chapters),
    )
    if given.findings:
        raise BadInput(*sorted(given.findings))
    return made


def _of_chapters(own: Configured, chapters: Chapters) -> dict[str, object]:
    """What is said of parts and chapters, and of the guide's own words."""
    pages, parts = [page for _, page in chapters], {part for part, _ in chapters} - {""}
    _pages(own.under(LASTING), pages)
    return {
        "caretakers": _texts(own.under(CARETAKERS), parts),
        "running_on": tuple(_pages(own.under(RUNNING_ON), parts)),
        "ways": dict(_ways(own.under(WAYS), chapters)),
        "contributors": _texts(own.under(CONTRIBUTORS)),
        "isbn": own.under("isbn").text(),
        "glossary": _glossary(own.under("glossary"), pages),
        "unsearched": tuple(map(str, own.under("unsearched").listed())),
        "fields": _texts(own.under(VALUES)),
        "home": _home(own.under(HOME)),
        "bounds": bounds.read(own.under(bounds.KEY)),
    }


def _extensions(config: Mapping) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of Markdown, those that mkdocs.yml adds, each alone or with settings, which MkDocs moves."""
    given = config.get("markdown_extensions") or []
    listed = given if isinstance(given, list) else [given]
    for one in [*listed, config.get("mdx_configs") or {}]:
        for name, own in one.items() if isinstance(one, Mapping) else [(one, None)]:
            yield str(name), tuple(map(str, own)) if isinstance(own, Mapping) else ()


def _known(own: Configured) -> None:
    """Note the keys that the guide's own settings have not."""
    for key in own.mapping():
        if key not in KEYS:
            one = own.under(key)
            one.note(f'tuntematon asetus "{one.name}"', meant(str(key), KEYS) or "poista se")


def _files(own: Configured, root: Path) -> dict[str, Path | None]:
    given = {key: own.under(key).text() for key in (*OPTIONAL_FILES, *FILES)}
    files = {key: root / given[key] for key in OPTIONAL_FILES if given[key]}
    for key, default in FILES.items():
        named = root / (given[key] or default)
        files[key] = named if given[key] or os.path.lexists(named) else None
    return files


def _own_survey(environment: Mapping[str, str]) -> Path | None:
    """The descriptor that GUIDEBOOK_SURVEY names, itself or by its folder."""
    if not (named := environment.get("GUIDEBOOK_SURVEY")):
        return None
    path = Path(named).absolute()
    return path / "datapackage.json" if path.is_dir() else path


def _texts(given: Configured, names: Collection[str] | None = None) -> dict[str, str]:
    """What is said of each name; of parts, those alone that there are."""
    texts = {}
    for one in given.items() if given.mapping() else ():
        name = one.keys[-1]
        if names is not None and name not in names:
            _unknown(given, name, name, names)
        elif not isinstance(one.value, str) or not one.value.strip():
            one.note(f'asetuksesta "{one.name}" puuttuu teksti', f"kirjoita {SAID[given.keys[-1]]}")
        else:
            texts[str(name)] = one.text()
    return texts


def _pages(given: Configured, known: Collection[str]) -> list[str]:
    """Pages or parts that a setting lists."""
    listed = given.listed()
    for at, one in enumerate(listed):
        if not isinstance(one, str) or one not in known:
            _unknown(given, at, one, known)
    return listed


def _unknown(given: Configured, key: object, named: object, known: Collection[str]) -> None:
    """Note that what stands under a key is none of these parts and pages."""
    what = f'"{named}", jota ei ole' if isinstance(named, str | int) else "muuta kuin nimi"
    hint = "kirjoita osa tai sivun tiedosto niin kuin luettelossa nav"
    message = f'asetuksessa "{given.name}" on {what}'
    given.under(key).note(message, meant(str(named), known) or hint)


def _ways(given: Configured, chapters: Chapters) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each with its pages in the order of the guide, whether a part or a page was named."""
    known = {each for chapter in chapters for each in chapter} - {""}
    for way in given.items() if given.mapping() else ():
        named = _pages(way, known)
        pages = tuple(page for part, page in chapters if part in named or page in named)
        yield str(way.keys[-1]), pages


def _glossary(given: Configured, pages: Collection[str]) -> str:
    page = given.text()
    if page and page not in pages:
        _unknown(given, "", page, pages)
    return page


def _home(given: Configured) -> str:
    address = given.text()
    if address and not adaptation.ADDRESS.fullmatch(address):
        message = f'asetuksen "{given.name}" arvo "{address}" ei ole osoite'
        given.note(message, "kirjoita koko osoite: https://…")
    return address


def _date(environment: Mapping[str, str]) -> datetime.date:
    """The day of SOURCE_DATE_EPOCH, so that the same source gives the same book; else today."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def _switch(environment: Mapping[str, str], name: str, default: object) -> bool:
    value = environment.get(name)
    return bool(default) if value in (None, "") else value != "0"
