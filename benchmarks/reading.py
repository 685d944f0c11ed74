"""What a reader waits for on a phone of 360 px with the processor slowed four times: when the
largest thing of the first screen is painted, and how much what is read moves until the page stands.

Measured as browsers tell it (largest-contentful-paint, layout-shift) on the built site, served from
the same machine: what a network adds is not in it, and neither are other phones. The aims are those
of Web Vitals for a good page.
"""

import statistics
import sys
from dataclasses import dataclass

from measure import ROOT, verdict

sys.path.insert(0, str(ROOT / "tools"))

import search_eval

SITE = ROOT / "site"
PAGES = {
    "the front page": "",
    "a chapter": "organisaatiolle/kenen-tili-se-on/",
    "a sheet of the workbook": "tyokirja/sisaltokalenteri/",
    "numbers and sources": "liitteet/luvut-ja-lahteet/",
    "the index": "liitteet/hakemisto/",
}
PHONE = {"width": 360, "height": 740}
SLOWED = 4
ROUNDS = 5
AIMS = {"paint": 2500, "shift": 0.1}

LISTEN = """window.told = { paint: 0, shift: 0 }
const listen = (type, tell) => new PerformanceObserver(list => list.getEntries().forEach(tell)).observe({ type, buffered: true })
listen("largest-contentful-paint", entry => { told.paint = entry.startTime })
listen("layout-shift", entry => { if (!entry.hadRecentInput) told.shift += entry.value })"""


@dataclass(frozen=True)
class Reading:
    """Milliseconds to the largest paint, and the sum of the shifts."""

    paint: float
    shift: float


def read(browser, address: str, slowed: int = SLOWED) -> Reading:
    """A first visit to the page, nothing of it kept by the browser."""
    context = browser.new_context(viewport=PHONE, locale="fi-FI")
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.add_init_script(LISTEN)
    page.goto(address, wait_until="networkidle")
    told = page.evaluate("told")
    context.close()
    return Reading(**told)


def main() -> None:
    if not (SITE / "index.html").is_file():
        raise SystemExit(f"{SITE} is not built: run make first")
    with search_eval.served(SITE) as address, search_eval.browser() as browser:
        print("| | largest paint | layout shift |\n|---|---|---|")
        worst = Reading(0, 0)
        for name, path in PAGES.items():
            taken = [read(browser, address + path) for _ in range(ROUNDS)]
            paint = statistics.median(reading.paint for reading in taken)
            shift = max(reading.shift for reading in taken)
            print(f"| {name} | {paint:.0f} ms | {shift:.3f} |")
            worst = Reading(max(worst.paint, paint), max(worst.shift, shift))
    print()
    print(verdict("largest paint", worst.paint, AIMS["paint"], "ms"))
    print(verdict("layout shift", worst.shift, AIMS["shift"], ""))


if __name__ == "__main__":
    main()
