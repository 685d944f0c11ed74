"""Search that knows Finnish: the table of the guide's words, and the files that let a browser
search with it.

words → ending_rules → analysis → synonyms → word_table → files. The engine itself is the modules
in engine/, which scripts.py joins into one script; it knows nothing of the site's theme.
material.js alone binds it to the theme; when_opened.js lets the theme fetch the index when it is
needed, and offline.js stands in for a worker where there is none.
"""

from collections.abc import Mapping
from pathlib import Path

from ..findings import BadInput, Finding
from ..text.source import read_text
from . import synonyms
from .files import OFFLINE, early_script, page_script, write
from .kept_sections import keep

__all__ = ["OFFLINE", "check", "early_script", "keep", "page_script", "synonym_groups", "write"]


def check(listed: Path | None) -> list[Finding]:
    """What is wrong with the editors' list of synonyms."""
    if listed:
        try:
            synonyms.read(listed)
        except BadInput as error:
            return list(error.findings)
    return []


def synonym_groups(settings: Mapping, root: Path, docs: Path) -> list[synonyms.Group]:
    """All groups of words that mean the same: the editors' list, the glossary and the words to
    avoid. Raises BadInput.

    `settings` is the mapping `extra: guidebook:` of mkdocs.yml; what it does not name is left out,
    and so is a glossary that is not written yet.
    """
    groups: list[synonyms.Group] = []
    if listed := settings.get("synonyms"):
        groups += synonyms.read(root / str(listed))
    for name, base, read in (
        ("glossary", docs, synonyms.of_glossary),
        ("words", root, synonyms.of_word_list),
    ):
        if settings.get(name) and (file := base / str(settings[name])).is_file():
            groups += read(read_text(file))
    return groups
