"""The files that pages show: what is published of them, and how they are known to be the same."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ..findings import BadInput
from ..text import published


class RefusedFile(ValueError):
    """A file that is not read into the book; says in Finnish why not."""


class ShownFiles:
    """Those under `base`, by their addresses."""

    def __init__(self, base: Path):
        self._base = base.resolve()
        self._prints: dict[str, str] = {}

    def content(self, url: str) -> bytes:
        """Raises RefusedFile."""
        file = path(url)
        if urlsplit(url).netloc or not file.is_relative_to(self._base):
            raise RefusedFile("tiedosto ei ole oppaan kansiossa")
        if not file.is_file():
            raise RefusedFile("tiedostoa ei ole")
        try:
            return published.content(file)
        except BadInput as error:
            raise RefusedFile(error.findings[0].message) from error

    def fingerprints(self, urls: Iterable[str]) -> dict[str, str]:
        return {url: self._fingerprint(url) for url in sorted(urls)}

    def check(self, known: Mapping[str, str]) -> None:
        """Raises ValueError when one of the files is another now."""
        if any(self._fingerprint(url) != fingerprint for url, fingerprint in known.items()):
            raise ValueError("a file has changed")

    def _fingerprint(self, url: str) -> str:
        """Of a file that was asked for, whether it can be read or not."""
        if url not in self._prints:
            try:
                fingerprint = sha256(self.content(url)).hexdigest()
            except RefusedFile as refused:
                fingerprint = str(refused)
            self._prints[url] = fingerprint
        return self._prints[url]


def path(url: str) -> Path:
    return Path(url2pathname(urlsplit(url).path)).resolve()
