"""A figure of each kind, from figures worked out of open data, as the site and the book show them."""

import shutil
from pathlib import Path

import tinyhtml5

from books import DOCS, STYLE, book_of
from guidebook.book import Chapter
from guidebook.guide import Format
from guidebook.identity import dress
from guidebook.markup.extension import convert
from guidebook.numbers.entries import Entry, Estimate, Row
from guidebook.press import print_book
from guides import IDENTITY, entry, guide, share

ROOT = Path(__file__).parents[1]
CHANNELS = {"x": "X", "facebook": "Facebook", "youtube": "YouTube", "instagram": "Instagram", "tiktok": "TikTok"}


def shares(id: str, label: str, n: int, counts: dict[str, int], labels: dict[str, str] = CHANNELS) -> Entry:
    rows = tuple(Row(key, labels.get(key, key), share(k, n)) for key, k in counts.items())
    return entry(id, label, "series", "%", rows=rows)


def values(id: str, label: str, rows: dict[str, tuple[float, int]], unit: str = "", decimals: int = 0) -> Entry:
    made = tuple(Row(key, key, Estimate(float(value), n)) for key, (value, n) in rows.items())
    return entry(id, label, "series", unit, decimals=decimals, rows=made)


WITHHELD = Row("mastodon", "Mastodon", Estimate(None, 3, withheld="pohja on liian pieni"))
POLITICIANS = shares("poliitikot", "Poliitikkojen kanavat", 2700,
                     {"x": 1641, "facebook": 2325, "youtube": 1053, "instagram": 2225, "tiktok": 1016})
# Of the open sets, cut down in the test to what a small base looks like.
OUTGROWING = entry("ohittaa", "Ohittaa organisaationsa", "series", "%", rows=(
    Row("twitter", "Valtioiden ja hallitusten johtajat, Twitter 2014", share(42, 56)),
    Row("facebook", "Valtioiden ja hallitusten johtajat, Facebook 2014", share(39, 43)),
    Row("argentina", "Viranhaltijat Argentiinassa 2021", share(20, 63)),
    Row("pieni", "Heistä ministeriöissä", share(4, 12)),
    Row("kongressi", "Yhdysvaltain kongressin jäsenet 2018", share(12, 516)), WITHHELD))
JOURNALISTS = shares("toimittajat", "Toimittajien kanavat", 897, {"x": 565, "facebook": 174, "instagram": 349, "tiktok": 43})
PARTIES = shares("puolueet", "Puolueiden kanavat", 375,
                 {"x": 297, "facebook": 340, "youtube": 295, "instagram": 346, "tiktok": 253})
LOW, MID, HIGH = (
    values(f"seuraajat-{name}", label, {"Professorit": (rows[0], 570), "Väitöskirjatutkijat": (rows[1], 911)})
    for name, label, rows in (("ala", "Alakvartiili", (81.5, 39)), ("mediaani", "Tutkijoiden seuraajat", (208, 87)),
                              ("yla", "Yläkvartiili", (540.2, 219))))
MEDIANS = values("mediaanit", "Seuraajien mediaani", {
    "Poliitikot Argentiinassa": (16478.5, 466), "Professorit, tietojenkäsittely": (208, 570),
    "Väitöskirjatutkijat": (87, 911), "Yliopistojen väki Yhdysvalloissa": (277, 2235)})
CLASSES = shares("kanavia", "Kanavien määrä poliitikolla", 2700,
                 {"0": 138, "1–2": 748, "3": 699, "4–5": 1115},
                 {"0": "ei yhtään", "1–2": "1–2 kanavaa", "3": "3 kanavaa", "4–5": "4–5 kanavaa"})
MANY = values("monta", "Monta riviä", {f"Ammatti numero {at}": (1000 - at * 20, 50) for at in range(45)})
NUMBERS = {series.id: series for series in (
    POLITICIANS, OUTGROWING, JOURNALISTS, PARTIES, LOW, MID, HIGH, MEDIANS, CLASSES, MANY)}

