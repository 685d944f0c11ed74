"""The site's addresses: which have been published, in which edition, and where a page that was
renamed went.

The book prints addresses and people keep the book, so an address that once stood must go on leading
somewhere. The list is `julkaistu: {address: edition}` and `siirretty: {old: new}`; addresses are
told from the guide's front page, which is "/". A page's address ends in a slash. The files of the
list (the book) are looked at only in the built site, by a test.
"""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from ..findings import BadInput, Finding, Place, Problem, meant, shown
from ..guide import Format, Guide
from ..pages import nav
from ..pages.links import web_address
from ..pages.renames import likely, successor
from ..text.placed_yaml import Mapping as PlacedMapping
from ..text.placed_yaml import read_yaml
from .policy import OF_REDIRECTS

RULE = "osoite"
ADDRESS = re.compile(r"/([a-z0-9][a-z0-9._-]*/)*([a-z0-9][a-z0-9._-]*)?", re.ASCII)
LONGEST = 200  # characters of an address
PUBLISHED, MOVED = "julkaistu", "siirretty"

_PAGE = """<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
<title>Sivu on muuttanut</title>
</head>
<body>
<h1>Sivu on muuttanut</h1>
<p><a href="{target}">Siirry sivun uuteen osoitteeseen</a>, jos selain ei vie sinua sinne itse.</p>
</body>
</html>
"""


@dataclass(frozen=True)
class Addresses:
    """What the list says. `places` has the place of each address, and of the two headings of the
    list.
    """

    published: Mapping[str, str]  # address → the edition in which it was first published
    moved: Mapping[str, str]  # old address → new one, which may end in "#anchor"
    places: Mapping[tuple[str, str], Place]


def read(path: Path) -> Addresses:
    """The list of addresses. Raises BadInput."""
    tree, findings = read_yaml(path), []
    places = {(key, ""): tree.places[key] for key in tree}
    lists: dict[str, dict[str, str]] = {PUBLISHED: {}, MOVED: {}}
    for key, given in tree.items():
        if key not in lists or not isinstance(given, PlacedMapping | None):
            hint = (
                meant(key, lists)
                or f'avaimet ovat {PUBLISHED} ja {MOVED}, ja niiden alla rivit "/osoite/: …"'
            )
            findings.append(Finding(tree.places[key], RULE, f'kohtaa "{key}" ei voi lukea', hint))
            continue
        for address, value in (given or {}).items():
            places[key, address] = place = given.places[address]
            if problem := _entry_problem(key, address, value):
                findings.append(problem.at(place))
            else:
                lists[key][address] = value.strip()
    if findings:
        raise BadInput(*findings)
    return Addresses(lists[PUBLISHED], lists[MOVED], places)


def _entry_problem(key: str, address: str, value: object) -> Problem | None:
    """What is wrong with a line of the list."""
    of_page = key == PUBLISHED or address.endswith("/")
    if not ADDRESS.fullmatch(address) or len(address) > LONGEST or not of_page:
        return Problem(
            RULE,
            f'osoite "{address[:LONGEST]}" ei kelpaa',
            'sivun osoite alkaa ja päättyy vinoviivaan, esim. "/miksi/miksi-tama-opas/"',
        )
    if not isinstance(value, str) or not value.strip():
        edition, new = 'kirjoita lainausmerkeissä laitos, esim. "2026.1"', "kirjoita uusi osoite"
        hint = edition if key == PUBLISHED else new
        return Problem(RULE, f'osoitteen "{address}" perässä ei ole tekstiä', hint)
    return None


def check(guide: Guide) -> None:
    """Hold the guide's pages against the list. The pages of the site must have been converted."""
    if guide.settings.addresses is None:
        return
    try:
        listed = read(guide.settings.addresses)
    except BadInput as error:
        guide.add(error.findings)
        return
    pages = {f"/{web_address(path)}": path for path in (*nav.listed(guide.settings), *guide.pages)}
    pages = {address: path for address, path in pages.items() if _is_there(guide, path)}
    guide.add(_unlisted(guide, listed, pages))
    guide.add(_lost(guide, listed, pages))
    guide.add(_badly_moved(guide, listed, pages))


def _is_there(guide: Guide, path: str) -> bool:
    if path in guide.absent:
        return False
    return path in guide.pages or (guide.settings.docs / path).exists()


