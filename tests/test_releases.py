"""What each edition held, the files it is kept in, and the readers' page of what changed."""

import dataclasses
import json

import pytest
import tinyhtml5

from commands import run
from conftest import mistakes
from guidebook.editions import released
from guidebook.editions.changes import compare
from guidebook.editions.snapshots import (
    ChapterState,
    PublishedNumber,
    Snapshot,
    snapshot,
    text_hash,
)
from guidebook.findings import BadInput
from guidebook.guide import Format
from guidebook.markup import convert
from guides import NUMBERS, guide, share

PAGES = {"a.md": "# Eka\n\nHeistä {{ ohittaa }}.", "b.md": "# Toka\n\nSana.", "muutokset.md": "# Mikä muuttui\n\n/// muutokset\n///\n"}


def made_guide(root, pages=PAGES, edition="2026.1", numbers=NUMBERS):
    made = guide(root, pages, numbers=numbers)
    made.settings = dataclasses.replace(made.settings, edition=edition)
    return made


def words(html: str) -> list[str]:
    """The page as lines of words: headings with signs of their own, cells apart with a bar."""
    lines = []
    for child in tinyhtml5.parse(html, namespace_html_elements=False).find("body").iter():
        text = " ".join("".join(child.itertext()).replace("\u00a0", " ").split())
        if child.tag in ("h2", "h3"):
            lines.append("#" * int(child.tag[1]) + f" {text}")
        elif child.tag == "p" or child.tag == "li":
            lines.append(text)
        elif child.tag == "tr":
            lines.append(" | ".join("".join(cell.itertext()).replace("\u00a0", " ") for cell in child))
    return lines


# Snapshots


def test_an_edition_tells_its_numbers_and_chapters(tmp_path):
    made = snapshot(made_guide(tmp_path), 212)
    assert made.numbers["ohittaa"] == PublishedNumber("Ohittaa organisaationsa", "42\u00a0%", "37–48\u00a0%", 312, 100 * 131 / 312)
    assert made.numbers["kaytto[x]"].label == "Kanavien käyttö: X" and made.numbers["pieni"].withheld
    assert made.numbers["some-kaytto"].shown == "73\u00a0%" and "kaytto" not in made.numbers
    assert made.chapters["a.md"] == ChapterState("Eka", text_hash(made_guide(tmp_path).pages["a.md"]), ("ohittaa",))
    assert (made.edition, made.pages, made.data) == ("2026.1", 212, "Esimerkki (esimerkkiaineisto), mitattu 30.9.2026")


@pytest.mark.parametrize(("one", "other", "same"), [
    ("# A\n\nYksi\nkaksi.", "# A\n\n\nYksi kaksi.  \n", True),
    ("Yksi. <!-- huomautus -->", "Yksi.", True),
    ("Heitä {{ ohittaa }}.", "Heitä {{ ohittaa }}.", True),
    ("Heitä {{ ohittaa }}.", "Heitä {{ ohittaa -ssa }}.", False),
    ("Yksi.\n\nKaksi.", "Yksi. Kaksi.", False),
    ("Yksi.", "yksi.", False),
    ("---\ntitle: A\n---\nTeksti", "---\ntitle: B\n---\nTeksti", False),
])
def test_the_hash_is_of_the_words(tmp_path, one, other, same):
    first, second = (text_hash(guide(tmp_path, {"a.md": text}).pages["a.md"]) for text in (one, other))
    assert (first == second) is same


def test_the_numbers_of_the_data_are_not_in_the_hash(tmp_path):
    other = made_guide(tmp_path, numbers=NUMBERS | {"ohittaa": dataclasses.replace(NUMBERS["ohittaa"], estimate=share(200, 312))})
    changes = compare(snapshot(made_guide(tmp_path)), snapshot(other))
    assert (changes.rewritten, changes.refilled) == ((), ("a.md",))
    assert [(change.reference, change.old.text, change.new.text) for change in changes.numbers] == [("ohittaa", "42\u00a0%", "64\u00a0%")]


