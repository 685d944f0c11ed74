"""Source files as their editors wrote them: text in UTF-8, and YAML that remembers its places."""

import errno
import re
from pathlib import Path

import yaml

from ..findings import BadInput, Finding, Place, shown

REASONS = {
    errno.ENOENT: "tiedostoa ei ole",
    errno.EACCES: "tiedostoa ei saa lukea",
    errno.EISDIR: "tämä on kansio",
    errno.ENOTDIR: "polku kulkee tiedoston läpi",
}

# Characters no text needs: they make a text read other than it looks, or break what is made of it.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

LARGEST_YAML = 400_000  # characters
# Mappings and lists inside each other; the C loader takes the whole program down at some thousands
DEEPEST_YAML = 20

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, ten times as fast


def read_text(path: Path) -> str:
    """The file's text with newlines as \\n. Raises BadInput when it is missing, not UTF-8 or has
    hidden characters.
    """
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise BadInput(
            Finding(
                Place(shown(path)),
                "tiedosto",
                REASONS.get(error.errno, f"tiedosto ei aukea ({error})"),
                "tarkista nimi ja oikeudet",
            )
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise BadInput(
            Finding(
                Place(shown(path), line, column),
                "merkistö",
                "tiedosto ei ole UTF-8-muodossa",
                "tallenna se uudelleen merkistöllä UTF-8",
            )
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := INVISIBLE.search(text):
        line, column = (
            text.count("\n", 0, found.start()) + 1,
            found.start() - text.rfind("\n", 0, found.start()),
        )
        raise BadInput(
            Finding(
                Place(shown(path), line, column),
                "merkistö",
                f"tiedostossa on ohjausmerkki U+{ord(found[0]):04X}",
                "poista se ja tallenna tekstinä",
            )
        )
    return text


def mend(path: Path, read: str, mended: str) -> None:
    """Write the lines in which `mended` differs from the text that was `read` into the file; what
    else is in it stays byte for byte, line ends and all. The number of lines stays the same.
    """
    with path.open(encoding="utf-8", newline="") as file:
        kept = re.split(r"(\r\n?|\n)", file.read())  # lines and line ends in turn
    lines = zip(read.split("\n"), mended.split("\n"), strict=True)
    for number, (old, new) in enumerate(lines):
        if new != old:
            mark = "\ufeff" if kept[2 * number].startswith("\ufeff") else ""
            kept[2 * number] = mark + new
    path.write_bytes("".join(kept).encode())


class Mapping(dict):
    """A YAML mapping that knows its own place, and under `places` the place of each of
    its values.
    """

    def __init__(self, place: Place):
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}


def read_yaml(path: Path) -> Mapping:
    """The YAML mapping in a file, mappings inside as Mapping. Raises BadInput."""
    return parse_yaml(read_text(path), shown(path))


def parse_yaml(text: str, name: str) -> Mapping:
    """The YAML mapping of a text; `name` is its file's in messages. Raises BadInput.

    Plain data only: tags, anchors and aliases (with which a short file can fill the memory), deep
    nests and keys given twice are refused.
    """
    findings: list[Finding] = []
    if len(text) > LARGEST_YAML:
        raise BadInput(
            Finding(
                Place(name), "yaml", f"tiedostossa on yli {LARGEST_YAML} merkkiä", "lyhennä sitä"
            )
        )

    def place(mark: yaml.Mark) -> Place:
        return Place(name, mark.line + 1, mark.column + 1)

    try:
        depth = 0
        for event in yaml.parse(text, Loader=SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
                event, yaml.CollectionEndEvent
            )
            if depth > DEEPEST_YAML:
                raise BadInput(
                    Finding(
                        place(event.start_mark),
                        "yaml",
                        f"sisäkkäin on yli {DEEPEST_YAML} tasoa",
                        "yksinkertaista rakennetta",
                    )
                )
            if getattr(event, "tag", None):
                raise BadInput(
                    Finding(
                        place(event.start_mark),
                        "yaml",
                        "tyyppimerkinnät (!) eivät ole käytössä",
                        "kirjoita arvo lainausmerkkeihin",
                    )
                )
            if getattr(event, "anchor", None):
                raise BadInput(
                    Finding(
                        place(event.start_mark),
                        "yaml",
                        "ankkurit (& ja *) eivät ole käytössä",
                        "kirjoita arvo kokonaan",
                    )
                )
        loader = SafeLoader(text)
        node = loader.get_single_node()

        def build(node: yaml.Node):
            if isinstance(node, yaml.MappingNode):
                mapping = Mapping(place(node.start_mark))
                for key_node, value_node in node.value:
                    key = (
                        loader.construct_object(key_node)
                        if isinstance(key_node, yaml.ScalarNode)
                        else None
                    )
                    if not isinstance(key, str):
                        findings.append(
                            Finding(
                                place(key_node.start_mark),
                                "yaml",
                                "avaimen pitää olla sana",
                                "kirjoita se lainausmerkkeihin",
                            )
                        )
                    elif key in mapping:
                        findings.append(
                            Finding(
                                place(key_node.start_mark),
                                "yaml",
                                f'avain "{key}" on jo annettu',
                                "poista toinen",
                            )
                        )
                    else:
                        mapping[key] = build(value_node)
                        mapping.places[key] = place(key_node.start_mark)
                return mapping
            if isinstance(node, yaml.SequenceNode):
                return [build(item) for item in node.value]
            return loader.construct_object(node)

        tree = build(node) if node is not None else Mapping(Place(name))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = (
            getattr(error, "problem", None)
            or getattr(error, "reason", None)
            or type(error).__name__
        )
        raise BadInput(
            Finding(
                place(mark) if mark else Place(name),
                "yaml",
                f"YAML ei aukea ({problem})",
                "tarkista sisennykset, kaksoispisteet ja lainausmerkit",
            )
        ) from error
    if not isinstance(tree, Mapping):
        findings.append(
            Finding(Place(name), "yaml", "tiedoston pitää alkaa avaimella", 'muoto on "tunnus: …"')
        )
    if findings:
        raise BadInput(*findings)
    return tree
