"""Kept results: the same inputs give them back, anything else makes them again."""

import pytest

from guidebook.text.keeping import kept


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "asiantuntijan-someopas"


@pytest.fixture
def counted():
    made = []

    def make(result="tulos", worth=lambda made: True, *, inputs=("a",)):
        def once():
            made.append(result)
            return result
        return kept(inputs, once, worth), len(made)
    return make


def test_the_same_inputs_give_the_kept_result(shelf, counted):
    assert counted("eka") == ("eka", 1)
    assert counted("toka") == ("eka", 1)


def test_other_words_or_contents_make_it_again(shelf, counted, tmp_path):
    file = tmp_path / "rivit.csv"
    file.write_text("1")
    assert counted(inputs=(file,))[1] == 1
    assert counted(inputs=(file,))[1] == 1
    file.write_text("2")
    assert counted(inputs=(file,))[1] == 2
    file.unlink()
    assert counted(inputs=(file,))[1] == 3


def test_what_is_not_worth_it_is_not_kept(shelf, counted):
    assert counted(worth=lambda made: False)[1] == 1
    assert counted()[1] == 2


def test_a_damaged_result_is_made_again(shelf, counted):
    counted()
    next(shelf.iterdir()).write_bytes(b"rikki")
    assert counted()[1] == 2


def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nothing(shelf, counted):
    shelf.parent.write_text("tiedosto")
    assert counted()[1] == 1
    assert counted()[1] == 2


def test_the_oldest_results_give_way(shelf, counted):
    for number in range(25):
        counted(inputs=(str(number),))
    assert len(list(shelf.iterdir())) == 20
