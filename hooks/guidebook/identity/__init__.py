"""The identity of a guide or of an organisation's version: colours, faces and mark, of _brand.yml.

colours     how far two stand out from each other, and the nearest one that does
roles       what each colour is for, and those worked out of the few that are given
brand       an identity: its colours, faces and logos
brand_file  _brand.yml read and checked
pictures    logos as dots, and as addresses that hold them
dress       stylesheets and drawings in the colours and faces of an identity
"""

from .brand import CODE, HEADINGS, TEXT, FaceFile, Identity, Logo
from .brand_file import NAME, read
from .pictures import data_address, dots

__all__ = [
    "CODE",
    "HEADINGS",
    "NAME",
    "TEXT",
    "FaceFile",
    "Identity",
    "Logo",
    "data_address",
    "dots",
    "read",
]
