"""What is not published: numbers on too small a base, and in a collection that is not public those
from which a person could be told.

A share whose k or n − k is 1 or 2 is withheld; where its neighbours and their shown total would
tell it, or where their sum leaves only one way to share it out among the withheld, the next
smallest goes too. A quantile is told to two digits, the least and the greatest
not at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Context, Decimal

from .entries import Entry, Estimate, Row

NO_VALUE = "aineistossa ei ole arvoa"
NO_ROW = "yhdelläkään rivillä ei ole julkaistavaa arvoa"
FEW = "luvusta voisi tunnistaa yksittäisiä vastaajia (heitä on yksi tai kaksi)"
BY_SUM = "luvusta ja summasta voisi laskea toisen luvun, jota ei julkaista"
EXTREME = "pienintä, suurinta tai yksittäistä arvoa ei julkaista aineistosta, joka ei ole julkinen"
TELLING = (1, 2)  # persons that a share must not tell apart
TOLERANCE = 1e-6  # of a count that a percentage gives
DIGITS = Context(prec=2)


def is_private(entry: Entry) -> bool:
    return any(not collection.rows_public for collection in entry.collections)


def rounded_coarsely(entry: Entry, made: Estimate, aggregate: str) -> Estimate:
    """An estimate of a collection that is not public, by what it aggregates: no extreme, a quantile
    to two digits, and a count or a percentage by the rule of shares, which it is in other words.
    """
    if not is_private(entry) or made.k is not None or made.value is None:
        return made
    counted = made.value if aggregate == "count" else made.value * made.n / 100
    of_persons = (aggregate == "count" or entry.unit == "%") and made.value != made.n
    if of_persons and abs(counted - round(counted)) < TOLERANCE and _tells(round(counted), made.n):
        return replace(made, withheld=FEW)
    if aggregate == "extreme":
        return replace(made, value=None, withheld=EXTREME)
    if aggregate == "quantile":
        return replace(made, value=float(DIGITS.create_decimal(Decimal(str(made.value)))))
    return made


def publish(results: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries without the numbers that are withheld."""
    single = {id: _published(entry, _reasons(entry)) for id, entry in results.items()}
    totals = [entry for entry in single.values() if not entry.is_series and not entry.withheld]
    made = {}
    for id, entry in results.items():
        reasons = _reasons(entry)
        if entry.is_series and is_private(entry) and _total_is_shown(entry, totals):
            _withhold_next(entry, reasons)
        made[id] = _published(entry, reasons)
    return made


def _cells(entry: Entry) -> list[Estimate]:
    return [row.estimate for row in entry.rows] if entry.is_series else [entry.estimate]


def _reasons(entry: Entry) -> list[str]:
    return [_reason(entry, cell) for cell in _cells(entry)]


def _reason(entry: Entry, cell: Estimate) -> str:
    """Why a cell is not published by itself, "" when it is."""
    if cell.withheld or cell.n is None:
        return cell.withheld or NO_VALUE
    if cell.n < entry.least_base:
        base = f"alle {entry.least_base}"
        if not is_private(entry):
            base = f"n = {cell.n}, vähintään {entry.least_base}"
        return f"pohja on liian pieni ({base})"
    if cell.value is None:
        return NO_VALUE
    if is_private(entry) and cell.k is not None:
        return FEW if _tells(cell.k, cell.n) else ""
    return ""


def _tells(k: int, n: int) -> bool:
    """Whether so few are counted, or left out, that they could be told."""
    return k in TELLING or n - k in TELLING


def _total_is_shown(entry: Entry, totals: Iterable[Entry]) -> bool:
    """Whether a reader can know what the rows add up to: they share out their base, or another
    number of these collections is their sum.
    """
    cells = _cells(entry)
    if any(cell.n is None or (cell.value is None and not cell.withheld) for cell in cells):
        return False
    bases = {cell.n for cell in cells}
    if all(cell.k is not None for cell in cells):
        total = sum(cell.k for cell in cells)
        bases = {sum(cell.n for cell in cells)} | (bases if len(bases) == 1 else set())
        return total in bases or any(
            (other.estimate.k == total and other.estimate.n in bases)
            or (other.estimate.k is None and not other.unit and other.estimate.value == total)
            for other in totals
            if other.collection_ids == entry.collection_ids
        )
    total = sum(cell.value or 0 for cell in cells)
    return bases == {total} or any(
        other.estimate.k is None and other.estimate.value == total
        for other in totals
        if other.collection_ids == entry.collection_ids
    )


def _withhold_next(entry: Entry, reasons: list[str]) -> None:
    """Where the total tells what is withheld, gives the smallest of the others a reason too. Zero
    tells nothing, and stays.
    """
    cells = _cells(entry)
    sizes = [cell.value if cell.k is None else cell.k for cell in cells]
    withheld = [index for index, reason in enumerate(reasons) if reason]
    if not withheld:
        return
    if len(withheld) > 1 and (
        any(reasons[index] != FEW for index in withheld)
        or not _one_way((sizes[index], cells[index].n) for index in withheld)
    ):
        return
    left = [index for index, reason in enumerate(reasons) if not reason and sizes[index]]
    if left:
        reasons[min(left, key=lambda index: sizes[index])] = BY_SUM


def _one_way(cells: Iterable[tuple[float, int]]) -> bool:
    """Whether counts that are withheld for so few, each with its base, follow from their sum. A
    reader knows which are nearly none and which nearly all.
    """
    total, ways = 0, Counter({0: 1})
    for size, n in cells:
        possible = TELLING if size in TELLING else tuple(n - few for few in TELLING)
        reached = Counter()
        for before, count in ways.items():
            for one in possible:
                reached[before + one] += count
        total, ways = total + size, reached
    return ways[total] == 1


def _published(entry: Entry, reasons: list[str]) -> Entry:
    """The entry with its withheld cells emptied; of one that is not public not even a small base
    is left.
    """
    cells = [
        Estimate(None, _base(entry, cell), withheld=reason) if reason else cell
        for cell, reason in zip(_cells(entry), reasons, strict=True)
    ]
    if not entry.is_series:
        return replace(entry, estimate=cells[0])
    rows = tuple(Row(row.key, row.label, cell) for row, cell in zip(entry.rows, cells, strict=True))
    nothing = entry.unpublished or (NO_VALUE if not rows else NO_ROW)
    return replace(entry, rows=rows, unpublished=nothing if all(reasons) else "")


def _base(entry: Entry, cell: Estimate) -> int | None:
    small = cell.n is not None and cell.n < entry.least_base
    return None if small and is_private(entry) else cell.n
