"""The theme's templates as they were compiled, kept from one build to the next."""

from base64 import b64decode, b64encode

import jinja2
from jinja2.bccache import Bucket

from ..text.keeping import kept

SHELF = "pohjat"


class KeptTemplates(jinja2.BytecodeCache):
    """Jinja's own way of keeping them, sealed like all that is kept: what is read is run."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := kept(_inputs(bucket), str, lambda _: None, str, SHELF):
            bucket.bytecode_from_string(b64decode(known))

    def dump_bytecode(self, bucket: Bucket) -> None:
        compiled = bucket.bytecode_to_string()
        kept(_inputs(bucket), lambda: b64encode(compiled).decode(), str, str, SHELF)


def _inputs(bucket: Bucket) -> list[str]:
    """A template by its name, its file and a digest of its text, and what compiles it."""
    return [bucket.key, bucket.checksum, jinja2.__version__]
