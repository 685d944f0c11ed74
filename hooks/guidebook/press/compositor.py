"""Who lays out: stretches until they have settled, and units as they are printed. Where results are
kept, what becomes of them is kept under all that makes it.
"""

import gc
import json
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, tostring

import weasyprint

from .kept_files import Keep, packed_bytes
from .makeup import complaints, layouts, sharing
from .makeup.folio_boxes import retell
from .makeup.laid_boxes import sheets
from .makeup.settling import ROUNDS, UNSETTLED, Settled, Unit
from .makeup.units import own
from .materials import Materials, Particulars
from .mending import boxes, fitting, margin, moving
from .mending.titles import Titles
from .pdf.sheaves import Face, Sheaf, sheaf
from .pdf.uniting import font_file
from .setting.folios import Folios, as_wide, forget_unknown, pages_of, without_numbers

MENDED = 6  # times that a stretch may be mended
FIRST_DAY = date(2000, 1, 1)  # of files that are joined to another, which tells its own


@dataclass(frozen=True)
class Finished:
    """The pages of a unit and warnings in Finnish. What does not stand `alone` has to settle with
    those that it shares pages with.
    """

    document: weasyprint.Document
    alone: bool
    warnings: list[str]


@dataclass
class Compositor:
    """`options` are what WeasyPrint is to know of the file, `files` those that have been shown, by
    their fingerprints.
    """

    materials: Materials
    options: dict[str, object]
    keep: Keep
    files: dict[str, str] = field(default_factory=dict)
    _settled: dict[tuple[str, int], Settled] = field(default_factory=dict)
    _at_hand: tuple[Settled, weasyprint.Document] | None = None  # how it was laid out last

    def __post_init__(self) -> None:
        self._layouts = layouts.shared(self.materials, self.options)
        self.fetcher = self._layouts.fetcher
        self.inputs = self.materials.inputs()

    def settled(self, tree: Callable[[], Element], key: str, page: int) -> Settled:
        """What matters on which side it begins is kept for each side."""
        side = page % 2

        def kept(inputs: Sequence[str], make: Callable[[], Settled], *, sided: bool) -> Settled:
            def pack(settled: Settled) -> dict[str, Any] | None:
                return self._packed(settled) if settled.sided == sided else None

            return self.keep([*self.inputs, *inputs], make, pack, self._unpacked)

        def on_this_side() -> Settled:
            return kept([key, str(side)], lambda: self._settle(tree(), page), sided=True)

        if (key, side) not in self._settled:
            self._settled[key, side] = kept([key], on_this_side, sided=False)
        self.files |= self._settled[key, side].files
        return self._settled[key, side]

    def _settle(self, tree: Element, page: int) -> Settled:
        self._at_hand = None
        self.fetcher.seen.clear()
        with complaints.heard(self.materials.address) as messages:
            laid = self._mended(tree, page)
        end = layouts.end(laid)
        firsts, lasts = pages_of(laid.pages[: end.pages + bool(end.begins)])
        files = self.fetcher.fingerprints()
        links = {a.get("href", "") for stretch in own(tree) for a in stretch.iter("a")}
        settled = Settled(
            tostring(tree, encoding="unicode"),
            end.pages,
            sorted(link[1:] for link in links if link[:1] == "#"),
            firsts,
            lasts,
            end.begins,
            end.sided,
            messages,
            files,
        )
        settled.tree = tree  # whose elements the layout knows
        self._at_hand = settled, laid
        return settled

    def _mended(self, tree: Element, page: int) -> weasyprint.Document:
        """The draft in which there is nothing to mend, or the last one that is allowed."""
        blocks, titles = boxes.Boxes(tree), Titles(tree, sheets)
        tables, figures = fitting.Tables(tree, self.materials.hyphenate), moving.Figures(tree)
        if blocks.alone is not None:
            blocks.divide(self._layouts.lay_out(blocks.alone, page, draft=True))
        for _ in range(MENDED):
            gc.collect(0)  # frees the drafts of lines and pages, and the layout before
            laid = self._layouts.lay_out(tree, page, draft=True)
            changed = sum(mend(laid) for mend in (tables.fit, blocks.divide, figures.move))
            if not changed and not titles.keep(laid):
                return laid
            del laid
        return self._layouts.lay_out(tree, page, draft=True)

    def finished(self, unit: Unit) -> Finished:
        """A unit as it is printed, without the rest of the pages that it shares."""
        with complaints.heard(self.materials.address) as messages:
            laid = self._laid(unit)
        self.files |= self.fetcher.fingerprints()
        end, settled = layouts.end(laid), unit.settled
        printed = laid.copy(laid.pages[: unit.pages])
        sharing.leave_own(printed, begun=unit.begun, shared=unit.shared)
        boxes.finish(printed)
        warnings = list(fitting.warnings(printed))
        crowded = margin.place(printed, unit.begins, settled.begins)
        edges = {0} if unit.begun else set()
        edges |= {unit.pages - 1} if unit.shared else set()
        alone = (
            (end.pages, end.begins) == (settled.pages, settled.begins)
            and not edges & set(crowded)
            and not (unit.shared and sharing.has_footnotes(printed.pages[-1]))
        )
        warnings += map(margin.warning, crowded)
        return Finished(printed, alone, [*warnings, *settled.warnings, *messages])

    def _laid(self, unit: Unit) -> weasyprint.Document:
        """Its pages as it was laid out last, if that is at hand."""
        at_hand, self._at_hand = self._at_hand, None
        if at_hand and at_hand[0] is unit.settled:
            self._layouts.complete(at_hand[1])
            return at_hand[1]
        del at_hand
        gc.collect(0)
        self.fetcher.seen.clear()
        return self._layouts.lay_out(unit.tree(), unit.page)

    def at_once(self, finish: Callable[[Unit], object] | None, unit: Unit) -> None:
        """Finishes a unit while its layout is at hand."""
        if finish and self._at_hand and self._at_hand[0] is unit.settled:
            finish(unit)
        self._at_hand = None
        unit.settled.forget_tree()

    def alone(self, tree: Element) -> Finished:
        """A tree of a few pages as it is printed: where its type has settled, so have its pages."""
        folios, warnings = Folios(tree), forget_unknown(tree)
        folios.begin(tree, 1)
        folios.tell(tree)
        with complaints.heard(self.materials.address) as messages:
            laid = self._mended(tree, 1)
            for _ in range(ROUNDS):
                before = without_numbers(tree)
                folios.learn(*pages_of(laid.pages), 1)
                folios.tell(tree)
                if without_numbers(tree) == before:
                    break
                laid = self._layouts.lay_out(tree, draft=True)
            else:
                warnings.append(UNSETTLED)
            self._layouts.complete(laid)
        retell(laid)
        boxes.finish(laid)
        crowded = map(margin.warning, margin.place(laid))
        warnings += [*fitting.warnings(laid), *crowded, *messages]
        return Finished(laid, True, warnings)

    def sheaf(self, unit: Unit, particulars: Particulars, anchors: Collection[str]) -> Sheaf:
        """The file of a unit, whose links may lead to the `anchors` of the whole book. The first
        speaks for all. It is the same on whatever pages it comes to stand: their numbers are told
        when the files are joined.
        """
        led_to = [anchor for anchor in unit.settled.links if anchor in anchors]
        about = particulars if unit.page == 1 else Particulars("", FIRST_DAY)

        def make() -> Sheaf:
            done = self.finished(unit)
            with complaints.heard(self.materials.address) as messages:
                made = sheaf(done.document, self.options, about, led_to)
            warnings = [*done.warnings, *messages]
            return replace(made, alone=done.alone, warnings=warnings)

        folios = (str(unit.page + index) for index in range(unit.pages))
        side = str(unit.page % 2) if unit.settled.sided else ""
        told = [unit.key, as_wide(" ".join(folios)), side, str(unit.begun)]
        inputs = [*self.inputs, *told, repr(about), *led_to]
        kept = self.keep(inputs, make, self._packed_sheaf, self._unpacked_sheaf)
        return replace(kept, first=unit.page, begun=unit.begun)

    def fonts(self, faces: Mapping[str, Face], day: date) -> bytes:
        """The file of the faces of all sheaves. Raises uniting.UnknownFace."""
        used = json.dumps({name: asdict(face) for name, face in faces.items()}, sort_keys=True)
        return self.keep(
            [*self.inputs, used, str(day)],
            lambda: font_file(faces, self.materials.families, self._layouts),
            packed_bytes,
            b64decode,
        )

    def _packed(self, settled: Settled) -> dict[str, Any]:
        return {name: value for name, value in vars(settled).items() if name != "tree"}

    def _unpacked(self, data: dict[str, Any]) -> Settled:
        self.fetcher.shown.check(data["files"])
        return Settled(**data)

    def _packed_sheaf(self, sheaf: Sheaf) -> dict[str, Any]:
        files = self.fetcher.fingerprints()
        return {"content": packed_bytes(sheaf.content), "files": files, "fields": sheaf.packed()}

    def _unpacked_sheaf(self, data: dict[str, Any]) -> Sheaf:
        self.fetcher.shown.check(data["files"])
        self.files |= data["files"]
        return Sheaf.unpacked(b64decode(data["content"]), data["fields"])
