"""The link map: links, anchors and pictures of a format against what pages and docs/ offer."""

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from ..findings import Problem, asked, meant, nearest
from ..guide import Format, Guide
from ..numbers.catalogue import NO_OWN
from ..pages import nav
from ..pages.front_matter import ASKED, ASKED_PAGE
from ..pages.links import OUTSIDE, Target, target, web_address
from ..pages.misleading_links import FILES, wrong_host
from ..pages.page import Page
from ..pages.renames import likely, successor
from ..text.placed_yaml import Mapping
from ..text.published import PICTURES
from . import cleaning, lost_anchors

# An address that lacks its beginning: of a host, or of a person there
_HOST = re.compile(
    r"(?://)?(?P<person>[^\s/@]+@)?(?:www\.)?(?:[a-z0-9åäö-]+\.)+"
    rf"(?!(?:{'|'.join(sorted(FILES))})(?:[/?#]|$))[a-z]{{2,}}(?:[:/?#]|$)",
    re.IGNORECASE,
)
_HOST_AND_PORT = re.compile(r"(?:.*@)?[^\s.:]+(?:\.[^\s.:]+)*\.?(?::(?P<port>\d{1,5}))?")


def check(guide: Guide, format: Format) -> None:
    """Report every link that leads nowhere and every picture that is missing or has no text
    alternative.
    """
    for path, page in guide.pages.items():
        contents = guide.contents(path, format)
        for anchor in dict.fromkeys(contents.repeated):
            _report_repeated(guide, page, anchor)
        for href in dict.fromkeys(contents.links):
            if problem := _problem(guide, format, page, href):
                guide.add(problem.at(place) for place in page.places_of_link(href or "]()"))
        for address, described in dict.fromkeys(contents.pictures):
            for problem in _picture_problems(guide, page, address, described):
                guide.add(problem.at(place) for place in page.places_of_link(address or "!["))
        if format is Format.WEB:
            _check_asked(guide, page, contents.anchors)
    lost_anchors.check(guide, format)


def _check_asked(guide: Guide, page: Page, anchors: Collection[str]) -> None:
    """Readers' words belong to a section that is there."""
    asked_of = page.meta.get(ASKED) or Mapping(page.place(0))
    for anchor in asked_of:
        if anchor != ASKED_PAGE and anchor not in anchors:
            message = f'sivulla ei ole kohtaa "{anchor}", jonka sanat on annettu'
            hint = meant(anchor, [ASKED_PAGE, *anchors]) or f"poista rivi {anchor}"
            guide.add([Problem("alkutiedot", message, hint).at(asked_of.places[anchor])])


def _report_repeated(guide: Guide, page: Page, anchor: str) -> None:
    written = (f"{{#{anchor}", f'id="{anchor}"', f"id='{anchor}'", anchor)
    text = next((text for text in written if text in page.prose), "")
    message, hint = f'tunnus "{anchor}" on sivulla kahdesti', "anna toiselle oma tunnus"
    guide.report(page, text, Problem("tunnus", message, f"{hint}, esim. {{#{anchor}-2}}"))


def _problem(guide: Guide, format: Format, page: Page, href: str) -> Problem | None:
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        return Problem(
            "linkki", f'osoitetta "{href}" ei voi lukea', "tarkista osoitteen hakasulkeet"
        )
    if scheme:
        return _outside_problem(href) if scheme in OUTSIDE else _foreign_problem(href, scheme)
    found = target(href, page.path)
    if found and found.path in guide.pages:
        return _anchor_problem(guide, format, found)
    if found and (
        found.path in guide.unread_pages
        or (not found.path.endswith(".md") and guide.file(page.path, href))
    ):
        return None
    if found and found.path in guide.written:
        return Problem(
            NO_OWN,
            f'sivu "{href}" on oppaassa vain, kun oma aineisto on',
            f"siirrä linkki lohkoon /// {NO_OWN}",
        )
    if match := _HOST.match(href):
        message = f'"{href}" ei ole oppaan sivu'
        return Problem("linkki", message, f"kirjoita {_whole(href, match)}")
    if found is None:
        hint = _page_hint(guide, page, href) or (
            "kirjoita polku tältä sivulta, esim. ../kanavat/linkedin.md"
        )
        return Problem("linkki", f'"{href}" ei ole oppaan sivu', hint)
    hint = _page_hint(guide, page, href) or (
        "sivun pitää olla docs/-kansiossa ja mkdocs.yml:n nav-luettelossa"
    )
    return Problem("tuntematon-sivu", f'"{href}"', hint)


