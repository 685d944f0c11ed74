"""What an SVG file may hold: the published drawing is the checked one, written anew, and what would keep the press for minutes is none."""


import pytest

from goldens import golden
from guidebook.findings import Problem
from guidebook.text import drawings

CASES = golden("drawings")
SVG = '<svg viewBox="0 0 9 9">{}</svg>'
ROOTS = ("<?xml", "<!", "<svg", "<html")


def source(case: dict) -> str:
    return case["svg"] if case["svg"].startswith(ROOTS) and "inside" not in case else SVG.format(case["svg"])


@pytest.mark.parametrize("case", [case for case in CASES if "told" in case], ids=lambda case: case["svg"][:40])
def test_more_than_a_drawing_is_told_where_it_stands(case):
    with pytest.raises(drawings.NotADrawing) as caught:
        drawings.parse(source(case).encode())
    found = caught.value
    assert f"{found.line}:{found.column}: {found.message}".startswith(case["told"]) and found.hint


@pytest.mark.parametrize("case", [case for case in CASES if "write" in case], ids=lambda case: case["svg"][:40])
def test_a_drawing_is_written_anew(case):
    written = drawings.written(drawings.parse(source(case).encode()))
    assert written.decode("utf-8") == f"<?xml version='1.0' encoding='utf-8'?>\n{case['write']}\n"
    assert drawings.written(drawings.parse(written)) == written


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-7"])
def test_only_utf8_is_read(encoding):
    text = '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]><svg viewBox="0 0 1 1"><text>ä</text></svg>'
    with pytest.raises(Problem):
        drawings.parse(text.encode(encoding))


HEAVY = {
    "transform": f'<g transform="{"a" * 190_000}"/>', "blanks": f'<g transform="{"rotate(1) " * 9}{" " * 180_000}x"/>',
    "font": f'<text font-family="{"Aa," * 60_000}">a</text>', "digits": f'<rect width="{"1" * 190_000}"/>',
    "path": f'<path d="M{"0 " * 95_000}x"/>', "points": f'<polyline points="{"1" * 190_000}"/>',
    "signs": f'<path d="{"M" * 190_000}"/>', "name": f'<g id="{"a" * 190_000}"/>', "class": f'<g class="{"a " * 90_000}"/>',
    "parts": "<g/>" * 40_000, "deep": "<g>" * 20_000 + "</g>" * 20_000, "text": f"<text>{'a' * 190_000}</text>",
    "commas": f'<g stroke-dasharray="{"1,," * 60_000}"/>', "colour": f'<g fill="rgb({"1," * 60_000})"/>',
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_the_press_would_not_get_through_is_refused(name):
    with pytest.raises(Problem):
        drawings.parse(SVG.format(HEAVY[name]).encode())


LINE = '<path d="M0 0 1 1" fill="none" stroke="#000"{}/>'
ALLOWED = {
    "corners": f'<path d="M0 0L{" 1 1" * 9_900}"/>', "curves": f'<path d="M0 0c{"1 1 1 1 1 1 " * 3_000}"/>',
    "points": f'<polyline points="{"1 1 " * 9_900}"/>', "letters": f'<text letter-spacing="1">{"ä" * 9_900}</text>',
    "texts": "<text>a</text>" * 3_900, "faces": "".join(f'<text font-family="F{n}">a</text>' for n in range(3_900)),
    "markers": f'<defs><marker id="m"><path d="M0 0{" 1 1" * 140}"/></marker></defs>'
               + LINE.format(' marker-start="url(#m)" marker-end="url(#m)"') * 190,
    "opacity": '<g opacity="0.5">' * 19 + LINE.format("") * 3_900 + "</g>" * 19,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ALLOWED)
def test_the_heaviest_drawing_that_is_allowed_is_printed(name, tmp_path):
    import weasyprint

    from guidebook.press.makeup import fetching

    (tmp_path / "a.svg").write_bytes(drawings.written(drawings.parse(SVG.format(ALLOWED[name]).encode())))
    page = weasyprint.HTML(
        string='<img src="a.svg" alt="a">', base_url=f"{tmp_path.as_uri()}/", url_fetcher=fetching.Fetcher(tmp_path, frozenset()))
    assert page.write_pdf().startswith(b"%PDF")
