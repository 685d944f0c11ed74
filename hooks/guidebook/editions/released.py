"""The files in which the released editions are kept: `data/editions/<edition>.json`.

A release writes one; from these files, and not from git, the build makes the readers' page.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path

from ..findings import BadInput, Finding, Place, shown
from ..guide import Guide
from ..settings import Settings
from ..text.invisible import INVISIBLE
from ..text.source import read_text, refused
from . import announced
from .snapshots import ChapterState, PublishedNumber, Snapshot, snapshot

RULE = "laitos"
LARGEST, LARGEST_IN_ALL = 1_000_000, 3_000_000  # bytes of a file, and of all of them
GREATEST = 10**9  # the greatest count (of pages, of n) that is believed


def folder(settings: Settings) -> Path:
    """Where the editions lie: beside the list of editions, data/editions.yml, in a folder of its
    name.
    """
    return (settings.editions or settings.config.parent / "data" / "editions.yml").with_suffix("")


def file(settings: Settings, edition: str) -> Path:
    """The edition's file. Raises BadInput for a name that is no edition."""
    if not announced.EDITION.fullmatch(edition) or len(edition) > 20:
        raise BadInput(
            Finding(
                Place(shown(settings.config)),
                RULE,
                f'laitos "{edition[:40]}" ei kelpaa nimeksi',
                'kirjoita kohtaan edition esim. "2026.1"',
            )
        )
    return folder(settings) / f"{edition}.json"


def write(made: Snapshot, target: Path) -> None:
    """Put the edition in its file. Raises BadInput when it cannot be written."""
    kept = asdict(made)
    # Empty values are left out: a released file holds only what there is to tell.
    for kind in ("numbers", "chapters"):
        kept[kind] = {
            name: {key: value for key, value in entry.items() if value not in ("", None, ())}
            for name, entry in kept[kind].items()
        }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n"
        )
    except OSError as error:
        raise BadInput(
            Finding(
                Place(shown(target)),
                RULE,
                f"tiedostoa ei voi kirjoittaa: {refused(error)}",
                "tarkista oikeudet ja levytila",
            )
        ) from error


def read(target: Path) -> Snapshot:
    """The edition out of its file. Raises BadInput."""
    try:
        if target.is_file() and target.stat().st_size > LARGEST:
            raise ValueError(f"yli {LARGEST} tavua")
        given = json.loads(read_text(target))
        numbers = {
            reference: _entry(PublishedNumber, entry)
            for reference, entry in given["numbers"].items()
        }
        chapters = {
            path: _entry(ChapterState, entry | {"numbers": tuple(entry.get("numbers", ()))})
            for path, entry in given["chapters"].items()
        }
        made = Snapshot(given["edition"], given["data"], numbers, chapters, given["pages"])
        _hold(made, target)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadInput(
            Finding(
                Place(shown(target), line, getattr(error, "colno", 1)),
                RULE,
                f"laitoksen tiedosto ei aukea ({str(error)[:80] or type(error).__name__})",
                "palauta se versionhallinnasta: tiedoston kirjoittaa komento make release, "
                "eikä sitä muokata käsin",
            )
        ) from error
    return made


def _entry(kind: type, given: dict):
    """One PublishedNumber or ChapterState. Raises ValueError or TypeError when it holds anything
    else.
    """
    entry = kind(**given)
    for field in fields(kind):
        value = getattr(entry, field.name)
        if field.type is str and (not isinstance(value, str) or INVISIBLE.search(value)):
            raise ValueError(f"{field.name}: {value!r}")
    return entry


def _hold(made: Snapshot, target: Path) -> None:
    """The types that the code counts on. Raises ValueError."""
    counts = [made.pages, *(number.n for number in made.numbers.values())]
    if made.edition != target.stem or not isinstance(made.data, str) or INVISIBLE.search(made.data):
        raise ValueError("laitoksen nimi on eri kuin tiedoston")
    if any(
        isinstance(count, bool)
        or not isinstance(count, int | None)
        or not 0 <= (count or 0) < GREATEST
        for count in counts
    ):
        raise ValueError("määrä ei ole kokonaisluku")
    if any(
        isinstance(number.value, bool) or not isinstance(number.value, int | float | None)
        for number in made.numbers.values()
    ):
        raise ValueError("arvo ei ole luku")
    if any(not isinstance(id, str) for chapter in made.chapters.values() for id in chapter.numbers):
        raise ValueError("tunnus ei ole tekstiä")


def read_all(settings: Settings) -> list[Snapshot]:
    """The editions that have been released, oldest first. Raises BadInput with what is wrong in any
    of them.
    """
    found, findings = [], []
    home = settings.config.parent.resolve() / folder(settings).relative_to(settings.config.parent)
    targets = sorted(folder(settings).glob("*.json"))
    if sum(target.stat().st_size for target in targets if target.is_file()) > LARGEST_IN_ALL:
        raise BadInput(
            Finding(
                Place(shown(folder(settings))),
                RULE,
                f"laitosten tiedostot vievät yli {LARGEST_IN_ALL // 10**6} megatavua",
                "poista kansiosta ne, joita make release ei ole kirjoittanut",
            )
        )
    for target in targets:
        try:
            if not announced.EDITION.fullmatch(target.stem) or target.resolve().parent != home:
                raise BadInput(
                    Finding(
                        Place(shown(target)),
                        RULE,
                        f'"{target.stem[:40]}" ei ole laitoksen tiedosto',
                        "tiedoston nimi on laitos, esim. 2026.1.json, eikä se ole linkki muualle",
                    )
                )
            found.append(read(target))
        except BadInput as error:
            findings += error.findings
    if findings:
        raise BadInput(*findings)
    return sorted(found, key=lambda made: announced.order(made.edition))


def counted(made: Snapshot, pages: int | None) -> Snapshot:
    """The edition with the pages of its book."""
    return replace(made, pages=pages)


def known_pages(guide: Guide, now: Snapshot) -> int | None:
    """The pages of the book where the edition's file tells them and the guide still is what it was
    then.
    """
    try:
        kept = read(file(guide.settings, guide.settings.edition))
    except BadInput:
        return None
    return kept.pages if counted(kept, None) == counted(now, None) else None


def history(guide: Guide) -> list[Snapshot]:
    """The editions for the readers, oldest first; the one being made is the guide as it stands.
    Raises BadInput.
    """
    released = read_all(guide.settings)
    if guide.settings.edition not in {made.edition for made in released}:
        released.append(snapshot(guide))
    return released


def announcements(settings: Settings) -> Mapping[str, announced.Release]:
    """What the list of editions tells of each. What is wrong in it the feed tells."""
    try:
        releases: Iterable[announced.Release] = (
            announced.read(settings.editions) if settings.editions else ()
        )
    except BadInput:
        releases = ()
    return {release.edition: release for release in releases}
