"""Tabulates the database of public speakers in Germany into the collection dboes-2026.

    python tools/tabulate_dboes.py TABLE data/surveys/dboes-2026

The table has a row for each person or organisation and a column for each channel: yes, no, or empty
where nobody looked. Those who are alike (role and channels) become one row that is counted.
"""

from collections import Counter
from pathlib import Path

from tabulating import COMMON, Package, Table, read_table, run

MEASURED = "2026-03"
CHANNELS = {
    "x": "X",
    "facebook": "Facebook",
    "youtube": "YouTube",
    "instagram": "Instagram",
    "tiktok": "TikTok",
}
COLUMNS = ("id", "kind", "parliament", *CHANNELS)
KINDS = ("politician", "journalist", "party organisation")
STATE_PARLIAMENTS = (
    "Abgeordnetenhaus von Berlin",
    "Bayerischer Landtag",
    "Bremische Bürgerschaft",
    "Hamburgische Bürgerschaft",
    "Hessischer Landtag",
    "Landtag Brandenburg",
    "Landtag Mecklenburg-Vorpommern",
    "Landtag Nordrhein-Westfalen",
    "Landtag Rheinland-Pfalz",
    "Landtag Sachsen-Anhalt",
    "Landtag des Saarlandes",
    "Landtag von Baden-Württemberg",
    "Niedersächsischer Landtag",
    "Schleswig-Holsteinischer Landtag",
    "Sächsischer Landtag",
    "Thüringer Landtag",
)
GOVERNMENT = "Kabinett "
# The groups in the order of the rows: persons by role, then the organisations.
ROLES = (
    "liittopäiväedustaja",
    "euroedustaja",
    "osavaltioedustaja",
    "hallituksen jäsen",
    "toimittaja",
)
ORGANISATIONS = "ngo"

DESCRIPTOR = COMMON | {
    "name": "dboes-2026",
    "title": "Poliitikkojen, toimittajien ja puoluejärjestöjen tilit Saksassa 2026",
    "description": (
        "Mitä viidestä kanavasta (X, Facebook, YouTube, Instagram, TikTok) saksalaiset "
        "poliitikot, toimittajat ja puoluejärjestöt käyttävät. Aineisto kertoo, onko tili "
        "olemassa. Se ei kerro, montako seuraajaa tilillä on tai kuinka usein sillä "
        "julkaistaan. Muita kanavia, kuten LinkedIniä, siinä ei ole, eikä siinä ole "
        "suomalaisia."
    ),
    "selection": "census",
    "rows": "public",
    "measured": "maaliskuu 2026",
    "method": (
        "Tutkijat luettelevat tietokannassaan (DBÖS) julkisuuden toimijoita ja heidän tilinsä. "
        "Jokaisen luetellun tilit on haettu, joten aineisto ei ole otos eikä luvuilla ole "
        "otantavirhettä. Toimittajien YouTube-tilejä ei haettu. Taulu searched kertoo, minkä "
        "ryhmän tilejä miltäkin kanavalta haettiin; osuuden pohja ovat ne, joita haettiin."
    ),
    "modifications": (
        "Alkuperäisestä aineistosta on muokattu: henkilöt tai puoluejärjestöt, joilla on sama "
        "rooli ja samat kanavat, on laskettu yhdeksi riviksi, jonka sarake count kertoo heidän "
        "määränsä. Nimet, osoitteet sekä parlamentin ja hallituksen nimi on jätetty pois. Rooli "
        "on liittopäiväedustaja (Saksan liittopäivät), euroedustaja (Euroopan parlamentti), "
        "osavaltioedustaja (16 osavaltion parlamentit), hallituksen jäsen (liittovaltion ja "
        "osavaltioiden hallitukset) tai toimittaja. Puoluejärjestöjen sektori on järjestö "
        "(ngo). Yhteismäärät ovat tarkat. Pienetkin rivit on julkaistu, koska lähde luettelee "
        "nämä julkisuuden henkilöt nimeltä."
    ),
    "attribution": (
        "Schmidt, Merten ja Münch (2026): Die „Datenbank Öffentlicher Sprecher:innen“ (DBÖS), "
        "v3, doi.org/10.17605/OSF.IO/SK6T5, CC BY 4.0. Muokattu: samanlaiset laskettu yhteen, "
        "nimet jätetty pois."
    ),
    "contributors": [
        {"title": title, "roles": ["creator"]}
        for title in ("Jan-Hinrik Schmidt", "Lisa Merten", "Felix Victor Münch")
    ],
}
ORIGIN = {
    "title": (
        "Schmidt, Jan-Hinrik; Merten, Lisa; Münch, Felix Victor (2026): Die „Datenbank "
        "Öffentlicher Sprecher:innen“ (DBÖS). v3. März 2026, doi.org/10.17605/OSF.IO/SK6T5. "
        "Tiedostot data/9.csv, data/20.csv ja data/21.csv, versio 6cd9f30"
    ),
    "path": "https://github.com/Leibniz-HBI/DBoeS-data",
    "version": "6cd9f30",
}
READ = (
    "Edellisestä tehty taulukko, jonka tabulate_dboes.py luki: rivi henkilöä tai "
    "puoluejärjestöä kohti, sarakkeina laji, parlamentti tai hallitus ja viisi kanavaa (on, ei, "
    "ei haettu); nimet ja osoitteet oli poistettu"
)