# Files


def test_an_edition_comes_back_from_its_file_as_it_was(tmp_path):
    made = snapshot(made_guide(tmp_path), 212)
    released.write(made, tmp_path / "2026.1.json")
    assert released.read(tmp_path / "2026.1.json") == made
    written = (tmp_path / "2026.1.json").read_text("utf-8")
    released.write(made, tmp_path / "2026.1.json")
    assert (tmp_path / "2026.1.json").read_text("utf-8") == written and written.endswith("}\n")


GOOD = {"edition": "2026.1", "data": "", "pages": None, "numbers": {"a": {"label": "A", "text": "1"}},
        "chapters": {"a.md": {"title": "A", "text": "0", "numbers": ["a"]}}}
BAD = {
    "not JSON": "{", "a list": "[]", "empty": "", "null": "null", "deep": "[" * 100_000, "long number": '{"a": ' + "9" * 5_000 + "}",
    "other edition": GOOD | {"edition": "2026.2"}, "pages as words": GOOD | {"pages": "monta"}, "pages as truth": GOOD | {"pages": True},
    "a number without a label": GOOD | {"numbers": {"a": {"text": "1"}}},
    "a number as words": GOOD | {"numbers": {"a": {"label": "A", "text": "1", "value": "1"}}},
    "a base as words": GOOD | {"numbers": {"a": {"label": "A", "text": "1", "n": "1"}}},
    "a label as a list": GOOD | {"numbers": {"a": {"label": ["A"], "text": "1"}}},
    "an unknown key": GOOD | {"numbers": {"a": {"label": "A", "text": "1", "x": 1}}},
    "numbers as a list": GOOD | {"numbers": []}, "a chapter as words": GOOD | {"chapters": {"a.md": "A"}},
    "ids that are none": GOOD | {"chapters": {"a.md": {"title": "A", "text": "0", "numbers": [{}]}}},
    "data as a number": GOOD | {"data": 5}, "no chapters": {key: GOOD[key] for key in GOOD if key != "chapters"},
}


def test_the_good_file_of_these_tests_is_good(tmp_path):
    (tmp_path / "2026.1.json").write_text(json.dumps(GOOD), "utf-8")
    assert released.read(tmp_path / "2026.1.json").numbers == {"a": PublishedNumber("A", "1")}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_told(tmp_path, content):
    file = tmp_path / "2026.1.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with pytest.raises(BadInput, match=r"2026\.1\.json:\d+:\d+: laitos: laitoksen tiedosto ei aukea"):
        released.read(file)


def test_a_file_too_large_is_not_read(tmp_path):
    (tmp_path / "2026.1.json").write_text(json.dumps(GOOD) + " " * released.LARGEST, "utf-8")
    with pytest.raises(BadInput, match=f"yli {released.LARGEST} tavua"):
        released.read(tmp_path / "2026.1.json")


def test_only_editions_lie_in_the_folder(tmp_path):
    made = made_guide(tmp_path)
    folder = released.folder(made.settings)
    folder.mkdir(parents=True)
    (folder / "luonnos.json").write_text(json.dumps(GOOD), "utf-8")
    (tmp_path / "muualla.json").write_text(json.dumps(GOOD), "utf-8")
    (folder / "2026.1.json").symlink_to(tmp_path / "muualla.json")
    with pytest.raises(BadInput) as error:
        released.read_all(made.settings)
    assert [finding.message for finding in error.value.findings] == ['"2026.1" ei ole laitoksen tiedosto', '"luonnos" ei ole laitoksen tiedosto']


def test_editions_follow_each_other_by_number(tmp_path):
    made = made_guide(tmp_path)
    for edition in ("2026.10", "2026.9", "2027.1"):
        released.write(dataclasses.replace(snapshot(made), edition=edition), released.file(made.settings, edition))
    assert [kept.edition for kept in released.read_all(made.settings)] == ["2026.9", "2026.10", "2027.1"]


