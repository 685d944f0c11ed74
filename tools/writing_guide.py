"""Write KIRJOITTAJALLE.md: every block and span, source and result side by side, from the cases that the tests run."""

import re
import tempfile
from pathlib import Path

import tinyhtml5
import yaml

from guidebook import editions
from guidebook.guide import Edition
from guides import guide

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "KIRJOITTAJALLE.md"
CASES = ROOT / "tests" / "golden" / "writing.yml"
STYLE = ROOT / "tools" / "tyyliohje.md"
HEAD = """# Kirjoittajalle

Tällä sivulla on kaikki, mitä oppaaseen voi kirjoittaa tavallisen Markdownin lisäksi: vasemmalla merkintä, oikealla se,
mitä lukija näkee. Esimerkit ovat samoja tapauksia, jotka testit ajavat, joten ne pitävät paikkansa. Luvut ovat
keksittyjä. Muokkauksen kulku on sivulla [CONTRIBUTING.md](CONTRIBUTING.md).
"""
ROW = """<tr><td>

{say}

```markdown
{write}
```

</td><td>

{seen}

</td></tr>"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for section in yaml.safe_load(CASES.read_text("utf-8")):
        parts.append(f"## {section['section']}\n\n{section['say']}\n")
        rows = "\n".join(ROW.format(seen=seen(case["write"]), **case) for case in section["cases"])
        parts.append(f"<table>\n<tr><th>Kirjoita</th><th>Lukija näkee</th></tr>\n{rows}\n</table>\n")
    return "\n".join(parts) + "\n" + STYLE.read_text("utf-8")


def seen(written: str) -> str:
    """What a reader of the site sees of it, as Markdown. Raises SystemExit when the case has a mistake."""
    with tempfile.TemporaryDirectory() as folder:
        made = guide(Path(folder), {"luku.md": written})
        html = editions.convert_pages(made, Edition.WEB)["luku.md"]
    if made.errors:
        raise SystemExit("\n".join(map(str, made.errors)))
    return "\n\n".join(_blocks(tinyhtml5.parse(html, namespace_html_elements=False).find("body")))


def _blocks(parent):
    for child in parent:
        kind = child.get("class") or ""
        if child.tag in ("ul", "ol"):
            lines = [f"{f'{n}.' if child.tag == 'ol' else '-'} {_text(item)}" for n, item in enumerate(child, 1)]
            yield "\n".join(lines)
        elif child.tag == "aside":
            yield "\n>\n".join(re.sub("^", "> ", block, flags=re.MULTILINE) for block in _blocks(child))
        elif kind == "lohko-otsikko":
            yield f"**{_text(child)}**"
        elif child.tag == "figure":
            caption = _text(child.find("figcaption"))
            drawn = next((node.text for node in child.iter() if node.tag.endswith("title")), None)
            picture = next((node.get("alt") for node in child.iter("img")), None)
            rows = [" · ".join(_text(cell) for cell in row) for row in child.iter("tr")]
            yield f"🖼 *{drawn or picture}*" if drawn or picture else "\n".join(f"    {row}" for row in rows)
            yield caption
        elif child.tag in ("h1", "h2", "h3"):
            yield f"**{_text(child)}**"
        elif kind == "footnote":
            yield "\n".join(f"<sub>{n}. {_text(item)}</sub>" for n, item in enumerate(child.iter("li"), 1))
        elif child.tag != "hr":
            yield _text(child)


def _text(node) -> str:
    for room in [child for child in node.iter("span") if child.get("class") == "kentan-tila"]:
        room.text, lines = f" {' / '.join('________' for _ in room)} ", list(room)
        for line in lines:
            room.remove(line)
    return re.sub("[ \n]+", " ", "".join(node.itertext())).strip()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.name}: {len(page().splitlines())} riviä")
