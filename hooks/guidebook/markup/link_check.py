"""The link map: links, anchors and pictures of a format against what pages and docs/ offer."""

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..findings import Problem, meant
from ..guide import Format, Guide
from ..pages.links import OUTSIDE, Target, target
from ..pages.page import Page


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
                guide.report(page, href or "]()", problem)
        for address, described in dict.fromkeys(contents.pictures):
            for problem in _picture_problems(guide, page, address, described):
                guide.report(page, address or "![", problem)


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
        return (
            None
            if scheme in OUTSIDE
            else Problem(
                "linkki",
                f'osoitteen "{href}" alku {scheme}: ei ole sallittu',
                "käytä https-osoitetta tai sivun polkua",
            )
        )
    if not href:
        return Problem("linkki", "linkiltä puuttuu osoite", "kirjoita se sulkeisiin")
    found = target(href, page.path)
    if found is None:
        return Problem(
            "linkki",
            f'"{href}" ei ole oppaan sivu',
            "kirjoita polku tältä sivulta, esim. ../kanavat/linkedin.md",
        )
    if found.path in guide.pages:
        return _anchor_problem(guide, format, found)
    if found.path in guide.unread_pages or (
        not found.path.endswith(".md") and guide.file(page.path, href)
    ):
        return None
    return Problem(
        "tuntematon-sivu",
        f'"{href}"',
        meant(found.path, guide.pages)
        or "sivun pitää olla docs/-kansiossa ja mkdocs.yml:n nav-luettelossa",
    )


def _anchor_problem(guide: Guide, format: Format, found: Target) -> Problem | None:
    anchors = guide.contents(found.path, format).anchors
    if not found.anchor or found.anchor in anchors or not guide.in_format(found.path, format):
        return None
    if found.anchor in guide.contents(found.path, format.other).anchors:
        return Problem(
            "tuntematon-ankkuri",
            f'kohta "#{found.anchor}" on vain {format.other.in_words}',
            f"merkitse linkkikin: .vain-{'verkossa' if format is Format.PRINT else 'painetussa'}",
        )
    return Problem(
        "tuntematon-ankkuri",
        f'sivulla {found.path} ei ole kohtaa "#{found.anchor}"',
        meant(found.anchor, anchors) or "tarkista otsikko",
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
        yield Problem("kuva-puuttuu", f'kuvaa "{address}" ei ole', _near_file(guide, found.path))
    if not described:
        yield Problem(
            "kuvan-teksti",
            f'kuvalta "{address}" puuttuu vaihtoehtoinen teksti',
            "kerro hakasulkeissa, mitä kuva näyttää",
        )


def _near_file(guide: Guide, path: str) -> str:
    folder = (guide.settings.docs / path).parent
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return meant(posixpath.basename(path), names) or "tarkista polku ja tiedoston nimi"
