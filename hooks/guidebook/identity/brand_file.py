"""_brand.yml, in the format of brand.yml, read and checked, what is wrong told where it stands.

What the guide needs besides stands under `defaults: opas`: single colours of the site (`vaalea`),
of the site in the dark (`tumma`) and of paper (`kirja`), by their roles, and what the imprint tells
of the faces (`kirjasimet`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path

from ..findings import BadInput, Finding, Place, meant, shown
from ..finnish.numerals import number
from ..text import published
from ..text.placed_yaml import Mapping as Placed
from ..text.placed_yaml import read_yaml, unknown_keys
from . import roles
from .brand import CODE, HEADINGS, OF_PAPER, TEXT, FaceFile, Identity, Logo
from .colours import contrast, shades, written

NAME = "_brand.yml"
RULE, CONTRAST = "ilme", "kontrasti"
OURS, FACES = "opas", "kirjasimet"
SIZES = ("small", "medium", "large")
PICTURES = (".svg", ".png")
FAMILIES = {"base": TEXT, "headings": HEADINGS, "monospace": CODE}
SEMANTIC = (
    *roles.GIVEN, "tertiary", "success", "info", "warning", "danger", "light", "dark",
)  # fmt: skip
KEYS = {
    "": ("meta", "logo", "color", "typography", "defaults"),
    "color": ("palette", *SEMANTIC),
    "typography": ("fonts", *FAMILIES, "monospace-inline", "monospace-block", "link"),
    "logo": ("images", *SIZES, "path", "alt", "light", "dark"),
    "font": ("source", "family", "files", "weight", "style", "display"),
    "file": ("path", "weight", "style"),
}
WEIGHTS = {
    "thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400,
    "regular": 400, "medium": 500, "semi-bold": 600, "demi-bold": 600, "bold": 700,
    "extra-bold": 800, "ultra-bold": 800, "black": 900,
}  # fmt: skip


PROBES, GROUND = ("#123456", "#fedcba"), "paperi"
FAMILY_HINT = "nimessä on vain kirjaimia, numeroita, välejä ja yhdysmerkkejä"
_FAMILY = re.compile(r"\w[\w -]{0,80}")
Given = dict[str, dict[str, str]]  # scheme → role → colour


def read(path: Path, base: Identity | None = None) -> Identity:
    """The identity of a _brand.yml, its faces those of `base` where it names none. Raises BadInput
    with every finding.
    """
    reading = _BrandReading(path)
    identity = reading.identity(base)
    if reading.findings:
        raise BadInput(*sorted(reading.findings))
    return identity


class _BrandReading:
    def __init__(self, path: Path):
        self.path, self.folder = path, path.absolute().parent
        self.tree = read_yaml(path)
        self.findings: list[Finding] = []
        self.places: dict[tuple[str, str], Place] = {}  # of the colours that are given
        self.palette: dict[str, str] = {}
        self.roots: dict[tuple[str, str], list[tuple[str, str]]] = {}  # of each role

    def identity(self, base: Identity | None) -> Identity:
        self.known(self.tree, KEYS[""], "")
        given = self.colours()
        families, faces = self.typography()
        logos = self.logos()
        credit = self.credit() or ", ".join(dict.fromkeys(families.values()))
        if base and not faces:
            families, faces, credit = {**base.families, **families}, base.faces, base.credit
        self.check_families(families, faces)
        if not self.findings:
            self.check_contrast(given)
        return Identity(roles.worked_out(given), families, tuple(faces), logos, self.name(), credit)

    # What any part of the file may be

    def note(self, place: Place, message: str, hint: str, rule: str = RULE) -> None:
        self.findings.append(Finding(place, rule, message, hint))

    def known(self, mapping: Placed, keys: Sequence[str], name: str) -> None:
        self.findings += unknown_keys(mapping, keys, RULE, name)

    def part(self, mapping: Mapping, key: str) -> Placed:
        """A mapping of the file, an empty one where there is none."""
        found = mapping.get(key)
        if found is not None and not isinstance(found, Placed):
            self.note(mapping.places[key], f'avaimen "{key}" alle kuuluu avaimia', "korjaa muoto")
        return found if isinstance(found, Placed) else Placed(Place(shown(self.path)))

    def credit(self) -> str:
        """What the imprint tells of the faces."""
        ours = self.part(self.part(self.tree, "defaults"), OURS)
        if not isinstance(folder := ours.get(FACES, ""), str):
            self.note(ours.places[FACES], f'"{FACES}" ei ole tekstiä', "kirjoita nimet ja lisenssi")
        return str(folder)

    def name(self) -> str:
        found = self.part(self.tree, "meta").get("name")
        if isinstance(found, Placed):
            found = found.get("full") or found.get("short")
        return found if isinstance(found, str) else ""

    # Colours

    def colours(self) -> Given:
        """Scheme → role → colour, as far as they are given."""
        color = self.part(self.tree, "color")
        self.known(color, KEYS["color"], "color")
        palette = self.part(color, "palette")
        for name in palette:
            if found := self.colour(palette, name, name):
                self.palette[name] = found
        given: Given = {scheme: {} for scheme in roles.SCHEMES}
        for key in SEMANTIC:
            if key in color:
                self.semantic(color, key, given)
        ours = self.part(self.part(self.tree, "defaults"), OURS)
        self.known(ours, (*roles.SCHEMES, FACES), f"defaults: {OURS}")
        for scheme in roles.SCHEMES:
            part = self.part(ours, scheme)
            self.known(part, roles.NAMES[scheme], scheme)
            for name in part:
                self.give(given, scheme, name, part, name)
        return given

    def semantic(self, color: Placed, key: str, given: Given) -> None:
        """One colour for light and dark, or one for each."""
        role = roles.GIVEN.get(key, "")
        if not isinstance(color[key], Placed):
            self.give(given, roles.LIGHT, role, color, key)
            return
        both = color[key]
        self.known(both, ("light", "dark"), key)
        for name, scheme in (("light", roles.LIGHT), ("dark", roles.DARK)):
            if name in both:
                self.give(given, scheme, role, both, name)

    def give(self, given: Given, scheme: str, role: str, mapping: Placed, key: str) -> None:
        found = self.colour(mapping, key)
        if found and role:
            given[scheme][role] = found
            self.places[scheme, role] = mapping.places[key]

    def colour(self, mapping: Placed, key: str, own: str = "") -> str | None:
        """A colour in digits, or by its name in the palette."""
        value, place = mapping[key], mapping.places[key]
        if not isinstance(value, str):
            message = f'avaimen "{key}" arvo ei ole väri'
            self.note(place, message, 'kirjoita väri lainausmerkkeihin, esim. "#336699"')
            return None
        found = written(value) or (None if value == own else self.palette.get(value))
        if not found:
            names = [name for name in self.palette if name != own]
            hint = meant(value, names) or 'kirjoita väri näin: "#336699", tai sen nimi paletissa'
            self.note(place, f'"{value}" ei ole väri', hint)
        return found

    def check_contrast(self, given: Given) -> None:
        """One finding for each colour that is at fault, with the nearest that is not once those
        that are told before it are mended.
        """
        seen, mended = set(), given
        lost = list(roles.lost(roles.worked_out(given)))
        if lost:
            self.find_roots(given)
        for scheme, text, ground, ratio in lost:
            of, name = self.at_fault(scheme, text, ground)
            if (of, name) in seen:
                continue
            seen.add((of, name))
            known = roles.worked_out(given)[scheme]
            found = number(int(contrast(known[text], known[ground]) * 100) / 100, 2)
            message = (
                f'väri "{known[text]}" ({text}) ei erotu väristä "{known[ground]}" ({ground}, '
                f"{scheme}): {found}:1, ja vähintään {number(ratio, 1)}:1 tarvitaan"
            )
            place = self.places.get((of, name), self.tree.place)
            nearest = self.nearest(mended, of, name)
            if nearest:
                mended = {**mended, of: {**mended[of], name: nearest}}
            hint = f'lähin väri, joka erottuu: "{nearest}"' if nearest else "vaihda väri"
            self.note(place, message, hint, CONTRAST)

    def at_fault(self, scheme: str, *names: str) -> tuple[str, str]:
        """Scheme and role of the given colour that the first of these follows from, or the next;
        the ground only where no other does.
        """
        found = [root for name in names for root in self.roots.get((scheme, name), ())]
        found = found or [*self.places, (scheme, names[0])]
        return next((one for one in found if one[1] != GROUND), found[0])

    def find_roots(self, given: Given) -> None:
        """Tries which roles change with each colour that is given."""
        known = roles.worked_out(given)
        for (of, name), other in product(self.places, PROBES):
            tried = roles.worked_out({**given, of: {**given[of], name: other}})
            for scheme, role in ((one, role) for one in roles.SCHEMES for role in known[one]):
                if known[scheme].get(role) != tried[scheme].get(role):
                    self.roots.setdefault((scheme, role), []).append((of, name))
        for (_, role), found in self.roots.items():
            found.sort(key=lambda one: one[1] != role)  # its own first

    def nearest(self, given: Given, scheme: str, name: str) -> str | None:
        """The shade or tint with which nothing that is at fault for this colour is lost."""
        colour = given[scheme].get(name)
        for other in shades(colour) if colour else ():
            changed = {**given, scheme: {**given[scheme], name: other}}
            left = roles.lost(roles.worked_out(changed))
            if not any(self.at_fault(*pair[:3]) == (scheme, name) for pair in left):
                return other
        return None

    # Faces

    def typography(self) -> tuple[dict[str, str], list[FaceFile]]:
        part = self.part(self.tree, "typography")
        self.known(part, KEYS["typography"], "typography")
        families = {}
        for key, of in FAMILIES.items():
            found = part.get(key)
            found = found.get("family") if isinstance(found, Placed) else found
            if isinstance(found, str) and _FAMILY.fullmatch(found):
                families[of] = found
            elif found is not None:
                self.note(part.places[key], f'"{found}" ei ole kirjasimen nimi', FAMILY_HINT)
        fonts_of = part.get("fonts") or []
        if not isinstance(fonts_of, list):
            self.note(part.places["fonts"], '"fonts" ei ole luettelo', "aloita rivit viivalla: - ")
            fonts_of = []
        return families, [face for font in fonts_of for face in self.font(font, part)]

    def font(self, font: object, part: Placed) -> list[FaceFile]:
        if not isinstance(font, Placed) or not _FAMILY.fullmatch(str(font.get("family", ""))):
            at = font.place if isinstance(font, Placed) else part.places["fonts"]
            self.note(at, "kirjasimelta puuttuu nimi", f"lisää avain family; {FAMILY_HINT}")
            return []
        self.known(font, KEYS["font"], "fonts")
        if font.get("source", "file") != "file":
            message = f'kirjasinta "{font["family"]}" ei haeta verkosta'
            hint = "tallenna sen tiedostot, ja kirjoita source: file ja files"
            self.note(font.places["source"], message, hint)
            return []
        listed = font.get("files") or []
        if not isinstance(listed, list) or not listed:
            self.note(font.place, f'kirjasimelta "{font["family"]}" puuttuu files', "lisää se")
            return []
        return [face for one in listed if (face := self.face(one, font))]

    def face(self, one: object, font: Placed) -> FaceFile | None:
        given = one if isinstance(one, Placed) else Placed(font.places["files"])
        if isinstance(one, str):
            given["path"], given.places["path"] = one, font.places["files"]
        self.known(given, KEYS["file"], "files")
        file = self.file(given, "path", (*OF_PAPER, ".woff2"))
        weights = self.weights(given)
        if not file or not weights:
            return None
        return FaceFile(font["family"], file, weights, given.get("style") == "italic")

    def weights(self, given: Placed) -> tuple[int, int] | None:
        """600, "bold", or "600..700" for all between."""
        weight = str(given.get("weight", 400))
        given_ends = weight.split("..", 1)
        ends = [WEIGHTS.get(end, int(end) if end.isdecimal() else 0) for end in given_ends]
        if not all(1 <= end <= 1000 for end in ends):
            self.note(given.places["weight"], f'"{weight}" ei ole lihavuus', "kirjoita esim. 600")
            return None
        return ends[0], ends[-1]

    def check_families(self, families: Mapping[str, str], faces: Iterable[FaceFile]) -> None:
        part = self.part(self.tree, "typography")
        on_paper = {face.family for face in faces if face.file.suffix.lower() in OF_PAPER}
        for key, of in FAMILIES.items():
            if (family := families.get(of)) and family not in on_paper:
                message = f'kirjasimelta "{family}" puuttuu tiedosto kirjaa varten'
                hint = meant(family, on_paper) or "lisää se luetteloon fonts: .ttf tai .otf"
                self.note(part.places.get(key, self.tree.place), message, hint)

    # Files

    def logos(self) -> dict[str, Logo]:
        given = self.tree.get("logo")
        if isinstance(given, str):
            given = Placed(self.tree.places["logo"])
            given["path"], given.places["path"] = self.tree["logo"], given.place
        elif given is None:
            return {}
        elif not isinstance(given, Placed):
            self.note(self.tree.places["logo"], "logo ei ole kuva", "kirjoita tiedoston nimi")
            return {}
        self.known(given, KEYS["logo"], "logo")
        if {"path", "light", "dark"} & set(given):
            only = self.logo(given, self.part(given, "images"))
            return dict.fromkeys(SIZES, only) if only else {}
        images = self.part(given, "images")
        found = {}
        for size in SIZES:
            if size in given and (logo := self.logo_of(given, size, images)):
                found[size] = logo
        largest = next((found[size] for size in reversed(SIZES) if size in found), None)
        return {size: found.get(size, largest) for size in SIZES} if largest else {}

    def logo_of(self, given: Placed, key: str, images: Placed) -> Logo | None:
        """A file, the name of an image, or one of these for light ground and one for dark."""
        if isinstance(given[key], Placed):
            return self.logo(given[key], images)
        name = given[key]
        if isinstance(name, str) and name in images:
            return self.logo_of(images, name, Placed(images.place))
        file = self.file(given, key, PICTURES)
        return Logo(file) if file else None

    def logo(self, given: Placed, images: Placed) -> Logo | None:
        if "path" in given:
            file = self.file(given, "path", PICTURES)
            return Logo(file, text=str(given.get("alt") or "")) if file else None
        both = {key: self.logo_of(given, key, images) for key in ("light", "dark") if key in given}
        light, dark = both.get("light"), both.get("dark")
        if not light:
            return Logo(dark.light, dark.light, dark.text) if dark else None
        return Logo(light.light, dark.light if dark else None, light.text)

    def file(self, mapping: Placed, key: str, endings: tuple[str, ...]) -> Path | None:
        """A file beside the _brand.yml or below it."""
        value, place = mapping.get(key), mapping.places.get(key, mapping.place)
        if not isinstance(value, str):
            self.note(place, "tiedoston nimi puuttuu", f"lisää avain {key}")
            return None
        file = self.folder / value
        inside = file.resolve().is_relative_to(self.folder.resolve())
        if "://" in value or not inside:
            self.note(place, f'"{value}" ei ole tiedoston {NAME} kansiossa', "tallenna se sinne")
        elif file.suffix.lower() not in endings:
            self.note(place, f'"{value}" ei kelpaa tähän', f"käytössä ovat {', '.join(endings)}")
        elif not file.is_file():
            names = [one.name for one in file.parent.glob("*") if one.suffix.lower() in endings]
            hints = ["tallenna tiedosto tai korjaa nimi", meant(file.name, names)]
            self.note(place, f'tiedostoa "{value}" ei ole', "; ".join(filter(None, hints)))
        elif self.can_be_read(file):
            return file
        return None

    def can_be_read(self, file: Path) -> bool:
        """What is wrong in a picture is told where it is."""
        if file.suffix.lower() not in PICTURES:
            return True
        try:
            published.content(file)
        except BadInput as error:
            self.findings += error.findings
            return False
        return True
