"""A stranger's pictures, fonts, links of the file system and names of files: nothing is followed, asked or taken for code."""

import os
import socket
import zlib
from pathlib import Path

import pytest

from hostile import refused

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


LINKS = ["docs/kuva.png", "docs/kansio", "docs/uusi.md", "data/facts.yml", "data/surveys/esimerkki/persons.csv"]
PIPES = ["docs/index.md", "docs/a.svg", "data/sources.yml"]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_link_of_the_file_system_is_not_followed_and_a_pipe_not_waited_for(small_guide, tmp_path, command):
    (tmp_path / "ulkona").mkdir()
    secret = tmp_path / "ulkona/salainen"
    secret.write_text("root: salaisuus\n")
    for name in (*LINKS, *PIPES):
        (small_guide.folder / name).unlink(missing_ok=True)
    for link in LINKS:
        (small_guide.folder / link).symlink_to(secret.parent if link == "docs/kansio" else secret)
    for pipe in PIPES:
        os.mkfifo(small_guide.folder / pipe)
    told = refused(small_guide, *(f"{link}:1:1: tiedostolinkki: " for link in LINKS),
                   *(f"{pipe}:1:1: tiedostotyyppi: tämä ei ole tavallinen tiedosto" for pipe in PIPES), command=command)
    assert "salaisuus" not in told


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_name_of_a_file_says_nothing_to_github_and_to_nobodys_terminal(small_guide, command):
    for name in (b"a\n::error::a.html", b"b\r::add-mask::b.svg", b"\xff.png", "c\u202egnp.md".encode(), b'"><img src=x>.png', b"d\\e.png", b"f\x1b[2J.txt"):
        Path(os.fsdecode(os.fsencode(small_guide.folder / "docs") + b"/" + name)).write_bytes(b"x")
    told = refused(small_guide, *(rf"docs/{name}:1:1: tiedoston-nimi: nimessä on merkki" for name in (
        "a ::error::a.html", "b ::add-mask::b.svg", " .png", "c gnp.md", r"d\\e.png", r"f \[2J.txt")), command=command)
    assert [line for line in told.splitlines() if line.lstrip().startswith("::")] == []
    assert not set(told) & set("\x1b\u202e\udcff")


@pytest.mark.slow
def test_a_file_does_not_take_the_place_of_the_book(small_guide):
    small_guide.write("docs/opas.pdf", b"%PDF-1.4 toinen")
    refused(small_guide, 'docs/opas.pdf:1:1: tiedostotyyppi: tiedoston "opas.pdf" tekee opas itse', command="publish")


