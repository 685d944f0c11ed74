"""The book against mkdocs-to-pdf on the same pages, and against itself when something is known.

Both print with WeasyPrint. The same pages are the ones that our own build published: the finished
article of each, figures and tables and all, is put as HTML into a page of a plain MkDocs + Material
site, which mkdocs-to-pdf prints. The builds are whole builds, site and PDFs. mkdocs-to-pdf lives in
an environment of its own, in its newest release.

The two books are not the same. Ours has tags (PDF/UA-1), links inside the book with their page
numbers, soft hyphens, notes and wide margins, and a workbook beside it; theirs has none of these,
the theme's stylesheet and the machine's fonts.

What is compared is the time of the processor, ours and theirs in one run. With the folder of a
guide (docs/, data/ and mkdocs.yml) as an argument, that guide is measured, and with a commit the
guide as it was then, f1b18dc above all. Before it, `press` measures the press alone, and `times`
the press on each chapter once and four times: `python benchmarks/book.py press f1b18dc`.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import islice, permutations
from pathlib import Path

import lxml.html
import pikepdf
import yaml

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from measure import (
    ROOT,
    Cost,
    choose_no_slides,
    cost,
    former_guide,
    guide_copy,
    medians,
    size,
    table,
    verdict,
)

import pdf  # of the tests, which read files too

ROUNDS = 1
_RUNNING_TEXT = re.compile(r"(?<=\n\n)[^\W\d_][^\n`]{60,}\.(?=\n\n)")
_WORD = re.compile(r"(?<= )[a-zäö]{5}(?= )")
ENVIRONMENT = ROOT / ".cache" / "mkdocs-to-pdf"
# What the press itself takes, told on the last line.
PRESS = """
import sys, time
from pathlib import Path
from guidebook import settings
from guidebook.build import Build, read_sound_guide
build = Build(read_sound_guide(settings.read(Path("mkdocs.yml"))))
build.check_book()
started = time.process_time()
build.print(Path(sys.argv[1]), print)
print(time.process_time() - started)
"""


def environment() -> Path:
    """The Python of an environment that has mkdocs-to-pdf and Material."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "mkdocs-to-pdf", "mkdocs-material"],
            check=True,
        )
        (ENVIRONMENT / ".installed").touch()
    return python


def write_pages(site: Path, target: Path) -> list[str]:
    """Puts the article of each published page into target/docs; gives the names."""
    names = []
    for path in sorted(site.rglob("*.html")):
        article = (
            lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8"))
            .getroot()
            .find(".//article")
        )
        if article is None or path.name == "404.html":
            continue
        for mark in article.xpath('.//a[contains(@class, "headerlink")] | .//script | .//style'):
            mark.drop_tree()
        for picture in article.xpath(".//img[@src]"):
            picture.set("src", (path.parent / picture.get("src")).resolve().as_uri())
        for link in article.xpath(".//a[@href]"):
            if not link.get("href").startswith(("#", "http")):
                del link.attrib["href"]  # the pages stand elsewhere now
        heading = article.find(".//h1")
        title = heading.text_content().strip() if heading is not None else path.parent.name
        body = lxml.html.tostring(article, encoding="unicode")
        names.append(f"{len(names):02}.md")
        text = f"---\ntitle: {title!r}\n---\n<div>\n{body}\n</div>\n"
        (target / "docs" / names[-1]).write_text(text, encoding="utf-8")
    return names


def write_configuration(target: Path, name: str, plugins: list, pages: list[str]) -> Path:
    settings = {
        "site_name": "book", "docs_dir": "docs", "site_dir": f"site-{name}",
        "theme": {"name": "material", "language": "fi", "font": False},
        "plugins": plugins, "nav": pages,
    }  # fmt: skip
    path = target / f"{name}.yml"
    path.write_text(yaml.safe_dump(settings), encoding="utf-8")
    return path


def book(path: Path) -> str:
    """What sort of a book it is. Raises SystemExit when there is none."""
    if not path.exists():
        raise SystemExit(f"{path.name} was not printed: nothing was compared")
    with pikepdf.open(path) as pdf:
        tags = "tagged" if "/StructTreeRoot" in pdf.Root else "without tags"
        return f"{len(pdf.pages)} pages, {path.stat().st_size / 1e6:.1f} MB, {tags}"


