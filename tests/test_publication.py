"""What is published stays until the new is whole."""

import pytest

from guidebook.site.publication import Publication


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("vanha")
    return tmp_path / "site"


def build(site, end):
    publication = Publication()
    staged = publication.begin(site)
    staged.mkdir()
    (staged / "index.html").write_text("uusi")
    assert (site / "index.html").read_text() == "vanha"
    end(publication)
    publication.end()
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    return (site / "index.html").read_text()


def test_a_whole_build_takes_the_place_of_the_old(site):
    assert build(site, Publication.complete) == "uusi"


def test_a_build_that_never_came_to_its_end_is_thrown_away(site):
    assert build(site, lambda publication: None) == "vanha"


def test_a_build_refused_after_its_end_is_thrown_away(site):
    def refuse(publication):
        publication.complete()
        publication.fail()
    assert build(site, refuse) == "vanha"


def test_a_swap_cut_in_half_is_mended_by_the_next_build(site):
    site.rename(site.with_name(".site-vanha"))
    assert build(site, lambda publication: None) == "vanha"
