"""An organisation's version of the guide: what versiot/NIMI/ says, and what follows from it.

versio_file  versio.yml read and checked
adapted      the configuration of the guide as the version has it
assembled    the files of docs/ as the version has them
"""

from .adapted import adapted, without
from .assembled import assemble
from .versio_file import FOLDER, Adaptation, OwnChapter, find, read

__all__ = ["FOLDER", "Adaptation", "OwnChapter", "adapted", "assemble", "find", "read", "without"]