@pytest.mark.parametrize("edition", ["", "../2026", "kevät", "2026.1/..", "1" * 30])
def test_a_name_that_is_no_edition_is_no_file(tmp_path, edition):
    with pytest.raises(BadInput, match="ei kelpaa nimeksi"):
        released.file(made_guide(tmp_path).settings, edition)


def test_the_pages_of_the_book_are_known_while_the_guide_is_what_was_released(tmp_path):
    made = made_guide(tmp_path)
    assert released.known_pages(made, snapshot(made)) is None
    released.write(snapshot(made, 212), released.file(made.settings, "2026.1"))
    assert released.known_pages(made, snapshot(made)) == 212
    changed = made_guide(tmp_path, PAGES | {"b.md": "# Toka\n\nMuu sana."})
    assert released.known_pages(changed, snapshot(changed)) is None


# The readers' page


def test_the_first_edition_tells_what_it_holds(tmp_path):
    assert words(convert(made_guide(tmp_path), "muutokset.md", Format.WEB)) == [
        "## Laitos 2026.1",
        "Tämä on oppaan ensimmäinen laitos, joten muutoksia ei vielä ole. Siinä on 3 sivua ja 1 lukuarvo. "
        "Selvityksen aineisto on Esimerkki (esimerkkiaineisto), mitattu 30.9.2026.",
    ]


def test_each_edition_tells_its_text_apart_from_its_data(tmp_path):
    first = made_guide(tmp_path, PAGES | {"c.md": "# Kolmas\n\nPoistuu.", "d.md": "# Neljäs\n\nTässä {{ kaytto[x] }}."})
    released.write(snapshot(first, 200), released.file(first.settings, "2026.1"))
    pages = {**PAGES, "b.md": "# Toka\n\nUusi sana.", "d.md": "# Neljäs\n\nTässä {{ kaytto[x] }}.", "uusi.md": "# Uusi\n\nMyös {{ ohittaa }}."}
    numbers = NUMBERS | {"ohittaa": dataclasses.replace(NUMBERS["ohittaa"], estimate=share(200, 312)),
                         "kanavia": dataclasses.replace(NUMBERS["kanavia"], estimate=share(1, 9))}
    second = made_guide(tmp_path, pages, "2026.2", numbers)
    released.write(snapshot(second, 208), released.file(second.settings, "2026.2"))
    third = made_guide(tmp_path, pages, "2027.1", numbers)
    html = convert(third, "muutokset.md", Format.WEB)
    assert words(html) == [
        "## Laitos 2027.1",
        "### Teksti", "Teksti on ennallaan.",
        "### Aineisto ja luvut", "Luvut ovat ennallaan.",
        "## Laitos 2026.2",
        "### Teksti", "Uutta:", "Uusi", "Kirjoitettu uudelleen:", "Toka", "Poistettu: Kolmas.",
        "Kirjassa on 208 sivua, 8 enemmän kuin edellisessä laitoksessa.",
        "### Aineisto ja luvut", "Luku | Ennen | Nyt", "Ohittaa organisaationsa | 42 % (37–48 %) | 64 % (59–69 %)",
        "Teksti on ennallaan, mutta lukuja on muuttunut:", "Eka",
        "## Laitos 2026.1",
        "Tämä on oppaan ensimmäinen laitos, joten muutoksia ei vielä ole. Siinä on 5 sivua ja 2 lukuarvoa, ja kirjassa on "
        "200 sivua. Selvityksen aineisto on Esimerkki (esimerkkiaineisto), mitattu 30.9.2026.",
    ]
    tree = tinyhtml5.parse(html, namespace_html_elements=False)
    ids = [child.get("id") for child in tree.iter() if child.get("id")]
    assert len(ids) == len(set(ids)) and {"laitos-2026-2", "laitos-2026-2-teksti"} <= set(ids)
    assert [link.get("href") for link in tree.iter("a")] == ["uusi.md", "b.md", "a.md"]


