"""Keep what is published until the new build is whole: MkDocs empties its site_dir and may still
fail after.
"""

from pathlib import Path

from guidebook.findings import shown
from guidebook.pages.allowed import PRINTED
from guidebook.site.publication import Publication


class _Hook:
    """MkDocs hands no config to the events of the start and the end; the module's one hook
    remembers for them.
    """

    def __init__(self):
        self.publication = Publication()
        self.builds = False

    def on_startup(self, *, command, **_):
        self.builds = command == "build"

    def on_config(self, config):
        config.extra["publishing"] = self.builds
        if self.builds:
            config.site_dir = str(self.publication.begin(Path(config.site_dir)))
        return config

    def on_post_build(self, **_):
        self.publication.complete()

    def on_build_error(self, **_):
        self.publication.fail()

    def on_shutdown(self):
        if folder := self.publication.end():
            made = [folder / name for name in ("index.html", *PRINTED) if (folder / name).is_file()]
            print("Valmis:", ", ".join(map(shown, made)))


_hook = _Hook()
on_startup = _hook.on_startup
on_config = _hook.on_config
on_post_build = _hook.on_post_build
on_build_error = _hook.on_build_error
on_shutdown = _hook.on_shutdown
