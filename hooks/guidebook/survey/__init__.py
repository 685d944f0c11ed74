"""The survey: collections, each a Data Package, read, validated and merged for queries."""

from .merging import OWN, Survey, all_files, as_data, find, from_data, read, schema_name
from .reading import SAMPLE, Collection

__all__ = [
    "OWN",
    "SAMPLE",
    "Collection",
    "Survey",
    "all_files",
    "as_data",
    "find",
    "from_data",
    "read",
    "schema_name",
]
