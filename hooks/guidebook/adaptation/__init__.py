"""An organisation's version of the guide: what versiot/NIMI/ says, and what follows from it.

versio_file  versio.yml read and checked
adapted      the configuration of the guide as the version has it
assembled    the files of docs/ as the version has them
"""

from .adapted import adapted, without
from .assembled import assemble
from .versio_file import (
    ADDRESS,
    FOLDER,
    OPENING,
    ORIGINAL,
    RULE,
    Adaptation,
    OwnChapter,
    find,
    read,
)

__all__ = [
    "ADDRESS",
    "FOLDER",
    "OPENING",
    "ORIGINAL",
    "RULE",
    "Adaptation",
    "OwnChapter",
    "adapted",
    "assemble",
    "find",
    "read",
    "without",
]
