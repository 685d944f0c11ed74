"""The parts of a text of HTML."""

from collections import Counter, defaultdict
from html.parser import HTMLParser

from . import seal

VOID = {"br", "hr", "img", "input", "wbr"}
CELLS = {"td", "th"}
CODE = {"code", "pre"}
BEGINNING = 6  # words by which a cell is found
SMALLER = {"small", "sub", "sup", "code", "kbd", "samp"}  # alike: each shrinks its text, to nothing
# Attributes whose words are read: aloud, at a pointer, or in the book through its stylesheet
READ = ("alt", "title", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext")
READ += ("data-sivu", "data-osa", "data-huomautus")


class Parts(HTMLParser):
    """The elements and attributes, with how an editor wrote each, and how deep they go; the
    texts with whether they are code, the words in attributes, and the links with their text.
    Drawings are the build's own: their words are left out.
    """

    def __init__(self, html: str):
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.written: dict[tuple[str, ...], dict[str, None]] = {}
        self.forged: dict[str, None] = {}
        self.deepest = self.most_alike = 0
        self.within_alike = ""
        self.texts: list[tuple[str, bool]] = []
        self.alternatives: list[str] = []
        self.links: list[tuple[str, list[str]]] = []  # address, and the pieces of its text
        self.cells: list[list[str]] = []  # the pieces of the text of each cell of a table
        self._open: list[tuple[str, list[str]]] = []  # the tag and classes of each
        self._alike: defaultdict[str, int] = defaultdict(int)
        self._tags: defaultdict[str, int] = defaultdict(int)
        self.feed(html)
        self.close()

    def longer_cells(self, longest: int) -> list[tuple[str, int]]:
        """How those begin that are longer, and how long they are."""
        texts = (" ".join("".join(pieces).split()) for pieces in self.cells)
        longer = (text for text in texts if len(text) > longest)
        return [(" ".join(text.split()[:BEGINNING]), len(text)) for text in longer]

    def handle_starttag(self, tag, attrs):
        if seal.is_forged(tag, attrs):
            self.forged.setdefault(tag)
        attrs = [(name, seal.unsealed(value or "")) for name, value in attrs if name != seal.MARK]
        text = self.get_starttag_text()
        of_build = seal.is_sealed(text)
        for part in [(tag,), *((tag, name, value) for name, value in attrs)]:
            self.found[part] += 1
            if not of_build:
                self.written.setdefault(part, {}).setdefault(text)
        given = dict(attrs)
        if not self._tags["svg"] and tag != "svg":
            self.alternatives += [given[name] for name in READ if given.get(name)]
        if tag == "img" and self._tags["a"] and self.links:
            self.links[-1][1].append(given.get("alt") or "")
        if tag == "a" and given.get("href"):
            self.links.append((given["href"], []))
        if tag in CELLS:
            self.cells.append([])
        if tag not in VOID:
            classes = (given.get("class") or "").split()
            classes += ["<small>"] if tag in SMALLER else []
            self._open.append((tag, classes))
            self._tags[tag] += 1
            self.deepest = max(self.deepest, len(self._open))
            for name in classes:
                self._alike[name] += 1
                if self._alike[name] > self.most_alike:
                    self.most_alike, self.within_alike = self._alike[name], text

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self._open:
            opened, classes = self._open.pop()
            self._tags[opened] -= 1
            for name in classes:
                self._alike[name] -= 1

    def handle_data(self, data):
        if self._tags["svg"]:
            return
        self.texts.append((data, any(self._tags[tag] for tag in CODE)))
        if self._tags["td"] or self._tags["th"]:
            self.cells[-1].append(data)
        if self._tags["a"] and self.links:
            self.links[-1][1].append(data)
