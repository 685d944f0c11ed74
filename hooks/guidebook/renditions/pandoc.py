"""Pandoc: elements in, a document out; of files it is given a folder with those it needs."""

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element, tostring

from ..findings import BadInput, Finding, Place, shown
from ..text.keeping import kept

RULE = "pandoc"
PACKAGES = ("pypandoc", "docx")  # what `make editions` installs
# Classes of what passes as it is written, and of a note that stands where it is called
RAW, NOTE = "raaka", "alaviite"
LANGUAGE = "fi-FI"
EARLIEST = date(1980, 1, 1)
SHELF = "muunnokset"  # where what it made is kept
METADATA, MADE = "tiedot.json", "teos"  # files in pandoc's folder


def installed() -> bool:
    return all(map(find_spec, PACKAGES))


@cache
def default_file(name: str) -> bytes:
    """A file that pandoc starts from."""
    return _run(["--print-default-data-file", name], b"")


def write(
    body: Element,
    target: str,
    day: date,
    files: Mapping[str, bytes],
    options: Sequence[str] = (),
    metadata: Mapping[str, object] | None = None,
) -> bytes:
    """The elements of `body` as a document of the format `target`, made on that day. The pictures
    and the options name `files`. Raises BadInput.
    """
    html = tostring(body, "utf-8", method="html")
    described = {"lang": LANGUAGE, **(metadata or {})}
    inputs = [html, target, *options, json.dumps(described), *files, *files.values()]
    return kept(
        [*inputs, day.isoformat(), version("pypandoc-binary")],
        lambda: _written(html, target, day, files, options, described),
        pack=lambda made: b64encode(made).decode(),
        unpack=lambda data: b64decode(data, validate=True),
        shelf=SHELF,
    )


def _written(
    html: bytes,
    target: str,
    day: date,
    files: Mapping[str, bytes],
    options: Sequence[str],
    metadata: Mapping[str, object],
) -> bytes:
    read = json.loads(_run(["--sandbox", "--from", "html", "--to", "json"], html))
    read["blocks"] = [_passed(block) for block in read["blocks"]]
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        Path(folder, METADATA).write_text(json.dumps(metadata), "utf-8")
        named = ["--metadata-file", METADATA, "--output", MADE]
        command = ["--from", "json", "--to", target, *options, *named]
        _run(command, json.dumps(read).encode(), Path(folder), day)
        return Path(folder, MADE).read_bytes()


def raw(text: str, format: str, *, block: bool = False) -> Element:
    """What pandoc takes over as it is written, into a document of that format."""
    attributes = {"class": RAW, "data-muoto": format, "data-teksti": text}
    return Element("div" if block else "span", attributes)


def _passed(element: Any) -> Any:
    """Of pandoc's tree: raw text and notes as such."""
    if isinstance(element, list):
        return [_passed(one) for one in element]
    if not isinstance(element, dict) or "c" not in element:
        return element
    kind, content = element["t"], element["c"]
    if kind in ("Span", "Div"):
        (_, classes, attributes), inside = content
        if RAW in classes:
            named = dict(attributes)
            form = "RawInline" if kind == "Span" else "RawBlock"
            return {"t": form, "c": [named["muoto"], named["teksti"]]}
        if NOTE in classes:
            return {"t": "Note", "c": [{"t": "Para", "c": _passed(inside)}]}
    return {"t": kind, "c": _passed(content)}


def _run(
    arguments: Sequence[str], given: bytes, folder: Path | None = None, day: date = EARLIEST
) -> bytes:
    import pypandoc  # here, not above: a guide without Word and EPUB need not have it

    command = [pypandoc.get_pandoc_path(), *arguments]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    dated = {**os.environ, "SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}"}
    done = subprocess.run(command, input=given, capture_output=True, cwd=folder, env=dated)
    complaint = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or complaint:
        reason = complaint.splitlines()[0] if complaint else "ei syytä"
        message = f"pandoc ei muuntanut opasta ({reason})"
        hint = "korjaa kohta, jonka pandoc mainitsee, tai kerro viasta oppaan ylläpidolle"
        raise BadInput(Finding(Place(shown(Path("mkdocs.yml"))), RULE, message, hint))
    return done.stdout
