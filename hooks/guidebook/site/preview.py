"""A preview that goes on over a mistake: the last good page stays, with what is wrong on top of it.

MkDocs would let browsers wait until the next build that succeeds. Here a build that fails ends
like one that does not, every page tells its findings until they are mended, and while a build
goes on the pages of the last one are served.
"""

import logging
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

from ..findings import BadInput
from . import refused_settings
from .book_beside import BookBeside

PAGE = "Sivu on ennallaan, sillä tekstissä on korjattavaa"
BOOK = "Kirja on ennallaan, sillä siinä on korjattavaa"
# In the theme's own look, and in sight however far down the page one is.
ON_TOP = (
    '<div class="md-typeset" role="alert" lang="fi" tabindex="0" style="position: sticky; top: 0; '
    "z-index: 9; max-height: 50vh; overflow: auto; overflow-wrap: anywhere; "
    'background: var(--md-default-bg-color, white)">'
    '<div class="admonition failure" style="margin: 0"><p class="admonition-title">{title}</p>'
    "<ul>{items}</ul></div></div>"
)

Application = Callable[[dict, Callable], Iterable[bytes]]


class Messages(logging.Handler):
    """What the build under way has told to be wrong."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().removeprefix("opas: ")
        self.texts += [text] if text not in self.texts else []


class Superseded(Exception):
    """The guide has been written again while it was being built."""


class Preview:
    """The findings of the last build, on each page that is served by MkDocs' own server. `logger`
    is the one to which all of them go; `first` gives what of the site can be shown before it is
    built, as the text of files, or None, and raises BadInput; `config` is the file of settings;
    `print_book` is the command that prints the book into a folder, when one is wanted beside.
    """

    def __init__(
        self,
        logger: logging.Logger,
        first: Callable[[], dict[Path, str] | None],
        config: Path,
        print_book: Sequence[str] = (),
    ) -> None:
        self._logger, self._first, self._config = logger, first, config
        self._former: dict[Path, bytes] = {}  # what stood there after the last good build
        self._findings: list[str] = []
        self._state_of_book = ""
        self._server: Any = None
        self.book = BookBeside(print_book, self._printed) if print_book else None

    def attach(self, server: Any) -> None:
        """Build and serve with findings; the pages that there are have been built already."""
        self._server = server
        server.builder = self._going_on(server.builder)
        server.set_app(self._with_findings(server.serve_request))
        # A page that a browser asks for in vain would be a warning that ends a strict build
        logging.getLogger(type(server).__module__).addFilter(_is_no_warning)
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends as Ctrl-C ends it
        if self.book:
            self.book.want()

    def close(self) -> None:
        if self.book:
            self.book.close()

    @property
    def waited(self) -> bool:
        """Whether another build is wanted already."""
        return self._server._want_rebuild

    def _going_on(self, build: Callable[[], None]) -> Callable[[], None]:
        def built() -> None:
            messages = Messages()
            self._logger.addHandler(messages)
            # MkDocs keeps requests waiting while these differ
            wanted = self._server._wanted_epoch
            self._server._wanted_epoch = self._server._visible_epoch
            printing = self._show_first(wanted)
            with suppress(Superseded):
                self._build(build, messages, printing)
                self._server._wanted_epoch = wanted + 1  # later than what was shown first
            self._logger.removeHandler(messages)

        return built

    def _build(self, build: Callable[[], None], messages: Messages, printing: bool) -> None:
        """All of the site, and what is wrong with it. Raises Superseded."""
        self._state_of_book = self.book.state if self.book else ""
        try:
            build()
            self._findings = []
        except Superseded:
            raise
        except (Exception, SystemExit) as error:
            texts = messages.texts or [str(error) or type(error).__name__]
            self._findings = refused_settings.findings(self._config, texts)
            _write(self._former)
        self._former = {}
        if self.book:  # which may have been printed after the site asked for it
            self.book.show(Path(self._server.root))
        if self.book and not self._findings and not printing:
            self.book.want()

    def _show_first(self, epoch: int) -> bool:
        """Show at once what can be, or what is wrong in it; whether the book is printed of it."""
        try:
            shown = self._first()
            former = {file: file.read_bytes() for file in shown or {}}
            self._findings = [] if shown else self._findings
        except BadInput as error:
            shown, former = {}, {}
            self._findings = [str(finding) for finding in error.findings]
        except Exception:
            self._logger.debug("nothing to show before the build", exc_info=True)
            return False
        if shown is None:
            return False
        self._former = {**former, **self._former}
        _write({file: text.encode() for file, text in shown.items()})
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch = epoch
            self._server._epoch_cond.notify_all()
        if self.book and shown:
            self.book.want()
        return bool(shown)

    def _printed(self) -> None:
        """Show what was printed: in its place, and where pages tell of it, by building them."""
        self.book.show(Path(self._server.root))
        if self.book.state != self._state_of_book:
            with self._server._rebuild_cond:
                self._server._want_rebuild = True
                self._server._rebuild_cond.notify_all()

    def _with_findings(self, serve: Application) -> Application:
        def served(environ: dict, start: Callable) -> Iterable[bytes]:
            answer: list[Any] = []
            body = serve(environ, lambda *given: answer.extend(given))
            status, headers = answer
            of_book = self.book.findings if self.book else []
            findings, title = (self._findings, PAGE) if self._findings else (of_book, BOOK)
            if not findings or dict(headers).get("Content-Type") != "text/html":
                start(status, headers)
                return body
            page = on_top(b"".join(body), title, findings)
            start(status, [*_without_length(headers), ("Content-Length", str(len(page)))])
            return [page]

        return served


def on_top(page: bytes, title: str, findings: list[str]) -> bytes:
    """The page with the findings before everything else that it shows."""
    items = "".join(f"<li>{escape(finding)}</li>" for finding in findings)
    shown = ON_TOP.format(title=title, items=items).encode()
    start = page.find(b"<body")
    at = page.find(b">", start) + 1 if start >= 0 else 0
    return page[:at] + shown + page[at:]


def _write(files: dict[Path, bytes]) -> None:
    for file, content in files.items():
        fresh = file.with_name(f"{file.name}.uusi")
        fresh.write_bytes(content)
        fresh.replace(file)


def _is_no_warning(record: logging.LogRecord) -> bool:
    return record.levelno != logging.WARNING


def _without_length(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name != "Content-Length"]
