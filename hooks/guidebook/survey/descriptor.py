"""The descriptor of a collection: datapackage.json, read with the suspicion that a
stranger's file deserves.

What it adds to CONTRACT is honoured: a delimiter, date formats, missing values, enums and limits.
Refused are paths out of its folder, addresses, and a schema by reference: a package is one folder,
and reading it needs no network.
"""

import json
import re
from pathlib import Path, PurePosixPath

from .. import syntax
from ..findings import BadInput, Place, Problem, nearest
from ..text.invisible import INVISIBLE
from ..text.parser_words import because
from ..text.source import read_text
from .cells import CellReader, cell_reader
from .csv_rows import Log, where
from .schema import CONTRACT, MAY_BE_LEFT_OUT

# A pattern with + or * can take for ever on a hostile cell; classes and letters with exact counts
# cannot.
HARMLESS_PATTERN = re.compile(r"(?:(?:\[[^\[\]\\^]+\]|[\w-])(?:\{\d{1,2}\})?){1,50}")
LARGEST_FILE = 2_000_000_000  # bytes
LONGEST = 500_000  # characters of the descriptor itself
RULE = "aineistokuvaus"
LONGEST_TITLE = 200  # characters; every number tells it
LONGEST_TEXT = 5_000  # characters
SELECTIONS = ("census", "random", "convenience")
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST_VALUES = 100  # of a list that each cell is held against


def parse(path: Path, log: Log) -> tuple[dict, str]:
    """The descriptor and its text. Raises BadInput when it is no JSON object; what its keys lack
    goes into the log.
    """
    text = read_text(path)
    try:
        descriptor = _object(text)
    except Problem as problem:
        place = getattr(problem.__cause__, "lineno", 1), getattr(problem.__cause__, "colno", 1)
        raise BadInput(problem.at(Place(log.path, *place))) from problem
    for key, fine, message, hint in _EXPECTED:
        if not fine(descriptor.get(key)):
            missing = key == "selection" and key not in descriptor
            wrong = '"selection" puuttuu' if missing else message
            log.note(where(text, f'"{key}"'), RULE, wrong, hint)
    return descriptor, text


def _object(text: str) -> dict:
    """The JSON object of the text. Raises Problem."""
    if len(text) > LONGEST:
        raise Problem("json", f"tiedostossa on yli {LONGEST} merkkiä", "lyhennä kuvausta")
    try:
        descriptor = json.loads(text)
        # half a surrogate pair could not be printed
        json.dumps(descriptor, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"JSON ei aukea{because(error.msg)}"
        raise Problem("json", message, "tarkista pilkut, sulkeet ja lainausmerkit") from error
    except (RecursionError, ValueError) as error:
        raise Problem("json", "JSON ei aukea", "yksinkertaista tiedostoa") from error
    if not isinstance(descriptor, dict):
        raise Problem(RULE, "tiedoston pitää olla JSON-olio", "muoto on {…}")
    return descriptor


def _is_text(value: object, longest: int = LONGEST_TEXT) -> bool:
    return isinstance(value, str) and len(value) <= longest and not INVISIBLE.search(value)


def _are_licences(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_licence, value))


