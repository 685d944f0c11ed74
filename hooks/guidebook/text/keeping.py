"""Results kept from one build to the next: the same inputs and code give the same statistics and
pictures.

They lie in the user's own cache folder and not in the repository, where a stranger's pull request
could put them; a result that cannot be read or kept is simply made again.
"""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

CORE = Path(__file__).parents[1]
KEPT = 20  # results; those unused the longest give way


def kept(inputs: Iterable[Path | str], make: Callable[[], T], worth: Callable[[T], bool]) -> T:
    """What `make` gave for these inputs (files by their contents, words) before, or gives now and
    is worth keeping.
    """
    file = _folder() / f"{_digest(inputs)}.pickle"
    with suppress(Exception):  # a missing or damaged file: the result can be made again
        made = pickle.loads(file.read_bytes())
        with suppress(OSError):
            file.touch()
        return made
    made = make()
    if worth(made):
        with suppress(OSError):
            _keep(file, made)
    return made


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "asiantuntijan-someopas"


def _digest(inputs: Iterable[Path | str]) -> str:
    digest = hashlib.sha256()
    code = sorted(path for path in CORE.rglob("*") if path.suffix in (".py", ".yml"))
    versions = (f"{name} {version(name)}" for name in ("babel", "duckdb", "pillow"))
    for item in (*inputs, *code, *versions):
        content = (
            item.encode() if isinstance(item, str) else item.read_bytes() if item.is_file() else b""
        )
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _keep(file: Path, made: object) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(pickle.dumps(made))
    fresh.replace(file)
    for old in sorted(file.parent.glob("*.pickle"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
