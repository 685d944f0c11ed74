"""The survey: collections, each a Data Package, read, validated and merged for queries."""

from .collection import SAMPLE, Collection
from .databases import Databases
from .merging import (
    OWN,
    Survey,
    all_files,
    as_data,
    find,
    from_data,
    read,
    schema_name,
)

__all__ = [
    "OWN",
    "SAMPLE",
    "Collection",
    "Databases",
    "Survey",
    "all_files",
    "as_data",
    "find",
    "from_data",
    "read",
    "schema_name",
]
