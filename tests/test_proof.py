"""The proof of the printed book: golden pages with a fault of each kind, and without."""

import re
from dataclasses import replace

import pytest

from books import DOCS, STYLE, book_of, chapter_of
from commands import run
from goldens import golden
from guidebook.findings import BadInput
from guidebook.finnish.voikko import Voikko
from guidebook.guide import Format
from guidebook.markup import convert_pages
from guidebook.press import font_files, print_book
from guidebook.press.mending.faults import Fault
from guidebook.proof import Proof, as_text, contact_sheets, explained
from guidebook.proof.examination import KINDS, Examination, examine
from guidebook.proof.parity import parity
from guides import guide

GOLDEN = golden("proof")
SIDES = ("fault", "clean")
FAMILIES = set(font_files(STYLE).values())


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """The golden pages, each a chapter whose id is its number and its side; their sheets, the file, and the warnings."""
    out, pages = tmp_path_factory.mktemp("vedos") / "opas.pdf", []
    chapters = [chapter_of(GOLDEN[kind][side], f"{side}-{number}", f"Luku {number}")
                for number, kind in enumerate(GOLDEN) for side in SIDES]
    # Each on a page of its own: a chapter runs on where the one before it leaves half a page.
    full = (chapter_of('<div style="height: 180mm"></div>', f"tayte-{number}", "Täyte") for number in range(len(chapters) + 1))
    chapters = [each for pair in zip(full, chapters, strict=False) for each in pair]
    printed = print_book(book_of(*chapters), STYLE, out, None, DOCS, examine=pages.extend)
    return pages, out, printed.warnings


@pytest.fixture(scope="module")
def examined(laid):
    pages, out, warnings = laid
    return examine(pages, out, FAMILIES, warnings)


@pytest.mark.slow
@pytest.mark.parametrize("kind", GOLDEN)
def test_a_page_with_the_fault_is_marked_and_one_without_is_not(examined, kind):
    number = list(GOLDEN).index(kind)
    marked = {side: [fault.kind for fault in examined.faults if fault.chapter == f"{side}-{number}"] for side in SIDES}
    assert kind in marked["fault"]
    assert marked["clean"] == []


@pytest.mark.slow
def test_the_other_faults_are_seen_too(laid, examined):
    """Those that no page of a sound press has: on the same pages, spoilt."""
    pages, out, _ = laid
    assert {fault.kind for fault in examined.faults} <= {*GOLDEN, "jaettu-lohko"}
    number = next(page for page in pages if page.heads.get("@bottom-right-corner", "").strip())
    spoilt = [replace(page, heads={"@bottom-right-corner": "999"}) if page is number else page for page in pages]
    told = [fault.message for fault in examine(spoilt, out, FAMILIES).faults if fault.kind == "sivunumerot"]
    assert told == ["sivunumeroksi on painettu 999"]
    strange = [fault.words for fault in examine(pages, out, {"Source Sans 3"}).faults if fault.kind == "kirjasimet"]
    assert strange and all("Serif" in name or "Code" in name for name in strange)
    warned = examine(pages, out, FAMILIES, ['kirjan kirjasimissa ei ole merkkiä "☃"']).faults
    assert [fault.message for fault in warned if fault.kind == "painokone"] == ['kirjan kirjasimissa ei ole merkkiä "☃"']


@pytest.mark.slow
def test_a_number_of_a_page_that_is_wrong_is_seen(laid):
    pages, out, _ = laid
    mark = next(element for page in pages for element in page.flow.element.iter() if element.get("data-sivu"))
    right = mark.get("data-sivu")
    mark.set("data-sivu", "99")
    told = [fault.message for fault in examine(pages, out, FAMILIES).faults if fault.kind == "sivunumerot"]
    mark.set("data-sivu", right)
    assert len(told) == 1 and "viittaus sivulle 99" in told[0] and f"on sivulla {right}" in told[0]


@pytest.mark.slow
def test_notes_that_have_no_room_collide(tmp_path):
    note = '<span class="alaviite">Huomautus, joka on niin pitkä, että se vie reunasta monta riviä eikä jätä muille mitään.</span>'
    pages = []
    chapters = [chapter_of(f"<p>{'Sana' + note if count else 'Sana.'} {('sana' + note) * count}</p>", f"luku-{count}") for count in (0, 40)]
    print_book(book_of(*chapters), STYLE, tmp_path / "opas.pdf", None, DOCS, examine=pages.extend)
    faults = [fault for fault in examine(pages, tmp_path / "opas.pdf", FAMILIES).faults if fault.kind == "reunahuomautukset"]
    assert faults and {fault.chapter for fault in faults} == {"luku-40"}


