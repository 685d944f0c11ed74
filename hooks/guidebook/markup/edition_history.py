"""The readers' list of what changed from edition to edition, the text apart from the data."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .. import finnish
from ..editions import errata, released
from ..editions.announced import Release
from ..editions.changes import Changes, NumberChange, compare
from ..editions.errata import Erratum
from ..editions.snapshots import PublishedNumber, Snapshot
from ..findings import BadInput
from .conversion import Conversion
from .tree import element

MOST_ROWS = 300  # of a table; an edition in which more changes is another survey


def changes(conversion: Conversion) -> list[etree.Element]:
    """A section for each edition, newest first."""
    try:
        history = released.history(conversion.guide)
    except BadInput as error:
        conversion.guide.add(error.findings)
        return []
    try:
        listed = errata.read(conversion.guide.settings.errata)
    except BadInput:
        listed = ()  # the check of errata tells it
    announced = released.announcements(conversion.guide.settings)
    made: list[etree.Element] = []
    for old, new in reversed(list(pairwise([None, *history]))):
        made += _heading(new, announced.get(new.edition))
        made += _first(new) if old is None else _since(conversion, compare(old, new))
        made += _errata(conversion, new, [one for one in listed if one.edition == new.edition])
    return made


def _errata(
    conversion: Conversion, snapshot: Snapshot, of_edition: Sequence[Erratum]
) -> Iterator[etree.Element]:
    """What was wrong in the edition: where, and how it is to be read."""
    if not of_edition:
        return
    yield element("h3", "Korjaukset", id=_anchor(snapshot, "korjaukset"))
    listed = element("ul", class_="korjaukset")
    for one in of_edition:
        item = etree.SubElement(listed, "li")
        page = conversion.guide.pages.get(one.place)
        if page:
            item.append(element("a", page.title, href=conversion.link(one.place, "")))
            item[-1].tail = ": "
        item.append(element("span", f"luki ”{one.wrong}”, kuuluu olla ”{one.right}”"))
        item[-1].tail = f" ({finnish.date(one.date)})."
    yield listed


def newest(conversion: Conversion) -> list[etree.Element]:
    """The newest of the editions that have been announced, in a paragraph."""
    announced = released.announcements(conversion.guide.settings)
    last = next(iter(announced.values()), None)
    if last is None:
        return []
    paragraph = element("p")
    paragraph.append(element("strong", f"Laitos {last.edition}: {last.title}."))
    paragraph[0].tail = f" {_announcement(last)}"
    return [paragraph]


def _announcement(release: Release) -> str:
    return f"Julkaistu {finnish.date(release.date)}. {release.summary}"


def _heading(snapshot: Snapshot, release: Release | None) -> Iterator[etree.Element]:
    title = f"Laitos {snapshot.edition}" + (f": {release.title}" if release else "")
    yield element("h2", title, id=_anchor(snapshot))
    if release:
        yield element("p", _announcement(release))


def _anchor(snapshot: Snapshot, part: str = "") -> str:
    return "-".join(filter(None, ["laitos", *snapshot.edition.split("."), part]))


def _first(snapshot: Snapshot) -> Iterator[etree.Element]:
    text = "Tämä on oppaan ensimmäinen laitos, joten muutoksia ei vielä ole."
    data = f" Selvityksen aineisto on {snapshot.data}." if snapshot.data else ""
    yield element("p", f"{text} Siinä on {_holds(snapshot)}.{data}")


def _holds(snapshot: Snapshot) -> str:
    used = {id for chapter in snapshot.chapters.values() for id in chapter.numbers}
    held = [
        count(len(snapshot.chapters), "sivu", "sivua"),
        count(len(used), "lukuarvo", "lukuarvoa"),
    ]
    return " ja ".join(held) + (
        f", ja kirjassa on {count(snapshot.pages, 'sivu', 'sivua')}" if snapshot.pages else ""
    )


def count(number: int, one: str, many: str) -> str:
    return f"{finnish.number(number)} {one if number == 1 else many}"


def _since(conversion: Conversion, changes: Changes) -> Iterator[etree.Element]:
    yield from _texts(conversion, changes)
    yield from _numbers(conversion, changes)


def _texts(conversion: Conversion, changes: Changes) -> Iterator[etree.Element]:
    texts = (
        ("Uutta", changes.added),
        ("Kirjoitettu uudelleen", changes.rewritten),
        ("Siirretty", changes.moved.values()),
    )
    yield element("h3", "Teksti", id=_anchor(changes.new, "teksti"))
    if not (any(paths for _, paths in texts) or changes.removed):
        yield element("p", "Teksti on ennallaan.")
    for term, paths in texts:
        if paths:
            yield _listed(conversion, term, paths, changes.new)
    if changes.removed:
        titles = [changes.old.chapters[path].title for path in changes.removed]
        yield element("p", f"Poistettu: {_some(titles)}.")
    if changes.old.pages and changes.new.pages and changes.old.pages != changes.new.pages:
        gained = changes.new.pages - changes.old.pages
        yield element(
            "p",
            f"Kirjassa on {count(changes.new.pages, 'sivu', 'sivua')}, "
            f"{abs(gained)} {'enemmän' if gained > 0 else 'vähemmän'} kuin edellisessä "
            "laitoksessa.",
        )


def _numbers(conversion: Conversion, changes: Changes) -> Iterator[etree.Element]:
    chapters = [*changes.old.chapters.values(), *changes.new.chapters.values()]
    read = {id for chapter in chapters for id in chapter.numbers}
    numbers = [change for change in changes.numbers if change.visible and change.id in read]
    changed = {change.id for change in numbers}
    data = changes.old.data != changes.new.data
    yield element("h3", "Aineisto ja luvut", id=_anchor(changes.new, "luvut"))
    if data and changes.new.data:
        yield element("p", f"Selvityksen aineisto on nyt {changes.new.data}.")
    if numbers:
        yield _table(numbers)
    elif not data:
        yield element("p", "Luvut ovat ennallaan.")
    if refilled := [
        path for path in changes.refilled if changed & set(changes.new.chapters[path].numbers)
    ]:
        term = "Teksti on ennallaan, mutta lukuja on muuttunut"
        yield _listed(conversion, term, refilled, changes.new)


def _some(titles: list[str]) -> str:
    return ", ".join(titles[:MOST_ROWS]) + _rest(len(titles))


def _rest(total: int) -> str:
    """What stands in the place of all that is over MOST_ROWS."""
    return f" … ja {count(total - MOST_ROWS, 'muu', 'muuta')}" if total > MOST_ROWS else ""


def _listed(
    conversion: Conversion, term: str, paths: Iterable[str], snapshot: Snapshot
) -> etree.Element:
    """The chapters as a list, linked where they still are."""
    section = element("div", class_="muutosluettelo")
    paths = list(paths)
    section.append(element("p", f"{term}:"))
    listed = etree.SubElement(section, "ul")
    for path in paths[:MOST_ROWS]:
        title = snapshot.chapters[path].title
        item = etree.SubElement(listed, "li")
        item.append(
            element("a", title, href=conversion.link(path, ""))
            if path in conversion.guide.pages
            else element("span", title)
        )
    if rest := _rest(len(paths)):
        listed.append(element("li", rest.strip()))
    return section


def _table(numbers: Sequence[NumberChange]) -> etree.Element:
    made = element("table", class_="lukutaulukko")
    head = etree.SubElement(etree.SubElement(made, "thead"), "tr")
    head.append(element("th", "Luku", scope="col"))
    for text in ("Ennen", "Nyt"):
        head.append(element("th", text, scope="col", class_="numero"))
    body = etree.SubElement(made, "tbody")
    for change in numbers[:MOST_ROWS]:
        row = etree.SubElement(body, "tr")
        row.append(element("th", change.label, scope="row"))
        for number in (change.old, change.new):
            row.append(_cell(number))
    if rest := _rest(len(numbers)):
        etree.SubElement(body, "tr").append(element("th", rest.strip(), scope="row", colspan="3"))
    return made


def _cell(number: PublishedNumber | None) -> etree.Element:
    """The number, and its interval, which is not broken between lines."""
    if number is None or number.withheld or not number.interval:
        return element("td", number.shown if number else "–", class_="numero")
    cell = element("td", f"{number.text} ", class_="numero")
    cell.append(element("span", f"({number.interval})", class_="luvun-vali"))
    return cell
