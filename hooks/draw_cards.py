"""Draw the picture of each page's link, and the favicon."""

from pathlib import Path

from mkdocs.exceptions import PluginError

from guidebook.findings import BadInput
from guidebook.site import cards


def on_page_context(context, *, page, config, **_):
    if page.file.src_uri in config.extra["guide"].pages:
        context["card"] = cards.address(page.file.src_uri)
    return context


def on_post_build(*, config):
    guide, site = config.extra["guide"], Path(config.site_dir)
    try:
        pictures = cards.pictures(guide)
    except BadInput as error:
        raise PluginError(str(error)) from None
    for address, picture in {**pictures, cards.FAVICON: cards.favicon()}.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(picture)
