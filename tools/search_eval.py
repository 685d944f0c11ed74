"""Build any folder of Markdown pages with the project's own search, and score it:  search_eval.py
DOCS SITE [QUERIES]

QUERIES is a JSON list of {"category", "query", "expected": ["page#anchor", …]}. The site's own
search worker is asked in Chromium, and hits are counted in the order of the theme's list: page by
page, in a page section by section.
"""

import argparse
import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
# Letters as Chromium draws them in its windows, whichever sort of it there is.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--font-render-hinting=slight",
)

# Asks the worker that the page's own configuration names, as the theme does; times in milliseconds.
ASK_WORKER = """async queries => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const base = new URL(config.base, location)
  const index = await (await fetch(new URL("search/search_index.json", base))).json()
  const worker = new Worker(new URL(config.search, base))
  const send = message => new Promise(resolve => {
    worker.onmessage = event => resolve(event.data)
    worker.postMessage(message)
  })
  let from = performance.now()
  await send({ type: 0, data: { ...index, options: { suggest: false } } })
  const start = performance.now() - from, answers = []
  for (const query of queries) {
    from = performance.now()
    const { data } = await send({ type: 2, data: query })
    const hits = data.items.flat().filter(hit => hit.score > 0).map(hit => hit.location)
    answers.push({ ms: performance.now() - from, hits })
  }
  return { start, answers }
}"""


@dataclass(frozen=True)
class Score:
    """Of queries: how much of what was expected is among the first five, 1 / place of the first
    right one (of ten), and the share of queries that found nothing.
    """

    queries: int
    recall: float
    rank: float
    empty: float

    def __str__(self) -> str:
        return f"n={self.queries:3}  R@5 {self.recall:.3f}  MRR@10 {self.rank:.3f}  empty {100 * self.empty:.1f} %"


def section(location: str) -> str:
    """page#anchor, however the site writes its addresses."""
    page, _, anchor = location.removeprefix("./").partition("#")
    page = page.removesuffix("index.html").removesuffix(".html").rstrip("/") or "index"
    return f"{page}#{anchor}" if anchor else page


def score(queries: list[dict], hits: list[list[str]]) -> Score:
    """The score of the queries, whose hits are sections in order."""
    recalls, ranks, empty = [], [], 0
    for query, found in zip(queries, hits, strict=True):
        expected = query["expected"]
        recalls.append(len({*found[:5]} & {*expected}) / min(5, len(expected)))
        ranks.append(
            next((1 / place for place, hit in enumerate(found[:10], 1) if hit in expected), 0)
        )
        empty += not found
    return Score(
        len(queries), statistics.mean(recalls), statistics.mean(ranks), empty / len(queries)
    )


# A hook: a page may name a template that only its own site has.
PLAIN_PAGES = """
def on_page_markdown(markdown, *, page, **_):
    page.meta.pop("template", None)
"""


def build(docs: Path, site: Path) -> None:
    """Build the pages with the theme and the project's search hook, and nothing else of the
    project.
    """
    config = {
        "site_name": "Haku",
        "docs_dir": str(docs.resolve()),
        "use_directory_urls": False,
        "theme": {"name": "material", "language": "fi", "font": False},
        "plugins": [{"search": {"lang": "fi"}}],
        "markdown_extensions": ["attr_list"],
        "hooks": ["plain_pages.py", str(ROOT / "hooks" / "index_search.py")],
        "extra": {"guidebook": {"synonyms": str(ROOT / "data" / "synonyms.txt")}},
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mkdocs.yml"
        Path(folder, "plain_pages.py").write_text(PLAIN_PAGES, "utf-8")
        file.write_text(yaml.safe_dump(config), "utf-8")
        built = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-f", file, "-d", site.resolve()],
            env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        )
    if built.returncode:
        sys.exit(f"{docs}: sivuja ei voitu rakentaa")


def shipped(site: Path) -> int:
    """Bytes, gzipped, of what the theme loads to search: its worker, the language's files and the
    index.
    """
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    scripts = site / "assets" / "javascripts"
    files = [
        site / "search" / "search_index.json",
        *(scripts / "workers").glob("search.*.js"),
        scripts / "lunr" / "min" / "lunr.stemmer.support.min.js",
        *(
            scripts / "lunr" / "min" / f"lunr.{language}.min.js"
            for language in index["config"]["lang"]
        ),
    ]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def copyfile(self, source, outputfile):
        with contextlib.suppress(ConnectionError):  # a page closed before it had all
            super().copyfile(source, outputfile)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served on this machine."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=folder)
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


@contextlib.contextmanager
def browser() -> Iterator:
    """Chromium, the system's or Playwright's own, best without windows: it takes half the time.
    Raises FileNotFoundError.
    """
    from playwright.sync_api import sync_playwright

    systems = filter(None, map(shutil.which, ("chromium-headless-shell", "chromium")))
    found = os.environ.get("CHROMIUM") or next(systems, None)
    with sync_playwright() as playwright:
        if not Path(found or playwright.chromium.executable_path).exists():
            raise FileNotFoundError("no Chromium: neither the system's nor Playwright's own")
        launched = playwright.chromium.launch(executable_path=found, args=SWITCHES)
        yield launched
        launched.close()


def ask(site: Path, queries: list[str]) -> dict:
    """What the built site answers: {"start": ms, "answers": [{"ms", "hits"}]}."""
    with browser() as chromium, served(site) as address:
        page = chromium.new_page()
        page.goto(address)
        return page.evaluate(ASK_WORKER, queries)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path, help="folder of Markdown pages")
    parser.add_argument("site", type=Path, help="folder to build in")
    parser.add_argument(
        "queries", type=Path, nargs="?", help="queries with what is expected of them"
    )
    parser.add_argument(
        "--misses", action="store_true", help="list the queries that missed something"
    )
    given = parser.parse_args()
    build(given.docs, given.site)
    print(f"{given.site}: {shipped(given.site) / 1024:.0f} KB gzipped to search with")
    if not given.queries:
        return 0
    queries = json.loads(given.queries.read_text("utf-8"))
    answered = ask(given.site, [query["query"] for query in queries])
    hits = [[section(hit) for hit in answer["hits"]] for answer in answered["answers"]]
    for category in dict.fromkeys(query["category"] for query in queries):
        own = [pair for pair in zip(queries, hits, strict=True) if pair[0]["category"] == category]
        print(f"{category:10} {score(*map(list, zip(*own, strict=True)))}")
    times = sorted(answer["ms"] for answer in answered["answers"])
    print(f"{'all':10} {score(queries, hits)}")
    print(
        f"start {answered['start']:.0f} ms  query median {times[len(times) // 2]:.1f} ms  "
        f"p95 {times[int(len(times) * 0.95)]:.1f} ms"
    )
    if given.misses:
        for query, found in zip(queries, hits, strict=True):
            if missed := {*query["expected"]} - {*found[:5]}:
                print(
                    f"{query['category']}: {query['query']!r} missed {', '.join(sorted(missed))}; "
                    f"found {', '.join(found[:5])}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
