"""The chapters as their editors wrote them: text, code masked out, markers, blocks and their places.

Whether a marker is wrong depends on its text alone, so the places of a finding are all the places
outside code where that text stands.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from ..text.source import parse_yaml, read_text

# Python-Markdown takes quadratic time on a paragraph, and more on one of brackets: these keep a page under seconds.
LONGEST_PAGE, MOST_BRACKETS = 50_000, 1_000  # characters, and brackets of one kind, in a page
LONGEST_PARAGRAPH, MOST_IN_PARAGRAPH = 5_000, 150  # the same in a paragraph
MOST_CELLS = 1_000  # in the tables of a page, where each row gets as many as the head has
BRACKETS = "[]{}<"
LONGEST_TITLE = 300  # characters of what a page says of itself

# What a page may say of itself. MkDocs and the theme know many more keys, some of which write into scripts.
FRONT_MATTER = {"title": "text", "description": "text", "template": ("etusivu.html",), "kirjassa": (True, False),
                "hide": ("navigation", "toc", "footer"), "arkki": None, "search": "weight"}

WORDS_A_MINUTE = 160  # Finnish words are long: about 20 % fewer in a minute than English

PLAIN_BLOCKS = {
    "vinkki": "Vinkki",
    "esimerkki": "Esimerkki",
    "tarkistuslista": "Tarkistuslista",
    "malli": "Malli",
    "tiivistelma": "Tiivistelmä",
    "tee-tanaan": "Tee tämä tänään",
}
NUMBERED_BLOCKS = {"kuvio": "Kuvio", "kuva": "Kuvio", "taulukko": "Taulukko"}
EDITION_BLOCKS = ("vain-verkossa", "vain-painetussa")
LIST_BLOCKS = ("luvut", "lahteet", "hakemisto", "muutokset")
BLOCKS = (*PLAIN_BLOCKS, *NUMBERED_BLOCKS, *EDITION_BLOCKS, *LIST_BLOCKS)

_FENCE = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+)?(`{3,}|~{3,})")
_LIST_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d+[.)])\s|^\[\^[^\]]+\]:|^(?:!!!|\?\?\?|===)")
_BLOCK_LINE = re.compile(r"^[ \t]*(/{3,})(.*)$", re.MULTILINE)
_BLOCK_HEAD = re.compile(r"[ \t]*([\w-]+)[ \t]*(?:\|[ \t]*(.*?)[ \t]*)?$")
_NUMBER = re.compile(r"\{\{((?:(?!\n\s*\n|\{\{).)*?)\}\}", re.DOTALL)
_CLAIM = re.compile(r'väite="([^"\n]*)"')
_CITATION = re.compile(r"\[@([^\]\n]*)\]")
_IDENTIFIER = re.compile(r"[a-zåäö][a-z0-9åäö-]*")


@dataclass(frozen=True)
class Block:
    """A `/// name | argument` and where it opens."""

    name: str
    argument: str
    place: Place


@dataclass
class Page:
    """One Markdown file. `path` is relative to docs/, with forward slashes."""

    path: str
    file: Path
    source: str
    meta: dict = field(default_factory=dict)

    @cached_property
    def prose(self) -> str:
        """The source with front matter, code, comments and escaped braces blanked, character for character."""
        return mask(self.source)

    @property
    def markdown(self) -> str:
        """The source without its front matter."""
        return self.source[_front_matter_end(self.source) :]

    @property
    def title(self) -> str:
        """The title of the front matter, else the first heading's text."""
        if title := self.meta.get("title"):
            return str(title)
        heading = re.search(r"^#[ \t]+(\S.*)$", self.prose, re.MULTILINE)
        if not heading:
            return Path(self.path).stem.replace("-", " ").capitalize()
        text = heading.group(1).rstrip()
        return text[: text.rfind("{")].rstrip() or text if text.endswith("}") and "{" in text else text

    @property
    def reading_minutes(self) -> int:
        """At the pace of an adult who reads Finnish expository text with thought."""
        return max(1, round(len(self.prose.split()) / WORDS_A_MINUTE))

    @property
    def lists_others(self) -> bool:
        """Whether the page lists what the others use: numbers, sources, index entries."""
        return any(block.name in LIST_BLOCKS for block in self.blocks)

    @property
    def sheet(self) -> int:
        """The pages of paper that a sheet of the workbook takes: 1, or 2 facing each other; 0 for a chapter."""
        return self.meta["arkki"] if self.meta.get("arkki") in (1, 2) else 0

    @property
    def in_book(self) -> bool:
        return self.meta.get("kirjassa", True) is not False

    def place(self, offset: int) -> Place:
        """The place of a character of the source."""
        line = bisect.bisect_right(self._line_starts, offset)
        return Place(shown(self.file), line, offset - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.source))]

    def places(self, text: str) -> list[Place]:
        """All places outside code where the text stands, however its white space is broken into lines."""
        words = text.split()
        if not words:
            return [Place(shown(self.file))]
        pattern = r"\s+(?:>\s*)?".join(map(re.escape, words))
        return [self.place(match.start()) for match in re.finditer(pattern, self.prose)] or [Place(shown(self.file))]

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for block in self._blocks_and_findings if isinstance(block, Block)]

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong with the page before its Markdown is read."""
        findings = [item for item in self._blocks_and_findings if isinstance(item, Finding)]
        if "arkki" in self.meta and not self.sheet:
            findings.append(Finding(self.places("arkki:")[0], "arkki", "arkin koko on sivuina 1 tai 2",
                                    'kirjoita alkutietoihin "arkki: 1", tai "arkki: 2", kun arkki on aukeama'))
        if (fence := _blank_code_blocks(self.source, lambda start, end: None)) is not None:
            findings.append(Finding(self.place(fence), "koodi-auki", "koodilohkoa ei päätetä",
                                    "lisää loppuun rivi, jolla on samat merkit kuin alussa"))
        return findings

    @cached_property
    def _blocks_and_findings(self) -> list[Block | Finding]:
        return list(_read_blocks(self))

    def references(self) -> Iterator[tuple[str, Place]]:
        """The ids of numbers the page names (in text, claims, figures and tables), each with its place."""
        for match in _NUMBER.finditer(self.prose):
            if identifier := _IDENTIFIER.search(match.group(1)):
                yield identifier.group(), self.place(match.start())
        for match in _CLAIM.finditer(self.prose):
            for identifier in _IDENTIFIER.finditer(re.sub(r"\[[^\]]*\]|\.n\b", "", match.group(1))):
                if identifier.group() != "ja":
                    yield identifier.group(), self.place(match.start())
        for block in self.blocks:
            if block.name in ("kuvio", "taulukko"):
                for name in block.argument.split(","):
                    yield name.strip(), block.place

    def citations(self) -> Iterator[tuple[str, Place]]:
        """The ids of the sources the page cites."""
        for match in _CITATION.finditer(self.prose):
            for part in match.group(1).split(";"):
                yield part.split(",")[0].strip().lstrip("@"), self.place(match.start())


def read_page(docs: Path, path: str) -> Page:
    """Read one page. Raises BadInput when it is missing, not UTF-8, too heavy or its front matter is broken."""
    return parse_page(path, docs / path, read_text(docs / path))


def parse_page(path: str, file: Path, source: str) -> Page:
    """A page out of its text. Raises BadInput when it is too heavy to convert or its front matter is broken."""
    page = Page(path, file, source)
    page.meta = _read_front_matter(page)
    if heavy := list(_too_heavy(page)):
        raise BadInput(*heavy)
    return page


def _too_heavy(page: Page) -> Iterator[Finding]:
    """What would take for ever to convert."""
    if len(page.source) > LONGEST_PAGE:
        yield Finding(Place(shown(page.file)), "pitkä-sivu", f"sivulla on yli {LONGEST_PAGE} merkkiä",
                      "jaa se kahdeksi")
        return
    if max(map(page.source.count, BRACKETS)) > MOST_BRACKETS:
        yield Finding(Place(shown(page.file)), "pitkä-sivu", f"sivulla on yli {MOST_BRACKETS} samaa sulkua",
                      "jaa se kahdeksi")
        return
    start = cells = 0
    for paragraph in re.split(r"\n(?=[ \t]*\n)", page.source):
        if len(paragraph) > LONGEST_PARAGRAPH:
            yield Finding(page.place(start), "pitkä-kappale", f"kappaleessa on yli {LONGEST_PARAGRAPH} merkkiä",
                          "jaa se tyhjillä riveillä")
        elif max(map(paragraph.count, BRACKETS)) > MOST_IN_PARAGRAPH:
            yield Finding(page.place(start), "pitkä-kappale", f"kappaleessa on yli {MOST_IN_PARAGRAPH} samaa sulkua",
                          "jaa se tyhjillä riveillä")
        cells += max(line.count("|") for line in paragraph.split("\n")) * paragraph.count("\n")
        if cells > MOST_CELLS:
            yield Finding(page.place(start), "pitkä-sivu", f"sivun taulukoissa on yli {MOST_CELLS} solua",
                          "jaa sivu kahdeksi")
            return
        start += len(paragraph) + 1


def _read_front_matter(page: Page) -> dict:
    """What the page says of itself, by the keys of FRONT_MATTER alone. Raises BadInput."""
    if not (end := _front_matter_end(page.source)):
        return {}
    lines = page.source[:end].rstrip().removesuffix("---")
    meta = parse_yaml(lines.replace("---", "", 1), shown(page.file))
    wrong = [Finding(meta.places[key], "alkutiedot", *problem) for key, value in meta.items()
             if (problem := _problem(key, value))]
    if wrong:
        raise BadInput(*wrong)
    return meta


def _problem(key: str, value: object) -> tuple[str, str] | None:
    """What is wrong with a value of the front matter, and what to do; None when it is fine."""
    if key not in FRONT_MATTER:
        near = get_close_matches(key, FRONT_MATTER, 1)
        return (f'tuntematon avain "{key[:80]}"',
                f'tarkoititko "{near[0]}"?' if near else f"avaimet ovat {', '.join(FRONT_MATTER)}")
    allowed = FRONT_MATTER[key]
    if allowed == "text":
        fine = (isinstance(value, str) and value.strip() and len(value) <= LONGEST_TITLE
                and not re.search(r'[<>"\n]', value))
        return None if fine else (f'avaimen {key} arvon pitää olla tekstiä ilman merkkejä < > ", enintään '
                                  f"{LONGEST_TITLE} merkkiä",
                                  "lainausmerkki on ”; jos tekstissä on kaksoispiste, kirjoita se näin: '…'")
    if allowed == "weight":
        fine = isinstance(value, dict) and list(value) == ["boost"] and isinstance(value["boost"], int | float)
        return None if fine and 0 < value["boost"] <= 10 else (
            "avaimen search arvo ei kelpaa", 'muoto on "search: {boost: 0.5}"; pienempi kuin 1 siirtää sivua alemmas')
    given = value if isinstance(value, list) else [value]
    if allowed and not all(one in allowed and type(one) is type(allowed[0]) for one in given):  # 0 == False
        told = ", ".join(str(one).lower() if isinstance(one, bool) else one for one in allowed)
        return f"avaimen {key} arvo ei kelpaa", f"arvot ovat {told}"
    return None


def _front_matter_end(source: str) -> int:
    if not source.startswith("---\n"):
        return 0
    end = source.find("\n---", 3)
    return 0 if end < 0 else (source.find("\n", end + 1) + 1 or len(source))


def mask(source: str) -> str:
    """The text with front matter, code, comments and escapes blanked; length and line breaks stay."""
    text = list(source)

    def blank(start: int, end: int) -> None:
        for index in range(start, end):
            if text[index] != "\n":
                text[index] = " "

    blank(0, _front_matter_end(source))
    _blank_code_blocks(source, blank)
    without_blocks = "".join(text)
    for match in re.finditer(r"<!--.*?(?:-->|\Z)", without_blocks, re.DOTALL):
        blank(match.start(), match.end())
    _blank_code_spans("".join(text), blank)
    for match in re.finditer(r"\\[{\[\]}`]", "".join(text)):
        blank(match.start(), match.end())
    return "".join(text)


def _blank_code_blocks(source: str, blank) -> int | None:
    """Blank fenced and indented code. Gives where a fence opens that is never closed."""
    offset, fence, opens, after_blank, in_list, in_code = 0, "", None, True, False, False
    for line in source.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        opened = _FENCE.match(line)
        if fence:
            blank(start, offset)
            if opened and opened.group(1).startswith(fence) and not line[opened.end() :].strip():
                fence = ""
            continue
        if opened:
            fence, opens = opened.group(1), start + opened.start(1)
            blank(start, offset)
            continue
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and not in_list and (after_blank or in_code):
            blank(start, offset)
            in_code = True
        else:
            in_code = False
            if not indented:
                in_list = bool(_LIST_ITEM.match(line)) or (in_list and (line.startswith(" ") or not after_blank))
        after_blank = False
    return opens if fence else None


def _blank_code_spans(text: str, blank) -> None:
    runs = [match for match in re.finditer(r"`+", text) if text[match.start() - 1 : match.start()] != "\\"]
    paragraph_ends = [match.start() for match in re.finditer(r"\n[ \t]*\n", text)] + [len(text)]
    index = 0
    while index < len(runs):
        opened = runs[index]
        limit = paragraph_ends[bisect.bisect_left(paragraph_ends, opened.start())]
        inside = takewhile(lambda later, limit=limit: runs[later].start() < limit, range(index + 1, len(runs)))
        closing = next((later for later in inside if runs[later].group() == opened.group()), None)
        if closing is None:
            index += 1
        else:
            blank(opened.start(), runs[closing].end())
            index = closing + 1


def _read_blocks(page: Page) -> Iterator[Block | Finding]:
    opened: list[tuple[int, str, Place]] = []  # slashes, name, place
    for match in _BLOCK_LINE.finditer(page.prose):
        slashes, rest, place = len(match.group(1)), match.group(2), page.place(match.start(1))
        if not rest.strip():
            if not opened:
                yield Finding(place, "lohko", "lohko päättyy, vaikka mikään lohko ei ole auki", "poista rivi ///")
            elif opened[-1][0] != slashes:
                yield Finding(place, "lohko", f'lohko "{opened[-1][1]}" alkaa {opened[-1][0]} vinoviivalla ja päättyy '
                              f"{slashes} vinoviivaan", "kirjoita alkuun ja loppuun yhtä monta")
                opened.pop()
            else:
                opened.pop()
            following = page.prose[match.end() + 1 :].partition("\n")[0].strip()
            if following and not following.startswith("///"):
                yield Finding(place, "lohko", "lohkon jälkeinen rivi liittyy lohkoon",
                              "jätä lohkon jälkeen tyhjä rivi")
            continue
        head = _BLOCK_HEAD.match(rest)
        name = head.group(1).lower() if head else rest.split()[0]
        if name not in BLOCKS:
            near = get_close_matches(name, BLOCKS, 1, 0.6)
            yield Finding(place, "tuntematon-lohko", f'"{name}"',
                          f'tarkoititko "{near[0]}"?' if near else f"lohkot ovat {', '.join(BLOCKS)}")
        elif not head:
            yield Finding(place, "lohko", f'lohkon "{name}" alkua ei voi lukea', f"muoto on /// {name} | otsikko")
        else:
            yield Block(name, head.group(2) or "", place)
        if opened and opened[-1][0] <= slashes:
            yield Finding(place, "lohko", f'lohko "{name}" alkaa lohkon "{opened[-1][1]}" sisällä',
                          "päätä edellinen ensin riviin ///, tai anna ulommalle enemmän vinoviivoja (////)")
        opened.append((slashes, name, place))
    for _, name, place in opened:
        yield Finding(place, "lohko-auki", f'lohkoa "{name}" ei päätetä', "lisää loppuun rivi, jolla on vain ///")
