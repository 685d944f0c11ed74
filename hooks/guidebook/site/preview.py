"""A preview that goes on over a mistake: the last good page stays, with what is wrong on top of it.

MkDocs would let browsers wait until the next build that succeeds. Here a build that fails ends
like one that does not, and every page tells its findings until they are mended.
"""

import logging
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

TITLE = "Sivu on ennallaan, sillä tekstissä on korjattavaa"
# Within the theme's own styles, since a page allows no others.
ON_TOP = (
    '<div class="md-grid md-typeset"><div class="admonition failure" role="alert" lang="fi">'
    '<p class="admonition-title">{title}</p><ul>{items}</ul></div></div>'
)

Application = Callable[[dict, Callable], Iterable[bytes]]


class Findings(logging.Handler):
    """What the build under way has told to be wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().removeprefix("opas: ")
        self.told += [text] if text not in self.told else []


class Preview:
    """The findings of the last build, on each page that is served. `logger` is the one to which all
    of them go.
    """

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self.findings: list[str] = []

    def attach(self, server: Any) -> None:
        """Build and serve by MkDocs' own server, with findings."""
        server.builder = self._going_on(server.builder)
        server.set_app(self._with_findings(server.serve_request))

    def _going_on(self, build: Callable[[], None]) -> Callable[[], None]:
        def built() -> None:
            told = Findings()
            self._logger.addHandler(told)
            try:
                build()
                self.findings = []
            except Exception as error:
                self.findings = told.told or [str(error) or type(error).__name__]
            finally:
                self._logger.removeHandler(told)

        return built

    def _with_findings(self, serve: Application) -> Application:
        def served(environ: dict, start: Callable) -> Iterable[bytes]:
            answer: list[Any] = []
            body = serve(environ, lambda *given: answer.extend(given))
            status, headers = answer
            if not self.findings or dict(headers).get("Content-Type") != "text/html":
                start(status, headers)
                return body
            page = on_top(b"".join(body), self.findings)
            start(status, [*_without_length(headers), ("Content-Length", str(len(page)))])
            return [page]

        return served


def on_top(page: bytes, findings: list[str]) -> bytes:
    """The page with the findings before everything else that it shows."""
    items = "".join(f"<li>{escape(finding)}</li>" for finding in findings)
    shown = ON_TOP.format(title=TITLE, items=items).encode()
    start = page.find(b"<body")
    at = page.find(b">", start) + 1 if start >= 0 else 0
    return page[:at] + shown + page[at:]


def _without_length(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name != "Content-Length"]
