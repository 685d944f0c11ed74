"""WeasyPrint for a while with a piece of ours in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def replaced(name: str, ours: object, *modules: ModuleType | type) -> Iterator[None]:
    """While `ours` goes by that name in modules that know one and the same by it."""
    before = getattr(modules[0], name)
    for module in modules:
        setattr(module, name, ours)
    try:
        yield
    finally:
        for module in modules:
            setattr(module, name, before)
