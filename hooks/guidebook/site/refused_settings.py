"""What is wrong in mkdocs.yml, told as findings are: MkDocs stops at it before any hook is asked,
and tells it in English and without a place.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from .. import settings
from ..findings import BadInput, Finding, Place, shown

HINT = "korjaa asetus tai palauta se ennalleen"

_SAID = re.compile(r"Config value '(?P<key>\w+)': (?P<why>.*)", re.DOTALL)


def findings(config: Path, messages: Iterable[str]) -> list[str]:
    """What stopped a build, with what MkDocs said of the settings put into findings."""
    try:
        settings.read(config)
    except BadInput as error:
        return [*map(str, error.findings)]
    return [_finding(config, match) if (match := _SAID.match(text)) else text for text in messages]


def _finding(config: Path, said: re.Match) -> str:
    beginning = f"{said['key']}:"
    lines = enumerate(config.read_text("utf-8").splitlines(), 1)
    line = next((number for number, text in lines if text.startswith(beginning)), 1)
    message = f'MkDocs ei hyväksy asetusta "{said["key"]}" ({said["why"]})'
    if said["why"].startswith("Required"):
        message = f'asetus "{said["key"]}" puuttuu'
    return str(Finding(Place(shown(config), line), "asetus", message, HINT))
