"""The guide's search against the theme's own, Pagefind and MiniSearch, on the same built pages, in
Chromium.

Queries: those kept for judging in tests/golden/search, on the guide; and those of
../shared/search-eval where it is.

All four search one and the same site. The theme's default is its own lunr with `lang: fi`.
MiniSearch folds dots and accents, stems with Snowball's Finnish, matches prefixes and allows
errors, and titles weigh three times the text, which is better than its defaults. Pagefind indexes
the finished pages with `--force-language fi` and gives pages with their sections; its sections are
taken in the order of their matches, as its own interface does. So the theme's and MiniSearch's
answers are compared on the very sections of ours; Pagefind's split of a page is its own.

Start and size: what a browser loads and does before the first answer; of Pagefind's files a query
loads a part, and all are counted. The theme's default and ours run as the theme's worker; the times
with the processor slowed four times are taken on a page's own thread, where Chromium can slow it.
Growth: the same sections again and again under other addresses, so the words do not grow; real text
would add some.

Pagefind and MiniSearch come with npm from benchmarks/engines; without npm they are left out, which
is said.
"""

import contextlib
import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import ROOT, cost, verdict

sys.path.insert(0, str(ROOT / "tools"))

import search_eval

from guidebook.finnish import Voikko
from guidebook.search import files, synonym_groups

GUIDE_QUERIES = ROOT / "tests" / "golden" / "search" / "judging.json"
SHARED = ROOT.parent / "shared" / "search-eval"
ENGINES = ROOT / "benchmarks" / "engines"
INSTALLED = ROOT / ".cache" / "engines"
MINISEARCH = ("minisearch/dist/umd/index.js", "snowball-stemmers/snowball-stemmers.js")
GROWTH = (1, 3, 10)
ROUNDS = 5  # starts; the tables give medians
AIMS = {"start": 1.3, "size": 2.0, "p95": 25, "slowed": 100}

ASK_MINISEARCH = """async queries => {
  const index = await (await fetch("search/search_index.json")).json()
  const from = performance.now()
  const stemmer = snowballFactory.newStemmer("finnish")
  const fold = word => word.normalize("NFD").replace(/[\\u0300-\\u036f]/g, "")
  const plain = html => html.replace(/<[^>]*>/g, " ")
  const mini = new MiniSearch({
    idField: "location", fields: ["title", "text"],
    processTerm: term => fold(stemmer.stem(term.toLowerCase())),
    searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: .2 }
  })
  mini.addAll(index.docs.map(doc => ({ location: doc.location, title: plain(doc.title), text: plain(doc.text) })))
  const start = performance.now() - from
  return { start, answers: queries.map(query => {
    const asked = performance.now()
    const hits = mini.search(query).map(hit => hit.id)
    return { ms: performance.now() - asked, hits }
  }) }
}"""

ASK_PAGEFIND = """async queries => {
  const base = new URL(".", location).href
  const from = performance.now()
  const pagefind = await import(`${base}pagefind/pagefind.js`)
  await pagefind.init()
  const start = performance.now() - from, answers = []
  for (const query of queries) {
    const asked = performance.now()
    const { results } = await pagefind.search(query)
    const pages = await Promise.all(results.slice(0, 10).map(result => result.data()))
    const hits = pages.flatMap(page => [...page.sub_results].sort((a, b) => b.locations.length - a.locations.length)
      .map(section => section.url.replace(/^[/]/, "")))
    answers.push({ ms: performance.now() - asked, hits })
  }
  return { start, answers }
}"""

# The theme's worker on the page's own thread, as an old telephone would run it: Chromium slows no
# worker.
ASK_ON_PAGE = """async queries => {
  const config = JSON.parse(document.getElementById("__config").textContent)
  const worker = new URL(config.search, new URL(config.base, location))
  const index = await (await fetch("search/search_index.json")).json()
  const source = async url => (await fetch(url)).text()
  const names = ["stemmer.support", ...index.config.lang]
  const needed = names.map(name => new URL(`../lunr/min/lunr.${name}.min.js`, worker).href)
  const texts = Object.fromEntries(await Promise.all(needed.map(async url => [url, await source(url)])))
  let hear, answered
  self.importScripts = (...urls) => urls.forEach(url => (0, eval)(texts[new URL(url, worker).href]))
  self.postMessage = message => answered(message)
  const listen = self.addEventListener
  self.addEventListener = (type, listener) => { if (type === "message") hear = listener }
  ;(0, eval)(await source(worker))
  self.addEventListener = listen
  const send = message => new Promise(resolve => { answered = resolve; hear({ data: message }) })
  let from = performance.now()
  await send({ type: 0, data: { ...index, options: { suggest: false } } })
  const start = performance.now() - from, answers = []
  for (const query of queries) {
    from = performance.now()
    await send({ type: 2, data: query })
    answers.push({ ms: performance.now() - from, hits: [] })
  }
  return { start, answers }
}"""


