"""The margin of the book: where its notes come to stand."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from guidebook.press import margin

CASES = yaml.safe_load((Path(__file__).parent / "golden/margin.yml").read_text("utf-8"))


@dataclass
class Box:
    height: float = 20

    def margin_height(self) -> float:
        return self.height


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_notes_stand_beside_their_lines_and_never_on_each_other(case):
    rooms = [margin.Room(*room) for room in case.get("rooms", [[0, 100]])]
    notes = [margin.Note(Box(), line) for line in case["lines"]]
    margin._share_out(notes, rooms)
    for room in rooms:
        room.stack()
    assert all(room.fits() for room in rooms) is not case.get("full", False)
    if not case.get("full"):
        assert [note.top for note in notes] == pytest.approx(case["tops"])
