"""Give the theme's search the words of the guide in Finnish; with GUIDEBOOK_OFFLINE=1 also where
there is no server.
"""

import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from guidebook import finnish, search
from guidebook.build import UNCHANGED
from guidebook.findings import BadInput
from guidebook.pages.front_matter import ASKED, ASKED_PAGE

log = get_plugin_logger("opas")

THEMES = "material/search"


def on_config(config):
    if THEMES in config.plugins:
        search.keep(config.plugins[THEMES].search_index)
    config.extra_javascript.append(search.page_script()[0])
    config.extra["polyfills"] = [*config.extra.get("polyfills", []), *_before_the_theme()]
    if _offline():
        config.use_directory_urls = False
    config.extra["asked"] = {}
    return config


def on_page_context(context, *, page, config, **_):
    for anchor, words in (page.meta.get(ASKED) or {}).items():
        section = "" if anchor == ASKED_PAGE else f"#{anchor}"
        config.extra["asked"][page.url + section] = words
    return context


@event_priority(-100)  # the theme's plugin writes its index first
def on_post_build(*, config):
    try:
        _write(config)
    except BadInput as error:
        _stop(error)
    except finnish.VoikkoMissing as error:
        if "build" not in config.extra or config.extra["build"].publishing:
            raise PluginError(f"{error} {UNCHANGED}") from None
        # Not a warning, which would end a strict preview.
        log.info(f"VAROITUS: {error} Esikatselun haku ei taivuta sanoja.")


def _stop(error):
    for finding in error.findings:
        log.error(str(finding))
    raise PluginError(f"Hakua ei voitu tehdä. {UNCHANGED}") from None


def _write(config):
    given = config.extra.get("guidebook") or {}
    root, unsearched = Path(config.config_file_path).parent, given.get("unsearched") or ()
    with finnish.Voikko() as voikko:
        groups = search.synonym_groups(given, root, Path(config.docs_dir))
        site = Path(config.site_dir)
        asked = config.extra["asked"]
        search.write(site, groups, voikko, without=unsearched, asked=asked, offline=_offline())


def _before_the_theme():
    return [search.early_script()[0], *([search.OFFLINE] if _offline() else [])]


def _offline():
    return os.environ.get("GUIDEBOOK_OFFLINE") == "1"
