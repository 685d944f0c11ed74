"""What a file is known by that has a part of the guide alone: it is the same file until that part
changes.
"""

from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

from ..text.keeping import words

LENGTH = 12  # hexadecimal digits, as of the hash of the whole guide

T = TypeVar("T")  # plain data with an imprint


def by_its_own(data: T) -> T:
    """The data, the hash in whose imprint is of them alone."""
    bare = replace(data, imprint=replace(data.imprint, content_hash=""))
    digest = sha256("\0".join(words(bare)).encode()).hexdigest()
    return replace(data, imprint=replace(data.imprint, content_hash=digest[:LENGTH]))
