"""The proof in words."""

from collections.abc import Sequence
from itertools import groupby

from .. import finnish
from ..press.mending.faults import Fault
from .examination import KINDS
from .making import Proof


def as_text(proof: Proof) -> str:
    """What was measured, the faults that are left by their kind, and what is left standing and
    why.
    """
    measured = proof.examination
    fill, hyphens = (
        finnish.percent(100 * share, 1) for share in (measured.fill, measured.hyphenated)
    )
    lines = [
        f"Kirjassa on {measured.pages} sivua.",
        f"Sivuista on lukujen sisällä täynnä keskimäärin {fill}.",
        f"Täysistä riveistä tavuviivaan päättyy {hyphens}.",
        "",
    ]
    for kind, faults in groupby(proof.left, key=lambda fault: fault.kind):
        faults = list(faults)
        lines += [f"{KINDS[kind]} ({kind}): {len(faults)}", *map(_line, faults), ""]
    if not proof.left:
        lines += ["Vikoja ei ole, tai jokainen on selitetty.", ""]
    standing = [(one, faults) for one, faults in proof.covered.items() if faults]
    if standing:
        lines.append("Näin jätetään:")
        lines += [
            f"  {KINDS[one.fault]}, {len(faults)} kohtaa (sivut {_pages(faults)}): {one.because}"
            for one, faults in standing
        ]
    return "\n".join([*lines, *map(str, proof.stale)]).rstrip() + "\n"


def _line(fault: Fault) -> str:
    where = f"sivu {fault.page}" if fault.page else "kirja"
    chapter = f" {fault.chapter}" if fault.chapter else ""
    return f'  {where}{chapter}: "{fault.words}": {fault.message}'


def _pages(faults: Sequence[Fault]) -> str:
    numbers = dict.fromkeys(str(fault.page) for fault in faults if fault.page)
    return ", ".join(numbers) or "–"
