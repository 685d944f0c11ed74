"""YAML that remembers its places, of plain data only.

Tags, anchors and aliases (with which a short file can fill the memory), deep nests and keys given
twice are refused.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from ..findings import BadInput, Finding, Place, Problem, meant, shown
from .own_yaml import SafeLoader
from .parser_words import because
from .source import read_text, written_column

LARGEST = 400_000  # characters
# Mappings and lists inside each other; the C loader takes the whole program down at some thousands.
DEEPEST = 20
COLON_INSIDE = "mapping values are not allowed in this context"  # as the parser says it


class Mapping(dict):
    """A YAML mapping that knows its own place, and under `places` the place of each of its
    values.
    """

    def __init__(self, place: Place):
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}


def unknown_keys(mapping: Mapping, keys: Sequence[str], rule: str, name: str) -> list[Finding]:
    """What is none of the keys that the mapping of that name may have."""
    before = f"{name}: " if name else ""
    return [
        Problem(
            rule,
            f'tuntematon avain "{before}{key}"',
            meant(key, keys) or f"poista se; käytössä ovat {', '.join(keys)}",
        ).at(mapping.places[key])
        for key in mapping
        if key not in keys
    ]


def read_yaml(path: Path) -> Mapping:
    """The YAML mapping in a file, mappings inside as Mapping. Raises BadInput."""
    return parse_yaml(read_text(path), shown(path))


def parse_yaml(text: str, name: str) -> Mapping:
    """The YAML mapping of a text; `name` is its file's in messages. Raises BadInput."""
    if len(text) > LARGEST:
        raise BadInput(
            _wrong(f"tiedostossa on yli {LARGEST} merkkiä", "lyhennä sitä").at(Place(name))
        )
    builder = _Builder(text, name)
    try:
        if refused := next(builder.refused(), None):
            raise BadInput(refused)
        tree = builder.tree()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadInput(_unreadable(error, text, name)) from error
    if not isinstance(tree, Mapping):
        problem = _wrong("tiedoston pitää alkaa avaimella", 'muoto on "tunnus: …"')
        builder.findings.append(problem.at(Place(name)))
    if builder.findings:
        raise BadInput(*builder.findings)
    return tree


def _wrong(message: str, hint: str) -> Problem:
    return Problem("yaml", message, hint)


def _place(mark: yaml.Mark, text: str, name: str) -> Place:
    line = mark.line + 1
    return Place(name, line, written_column(text, line, mark.column + 1))


def _unreadable(error: Exception, text: str, name: str) -> Finding:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None)
    if mark and re.match(r" *\t", [*text.split("\n"), ""][mark.line]):
        hint = "poista sarkain; sisennys tehdään välilyönneillä"
        problem = _wrong("rivi alkaa sarkaimella", hint)
        return problem.at(_place(mark, text, name))
    if reason == COLON_INSIDE:
        hint = "kirjoita arvo lainausmerkkeihin, tai korjaa rivin sisennys"
        problem = _wrong("rivin arvossa on kaksoispiste", hint)
        return problem.at(_place(mark, text, name))
    problem = _wrong(
        f"YAML ei aukea{because(reason)}",
        "tarkista sisennykset, kaksoispisteet ja lainausmerkit",
    )
    return problem.at(_place(mark, text, name) if mark else Place(name))


class _Builder:
    """The tree of a text, and what is wrong with its keys."""

    def __init__(self, text: str, name: str):
        self.text, self.name = text, name
        self.loader = SafeLoader(str(text))  # the C loader takes no kin of str
        self.findings: list[Finding] = []

    def refused(self) -> Iterator[Finding]:
        """What is more than plain data, before any of it is built."""
        depth = 0
        for event in yaml.parse(str(self.text), Loader=SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                problem = _wrong(f"sisäkkäin on yli {DEEPEST} tasoa", "yksinkertaista rakennetta")
            elif getattr(event, "tag", None):
                problem = _wrong(
                    "tyyppimerkinnät (!) eivät ole käytössä", "kirjoita arvo lainausmerkkeihin"
                )
            elif getattr(event, "anchor", None):
                problem = _wrong("ankkurit (& ja *) eivät ole käytössä", "kirjoita arvo kokonaan")
            else:
                continue
            yield problem.at(_place(event.start_mark, self.text, self.name))

    def tree(self):
        node = self.loader.get_single_node()
        return self._built(node) if node is not None else Mapping(Place(self.name))

    def _built(self, node: yaml.Node):
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._built(item) for item in node.value]
        try:
            return self.loader.construct_object(node)
        except ValueError:  # 30 February: as text, and refused where a day is asked for
            return node.value

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        mapping = Mapping(_place(node.start_mark, self.text, self.name))
        for key_node, value_node in node.value:
            place = _place(key_node.start_mark, self.text, self.name)
            key = isinstance(key_node, yaml.ScalarNode) and self.loader.construct_object(key_node)
            if not isinstance(key, str):
                problem = _wrong("avaimen pitää olla sana", "kirjoita se lainausmerkkeihin")
                self.findings.append(problem.at(place))
            elif key in mapping:
                self.findings.append(
                    _wrong(f'avain "{key}" on jo annettu', "poista toinen").at(place)
                )
            else:
                mapping[key] = self._built(value_node)
                mapping.places[key] = place
        return mapping
