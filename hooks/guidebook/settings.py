"""The settings of the guide: what mkdocs.yml says, and the environment over it."""

import datetime
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from . import adaptation, bounds
from .adaptation import Adaptation
from .findings import BadInput, Finding, Place, meant, shown
from .text.source import read_text

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


def from_mapping(
    config: Mapping, path: Path, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Settings out of the mapping that mkdocs.yml holds. Raises BadInput on an unknown key."""
    original = _settings(config, path, environment)
    if not (name := environment.get("GUIDEBOOK_VERSION")):
        return original
    folder = adaptation.find(original.config.parent, name)
    lasting = _listed(path, _guidebook(config, path), LASTING, original.chapters)
    version = adaptation.read(folder, original.chapters, original.docs, lasting)
    changed = _settings({**config, **adaptation.adapted(config, version)}, path, environment)
    return replace(
        changed,
        docs=original.config.parent / ".cache" / adaptation.FOLDER / name / "docs",
        own_survey=original.own_survey or version.survey,
        adaptation=version,
        original=original,
    )


def _listed(path: Path, guidebook: Mapping, key: str, chapters: Chapters) -> list[str]:
    """Pages of the guide that a setting lists."""
    name, pages = f"extra: guidebook: {key}", [page for _, page in chapters]
    listed = _expect(path, name, guidebook.get(key), list) or []
    for page in listed:
        if page not in pages:
            message = f'asetuksessa "{name}" on sivu "{page}", jota ei ole'
            hint = meant(str(page), pages) or "kirjoita tiedosto niin kuin luettelossa nav"
            raise _refused(path, message, hint)
    return listed


def _settings(config: Mapping, path: Path, environment: Mapping[str, str]) -> Settings:
    root = path.absolute().parent
    guidebook = _guidebook(config, path)
    nav = _expect(path, "nav", config.get("nav"), list) or []
    chapters = tuple(_chapters(nav))
    parts = {part for part, _ in chapters}
    return Settings(
        config=path.absolute(),
        docs=root / (config.get("docs_dir") or "docs"),
        title=str(config.get("site_name") or ""),
        subtitle=str(guidebook.get("subtitle") or ""),
        summary=str(guidebook.get("summary") or ""),
        publisher=str(guidebook.get("publisher") or config.get("site_author") or ""),
        licence=str(guidebook.get("licence") or ""),
        address=str(config.get("site_url") or ""),
        edition=str(guidebook.get("edition") or _date(environment).year),
        date=_date(environment),
        draft=_switch(environment, "GUIDEBOOK_DRAFT", guidebook.get("draft", False)),
        book=_switch(environment, "GUIDEBOOK_BOOK", guidebook.get("book", True)),
        chapters=chapters,
        names=dict(_names(nav)),
        caretakers=_caretakers(path, guidebook.get(CARETAKERS), parts),
        running_on=_running_on(path, guidebook.get(RUNNING_ON), parts),
        ways=_ways(path, guidebook.get(WAYS), chapters),
        author=str(config.get("site_author") or ""),
        contributors=_contributors(path, guidebook.get(CONTRIBUTORS)),
        isbn=str(guidebook.get("isbn") or ""),
        glossary=_glossary(path, guidebook.get("glossary"), chapters),
        extensions=dict(_extensions(config)),
        unsearched=tuple(map(str, guidebook.get("unsearched") or ())),
        fields=_fields(path, guidebook.get(VALUES)),
        home=_home(path, guidebook.get(HOME)),
        bounds=bounds.read(path, guidebook.get(bounds.KEY)),
        own_survey=_own_survey(environment),
        release=environment.get("GUIDEBOOK_RELEASE", ""),
        renditions=_switch(environment, "GUIDEBOOK_RENDITIONS", False),
        demo=_switch(environment, "GUIDEBOOK_DEMO", False),
        **_files(guidebook, root),
    )


def _extensions(config: Mapping) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of Markdown, those that mkdocs.yml adds, each alone or with settings, which MkDocs moves."""
    given = config.get("markdown_extensions") or []
    listed = given if isinstance(given, list) else [given]
    for one in [*listed, config.get("mdx_configs") or {}]:
        for name, own in one.items() if isinstance(one, Mapping) else [(one, None)]:
            yield str(name), tuple(map(str, own)) if isinstance(own, Mapping) else ()


def _guidebook(config: Mapping, path: Path) -> Mapping:
    """The guide's own settings, `extra: guidebook`. Raises BadInput on an unknown key."""
    extra = _expect(path, "extra", config.get("extra"), Mapping) or {}
    guidebook = _expect(path, "extra: guidebook", extra.get("guidebook"), Mapping) or {}
    for key in guidebook:
        if key not in KEYS:
            message = f'tuntematon asetus "extra: guidebook: {key}"'
            hint = meant(str(key), KEYS) or "poista se"
            raise _refused(path, message, hint)
    _expect(path, "extra: guidebook: unsearched", guidebook.get("unsearched"), list)
    return guidebook


def _files(guidebook: Mapping, root: Path) -> dict[str, Path | None]:
    files = {key: root / str(guidebook[key]) for key in OPTIONAL_FILES if guidebook.get(key)}
    for key, default in FILES.items():
        named = root / str(guidebook.get(key) or default)
        files[key] = named if guidebook.get(key) or os.path.lexists(named) else None
    return files


def _own_survey(environment: Mapping[str, str]) -> Path | None:
    """The descriptor that GUIDEBOOK_SURVEY names, itself or by its folder."""
    if not (named := environment.get("GUIDEBOOK_SURVEY")):
        return None
    path = Path(named).absolute()
    return path / "datapackage.json" if path.is_dir() else path


def read(path: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings out of an mkdocs.yml. Raises BadInput when it cannot be read."""
    text = read_text(path)
    try:
        config = yaml.load(text, Loader=_TolerantLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadInput(
            Finding(
                Place(shown(path), mark.line + 1 if mark else 1),
                "yaml",
                "mkdocs.yml ei aukea",
                "tarkista sisennykset ja kaksoispisteet",
            )
        ) from error
    return from_mapping(_expect(path, "mkdocs.yml", config, Mapping) or {}, path, environment)


class _TolerantLoader(yaml.SafeLoader):
    """MkDocs' own tags (!relative, !!python/name) stand for nothing the core needs, but the address
    of the site.
    """


_TolerantLoader.add_multi_constructor("", lambda loader, suffix, node: None)
_TolerantLoader.add_constructor("!ENV", lambda loader, node: _of_environment(node))


def _of_environment(node: yaml.Node) -> str | None:
    return os.environ.get(node.value) if isinstance(node, yaml.ScalarNode) else None


def _expect(path: Path, name: str, value: object, kind: type):
    """The value, when it is of the kind or not given."""
    if value is not None and not isinstance(value, kind):
        form = "luettelo" if kind is list else 'muotoa "avain: arvo"'
        raise _refused(path, f'asetuksen "{name}" pitää olla {form}', "korjaa asetus")
    return value


def _refused(path: Path, message: str, hint: str) -> BadInput:
    return BadInput(Finding(Place(shown(path)), "asetus", message, hint))


def _caretakers(path: Path, given: object, parts: set[str]) -> dict[str, str]:
    name = f"extra: guidebook: {CARETAKERS}"
    caretakers = _expect(path, name, given, Mapping) or {}
    for part, role in caretakers.items():
        if part not in parts:
            message = f'asetuksessa "{name}" on osa "{part}", jota ei ole'
            hint = meant(str(part), parts - {""}) or "kirjoita osan nimi niin kuin luettelossa nav"
        elif not isinstance(role, str) or not role.strip():
            message = f'asetuksessa "{name}" osalta "{part}" puuttuu hoitaja'
            hint = "kirjoita rooli, ei nimeä, esim. päätoimittaja"
        else:
            continue
        raise _refused(path, message, hint)
    return dict(caretakers)


def _running_on(path: Path, given: object, parts: set[str]) -> tuple[str, ...]:
    name = f"extra: guidebook: {RUNNING_ON}"
    for part in (named := _expect(path, name, given, list) or []):
        if not isinstance(part, str) or part not in parts:
            message = f'asetuksessa "{name}" on osa "{part}", jota ei ole'
            hint = meant(str(part), parts - {""}) or "kirjoita osan nimi niin kuin luettelossa nav"
            raise _refused(path, message, hint)
    return tuple(named)


def _ways(
    path: Path, given: object, chapters: tuple[tuple[str, str], ...]
) -> dict[str, tuple[str, ...]]:
    """Each with its pages in the order of the guide, whether a part or a page was named."""
    name, known = f"extra: guidebook: {WAYS}", {each for chapter in chapters for each in chapter}
    ways = {}
    for way, listed in (_expect(path, name, given, Mapping) or {}).items():
        named = _expect(path, f"{name}: {way}", listed, list) or []
        for each in named:
            if not isinstance(each, str) or each not in known - {""}:
                message = f'asetuksessa "{name}: {way}" on "{each}", jota ei ole'
                hint = meant(str(each), known - {""})
                hint = hint or "kirjoita osan nimi tai luvun tiedosto niin kuin luettelossa nav"
                raise _refused(path, message, hint)
        ways[str(way)] = tuple(page for part, page in chapters if {part, page} & {*named})
    return ways


def _contributors(path: Path, given: object) -> dict[str, str]:
    name = f"extra: guidebook: {CONTRIBUTORS}"
    contributors = _expect(path, name, given, Mapping) or {}
    for work, who in contributors.items():
        if not isinstance(who, str) or not who.strip():
            message = f'asetuksessa "{name}" kohdalta "{work}" puuttuu tekijä'
            hint = "kirjoita nimi, esim. Kuvitus: Etunimi Sukunimi"
            raise _refused(path, message, hint)
    return {str(work): who for work, who in contributors.items()}


def _glossary(path: Path, given: object, chapters: Chapters) -> str:
    pages = [page for _, page in chapters]
    if given and given not in pages:
        message = f'asetuksessa "extra: guidebook: glossary" on sivu "{given}", jota ei ole'
        hint = meant(str(given), pages) or "kirjoita tiedosto niin kuin luettelossa nav"
        raise _refused(path, message, hint)
    return str(given or "")


def _home(path: Path, given: object) -> str:
    if given and not adaptation.ADDRESS.fullmatch(str(given)):
        message = f'asetuksen "extra: guidebook: {HOME}" arvo "{given}" ei ole osoite'
        hint = "kirjoita koko osoite: https://…"
        raise _refused(path, message, hint)
    return str(given or "")


def _fields(path: Path, given: object) -> dict[str, str]:
    name = f"extra: guidebook: {VALUES}"
    fields = _expect(path, name, given, Mapping) or {}
    for key, label in fields.items():
        if not isinstance(label, str) or not label.strip():
            message, hint = f'kohdan "{name}: {key}" pitää olla kentän nimi', "esim. nimi ja numero"
            raise _refused(path, message, hint)
    return dict(fields)


def _date(environment: Mapping[str, str]) -> datetime.date:
    """The day of SOURCE_DATE_EPOCH, so that the same source gives the same book; else today."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def _switch(environment: Mapping[str, str], name: str, default: object) -> bool:
    value = environment.get(name)
    return bool(default) if value in (None, "") else value != "0"


def _names(nav: list) -> Iterator[tuple[str, str]]:
    for item in nav:
        for title, target in item.items() if isinstance(item, dict) else ():
            if isinstance(target, list):
                yield from _names(target)
            elif title:
                yield str(target), str(title)


def _chapters(nav: list, part: str = "") -> Iterator[tuple[str, str]]:
    for item in nav:
        pairs = item.items() if isinstance(item, dict) else [("", item)]
        title, target = next(iter(pairs), ("", None))
        if isinstance(target, list):
            yield from _chapters(target, part or title)
        elif isinstance(target, str) and target.endswith(".md"):
            yield part, target
