"""All that the commands import, for those that are forked out of a process where it is."""

import gc
import importlib
import os
import pkgutil
import sys
from pathlib import Path

import jinja2
import markdown
import weasyprint
from mkdocs.theme import Theme

import guidebook
from guidebook.markup import LANGUAGE, LANGUAGE_SETTINGS
from guidebook.numbers.promises import promises
from guidebook.rules import rules
from guidebook.text.keeping import digest_of

QUERIER = "guidebook.numbers.querier"  # a program of its own, and alone in loading DuckDB
LIBRARIES = ("babel.dates", "babel.numbers", "material.plugins.search.plugin", "mkdocs.__main__", "mkdocs.commands.build")

core = {module.name for module in pkgutil.walk_packages(guidebook.__path__, "guidebook.")} - {QUERIER}
for name in (*sorted(core), *LIBRARIES):
    importlib.import_module(name)
    if name.endswith(".__main__"):
        del sys.modules[name]  # it is what is run
# Where pandoc is installed it would make Word and EPUB of each small guide; tests/editions/ tries what comes of it.
sys.modules["pypandoc"] = None


class Compiled(jinja2.FileSystemBytecodeCache):
    """Jinja's own cache of compiled templates, which MkDocs does without: a sixth of the time of a small build. It holds
    a template to its source, so that those of all small guides can share a place by their name."""

    def get_cache_key(self, name, filename=None) -> str:
        return super().get_cache_key(name)


def with_compiled(theme: Theme) -> jinja2.Environment:
    environment = bare_environment(theme)
    environment.bytecode_cache = Compiled(str(templates))
    return environment


templates = Path(os.environ["XDG_CACHE_HOME"], "templates")
templates.mkdir(parents=True, exist_ok=True)
bare_environment, Theme.get_env = Theme.get_env, with_compiled
# What each command would read of the project's own and compile anew
rules()
list(promises(""))
digest_of([])
markdown.Markdown(extensions=LANGUAGE, extension_configs=LANGUAGE_SETTINGS).convert("")
weasyprint.HTML(string="<a href=#a>a</a>").write_pdf()
gc.freeze()  # or each command would look through all of this
