"""What is published of the files of docs/: what was read of them, written anew, if a page uses them and no other has the name."""

import io
import re
import zlib
from functools import partial
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from goldens import golden
from guidebook.findings import BadInput
from guidebook.guide import Guide, read_guide
from guidebook.pages import allowed
from guidebook.settings import read
from guidebook.site import cards, published_files
from guidebook.text import published, rewriting
from hostile import bounded, refused, with_lists

CASES = golden("files")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- {} --><circle r="4"/></svg>'


def picture(mode="RGB", size=(40, 30), form="PNG", **more) -> bytes:
    out = io.BytesIO()
    image = Image.new(mode, size, 40_000) if mode == "I;16" else Image.linear_gradient("L").resize(size).convert(mode)
    if mode in ("LA", "RGBA"):
        image.putalpha(Image.linear_gradient("L").resize(size))
    image.save(out, form, **more)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


# Names

def told_of(guide, names: dict[str, str]) -> str:
    for name in names:
        guide.write(name, b"# Sivu\n" if name.lower().endswith(".md") else b"")
    return "\n".join(map(str, allowed.unfit_files(read(guide.folder / "mkdocs.yml"))))


def test_a_name_that_could_be_another_is_told(small_guide, monkeypatch):
    monkeypatch.chdir(small_guide.folder)
    told = told_of(small_guide, CASES["names"])
    assert [line for line in CASES["names"].values() if line not in told] == []
    assert [name for name, line in CASES["names"].items() if not line and f"{name}:1:1: tiedoston-nimi" in told] == [
        "docs/kuvat/a.png"]


def test_what_programs_leave_behind_stops_nothing(small_guide):
    for name in ("docs/.DS_Store", "data/.facts.yml.swp"):
        small_guide.write(name, b"x")
    found = list(allowed.unfit_files(read(small_guide.folder / "mkdocs.yml")))
    assert [finding.rule for finding in found] == ["piilotiedosto"] * 2 and not any(finding.fatal for finding in found)


def test_a_name_that_the_build_uses_is_told(small_guide, monkeypatch):
    monkeypatch.chdir(small_guide.folder)
    for name in CASES["taken"]:
        small_guide.write(name, "# Sivu\n" if name.endswith(".md") else b"")
    small_guide.replace("mkdocs.yml", "[toinen.md]", "[toinen.md, toinen/index.md, 404.md]")
    made = read_guide(read(small_guide.folder / "mkdocs.yml"))
    published_files.check(made)
    told = "\n".join(map(str, made.findings))
    assert [line for line in CASES["taken"].values() if line not in told] == []


@pytest.mark.slow
def test_every_file_that_the_build_makes_and_a_stranger_could_is_known(small_guide):
    """Whatever has an ending that docs/ may have comes from docs/ or from the list of what the build makes."""
    with_lists(small_guide)
    small_guide.replace("mkdocs.yml", "site_name:", "site_url: https://example.org/\nsite_name:")
    small_guide.write("docs/arkki.md", "---\narkki: 1\n---\n\n# Arkki\n\nTeksti.\n")
    small_guide.write("docs/luku.md", "---\nkalvo-otsikko: Sovi tilistä\n---\n\n# Luku\n\n/// tiivistelma\n- Sovi ajoissa.\n///\n")
    small_guide.replace("mkdocs.yml", "[toinen.md]", "[toinen.md, arkki.md, luku.md]")
    small_guide.replace("data/addresses.yml", '  /toinen/: "1"\n', '  /toinen/: "1"\n  /arkki/: "1"\n  /luku/: "1"\n')
    built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    made = read_guide(read(small_guide.folder / "mkdocs.yml"))
    known = {*published_files.made(made), *published_files.files(made)}
    site = {file.relative_to(small_guide.site).as_posix() for file in small_guide.site.rglob("*") if file.is_file()}
    assert {name for name in site if Path(name).suffix in published.ENDINGS} - known == set()
    assert {*allowed.PRINTED, cards.FAVICON, cards.address("toinen.md"), published_files.NOT_FOUND} <= site
    assert all("." in Path(name).name for name in site)  # so that no folder of docs/ can take its place


