"""The book against mkdocs-to-pdf on the same pages, both printed by WeasyPrint.

The same pages are the ones our own build published: the finished article of each, figures and tables
and all, is put as HTML into a page of a plain MkDocs + Material site, which mkdocs-to-pdf then prints.
Ours and its builds are whole builds, site and PDF. The book's own share is that less a build of the
same site without the PDF. mkdocs-to-pdf lives in an environment of its own, in its newest release.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import lxml.html
import yaml
from measure import ROOT, cost, medians, table, verdict

AIM = 0.8
ROUNDS = 3
ENVIRONMENT = ROOT / ".cache" / "mkdocs-to-pdf"


def environment() -> Path:
    """The Python of an environment that has mkdocs-to-pdf and Material."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "mkdocs-to-pdf", "mkdocs-material"], check=True)
        (ENVIRONMENT / ".installed").touch()
    return python


def write_pages(site: Path, target: Path) -> list[str]:
    """Puts the article of each published page into target/docs; gives the names in reading order."""
    names = []
    for path in sorted(site.rglob("*.html")):
        article = lxml.html.parse(path).getroot().find(".//article")
        if article is None or path.name == "404.html":
            continue
        for mark in article.xpath('.//a[contains(@class, "headerlink")] | .//script | .//style'):
            mark.drop_tree()
        for picture in article.xpath(".//img[@src]"):
            picture.set("src", (path.parent / picture.get("src")).resolve().as_uri())
        for link in article.xpath(".//a[@href]"):
            if not link.get("href").startswith(("#", "http")):
                del link.attrib["href"]  # the pages stand elsewhere now
        name = f"{len(names):02}.md"
        heading = article.find(".//h1")
        title = heading.text_content().strip() if heading is not None else path.parent.name
        body = lxml.html.tostring(article, encoding="unicode")
        text = f"---\ntitle: {title!r}\n---\n<div>\n{body}\n</div>\n"
        (target / "docs" / name).write_text(text, encoding="utf-8")
        names.append(name)
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


def main() -> None:
    python = environment()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        site = scratch / "site"

        def ours(book: str):
            return cost(
                [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)], {"GUIDEBOOK_BOOK": book}
            )

        def theirs(configuration: Path):
            return cost([str(python), "-m", "mkdocs", "build", "-f", str(configuration)], {"PYTHONPATH": ""})

        ours("0")
        (scratch / "docs").mkdir()
        pages = write_pages(site, scratch)
        plain = write_configuration(scratch, "plain", ["search"], pages)
        printed = write_configuration(scratch, "printed", ["search", {"to-pdf": {"output_path": "book.pdf"}}], pages)
        costs = medians(
            {
                "mkdocs-to-pdf, site and book": lambda: theirs(printed),
                "the same site without a book": lambda: theirs(plain),
                "the guide, site and book": lambda: ours("1"),
                "the guide without a book": lambda: ours("0"),
            },
            ROUNDS,
        )
        if not (scratch / "site-printed" / "book.pdf").exists():
            raise SystemExit("mkdocs-to-pdf printed no book: nothing was compared")
    print(f"{len(pages)} pages, median of {ROUNDS} builds\n\n{table(costs)}\n")
    their_book, their_site, our_book, our_site = costs.values()
    share, their_share = our_book - our_site, their_book - their_site
    print(f"the book's own share: {share.seconds:.2f} s against {their_share.seconds:.2f} s")
    print(verdict("book, time of its share", share.seconds / their_share.seconds, AIM))
    print(verdict("book, time of the whole build", our_book.seconds / their_book.seconds, AIM))
    print(verdict("book, memory of the whole build", our_book.megabytes / their_book.megabytes, AIM))


if __name__ == "__main__":
    main()
