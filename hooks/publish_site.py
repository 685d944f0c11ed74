"""Keep what is published until the new build is whole: MkDocs empties its site_dir and may still
fail after.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook.site.publication import Publication
from guidebook.text import disk

log = get_plugin_logger("opas")


class _Hook:
    """MkDocs hands no config to the events of the start and the end; the module's one hook
    remembers for them.
    """

    def __init__(self):
        self.publication = Publication()
        self.published = Path()
        self.builds = False

    def on_startup(self, *, command, **_):
        self.builds = command == "build"

    def on_config(self, config):
        config.extra["publishing"] = self.builds
        if self.builds:
            self.published = Path(config.site_dir)
            config.site_dir = str(self.publication.begin(self.published, _tell_of_waiting))
        return config

    def on_post_build(self, **_):
        self.publication.complete()

    def on_build_error(self, *, error):
        self.publication.fail()
        self._tell(error)

    def on_shutdown(self):
        try:
            self.publication.end()
        except OSError as error:
            self._tell(error)
            raise

    def _tell(self, error):
        if finding := disk.refusal(error, self.published):
            raise PluginError(f"{finding}. Aiempi sivusto ja PDF ovat ennallaan.") from None


def _tell_of_waiting():
    log.info("Toinen rakennus on kesken samassa kansiossa. Odotan, että se valmistuu …")


_hook = _Hook()
on_startup = _hook.on_startup
on_config = _hook.on_config
on_post_build = _hook.on_post_build
on_build_error = _hook.on_build_error
on_shutdown = _hook.on_shutdown
