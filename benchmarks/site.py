"""The site build against bare MkDocs + Material on the same pages, at the guide's size and at three
times its chapters.

The same pages are the very files of docs/, under the same theme settings, the same stock plugins
and the same stock Markdown extensions. Bare means: no hooks, no markup of ours, no template
overrides, not strict; our markers stand in its pages as plain text. So it has no figures to draw
and no numbers to compute, and the comparison is hard on the guide, not on MkDocs. Neither prints a
PDF. A first build has nothing kept: it reads the survey, computes the statistics and converts every
page. A later one finds them kept (hooks/guidebook/text/keeping.py), here of pages that are all as
they were, and publishes them anew; where the site stands as it was published, nothing is built.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from measure import cost, guide_copy, medians, size, table, verdict

from guidebook.markup import LANGUAGE, LANGUAGE_SETTINGS

FIRST, LATER = 2.5, 1.5  # aims, of processor time
ROUNDS = 5
COPIES = (1, 3)

BARE = """
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils import yaml_load

with open("mkdocs.yml", encoding="utf-8") as file:
    given = yaml_load(file)
theme = {key: value for key, value in given["theme"].items() if key not in ("custom_dir", "icon", "favicon")}
extensions = given["markdown_extensions"] + json.loads(sys.argv[1])
build(load_config("mkdocs.yml", hooks=[], theme=theme, markdown_extensions=extensions, strict=False))
"""


def bare_copy(target: Path, copies: int) -> Path:
    """The guide without the names of our own templates, which bare MkDocs would look for."""
    guide_copy(target, copies)
    for page in target.glob("docs/**/*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"^template: .*\n", "", text, count=1, flags=re.M), encoding="utf-8")
    return target


def compare(scratch: Path, copies: int) -> None:
    guide = guide_copy(scratch / f"guide-{copies}", copies).parent
    bare = bare_copy(scratch / f"bare-{copies}", copies)
    extensions = json.dumps(
        [{name: LANGUAGE_SETTINGS.get(name, {})} for name in LANGUAGE if name != "toc"]
    )

    def ours(kept: Path, published: bool = False):
        if not published:
            shutil.rmtree(guide / "site", ignore_errors=True)
        return cost(
            [sys.executable, "-m", "mkdocs", "build"],
            guide,
            {"GUIDEBOOK_BOOK": "0", "PYTHONPATH": "hooks", "XDG_CACHE_HOME": str(kept)},
        )

    ours(scratch / "kept")
    costs = medians(
        {
            "bare MkDocs + Material": lambda: cost([sys.executable, "-c", BARE, extensions], bare),
            "the guide's site, first build": lambda: ours(Path(tempfile.mkdtemp(dir=scratch))),
            "the guide's site, pages kept": lambda: ours(scratch / "kept"),
            "the guide's site, nothing changed": lambda: ours(scratch / "kept", published=True),
        },
        ROUNDS,
    )
    print(f"{size(guide / 'docs')}, median of {ROUNDS} builds\n\n{table(costs)}\n")
    theirs, first, later, _ = costs.values()
    print(verdict("site, first build", first.processor / theirs.processor, FIRST))
    print(verdict("site, pages kept", later.processor / theirs.processor, LATER), end="\n\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for copies in COPIES:
            compare(Path(scratch), copies)


if __name__ == "__main__":
    main()
