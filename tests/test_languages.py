"""Pages in another language: their names say so wherever the site shows them."""

from pathlib import Path

from guidebook.pages.page import parse_page
from guidebook.site.languages import mark

ENGLISH = parse_page("en.md", Path("docs/en.md"), "---\ntitle: Q & A\nkieli: en\n---\n")
FINNISH = parse_page("fi.md", Path("docs/fi.md"), "# Luku\n")
MENU = '<title>Q &amp; A</title><a href="x">\n Q &amp; A\n</a><a>Luku</a><p>Kysy: Q &amp; A</p>'
CONTENTS = '<nav class="md-nav md-nav--secondary"><a href="#first">First</a></nav><a href="#x">x</a>'


def test_its_name_says_so_where_it_stands_alone():
    assert mark(MENU, FINNISH, [ENGLISH]) == MENU.replace("\n Q &amp; A\n", '<span lang="en">\n Q &amp; A\n</span>')


def test_its_own_contents_say_so_and_no_others():
    assert mark(CONTENTS, ENGLISH, []) == CONTENTS.replace('<a href="#first"', '<a lang="en" href="#first"')
    assert mark(CONTENTS, FINNISH, [ENGLISH]) == CONTENTS
