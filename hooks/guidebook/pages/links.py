"""Where a link of a page leads inside the guide, and at what address the page
stands on the site.
"""

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

OUTSIDE = ("http", "https", "mailto", "tel")  # how the address of a link may begin


@dataclass(frozen=True)
class Target:
    """Where a link inside the guide leads: a page with an anchor ("" = its top), or a file under
    docs/.
    """

    path: str
    anchor: str = ""


def target(href: str, page: str) -> Target | None:
    """The target of a link as written on the page; None when it leads outside or
    nowhere in docs/.
    """
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    path = unquote(parts.path)
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return None if resolved.startswith("..") else Target(resolved, unquote(parts.fragment))


def web_address(path: str, fragment: str = "") -> str:
    """The address of a page or a file under docs/, relative to the front page, which
    itself is "".
    """
    address = path
    if path.endswith(".md"):
        address = re.sub(r"(^|/)index\.md$", r"\1", path)
        address = f"{address.removesuffix('.md')}/" if address.endswith(".md") else address
    return f"{address}#{fragment}" if fragment else address
