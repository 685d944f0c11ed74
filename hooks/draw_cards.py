"""Draw the favicon, and the picture of each page's link once the site has an address for others to
link to.
"""

from pathlib import Path

from mkdocs.exceptions import PluginError

from guidebook.findings import BadInput
from guidebook.site import cards


def on_page_context(context, *, page, config, **_):
    if _has_address(config) and page.file.src_uri in config.extra["build"].guide.pages:
        context["card"] = cards.address(page.file.src_uri)
    return context


def on_post_build(*, config):
    site, guide = Path(config.site_dir), config.extra["build"].guide
    try:
        pictures = cards.pictures(guide) if _has_address(config) else {}
    except BadInput as error:
        raise PluginError(str(error)) from None
    for address, picture in {**pictures, **cards.favicons(guide.identity)}.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(picture)


def _has_address(config):
    """A preview has one of its own, for whoever looks at it."""
    return bool(config.site_url) and config.extra["build"].publishing
