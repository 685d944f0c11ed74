"""The book as a file that an archive takes: PDF/A-3u beside PDF/UA-1, its numbers attached, the same bytes any day."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pikepdf
import pydyf
import pytest

import pdf
from books import DOCS, ROOT, STYLE, book_of, chapter_of, sample_book
from guidebook.press import print_book, print_workbook
from guidebook.press.pdf import archive
from test_workbook import SHEET

DATA = archive.Data("luvut.json", '[{"id": "määrä", "value": 42}]\n'.encode(), "Kirjan luvut")

# What outloud says of the sample book, and why it stays so.
EXPLAINED = {
    "LNK-010": "the citation ends in the address, which a line below it links",
    "ORD-001": "notes of the margin are painted after the text of their page, and read at their calls",
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    out = tmp_path_factory.mktemp("archive") / "opas.pdf"
    assert print_book(sample_book(), STYLE, out, None, DOCS, data=DATA).warnings == []
    return out


@pytest.mark.slow
def test_the_book_is_pdf_a_and_pdf_ua(printed):
    assert pdf.failures(printed, "ua1") == []
    assert pdf.failures(printed, "3u") == []


@pytest.mark.slow
def test_the_numbers_and_nothing_else_are_attached(printed):
    with pikepdf.open(printed) as file:
        assert list(file.attachments) == [DATA.name]
        (attached,) = file.Root.AF
        assert (str(attached.AFRelationship), str(attached.Desc)) == ("/Data", "Kirjan luvut")
        content = file.attachments[DATA.name].get_file()
        assert content.read_bytes() == DATA.content and content.mime_type == "application/json"
        assert content.md5 == hashlib.md5(DATA.content).digest()
        assert str(attached.EF.F.Params.ModDate) == "D:20261123000000Z"


@pytest.mark.slow
def test_a_book_without_numbers_has_nothing_attached(tmp_path):
    out = tmp_path / "opas.pdf"
    print_book(book_of(chapter_of("<p>a</p>")), STYLE, out, None, DOCS)
    with pikepdf.open(out) as file:
        assert not file.attachments and "/AF" not in file.Root
    assert pdf.failures(out, "3u") == []


@pytest.mark.slow
def test_a_form_says_nothing_of_archives(tmp_path):
    """Its fields take what is written in them, which an archive's file does not."""
    book, out = book_of(replace(chapter_of(SHEET, "arkki", "Sopimus"), sheet=1)), tmp_path / "tyokirja.pdf"
    print_workbook(book, STYLE, out, None, DOCS)
    assert b"pdfaid" not in out.read_bytes() and pdf.failures(out) == []


@pytest.mark.slow
def test_outloud_says_only_what_is_explained(printed):
    remarks = pdf.remarks(printed)
    assert {remark.rule for remark in remarks} == set(EXPLAINED), remarks
    assert {remark.severity for remark in remarks} == {"warning"}


@pytest.mark.slow
def test_each_day_and_folder_give_the_same_bytes_with_the_day_of_the_book(printed, tmp_path):
    program = (
        "import sys, time; from pathlib import Path; now = time.time; time.time = lambda: now() + 40 * 86400\n"
        "from test_archive import *; print_book(sample_book(), STYLE, Path(sys.argv[1]), None, DOCS, data=DATA)"
    )
    path = f"{ROOT / 'hooks'}:{ROOT / 'tests'}"
    out = tmp_path / "toinen.pdf"
    environment = os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "11", "TZ": "Pacific/Auckland"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    subprocess.run([sys.executable, "-c", program, out], check=True, env=environment, cwd=tmp_path)
    assert out.read_bytes() == printed.read_bytes()
    with pikepdf.open(printed) as file:
        told = [str(file.docinfo.CreationDate), str(file.docinfo.ModDate)]
        told += re.findall(r"Date>([^<]+)<", file.Root.Metadata.read_bytes().decode())
    assert {re.sub(r"\D", "", day)[:8] for day in told} == {"20261123"} and len(told) == 4


def test_the_length_of_a_stream_can_be_told_from_its_bytes():
    text = b"\x0c"  # whose checksum, with which the packed one ends, is a carriage return
    stream = pydyf.Stream([text], compress=True)
    assert stream.data.endswith(b"\r\nendstream")
    with archive.measurable():
        assert stream.data.endswith(text + b"\nendstream") and b"/Filter" not in stream.data
        packed = pydyf.Stream([b"a" * 100], compress=True)
        assert b"/FlateDecode" in packed.data