# Contents

@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_what_a_file_is_not_is_told_and_nothing_is_published(small_guide, command):
    for name, (content, _) in CASES["contents"].items():
        small_guide.write(f"docs/{name}", content)
    refused(small_guide, *(rf"docs/{name}:1:1: {re.escape(line)}" for name, (_, line) in CASES["contents"].items()), command=command)
    assert not small_guide.site.exists()


@pytest.mark.slow
def test_the_site_and_the_book_get_the_file_written_anew(small_guide):
    photograph = Image.Exif()
    photograph[0x0112], photograph[0x010F] = 6, "Salainen kamera"
    small_guide.write("docs/a.svg", SVG.format("salaisuus"))
    small_guide.write("docs/b.jpg", picture(form="JPEG", exif=photograph, comment=b"salaisuus") + b"<script>salaisuus")
    small_guide.write("docs/c.png", picture("I;16"))
    small_guide.write("docs/d.png", picture())
    small_guide.write("docs/e.txt", b"\xef\xbb\xbfLiite\r\n")
    small_guide.write("docs/index.md", "# Sivu\n\n![A](a.svg)\n\n![B](b.jpg)\n\n![C](c.png)\n\n[Liite](e.txt)\n")
    with bounded():
        built = small_guide.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    site = small_guide.site
    for name in ("a.svg", "b.jpg"):
        assert b"alaisuus" not in (site / name).read_bytes() and b"Salainen" not in (site / name).read_bytes()
    assert opened((site / "b.jpg").read_bytes()).size == (30, 40)
    assert opened((site / "c.png").read_bytes()).mode == "L"
    assert (site / "e.txt").read_bytes() == b"Liite\n"
    assert not (site / "d.png").exists() and not list(site.rglob("*.ttf"))
    checked = small_guide.check()
    assert checked.returncode == 0
    assert "docs/d.png:1:1: käyttämätön-tiedosto: " in checked.stdout
    assert checked.stdout.count("käyttämätön-tiedosto") == 1


MODES = [("1", "PNG", "1"), ("L", "PNG", "L"), ("LA", "PNG", "RGBA"), ("P", "PNG", "P"), ("RGB", "PNG", "RGB"), ("RGBA", "PNG", "RGBA"),
         ("I;16", "PNG", "L"), ("L", "JPEG", "L"), ("RGB", "JPEG", "RGB"), ("CMYK", "JPEG", "RGB"), ("P", "GIF", "P"),
         ("RGBA", "WEBP", "RGBA"), ("RGB", "AVIF", "RGB")]


@pytest.mark.parametrize(("mode", "form", "written"), MODES)
def test_a_picture_of_any_mode_is_drawn_anew_and_always_the_same(mode, form, written):
    source = picture(mode, form=form)
    drawn = rewriting.picture(source, rewriting.ENDINGS[form])
    assert (opened(drawn).format, opened(drawn).mode, opened(drawn).size) == (form, written, (40, 30))
    assert drawn == rewriting.picture(source, rewriting.ENDINGS[form])


def test_sixteen_bits_keep_their_light():
    assert opened(rewriting.picture(picture("I;16"), ".png")).getpixel((0, 0)) == 40_000 >> 8


def test_a_profile_becomes_the_colours_of_the_web():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for given in (profile, srgb, b"rikki"):  # of another mode, its own, and none
        drawn = opened(rewriting.picture(picture(icc_profile=given), ".png"))
        assert "icc_profile" not in drawn.info and drawn.mode == "RGB"
        assert abs(drawn.getpixel((20, 15))[0] - opened(picture()).getpixel((20, 15))[0]) <= 2


