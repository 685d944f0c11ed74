"""Links to anchors that no page has: reported once, where the anchor was, not at each link."""

from collections import defaultdict
from collections.abc import Collection
from difflib import SequenceMatcher

from markdown.extensions.toc import slugify

from ..findings import Finding, Place, Problem, asked, nearest, shown
from ..guide import Format, Guide
from ..pages.headings import Heading, read_headings
from ..pages.links import Target, target
from ..pages.page import Page
from ..text.versions import versions

RULE = "tuntematon-ankkuri"
MOST = 5  # links whose places are named


def stands(guide: Guide, format: Format, found: Target) -> bool:
    """Whether the anchor is on the page, or the page itself is not in the format."""
    anchors = guide.contents(found.path, format).anchors
    return found.anchor in anchors or not guide.in_format(found.path, format)


def check(guide: Guide, format: Format) -> None:
    for found, links in _lost(guide, format).items():
        page = guide.pages[found.path]
        heading, was = _renamed(guide, page, found.anchor)
        places = sorted({place for _, at in links for place in at})
        if was or len({path for path, _ in links}) > 1:
            guide.add([_finding(page, found.anchor, heading, places, was)])
            continue
        message = f'sivulla {found.path} ei ole kohtaa "#{found.anchor}"'
        near = _near(found.anchor, guide.contents(found.path, format).anchors)
        hint = asked(near) if near else f"anna oikealle otsikolle tunnus {{#{found.anchor}}}"
        problem = Problem(RULE, message, hint)
        guide.add(map(problem.at, places))


def _lost(guide: Guide, format: Format) -> dict[Target, list[tuple[str, list[Place]]]]:
    """The anchors that neither format has, each with the pages and places of the links to it."""
    lost = defaultdict(list)
    for path, page in guide.pages.items():
        already = guide.contents(path, Format.WEB).links if format is Format.PRINT else ()
        for href in dict.fromkeys(guide.contents(path, format).links):
            found = target(href, path)
            if not found or not found.anchor or found.path not in guide.pages or href in already:
                continue
            if not any(stands(guide, each, found) for each in Format):
                lost[found].append((path, page.places_of_link(href)))
    return lost


def _renamed(guide: Guide, page: Page, anchor: str) -> tuple[Heading | None, bool]:
    """The heading of today that had the anchor, and whether git knows that one had; without git the
    one whose own is nearest.
    """
    for text in versions(guide.settings.home_of(page.path), page.path):
        former = list(read_headings(text))
        ids = [_id(heading) for heading in former]
        if anchor in ids:
            new = [heading for heading in page.headings if _id(heading) not in ids]
            old = former[ids.index(anchor)]
            return max(new, key=lambda each: _likeness(old, each), default=None), True
    today = {_id(heading): heading for heading in page.headings}
    return today.get(_near(anchor, today) or ""), False


def _near(anchor: str, anchors: Collection[str]) -> str | None:
    """The one whose name goes on with the anchor's, or the nearest."""
    longer = [each for each in anchors if each.startswith(f"{anchor}-")]
    return longer[0] if len(longer) == 1 else nearest(anchor, anchors)


def _id(heading: Heading) -> str:
    return heading.id or slugify(heading.words, "-")


def _likeness(old: Heading, new: Heading) -> tuple[bool, float]:
    ratio = SequenceMatcher(None, old.words, new.words).ratio()
    return old.level == new.level, ratio


def _finding(
    page: Page, anchor: str, heading: Heading | None, places: list[Place], was: bool
) -> Finding:
    count = len(places)
    listed = ", ".join(f"{place.path}:{place.line}" for place in places[:MOST])
    links = f"{'linkki' if count == 1 else f'{count} linkkiä'} vie siihen ({listed}"
    links += ", …)" if count > MOST else ")"
    message = (
        f"tunnus #{anchor} katosi, ja {links}" if was else f"tunnusta #{anchor} ei ole: {links}"
    )
    if heading is None:
        return Finding(Place(shown(page.file)), RULE, message, f"lisää otsikkoon {{#{anchor}}}")
    sign = "#" * heading.level
    restored = f'kirjoita "{sign} {heading.words} {{#{anchor}}}", tai korjaa linkit'
    return Finding(page.place(heading.start), RULE, message, restored)
