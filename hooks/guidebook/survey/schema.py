"""What the tables of every collection look like, and what is told of a cell that looks otherwise.

The tables stand in schema.yml; each kind of column is a field of Table Schema (datapackage.org).
"""

from pathlib import Path

from ..text.own_yaml import read_own_yaml

_DATA = read_own_yaml(Path(__file__).with_suffix(".yml"))
# Table → column → its field
CONTRACT: dict[str, dict[str, dict]] = {
    table: {column: _DATA["fields"][kind] for column, kind in columns.items()}
    for table, columns in _DATA["tables"].items()
}
# A table; a column and what stands in its place.
MAY_BE_LEFT_OUT: dict[str, int | None] = _DATA["may_be_left_out"]
MAY_BE_EMPTY: list[str] = _DATA["may_be_empty"]
UNIQUE: dict[str, list[str]] = _DATA["unique"]
# A row belongs to exactly one of these.
OWNERS: dict[str, list[str]] = _DATA["owners"]
REFERENCES: dict[str, dict[str, str]] = _DATA["references"]
MOST_COUNTED = 5_000_000  # persons or organisations of one table, with those counted
SQL_TYPES = {"string": "varchar", "integer": "bigint", "number": "double", "date": "date"}

# Type, and the constraints of Table Schema a descriptor may set: rule, what is wrong, what to do
CELL_RULES = {
    "integer": (
        "tyyppi",
        "arvo ei ole kokonaisluku",
        "kirjoita pelkät numerot; tuntematon jätetään tyhjäksi",
    ),
    "number": (
        "tyyppi",
        "arvo ei ole luku",
        "kirjoita luku desimaalipisteellä; tuntematon jätetään tyhjäksi",
    ),
    "date": (
        "tyyppi",
        "arvo ei ole päivä",
        "kirjoita muodossa 2026-11-30; tuntematon jätetään tyhjäksi",
    ),
    "required": ("puuttuva-arvo", "pakollinen arvo puuttuu", "täytä solu"),
    "minimum": (
        "arvo",
        "arvo on pienempi kuin {limit}",
        "korjaa arvo; tuntematon jätetään tyhjäksi",
    ),
    "maximum": (
        "arvo",
        "arvo on suurempi kuin {limit}",
        "korjaa arvo; tuntematon jätetään tyhjäksi",
    ),
    "enum": ("arvo", "arvo ei ole sallittujen joukossa", "sallitut ovat {limit}"),
    "pattern": ("arvo", "arvo ei ole sovittua muotoa", "muoto on {limit}"),
    "minLength": ("arvo", "arvo on liian lyhyt", "vähintään {limit} merkkiä"),
    "maxLength": ("arvo", "arvo on liian pitkä", "enintään {limit} merkkiä"),
}
LONGEST_CELL = 2_000  # characters
