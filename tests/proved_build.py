"""`mkdocs` as make runs it, and the proof of the book that it printed beside the site: python -m proved_build build -d SITE"""

import pickle
import sys
from pathlib import Path

from mkdocs.__main__ import cli

from guidebook import proof
from guidebook.build import Build
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.pages.allowed import BOOK


def main() -> None:
    site = Path(sys.argv[-1])
    builds, sheets, plain_print = [], [], Build.print

    def examined_print(build, *arguments):
        builds.append(build)
        build.examine = sheets.extend
        plain_print(build, *arguments)

    Build.print = examined_print
    try:
        cli()
    except SystemExit as ended:
        if ended.code:
            raise
    (build,) = builds
    pages = convert_pages(build.guide, Format.WEB)
    made = proof.judge(build.guide, pages, build.print_html, sheets, site / BOOK)
    site.with_name("proof.pickle").write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    main()
