"""The files of the editions that have been released, as they were published: the publishing
workflow fetches them from the last release into a folder of their own, and they are never made
again.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from ..downloads import LIST, NAMES, Download, Downloads
from ..findings import BadInput, Finding, Place, shown
from ..settings import Settings
from . import announced

RULE = "laitos"
FOLDER = "laitokset"  # beside mkdocs.yml, and on the site
NAME = re.compile(rf"[a-z0-9][a-z0-9-]*(?:{'|'.join(map(re.escape, NAMES))})", re.ASCII)
REFETCH = "poista kansio ja hae se uudelleen julkaisusta: laitoksen tiedostoja ei muuteta"


@dataclass(frozen=True)
class KeptEdition:
    """Its files, by their addresses on the site, and what each holds."""

    edition: str
    files: tuple[tuple[Download, bytes], ...]
    listing: bytes  # of its files, as it was published

    @property
    def downloads(self) -> list[Download]:
        return [download for download, _ in self.files]

    def write(self, site: Path) -> None:
        """To its address."""
        home = site / FOLDER / self.edition
        home.mkdir(parents=True, exist_ok=True)
        (home / LIST).write_bytes(self.listing)
        for download, content in self.files:
            (site / download.address).write_bytes(content)


def keep(edition: str, made: Iterable[Download], site: Path) -> None:
    """The files of the edition that is being released, at the addresses where they stay."""
    home, own = site / FOLDER / edition, list(made)
    home.mkdir(parents=True, exist_ok=True)
    for download in own:
        shutil.copyfile(site / download.address, home / download.address)
    Downloads(own).write(home)


def read_all(settings: Settings) -> list[KeptEdition]:
    """Those in the folder, newest first. Raises BadInput when a file is not what was published."""
    home, kept, findings = settings.config.parent / FOLDER, [], []
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        if found := list(_unfit(folder)):
            findings += found
            continue
        files = tuple(_files(folder, findings))
        kept.append(KeptEdition(folder.name, files, (folder / LIST).read_bytes()))
    if findings:
        raise BadInput(*findings)
    return sorted(kept, key=lambda one: announced.order(one.edition), reverse=True)


def check_release(settings: Settings) -> None:
    """Raises BadInput when a release is made under another name than the edition has."""
    if settings.release and settings.release != settings.edition:
        message = f'julkaisun nimi on "{settings.release}", mutta laitos on "{settings.edition}"'
        hint = f"anna julkaisun tunnisteeksi (tag) {settings.edition} tai vaihda edition"
        raise BadInput(Finding(Place(shown(settings.config)), RULE, message, hint))


def missing(settings: Settings, kept: list[KeptEdition]) -> list[str]:
    """The editions before this one that have been announced and whose files are not there."""
    releases = announced.read(settings.editions) if settings.editions else ()
    newer = takewhile(lambda release: release.edition != settings.edition, releases)
    earlier = [release.edition for release in releases[len([*newer]) + 1 :]]
    return [edition for edition in earlier if edition not in {one.edition for one in kept}]


def _unfit(folder: Path) -> Iterator[Finding]:
    if folder.is_symlink() or not folder.is_dir() or not announced.EDITION.fullmatch(folder.name):
        message = f'"{folder.name[:40]}" ei ole laitoksen kansio'
        hint = f"kansiossa {FOLDER}/ on vain laitosten kansioita, esim. {FOLDER}/2026.1"
        yield Finding(Place(shown(folder)), RULE, message, hint)
    elif not (folder / LIST).is_file():
        yield Finding(Place(shown(folder)), RULE, f"laitokselta puuttuu {LIST}", REFETCH)


def _files(folder: Path, findings: list[Finding]) -> Iterator[tuple[Download, bytes]]:
    try:
        content = (folder / LIST).read_bytes()
        rows = [row for row in json.loads(content) if "page" not in row and "edition" not in row]
        made = [_file(folder, row) for row in rows]
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        message = f"laitoksen luettelo ei aukea ({str(error)[:80]})"
        findings.append(Finding(Place(shown(folder / LIST)), RULE, message, REFETCH))
        return
    for download, content in made:
        if hashlib.sha256(content).hexdigest() == download.sha256:
            yield download, content
            continue
        file = folder / Path(download.address).name
        message = f"{file.name} ei ole se tiedosto, joka julkaistiin (tarkistussumma on eri)"
        findings.append(Finding(Place(shown(file)), RULE, message, REFETCH))


def _file(folder: Path, row: dict) -> tuple[Download, bytes]:
    """Raises ValueError, LookupError, TypeError or OSError when the row is none of ours."""
    name, label, count = row["file"], row.get("label", ""), row.get("pages")
    if not NAME.fullmatch(name) or (folder / name).is_symlink():
        raise ValueError(f"nimi {name!r}")
    if not isinstance(label, str) or not isinstance(count, int | None):
        raise ValueError(f"rivi {name!r}")
    content = (folder / name).read_bytes()
    address = f"{FOLDER}/{folder.name}/{name}"
    measures = {"count": count, "bytes": len(content), "sha256": row["sha256"]}
    return Download(address, "", label or name, "", edition=folder.name, **measures), content