def test_a_chapter_that_moved_has_neither_come_nor_gone(tmp_path):
    old, new = (snapshot(made_guide(tmp_path, PAGES | {path: "# Viides\n\nSama."})) for path in ("e.md", "osa/f.md"))
    changes = compare(old, new)
    assert (changes.moved, changes.added, changes.removed) == ({"e.md": "osa/f.md"}, (), ())


def test_a_number_that_no_chapter_names_is_not_told_to_readers(tmp_path):
    old = Snapshot("1", "", {"a": PublishedNumber("A", "1")}, {"x.md": ChapterState("X", "0", ())})
    new = dataclasses.replace(old, edition="2", numbers={"a": PublishedNumber("A", "2")})
    made = made_guide(tmp_path, edition="2")
    for edition in (old, new):
        released.write(edition, released.file(made.settings, edition.edition))
    assert "Luvut ovat ennallaan." in words(convert(made, "muutokset.md", Format.WEB))


def test_what_an_editions_file_says_is_words_on_the_page(tmp_path):
    made = made_guide(tmp_path, edition="2026.2")
    evil = "<script>alert(1)</script>{{ ohittaa }}"
    released.write(Snapshot("2026.1", evil, {}, {"pois.md": ChapterState(evil, "0")}), released.file(made.settings, "2026.1"))
    html = convert(made, "muutokset.md", Format.WEB)
    assert "<script" not in html and "Poistettu: &lt;script&gt;" in html
    assert not made.errors


def test_a_broken_file_fails_the_build_with_its_place(tmp_path):
    made = made_guide(tmp_path)
    released.file(made.settings, "2026.1").parent.mkdir(parents=True)
    released.file(made.settings, "2026.1").write_text("{", "utf-8")
    convert(made, "muutokset.md", Format.WEB)
    assert [finding.rule for finding in made.errors] == ["laitos"]


# The real command


@pytest.mark.slow
def test_an_edition_is_released_once(small_guide):
    def release(*arguments):
        return run("guidebook", "release", *arguments, cwd=small_guide.folder)

    first = release("--no-pages")
    assert (first.returncode, mistakes(first)) == (0, [])
    assert "git add data/editions/1.json" in first.stdout
    kept = released.read(small_guide.folder / "data" / "editions" / "1.json")
    assert set(kept.chapters) == {"index.md", "toinen.md"} and kept.pages is None
    again = release()
    assert again.returncode == 1 and 'data/editions/1.json:1:1: laitos: laitos "1" on jo julkaistu – vaihda' in again.stderr
    forced = release("--force")
    assert forced.returncode == 0
    assert released.read(small_guide.folder / "data" / "editions" / "1.json").pages > 3


@pytest.mark.slow
def test_a_guide_with_mistakes_is_not_released(small_guide):
    small_guide.replace("docs/toinen.md", "henkiloita > 100", "henkiloita > 100000")
    refused = run("guidebook", "release", "--no-pages", cwd=small_guide.folder)
    assert refused.returncode == 1 and "väite-ei-pidä" in refused.stderr
    assert not (small_guide.folder / "data" / "editions").exists()


@pytest.mark.slow
def test_the_site_tells_its_editions(small_guide):
    assert run("guidebook", "release", "--no-pages", cwd=small_guide.folder).returncode == 0
    small_guide.replace("mkdocs.yml", 'edition: "1"', 'edition: "2"')
    small_guide.replace("data/facts.yml", "value: 12", "value: 13")
    small_guide.replace("docs/toinen.md", "/// luvut\n///", "/// luvut\n///\n\n/// muutokset\n///")
    assert (built := small_guide.publish(GUIDEBOOK_BOOK="0")).returncode == 0, built.stderr
    page = (small_guide.site / "toinen" / "index.html").read_text("utf-8")
    assert 'id="laitos-2"' in page and 'id="laitos-1"' in page and "Testitieto" in page
