"""What the cover and the imprint page tell of the book."""

import datetime
from dataclasses import dataclass

from .. import credits, finnish
from ..guide import Guide
from ..identity import Logo, data_address
from ..pages.nav import FRONT
from . import title_sizes


@dataclass(frozen=True)
class Imprint:
    """What the cover and the imprint page tell. All texts are Finnish."""

    title: str
    subtitle: str
    edition: str  # "2026.1"
    date: datetime.date
    publisher: str
    licence: str
    data: tuple[str, ...]  # of each collection what it is, when it was measured, whose it is
    sample: bool  # some of the data are made up, and every page says so
    content_hash: str
    address: str = ""  # of the site
    fonts: str = ""
    summary: str = ""  # for the back cover
    draft: bool = False  # it is not finished, and every page says so
    contributors: tuple[tuple[str, str], ...] = ()  # what each did, and who
    author: str = ""  # as the book is cited
    isbn: str = ""
    claim: str = ""  # what the front page says
    # Of an organisation's version: whose the guide is that it is made of, and what was changed
    credits: tuple[tuple[str, str], ...] = ()
    contact: str = ""  # and whom to ask
    logo: "CoverLogo | None" = None
    title_size: str = ""  # the class of a title that is too wide or too long for the usual size


@dataclass(frozen=True)
class CoverLogo:
    """The picture itself as an address; on a `plate` where it is not for dark ground."""

    address: str
    text: str
    plate: bool


def _logo(found: Logo | None) -> CoverLogo | None:
    if not found:
        return None
    return CoverLogo(data_address(found.dark or found.light), found.text, not found.dark)


def imprint_of(guide: Guide) -> Imprint:
    settings = guide.settings
    return Imprint(
        title=settings.title,
        subtitle=settings.subtitle,
        summary=settings.summary,
        edition=settings.edition,
        date=settings.date,
        publisher=settings.publisher,
        author=settings.author,
        contributors=tuple(settings.contributors.items()),
        isbn=settings.isbn,
        licence=settings.licence,
        data=tuple(
            f"{one.title}, {finnish.number(one.persons)} henkilöä, {one.when}. {one.credit}".strip()
            for one in guide.collections
        ),
        sample=guide.sample,
        draft=settings.draft,
        content_hash=guide.content_hash,
        address=settings.address,
        fonts=guide.identity.credit,
        claim=guide.pages[FRONT].heading if FRONT in guide.pages else "",
        credits=tuple(credits.lines(guide).items()),
        contact=settings.adaptation.contact if settings.adaptation else "",
        logo=_logo(guide.identity.logos.get("large")),
        title_size=title_sizes.fitting(guide)[0],
    )
