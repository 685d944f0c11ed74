"""mkdocs.yml as it is written: read, and each of its settings with the place that it has there."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .findings import BadInput, Finding, Place, shown
from .syntax import OPENED
from .text.own_yaml import SafeLoader
from .text.parser_words import because
from .text.source import read_text, written_column

RULE = "asetus"
BELOW = "kirjoita arvot sen alle sisennettyinä riveinä:"
PLAIN = "lainausmerkki on ”; jätä muut pois, sillä sivut eivät näytä niitä"


def not_shown(text: str) -> str:
    """What in it pages would read as HTML or as a marker, the first of several."""
    found = re.search(r'[<>"]', text) or OPENED.search(text)
    return found[0] if found else ""


def read(path: Path) -> Mapping:
    """What stands in an mkdocs.yml. Raises BadInput when it cannot be read."""
    text = read_text(path)
    try:
        config = yaml.load(str(text), Loader=_TolerantLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = Place(shown(path), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
        hint = "tarkista sisennykset ja kaksoispisteet"
        message = f"mkdocs.yml ei aukea{because(getattr(error, 'problem', ''))}"
        raise BadInput(Finding(at, "yaml", message, hint)) from error
    if config is not None and not isinstance(config, Mapping):
        message = 'asetuksen "mkdocs.yml" pitää olla muotoa "avain: arvo"'
        raise BadInput(Finding(Place(shown(path)), RULE, message, "korjaa asetus"))
    return config or {}


@dataclass(frozen=True)
class Configured:
    """What mkdocs.yml gives under keys inside each other. All settings of a reading share the
    findings, which are what is wrong with any of them.
    """

    path: Path
    value: object
    keys: tuple[object, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return ": ".join(str(key) for key in self.keys if not isinstance(key, int))

    def under(self, key: object) -> "Configured":
        value = self.value
        inside = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, list) and isinstance(key, int):
            inside = value[key]
        return Configured(self.path, inside, (*self.keys, key), self.findings)

    def note(self, message: str, hint: str) -> None:
        place = place_of(self.path, *self.keys)
        self.findings.append(Finding(place, RULE, message, hint))

    def mapping(self) -> Mapping:
        return self._of_kind(Mapping, 'muotoa "avain: arvo"', f"{BELOW} avain: arvo") or {}

    def listed(self) -> list:
        return self._of_kind(list, "luettelo", f"{BELOW} - arvo") or []

    def items(self) -> Iterator["Configured"]:
        """What the list or the mapping holds."""
        keys = range(len(self.value)) if isinstance(self.value, list) else self.mapping()
        return map(self.under, keys)

    def text(self) -> str:
        """A number is a text where it is written as it is read: 2026.10 would be 2026.1."""
        if self.value is None:
            return ""
        if not isinstance(self.value, str):
            written = _written(self.path, *self.keys)
            if type(self.value) is not int or written not in (None, str(self.value)):
                hint = f'kirjoita {self.keys[-1]}: "{written or "…"}"'
                self.note(f'asetuksen "{self.name}" arvo ei ole tekstiä', hint)
        elif sign := not_shown(self.value):
            self.note(f'asetuksen "{self.name}" arvossa on {sign}', PLAIN)
        return str(self.value)

    def switch(self, *, usual: bool = False) -> bool:
        hint = f"kirjoita {self.keys[-1]}: true"
        return usual if self.value is None else bool(self._of_kind(bool, "true tai false", hint))

    def _of_kind(self, kind: type, form: str, hint: str):
        """The value, when it is of the kind."""
        if self.value is None or isinstance(self.value, kind):
            return self.value
        self.note(f'asetuksen "{self.name}" pitää olla {form}', hint)
        return None


def place_of(path: Path, *keys: object) -> Place:
    """Where the setting stands, or the innermost of those around it."""
    text = read_text(path)
    *_, (mark, _) = _way(text, keys)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Place(shown(path), line, written_column(text, line, column))


def _written(path: Path, *keys: object) -> str | None:
    """The value as it is spelled in the file; None where it does not stand there alone."""
    found = [*_way(read_text(path), keys)]
    node = found[-1][1]
    return node.value if len(found) > len(keys) and isinstance(node, yaml.ScalarNode) else None


def _way(text: str, keys: tuple) -> Iterator[tuple[yaml.Mark | None, yaml.Node | None]]:
    """From the whole file inwards, for each key that is there: its mark, and what is under it."""
    node = yaml.compose(str(text), Loader=SafeLoader)
    yield None, node
    for key in keys:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            yield node.start_mark, node
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        named = [pair for pair in pairs if getattr(pair[0], "value", None) == str(key)]
        if not named:
            return
        mark, node = named[-1][0].start_mark, named[-1][1]
        yield mark, node


class _TolerantLoader(yaml.SafeLoader):
    """MkDocs' own tags (!relative, !!python/name) stand for nothing the core needs, but the address
    of the site.
    """


_TolerantLoader.add_multi_constructor("", lambda loader, suffix, node: None)
_TolerantLoader.add_constructor("!ENV", lambda loader, node: _of_environment(node))


def _of_environment(node: yaml.Node) -> str | None:
    return os.environ.get(node.value) if isinstance(node, yaml.ScalarNode) else None