def _unlisted(guide: Guide, listed: Addresses, pages: Mapping[str, str]) -> Iterator[Finding]:
    if guide.settings.adaptation:
        return  # the list is the guide's, and what an organisation adds is not
    place = listed.places.get((PUBLISHED, ""), Place(shown(guide.settings.addresses)))
    for address, path in pages.items():
        comes_and_goes = path in guide.pages and guide.pages[path].collection
        if address not in listed.published and not comes_and_goes:
            yield Finding(
                place,
                "uusi-osoite",
                f'sivun {path} osoite "{address}" puuttuu luettelosta',
                f'lisää kohtaan {PUBLISHED} rivi {address}: "{guide.settings.edition}"',
            )


def _lost(guide: Guide, listed: Addresses, pages: Mapping[str, str]) -> Iterator[Finding]:
    away = (*guide.absent, *guide.settings.left_out)
    kept = {*pages, *listed.moved, *(f"/{web_address(path)}" for path in away)}
    new = [path for address, path in pages.items() if address not in listed.published]
    for address in listed.published:
        if address.endswith("/") and address not in kept:
            gone = f"{address.strip('/') or 'index'}.md"
            led = successor(guide.pages, guide.settings.docs, gone, new) or likely(gone, new)
            led = led or _of_same_name(address, pages)
            to = f"/{web_address(led)}" if led else "/ tai sen sivun osoite, joka kertoo samasta"
            yield Finding(
                listed.places[PUBLISHED, address],
                "kadonnut-osoite",
                f'osoitteessa "{address}" oli sivu, eikä sitä enää ole',
                f"kirjoita kohtaan {MOVED} rivi {address}: {to}",
            )


def _badly_moved(guide: Guide, listed: Addresses, pages: Mapping[str, str]) -> Iterator[Finding]:
    for old, new in listed.moved.items():
        place, (target, _, anchor) = listed.places[MOVED, old], new.partition("#")
        if old in pages:
            yield Finding(
                place, RULE, f'osoitteessa "{old}" on yhä sivu {pages[old]}', "poista siirto"
            )
        if old not in listed.published:
            yield Finding(
                place,
                RULE,
                f'siirretty osoite "{old}" puuttuu kohdasta {PUBLISHED}',
                meant(old, listed.published)
                or "lisää se sinne ja sen laitos, jossa sivu oli viimeksi",
            )
        if target in listed.moved:
            yield Finding(
                place,
                RULE,
                f'"{target}" on itsekin siirretty',
                f"kirjoita suoraan viimeinen osoite {listed.moved[target]}",
            )
        elif target not in pages:
            yield Finding(
                place,
                RULE,
                f'osoitteessa "{target}" ei ole sivua',
                meant(target, pages) or "kirjoita jonkin sivun osoite",
            )
        elif anchor and pages[target] in guide.pages:
            anchors = guide.contents(pages[target], Format.WEB).anchors
            if anchor not in anchors:
                yield Finding(
                    place,
                    "tuntematon-ankkuri",
                    f'sivulla {pages[target]} ei ole kohtaa "#{anchor}"',
                    meant(anchor, anchors) or "tarkista otsikko",
                )


def _of_same_name(address: str, pages: Mapping[str, str]) -> str | None:
    name = posixpath.basename(address.rstrip("/"))
    same = [each for each in pages if posixpath.basename(each.rstrip("/")) == name]
    return pages[same[0]] if len(same) == 1 else None


def redirect_page(old: str, new: str, site_address: str = "") -> str:
    """The page that stands at an old address and leads to the new: plain HTML, no script, links
    relative.
    """
    target, hash_, anchor = new.partition("#")
    relative = posixpath.relpath(target, old) + "/" + hash_ + anchor
    canonical = (
        urljoin(site_address, target.lstrip("/")) if site_address else relative.partition("#")[0]
    )
    return _PAGE.format(
        target=html.escape(relative), canonical=html.escape(canonical), policy=OF_REDIRECTS
    )


def write_redirects(listed: Addresses, site: Path, site_address: str = "") -> None:
    """A page at each moved address. Raises BadInput when something stands there already."""
    for old, new in listed.moved.items():
        file = site / old.strip("/") / "index.html"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as page:
                page.write(redirect_page(old, new, site_address))
        except (FileExistsError, NotADirectoryError):
            raise BadInput(
                Finding(
                    listed.places[MOVED, old],
                    RULE,
                    f'osoitteessa "{old}" on jo tiedosto',
                    "poista siirto tai tiedosto",
                )
            ) from None
