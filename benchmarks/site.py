"""The site build against bare MkDocs + Material on the same pages.

The same pages are the very files of docs/, under the same theme settings, the same stock plugins and the
same stock Markdown extensions. Bare means: no hooks, no markup of ours, no template overrides, not strict;
our markers stand in its pages as plain text. So it has no figures to draw and no numbers to compute, and
the comparison is hard on the guide, not on MkDocs. Neither prints a PDF.
"""

import json
import sys
import tempfile
from pathlib import Path

from guidebook.markup import LANGUAGE, LANGUAGE_SETTINGS
from measure import ROOT, cost, medians, table, verdict

AIM = 1.6
ROUNDS = 5

BARE = """
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils import yaml_load

with open("mkdocs.yml", encoding="utf-8") as file:
    given = yaml_load(file)
theme = {key: value for key, value in given["theme"].items() if key != "custom_dir"}
extensions = given["markdown_extensions"] + json.loads(sys.argv[2])
ours_gone = {"hooks": [], "theme": theme, "markdown_extensions": extensions, "strict": False}
build(load_config("mkdocs.yml", site_dir=sys.argv[1], **ours_gone))
"""


def main() -> None:
    extensions = json.dumps([{name: LANGUAGE_SETTINGS.get(name, {})} for name in LANGUAGE if name != "toc"])
    with tempfile.TemporaryDirectory() as scratch:
        target = str(Path(scratch) / "site")
        costs = medians(
            {
                "bare MkDocs + Material": lambda: cost([sys.executable, "-c", BARE, target, extensions]),
                "the guide's site": lambda: cost(
                    [sys.executable, "-m", "mkdocs", "build", "--site-dir", target], {"GUIDEBOOK_BOOK": "0"}
                ),
            },
            ROUNDS,
        )
    pages = list((ROOT / "docs").rglob("*.md"))
    words = sum(len(page.read_text(encoding="utf-8").split()) for page in pages)
    print(f"{len(pages)} pages, {words} words, median of {ROUNDS} builds\n\n{table(costs)}\n")
    bare, ours = costs.values()
    print(verdict("site", ours.seconds / bare.seconds, AIM))


if __name__ == "__main__":
    main()
