"""The Content-Security-Policy: on every page, before the first script, with the theme's own scripts and no others."""



from guidebook.site import policy
from guidebook.site.addresses import redirect_page
from web_pages import PolicedPage

SCRIPTS = "<script>a()</script><p>x</p><script src='b.js'></script><script>c < d</script>"


def test_inline_scripts_are_told_by_their_hashes():
    assert policy.inline_scripts(SCRIPTS) == ["a()", "c < d"]
    assert policy.source_of("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"  # the standard's own example
    told = policy.policy(SCRIPTS)
    assert all(policy.source_of(script) in told for script in ("a()", "c < d")) and "unsafe" not in told


def test_nothing_comes_from_elsewhere():
    told = dict(part.split(" ", 1) for part in policy.policy(SCRIPTS).split("; "))
    assert told["default-src"] == told["base-uri"] == "'none'"
    assert {source for sources in told.values() for source in sources.split() if not source.startswith("'sha256-")} == {"'none'", "'self'", "data:"}
    assert [name for name, sources in told.items() if "data:" in sources] == ["img-src"]


def test_a_preview_lets_the_script_run_that_mkdocs_writes_into_it():
    assert "script-src 'self' 'unsafe-inline';" in policy.policy(SCRIPTS, preview=True)


def test_a_page_that_leads_on_has_a_policy_of_nothing():
    page = PolicedPage(redirect_page("/vanha/", "/uusi/"))
    assert page.policies == [policy.OF_REDIRECTS] and page.scripts == []
