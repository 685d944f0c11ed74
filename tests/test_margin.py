"""The margin of the book: where its notes come to stand."""

from dataclasses import dataclass

import pytest

from goldens import golden
from guidebook.press.mending import margin

CASES = golden("margin")


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
