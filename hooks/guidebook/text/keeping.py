"""Results kept from one build to the next: the same inputs and code give the same statistics and
pictures.

They lie as JSON in the user's own cache folder, and are sealed with a key that lies elsewhere: of
what a stranger put or changed there nothing is believed. A result that cannot be read or kept is
simply made again.
"""

import hashlib
import hmac
import json
import logging
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, tostring

T = TypeVar("T")

LOGGER = logging.getLogger(__name__)

CORE = Path(__file__).parents[1]
# Beyond so many results, or so many bytes on a shelf, those unused the longest are deleted.
KEPT, SHELF = 400, 100_000_000
KEY = 32  # bytes
STANDS_ON = (
    *("babel", "duckdb", "libvoikko", "markdown", "mkdocs", "mkdocs-material"),
    *("nh3", "pillow", "pymdown-extensions", "pyyaml", "resvg-py"),
)
CODE = (".py", ".yml", ".css", ".xmp")  # all that the core does things with
_SEALED = '{"seal": "%s", "data": %s}'
_put: dict[Path, int] = {}  # folder → characters put there since room was made
_HEAD = len(_SEALED % ("0" * 64, "")) - 1  # characters before the data; one stands after it


def kept(
    inputs: Iterable[Path | str | bytes],
    make: Callable[[], T],
    pack: Callable[[T], Any],
    unpack: Callable[[Any], T],
    shelf: str = "",
) -> T:
    """What `make` gave for these inputs (files by their contents, words, bytes) before,
    or gives now.

    `pack` gives what JSON can hold of it, or None when it is not worth keeping, and `unpack` the
    same again from that. What is many or large lies on a shelf of its own. What was made while a
    file was written anew is kept under no contents: it may be of the old or of the new.
    """
    given = list(inputs)
    known = digest_of(given)
    digest = f"{shelf}/{known}" if shelf else known
    with suppress(Exception):  # a result that cannot be read is made again
        return unpack(_read(digest))
    made = make()
    with suppress(OSError, RuntimeError):  # a folder that cannot be written, a user without a home
        if (data := pack(made)) is not None and known == digest_of(given):
            _keep(digest, json.dumps(data))
    return made


def words(data: object) -> Iterator[str]:
    """All that plain data say, for the inputs of `kept`: values, trees, what is made of them."""
    if isinstance(data, Element):
        yield tostring(data, encoding="unicode")
    elif is_dataclass(data):
        yield type(data).__name__
        for field in fields(data):
            yield field.name
            yield from words(getattr(data, field.name))
    elif isinstance(data, Mapping):
        yield from words(tuple(data.items()))
    elif isinstance(data, tuple | list):
        yield f"{type(data).__name__} {len(data)}"
        for item in data:
            yield from words(item)
    else:
        yield repr(data)


def _own_folder(variable: str, usual: str) -> Path:
    """Ours below one of the XDG base directories; a relative path counts for nothing there."""
    base = Path(os.environ.get(variable, ""))
    return (base if base.is_absolute() else Path.home() / usual) / "asiantuntijan-someopas"


def _file(digest: str) -> Path:
    return _own_folder("XDG_CACHE_HOME", ".cache") / f"{digest}.json"


def digest_of(inputs: Iterable[Path | str | bytes]) -> str:
    """Of the inputs, the core and what it stands on."""
    digest = hashlib.sha256(_code())
    for item in inputs:
        if isinstance(item, Path):
            item = item.read_bytes() if item.is_file() else b""
        content = item.encode() if isinstance(item, str) else item
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


@cache
def _code() -> bytes:
    """The core, and what it stands on."""
    digest = hashlib.sha256(sys.version.encode())
    for file in sorted(path for path in CORE.rglob("*") if path.suffix in CODE):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    for name in STANDS_ON:
        digest.update(f"{name} {version(name)}".encode())
    return digest.digest()


def _read(digest: str) -> Any:
    """The data kept under the digest; what has no seal of ours is thrown away. Raises ValueError,
    OSError.
    """
    file = _file(digest)
    content = file.read_text("ascii", "replace")
    data = content[_HEAD:-1]
    if not hmac.compare_digest(content.encode(), _sealed(digest, data).encode()):
        file.unlink()
        LOGGER.warning("Välimuistin tiedosto %s oli vioittunut: poistin sen", file)
        raise ValueError("not sealed by us")
    with suppress(OSError):
        file.touch()
    return json.loads(data)


def _keep(digest: str, data: str) -> None:
    file = _file(digest)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    content = _sealed(digest, data)
    fresh.write_bytes(content.encode("ascii"))
    fresh.replace(file)
    on_shelf, folder = "/" in digest, file.parent
    _put[folder] = _put.get(folder, SHELF) + len(content)
    if not on_shelf or _put[folder] > SHELF // 10:  # to look through a shelf takes its time
        _put[folder] = 0
        _make_room(folder, on_shelf)


def _make_room(folder: Path, on_shelf: bool) -> None:
    # Files alone have a dot in their names, those that a stopped build left half written too
    files = [(path.stat(), path) for path in folder.glob("*.*")]
    found = sorted(((file.st_mtime, file.st_size, path) for file, path in files), reverse=True)
    sizes = accumulate(size for _, size, _ in found)
    for number, (size, (*_, old)) in enumerate(zip(sizes, found, strict=True)):
        if size > SHELF if on_shelf else number >= KEPT:
            old.unlink(missing_ok=True)


def _sealed(digest: str, data: str) -> str:
    return _SEALED % (hmac.digest(_key(), f"{digest}{data}".encode(), "sha256").hex(), data)


def _key() -> bytes:
    """The user's own key, made when there is none that nobody else could have read or written.
    Raises OSError.
    """
    file = _own_folder("XDG_STATE_HOME", ".local/state") / "avain"
    with suppress(OSError), open(file, "rb", opener=_not_through_a_link) as opened:
        known, key = os.fstat(opened.fileno()), opened.read(KEY + 1)
        own = known.st_uid == os.getuid() and stat.S_IMODE(known.st_mode) == 0o600
        if own and len(key) == KEY:
            return key
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.unlink(missing_ok=True)
    key = secrets.token_bytes(KEY)
    with open(fresh, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
        opened.write(key)
    fresh.replace(file)
    return key


def _not_through_a_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