def _outside_problem(href: str) -> Problem | None:
    """Of an address that no browser can open; of hosts that mislead, one_reading tells."""
    if wrong_host(href) and cleaning.keeps(href):
        return None
    parts = urlsplit(href)
    if parts.scheme == "mailto":
        fine = "@" in parts.path or (parts.query and not parts.path)
        form = "mailto:nimi@palvelin.fi"
    elif parts.scheme == "tel":
        fine, form = re.search(r"\d", parts.path), "tel:+358401234567"
    else:
        fine, form = _HOST_AND_PORT.fullmatch(parts.netloc), "https://palvelin/polku"
        fine = fine and int(fine["port"] or 0) < 65_536
    message = f'osoitetta "{href}" ei voi avata'
    return None if fine else Problem("linkki", message, f"kirjoita se muodossa {form}")


def _foreign_problem(href: str, scheme: str) -> Problem:
    near = nearest(scheme, OUTSIDE)
    return Problem(
        "linkki",
        f'osoitteen "{href}" alku {scheme}: ei ole sallittu',
        asked(f"{near}:{href[len(scheme) + 1 :]}")
        if near
        else "käytä https-osoitetta tai sivun polkua",
    )


def _whole(href: str, match: re.Match) -> str:
    """The address of which the beginning was left out."""
    return f"mailto:{href}" if match["person"] else f"https://{href.lstrip('/')}"


def _page_hint(guide: Guide, page: Page, href: str) -> str:
    """The path from the page to the one that was most likely meant."""
    path, _, fragment = href.partition("#")
    path = unquote(path)
    found = target(path, page.path)
    gone = found.path if found else path.strip("/")
    by_address = {web_address(each).strip("/"): each for each in guide.pages}
    stem = re.sub(r"(^|/)index$", "", re.sub(r"\.(?:md|html?)$", "", gone.strip("/")))
    new = nav.forgotten(guide.settings)
    meant = (
        by_address.get(stem)
        or by_address.get(path.strip("/"))
        or successor(guide.pages, guide.settings.docs, gone, new)
        or likely(gone if "." in gone else f"{gone}.md", guide.pages)
    )
    if not meant:
        return ""
    known = fragment in guide.contents(meant, Format.WEB).anchors
    return asked(_relative(meant, page) + (f"#{fragment}" if known else ""))


def _relative(path: str, page: Page) -> str:
    return posixpath.relpath(path, posixpath.dirname(page.path) or ".")


def _anchor_problem(guide: Guide, format: Format, found: Target) -> Problem | None:
    """What is wrong with a link to an anchor that the page has in the other format alone."""
    if not found.anchor or lost_anchors.stands(guide, format, found):
        return None
    if found.anchor not in guide.contents(found.path, format.other).anchors:
        return None  # lost_anchors tells of it
    return Problem(
        "tuntematon-ankkuri",
        f'kohta "#{found.anchor}" on vain {format.other.in_words}',
        f"merkitse linkkikin: .vain-{'verkossa' if format is Format.PRINT else 'painetussa'}",
    )


def _picture_problems(guide: Guide, page: Page, address: str, described: bool) -> Iterator[Problem]:
    found = target(address, page.path)
    if found is None or not address:
        yield Problem(
            "kuva-puuttuu",
            f'"{address}"',
            "tallenna kuva docs/-kansioon ja kirjoita polku tältä sivulta",
        )
    elif not guide.file(page.path, address):
        yield Problem(
            "kuva-puuttuu", f'kuvaa "{address}" ei ole', _near_file(guide, page, found.path)
        )
    if not described:
        yield Problem(
            "kuvan-teksti",
            f'kuvalta "{address}" puuttuu vaihtoehtoinen teksti',
            "kerro hakasulkeissa, mitä kuva näyttää",
        )


def _near_file(guide: Guide, page: Page, path: str) -> str:
    docs = guide.settings.docs
    files = [
        file.relative_to(docs).as_posix()
        for file in docs.rglob("*")
        if file.suffix.lower() in PICTURES
    ]
    near = likely(path, files)
    return asked(_relative(near, page)) if near else "tarkista polku ja tiedoston nimi"
