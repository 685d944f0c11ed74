"""The child's side: reads a picture or a PDF from its input, and writes it anew to its output.

    python -I rewriting.py ENDING

Such a file is a program for what opens it, so it is opened here, where a bound of memory and time
ends it. Of a picture come out its points alone: no metadata, no profile, nothing behind its end.
This stands by itself and imports nothing of the core.
"""

import io
import json
import math
import resource
import sys
from contextlib import suppress

import pikepdf
from PIL import Image, ImageCms, ImageFile, ImageOps

MEMORY, SECONDS = 2**30, 30  # bytes, processor time
MOST_POINTS = 50_000_000  # as many as the best camera of a telephone takes
KEPT_POINTS = 8_000_000  # a larger picture is made smaller; the book prints no more
LARGEST_PROFILE = 4_000_000  # bytes
FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
ENDINGS = {name: ending for ending, name in reversed(FORMATS.items())}
# The same points give the same bytes: one thread, no date.
SAVING = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "GIF": {},
    "WEBP": {"quality": 88, "method": 4},
    "AVIF": {"quality": 75, "speed": 8, "max_threads": 1},
}


# What makes a document do something, or carry another one.
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm"}
ACTIVE |= {"/ImportData", "/Rendition", "/Movie", "/Sound", "/GoToE", "/AA", "/EmbeddedFile"}


class RefusedContent(Exception):
    """The file is not used; the arguments are the message and the hint in Finnish."""


def document(source: bytes) -> bytes:
    """The PDF with what it opens by itself and its metadata left out."""
    try:
        pdf = pikepdf.Pdf.open(io.BytesIO(source))
    except pikepdf.PasswordError as error:
        raise RefusedContent(
            "PDF on suojattu salasanalla", "tallenna se ilman salasanaa"
        ) from error
    except pikepdf.PdfError as error:
        raise RefusedContent("tiedosto ei ole ehjä PDF", "tallenna PDF uudelleen") from error
    for part in pdf.objects:
        if active := _active(part):
            raise RefusedContent(
                f"PDF:ssä on toiminto tai liite ({active})",
                "tallenna se uudelleen pelkkänä tekstinä ja kuvina",
            )
    for name in ("/OpenAction", "/Metadata"):
        if name in pdf.Root:
            del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _active(part: pikepdf.Object, depth: int = 0) -> str:
    """The name of what is active in an object of the file, or ""; other objects have their turn."""
    if depth > 50:
        raise RefusedContent("PDF:ssä on liikaa sisäkkäisiä osia", "tallenna PDF uudelleen")
    if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        values = (str(one) for one in part.values() if isinstance(one, pikepdf.Name))
        names = {*part.keys(), *values}
        if found := sorted(names & ACTIVE):
            return found[0]
        inside = list(part.values())
    elif isinstance(part, pikepdf.Array):
        inside = list(part)
    else:
        return ""
    return next(
        (
            found
            for one in inside
            if isinstance(one, pikepdf.Object)
            and not one.is_indirect
            and (found := _active(one, depth + 1))
        ),
        "",
    )


def picture(source: bytes, ending: str) -> bytes:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process
    image = _opened(source, ending)
    if image.format == "JPEG" and image.width * image.height > KEPT_POINTS:
        image.draft(image.mode, _size(image.size))
    try:
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise RefusedContent(
            "kuvatiedosto on vioittunut tai kesken", "tallenna kuva uudelleen"
        ) from error
    image = _plain(_smaller(_upright(image)))
    out = io.BytesIO()
    image.save(out, FORMATS[ending], **SAVING[FORMATS[ending]])
    return out.getvalue()


def _opened(source: bytes, ending: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # bounded here
    wanted = FORMATS[ending]
    try:
        image = Image.open(io.BytesIO(source), formats=tuple(dict.fromkeys(FORMATS.values())))
    except (OSError, ValueError, SyntaxError) as error:
        raise RefusedContent(
            f"tiedosto ei ole {wanted}-kuva, tai se on vioittunut tai liian suuri",
            "tallenna kuva uudelleen PNG- tai JPEG-muodossa",
        ) from error
    found = "JPEG" if image.format == "MPO" else image.format  # a telephone's, with a preview
    if found != wanted:
        raise RefusedContent(
            f"tiedosto on {found}-kuva, mutta sen nimi päättyy {ending}",
            f"vaihda nimen loppu ja linkit: {ENDINGS[found]}",
        )
    if image.width * image.height > MOST_POINTS:
        raise RefusedContent(
            f"kuvassa on yli {MOST_POINTS // 10**6} miljoonaa kuvapistettä", "pienennä kuvaa"
        )
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise RefusedContent("kuva liikkuu", "tallenna siitä yksi kuva: liike ei näy kirjassa")
    return image


def _size(size: tuple[int, int]) -> tuple[int, int]:
    scale = math.sqrt(KEPT_POINTS / (size[0] * size[1]))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _smaller(image: Image.Image) -> Image.Image:
    if image.width * image.height <= KEPT_POINTS:
        return image
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image.resize(_size(image.size), Image.Resampling.LANCZOS)


def _upright(image: Image.Image) -> Image.Image:
    with suppress(Exception):  # damaged metadata say nothing of how the picture stands
        ImageOps.exif_transpose(image, in_place=True)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in eight bits a channel and the colours of the web, without all else it knew."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        image.info = {}
    clear = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    if image.mode in ("1", "L", "P") and not profile:
        image.info = {name: image.info[name] for name in image.info if name == "transparency"}
        return image
    drawn = _in_srgb(image.convert("RGB") if image.mode not in ("L", "CMYK") else image, profile)
    if clear is not None and drawn.mode == "RGB":
        drawn.putalpha(clear)
    drawn.info = {}
    return drawn


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= LARGEST_PROFILE:
        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # of another mode, or damaged
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
    return image if image.mode == "L" else image.convert("RGB")


def main() -> int:
    with suppress(ValueError, OSError):  # not every system bounds memory
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        source, ending = sys.stdin.buffer.read(), sys.argv[1]
        drawn = document(source) if ending == ".pdf" else picture(source, ending)
    except RefusedContent as refused:
        print(json.dumps(refused.args), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main())