def test_clear_parts_stay_clear():
    for mode in ("RGBA", "LA"):
        image = Image.new(mode, (4, 4))
        out = io.BytesIO()
        image.save(out, "PNG")
        assert opened(rewriting.picture(out.getvalue(), ".png")).getpixel((0, 0))[3] == 0
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "PNG", transparency=0)
    assert opened(rewriting.picture(out.getvalue(), ".png")).convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_large_photograph_becomes_smaller(monkeypatch):
    monkeypatch.setattr(rewriting, "KEPT_POINTS", 10_000)
    for form, mode in (("JPEG", "RGB"), ("PNG", "P"), ("PNG", "1"), ("PNG", "RGBA"), ("PNG", "I;16")):
        drawn = opened(rewriting.picture(picture(mode, (400, 100), form), rewriting.ENDINGS[form]))
        assert 0.9 < drawn.width * drawn.height / 10_000 <= 1 and abs(drawn.width / drawn.height - 4) < 0.1


def told(source: bytes, ending: str) -> str:
    with pytest.raises(rewriting.RefusedContent) as caught:
        rewriting.picture(source, ending)
    assert caught.value.args[1]
    return caught.value.args[0]


def test_a_picture_is_what_its_ending_says():
    assert told(picture(form="JPEG"), ".png") == "tiedosto on JPEG-kuva, mutta sen nimi päättyy .png"
    assert told(picture(), ".webp") == "tiedosto on PNG-kuva, mutta sen nimi päättyy .webp"
    assert told(picture(form="TIFF"), ".png").startswith("tiedosto ei ole PNG-kuva")
    assert told(picture()[:100], ".png") == "kuvatiedosto on vioittunut tai kesken"
    moving = picture("P", form="GIF", save_all=True, append_images=[Image.new("P", (40, 30), 3)], duration=9)
    assert told(moving, ".gif") == "kuva liikkuu"


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def _bomb(side: int) -> bytes:
    size = side.to_bytes(4, "big") * 2
    return (b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size + b"\x08\x06\0\0\0") + _chunk(b"IDAT", zlib.compress(b"\0" * 10**6))
            + _chunk(b"IEND", b""))


def _flat() -> bytes:
    """A WebP of a few bytes that says it is as large as one may be."""
    source = bytearray(picture(form="WEBP", lossless=True))
    at = source.index(b"VP8L") + 9
    source[at : at + 4] = (16_382 | 16_382 << 14).to_bytes(4, "little")
    return bytes(source)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "source"), [
    ("a.png", partial(_bomb, 100_000)), ("b.png", partial(_bomb, 7_000)),
    ("c.webp", _flat),
    ("d.gif", partial(picture, "L", (16_000, 16_000), "GIF")),
])
def test_what_would_fill_the_memory_is_not_opened(tmp_path, name, source):
    (tmp_path / name).write_bytes(source())
    with pytest.raises(BadInput, match=f"{name}:1:1: kuvan-sisältö: kuvaa ei voi käyttää: "):
        published.content(tmp_path / name)


def document(**root) -> bytes:
    out = io.BytesIO()
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = "Salainen"
    for name, value in root.items():
        pdf.Root[f"/{name}"] = value
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_a_document_is_only_read():
    written = rewriting.document(document(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.GoTo)))
    with pikepdf.open(io.BytesIO(written)) as pdf:
        assert len(pdf.pages) == 1 and "/OpenAction" not in pdf.Root and "/Info" not in pdf.trailer
    assert written == rewriting.document(document(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.GoTo)))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    for active in (
        {"OpenAction": script}, {"AA": pikepdf.Dictionary(O=script)}, {"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())},
        {"A": pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.Launch)])},
    ):
        with pytest.raises(rewriting.RefusedContent, match="PDF:ssä on toiminto tai liite"):
            rewriting.document(document(**active))


def test_the_fonts_of_the_guide_are_fonts():
    fonts = [file for file in (Path(__file__).parents[1] / "docs/assets/fonts").rglob("*") if file.suffix in (".ttf", ".woff2")]
    assert fonts and all(published.content(file) == file.read_bytes() for file in fonts)


def test_a_file_that_only_the_dress_names_is_offered(small_guide):
    made: Guide = read_guide(read(small_guide.folder / "mkdocs.yml"))
    offered = published_files.offered(made)
    assert "assets/fonts/web/OpasSans-Regular.woff2" in offered and "assets/fonts/LICENSE-SourceSans3.txt" in offered
    assert not any(name.endswith(".ttf") for name in offered)
