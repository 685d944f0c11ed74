"""What WeasyPrint complains of, in Finnish where it is an editor's mistake."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from ..elements import PLACE

# By the template of its message; the rest is told as it is.
IN_FINNISH = {
    "No anchor #%s for internal URI reference": 'linkin kohdetta "#%s" ei ole kirjassa',
    "Failed to load image at %r: %s": 'kuvaa "%s" ei voi painaa (%s)',
    "Failed to render SVG image %s": (
        'piirrosta "%s" ei voi painaa: siinä on arvo, joka ei ole luku'
    ),
    'Image "%s" has no required alt description': 'kuvalta "%s" puuttuu kuvaus (alt)',
    '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)': (
        'kirjan kirjasimissa ei ole merkkiä "%s" (U+%04X)'
    ),
    "Anchor defined twice: %r": "tunnus %s on kirjassa kahdesti",
}
BOUND = "\ufdd0"  # no character of any text
ON_PAGE = re.compile(f"{BOUND}(\\d+){BOUND}")


class Complaints(logging.Handler):
    """Each once."""

    def __init__(self, base: str):
        super().__init__(logging.WARNING)
        self._base = base
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        template = IN_FINNISH.get(str(record.msg))
        message = (
            template % tuple(map(self._plain, record.args)) if template else record.getMessage()
        )
        if message not in self.messages:
            self.messages.append(message)

    def _plain(self, value: object) -> object:
        """An anchor out of the token ("url", ("internal", anchor)), a path below the base, a reason
        alone.
        """
        if isinstance(value, int):
            return value
        if isinstance(value, tuple):
            return value[-1][-1]
        text = str(value).removeprefix(self._base).removeprefix("RefusedFile: ")
        return "data:…" if text.startswith("data:") else text


@contextmanager
def heard(base: str) -> Iterator[list[str]]:
    """What is complained of while it lasts; paths are told from below `base`."""
    logger, handler = logging.getLogger("weasyprint"), Complaints(base)
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)  # whatever the program around us has set for its own logs
    try:
        yield handler.messages
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)


def on_page(index: int) -> str:
    """Stands in a message for the number of a page, which is not known as long as it is not known
    where the pages, counted from 0, come to stand.
    """
    return f"{BOUND}{index}{BOUND}"


def numbered(messages: Iterable[str], first: int) -> list[str]:
    """The messages with the numbers of their pages."""
    return [ON_PAGE.sub(lambda page: str(first + int(page[1])), one) for one in messages]


def placed(tree: Element, messages: list[str]) -> list[str]:
    """The messages, those of a picture with the place where it is written."""
    places = {
        f'"{image.get("src")}"': image.get(PLACE)
        for image in tree.iter("img")
        if image.get("src") and image.get(PLACE)
    }
    found = (next((at for name, at in places.items() if name in one), "") for one in messages)
    return [f"{at}: {one}" if at else one for at, one in zip(found, messages, strict=True)]
