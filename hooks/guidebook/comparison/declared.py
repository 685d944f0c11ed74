"""What the files of data and the settings declare, entry by entry and key by key.

They are read as they are written and not as the build takes them, so that no key is left out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import yaml

from .. import survey
from ..findings import BadInput
from ..settings import Settings
from ..text.placed_yaml import read_yaml
from ..text.source import read_text
from .trees import Tree

MOST = 50_000  # values of one file
NAMED_BY = ("key", "name", "id")  # keys by which an item of a list is known

Key = tuple[str, ...]  # the way to a value: ("rows", "linkedin", "date")
FlatEntry = Mapping[Key, str]
TOPICS = NUMBERS, COLLECTIONS, SOURCES, EDITIONS, ADDRESSES, SYNONYMS, WORDS, SETTINGS = (
    "luvut",
    "kokoelmat",
    "lahteet",
    "laitokset",
    "osoitteet",
    "synonyymit",
    "sanat",
    "asetukset",
)


@dataclass(frozen=True)
class EntryChange:
    """An entry that is declared otherwise, or on one side only. Entries stand by id; a line of a
    list has no keys.
    """

    id: str
    old: FlatEntry | None
    new: FlatEntry | None

    @property
    def keys(self) -> list[Key]:
        old, new = self.old or {}, self.new or {}
        return [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]


def changed_entries(old: Tree, new: Tree) -> tuple[dict[str, tuple[EntryChange, ...]], set[str]]:
    """The entries that changed by topic, and the files whose change they tell, from the root."""
    before, now = ({file[:2]: file[2] for file in _files(tree)} for tree in (old, new))
    changes: dict[str, list[EntryChange]] = {topic: [] for topic in TOPICS}
    covered = set()
    sides: dict[str, tuple[dict, dict]] = {topic: ({}, {}) for topic in TOPICS}
    for topic, path in dict.fromkeys((*now, *before)):
        entries = before.get((topic, path), {}), now.get((topic, path), {})
        if None not in entries:  # a file that can't be read is compared as bytes
            covered |= {path} if entries[0] != entries[1] else set()
            for side, found in zip(sides[topic], entries, strict=True):
                side.update(found)
    for topic, (former, present) in sides.items():
        changes[topic] = [
            EntryChange(id, former.get(id), present.get(id))
            for id in dict.fromkeys((*present, *former))
            if former.get(id) != present.get(id)
        ]
    return {topic: tuple(found) for topic, found in changes.items()}, covered


def _files(tree: Tree) -> Iterator[tuple[str, str, dict[str, FlatEntry] | None]]:
    """The files that declare something: topic, path from the root, and entries by id, None when it
    can't be read.
    """
    settings = tree.guide.settings
    for topic, file, reader in _readers(settings):
        if file is not None and file.is_file():
            try:
                found = reader(file)
            except (BadInput, yaml.YAMLError, ValueError, TypeError, RecursionError):
                found = None
            yield topic, tree.from_root(file), found


def _readers(settings: Settings) -> Iterator[tuple]:
    yield NUMBERS, settings.statistics, _of_entries
    yield NUMBERS, settings.facts, _of_entries
    for id, file in survey.find(settings.surveys, settings.own_survey).items():
        yield COLLECTIONS, file, lambda file, id=id: {id: _flat(json.loads(read_text(file)))}
    yield SOURCES, settings.sources, _of_entries
    yield EDITIONS, settings.editions, _of_entries
    yield ADDRESSES, settings.addresses, _of_addresses
    yield SYNONYMS, settings.synonyms, _of_lines
    yield WORDS, settings.words, _of_lines
    yield SETTINGS, settings.config, _of_settings


def _of_entries(file: Path) -> dict[str, FlatEntry]:
    return {id: _flat(entry) for id, entry in read_yaml(file).items()}


def _of_addresses(file: Path) -> dict[str, FlatEntry]:
    """By address, under whichever headings it stands."""
    found: dict[str, dict[Key, str]] = {}
    for heading, listed in read_yaml(file).items():
        for (address, *rest), text in _flat(listed).items():
            found.setdefault(address, {})[heading, *rest] = text
    return found


def _of_lines(file: Path) -> dict[str, FlatEntry]:
    lines = (" ".join(line.split()) for line in read_text(file).split("\n"))
    return {line: {} for line in lines if line and not line.startswith("#")}


def _of_settings(file: Path) -> dict[str, FlatEntry]:
    """Each setting an entry of its own; its id is the way to it."""
    config = yaml.load(read_text(file), Loader=_WholeLoader)
    return {" › ".join(key): {(): text} for key, text in _flat(config).items()}


class _WholeLoader(yaml.SafeLoader):
    """Tags (!ENV, !!python/name) are a part of the value."""


def _tagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node):
    if isinstance(node, yaml.ScalarNode):
        return f"{node.tag} {node.value}"
    if isinstance(node, yaml.SequenceNode):
        return [node.tag, *loader.construct_sequence(node, deep=True)]
    return {node.tag: loader.construct_mapping(node, deep=True)}


_WholeLoader.add_multi_constructor("", _tagged)


def _flat(tree: object) -> dict[Key, str]:
    """Each value by the way to it. Of two that the same way leads to, the second is numbered."""
    found: dict[Key, str] = {}
    for key, text in islice(_values(tree, ()), MOST):
        way, number = key, 1
        while way in found:
            number += 1
            way = (*key, str(number))
        found[way] = text
    return found


def _values(tree: object, key: Key) -> Iterator[tuple[Key, str]]:
    """A list gives the names of its items in their order, and then each item under its name. The
    name itself is not repeated among the item's values.
    """
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield from _values(value, (*key, str(name)))
    elif isinstance(tree, list):
        names = [_name(item, number) for number, item in enumerate(tree, 1)]
        yield key, ", ".join(names)
        for name, item in zip(names, tree, strict=True):
            if isinstance(item, Mapping) and len(item) == 1:  # as in nav
                yield from _values(item, key)
            elif isinstance(item, Mapping | list):
                within = (*key, name)
                yield from (
                    (way, text)
                    for way, text in _values(item, within)
                    if text != name or way[-1] not in NAMED_BY or way[:-1] != within
                )
    else:
        yield key, _text(tree)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "kyllä" if value else "ei"
    return "" if value is None else str(value)


def _name(item: object, number: int) -> str:
    if isinstance(item, Mapping):
        named = (str(item[key]) for key in NAMED_BY if isinstance(item.get(key), str | int))
        return str(next(iter(item))) if len(item) == 1 else next(named, str(number))
    return str(number) if isinstance(item, list) else _text(item)
