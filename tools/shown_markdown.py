"""What a reader sees of a page's HTML, as Markdown for a page on GitHub."""

import re
from collections.abc import Iterator

import tinyhtml5


def shown(html: str) -> Iterator[str]:
    """A block of Markdown for each block of the page."""
    return _blocks(tinyhtml5.parse(html, namespace_html_elements=False).find("body"))


def _blocks(parent) -> Iterator[str]:
    for child in parent:
        yield from _block(child, child.get("class") or "")


def _block(node, kind: str) -> Iterator[str]:
    if node.tag in ("ul", "ol"):
        yield _list(node)
    elif node.tag == "dl":
        pairs = zip(node[::2], node[1::2], strict=True)
        yield "\n".join(f"- *{_text(term)}:* {_text(description)}" for term, description in pairs)
    elif node.tag == "aside":
        yield "\n>\n".join(re.sub("^", "> ", block, flags=re.MULTILINE) for block in _blocks(node))
    elif node.tag == "figure":
        yield from _figure(node)
    elif kind == "footnote":
        yield _footnotes(node)
    elif next(node.iter("table"), None) is not None:
        yield _rows(node)
    elif node.tag in ("h1", "h2", "h3") or kind == "lohko-otsikko":
        yield f"**{_text(node)}**"
    elif node.tag != "hr":
        yield _text(node)


def _list(node) -> str:
    marks = (f"{n}." if node.tag == "ol" else "-" for n in range(1, len(node) + 1))
    return "\n".join(f"{mark} {_text(item)}" for mark, item in zip(marks, node, strict=True))


def _figure(node) -> Iterator[str]:
    """What is drawn in words, or the rows of a table, with what stands above and under it."""
    drawn = next((part.text for part in node.iter() if part.tag.endswith("title")), None)
    picture = next((part.get("alt") for part in node.iter("img")), None)
    caption, under = _text(node.find("figcaption")), [_text(text) for text in node.findall("p")]
    shown = f"🖼 *{drawn or picture}*" if drawn or picture else _rows(node)
    yield from (caption, shown, *under) if under else (shown, caption)


def _footnotes(node) -> str:
    return "\n".join(f"<sub>{n}. {_text(item)}</sub>" for n, item in enumerate(node.iter("li"), 1))


def _rows(table) -> str:
    empty = {"td": "________", "th": ""}
    return "\n".join(
        "    " + " · ".join(_text(cell) or empty[cell.tag] for cell in row)
        for row in table.iter("tr")
    )


def _text(node) -> str:
    for room in [child for child in node.iter("span") if child.get("class") == "kentan-tila"]:
        room.text, lines = f" {' / '.join('________' for _ in room)} ", list(room)
        for line in lines:
            room.remove(line)
    for struck in node.iter("del"):
        struck.text = f"~~{struck.text}~~"
    return re.sub("[ \n]+", " ", "".join(node.itertext())).strip()
