"""Tell in Finnish what goes on and how far it is, and keep MkDocs' own log for those who ask for it
with --verbose.
"""

import logging
import sys
from pathlib import Path

import click
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import event_priority, get_plugin_logger

from guidebook import progress
from guidebook.build import UNCHANGED
from guidebook.site import refused_settings

log = get_plugin_logger("opas")
SETTINGS = logging.getLogger("mkdocs.config")

# What MkDocs says of itself in a preview; the rest of its INFO stays untold.
IN_FINNISH = {
    "Serving on": "Esikatselu on osoitteessa",
    "Detected file changes": "Tiedosto muuttui, rakennan uudelleen.",
    "Shutting down": "Suljen esikatselun.",
}

STRICT = f"Opasta ei julkaistu: edellä on varoituksia. {UNCHANGED}"


class MkDocsConsole(progress.Console):
    def text(self, record):
        message = record.getMessage()
        for english, finnish in IN_FINNISH.items():
            if english in message:
                address = message.partition(english)[2].strip() if "osoitteessa" in finnish else ""
                record.msg, record.args = f"{finnish} {address}".strip(), ()
                return super().text(record)
        if record.name == log.logger.name:
            record.msg, record.args = message.removeprefix("opas: "), ()
        elif record.levelno < logging.WARNING:
            return ""
        return super().text(record)


class _Refused(logging.Filter):
    """What MkDocs says of the settings, before any hook is asked, becomes findings."""

    def __init__(self):
        super().__init__()
        self.findings = []

    def filter(self, record):
        """Whether the record has anything to tell that is not told already."""
        if record.levelno < logging.WARNING or not _hook.listens():
            return True
        record.msg, record.args = self.new(record.getMessage()), ()
        return bool(record.msg)

    def new(self, said):
        found = refused_settings.findings(_settings(), [said])
        new = [one for one in found if one not in self.findings]
        self.findings += new
        return "\n".join(new)


class _Hook:
    """MkDocs hands no config to the event of the start; the module's one hook remembers for it."""

    def __init__(self):
        self.console = None
        self.serving = False

    def on_startup(self, **_):
        SETTINGS.filters.clear()  # they are sound; of later ones a preview tells
        self.listens()

    def listens(self):
        """Whether what is told goes through the console, which is put in place if it can be."""
        if self.console:
            return True
        logger = _root(log.logger)
        if logger.isEnabledFor(logging.DEBUG):
            return False
        self.console = MkDocsConsole(sys.stderr)
        others = [each for each in logger.handlers if not _writes(each)]
        logger.handlers = [*others, self.console]
        if logger.isEnabledFor(logging.INFO):
            progress.listen(self.console)
        return True

    @event_priority(100)
    def on_nav(self, nav, *, files, **_):
        self.pages = progress.counted("Muunnan sivuja verkkoon", "sivu", nav.pages)
        return nav

    @event_priority(100)
    def on_page_markdown(self, markdown, **_):
        next(self.pages, None)
        return markdown

    @event_priority(-100)
    def on_env(self, env, *, files, **_):
        self.pages = progress.counted("Kirjoitan sivuja", "sivu", files.documentation_pages())
        return env

    @event_priority(100)
    def on_page_context(self, context, **_):
        next(self.pages, None)
        return context

    def on_serve(self, server, **_):
        self.serving = True
        return server

    @event_priority(-100)  # once the others know that the build fails
    def on_build_error(self, *, error, **_):
        """End a build that cannot be with its reason alone: MkDocs would add its own in English."""
        if not self.console or not isinstance(error, Abort | BuildError):
            return
        log.error(str(error) if isinstance(error, BuildError) else STRICT)
        raise Abort("") if self.serving else SystemExit(1)  # a preview goes on, and shows the text

    def on_shutdown(self):
        if self.console:
            self.console.clear()


def _root(logger):
    """The logger of the program that builds, whose handlers write on the terminal."""
    while not logger.handlers and logger.parent:
        logger = logger.parent
    return logger


def _writes(handler):
    """Whether it writes on the terminal."""
    return hasattr(handler, "stream") or isinstance(handler, progress.Console)


def _settings():
    """The file of settings that the command names."""
    command = click.get_current_context(silent=True)
    named = command and command.params.get("config_file")
    return Path(getattr(named, "name", None) or named or "mkdocs.yml")


def hear_of_settings():
    """From now on tell in Finnish what MkDocs says of the settings."""
    SETTINGS.addFilter(_refused)


def tell(said):
    """Tell why MkDocs ends: what is wrong in the settings, if anything is, or what it says."""
    if not _hook.listens():
        print(said, file=sys.stderr)
    elif not _refused.findings and (new := _refused.new(said)):
        log.error(new)


_hook, _refused = _Hook(), _Refused()
on_startup = _hook.on_startup
on_nav = _hook.on_nav
on_page_markdown = _hook.on_page_markdown
on_env = _hook.on_env
on_page_context = _hook.on_page_context
on_serve = _hook.on_serve
on_build_error = _hook.on_build_error
on_shutdown = _hook.on_shutdown
