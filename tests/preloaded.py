"""All that the commands import, for those that are forked out of a process where it is."""

import gc
import importlib
import pkgutil
import sys

import guidebook

QUERIER = "guidebook.numbers.querier"  # a program of its own, and alone in loading DuckDB
LIBRARIES = ("babel.dates", "babel.numbers", "material.plugins.search.plugin", "mkdocs.__main__", "mkdocs.commands.build")

core = {module.name for module in pkgutil.walk_packages(guidebook.__path__, "guidebook.")} - {QUERIER}
for name in (*sorted(core), *LIBRARIES):
    importlib.import_module(name)
    if name.endswith(".__main__"):
        del sys.modules[name]  # it is what is run
gc.freeze()  # what each command would else look through