LONG = (
    "Sosiaalisen median kanavissa asiantuntijaorganisaatioiden viestintäpäälliköt keskustelevat tutkimustuloksista, joista "
    "yhteiskunnallinen keskustelu lähtee liikkeelle. Vuorovaikutuksessa seuraajamäärät moninkertaistuvat, kunhan julkaisemiseen "
    "varataan työaikaa. Yliopistojen henkilöstöpalvelut järjestävät kirjoittajakoulutuksia, mutta säännöllinen harjoitteleminen jää "
    "monelta aloittelijalta kalenterimerkinnäksi. Kokeneimmat kommentoijat kehottavat kirjoittamaan yksityiskohtaisesti, havainnollisesti "
    "ja ymmärrettävästi. Kansainväliset vertailututkimukset osoittavat, ettei mielipidevaikuttajien luotettavuus riipu "
    "julkaisutiheydestä. Esihenkilöiden suhtautuminen ratkaisee, uskaltaako vastavalmistunut insinööri julkaista keskeneräisiä "
    "ajatuksia. Verkkokeskusteluissa asiantuntemus tunnistetaan perusteluista, lähdeviitteistä ja kohteliaisuudesta. Palautteeseen "
    "vastaaminen vie vähemmän työtunteja kuin toimintasuunnitelmien kirjoittaminen. Organisaation tunnuslukuihin kuuluvat "
    "yhteydenotot, haastattelupyynnöt ja puhujakutsut, eivät pelkästään näyttökerrat tai reaktiot."
)


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 80, 95, 112])
def test_the_press_leaves_no_run_of_hyphens_and_no_line_cut_short(tmp_path, width):
    pages = []
    with Voikko() as voikko:
        print_book(book_of(chapter_of(f'<p style="width: {width}mm">{LONG}</p>')), STYLE, tmp_path / "opas.pdf", voikko.hyphenate, DOCS,
                   examine=pages.extend)
    made = examine(pages, tmp_path / "opas.pdf", FAMILIES)
    # In a narrow column a long word that may not break leaves a short line now and then.
    unwanted = {"tavuviivat", "lyhyt-rivi"} if width > 100 else {"tavuviivat"}
    assert {fault.kind for fault in made.faults} & unwanted == set()
    assert made.hyphenated > 0


@pytest.mark.slow
def test_contact_sheets_show_every_page_in_colour_in_grey_and_as_spreads(laid, tmp_path):
    _, out, _ = laid
    drawn = [file.name for file in contact_sheets.draw(out, tmp_path)]
    assert sorted(drawn) == sorted(file.name for file in tmp_path.iterdir())
    assert "sivut-001-032.png" in drawn and "sivut-001-032-harmaa.png" in drawn and "aukeamat-01.png" in drawn


# What is left standing


def write(tmp_path, text):
    file = tmp_path / "proof.yml"
    file.write_text(text, "utf-8")
    return file


FAULT = Fault("joki", 7, "kanavat-x", "Sanavälit osuvat allekkain", "sanavälit ovat allekkain")


@pytest.mark.parametrize(("more", "left"), [
    ("", 0), ("chapter: kanavat-x", 0), ("words: Sanavälit osuvat", 0), ("chapter: toinen", 1), ("words: Muut sanat", 1)])
def test_a_fault_is_left_standing_where_its_explanation_holds(tmp_path, more, left):
    known = explained.read(write(tmp_path, f"yksi:\n  fault: joki\n  because: Se on lainaus.\n  {more}\n"))
    unexplained, _, stale = explained.share_out([FAULT], known)
    assert len(unexplained) == left == len(stale)


def test_an_explanation_that_nothing_needs_is_told(tmp_path):
    known = explained.read(write(tmp_path, "yksi:\n  fault: joki\n  because: Se on lainaus.\n"))
    _, _, (stale,) = explained.share_out([], known)
    assert str(stale).endswith(':1:1: vedos: vikaa, jonka "yksi" selittää, ei enää ole – poista selitys')


@pytest.mark.parametrize(("text", "told"), [
    ("yksi:\n  fault: jokki\n  because: a\n", 'tuntematon vian laji "jokki" – tarkoititko "joki"?'),
    ("yksi:\n  fault: joki\n", 'tunnukselta "yksi" puuttuu because'),
])
def test_an_explanation_that_cannot_be_is_told(tmp_path, text, told):
    with pytest.raises(BadInput) as error:
        explained.read(write(tmp_path, text))
    assert told in str(error.value)