STRANGERS = {
    "assets/a.js": "alert(1)", "sivu.html": "<script>alert(1)</script>", "a.css": "a{}", "a.xml": "<a/>", "a.php": "x",
    "luvut.csv": "=cmd|' /C calc'!A0\n",
}
DRAWINGS = {
    "script.svg": SVG.format("<script>alert(1)</script>"), "on.svg": SVG.format('<rect onload="alert(1)"/>'),
    "use.svg": SVG.format('<use href="https://example.org/#a"/>'), "image.svg": SVG.format('<image href="file:///etc/passwd"/>'),
    "deep.svg": SVG.format("<g>" * 10_000 + "</g>" * 10_000),
    "laughs.svg": '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;"),
    "itself.svg": SVG.format('<marker id="a"><path d="M0 0 1 1" marker-start="url(#a)"/></marker><path d="M0 0 1 1" marker-end="url(#a)"/>'),
    "middle.svg": SVG.format('<path d="M0 0 1 1 2 2" marker-mid="url(#a)"/>'), "box.svg": SVG.replace("0 0 9 9", "a b").format(""),
    "flat.svg": SVG.replace("0 0 9 9", "0 0 0 1e999").format(""), "style.svg": SVG.format("<style>@import url(https://example.org/)</style>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "publish"])
def test_code_and_more_than_drawings_are_not_published_even_when_no_page_names_them(small_guide, command):
    for name, text in {**STRANGERS, **DRAWINGS}.items():
        small_guide.write(f"docs/{name}", text)
    refused(small_guide, *(rf"docs/{name}:1:1: tiedostotyyppi: " for name in STRANGERS),
            *(rf"docs/{name}:1:\d+: kuvan-sisältö: " for name in DRAWINGS), command=command)


@pytest.mark.slow
@pytest.mark.parametrize("damaged", [b"\0\1\0\0paha" * 100, None])
def test_a_damaged_font_is_told(small_guide, damaged):
    name = "docs/assets/fonts/SourceSerif4-Regular.ttf"
    small_guide.write(name, damaged or (small_guide.folder / name).read_bytes()[:30_000])
    refused(small_guide, f"{name}:1:1: kirjasin: kirjasinta ei voi lukea", command="publish")


@pytest.mark.slow
def test_a_drawing_with_numbers_that_are_none_is_told_in_a_line(small_guide):
    small_guide.write("docs/a.svg", SVG.format('<rect width="x" height="1" transform="rotate()"/><path d="M a b Z"/>'))
    small_guide.write("docs/index.md", "# Sivu\n\n/// kuva\n![Kuva](a.svg)\n///\n")
    told = refused(small_guide, 'docs/a.svg:1:65: kuvan-sisältö: kuvaa ei voi käyttää: määre width="x" ei ole sallittu', command="publish")
    assert max(map(len, told.splitlines())) < 300


@pytest.mark.slow
def test_a_class_of_the_builds_own_makes_no_field_of_a_sheet(small_guide):
    small_guide.write("docs/index.md", '---\narkki: 1\n---\n\n# Sivu\n\n<span class="kentta">Nimi</span>\n\nToinen\n{: .kentta }\n')
    refused(small_guide, 'docs/index.md:7:1: kielletty-html: määrettä class="kentta"', 'docs/index.md:10:4: kielletty-html: määrettä class="kentta"')


def _bomb() -> bytes:
    """A PNG of a few kilobytes and of 10 000 million points."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    size = (100_000).to_bytes(4, "big")
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + size + b"\x08\x00\x00\x00\x00")
            + chunk(b"IDAT", zlib.compress(b"\0" * 10**6)) + chunk(b"IEND", b""))


@pytest.mark.slow
def test_a_picture_that_would_fill_the_memory_is_not_printed(small_guide):
    small_guide.write("docs/pommi.png", _bomb())
    small_guide.write("docs/index.md", "# Sivu\n\n![Kuva](pommi.png)\n")
    refused(small_guide, "docs/pommi.png:1:1: kuvan-sisältö: kuvaa ei voi käyttää: kuvassa on yli 50 miljoonaa kuvapistettä", command="publish")


@pytest.mark.slow
def test_the_press_asks_no_address_for_anything(small_guide, tmp_path):
    """A page, a picture and the data all name a server that would notice."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        small_guide.write("docs/kuva.svg", SVG.format(f'<rect fill="url({address}a)"/>'))
        small_guide.write("docs/index.md", f'# Sivu\n\n![Kuva]({address}b.png)\n\n<div style="background: url({address}c)">x</div>\n\n'
                          f'<img src="{address}d" alt="x">\n\n<svg viewBox="0 0 1 1"><title>A</title><rect fill="url({address}e)"/></svg>\n')
        refused(small_guide, "kuvan-sisältö", "kuva-puuttuu", "kielletty-html", command="publish")
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.slow
def test_nothing_outside_the_repository_is_opened(small_guide, tmp_path):
    """An audit hook in the real command notes each file of ours-to-be-kept that anything opens."""
    secret = tmp_path / "salainen.txt"
    secret.write_text("salaisuus")
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(
        "import os, sys\n"
        "def heard(event, arguments):\n"
        "    if event == 'open' and 'salainen' in str(arguments[0]) or event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        os.write(2, f'HEARD {event} {arguments}\\n'.encode())\n"
        "sys.addaudithook(heard)\n")
    names = [str(secret), f"file://{secret}", "../../salainen.txt", "docs/../../../salainen.txt"]
    small_guide.write("docs/index.md", "# Sivu\n\n" + "".join(f"![Kuva]({name})\n\n[linkki]({name})\n\n" for name in names))
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "hook"), str(Path(__file__).parents[1] / "hooks")])}
    for ran in (small_guide.check(**environment), small_guide.publish(**environment)):
        assert ran.returncode == 1 and "HEARD" not in ran.stdout + ran.stderr
