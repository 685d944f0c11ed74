"""Write the pages of ohjeet/ that are made: one for each thing an editor writes, and the rules.

Source and result stand side by side, from the cases that the tests run.
"""

import shutil
import tempfile
from pathlib import Path

import yaml
from rules_page import rules_page
from shown_markdown import shown

from guidebook import checking, rules, settings
from guidebook.findings import Finding
from guidebook.guide import Format, Guide, read_guide
from guidebook.markup import convert_pages
from guides import guide

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ohjeet"
CASES = ROOT / "tests" / "golden" / "writing.yml"
# The first line of a page, for who reads it and for who is about to edit it.
NOTICE = """> Tämä sivu tehdään koneella tiedostosta [{name}](../{name}). Muuta tekstiä siellä, älä tällä sivulla.
"""
FOOT = """
---

Esimerkit ovat samoja tapauksia, jotka testit ajavat, joten ne pitävät paikkansa. Niiden luvut ovat keksittyjä.
[Kaikki ohjeet](README.md) · [Näin lähetät muutoksen](../CONTRIBUTING.md)
"""
ROW = """<tr><td>

{say}
{files}
```markdown
{write}
```

</td><td>

{seen}

</td></tr>"""
FILE = """
Tiedostoon [`{name}`](../{name}):

```{language}
{text}
```
"""
LANGUAGES = {".yml": "yaml", ".txt": "text"}
OPTIONAL = {
    "words": "data/words.txt",
    "synonyms": "data/synonyms.txt",
    "addresses": "data/addresses.yml",
    "editions": "data/editions.yml",
    "errata": "data/errata.yml",
}
GIVEN = {"addresses": {"julkaistu": {"/": "1", "/toinen/": "1"}}}  # the small guide's own


def sections() -> list[dict]:
    return yaml.load(CASES.read_text("utf-8"), yaml.CSafeLoader)


def pages() -> dict[Path, str]:
    """File → its whole text."""
    made = {FOLDER / f"{section['page']}.md": (CASES, page(section)) for section in sections()}
    made[FOLDER / "saannot.md"] = (rules.FILE, rules_page())
    return {file: f"{notice(source)}\n{text}" for file, (source, text) in made.items()}


def notice(source: Path) -> str:
    return NOTICE.format(name=source.relative_to(ROOT).as_posix())


def page(section: dict) -> str:
    rows = "\n".join(_row(case) for case in section["cases"])
    return (
        f"# {section['section']}\n\n{section['say']}\n\n"
        f"<table>\n<tr><th>Kirjoita</th><th>Lukija näkee</th></tr>\n{rows}\n</table>\n{FOOT}"
    )


def _row(case: dict) -> str:
    files = [
        FILE.format(name=name, language=LANGUAGES[Path(name).suffix], text=text.strip())
        for name, text in case.get("files", {}).items()
    ]
    if files:
        files.append(
            f"\nUuteen tiedostoon `docs/{case['path']}`:\n" if "path" in case else "\nTekstiin:\n"
        )
    return ROW.format(
        say=case["say"], files="".join(files), write=case["write"].strip(), seen=seen(case)
    )


def seen(case: dict) -> str:
    """What a reader of the site sees of it, as Markdown. Raises SystemExit when the case has a
    mistake.
    """
    html, mistakes = converted(case)
    if mistakes:
        raise SystemExit("\n".join(map(str, mistakes)))
    found = [f"🔍 *{query}* → **{heading}**" for query, heading in case.get("searched", {}).items()]
    return "\n\n".join([*shown(html), *found])


def converted(case: dict, without: str = "") -> tuple[str, list[Finding]]:
    """The case's page as HTML, and its mistakes; the text for one of its files can be left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = case.get("path", "luku.md")
        if "files" in case:
            made = _small_guide(Path(folder), case, path, without)
            checking.check_guide(made)
        else:
            made = guide(Path(folder), {path: case["write"]}, own=case.get("own", ""))
        return convert_pages(made, Format.WEB).get(path, ""), made.errors


def _small_guide(folder: Path, case: dict, path: str, without: str) -> Guide:
    shutil.copytree(ROOT / "tests" / "small", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "tests" / "esimerkki", folder / "data" / "surveys" / "esimerkki")
    (folder / "docs" / path).write_text(case["write"], "utf-8")
    config = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    if "mkdocs.yml" not in case["files"]:
        config["nav"].append(path)
    for key, name in OPTIONAL.items():
        if name in case["files"]:
            config["extra"]["guidebook"][key] = name
            (folder / name).write_text(
                "" if name.endswith(".txt") else yaml.safe_dump(GIVEN.get(key, {})), "utf-8"
            )
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    for name, text in case["files"].items():
        if name != without:
            _add(folder / name, text)
    return read_guide(settings.read(folder / "mkdocs.yml"))


def _add(file: Path, text: str) -> None:
    """Adds lines to a file; to one of YAML, under the keys that it has."""
    there = file.read_text("utf-8")
    if file.suffix == ".yml":
        held, added = yaml.safe_load(there), yaml.safe_load(text)
        for key, value in added.items():
            held[key] = {**held[key], **value} if isinstance(held.get(key), dict) else value
        text, there = yaml.safe_dump(held, allow_unicode=True, sort_keys=False), ""
    file.write_text(there + text, "utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, text in pages().items():
        file.write_text(text, "utf-8")
    print(f"Kirjoitettu: {len(pages())} sivua kansiossa {FOLDER.name}/")
