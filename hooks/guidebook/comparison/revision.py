"""The files of a git revision in a folder of their own: read as they are, nothing
of them is run.
"""

import os
import re
import subprocess
from pathlib import Path

from ..findings import BadInput, Finding, Place

LONGEST = 200
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f]")
SYMLINK = "120000"
_FILE = re.compile(r"(?P<mode>[0-7]{6}) blob (?P<id>[0-9a-f]{40,64})\t(?P<path>.+)", re.DOTALL)


def write_out(revision: str, root: Path, target: Path) -> dict[str, str]:
    """Write the files that the revision has under `root` (a folder of the repository) into
    `target`.

    Neither git's attributes nor its filters have a say. Symbolic links are not made: the answer is
    path → where it leads. Raises BadInput.
    """
    files = _files(root, revision, _commit(root, revision))
    wanted = "".join(f"{match['id']}\n" for match in files).encode()
    contents = _git(root, "cat-file", "--batch", given=wanted)
    if contents.returncode:
        raise _refused(revision, "git ei anna revision tiedostoja", "aja git fsck")
    position, links = 0, {}
    for match in files:
        head, _, _ = contents.stdout[position : position + 200].partition(b"\n")
        begin = position + len(head) + 1
        position = begin + int(head.split()[-1]) + 1
        content = contents.stdout[begin : position - 1]
        if match["mode"] == SYMLINK:
            links[match["path"]] = os.fsdecode(content)
            continue
        file = target / match["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return links


def _commit(root: Path, revision: str) -> str:
    """The hash of the revision's commit. Raises BadInput."""
    unfit = revision.startswith("-") or len(revision) > LONGEST or _UNFIT.search(revision)
    if not revision or unfit:
        raise _refused(
            revision,
            "ei ole revision nimi",
            'anna haara, tunniste tai muutos, esim. "main": siinä ei ole välejä, eikä se ala '
            "viivalla",
        )
    commit = f"{revision}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", commit)
    if not found.returncode:
        return found.stdout.decode().strip()
    if b"not a git repository" in found.stderr:
        raise _refused(
            revision,
            "tätä kansiota ei pidetä gitissä",
            "anna vertailtava kansio: --base-tree KANSIO",
        )
    raise _refused(
        revision,
        "revisiota ei ole",
        "hae se ensin, esim. git fetch origin main, ja anna origin/main",
    )


def _files(root: Path, revision: str, commit: str) -> list[re.Match]:
    """The entries of the commit's files and links below the folder. Raises BadInput."""
    listing = _git(root, "ls-tree", "-r", "-z", commit)
    entries = map(_FILE.fullmatch, listing.stdout.decode("utf-8", "surrogateescape").split("\0"))
    files = [match for match in entries if match and ".." not in match["path"].split("/")]
    if listing.returncode or all(match["mode"] == SYMLINK for match in files):
        raise _refused(
            revision, "revisiossa ei ole tämän kansion tiedostoja", "tarkista revision nimi"
        )
    return files


def _git(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess:
    """What git answers in the folder. Raises BadInput when there is no git."""
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, input=given, capture_output=True, check=False
        )
    except OSError as error:
        raise BadInput(
            Finding(
                Place("git"),
                "revisio",
                f"git ei käynnisty ({error.strerror})",
                "asenna git tai anna vertailtava kansio: --base-tree KANSIO",
            )
        ) from error


def _refused(revision: str, message: str, hint: str) -> BadInput:
    return BadInput(
        Finding(Place(ascii(revision[:LONGEST])[1:-1] or '""'), "revisio", message, hint)
    )