class Builds:
    """Builds of one guide; what is known from one to the next lies in a folder of their own."""

    def __init__(self, guide: Path, kept: Path):
        self._guide, self._kept, self._edits = guide, kept, 0

    def run(self, *command: str, **environment: str) -> Cost:
        there = {"PYTHONPATH": "hooks", "GUIDEBOOK_BOOK": "1", "XDG_CACHE_HOME": str(self._kept)}
        command = command or ("-m", "mkdocs", "build")
        return cost([sys.executable, *command], self._guide, there | environment)

    def press(self, **environment: str) -> Cost:
        """The press alone."""
        out = self._kept.with_name("press")
        made = self.run("-c", PRESS, str(out), **environment)
        return replace(made, processor=float(made.output.split()[-1]))

    def forget(self) -> None:
        shutil.rmtree(self._kept, ignore_errors=True)

    def edit(self, pages: int) -> None:
        """The letters of a short word in another order, in so many chapters: the line has room for
        it, whatever stands below, and it has never stood there before.
        """
        self._edits += 1
        chapters = [page for page in sorted(self._guide.glob("docs/*/*.md")) if _short_word(page)]
        for page in chapters[len(chapters) // 2 :][:pages] if pages == 1 else chapters[:pages]:
            text, word = page.read_text(encoding="utf-8"), _short_word(page)
            order = next(islice(permutations(sorted(word[0])), self._edits, None))
            changed = text[: word.start()] + "".join(order) + text[word.end() :]
            page.write_text(changed, encoding="utf-8")


def _short_word(page: Path) -> re.Match | None:
    """Of the running text, the last that stands in no brackets; its letters all differ."""
    text, found = page.read_text(encoding="utf-8"), None
    for block in _RUNNING_TEXT.finditer(text):
        for word in _WORD.finditer(text, *block.span()):
            before = text[block.start() : word.start()]
            outside = all(before.count(a) == before.count(b) for a, b in ("[]", "{}", "()"))
            found = word if outside and len({*word[0]}) == len(word[0]) else found
    return found


def differences(scratch: Path) -> str:
    """What the joined book has otherwise than the reference: pages, tags, links and the like."""
    one, other = (pdf.facts(scratch / f"{name}.pdf") for name in ("reference", "joined"))
    return ", ".join(name for name in one if one[name] != other[name])


def compare(scratch: Path, source: Path) -> None:
    python, guide, other = str(environment()), scratch / "guide", scratch / "other"
    guide_copy(guide, copies=1, source=source)
    ours = Builds(guide, scratch / "kept")
    ours.run(GUIDEBOOK_BOOK="0")
    (other / "docs").mkdir(parents=True)
    pages = write_pages(guide / "site", other)
    plugins = ["search", {"to-pdf": {"output_path": "book.pdf"}}]
    printed = write_configuration(other, "printed", plugins, pages)

    def theirs() -> Cost:
        command = [python, "-m", "mkdocs", "build", "-f", str(printed)]
        return cost(command, other, {"PYTHONPATH": ""})

    def afresh(**environment: str) -> Cost:
        ours.forget()
        return ours.run(**environment)

    def reference() -> Cost:
        made = afresh(GUIDEBOOK_REFERENCE="1")
        shutil.copy(guide / "site" / "opas.pdf", scratch / "reference.pdf")
        return made

    def joined() -> Cost:
        made = afresh()
        shutil.copy(guide / "site" / "opas.pdf", scratch / "joined.pdf")
        return made

    def changed(chapters: int, build: Callable[[], Cost]) -> Cost:
        ours.edit(chapters)
        return build()

    costs = medians(
        {
            "mkdocs-to-pdf, site and book": theirs,
            "the reference: nothing kept": reference,
            "nothing known": joined,
            "every chapter changed": lambda: changed(1000, ours.run),
            "one word changed": lambda: changed(1, ours.run),
            "nothing changed": ours.run,
            "one word changed, the press alone": lambda: changed(1, ours.press),
            "nothing changed, the press alone": ours.press,
            "nothing known, the press alone": lambda: (ours.forget(), ours.press())[1],
        },
        ROUNDS,
    )
    print(f"{size(guide / 'docs')}, median of {ROUNDS} builds\n\n{table(costs)}\n")
    print(
        f"theirs: {book(other / 'site-printed' / 'book.pdf')}; ours: {book(guide / 'site' / 'opas.pdf')}"
    )
    print(f"joined and reference differ in: {differences(scratch) or 'nothing'}")
    them = costs["mkdocs-to-pdf, site and book"].processor
    for name, aim in (("nothing known", 0.65), ("every chapter changed", 0.55)):
        print(verdict(f"whole build, {name}", costs[name].processor / them, aim))
    for name, aim in (
        ("one word changed, the press alone", 2.5),
        ("one word changed", 8),
        ("nothing changed", 3),
    ):
        print(verdict(name, costs[name].processor, aim, "s"))
    print(
        verdict("memory of the press", costs["nothing known, the press alone"].megabytes, 300, "MB")
    )


def at_four_times(scratch: Path, source: Path) -> None:
    """The press on each chapter four times, against once, both without slides."""
    made = []
    for copies in (1, 4):
        guide = scratch / f"times-{copies}"
        guide_copy(guide, copies, source)
        choose_no_slides(guide / "docs")
        made.append(Builds(guide, scratch / f"kept-{copies}").press())
        print(table({f"each chapter {copies} ×": made[-1]}), flush=True)
    once, four = made
    print(verdict("press at four times the chapters", four.processor / once.processor, 4.2))
    print(verdict("its memory", four.megabytes / once.megabytes, 2))


def the_press(scratch: Path, source: Path) -> None:
    """The press alone, with nothing known and after a word."""
    guide_copy(scratch / "guide", 1, source)
    builds = Builds(scratch / "guide", scratch / "kept")
    first = builds.press()
    builds.edit(1)
    print(f"{size(scratch / 'guide' / 'docs')}\n")
    print(table({"the press, nothing known": first, "one word changed": builds.press()}))


PARTS = {"press": [the_press], "times": [at_four_times]}


def main() -> None:
    asked = sys.argv[1:]
    parts = PARTS[asked.pop(0)] if asked and asked[0] in PARTS else [compare, at_four_times]
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(*asked[:1]).resolve() if asked else ROOT
        if asked and not source.is_dir():
            source = former_guide(Path(scratch, "former"), asked[0])
        for measure in parts:
            measure(Path(scratch), source)


if __name__ == "__main__":
    main()
