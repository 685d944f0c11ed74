"""The link map: every link, anchor and picture of a format against what the pages
and docs/ offer.
"""

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..guide import Format, Guide
from ..pages.links import OUTSIDE, target
from ..pages.page import Page
from ..text.yaml_entries import meant


def check(guide: Guide, format: Format) -> None:
    """Report every link that leads nowhere and every picture that is missing or has no text
    alternative.
    """
    for path, page in guide.pages.items():
        contents = guide.contents(path, format)
        for href in dict.fromkeys(contents.links):
            for rule, message, hint in _problems(guide, format, page, href):
                guide.report(page, href or "]()", rule, message, hint)
        for address, described in dict.fromkeys(contents.pictures):
            for rule, message, hint in _picture_problems(guide, page, address, described):
                guide.report(page, address or "![", rule, message, hint)


def _problems(
    guide: Guide, format: Format, page: Page, href: str
) -> Iterator[tuple[str, str, str]]:
    try:
        scheme = urlsplit(href).scheme
    except ValueError:
        yield "linkki", f'osoitetta "{href}" ei voi lukea', "tarkista osoitteen hakasulkeet"
        return
    if scheme in OUTSIDE:
        return
    if scheme:
        yield (
            "linkki",
            f'osoitteen "{href}" alku {scheme}: ei ole sallittu',
            "käytä https-osoitetta tai sivun polkua",
        )
        return
    found = target(href, page.path)
    if found is None:
        yield (
            "linkki",
            f'"{href}" ei ole oppaan sivu',
            "kirjoita polku tältä sivulta, esim. ../kanavat/linkedin.md",
        )
    elif not href:
        yield "linkki", "linkiltä puuttuu osoite", "kirjoita se sulkeisiin"
    elif found.path in guide.pages:
        anchors = guide.contents(found.path, format).anchors
        if not found.anchor or found.anchor in anchors or not guide.in_format(found.path, format):
            return
        if found.anchor in guide.contents(found.path, format.other).anchors:
            yield (
                "tuntematon-ankkuri",
                f'kohta "#{found.anchor}" on vain {format.other.told}',
                "merkitse linkkikin: "
                f".vain-{'verkossa' if format is Format.PRINT else 'painetussa'}",
            )
        else:
            yield (
                "tuntematon-ankkuri",
                f'sivulla {found.path} ei ole kohtaa "#{found.anchor}"',
                meant(found.anchor, anchors) or "tarkista otsikko",
            )
    elif found.path in guide.unread:
        return
    elif found.path.endswith(".md") or not guide.file(page.path, href):
        near = meant(found.path, guide.pages)
        yield (
            "tuntematon-sivu",
            f'"{href}"',
            near or "sivun pitää olla docs/-kansiossa ja mkdocs.yml:n nav-luettelossa",
        )


def _picture_problems(
    guide: Guide, page: Page, address: str, described: bool
) -> Iterator[tuple[str, str, str]]:
    found = target(address, page.path)
    if found is None or not address:
        yield (
            "kuva-puuttuu",
            f'"{address}"',
            "tallenna kuva docs/-kansioon ja kirjoita polku tältä sivulta",
        )
    elif not guide.file(page.path, address):
        yield "kuva-puuttuu", f'kuvaa "{address}" ei ole', _near_file(guide, found.path)
    if not described:
        yield (
            "kuvan-teksti",
            f'kuvalta "{address}" puuttuu vaihtoehtoinen teksti',
            "kerro hakasulkeissa, mitä kuva näyttää",
        )


def _near_file(guide: Guide, path: str) -> str:
    folder = (guide.settings.docs / path).parent
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return meant(posixpath.basename(path), names) or "tarkista polku ja tiedoston nimi"
