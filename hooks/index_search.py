"""Give the theme's search the words of the guide in Finnish; with GUIDEBOOK_OFFLINE=1 also where
there is no server.
"""

import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger

from guidebook import finnish, search
from guidebook.findings import BadInput

log = get_plugin_logger("opas")


def on_config(config):
    config.extra["offline"] = os.environ.get("GUIDEBOOK_OFFLINE") == "1"
    config.extra_javascript.append(search.page_script()[0])
    if config.extra["offline"]:
        config.use_directory_urls = False
        config.extra["polyfills"] = [*config.extra.get("polyfills", []), search.OFFLINE]
    return config


@event_priority(-100)  # the theme's plugin writes its index first
def on_post_build(*, config):
    try:
        with finnish.Voikko() as voikko:
            given = config.extra.get("guidebook") or {}
            groups = search.synonym_groups(
                given, Path(config.config_file_path).parent, Path(config.docs_dir)
            )
            search.write(
                Path(config.site_dir),
                groups,
                voikko,
                without=given.get("unsearched") or (),
                offline=config.extra["offline"],
            )
    except BadInput as error:
        for finding in error.findings:
            log.error(str(finding))
        raise PluginError("Hakua ei voitu tehdä. Aiempi sivusto ja PDF ovat ennallaan.") from None
    except finnish.VoikkoMissing as error:
        if config.extra.get("publishing", True):
            raise PluginError(f"{error} Aiempi sivusto ja PDF ovat ennallaan.") from None
        log.info(
            f"VAROITUS: {error} Esikatselun haku ei taivuta sanoja."
        )  # a warning would end a strict preview
