"""The files that the press reads: fonts and drawings of its own, and what the guide publishes."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from ..shown_files import RefusedFile, ShownFiles, path


class Fetcher(URLFetcher):
    """Reads data URIs, the given files, and of the files under `base` what is published of them;
    anything else is refused.
    """

    def __init__(self, base: Path, given: frozenset[Path]):
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self._base, self._given = base, given
        self.forget()

    def forget(self) -> None:
        """What was read, which may be another the next time."""
        self.shown = ShownFiles(self._base)
        self.seen: set[str] = set()  # what was asked for besides those given

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "file":
            raise RefusedFile("kirja painetaan ilman verkkoa")
        file = path(url)
        if file in self._given and not parts.netloc:
            return super().fetch(url, headers)
        self.seen.add(url)
        content = self.shown.content(url)
        # Under an address that is no file's: the press would read a file again by itself.
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(f"opas:{file.name}", content, {"Content-Type": kind})

    def fingerprints(self) -> dict[str, str]:
        """Of all that was asked for."""
        return self.shown.fingerprints(self.seen)