KINDS = {
    "pisteet": ("/// kuvio | ohittaa, raja=50\n**[Johtaja ohittaa maansa, kongressin jäsen ryhmäänsä tuskin koskaan]"
                "{väite=\"ohittaa[facebook] > 75 ja ohittaa[kongressi] < 5\"}**\n\n"
                "Kuinka suurella osalla on enemmän seuraajia kuin organisaatiolla.\n///"),
    "vierekkain": ("/// kuvio | poliitikot (poliitikot), toimittajat (toimittajat), puolueet (puolueet)\n"
                   "**[Toimittaja on X:ssä, puolue kaikkialla]{väite=\"toimittajat[x] > 50 ja puolueet[tiktok] > 60\"}**\n\n"
                   "Toimittajien YouTubea ei etsitty.\n///"),
    "kvartiilit": ("/// kuvio | seuraajat-ala, seuraajat-mediaani, seuraajat-yla, raja=100\n"
                   "**[Puolella professoreista on yli 100 seuraajaa]{väite=\"seuraajat-mediaani[Professorit] > 100\"}**\n///"),
    "logaritminen": "/// kuvio | mediaanit\n///",
    "luokat": ("/// kuvio | kanavia\n**[Useimmilla on vähintään kolme kanavaa]"
               "{väite=\"kanavia[3] > 20 ja kanavia[4–5] > 40\"}**\n///"),
}


def site_pages(folder: Path, kinds: dict[str, str] = KINDS, numbers=NUMBERS) -> dict[str, Path]:
    """A page of the site for each kind, dressed in the theme and in the guide's stylesheet."""
    import material

    theme = next((Path(material.__file__).parent / "templates/assets/stylesheets").glob("main.*.min.css"))
    (folder / "assets/css").mkdir(parents=True)
    shutil.copy(ROOT / "overrides/assets/css/guide.css", folder / "assets/css")
    style = dress.site_style(IDENTITY, lambda file: f"../fonts/{file.relative_to(DOCS / 'assets/fonts').as_posix()}")
    (folder / "assets/css/ilme.css").write_text(style, "utf-8")
    shutil.copytree(DOCS / "assets/fonts", folder / "assets/fonts")
    made = {}
    for name, text in kinds.items():
        html = convert(guide(folder, {"a.md": text}, numbers=numbers, sample=False), "a.md", Format.WEB)
        made[name] = folder / f"{name}.html"
        made[name].write_text(
            f'<!doctype html><html lang="fi"><meta charset="utf-8"><title>{name}</title>'
            f'<link rel="stylesheet" href="{theme.as_uri()}">'
            '<link rel="stylesheet" href="assets/css/ilme.css"><link rel="stylesheet" href="assets/css/guide.css">'
            f'<body data-md-color-scheme="default"><div class="md-container"><main class="md-main"><div class="md-main__inner md-grid"><div class="md-content"><article class="md-content__inner md-typeset">{html}'
            "</article></div></div></main></div></body></html>", "utf-8")
    return made


def print_pages(folder: Path, kinds: dict[str, str] = KINDS, numbers=NUMBERS) -> Path:
    """A book with a chapter for each kind, on pages of their own: behind a tall one none runs on."""
    chapters = []
    for name, text in kinds.items():
        html = convert(guide(folder, {"a.md": text}, numbers=numbers, sample=False), "a.md", Format.PRINT)
        body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
        body.tag = "div"
        for part in body.iter():
            if part.get("id"):
                part.set("id", f"{name}-{part.get('id')}")
        tall = tinyhtml5.parse('<div style="height: 200mm"></div>', namespace_html_elements=False).find("body")
        chapters += [Chapter(f"{name}-tayte", "Täyte", tall), Chapter(name, name.capitalize(), body)]
    printed = print_book(book_of(*chapters, sample=False), STYLE, folder / "kuviot.pdf", None, DOCS)
    assert list(printed.warnings) == [], printed.warnings
    return folder / "kuviot.pdf"
