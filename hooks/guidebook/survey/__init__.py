"""The survey: a Data Package of four tables, read, validated and handed on as a DuckDB file."""

from .reading import Survey, files, read

__all__ = ["Survey", "files", "read"]
