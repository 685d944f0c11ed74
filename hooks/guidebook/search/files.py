"""The files a built site searches with. Their names carry a hash of what they hold: no cache can
mix two builds.

The theme's worker loads `lunr.LANGUAGE.min.js` for each language that search_index.json names, so
the language is named `fi-HASH` there, and that file holds table, engine and adapter. The page loads
its half of the adapter by itself, and before the theme what lets the index wait.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from .. import progress
from ..finnish import Voikko, dictionary
from ..text.keeping import kept
from . import scripts
from .synonyms import Group
from .word_table import table
from .words import vocabulary, whole

MATERIAL = scripts.HERE / "material.js"
WITHOUT_WORKER = scripts.HERE / "offline.js"
WHEN_OPENED = scripts.HERE / "when_opened.js"
INDEX = "search/search_index.json"
LANGUAGES = "assets/javascripts/lunr/min"
OFFLINE_INDEX = "search/search_index.js"
OFFLINE = "assets/javascripts/search-offline.js"


def early_script() -> tuple[str, str]:
    """The address and the text of the script that every page loads before the theme's."""
    return _script(scripts.source(WHEN_OPENED))


def page_script() -> tuple[str, str]:
    """The address and the text of the script that every page loads after the theme's."""
    return _script(scripts.source(MATERIAL), "searchFor.onPage()")


def write(
    site: Path,
    synonyms: Iterable[Group],
    voikko: Voikko,
    *,
    without: Collection[str] = (),
    asked: Mapping[str, str] | None = None,
    offline: bool = False,
) -> None:
    """Write the files beside a built site's search index, which from then on names them.

    `without` are anchors of sections that only lead elsewhere: they are left out of the index.
    `asked` are readers' own words for pages and sections, by location.

    For reading without a server the index and the engine are also written as scripts that a page
    can load from a disk.
    """
    progress.begin("Rakennan hakua")
    index = json.loads((site / INDEX).read_text("utf-8"))
    index["docs"] = list(_docs(index["docs"], without, asked or {}))
    words = _words(vocabulary(index["docs"]), list(synonyms), voikko)
    engine = scripts.joined(scripts.engine(), scripts.source(MATERIAL))
    language = f"fi-{_hash(engine + words)}"
    arguments = f"{words}, {json.dumps(language)}"
    _write(
        site / LANGUAGES / f"lunr.{language}.min.js",
        scripts.joined(engine, f"searchFor.inWorker({arguments})"),
    )
    index["config"]["lang"] = [language]
    _write(site / INDEX, _json(index))
    for address, text in (early_script(), page_script()):
        _write(site / address, text)
    if offline:
        _write(site / OFFLINE_INDEX, f"var __index = {_json(index)}\n")
        start = f"searchFor.withoutWorker({words})"
        _write(site / OFFLINE, scripts.joined(engine, scripts.source(WITHOUT_WORKER), start))


def _script(*parts: str) -> tuple[str, str]:
    text = scripts.joined(*parts)
    return f"assets/javascripts/search.{_hash(text)}.js", text


def _docs(docs: Iterable[dict], without: Collection[str], asked: Mapping[str, str]) -> Iterator:
    for doc in docs:
        if doc["location"].partition("#")[2] not in without:
            shown = {field: whole(doc.get(field) or "") for field in ("title", "text")}
            own = asked.get(doc["location"])
            yield {**doc, **shown, **({"asked": own} if own else {})}


def _words(used: Iterable[str], synonyms: list[Group], voikko: Voikko) -> str:
    """The table, kept while neither the words of the guide nor the dictionary change."""
    used, known = sorted(set(used)), dictionary()

    def make() -> str:
        return _json(table(used, synonyms, voikko))

    inputs = [known, repr(used), repr(synonyms)]
    return kept(inputs, make, pack=lambda made: made if known else None, unpack=str, shelf="haku")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
