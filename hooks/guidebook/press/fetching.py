"""The files that the press reads: fonts and drawings of its own, and what the guide publishes."""

import mimetypes
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from ..findings import BadInput
from ..text import published


class RefusedFile(ValueError):
    """A file that is not read into the book; says in Finnish why not."""


class Fetcher(URLFetcher):
    """Reads data URIs, the given files, and of the files under `base` what is published of them;
    anything else is refused.
    """

    def __init__(self, base: Path, given: frozenset[Path]):
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._base = base.resolve()
        self._given = given
        self.seen: set[str] = set()  # what was asked for besides those given
        self._prints: dict[str, str] = {}

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file":
            raise RefusedFile("kirja painetaan ilman verkkoa")
        file = Path(url2pathname(parts.path)).resolve()
        if file in self._given and not parts.netloc:
            return super().fetch(url, headers)
        self.seen.add(url)
        content = self._content(file, parts.netloc)
        # Under an address that is no file's: the press would read a file again by itself.
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(f"opas:{file.name}", content, {"Content-Type": kind})

    def fingerprint(self, url: str) -> str:
        """By which a file that was asked for is known to be the same, whether it can be read or
        not.
        """
        if url not in self._prints:
            parts = urlsplit(url)
            try:
                file = Path(url2pathname(parts.path)).resolve()
                told = sha256(self._content(file, parts.netloc)).hexdigest()
            except RefusedFile as refused:
                told = str(refused)
            self._prints[url] = told
        return self._prints[url]

    def fingerprints(self) -> dict[str, str]:
        """Of all that was asked for."""
        return {url: self.fingerprint(url) for url in sorted(self.seen)}

    def check(self, known: Mapping[str, str]) -> None:
        """Raises ValueError when one of the files is another now."""
        if any(self.fingerprint(url) != told for url, told in known.items()):
            raise ValueError("a file has changed")

    def _content(self, file: Path, host: str) -> bytes:
        if host or not file.is_relative_to(self._base):
            raise RefusedFile("tiedosto ei ole oppaan kansiossa")
        if not file.is_file():
            raise RefusedFile("tiedostoa ei ole")
        try:
            return published.content(file)
        except BadInput as error:
            raise RefusedFile(error.findings[0].message) from error
