"""The Content-Security-Policy of the site's pages: everything from the site itself, inline scripts
by their hashes.

It stands in a meta element of each page, since a site on Pages has no headers of its own.
"""

import base64
import hashlib
from html.parser import HTMLParser

# The theme's search runs in a worker and asks for its index; icons of the theme's stylesheets are
# data.
ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
OF_REDIRECTS = "default-src 'none'; base-uri 'none'"


class _Scripts(HTMLParser):
    """The texts of the scripts that stand in the page itself."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "script" and "src" not in dict(attrs)
        if self._inside:
            self.texts.append("")

    def handle_data(self, data):
        if self._inside:
            self.texts[-1] += data

    def handle_endtag(self, tag):
        self._inside = False


def inline_scripts(html: str) -> list[str]:
    """The scripts in the HTML that have no address, as they are written."""
    return _Scripts(html).texts


def source_of(script: str) -> str:
    """How a policy names a script: 'sha256-…'."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(html: str, *, preview: bool = False) -> str:
    """The policy of a page in which just the scripts of this HTML are allowed, or in a
    preview any, and styles too.
    """
    scripts = ["'unsafe-inline'"] if preview else sorted(map(source_of, inline_scripts(html)))
    allowed = ALLOWED | {"script-src": " ".join([ALLOWED["script-src"], *dict.fromkeys(scripts)])}
    if preview:
        allowed["style-src"] += " 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in allowed.items())
