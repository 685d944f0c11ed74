"""What is wrong in mkdocs.yml, told as findings are: MkDocs stops at it before any hook is asked,
and tells it in English and without a place.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from .. import settings
from ..configuration import RULE, place_of
from ..findings import BadInput, Finding, shown

HINT = "korjaa asetus tai palauta se ennalleen"

# What MkDocs says → the same in Finnish
_WHY = {
    r"The path '(.*)' isn't an existing (?:file|directory)\.": 'tiedostoa tai kansiota "{}" ei ole',
    r'The "(.*)" plugin is not installed': 'lisäosaa "{}" ei ole asennettu',
    r"Unrecognised theme name: '(.*?)'": 'teemaa "{}" ei ole asennettu',
    r"Failed to load extension '(.*?)'": 'laajennusta "{}" ei ole asennettu',
    r"Expected (?:a|type|nav|key).*|.*Expected a key-value mapping.*": "arvon muoto on toinen",
}
_SAID = re.compile(r"Config value '(?P<key>\w+)': (?P<why>.*)", re.DOTALL)


def findings(config: Path, messages: Iterable[str]) -> list[str]:
    """What stopped a build, with what MkDocs said of the settings put into findings."""
    try:
        settings.read(config)
    except BadInput as error:
        return [*map(str, error.findings)]
    return [_finding(config, match) if (match := _SAID.match(text)) else text for text in messages]


def _finding(config: Path, said: re.Match) -> str:
    message, hint = f'MkDocs ei hyväksy asetusta "{said["key"]}": {_in_finnish(said["why"])}', HINT
    if said["why"].startswith("Required"):
        message, hint = f'asetus "{said["key"]}" puuttuu', f"lisää rivi {said['key']}: …"
    elif said["why"].startswith("Unrecognised configuration"):
        message, hint = f'tuntematon asetus "{said["key"]}"', "poista se tai korjaa nimi"
    return str(Finding(place_of(config, said["key"]), RULE, message, hint))


def _in_finnish(why: str) -> str:
    """The reason, or as MkDocs gives it where it is a rare one."""
    for english, finnish in _WHY.items():
        if match := re.match(english, why, re.DOTALL):
            return finnish.format(*map(_named, match.groups()))
    return why


def _named(text: str) -> str:
    return shown(text) if text.startswith("/") else text
