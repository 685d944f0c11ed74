"""Links of the theme's menus to a page in another language, and to its sections, say so."""

import posixpath
import re
from collections.abc import Mapping

_LINK = re.compile(r'<a href="(?P<address>[^"#]*)(?P<fragment>#[^"]*)?" class="md-nav__link')

# The page itself in the menu of a narrow screen.
_OWN = '<label class="md-nav__link md-nav__link--active"'


def mark(html: str, address: str, languages: Mapping[str, str]) -> str:
    """The HTML of the page at `address` with `lang` in its menus; `languages` has it by address.
    Addresses are those from the site's root.
    """

    def marked(link: re.Match) -> str:
        found = link["address"] or "."
        target = posixpath.normpath(posixpath.join(address or ".", found))
        language = languages.get(f"{target}/")
        return f'<a lang="{language}"{link[0].removeprefix("<a")}' if language else link[0]

    html = _LINK.sub(marked, html)
    if address in languages:
        html = html.replace(_OWN, f'{_OWN} lang="{languages[address]}"')
    return html
