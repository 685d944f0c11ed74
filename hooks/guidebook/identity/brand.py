"""An identity: its colours by what they are for, its faces and its mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from . import roles

# What each face is for, under the names of the stylesheets, and what stands in until it is loaded.
TEXT, HEADINGS, CODE = "tekstin-kirjain", "otsikon-kirjain", "koodin-kirjain"
STAND_INS = {
    TEXT: "Georgia, serif",
    HEADINGS: "system-ui, sans-serif",
    CODE: "ui-monospace, monospace",
}
OF_PAPER, OF_WEB = (".ttf", ".otf"), ".woff2"
BOLD = 600  # the lightest weight that passes for bold


@dataclass(frozen=True)
class FaceFile:
    """One file of a face; its weights from the lightest to the heaviest that it stands for."""

    family: str
    file: Path
    weights: tuple[int, int] = (400, 400)
    italic: bool = False


@dataclass(frozen=True)
class Logo:
    """A picture for light ground, and for dark where there is another."""

    light: Path
    dark: Path | None = None
    text: str = ""


@dataclass(frozen=True)
class Identity:
    """`colours` are those of each scheme by their roles; `families` the names of the faces by what
    they are for; `logos` by their sizes: small, medium, large.
    """

    colours: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: roles.worked_out({}))
    families: Mapping[str, str] = field(default_factory=dict)
    faces: tuple[FaceFile, ...] = ()
    logos: Mapping[str, Logo] = field(default_factory=dict)
    name: str = ""
    credit: str = ""  # the faces and their licence, for the imprint

    @property
    def site(self) -> Mapping[str, str]:
        return self.colours[roles.LIGHT]

    @property
    def dark(self) -> Mapping[str, str]:
        return self.colours[roles.DARK]

    @property
    def book(self) -> Mapping[str, str]:
        return self.colours[roles.BOOK]

    @cached_property
    def paper_faces(self) -> list[FaceFile]:
        """What the press, the cards and the presentation can read."""
        return [face for face in self.faces if face.file.suffix.lower() in OF_PAPER]

    @cached_property
    def web_faces(self) -> list[FaceFile]:
        """Those made for browsers; of a family without any, those of paper. Code needs none."""
        packed = [face for face in self.faces if face.file.suffix.lower() == OF_WEB]
        wanted = {self.families.get(of) for of in (TEXT, HEADINGS)}
        wanted -= {face.family for face in packed}
        return packed + [face for face in self.paper_faces if face.family in wanted]

    def bold(self, of: str) -> Path | None:
        """The file of the face with that purpose in which cards are lettered."""
        own = [face for face in self.paper_faces if face.family == self.families.get(of)]
        heavy = [face for face in own if face.weights[1] >= BOLD and not face.italic]
        return next((face.file for face in [*heavy, *own]), None)
