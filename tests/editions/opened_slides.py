"""The presentation opened in LibreOffice: `make editions-test`, which builds first; no part of the ordinary tests."""

import os
import subprocess
from pathlib import Path

import pptx
import pytest

import pdf
from commands import ROOT

SITE = ROOT / "site"
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
BELOW = 505  # points: there the line begins that tells where a slide comes from


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Path:
    """The presentation as LibreOffice prints it, in the guide's own faces."""
    presentation = SITE / "kalvot.pptx"
    assert presentation.is_file(), "aja ensin make"
    folder = tmp_path_factory.mktemp("opened")
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=ROOT / "docs/assets/fonts", cache=folder / "fonts"), "utf-8")
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", folder, presentation], check=True, timeout=300, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
    return folder / "kalvot.pdf"


def words(page: str) -> list[str]:
    """Without the signs of its lists."""
    return [word for word in page.replace("\u00a0", " ").split() if word not in "–" and not word.rstrip(".").isdigit()]


def test_each_slide_says_there_what_it_says_in_the_pdf(opened):
    there, here = pdf.page_texts(opened), pdf.page_texts(SITE / "kalvot.pdf")
    assert len(there) == len(here)
    pictured = {number for number, slide in enumerate(pptx.Presentation(SITE / "kalvot.pptx").slides)
                if any(shape.placeholder_format.type == 18 for shape in slide.placeholders)}
    for number, (one, other) in enumerate(zip(there, here, strict=True)):
        if number in pictured:  # the letters of a picture are none there
            assert not set(words(one)) - set(words(other)), number + 1
        else:
            assert sorted(words(one)) == sorted(words(other)), number + 1


def test_nothing_runs_over_what_tells_where_the_slide_comes_from(opened):
    for number, page in enumerate(pdf.words(opened), 1):
        body = [word for word in page.words if word.top < BELOW]
        assert body and all(word.bottom < BELOW + 3 and word.right < page.width for word in body), number
        assert [(one, other) for one in body for other in body if one is not other and one.overlaps(other)] == [], number


def test_every_picture_is_there(opened):
    slides = pptx.Presentation(SITE / "kalvot.pptx").slides
    pictured = [number for number, slide in enumerate(slides, 1)
                if any(shape.placeholder_format.type == 18 for shape in slide.placeholders)]
    assert pictured and sorted({number for number, *_ in pdf.pictures(opened)}) == pictured
