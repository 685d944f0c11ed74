"""All that the commands import, for those that are forked out of a process where it is."""

import gc
import importlib
import pkgutil
import sys

import guidebook
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
# What each command would read of the project's own and compile anew
rules()
list(promises(""))
digest_of([])
gc.freeze()  # or each command would look through all of this
