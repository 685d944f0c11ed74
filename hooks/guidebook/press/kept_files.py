"""What has been printed: it comes again as it is while nothing of what made it has changed."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .shown_files import ShownFiles

# Of `text.keeping.kept`: what is made of inputs, how it is packed and unpacked.
Keep = Callable[[Iterable[str], Callable[[], Any], Callable[[Any], Any], Callable[[Any], Any]], Any]


def anew(_: Iterable[str], make: Callable[[], Any], *__: object) -> Any:
    """Keeps nothing."""
    return make()


@dataclass(frozen=True)
class Made:
    """A PDF, its number of pages, what the press warned of in Finnish, the page of each anchor, and
    the files that it shows, by their fingerprints.
    """

    content: bytes
    pages: int
    warnings: Sequence[str]
    folios: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def as_before(keep: Keep, inputs: Iterable[str], base: Path, make: Callable[[], Made]) -> Made:
    """What `make` makes of the inputs and of files under `base`."""

    def unpack(data: dict[str, Any]) -> Made:
        ShownFiles(base).check(data["files"])
        return Made(**data | {"content": b64decode(data["content"])})

    return keep(inputs, make, _packed, unpack)


def _packed(made: Made) -> dict[str, Any]:
    return vars(made) | {"content": packed_bytes(made.content)}


def packed_bytes(content: bytes) -> str:
    """As JSON can hold them."""
    return b64encode(content).decode()
