"""MkDocs as `make` runs it. It reads mkdocs.yml before it loads a hook, and stops in English at the
first thing wrong there: here that is told as the core tells it.
"""

import sys

from mkdocs.__main__ import cli
from mkdocs.exceptions import Abort, MkDocsException

import tell_progress


def _show(error, *_, **__):
    if message := error.format_message():
        tell_progress.tell(message)


if __name__ == "__main__":
    tell_progress.hear_of_settings()
    MkDocsException.show = Abort.show = _show
    sys.exit(cli(prog_name="mkdocs"))
