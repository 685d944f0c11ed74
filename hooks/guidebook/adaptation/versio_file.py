"""versio.yml: what an organisation says of its version, checked against the guide."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..configuration import PLAIN, not_shown
from ..findings import BadInput, Finding, Place, meant, shown
from ..text.placed_yaml import Mapping as Placed
from ..text.placed_yaml import read_yaml, unknown_keys

FOLDER, FILE = "versiot", "versio.yml"
RULE = "versio"
FRONT = "index.md"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
TEXTS = ("nimi", "alaotsikko", "tiivistelma", "julkaisija", "yhteyshenkilo", "osoite", "aineisto")
OPENING, ORIGINAL = "etusivu", "alkuperainen"
LEFT_OUT, OWN, VALUES = "pois", "omat", "arvot"
KEYS = (*TEXTS, OPENING, LEFT_OUT, OWN, VALUES, ORIGINAL)
CHAPTER, AFTER, PART = OF_CHAPTER = ("luku", "jalkeen", "osa")
NAMED = ("nimi", "alaotsikko", "tiivistelma", "julkaisija")  # what stands in the heads of pages
VALUE = re.compile(r"[a-z][a-z0-9-]*")
ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
LONGEST = 2_000  # characters of a text


@dataclass(frozen=True)
class OwnChapter:
    """It stands after another chapter, or at the end of a part."""

    path: str
    after: str = ""
    part: str = ""


@dataclass(frozen=True)
class Adaptation:
    """What is "" is as in the guide. `values` are told in the text as {{ organisaatio.name }}."""

    name: str
    folder: Path
    texts: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    own: tuple[OwnChapter, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    survey: Path | None = None
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @property
    def docs(self) -> Path:
        return self.folder / "docs"

    @property
    def contact(self) -> str:
        """Whom to ask, and where."""
        return ", ".join(filter(None, (self.texts["yhteyshenkilo"], self.texts["osoite"])))

    def place(self, key: str) -> Place:
        return self.places.get(key, Place(shown(self.file)))


def find(root: Path, name: str) -> Path:
    """The folder of a version. Raises BadInput."""
    folder = root / FOLDER / name
    if NAME.fullmatch(name) and (folder / FILE).is_file():
        return folder
    names = sorted(file.parent.name for file in (root / FOLDER).glob(f"*/{FILE}"))
    allowed = "nimessä on pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä"
    if name in names:
        place, message = Place(shown(folder)), f'kansion nimi "{name}" ei kelpaa'
        raise BadInput(Finding(place, RULE, message, f"nimeä kansio uudelleen: {allowed}"))
    message = f'versiota "{name}" ei ole'
    hint = meant(name, [one for one in names if NAME.fullmatch(one)])
    if not hint and NAME.fullmatch(name):
        hint = f"tee tiedosto {FOLDER}/{name}/{FILE}"
    raise BadInput(Finding(Place(shown(root / FOLDER)), RULE, message, hint or allowed))


def read(
    folder: Path, chapters: Sequence[tuple[str, str]], docs: Path, lasting: Sequence[str]
) -> Adaptation:
    """The version of a folder. `chapters` are the guide's, of which those that are `lasting` cannot
    be left out. Raises BadInput with every finding.
    """
    reading = _VersionReading(folder, chapters, docs, lasting)
    made = reading.adaptation()
    if reading.findings:
        raise BadInput(*sorted(reading.findings))
    return made


class _VersionReading:
    def __init__(
        self, folder: Path, chapters: Sequence[tuple[str, str]], docs: Path, lasting: Sequence[str]
    ):
        self.folder, self.docs, self.lasting = folder, docs, lasting
        self.parts = list(dict.fromkeys(part for part, _ in chapters if part))
        self.pages = [page for _, page in chapters]
        self.tree = read_yaml(folder / FILE)
        self.findings: list[Finding] = []
        given = self.tree.get(OWN)
        own = given if isinstance(given, list) else ()
        self.named = [one.get(CHAPTER) for one in own if isinstance(one, Placed)]

    def adaptation(self) -> Adaptation:
        self.known(self.tree, KEYS, "")
        texts = {key: self.text(self.tree, key) for key in TEXTS}
        for key in NAMED:
            self.plain(self.tree, key, texts[key])
        texts |= {OPENING: self.opening(), ORIGINAL: self.original()}
        left_out = tuple(self.left_out())
        own = tuple(self.chapters(left_out))
        values = {"nimi": texts["julkaisija"], "yhteyshenkilo": texts["yhteyshenkilo"]}
        values |= {"osoite": texts["osoite"], **self.values()}
        given = {name: value for name, value in values.items() if value}
        survey, places = self.survey(texts["aineisto"]), self.tree.places
        return Adaptation(
            self.folder.name, self.folder, texts, left_out, own, given, survey, places
        )

    def note(self, place: Place, message: str, hint: str) -> None:
        self.findings.append(Finding(place, RULE, message, hint))

    def plain(self, mapping: Placed, key: str, text: str) -> None:
        """Note what pages would read as HTML or as a marker."""
        if sign := not_shown(text):
            self.note(mapping.places[key], f'kohdassa "{key}" on {sign}', PLAIN)

    def known(self, mapping: Placed, keys: Sequence[str], name: str) -> None:
        self.findings += unknown_keys(mapping, keys, RULE, name)

    def text(self, mapping: Placed, key: str) -> str:
        return " ".join(self.written(mapping, key, "kirjoita se lainausmerkkeihin").split())

    def written(self, mapping: Placed, key: str, hint: str) -> str:
        """The text with its lines."""
        value = mapping.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            hint = f"{hint}, enintään {LONGEST} merkkiä"
            self.note(mapping.places[key], f'kohta "{key}" ei ole tekstiä', hint)
            return ""
        return value.strip()

    def opening(self) -> str:
        text = self.written(self.tree, OPENING, f"kirjoita {OPENING}: | ja teksti sisennettynä")
        if text and (own := self.folder / "docs" / FRONT).is_file():
            hint = f"poista {OPENING} tai tiedosto {shown(own)}"
            self.note(self.tree.places[OPENING], "etusivulla on jo oma tiedosto", hint)
        return text

    def original(self) -> str:
        address = self.text(self.tree, ORIGINAL)
        if address and not ADDRESS.fullmatch(address):
            hint = "kirjoita koko osoite, josta opas on haettu: https://…"
            self.note(self.tree.places[ORIGINAL], f'"{address}" ei ole osoite', hint)
        return address

    def part(self, key: str, kind: type, form: str) -> list | Placed:
        value = self.tree.get(key)
        if value is not None and not isinstance(value, kind):
            self.note(self.tree.places[key], f'kohdan "{key}" muoto on toinen', form)
        return value if isinstance(value, kind) else kind() if kind is list else {}

    def left_out(self) -> list[str]:
        at, found = self.tree.places.get(LEFT_OUT), []
        form = f"{LEFT_OUT}: [osa/luku.md, osa/toinen.md]"
        for page in self.part(LEFT_OUT, list, form):
            if not isinstance(page, str):
                self.note(at, f'luettelossa "{LEFT_OUT}" on muuta kuin tiedostoja', form)
            elif page not in self.pages:
                hint = meant(str(page), self.pages) or "kirjoita tiedosto niin kuin luettelossa nav"
                self.note(self.line(page, at), f'lukua "{page}" ei ole oppaassa', hint)
            elif page == FRONT or page in self.lasting:
                message = f'sivu "{page}" kuuluu jokaiseen versioon'
                self.note(self.line(page, at), message, "poista se luettelosta")
            elif page in found:
                self.note(self.line(page, at), f'"{page}" on luettelossa kahdesti', "poista toinen")
            else:
                found.append(page)
        return found

    def line(self, word: object, at: Place) -> Place:
        """Where the word stands in the list that begins there."""
        lines = (self.folder / FILE).read_text("utf-8").splitlines()
        spelt = re.compile(rf"(?<![\w/.-]){re.escape(str(word))}(?![\w/-])")
        for number in range(at.line, len(lines) + 1):
            if found := spelt.search(lines[number - 1]):
                return Place(at.path, number, found.start() + 1)
        return at

    def chapters(self, left_out: Sequence[str]) -> list[OwnChapter]:
        at, found = self.tree.places.get(OWN), []
        form = f"{OWN}: [{{{CHAPTER}: oma.md, {AFTER}: osa/luku.md}}]"
        for one in self.part(OWN, list, form):
            if not isinstance(one, Placed) or not isinstance(one.get(CHAPTER), str):
                place = one.place if isinstance(one, Placed) else at
                self.note(place, "omalta luvulta puuttuu tiedosto", form)
                continue
            self.known(one, OF_CHAPTER, OWN)
            chapter = OwnChapter(one[CHAPTER], self.text(one, AFTER), self.text(one, PART))
            self.plain(one, PART, chapter.part)
            before = [*self.pages, *(each.path for each in found)]
            if self.is_file(one, before) and self.has_its_place(one, chapter, before, left_out):
                found.append(chapter)
        return found

    def is_file(self, one: Placed, before: Sequence[str]) -> bool:
        path, place = one[CHAPTER], one.places[CHAPTER]
        docs = self.folder / "docs"
        if path in before:
            self.note(place, f'luku "{path}" on jo oppaassa', "anna tiedostolle toinen nimi")
        elif not path.endswith(".md") or not (docs / path).is_file():
            names = [file.relative_to(docs).as_posix() for file in docs.rglob("*.md")]
            hint = meant(path, names) or f"tallenna luku kansioon {shown(docs)}"
            self.note(place, f'lukua "{path}" ei ole', hint)
        elif not (docs / path).resolve().is_relative_to(docs.resolve()):
            self.note(place, f'"{path}" on muualla', f"tallenna luku kansioon {shown(docs)}")
        else:
            return True
        return False

    def has_its_place(
        self, one: Placed, chapter: OwnChapter, before: Sequence[str], left_out: Sequence[str]
    ) -> bool:
        if chapter.part and not chapter.after:
            near = meant(chapter.part, self.parts) if chapter.part not in self.parts else ""
            if near:
                self.note(one.places[PART], f'osaa "{chapter.part}" ei ole', near)
            return not near
        if not chapter.after:
            hint = f"kirjoita {AFTER}: osa/luku.md tai {PART}: Osan nimi"
            self.note(one.places[CHAPTER], f'luvun "{chapter.path}" paikka puuttuu', hint)
        elif chapter.part:
            hint = f"jätä {AFTER} tai {PART}, ja poista toinen"
            self.note(one.places[PART], f'luvulla "{chapter.path}" on kaksi paikkaa', hint)
        elif chapter.after == FRONT:
            hint = f"valitse luku, tai kirjoita {PART}: Osan nimi"
            self.note(one.places[AFTER], "etusivun perään ei tule lukuja", hint)
        elif chapter.after == chapter.path:
            self.note(one.places[AFTER], "luku ei voi olla itsensä perässä", "valitse toinen luku")
        elif chapter.after in left_out:
            hint = "valitse luku, joka jää, tai kirjoita osa"
            self.note(one.places[AFTER], f'luku "{chapter.after}" on jätetty pois', hint)
        elif chapter.after not in before:
            hint = meant(chapter.after, before) or "kirjoita tiedosto niin kuin luettelossa nav"
            if chapter.after in self.named:
                hint = f'siirrä luvun "{chapter.after}" rivi ennen tätä'
            self.note(one.places[AFTER], f'lukua "{chapter.after}" ei ole', hint)
        else:
            return True
        return False

    def values(self) -> dict[str, str]:
        given = self.part(VALUES, Placed, f"{VALUES}: {{someohjeen-omistaja: viestintäjohtaja}}")
        for name in given:
            if not VALUE.fullmatch(name):
                hint = "käytä pieniä kirjaimia a–z, numeroita ja yhdysmerkkejä"
                self.note(given.places[name], f'nimi "{name}" ei kelpaa', hint)
        return {name: self.text(given, name) for name in given}

    def survey(self, named: str) -> Path | None:
        if not named:
            return None
        folder = self.folder / named
        file = folder / "datapackage.json" if folder.is_dir() else folder
        if not file.is_file() or not file.resolve().is_relative_to(self.folder.resolve()):
            message = f'aineistoa "{named}" ei ole'
            hint = f"tallenna aineisto kansioon {shown(self.folder)}: make survey tekee sen"
            self.note(self.tree.places["aineisto"], message, hint)
        return file
