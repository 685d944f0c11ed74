"""Leave a page at each address that was renamed, to lead the reader on."""

from pathlib import Path

from mkdocs.exceptions import PluginError

from guidebook.findings import BadInput
from guidebook.site import addresses


def on_post_build(*, config):
    settings = config.extra["build"].guide.settings
    if settings.addresses is None or not config.use_directory_urls:
        return  # what is read from a disk has no address that anybody knows
    try:
        listed = addresses.read(settings.addresses)
        addresses.write_redirects(listed, Path(config.site_dir), settings.address)
    except BadInput as error:
        raise PluginError(str(error)) from None