Group = tuple[str, tuple[str, ...]]


def group(row: dict[str, str]) -> str:
    """The role or sector of a row; "" when its kind and parliament do not go together."""
    kind, parliament = row["kind"], row["parliament"]
    if kind != "politician":
        return "" if parliament else {"journalist": "toimittaja"}.get(kind, ORGANISATIONS)
    if parliament.startswith(GOVERNMENT):
        return "hallituksen jäsen"
    if parliament in STATE_PARLIAMENTS:
        return "osavaltioedustaja"
    return {"Bundestag": "liittopäiväedustaja", "EU-Parlament": "euroedustaja"}.get(parliament, "")


def valid(table: Table, line: int, row: dict[str, str]) -> bool:
    """Whether the cells of a row can be read; notes what is wrong."""
    known = [table.one_of(line, row, "kind", KINDS)]
    known += [table.one_of(line, row, channel, ("yes", "no", "")) for channel in CHANNELS]
    if known[0] and not group(row):
        table.note(
            line,
            "arvo",
            f'parliament: "{row["parliament"]}" ei sovi lajiin {row["kind"]}',
            "poliitikolla on parlamentti tai hallitus, muilla ei",
        )
        return False
    return all(known)


def count_alike(table: Table) -> tuple[Counter[Group], dict[str, list[str]]]:
    """How many have the same role and channels, and what was searched for each. Raises Unfit."""
    alike, searched, seen = Counter(), {}, set()
    for line, row in table.rows:
        # Persons and organisations are numbered apart.
        owner = row["kind"] == "party organisation", row["id"]
        if not row["id"] or owner in seen:
            table.note(
                line,
                "tunnus",
                f'id: "{row["id"]}" puuttuu tai on jo käytetty',
                "anna joka riville oma tunnus",
            )
        seen.add(owner)
        if not valid(table, line, row):
            continue
        who, looked = group(row), [channel for channel in CHANNELS if row[channel]]
        if searched.setdefault(who, looked) != looked:
            table.note(
                line,
                "haku",
                f"ryhmän {who} rivit eroavat siinä, mitä kanavia haettiin",
                "jätä kanava tyhjäksi koko ryhmältä tai ei yhdeltäkään",
            )
        alike[who, tuple(channel for channel in CHANNELS if row[channel] == "yes")] += 1
    table.refuse()
    return alike, searched


def tabulate(path: Path) -> Package:
    """The collection. Raises Unfit."""
    table = read_table(path, COLUMNS)
    alike, searched = count_alike(table)
    order, ranks = [*ROLES, ORGANISATIONS], [*CHANNELS]

    def place(group: Group) -> tuple[int, int, list[int]]:
        return order.index(group[0]), len(group[1]), [*map(ranks.index, group[1])]

    persons, organisations, accounts = [], [], []
    for who, channels in sorted(alike, key=place):
        counted = {"country": "DE", "count": alike[who, channels]}
        if who == ORGANISATIONS:
            owner = {"organisation_id": f"o{len(organisations) + 1:02}"}
            organisations.append(owner | {"sector": who} | counted)
        else:
            owner = {"person_id": f"p{len(persons) + 1:03}"}
            area = "journalismi" if who == "toimittaja" else "politiikka"
            persons.append(owner | {"field": area, "role": who} | counted)
        accounts += [owner | {"channel": channel, "measured_on": MEASURED} for channel in channels]
    return Package(
        DESCRIPTOR | {"sources": [ORIGIN, table.source(READ)]},
        {
            "channels": [{"channel": channel, "name": name} for channel, name in CHANNELS.items()],
            "organisations": organisations,
            "persons": persons,
            "accounts": accounts,
            "searched": [
                {"sector" if who == ORGANISATIONS else "role": who, "channel": channel}
                for who in order
                for channel in searched.get(who, [])
            ],
        },
    )


if __name__ == "__main__":
    run(tabulate, __doc__.splitlines()[0])
