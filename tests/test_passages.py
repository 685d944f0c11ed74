"""The sentences that name a number, as a reader sees them."""

import pytest

from guidebook.numbers import Numbers
from guidebook.pages.mentions import LONGEST, mentions
from guidebook.pages.page import Page
from guides import NUMBERS, guide

SENTENCES = [
    ("Alku. Heistä {{ ohittaa }} on täällä. Loppu.", "Heistä 42 % on täällä."),
    ("Heistä {{ ohittaa -ssa }} ja\n{{ ohittaa.n }} muuta.", "Heistä 42 %:ssa ja 312 muuta."),
    ("## Otsikko {{ ohittaa }} {#tunnus}\n\nTeksti.", "Otsikko 42 %"),
    ("- Yksi.\n- Toinen {{ ohittaa }}\n- Kolmas.", "Toinen 42 %"),
    ("1. Yksi.\n2. Toinen {{ ohittaa }}", "Toinen 42 %"),
    ("| a | b |\n|---|---|\n| Osuus | {{ ohittaa }} |\n| x | y |", "Osuus | 42 %"),
    ("/// vinkki | Otsikko\nLohkossa {{ ohittaa }}.\n///\n\nMuuta.", "Lohkossa 42 %."),
    ("> Lainaus {{ ohittaa }}.", "Lainaus 42 %."),
    ("*Heistä* [linkki](b.md#x) **{{ ohittaa }}** [@ponka2025, s. 3], [sana]{lang=en}.", "Heistä linkki 42 %, sana."),
    ("Esim. pohja on {{ ohittaa }}, eli vajaat 42,5 % ja n. 3 kpl.", "Esim. pohja on 42 %, eli vajaat 42,5 % ja n. 3 kpl."),
    ("Onko {{ ohittaa }}? On.", "Onko 42 %?"),
    ("”Näin on.” {{ ohittaa }} vastasi.", "42 % vastasi."),
    ("Piilossa <!-- {{ ohittaa }} --> ja {{ kaytto[linkedin] }} esillä.", "Piilossa ja 61 % esillä."),
    ("Salassa {{ pieni }} ja {{ ohittaa -qqq }}.", "Salassa … ja …."),
    ("[Yli kolmannes]{väite=\"ohittaa > 33\"} ohittaa.", "Yli kolmannes ohittaa."),
    ("Pitkä {{ ohittaa }} " + "sana " * 200, ("Pitkä 42 % " + "sana " * 200)[:LONGEST].rstrip() + "…"),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_a_sentence_is_told_with_its_numbers(tmp_path, text, told):
    page = guide(tmp_path, {"a.md": text}).pages["a.md"]
    found = next(mentions(page, Numbers(NUMBERS)))
    assert found.sentence.replace("\u00a0", " ") == told


def test_every_spot_is_found_with_its_reference_and_place(tmp_path):
    text = ("{{ ohittaa }} `{{ ei }}` {{ kaytto[x].n }}\n\n[a]{väite=\"ohittaa > kanavia ja kanavia.n > 3\"}\n\n"
            "[b]{väite=\"rikki\"}\n\n/// kuvio | neljannes-ala (pienet), neljannes-keski, raja=5\n///\n")
    page = guide(tmp_path, {"a.md": text}).pages["a.md"]
    assert [(found.reference, found.place.line, found.claim) for found in mentions(page, Numbers(NUMBERS))] == [
        ("ohittaa", 1, ""), ("kaytto[x]", 1, ""), ("ohittaa", 3, "ohittaa > kanavia ja kanavia.n > 3"),
        ("kanavia", 3, "ohittaa > kanavia ja kanavia.n > 3"), ("", 5, "rikki"), ("neljannes-ala", 7, ""),
        ("neljannes-keski", 7, "")]


@pytest.mark.parametrize("text", ["{{ ohittaa }} " + "[" * 9_000, "{{ ohittaa }}" + " " * 9_000 + "|", "{" * 9_000 + "{{ ohittaa }}",
                                  "{{ ohittaa }} " + "<!--" * 2_000, "{{ ohittaa }} " + ". " * 4_000, "\n" * 50_000 + "{{ ohittaa }}",
                                  "{{ ohittaa }} " * 8_000, "{{ ohittaa }}. A " * 8_000])
def test_hostile_text_takes_no_time(tmp_path, text):
    import time

    page = Page("a.md", tmp_path / "a.md", text)  # not as a build reads it: that refuses most of these
    began = time.process_time()
    list(mentions(page, Numbers(NUMBERS)))
    assert time.process_time() - began < 10
