"""Show a preview that goes on over a mistake, and in it the pages that have been written anew
before the rest of the site is built again.
"""

import logging
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger

from guidebook import settings
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import GuidebookExtension, link_check
from guidebook.site import rewritten
from guidebook.site.preview import Preview, Superseded
from guidebook.watch import Watch

log = get_plugin_logger("opas")


@dataclass
class Made:
    """What a build has made for its pages, and the files as they were when it began."""

    stamps: dict
    site: Path
    config: Any = None
    files: Any = None
    env: Any = None
    guide: Any = None
    contexts: dict[str, Mapping] = field(default_factory=dict)

    @property
    def changed(self) -> set[str]:
        return rewritten.changed(self.stamps, rewritten.stamps(watched(self.config)))

    def rewritten(self) -> dict[Path, str] | None:
        """File of the site → the page written anew since then. None when it is not of pages alone
        that the files have changed. Raises BadInput.
        """
        paths = rewritten.alone(self.guide, self.changed)
        if not paths:
            return None
        with Watch(self.guide.settings):
            return self._rendered(rewritten.rewritten(self.guide, paths), paths)

    def _rendered(self, guide, paths):
        if any(one.pages[path].lists_others for one in (self.guide, guide) for path in paths):
            return None
        self.config.extra["build"].guide = guide
        for extension in self.config.markdown_extensions:
            if isinstance(extension, GuidebookExtension):
                extension.guide = guide
        pages = {path: self.files.get_file_from_path(path).page for path in paths}
        for page in pages.values():
            self._convert(page)
        link_check.check(guide, Format.WEB)
        if guide.errors:
            raise BadInput(*guide.errors)
        return {self.site / page.file.dest_uri: self._output(page) for page in pages.values()}

    def _convert(self, page):
        """As MkDocs does."""
        config, arguments = self.config, {"page": page, "config": self.config, "files": self.files}
        config._current_page = page
        page.markdown = config.plugins.on_page_markdown("", **arguments)
        page.render(config, self.files)
        page.content = config.plugins.on_page_content(page.content, **arguments)
        config._current_page = None

    def _output(self, page):
        """As MkDocs does."""
        plugins, arguments = self.config.plugins, {"page": page, "config": self.config}
        context = dict(self.contexts[page.file.src_uri])
        page.active = True
        context = plugins.on_page_context(context, **arguments, nav=context["nav"])
        template = self.env.get_template(page.meta.get("template", "main.html"))
        output = plugins.on_post_page(template.render(context), **arguments)
        page.active = False
        return output


class _Hook:
    """MkDocs hands no config to the events of the end; the module's one hook remembers for them."""

    def __init__(self):
        self.preview = None
        self.under_way = self.last = None

    @event_priority(100)  # before anything is read, and before the folder of the site is another
    def on_config(self, config):
        self.under_way = Made(rewritten.stamps(watched(config)), Path(config.site_dir), config)
        config.extra["printed"] = self.preview and self.preview.book
        return config

    def on_serve(self, server, *, config, **_):
        """With GUIDEBOOK_BOOK=1 the book is printed beside the pages."""
        beside = os.environ.get("GUIDEBOOK_BOOK") == "1"
        core = [sys.executable, "-m", "guidebook", "-f", config.config_file_path]
        print_book = [*core, "book", "--waiting", "--out"] if beside else ()
        logger = logging.getLogger(log.logger.name.partition(".")[0])
        first = lambda: self.last.rewritten()  # noqa: E731
        self.preview = Preview(logger, first, Path(config.config_file_path), print_book)
        self.preview.attach(server)
        return _watching(server, config)

    def on_nav(self, nav, *, config, files):
        self.under_way.files = files
        self._give_way()
        return nav

    @event_priority(100)  # before the pages that list the others
    def on_env(self, env, *, config, **_):
        self.under_way.env, self.under_way.guide = env, config.extra["build"].guide
        self._give_way()
        return env

    def on_pre_template(self, template, **_):
        self._give_way()
        return template

    @event_priority(100)  # before the others add to it
    def on_page_context(self, context, *, page, **_):
        self.under_way.contexts[page.file.src_uri] = dict(context)
        return context

    @event_priority(100)  # before the search
    def _on_pages_written(self, **_):
        self._give_way()

    @event_priority(-300)  # once the others have written
    def _on_all_written(self, **_):
        self.last = self.under_way

    on_post_build = CombinedEvent(_on_pages_written, _on_all_written)

    def _give_way(self):
        """End a build whose pages have been written again meanwhile."""
        if self.preview and self.preview.waited and self.under_way.changed:
            raise Superseded

    def on_shutdown(self):
        self.preview and self.preview.close()


def watched(config):
    try:
        read = rewritten.read_of(settings.from_mapping(config, Path(config.config_file_path)))
    except BadInput:  # which the build will tell
        read = []
    return [config.docs_dir, config.config_file_path, *config.watch, *read]


def _watching(server, config):
    """The server, to which what the guide is read of is told too. A file that is saved by putting
    another in its place is watched by its folder.
    """
    root = Path(config.config_file_path).absolute().parent
    already = [Path(path).absolute() for path in (config.docs_dir, *config.watch)]
    for path in {Path(path).absolute() for path in watched(config)}:
        if path.exists() and not any(map(path.is_relative_to, already)):
            server.watch(str(path.parent if path.is_file() and path.parent != root else path))
    return server


_hook = _Hook()
on_config = _hook.on_config
on_serve = _hook.on_serve
on_nav = _hook.on_nav
on_env = _hook.on_env
on_pre_template = _hook.on_pre_template
on_page_context = _hook.on_page_context
on_post_build = _hook.on_post_build
on_shutdown = _hook.on_shutdown
