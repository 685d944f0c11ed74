"""Leave a page at each address that was renamed, to lead the reader on."""

from pathlib import Path

from mkdocs.exceptions import PluginError

from guidebook.findings import BadInput
from guidebook.site import addresses


def on_post_build(*, config):
    settings = config.extra["guide"].settings
    if settings.addresses is None or config.extra.get(
        "offline"
    ):  # on a disk nobody has an old address
        return
    try:
        addresses.write_redirects(
            addresses.read(settings.addresses), Path(config.site_dir), settings.address
        )
    except BadInput as error:
        raise PluginError(str(error)) from None
