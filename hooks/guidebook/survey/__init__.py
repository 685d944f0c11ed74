"""The survey: collections, each a Data Package, read, validated and merged for queries."""

from .collection import SAMPLE, Collection
from .merging import (
    OWN,
    Survey,
    all_files,
    as_data,
    connected,
    find,
    from_data,
    read,
    schema_name,
)

__all__ = [
    "OWN",
    "SAMPLE",
    "Collection",
    "Survey",
    "all_files",
    "as_data",
    "connected",
    "find",
    "from_data",
    "read",
    "schema_name",
]
