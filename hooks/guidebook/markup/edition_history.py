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
    conversion: Conversion, made: Snapshot, of_edition: Sequence[Erratum]
) -> Iterator[etree.Element]:
    """What was wrong in the edition: where, and how it is to be read."""
    if not of_edition:
        return
    yield element("h3", "Korjaukset", id=_anchor(made, "korjaukset"))
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


def _heading(made: Snapshot, release: Release | None) -> Iterator[etree.Element]:
    title = f"Laitos {made.edition}: {release.title}" if release else f"Laitos {made.edition}"
    yield element("h2", title, id=_anchor(made))
    if release:
        yield element("p", _announcement(release))


def _anchor(made: Snapshot, part: str = "") -> str:
    return "-".join(filter(None, ["laitos", *made.edition.split("."), part]))


def _first(made: Snapshot) -> Iterator[etree.Element]:
    text = (
        f"Tämä on oppaan ensimmäinen laitos, joten muutoksia ei vielä ole. Siinä on {_holds(made)}."
    )
    yield element("p", f"{text} Selvityksen aineisto on {made.data}." if made.data else text)


def _holds(made: Snapshot) -> str:
    used = {id for chapter in made.chapters.values() for id in chapter.numbers}
    held = [count(len(made.chapters), "sivu", "sivua"), count(len(used), "lukuarvo", "lukuarvoa")]
    return " ja ".join(held) + (
        f", ja kirjassa on {count(made.pages, 'sivu', 'sivua')}" if made.pages else ""
    )


def count(number: int, one: str, many: str) -> str:
    return f"{finnish.number(number)} {one if number == 1 else many}"


def _since(conversion: Conversion, found: Changes) -> Iterator[etree.Element]:
    yield from _texts(conversion, found)
    yield from _numbers(conversion, found)


def _texts(conversion: Conversion, found: Changes) -> Iterator[etree.Element]:
    texts = (
        ("Uutta", found.added),
        ("Kirjoitettu uudelleen", found.rewritten),
        ("Siirretty", found.moved.values()),
    )
    yield element("h3", "Teksti", id=_anchor(found.new, "teksti"))
    if not (any(paths for _, paths in texts) or found.removed):
        yield element("p", "Teksti on ennallaan.")
    for term, paths in texts:
        if paths:
            yield _listed(conversion, term, paths, found.new)
    if found.removed:
        titles = [found.old.chapters[path].title for path in found.removed]
        yield element("p", f"Poistettu: {_some(titles)}.")
    if found.old.pages and found.new.pages and found.old.pages != found.new.pages:
        gained = found.new.pages - found.old.pages
        yield element(
            "p",
            f"Kirjassa on {count(found.new.pages, 'sivu', 'sivua')}, "
            f"{abs(gained)} {'enemmän' if gained > 0 else 'vähemmän'} kuin edellisessä "
            "laitoksessa.",
        )


def _numbers(conversion: Conversion, found: Changes) -> Iterator[etree.Element]:
    chapters = [*found.old.chapters.values(), *found.new.chapters.values()]
    read = {id for chapter in chapters for id in chapter.numbers}
    numbers = [change for change in found.numbers if change.visible and change.id in read]
    changed = {change.id for change in numbers}
    data = found.old.data != found.new.data
    yield element("h3", "Aineisto ja luvut", id=_anchor(found.new, "luvut"))
    if data and found.new.data:
        yield element("p", f"Selvityksen aineisto on nyt {found.new.data}.")
    if numbers:
        yield _table(numbers)
    elif not data:
        yield element("p", "Luvut ovat ennallaan.")
    if refilled := [
        path for path in found.refilled if changed & set(found.new.chapters[path].numbers)
    ]:
        term = "Teksti on ennallaan, mutta lukuja on muuttunut"
        yield _listed(conversion, term, refilled, found.new)


def _some(titles: list[str]) -> str:
    return ", ".join(titles[:MOST_ROWS]) + _rest(len(titles))


def _rest(total: int) -> str:
    """What stands in the place of all that is over MOST_ROWS."""
    return f" … ja {count(total - MOST_ROWS, 'muu', 'muuta')}" if total > MOST_ROWS else ""


def _listed(
    conversion: Conversion, term: str, paths: Iterable[str], made: Snapshot
) -> etree.Element:
    """The chapters as a list, linked where they still are."""
    section = element("div", class_="muutosluettelo")
    paths = list(paths)
    section.append(element("p", f"{term}:"))
    listed = etree.SubElement(section, "ul")
    for path in paths[:MOST_ROWS]:
        title = made.chapters[path].title
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
