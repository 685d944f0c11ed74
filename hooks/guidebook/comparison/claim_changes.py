"""Claims that a change makes fall, hold again, or come near to falling."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..findings import Problem
from ..numbers import Numbers, claims
from ..pages.mentions import Mention, mentions
from .trees import Tree

FELL, FELL_REWRITTEN, WRONG = (
    "kaatui",
    "kaatui, ja kohta on kirjoitettu uudelleen tai poistettu",
    "uusi väite ei pidä",
)
HOLDS, NEAR, FAR = "pitää taas", "lähellä kaatumista", "ei ole enää lähellä kaatumista"


@dataclass(frozen=True)
class Judgement:
    """What the numbers of a tree say of a claim: `holds` is None when they do not have what it asks
    for.
    """

    holds: bool | None
    grounds: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClaimChange:
    """A claim that stands otherwise than before. `place` is where it stands, in the old tree when
    it is gone.
    """

    kind: str
    claim: str
    place: str
    sentence: str
    old: Judgement | None  # None for a claim that is new in the text
    new: Judgement


def changed_claims(old: Tree, new: Tree, moved: Mapping[str, str]) -> Iterator[ClaimChange]:
    """Each claim of both trees weighed with the numbers of both; those that fell come first."""
    former = {
        (moved.get(path, path), *key): mention for (path, *key), mention in _claims(old).items()
    }
    present = _claims(new)
    found = []
    for key, mention in present.items():
        before = judge(mention.claim, old.guide.numbers) if key in former else None
        now = judge(mention.claim, new.guide.numbers)
        if kind := _kind(before, now):
            found.append(
                ClaimChange(
                    kind, mention.claim, new.place(mention.place), mention.sentence, before, now
                )
            )
    for key, mention in former.items():
        if key not in present:
            before, now = (
                judge(mention.claim, old.guide.numbers),
                judge(mention.claim, new.guide.numbers),
            )
            if before.holds and now.holds is False:
                found.append(
                    ClaimChange(
                        FELL_REWRITTEN,
                        mention.claim,
                        old.place(mention.place),
                        mention.sentence,
                        before,
                        now,
                    )
                )
    order = (FELL, WRONG, FELL_REWRITTEN, NEAR, HOLDS, FAR)
    yield from sorted(found, key=lambda change: order.index(change.kind))


def judge(claim: str, numbers: Numbers) -> Judgement:
    try:
        verdict = claims.check(claim, numbers)
    except Problem as problem:
        return Judgement(None, problem.message)
    return Judgement(verdict.holds, verdict.grounds, verdict.warnings)


def _kind(before: Judgement | None, now: Judgement) -> str:
    if not now.holds:
        return WRONG if before is None else FELL if before.holds else ""
    if before is None:
        return NEAR if now.doubts else ""
    if not before.holds:
        return HOLDS
    if now.doubts:
        return NEAR if now.doubts != before.doubts else ""
    return FAR if before.doubts else ""


def _claims(tree: Tree) -> dict[tuple[str, str, int], Mention]:
    """The claims by page, by their text, and by which of several alike they are."""
    found: dict[tuple[str, str, int], Mention] = {}
    for path, page in tree.guide.pages.items():
        spots = {
            (mention.claim, mention.place): mention
            for mention in mentions(page, tree.guide.numbers)
            if mention.claim
        }
        counts: Counter[str] = Counter()
        for (claim, _), mention in spots.items():
            counts[claim] += 1
            found[path, claim, counts[claim]] = mention
    return found
