"""The comparison as text, as Markdown for a pull request, and as a page with both drawings side by
side.

What is told comes from a stranger's docs and data: each output writes it as words and never as
markup.
"""

import base64
import hashlib
from collections.abc import Callable
from html import escape
from itertools import accumulate

from ..annotations import literal
from .comparing import Comparison
from .figure_changes import Drawing
from .points import Point
from .rewordings import COMES, GOES, STAYS, Rewording
from .sections import Section, sections, summary

TITLE = "Mitä muutos tekee"
MOST_DETAILS = 8  # of one point; the page with pictures tells all
MOST_POINTS = 150  # of a section of the Markdown: a pull request takes no more
LARGEST = 900_000  # bytes of the Markdown: of a summary over a mebibyte GitHub shows nothing at all

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 70rem; margin: 0 auto; padding: 1rem 1.25rem 4rem;
       font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-top: 1px solid; padding-top: 1rem; }
li { margin-block: .35rem; }
code { font-size: .9em; }
ins { font-weight: 600; text-decoration-thickness: 2px; }
.pari { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
figure { margin: .5rem 0; border: 1px solid #767676; padding: .75rem; background: #fff;
         color: #1c1c1c; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
svg, img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .15rem .75rem .15rem 0; border-bottom: 1px solid #767676; }
"""

_PAGE = """<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'sha256-{hash}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
{body}
</main>
</body>
</html>
"""


def as_text(comparison: Comparison) -> str:
    """For the terminal."""
    lines = [summary(comparison)]
    for section in sections(comparison):
        lines += ["", f"{section.title} ({len(section.points)})"]
        for point in section.points:
            lines.append(f"- {point.text}")
            lines += [f"    {each.name}: {each.text}" for each in point.details[:MOST_DETAILS]]
            reworded = point.rewordings[:MOST_DETAILS]
            lines += [f"    {each.place}: {_in_text(each)}" for each in reworded]
            lines += [f"    {more}" for more in _more(point)]
    return "\n".join(lines) + "\n"


def as_markdown(comparison: Comparison) -> str:
    """For the description or the summary of a pull request on GitHub."""
    lines = [f"## {TITLE}", "", literal(summary(comparison))]
    for section in sections(comparison):
        lines += ["", f"### {section.title} ({len(section.points)})", ""]
        for point in section.points[:MOST_POINTS]:
            lines.append(f"- {literal(point.text)}")
            lines += [
                f"  - {literal(each.name)}: {literal(each.text)}"
                for each in point.details[:MOST_DETAILS]
            ]
            lines += [
                f"  - {literal(each.place)}: {_in_markup(each, literal)}"
                for each in point.rewordings[:MOST_DETAILS]
            ]
            lines += [f"  - {more}" for more in _more(point)]
        if len(section.points) > MOST_POINTS:
            lines.append(f"- … ja {len(section.points) - MOST_POINTS} muuta")
    sizes = accumulate(len(line.encode()) + 1 for line in lines)
    shown = [line for line, size in zip(lines, sizes, strict=True) if size <= LARGEST]
    cut = (
        []
        if len(shown) == len(lines)
        else ["", "Muutoksia on enemmän kuin tähän mahtuu: katso sivu kuvineen."]
    )
    return "\n".join(shown + cut) + "\n"


def as_page(comparison: Comparison) -> str:
    """A page that stands alone: nothing is fetched, no script runs."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    body = "\n".join(_section(section) for section in sections(comparison))
    return _PAGE.format(
        title=TITLE, hash=digest, style=_STYLE, summary=escape(summary(comparison)), body=body
    )


def _more(point: Point) -> list[str]:
    left = sum(max(len(each) - MOST_DETAILS, 0) for each in (point.details, point.rewordings))
    return [f"… ja {left} muuta kohtaa"] if left > 0 else []


def _in_text(rewording: Rewording) -> str:
    """What goes as «– …», what comes as «+ …»: Markdown has the other brackets."""
    marked = {STAYS: "{}", GOES: "«– {}»", COMES: "«+ {}»"}
    return " ".join(marked[kind].format(text) for kind, text in rewording.pieces)


def _in_markup(rewording: Rewording, written: Callable[[str], str]) -> str:
    """HTML, which GitHub's Markdown knows too; `written` gives words of a stranger as words."""
    marked = {STAYS: "{}", GOES: "<del>{}</del>", COMES: "<ins>{}</ins>"}
    return " ".join(marked[kind].format(written(text)) for kind, text in rewording.pieces)


def _section(section: Section) -> str:
    points = "\n".join(
        _point(point, f"{section.id}-{number}") for number, point in enumerate(section.points, 1)
    )
    listed = points if section.id == "kuviot" else f"<ul>\n{points}\n</ul>"
    return f'<h2 id="{section.id}">{section.title} ({len(section.points)})</h2>\n{listed}'


def _point(point: Point, id: str) -> str:
    if point.drawing:
        sides = (
            ("Ennen", point.drawing.old, f"{id}-ennen"),
            ("Nyt", point.drawing.new, f"{id}-nyt"),
        )
        return (
            f"<h3>{escape(point.text)}</h3>\n"
            f'<div class="pari">{"".join(_side(*side) for side in sides)}</div>'
        )
    shown = [(each.name, escape(each.text)) for each in point.details]
    shown += [(each.place, _in_markup(each, escape)) for each in point.rewordings]
    uses = "".join(f"<li><code>{escape(place)}</code> {words}</li>" for place, words in shown)
    return f"<li>{escape(point.text)}{f'<ul>{uses}</ul>' if uses else ''}</li>"


def _side(title: str, drawing: Drawing | None, id: str) -> str:
    drawn = drawing.draw(id) if drawing else "<p>Ei ole.</p>"
    return f"<figure><figcaption>{title}</figcaption>{drawn}</figure>"
