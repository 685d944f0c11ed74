"""An entry: one id of the guide, whether collections of the survey give it or a source does."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from .. import finnish
from ..findings import Place
from ..survey import OWN

if TYPE_CHECKING:
    from ..survey import Collection
    from .facts import Source


@dataclass(frozen=True)
class Estimate:
    """A value in its unit with its base n; a share has k of n, and of a random sample the ends of
    its 95 % interval too.

    `withheld` is the reason (in Finnish) why there is nothing to publish, "" when there is; `given`
    says that the base is none of the survey's, see given_bases.py.
    """

    value: float | None
    n: int | None
    k: int | None = None
    low: float | None = None
    high: float | None = None
    withheld: str = ""
    given: bool = False


@dataclass(frozen=True)
class Cited:
    """Where a number of facts.yml is from: its sources and the place in them, the time it tells of
    in words, how it was worked out when it was we who did, and when to look at it again.
    """

    sources: "tuple[Source, ...]"
    date: str
    review_after: date
    locator: str = ""
    calculation: str = ""

    @property
    def origin(self) -> str:
        return f"{'; '.join(source.short for source in self.sources)}, {self.date}"


@dataclass(frozen=True)
class Row:
    """One row of a series: `key` is what a reference names, `label` what a reader sees. In a cited
    series it may have a source and a time of its own.
    """

    key: str
    label: str
    estimate: Estimate
    cited: Cited | None = None


@dataclass(frozen=True)
class Entry:
    """A number or a series. A series has rows, a number its estimate.

    A statistic says its query and the ids of its collections, and has those that are there in
    `collections`; a fact and a cited series are `cited`.
    """

    id: str
    kind: str  # number, share, series or fact
    label: str
    place: Place
    description: str = ""
    unit: str = ""
    decimals: int = 0
    estimate: Estimate | None = None
    rows: tuple[Row, ...] = ()
    unpublished: str = ""  # why a series has no row to publish
    query: str = ""
    collection_ids: tuple[str, ...] = ()
    collections: "tuple[Collection, ...]" = ()
    least_base: int = 5
    cited: Cited | None = None

    @property
    def is_series(self) -> bool:
        return self.kind == "series"

    @property
    def sources(self) -> "list[Source]":
        """Every source it is from, those of its rows among them."""
        cited = filter(None, [self.cited, *(row.cited for row in self.rows)])
        return list(dict.fromkeys(source for one in cited for source in one.sources))

    @property
    def without_own(self) -> bool:
        """Whether it is of a collection of one's own, and there is none yet."""
        return OWN in self.collection_ids and OWN not in [one.id for one in self.collections]

    @property
    def withheld(self) -> str:
        """Why there is nothing to publish, "" when there is."""
        return self.estimate.withheld if self.estimate else self.unpublished

    @property
    def sample(self) -> bool:
        """Whether it tells of made-up data."""
        return any(collection.sample for collection in self.collections)

    @property
    def origin(self) -> str:
        """Whose number it is and of what time, in a reader's words."""
        if self.cited:
            return self.cited.origin
        return "; ".join(collection.origin for collection in self.collections)

    @property
    def credit(self) -> str:
        """Whose the collections are and under which licence."""
        return " ".join(collection.credit for collection in self.collections)

    def text(self, estimate: Estimate) -> str:
        """An estimate of it as a reader sees it, "" when it is withheld."""
        if estimate.withheld or estimate.value is None:
            return ""
        return finnish.quantity(estimate.value, self.unit, self.decimals)

    def interval(self, estimate: Estimate) -> str:
        """The 95 % confidence interval of an estimate, "" where there is none."""
        if estimate.withheld or estimate.low is None or estimate.high is None:
            return ""
        return finnish.interval(estimate.low, estimate.high, self.unit, self.decimals)