def test_the_report_tells_what_is_left_and_what_stands(tmp_path):
    pages = Fault("vajaa-sivu", 3, "luku", "Viimeiset sanat", "sivun lopusta on tyhjää 20\xa0%")
    known = explained.read(write(tmp_path, "yksi:\n  fault: joki\n  because: Se on lainaus.\n"))
    made = Proof(Examination(12, (pages, FAULT), 0.96, 0.2), *explained.share_out([pages, FAULT], known))
    text = as_text(made)
    assert f"{KINDS['vajaa-sivu']} (vajaa-sivu): 1\n  sivu 3 luku: \"Viimeiset sanat\"" in text
    assert f"{KINDS['joki']}, 1 kohtaa (sivut 7): Se on lainaus." in text
    assert "keskimäärin 96,0\xa0%" in text and "tavuviivaan päättyy 20,0\xa0%" in text


@pytest.mark.slow
def test_the_command_prints_the_book_tells_its_faults_and_takes_what_explains_them(small_guide):
    told = run("guidebook", "proof", "--out", "vedos", cwd=small_guide.folder)
    assert told.returncode == 1 and 'pariteetti): 1\n  kirja index: "Arvo": solu puuttuu kirjasta' in told.stdout
    folder = small_guide.folder / "vedos"
    assert (folder / "vedos.txt").read_text("utf-8") == told.stdout
    assert {"opas.pdf", "sivut-001-006.png", "aukeamat-01.png"} <= {file.name for file in folder.iterdir()}
    small_guide.write("data/proof.yml", "arvo:\n  fault: pariteetti\n  chapter: index\n  because: Kirja ei toista otsikkoa.\n")
    small_guide.replace("mkdocs.yml", '{edition: "1"}', '{edition: "1", proof: data/proof.yml}')
    told = run("guidebook", "proof", "--no-pictures", cwd=small_guide.folder)
    assert told.returncode == 0 and "Kirja ei toista otsikkoa." in told.stdout, told.stdout + told.stderr


# Site and book

PAGE = """# Sivu

Ensimmäinen kappale, jossa on [linkki ulos](https://example.org/ulos) ja viite [@ponka2025].[^1]

## Otsikko

- kohta
- toinen kohta

| Sarake | Toinen |
|---|---|
| solu | arvo |

/// kuvio | kaytto
Kanavat.
///

Virke. [Vain ruudulla näkyy tämä.]{.vain-verkossa} [Vain paperilla näkyy tämä.]{.vain-painetussa}

/// vain-verkossa
Tämä kappale on [vain sivustolla](https://example.org/verkossa).
///

[^1]: Huomautus.
"""


@pytest.fixture(scope="module")
def formats(tmp_path_factory):
    made = guide(tmp_path_factory.mktemp("opas"), {"sivu.md": PAGE, "luvut.md": "# Luvut\n\n/// luvut\n///\n"})
    return made, convert_pages(made, Format.WEB), convert_pages(made, Format.PRINT)


def lacking(formats, pattern: str, printed: bool = True) -> list[str]:
    made, site, book = formats
    changed = dict(book if printed else site)
    changed["sivu.md"] = re.sub(pattern, "", changed["sivu.md"], count=1, flags=re.DOTALL)
    assert changed["sivu.md"] != (book if printed else site)["sivu.md"]
    return [fault.message for fault in (parity(made, site, changed) if printed else parity(made, changed, book))]


def test_what_is_marked_for_one_format_alone_is_no_difference(formats):
    assert list(parity(*formats)) == []


@pytest.mark.parametrize(("pattern", "kind"), [
    ("<h2.*?</h2>", "otsikko"), ("<p[^>]*>Ensimmäinen.*?</p>", "kappale"), ("<li>toinen.*?</li>", "luettelon kohta"),
    ("<td>solu</td>", "solu"), ('<figure.*?</figure>', "kuvio"), ('<table[^>]*>.*?</table>', "taulukko"),
    ('<div class="footnote">.*?</div>', "kappale"), ('href="https://example.org/ulos"', "linkki")])
def test_what_one_of_the_two_lacks_is_told(formats, pattern, kind):
    assert f"{kind} puuttuu kirjasta" in lacking(formats, pattern)
    assert f"{kind} puuttuu sivustolta" in lacking(formats, pattern, printed=False)


def test_a_page_that_the_book_lacks_is_told(formats):
    made, site, book = formats
    told = [(fault.words, fault.message) for fault in parity(made, site, {"luvut.md": book["luvut.md"]})]
    assert ("sivu.md", "sivu puuttuu kirjasta") in told
