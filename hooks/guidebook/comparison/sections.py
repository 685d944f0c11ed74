"""The comparison in a Finnish editor's words: sections of points, each with the spots where it
shows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import finnish
from ..editions.changes import NumberChange
from ..editions.snapshots import PublishedNumber
from ..text import fonts, published
from .claim_changes import ClaimChange
from .comparing import Comparison, Detail
from .declared import NUMBERS
from .entry_points import TOPIC_NAMES, added, entries
from .figure_changes import DrawingChange
from .other_files import FileChange, Link
from .points import Point, point

NOTHING = "Muutos ei vaikuta oppaaseen: teksti, luvut, väitteet, kuviot ja linkit ovat ennallaan."

KINDS = dict.fromkeys(fonts.BEGINNINGS, "kirjasin") | dict.fromkeys(published.PICTURES, "kuva")


@dataclass(frozen=True)
class Section:
    """`id` is its anchor on the page with pictures."""

    id: str
    title: str
    points: tuple[Point, ...]


def sections(comparison: Comparison) -> list[Section]:
    """What changed, the gravest first; what did not is left out."""
    files = tuple(_file(comparison, change) for change in comparison.files)
    made = [
        Section("vaitteet", "Väitteet", tuple(map(_claim, comparison.claims))),
        Section(
            "linkit",
            "Linkit, jotka katkeaisivat",
            tuple(
                point(f"{link.place}: {link.message}" if link.place else link.message)
                for link in comparison.links
            ),
        ),
        Section("luvut", "Lukuarvot", tuple(_numbers(comparison))),
        Section("tunnukset", "Uudet ja poistuvat luvut", tuple(_appeared(comparison))),
        Section("kuviot", "Kuviot ja kuvat", tuple(map(_drawing, comparison.drawings))),
        Section("sivut", "Sivut", tuple(_chapters(comparison))),
        *(
            Section(topic, names.title, tuple(entries(comparison, topic)))
            for topic, names in TOPIC_NAMES.items()
        ),
        Section("kirja", "Kirja", tuple(_book(comparison))),
        Section("tiedostot", "Muut tiedostot", files),
    ]
    return [section for section in made if section.points]


def summary(comparison: Comparison) -> str:
    """One line for those who read no further."""
    parts = [
        f"{finnish.number(count)} {one if count == 1 else many}"
        for count, one, many in _counts(comparison)
        if count
    ]
    if parts:
        return f"{', '.join(parts)}."
    if sections(comparison):
        return "Lukija ei näe muutosta tekstissä, luvuissa eikä kuvioissa."
    return NOTHING


def _counts(comparison: Comparison) -> Iterator[tuple[int, str, str]]:
    """How many there are of each kind of change, and what one and many of them are called."""
    changes = comparison.changes
    both = [change for change in changes.numbers if change.old and change.new]
    visible = sum(change.visible for change in both)
    yield visible, "lukuarvo muuttuu", "lukuarvoa muuttuu"
    yield len(_whole(comparison, new=True)), "luku on uusi", "lukua on uusia"
    yield len(_whole(comparison, new=False)), "luku poistuu", "lukua poistuu"
    fell = sum(not claim.new.holds for claim in comparison.claims)
    yield fell, "väite kaatuu", "väitettä kaatuu"
    yield len(comparison.claims) - fell, "muu väite muuttuu", "muuta väitettä muuttuu"
    yield len(comparison.drawings), "kuvio muuttuu", "kuviota muuttuu"
    yield len(changes.rewritten), "sivun teksti muuttuu", "sivun teksti muuttuu"
    refilled = len(changes.refilled)
    yield refilled, "sivu muuttuu vain lukujen kautta", "sivua muuttuu vain lukujen kautta"
    yield len(changes.added), "sivu on uusi", "sivua on uusia"
    yield len(changes.removed), "sivu poistuu", "sivua poistuu"
    yield len(changes.moved), "sivu siirtyy", "sivua siirtyy"
    yield len(comparison.links), "linkki katkeaa", "linkkiä katkeaa"
    for topic, names in TOPIC_NAMES.items():
        yield len([*entries(comparison, topic)]), names.one, names.many
    yield len(comparison.files), "muu tiedosto muuttuu", "muuta tiedostoa muuttuu"


def _claim(change: ClaimChange) -> Point:
    texts = [f"{change.kind}: {change.claim}"]
    if change.old and change.old.grounds != change.new.grounds:
        texts.append(
            f"ennen {change.old.grounds or 'ei arvoa'}, nyt {change.new.grounds or 'ei arvoa'}"
        )
    elif change.new.grounds:
        texts.append(change.new.grounds)
    return point("; ".join([*texts, *change.new.doubts]), (Detail(change.place, change.sentence),))


def _numbers(comparison: Comparison) -> Iterator[Point]:
    """Those that a reader sees first, then what changes beneath the rounding."""
    whole = {id for new in (True, False) for id in _whole(comparison, new=new)}
    renamed = {change.id for change in comparison.entries[NUMBERS] if ("label",) in change.keys}
    changes = sorted(
        (
            change
            for change in comparison.changes.numbers
            if change.id not in whole and not (change.id in renamed and change.of_label)
        ),
        key=lambda change: not change.visible,
    )
    for change in changes:
        uses = comparison.uses.get(change.reference, ())
        unused = "" if uses else "; mikään sivu ei käytä lukua"
        yield point(
            f"{change.label} ({change.reference}): {_change(change)}{unused}",
            uses if change.visible else (),
        )


def _appeared(comparison: Comparison) -> Iterator[Point]:
    """The statistics and facts that are on one side only, a series as one."""
    for new, state in ((True, "uusi"), (False, "poistuu")):
        for id, changes in _whole(comparison, new=new).items():
            values = [_shown(change.new or change.old) for change in changes]
            label = changes[0].label if len(changes) == 1 else changes[0].label.partition(":")[0]
            value = values[0] if len(values) == 1 else f"sarja, {len(values)} riviä"
            uses = dict.fromkeys(
                use for change in changes for use in comparison.uses.get(change.reference, ())
            )
            yield point(f"{state}: {label} ({id}), {value}", [*added(comparison, id), *uses])


def _whole(comparison: Comparison, *, new: bool) -> dict[str, list[NumberChange]]:
    """The numbers that only one side has, by id."""
    changes = comparison.changes
    here, there = (changes.new, changes.old) if new else (changes.old, changes.new)
    others = {reference.partition("[")[0] for reference in there.numbers}
    gathered: dict[str, list[NumberChange]] = {}
    for change in changes.numbers:
        if change.id not in others and change.reference in here.numbers:
            gathered.setdefault(change.id, []).append(change)
    return gathered


def _change(change: NumberChange) -> str:
    old, new = change.old, change.new
    if old is None:
        return f"uusi, {_shown(new)}"
    if new is None:
        return f"poistuu, oli {_shown(old)}"
    if change.visible:
        return f"{_shown(old)} → {_shown(new)}"
    differences = [f"pohja {_base(old)} → {_base(new)}"] if old.n != new.n else []
    if old.value != new.value:
        differences.append("arvo muuttuu vain pyöristyksen alla")
    if old.label != new.label:
        differences.append(f"nimi oli {old.label}")
    if old.withheld != new.withheld:
        differences.append(f"ei julkaista: {new.withheld}")
    return f"{new.shown}; {', '.join(differences) or 'ennallaan'}"


def _shown(number: PublishedNumber) -> str:
    """The number with its interval and base, or why it is withheld."""
    if number.withheld:
        return f"ei julkaista: {number.withheld}"
    inside = [f"95 %:n väli {number.interval}"] if number.interval else []
    inside += [f"n = {finnish.number(number.n)}"] if number.n is not None else []
    return number.text + (f" ({', '.join(inside)})" if inside else "")


def _base(number: PublishedNumber) -> str:
    return "ei ole" if number.n is None else finnish.number(number.n)


def _drawing(change: DrawingChange) -> Point:
    state = "uusi" if change.old is None else "poistuu" if change.new is None else "muuttuu"
    return point(f"{change.name}: {state} ({change.place})", drawing=change)


def _chapters(comparison: Comparison) -> Iterator[Point]:
    changes = comparison.changes
    old, new = changes.old.chapters, changes.new.chapters
    for state, paths, chapters in (
        ("uusi sivu", changes.added, new),
        ("poistuu", changes.removed, old),
        ("teksti muuttuu", changes.rewritten, new),
        ("vain luvut muuttuvat", changes.refilled, new),
    ):
        for path in paths:
            words = comparison.rewordings.get(path, ())
            yield point(f"{state}: {chapters[path].title} ({path})", rewordings=words)
    yield from (
        point(f"siirtyy: {new[path].title} ({former} → {path})")
        for former, path in changes.moved.items()
    )


def _file(comparison: Comparison, change: FileChange) -> Point:
    kind = KINDS.get(change.suffix, "tiedosto")
    if isinstance(change.old, Link) or isinstance(change.new, Link):
        kind = "tiedostolinkki"
    state = f"{kind} {'poistuu' if change.new is None else 'muuttuu'}"
    if change.old is None:
        state = f"uusi {kind}"
    sizes = [len(side) for side in (change.old, change.new) if side is not None]
    details = f"{' → '.join(map(finnish.number, sizes))} tavua"
    if change.lines and any(change.lines):
        details += ", rivejä tulee {} ja poistuu {}".format(*map(finnish.number, change.lines))
    new = comparison.new
    pages = {new.from_root(page.file): path for path, page in new.guide.pages.items()}
    if path := pages.get(change.path):
        altered = path in comparison.altered
        details += "; sanat ovat samat, "
        details += "mutta niiden asu muuttuu" if altered else "eikä niiden asu muutu"
    return point(f"{change.path}: {state} ({details})")


def _book(comparison: Comparison) -> Iterable[Point]:
    old, new = comparison.changes.old.pages, comparison.changes.new.pages
    if old is None or new is None or old == new:
        return []
    gained = new - old
    return [
        point(
            f"{finnish.number(old)} → {finnish.number(new)} sivua "
            f"({'+' if gained > 0 else ''}{finnish.number(gained)})"
        )
    ]
