"""Publish of docs/ what was checked and written anew, and keep what is published until the new
build is whole: MkDocs empties its site_dir and may still fail after.
"""

from contextlib import nullcontext
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from guidebook.build import UNCHANGED, collect_seldom
from guidebook.downloads import Downloads, summary
from guidebook.findings import BadInput
from guidebook.site import unchanged
from guidebook.site.publication import Publication
from guidebook.text import disk
from guidebook.watch import Watch

log = get_plugin_logger("opas")


class _Hook:
    """MkDocs hands no config to the events of the start and the end; the module's one hook
    remembers for them.
    """

    def __init__(self):
        self.publication = Publication()
        self.published = Path()
        self.builds = False
        self.made_of = None
        self.watch = nullcontext()
        self.offered = Downloads()

    def on_startup(self, *, command, **_):
        self.builds = command == "build"
        collect_seldom()

    def on_config(self, config):
        config.extra["publishing"] = self.builds
        self.published = Path(config.site_dir)
        if self.builds:
            self._end_where_nothing_changed(config)
        config.site_dir = str(self.publication.begin(self.published, _tell_of_waiting))
        return config

    def _end_where_nothing_changed(self, config):
        self.made_of = unchanged.made_of(config, self.published)
        if unchanged.is_published(self.made_of, self.published):
            print("Mikään ei ole muuttunut:", summary(self.published))
            raise SystemExit(0)

    def on_pre_build(self, *, config):
        settings = config.extra["build"].guide.settings
        self.watch = Watch(settings, lambda finding: PluginError(f"{finding} {UNCHANGED}"))
        self.watch.__enter__()

    @event_priority(-100)  # once every page is rendered
    def on_env(self, env, *, config, files):
        try:
            checked = config.extra["build"].files()
        except BadInput as error:
            raise PluginError(str(error)) from None
        _replace(files, checked, config.docs_dir)
        return env

    @event_priority(-200)  # once the others have written
    def on_post_build(self, *, config):
        self.offered = config.extra["build"].offered
        self.watch.__exit__(None, None, None)
        self.publication.complete()
        if config.extra["build"].guide.findings:
            self.made_of = None  # remarks are told by each build
        if not self.builds:  # a preview builds again and again
            self.publication.end()

    def on_build_error(self, *, error):
        self.watch.__exit__(None, None, None)
        self.publication.fail()
        if not self.builds:
            self.publication.end()
        self._tell(error)

    def on_shutdown(self):
        try:
            if folder := self.publication.end():
                unchanged.note(self.made_of, folder)
                print(f"Valmis: {summary(folder)}", *self.offered.reasons, sep="\n")
        except OSError as error:
            self._tell(error)
            raise

    def _tell(self, error):
        if finding := disk.refusal(error, self.published):
            log.error(f"{finding}. {UNCHANGED}")
            raise SystemExit(1) from None


def _replace(files, checked, docs):
    """Of the files of docs/ only those that were checked are copied, as they were written anew."""
    for file in [file for file in files if file.src_dir == docs]:
        if file.src_uri in checked:
            file.content_bytes = checked[file.src_uri]
        elif not file.is_documentation_page():
            files.remove(file)


def _tell_of_waiting():
    log.info("Toinen rakennus on kesken samassa kansiossa. Odotan, että se valmistuu …")


_hook = _Hook()
on_startup = _hook.on_startup
on_config = _hook.on_config
on_pre_build = _hook.on_pre_build
on_env = _hook.on_env
on_post_build = _hook.on_post_build
on_build_error = _hook.on_build_error
on_shutdown = _hook.on_shutdown
