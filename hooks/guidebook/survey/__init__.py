"""The survey: a Data Package of four tables, read, validated and handed on as a DuckDB file."""

from .reading import Survey, as_data, files, from_data, read

__all__ = ["Survey", "as_data", "files", "from_data", "read"]
