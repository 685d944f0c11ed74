"""One point of what is told: words, details, drawings."""

from collections.abc import Iterable
from dataclasses import dataclass

from .comparing import Detail
from .figure_changes import DrawingChange
from .rewordings import Rewording


@dataclass(frozen=True)
class Point:
    """One thing that changed. `drawing` is drawn on the page with pictures, `rewordings` are of a
    text.
    """

    text: str
    details: tuple[Detail, ...] = ()
    drawing: DrawingChange | None = None
    rewordings: tuple[Rewording, ...] = ()


def point(
    text: str,
    details: Iterable[Detail] = (),
    drawing: DrawingChange | None = None,
    rewordings: Iterable[Rewording] = (),
) -> Point:
    """A point whose words, many of them a stranger's, are one line each, without signs that a
    terminal obeys.
    """
    return Point(
        one_line(text),
        tuple(Detail(one_line(each.name), one_line(each.text)) for each in details),
        drawing,
        tuple(
            Rewording(
                one_line(each.place),
                tuple((kind, one_line(text)) for kind, text in each.pieces),
            )
            for each in rewordings
        ),
    )


def one_line(text: str) -> str:
    kept = (sign for sign in text if sign.isprintable() or sign.isspace())
    return "\u00a0".join(" ".join(part.split()) for part in "".join(kept).split("\u00a0"))