def _is_licence(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name") or value.get("title"), str)


# Key, whether its value is fine (None where it is missing), what is wrong, and what to do.
_EXPECTED = (
    (
        "title",
        lambda value: isinstance(value, str) and value.strip() and not INVISIBLE.search(value),
        "aineistolta puuttuu nimi (title)",
        'lisää "title"',
    ),
    (
        "title",
        lambda value: not isinstance(value, str) or len(value) <= LONGEST_TITLE,
        "aineiston nimi (title) on liian pitkä",
        f"enintään {LONGEST_TITLE} merkkiä",
    ),
    *(
        (
            key,
            lambda value: not isinstance(value, str) or not syntax.OPENED.search(value),
            f'"{key}" on tekstiä, jossa oppaan merkinnät eivät toimi',
            syntax.NONE_OPENED,
        )
        for key in ("title", "attribution", "description", "method", "measured")
    ),
    (
        "sample",
        lambda value: value is None or isinstance(value, bool),
        '"sample" on true tai false',
        "true, jos aineisto on esimerkki; kirjoita ilman lainausmerkkejä",
    ),
    (
        "rows",
        lambda value: value in (None, "public", "private"),
        '"rows" on "public" tai "private"',
        '"public", jos rivit saa julkaista',
    ),
    (
        "selection",
        lambda value: value in SELECTIONS,
        '"selection" on "census", "random" tai "convenience"',
        "census, jos mukana ovat kaikki; random, jos heidät on arvottu; muuten convenience",
    ),
    *(
        (
            key,
            lambda value, longest=longest: value is None or _is_text(value, longest),
            f'"{key}" on tekstiä, enintään {longest} merkkiä',
            "kirjoita se lainausmerkkeihin",
        )
        for key, longest in (
            ("name", LONGEST_TEXT),
            ("attribution", LONGEST_TEXT),
            ("description", LONGEST_TEXT),
            ("method", LONGEST_TEXT),
            ("measured", LONGEST_TITLE),
        )
    ),
    (
        "version",
        lambda value: value is None or isinstance(value, str),
        '"version" on tekstiä',
        'esimerkiksi "1.0.0"',
    ),
    (
        "licenses",
        _are_licences,
        "aineistolta puuttuu lisenssi (licenses)",
        'esimerkiksi [{"name": "CC-BY-4.0"}]',
    ),
)


def resources(descriptor: dict, text: str, folder: Path, log: Log) -> dict[str, tuple[dict, Path]]:
    """Table → its resource and its file, for the tables of CONTRACT that can be read,
    in its order.
    """
    given = descriptor.get("resources")
    given = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    found = {}
    for table in CONTRACT:
        named = [one for one in given if one.get("name") == table]
        if not named and table in MAY_BE_LEFT_OUT:
            continue
        if len(named) != 1:
            _note_times(table, len(named), given, text, log)
        elif problem := _resource_problem(named[0], table, folder):
            quoted, *finding = problem
            log.note(where(text, json.dumps(quoted, ensure_ascii=False)), *finding)
        else:
            found[table] = named[0], folder / named[0]["path"]
    return found


def _note_times(table: str, times: int, given: list[dict], text: str, log: Log) -> None:
    """The table is described never or several times, where it should be once."""
    names = [name for one in given if isinstance(name := one.get("name"), str)]
    near = nearest(table, [name for name in names if name not in CONTRACT])
    log.note(
        where(text, f'"{near}"' if near else '"resources"'),
        RULE,
        f'taulu "{table}" on kuvattu {times} kertaa, pitäisi kerran',
        f'onko se nyt nimellä "{near}"?' if near else f'kohdassa "resources": "name": "{table}"',
    )


def _resource_problem(
    resource: dict, table: str, folder: Path
) -> tuple[object, str, str, str] | None:
    """The value at fault, the rule, the message and the hint; None when all is well."""
    path = resource.get("path")
    if problem := path_problem(path, folder):
        message = f'taulun "{table}" tiedostoa ei voi käyttää: {problem}'
        return path, "polku", message, f'esimerkiksi "path": "{table}.csv"'
    if _is_workbook(folder / path):
        message = f'taulun "{table}" tiedosto "{path[:100]}" on taulukkolaskennan työkirja'
        hint = "avaa se taulukkolaskennassa, tallenna muodossa CSV UTF-8 ja kirjoita "
        return path, "tiedostomuoto", message, f'{hint}"path": "{table}.csv"'
    if problem := _schema_problem(resource, table):
        return table, RULE, f'taulun "{table}" kuvaus ei kelpaa: {problem}', "korjaa kuvaus"
    return None


def path_problem(path: object, folder: Path) -> str:
    """Why the path does not name a file inside the package's folder, in Finnish; ""
    when it does.
    """
    if not isinstance(path, str) or not path:
        return '"path" puuttuu tai ei ole yksi tiedostonimi'
    if (
        "://" in path
        or path.startswith(("/", "\\"))
        or re.match(r"[A-Za-z]:", path)
        or "\\" in path
    ):
        return f'"{path[:100]}" on verkko-osoite tai kokonainen polku'
    if "\0" in path or ".." in PurePosixPath(path).parts:
        return f'"{path[:100]}" johtaa ulos aineiston kansiosta'
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()):
            return f'"{path[:100]}" johtaa ulos aineiston kansiosta'
        if not file.is_file():
            return f'tiedostoa "{path[:100]}" ei ole'
        return "tiedosto on liian suuri" if file.stat().st_size > LARGEST_FILE else ""
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or "tiedosto ei aukea"


def _is_workbook(file: Path) -> bool:
    """Whether a file is one of Excel's or LibreOffice's, by how it begins or is named."""
    with file.open("rb") as content:
        return content.read(4) in WORKBOOK or file.suffix.lower() in (".xlsx", ".xls", ".ods")


def _schema_problem(resource: dict, table: str) -> str:
    """What in the resource the guide cannot honour, in Finnish; "" when all is well."""
    schema, dialect = resource.get("schema", {}), resource.get("dialect", {})
    if not isinstance(schema, dict):
        return '"schema" on kirjoitettava kuvaukseen itseensä'
    if not isinstance(schema.get("fields", []), list):
        return '"fields" ei ole luettelo'
    mark = dialect.get("delimiter", ",") if isinstance(dialect, dict) else None
    if (
        not isinstance(mark, str)
        or len(mark) != 1
        or not (mark == "\t" or mark.isprintable())
        or mark == '"'
    ):
        return '"dialect" saa kertoa vain erottimen, joka on yksi merkki'
    if _too_many(schema.get("missingValues")):
        return f'luettelossa "missingValues" on yli {MOST_VALUES} arvoa'
    for one in schema.get("fields", []):
        if not isinstance(one, dict) or not isinstance(one.get("name"), str):
            return "sarakkeella ei ole nimeä"
        constraints = one.get("constraints", {})
        if not isinstance(constraints, dict):
            return f'sarakkeen {one["name"]} "constraints" ei ole JSON-olio'
        if _too_many(constraints.get("enum")) or _too_many(one.get("missingValues")):
            return f"sarakkeen {one['name'][:40]} luettelossa on yli {MOST_VALUES} arvoa"
        pattern = constraints.get("pattern")
        if pattern is not None and not (
            isinstance(pattern, str) and HARMLESS_PATTERN.fullmatch(pattern)
        ):
            return f'sarakkeen {one["name"]} "pattern" on liian mutkikas; käytä muotoa [A-Z]{{2}}'
    try:
        cell_readers(resource, table)
    except ValueError as error:
        return str(error)
    return ""


def _too_many(values: object) -> bool:
    return isinstance(values, list) and len(values) > MOST_VALUES


def delimiter(resource: dict) -> str:
    """The character between the cells of the resource's file."""
    return resource.get("dialect", {}).get("delimiter", ",")


def cell_readers(resource: dict, table: str) -> dict[str, CellReader]:
    """Column → how its cells are read. Raises ValueError for a description that cannot be."""
    schema = resource.get("schema", {})
    described = {one["name"]: one for one in schema.get("fields", [])}
    readers = {}
    for name, ours in CONTRACT[table].items():
        try:
            readers[name] = cell_reader(
                ours, described.get(name, {}), schema.get("missingValues", [""])
            )
        except ValueError as error:
            raise ValueError(f"sarakkeen {name} {error}") from error
    return readers
