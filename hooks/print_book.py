"""Make what the site offers to take away once every page is rendered; templates come after, so
pages can tell its sizes.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from guidebook import finnish
from guidebook.build import UNCHANGED
from guidebook.findings import BadInput

log = get_plugin_logger("opas")


def on_files(files, **_):
    """The book's template and stylesheet stand among the theme's and are no part of the site."""
    for file in [file for file in files if file.src_uri.startswith("print/")]:
        files.remove(file)
    return files


def on_env(env, *, config, **_):
    build, folder = config.extra["build"], Path(config.site_dir)
    try:
        build.print(folder, log.warning)
        _offer(build, folder, config.extra.get("printed"))
        build.write_numbers(folder)
        build.keep_editions(folder)
    except (BadInput, finnish.VoikkoMissing) as error:
        _stop(error)
    return env


def on_post_build(*, config):
    config.extra["build"].offered.write(Path(config.site_dir))


def _stop(error):
    for finding in getattr(error, "findings", [error]):
        log.error(str(finding))
    raise PluginError(f"Ladattavia tiedostoja ei voitu tehdä. {UNCHANGED}") from None


def _offer(build, site, beside):
    """In a preview, what is printed beside it."""
    if beside:
        beside.show(site)
        build.offer(beside.folder)
