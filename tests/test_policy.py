"""The Content-Security-Policy: on every page, before the first script, with the theme's own scripts and no others."""

from html.parser import HTMLParser

import pytest

from guidebook.site import policy
from guidebook.site.addresses import redirect_page

SCRIPTS = "<script>a()</script><p>x</p><script src='b.js'></script><script>c < d</script>"


def test_inline_scripts_are_told_by_their_hashes():
    assert policy.inline_scripts(SCRIPTS) == ["a()", "c < d"]
    assert policy.source_of("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"  # the standard's own example
    told = policy.policy(SCRIPTS)
    assert all(policy.source_of(script) in told for script in ("a()", "c < d")) and "unsafe" not in told


def test_a_preview_lets_the_script_run_that_mkdocs_writes_into_it():
    assert "script-src 'self' 'unsafe-inline';" in policy.policy(SCRIPTS, preview=True)


class _Page(HTMLParser):
    """The policies of a page, its inline scripts (not data), and what else a policy of ours would stop."""

    def __init__(self, html: str):
        super().__init__()
        self.policies, self.scripts, self.stopped, self.scripts_before = [], [], [], 0
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"])
            self.scripts_before = len(self.scripts)
        self._inside = tag == "script" and "src" not in given and given.get("type", "module") in ("module", "text/javascript")
        self.scripts += [""] * self._inside
        self.stopped += [name for name in given if name.startswith("on") or name == "style"] + [tag] * (tag in ("style", "iframe", "object", "embed", "base"))

    def handle_data(self, data):
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag):
        self._inside = False


@pytest.mark.slow
def test_every_page_of_the_site_has_the_policy_and_nothing_that_it_stops(site):
    pages = {file.relative_to(site).as_posix(): _Page(file.read_text("utf-8")) for file in site.rglob("*.html")}
    assert {"index.html", "404.html"} <= set(pages)
    for name, page in pages.items():
        assert len(page.policies) == 1 and page.scripts_before == 0, name
        assert "unsafe" not in page.policies[0], name
        assert [script for script in page.scripts if policy.source_of(script) not in page.policies[0]] == [], name
        assert page.stopped == [], name


def test_a_page_that_leads_on_has_a_policy_of_nothing():
    page = _Page(redirect_page("/vanha/", "/uusi/"))
    assert page.policies == [policy.OF_REDIRECTS] and page.scripts == []
