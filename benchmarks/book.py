"""The book against mkdocs-to-pdf on the same pages.

Both print with WeasyPrint. The same pages are the ones that our own build published: the finished
article of each, figures and tables and all, is put as HTML into a page of a plain MkDocs + Material
site, which mkdocs-to-pdf prints. The builds are whole builds, site and PDF; the book's own share is
that less a build of the same site without a PDF. mkdocs-to-pdf lives in an environment of its own,
in its newest release.

The two books are not the same. Ours has tags (PDF/UA-1), links inside the book with their page
numbers, soft hyphens, notes at the foot and wide margins; theirs has none of these, the theme's
stylesheet and the machine's fonts. A row of its own tells what the tags cost. The verdicts are on
the book as it is published.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import lxml.html
import pikepdf
import yaml
from measure import ROOT, cost, guide_copy, medians, size, table, verdict

AIM = 0.8
ROUNDS = 3
ENVIRONMENT = ROOT / ".cache" / "mkdocs-to-pdf"
WITHOUT_TAGS = """
from guidebook.press import paper
from mkdocs.__main__ import cli
paper.VARIANT = paper.mend = None
cli(["build"])
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


def compare(scratch: Path) -> None:
    python, guide, other = str(environment()), scratch / "guide", scratch / "other"
    guide_copy(guide, copies=1)

    def ours(printed: str, *command: str):
        command = command or ("-m", "mkdocs", "build")
        return cost(
            [sys.executable, *command], guide, {"GUIDEBOOK_BOOK": printed, "PYTHONPATH": "hooks"}
        )

    def theirs(configuration: Path):
        return cost(
            [python, "-m", "mkdocs", "build", "-f", str(configuration)], other, {"PYTHONPATH": ""}
        )

    ours("0")
    (other / "docs").mkdir(parents=True)
    pages = write_pages(guide / "site", other)
    plain = write_configuration(other, "plain", ["search"], pages)
    printed = write_configuration(
        other, "printed", ["search", {"to-pdf": {"output_path": "book.pdf"}}], pages
    )
    costs = medians(
        {
            "mkdocs-to-pdf, site and book": lambda: theirs(printed),
            "the same site without a book": lambda: theirs(plain),
            "the guide without a book": lambda: ours("0"),
            "the guide, site and book without tags": lambda: ours("1", "-c", WITHOUT_TAGS),
            "the guide, site and book": lambda: ours("1"),
        },
        ROUNDS,
    )
    print(f"{size(guide / 'docs')}, median of {ROUNDS} builds\n\n{table(costs)}\n")
    print(
        f"theirs: {book(other / 'site-printed' / 'book.pdf')}; ours: "
        f"{book(guide / 'site' / 'opas.pdf')}"
    )
    their_book, their_site, our_site, untagged, our_book = costs.values()
    share, their_share = (
        our_book.seconds - our_site.seconds,
        their_book.seconds - their_site.seconds,
    )
    without_tags = untagged.seconds - our_site.seconds
    print(
        f"the book's own share: {share:.2f} s against {their_share:.2f} s; without tags "
        f"{without_tags:.2f} s"
    )
    print(verdict("book, time of its share", share / their_share, AIM))
    print(verdict("book, time of the whole build", our_book.seconds / their_book.seconds, AIM))
    print(
        verdict("book, memory of the whole build", our_book.megabytes / their_book.megabytes, AIM),
        end="\n\n",
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        compare(Path(scratch))


if __name__ == "__main__":
    main()