def p95(answered: dict) -> float:
    times = sorted(answer["ms"] for answer in answered["answers"])
    return times[int(len(times) * 0.95)]


class Measured:
    """One site in a browser: what it answers, what it loads, how long it takes."""

    def __init__(self, chromium, address: str):
        self.chromium, self.address = chromium, address

    @contextlib.contextmanager
    def page(self, *scripts: Path) -> Iterator:
        # The slowed worker runs in the page by eval, which the site's own policy forbids.
        page = self.chromium.new_page(bypass_csp=True)
        page.goto(self.address)
        for script in scripts:
            page.add_script_tag(path=script)
        yield page
        page.close()

    def ask(self, program: str, queries: list[str], *scripts: Path, slowed: int = 1) -> dict:
        with self.page(*scripts) as page:
            if slowed > 1:
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
            return page.evaluate(program, queries)

    def start(self, program: str, *scripts: Path) -> float:
        return statistics.median(self.ask(program, [], *scripts)["start"] for _ in range(ROUNDS))


def guide_site(folder: Path) -> Path:
    """The guide's website, without its book."""
    cost(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", folder], ROOT, {"GUIDEBOOK_BOOK": "0"}
    )
    return folder


def default_copy(site: Path, target: Path) -> Path:
    """The same site with the theme's own search."""
    shutil.copytree(site, target)
    index = json.loads((target / files.INDEX).read_text("utf-8"))
    index["config"]["lang"] = ["fi"]
    (target / files.INDEX).write_text(json.dumps(index, ensure_ascii=False), "utf-8")
    return target


def grown_copy(site: Path, target: Path, times: int, groups: list) -> Path:
    """The same site with its sections so many times in the index."""
    shutil.copytree(site, target)
    index = json.loads((target / files.INDEX).read_text("utf-8"))
    index["docs"] = [
        {**doc, "location": f"{number or ''}{doc['location']}"}
        for number in range(times)
        for doc in index["docs"]
    ]
    (target / files.INDEX).write_text(json.dumps(index, ensure_ascii=False), "utf-8")
    with Voikko() as voikko:
        files.write(target, groups, voikko)
    return target


def install() -> bool:
    """Pagefind and MiniSearch by the locked list. False without npm."""
    npm = shutil.which("npm")
    if npm:
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ENGINES / name, INSTALLED)
        cost([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], INSTALLED)
    return bool(npm)


def zipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def compare(
    chromium, name: str, site: Path, queries: list[dict], scratch: Path, others: bool
) -> None:
    """A table of all engines on one site."""
    typed = [query["query"] for query in queries]
    rows = []

    def row(engine: str, answered: dict, start: float, size: int) -> None:
        hits = [
            [search_eval.section(hit) for hit in answer["hits"]] for answer in answered["answers"]
        ]
        told = search_eval.score(queries, hits)
        rows.append(
            f"| {engine} | {told.recall:.3f} | {told.rank:.3f} | {100 * told.empty:.1f} % | "
            f"{start:.0f} ms | "
            f"{p95(answered):.1f} ms | {size / 1024:.0f} KB |"
        )

    default = default_copy(site, scratch / f"{name}-default")
    figures = {}
    for engine, folder in (("the guide's search", site), ("Material, `lang: fi`", default)):
        with search_eval.served(folder) as address:
            measured = Measured(chromium, address)
            answered, start = (
                measured.ask(search_eval.ASK_WORKER, typed),
                measured.start(search_eval.ASK_WORKER),
            )
            slowed = measured.ask(ASK_ON_PAGE, typed, slowed=4)
            figures[folder] = start, search_eval.shipped(folder), p95(answered), p95(slowed)
            row(engine, answered, start, figures[folder][1])
    if others:
        with search_eval.served(site) as address:
            measured, scripts = (
                Measured(chromium, address),
                [INSTALLED / "node_modules" / path for path in MINISEARCH],
            )
            answered, start = (
                measured.ask(ASK_MINISEARCH, typed, *scripts),
                measured.start(ASK_MINISEARCH, *scripts),
            )
            row("MiniSearch, Snowball", answered, start, zipped(site / files.INDEX, *scripts))
        found = shutil.copytree(site, scratch / f"{name}-pagefind")
        program = next(INSTALLED.glob("node_modules/@pagefind/*/bin/pagefind_extended*"))
        cost([program, "--site", found, "--force-language", "fi"], ROOT)
        with search_eval.served(found) as address:
            measured = Measured(chromium, address)
            answered = measured.ask(ASK_PAGEFIND, typed)
            row(
                "Pagefind, `fi`",
                answered,
                measured.start(ASK_PAGEFIND),
                sum(path.stat().st_size for path in (found / "pagefind").rglob("*.pf_*")),
            )
    print(
        f"{name}: {len(queries)} queries\n\n| engine | R@5 | MRR@10 | empty | start | query p95 "
        "| shipped, gzip |"
    )
    print("|---|---|---|---|---|---|---|", *rows, "", sep="\n")
    ours, theirs = figures[site], figures[default]
    print(
        verdict("start", ours[0] / theirs[0], AIMS["start"]),
        verdict("shipped", ours[1] / theirs[1], AIMS["size"]),
        f"query p95: {ours[2]:.1f} ms (aim: under {AIMS['p95']}); processor slowed 4 times: "
        f"{ours[3]:.1f} ms "
        f"(aim: under {AIMS['slowed']}; theirs {theirs[3]:.1f})",
        "",
        sep="\n",
        flush=True,
    )


def grow(chromium, site: Path, queries: list[dict], scratch: Path) -> None:
    """How start, size and query time grow with the text."""
    given = {
        "synonyms": "data/synonyms.txt",
        "glossary": "liitteet/sanasto.md",
        "words": "data/words.txt",
    }
    groups = synonym_groups(given, ROOT, ROOT / "docs")
    typed = [query["query"] for query in queries]
    print(
        "| text | sections | start | theirs | query p95 | theirs | slowed 4 × | shipped, gzip | "
        "theirs |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for times in GROWTH:
        ours = grown_copy(site, scratch / f"grown-{times}", times, groups)
        default = default_copy(ours, scratch / f"grown-{times}-default")
        told = []
        for folder in (ours, default):
            with search_eval.served(folder) as address:
                measured = Measured(chromium, address)
                answered = measured.ask(search_eval.ASK_WORKER, typed)
                start = measured.start(search_eval.ASK_WORKER)
                slowed = p95(measured.ask(ASK_ON_PAGE, typed, slowed=4)) if folder is ours else 0
            told.append((start, p95(answered), slowed, search_eval.shipped(folder) / 1024))
        (start, query, slowed, size), (start2, query2, _, size2) = told
        sections = len(json.loads((ours / files.INDEX).read_text("utf-8"))["docs"])
        print(
            f"| {times} × | {sections} | {start:.0f} ms | {start2:.0f} ms | {query:.1f} ms | "
            f"{query2:.1f} ms | "
            f"{slowed:.1f} ms | {size:.0f} KB | {size2:.0f} KB |",
            flush=True,
        )


def main() -> None:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    others = install()
    if not others:
        print("npm is not here: Pagefind and MiniSearch are left out")
    with tempfile.TemporaryDirectory() as folder, search_eval.browser() as chromium:
        scratch = Path(folder)
        guide = guide_site(scratch / "guide")
        queries = json.loads(GUIDE_QUERIES.read_text("utf-8"))
        compare(chromium, "the guide", guide, queries, scratch, others)
        if SHARED.is_dir():
            cost([sys.executable, SHARED / "make_docs.py", scratch / "docs"], ROOT)
            search_eval.build(scratch / "docs", scratch / "shared")
            asked = json.loads((SHARED / "queries.json").read_text("utf-8"))
            compare(chromium, "shared/search-eval", scratch / "shared", asked, scratch, others)
        grow(chromium, guide, queries, scratch)


if __name__ == "__main__":
    main()
