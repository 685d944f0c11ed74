"""What the tables of every collection look like, and what is told of a cell that looks otherwise.

A column is written as a field of Table Schema (datapackage.org).
"""

KEY = {"type": "string", "constraints": {"required": True}}
TEXT = {"type": "string"}
COUNTRY = {"type": "string", "constraints": {"pattern": "[A-Z]{2}"}}
COUNT = {"type": "integer", "constraints": {"required": True, "minimum": 1, "maximum": 10**6}}
CONTRACT: dict[str, dict[str, dict]] = {
    "channels": {"channel": KEY, "name": KEY},
    "organisations": {
        "organisation_id": KEY,
        "name": TEXT,
        "sector": TEXT,
        "country": COUNTRY,
        "count": COUNT,
    },
    "persons": {
        "person_id": KEY,
        "field": KEY,
        "role": TEXT,
        "country": COUNTRY,
        "organisation_id": TEXT,
        "count": COUNT,
    },
    "accounts": {
        "person_id": TEXT,
        "organisation_id": TEXT,
        "channel": KEY,
        "followers": {"type": "integer", "constraints": {"minimum": 0, "maximum": 10**12}},
        "posts_30d": {"type": "number", "constraints": {"minimum": 0, "maximum": 10**6}},
        "opened_on": {"type": "date"},
        "measured_on": {"type": "date", "constraints": {"required": True}},
        "closed_on": {"type": "date"},
    },
    "searched": {"role": TEXT, "sector": TEXT, "channel": KEY},
}
# A table; a column and what stands in its place.
MAY_BE_LEFT_OUT = {"searched": None, "count": 1, "closed_on": None}
MAY_BE_EMPTY = ("organisations",)
UNIQUE = {
    "channels": ("channel",),
    "organisations": ("organisation_id",),
    "persons": ("person_id",),
    "accounts": ("person_id", "organisation_id", "channel", "measured_on"),
    "searched": ("role", "sector", "channel"),
}
# A row belongs to exactly one of these.
OWNERS = {"accounts": ("person_id", "organisation_id"), "searched": ("role", "sector")}
REFERENCES = {
    "persons": {"organisation_id": "organisations"},
    "accounts": {"person_id": "persons", "organisation_id": "organisations", "channel": "channels"},
    "searched": {"channel": "channels"},
}
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
