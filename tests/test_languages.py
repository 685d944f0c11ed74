"""Pages in another language: their names say so wherever the menus show them."""

from guidebook.site.languages import mark

MENU = '<a href="{}" class="md-nav__link{}">\n<span>In English</span></a>'


def test_a_link_to_a_page_in_another_language_says_so_and_no_other_does():
    seen = mark(MENU.format("../../tietoa/en/", "") + MENU.format("../", " md-nav__link--active"), "miksi/luku/", {"tietoa/en/": "en"})
    assert seen == '<a lang="en" href="../../tietoa/en/" class="md-nav__link">\n<span>In English</span></a>' + MENU.format("../", " md-nav__link--active")


def test_on_that_page_its_sections_and_its_own_name_say_so():
    own = '<label class="md-nav__link md-nav__link--active" for="__toc">En</label>'
    seen = mark(MENU.format("#part", "") + own + MENU.format("./", ""), "tietoa/en/", {"tietoa/en/": "en"})
    assert seen.count('lang="en"') == 3
