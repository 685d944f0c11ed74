"""JavaScript as it is shipped: parts one after another, without what only their writers read.

A page on a disk may import no modules, and the theme's worker loads scripts, each with a request of
its own: so the engine's modules are joined into one script here.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
ENGINE = HERE / "engine"
MODULES = (  # each imports only from those before it
    "collections",
    "weights",
    "words",
    "resemblance",
    "reading",
    "bases",
    "relatives",
    "meaning",
    "query",
    "ranking",
    "snippets",
    "suggestions",
    "engine",
)
IMPORT = re.compile(r'^import \{ \w+(?:, \w+)* \} from "\./\w+\.js"\n', re.M)
EXPORT = re.compile(r"^export (?=const|class)", re.M)
DOC = re.compile(r"^\s*/\*\*.*?\*/", re.M | re.S)


def engine() -> str:
    """The engine's modules as one script that makes FinnishSearch."""
    modules = (source(ENGINE / f"{name}.js") for name in MODULES)
    body = "\n".join(EXPORT.sub("", IMPORT.sub("", module)) for module in modules)
    return f'const FinnishSearch = (() => {{\n"use strict"\n{body}\nreturn FinnishSearch\n}})()'


def joined(*parts: str) -> str:
    """Scripts one after another, parted by the semicolon that their style leaves out."""
    return "".join(f"{part.rstrip()};\n" for part in parts)


def source(file: Path) -> str:
    """A script without indentation and without comments, but for those at the ends of lines."""
    lines = (line.strip() for line in DOC.sub("", file.read_text("utf-8")).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
