"""Write the feed of editions."""

from pathlib import Path

from guidebook.editions import announced, errata
from guidebook.site import feed


def on_post_build(*, config):
    settings = config.extra["build"].guide.settings
    if settings.editions is not None:
        Path(config.site_dir, feed.ADDRESS).write_bytes(
            feed.atom(settings, announced.read(settings.editions), errata.read(settings.errata))
        )
