"""Links that a change would break: the guide's own, and those that readers and other sites have to
its pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..findings import BadInput, Finding
from ..guide import Format, Guide
from ..markup import link_check
from ..pages.links import web_address
from ..site import addresses
from .trees import Tree

RULES = ("linkki", "tuntematon-sivu", "tuntematon-ankkuri", "kuva-puuttuu")
# Anchors that the build makes of what stands on the page; nobody is told of them.
MADE = (
    "kaytto-",
    "hakusana-",
    "hakemisto-",
    "fn:",
    "fnref",
    "luku-",
    "lahde-",
    "kuvio-",
    "taulukko-",
    "laitos-",
    "__",
)


@dataclass(frozen=True)
class LostLink:
    """A link that would lead nowhere. `place` is "" for one that stands outside the guide."""

    place: str
    message: str


def lost_links(old: Tree, new: Tree, moved: Mapping[str, str]) -> Iterator[LostLink]:
    """Both trees' pages must have been converted to the site."""
    former = {(finding.rule, finding.message) for finding in _dead(old.guide)}
    for finding in _dead(new.guide):
        if (finding.rule, finding.message) not in former:
            yield LostLink(new.place(finding.place), f"{finding.rule}: {finding.message}")
    led = _led_on(new.guide)
    for path in old.guide.pages:
        address = f"/{web_address(path)}"
        if path not in new.guide.pages:
            if address not in led:
                to = f" Sivu on nyt {moved[path]}: ohjaa osoite sinne." if path in moved else ""
                yield LostLink(
                    "",
                    f"osoite {address} lakkaa toimimasta; kirjoita data/addresses.yml:n kohtaan "
                    f"siirretty, mihin lukija viedään.{to}",
                )
            continue
        for anchor in sorted(_anchors(old.guide, path) - _anchors(new.guide, path)):
            yield LostLink(
                "",
                f"osoite {address}#{anchor} ei enää vie kohtaansa; säilytä otsikon tunnus "
                f"{{#{anchor}}}",
            )


def _dead(guide: Guide) -> list[Finding]:
    link_check.check(guide, Format.WEB)
    return [finding for finding in guide.findings if finding.rule in RULES]


def _led_on(guide: Guide) -> set[str]:
    """The old addresses that lead on to new ones."""
    try:
        return (
            set(addresses.read(guide.settings.addresses).moved)
            if guide.settings.addresses
            else set()
        )
    except BadInput:
        return set()


def _anchors(guide: Guide, path: str) -> set[str]:
    return {
        anchor for anchor in guide.contents(path, Format.WEB).anchors if not anchor.startswith(MADE)
    }
