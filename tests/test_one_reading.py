"""What is checked, compared and published is one reading: every word that a browser shows of a page was seen by
proofreading and by `make diff`.
"""

import itertools
import random
import re
import unicodedata

import pytest
import tinyhtml5
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldens import golden
from guidebook.editions.snapshots import text_hash
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert, kept_pages
from guidebook.pages.page import Page
from guidebook.proofing import prose
from guidebook.text.invisible import INVISIBLE
from guidebook.text.source import read_text
from guides import guide

PAGE = "luku.md"
WORD = re.compile(r"sana[a-z]+q")

# W is a word that stands nowhere else
PIECES = [
    "W", "W W.", "W", " ", "\n", "\n\n", "    ", "\t", "  ", "- W", "- ", "1. W", "* ", "> W", "> ", ">", "# W", "## W {#a}", "W\n===", "---", "| W | W |\n|---|---|\n| W | W |",
    "<!--", "-->", "<!-->", "<!--->", "--!>", "<!-- W -->", "<!-- <!-- W -->", "<!-- W --!> W", "<!-- -- W -->", "<!--\nW\n\n    W\n-->", "<!doctype W>", "<!W>",
    "<!-", "-", "<![CDATA[W]]>", "<? W ?>", "<?", "?>", "</", "</>", "<", ">", "<W>", "<W", "< W >", "a<W b>W",
    "`", "``", "```", "````", "~~~", "`W`", "``W`W``", "```W```", "```\nW\n```", "``` W\n", "~~~ {.W}\nW\n~~~", "  ```\nW\n  ```", "```\nW\n", "`<!--`", "`-->`", "`W <!-- W`",
    "<div>", "</div>", "<div>\n\n    W\n\n</div>", "<div>\n\tW\n</div>", "<p>W</p>", "<p>", "</p>", "<span>W</span>", "<b>", "</b>", "<br>", "<pre>W</pre>", "<pre>", "</pre>",
    "<code>W</code>", "<details>\n<summary>W</summary>\n\n    W\n</details>", "<table><tr><td>W", "<div markdown>\nW\n</div>", "<hr>", "<hr W>W",
    '<a title="<!--">W</a>', '<a title="-->W">W</a>', "<a title='W>W'>W</a>", '<a title="W', '<i title=W>W</i>', '<img alt="W" src="#">', "<svg><text>W</text></svg>", "<textarea>W</textarea>",
    "<title>W</title>", "<script>W</script>", "<style>W</style>", "<template>W</template>", "<noscript>W</noscript>", "<select><option>W", "<math>W</math>", "<xmp>W</xmp>", "<plaintext>W",
    "\u2028", "\u2029", "\u0085", "\u0085    W", "\u2028    W", "\x0b", "\x0c", "\xa0", "\u200b", "\u3164", "&#8232;", "&#x85;", "&nbsp;", "&lt;", "&gt;", "&amp;", "&lt;!--", "&#60;!-- W --&#62;", "&shy;",
    "W&auml;W", "&#115;W", "{W}", "{ W W }", "{.W}", "{#W}", "{: W}", "{: .W W=W}", "{W=W}", "W {.W}", "W {W}", "*W*{.W}", "`W`{W}", "[W]{.tavallinen}", "[W]{lang=en}", '[W]{hakemisto="W"}',
    "[W](#a)", "[W](#a 'W')", '[W](#a "W")', "[W](W)", "[W](<W> 'W')", "[W][W]", "[W][]", "[W]: #a \"W\"", "[W]", "![W](#a)", '![W](#a "W")', "[^W]", "[^a]", "[^a]: W", "*[W]: W", "[W](#a(W)W)", "](", ")", "[", "]", "(W)",
    "/// vinkki\nW\n///", "/// vinkki | W\nW\n///", "/// W", "///", "/// malli | W {W}", "    /// vinkki\n    W\n    ///", '!!! note "W"\n    W', "!!! note\n    W", "!!! note W\n    W", '??? note "W"\n    W', '=== "W"\n    W', '=== "W" W', "!!! W",
    "{{ ohittaa }}", '[W]{väite="ohittaa > 4"}', "[@tsl, W]", "[@tsl; @ponka2025, W W]", "W[W]{.vain-verkossa}W", "W[W]{.vain-painetussa}W", "\n\n/// vain-verkossa\nW\n///\n\n",
    "\n\n/// kuvio | kaytto\nW\n///\n\n", "\n\n/// taulukko | kaytto\nW\n///\n\n", "[W]{.kentta rivit=2}", "\n\n/// tarkistuslista\n- W\n///\n\n",
    "\\", "\\`", "\\<!--", "\\{W}", "\\[", "**", "*", "_", "__W__", "***W***", "https://W.fi", "<https://W.fi>", "<W@W.fi>", "W@W.fi", "#W", ":   W", "W\n:   W", "|", "| W", "W | W\n--|--\nW | W",
]
COMMON = {"derandomize": True, "deadline": None, "database": None,
          "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
COMMONEST = [" ", "\n", "\n\n", "W"]
PAGES = st.lists(st.sampled_from(PIECES) | st.sampled_from(COMMONEST), min_size=1, max_size=14).map("".join)


def numbered(text: str) -> str:
    """The text with a word of its own in each place of W."""
    letters = map("".join, itertools.product("abcdefghij", repeat=3))
    return re.sub("W", lambda _: f"sana{next(letters)}q", text)


def shown(html: str) -> tuple[set[str], set[str]]:
    """The words that a browser shows as text and as code; alternatives are read as text."""
    texts, codes = set(), set()

    def walk(element, code):
        code = code or element.tag in ("code", "pre")
        (codes if code else texts).update(WORD.findall(element.text or ""))
        for name in ("alt", "title", "aria-label"):
            texts.update(WORD.findall(element.get(name) or ""))
        for child in element:
            if isinstance(child.tag, str):
                walk(child, code)
            (codes if code else texts).update(WORD.findall(child.tail or ""))

    walk(tinyhtml5.parse(f"<!doctype html><body>{html}", namespace_html_elements=False).find("body"), False)
    return texts, codes


def hold(tmp_path, text: str, format: Format = Format.WEB) -> bool:
    """Whether the page was published, all of whose words have been seen then; else its fault is told."""
    text = numbered(text)
    try:
        made = guide(tmp_path, {PAGE: text})
        html = convert(made, PAGE, format)
    except BadInput as error:
        assert error.findings
        return False
    if made.errors:
        return False
    page = made.pages[PAGE]
    texts, codes = shown(html)
    seen = set(WORD.findall(prose.visible(page)))
    code = {word for start, end in page.code for word in WORD.findall(text[start:end])}
    assert texts <= seen, (texts - seen, text, html)
    assert codes <= seen | code, (codes - seen - code, text, html)
    for word in texts | codes:
        other = Page(PAGE, page.file, text.replace(word, "toinen"))
        assert text_hash(other) != text_hash(page), (word, text)
    return True


@settings(max_examples=100, **COMMON)
@given(PAGES, st.sampled_from(Format))
def test_every_word_that_a_browser_shows_was_seen(tmp_path, text, format):
    hold(tmp_path, text, format)


@pytest.mark.slow
def test_every_word_that_a_browser_shows_was_seen_of_thousands_of_pages(tmp_path, monkeypatch):
    """Without hypothesis, which takes half of the time, and without keeping what is never asked for again."""
    monkeypatch.setattr(kept_pages, "_lasts", lambda page: False)
    chance, formats = random.Random(4), [*Format]
    for _ in range(4000):
        pieces = [chance.choice(PIECES if chance.random() < .5 else COMMONEST) for _ in range(chance.randint(1, 14))]
        hold(tmp_path, "".join(pieces), chance.choice(formats))


GOLDEN = golden("hidden")


def told(made) -> list[str]:
    """The findings with their places, without the path."""
    return [str(finding).partition(f"{PAGE}:")[2].replace("\u00a0", " ") for finding in made.errors]


def expected(findings: list[str], lines: list[str]) -> bool:
    return len(findings) == len(lines) and all(piece in line for piece, line in zip(findings, lines, strict=True))


@pytest.mark.parametrize("case", GOLDEN["pages"], ids=lambda case: case["say"])
def test_what_is_shown_is_read_or_told(tmp_path, case):
    made = guide(tmp_path, {PAGE: case["write"]})
    html = convert(made, PAGE, Format.WEB)
    assert expected(case.get("told", []), told(made)), told(made)
    if "shown" in case:
        root = tinyhtml5.parse(f"<!doctype html><body>{html}", namespace_html_elements=False).find("body")
        titles = [element.get("title") for element in root.iter() if element.get("title")]
        assert " ".join([*"".join(root.itertext()).split(), *titles]) == case["shown"]


@pytest.mark.parametrize("case", GOLDEN["characters"], ids=lambda case: ascii(case["write"]))
def test_invisible_characters_are_told_by_name_and_place(tmp_path, case):
    (tmp_path / PAGE).write_text(case["write"], "utf-8")
    try:
        read_text(tmp_path / PAGE)
        found = []
    except BadInput as error:
        found = error.findings
    lines = [f"{f.place.line}:{f.place.column} {f.message.removeprefix('tekstissä on näkymätön merkki ')}" for f in found]
    assert lines == case["told"]


def test_every_format_character_and_noncharacter_is_invisible():
    seen = {0x9, 0xA, 0xD, 0xAD, *range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    kinds = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    missed = {code for code in range(0x110000) if not INVISIBLE.search(chr(code))
              and (unicodedata.category(chr(code)) in kinds or code & 0xFFFE == 0xFFFE)}
    assert missed == seen


@pytest.mark.parametrize("case", GOLDEN["links"], ids=lambda case: ascii(case["write"]))
def test_a_link_leads_where_it_seems_to(tmp_path, case):
    made = guide(tmp_path, {PAGE: case["write"]})
    convert(made, PAGE, Format.WEB)
    assert expected(case["told"], told(made)), told(made)
