"""Tabulates the computer scientists on Twitter in 2014 into the collection tutkijat-2014.

    python tools/tabulate_tutkijat.py TABLE data/surveys/tutkijat-2014

The table has a row for each account. Only those are kept whose role is known, and of them
only the role and the followers: neighbouring numbers are merged until each row describes at least
five persons and carries their median.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median_high, median_low

from tabulating import COMMON, Package, Table, read_table, run

COLUMNS = ("role", "account_age_days", "original_tweets", "followers")
ROLES = {"professor": "professori", "phd": "väitöskirjatutkija"}
LEAST, USUAL = 5, 7  # persons a row describes
LIMITS = (100, 1_000)  # no row reaches over them, so that the shares on both sides stay exact
QUANTILES = (10, 25, 50, 75, 90)  # per cent; each stays what it was, in the middle of a row
MEASURED = "2014-06"  # the month the article appeared; the source tells no other

DESCRIPTOR = COMMON | {
    "name": "tutkijat-2014",
    "title": "Tietojenkäsittelytieteen tutkijat Twitterissä 2014",
    "description": (
        "Kuinka monta seuraajaa tietojenkäsittelytieteen professoreilla ja "
        "väitöskirjatutkijoilla oli Twitterissä (nykyisin X). Mukana ovat tilit, joiden omistajan "
        "roolin lähde tuntee. Aineisto on vanha, yhdeltä alalta ja yhdeltä kanavalta, eikä siinä "
        "ole tietoa maasta. Se ei kerro mitään niistä, joilla ei ollut tiliä."
    ),
    "selection": "convenience",
    "measured": "2014, kuukausi ei ole tiedossa",
    "method": (
        "Hadgu ja Jäschke keräsivät tilit, jotka seurasivat alan konferenssien tilejä, jakoivat "
        "niiden viestejä tai joita konferenssit seurasivat, ja yhdistivät ne julkaisuluettelon "
        "(DBLP) tekijöihin. Mukana ovat ne, jotka näin löytyivät; joukko ei ole otos. Heidän "
        "tarkistuksessaan 150 yhdistetystä tilistä 109 oli varmasti oikea. Lähde ei kerro "
        "mittauspäivää. Sarakkeessa measured_on on kesäkuu 2014, jolloin artikkeli ilmestyi."
    ),
    "modifications": (
        "Alkuperäisestä aineistosta on muokattu: jäljellä ovat rooli ja seuraajien määrä. Saman "
        "roolin vierekkäiset määrät on yhdistetty niin, että jokainen rivi kuvaa vähintään "
        "viittä henkilöä ja rivillä on heidän mediaaninsa. Yhtään riviä ei ole yhdistetty "
        "rajojen 100 ja 1 000 yli, joten osuudet niiden ala- ja yläpuolella ovat tarkat. Rivit "
        "on katkottu niin, että kummankin roolin mediaani, neljännekset ja äärimmäiset "
        "kymmenykset osuvat rivinsä keskelle, joten ne ovat oikein kahden numeron tarkkuudella. "
        "Pienintä ja suurinta määrää ei näy. Professori on lähteessä professor ja "
        "väitöskirjatutkija phd."
    ),
    "attribution": (
        "Hadgu ja Jäschke (2014): Identifying and Analyzing Researchers on Twitter, WebSci ’14, "
        "doi.org/10.1145/2615569.2615676, CC BY 4.0. Muokattu: vain rooli ja seuraajat, "
        "vierekkäiset määrät yhdistetty."
    ),
    "contributors": [
        {"title": title, "roles": ["creator"]}
        for title in ("Asmelash Teka Hadgu", "Robert Jäschke")
    ],
}
ORIGIN = {
    "title": (
        "Hadgu, Asmelash Teka; Jäschke, Robert (2014): Identifying and Analyzing Researchers on "
        "Twitter. WebSci ’14, 23–30, doi.org/10.1145/2615569.2615676. Tiedosto "
        "data/features_reciprocity.tsv, versio c7b7b84"
    ),
    "path": "https://github.com/L3S/twitter-researcher",
    "version": "c7b7b84",
}
READ = (
    "Edellisestä tehty taulukko, jonka tabulate_tutkijat.py luki: rivi tiliä kohti, sarakkeina "
    "rooli, tilin ikä päivinä, omat twiitit ja seuraajat; tunnukset ja sukupuoli oli poistettu "
    "ja rivit järjestetty"
)


def cuts(numbers: list[int]) -> list[int]:
    """Where the rows of ordered numbers are cut: at the limits, and around each quantile.

    A quantile has a row of its own unless another cut is too near.
    """
    count = len(numbers)
    edges = {0, count, *(bisect_left(numbers, limit) for limit in LIMITS)}
    for percent in QUANTILES:
        start = (count - 1) * percent // 100 - LEAST // 2
        end = -((1 - count) * percent // 100) + LEAST // 2 + 1
        gaps = [max(start - edge, edge - end) for edge in edges]
        if all(gap == 0 or gap >= LEAST for gap in gaps):
            edges |= {start, end}
    return sorted(edges)


def merged(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """The rows of a role: the median of at least LEAST neighbours, and how many they are."""
    ordered, rows = sorted(numbers), Counter()
    for start, end in pairwise(cuts(ordered)):
        pieces = max(1, (end - start) // USUAL)
        for piece in range(pieces):
            first, last = (start + (end - start) * at // pieces for at in (piece, piece + 1))
            neighbours = ordered[first:last]
            rows[(median_low(neighbours) + median_high(neighbours) + 1) // 2] += len(neighbours)
    yield from rows.items()


def read_followers(table: Table) -> dict[str, list[int]]:
    """The followers of each role. Raises Unfit, also for too few persons between two limits."""
    known = {role: [] for role in ROLES}
    for line, row in table.rows:
        fits = table.one_of(line, row, "role", (*ROLES, ""))
        followers = table.whole_number(line, row, "followers")
        if fits and row["role"] and followers is not None:
            known[row["role"]].append(followers)
    for role, numbers in known.items():
        for start, end in pairwise((0, *LIMITS, float("inf"))):
            persons = sum(start <= number < end for number in numbers)
            if 0 < persons < LEAST:
                table.note(
                    1,
                    "yksityisyys",
                    f"{role}: {start} seuraajasta ylöspäin on vain {persons} henkilöä ennen "
                    "seuraavaa rajaa",
                    f"heitä pitää olla vähintään {LEAST} tai ei yhtään",
                )
    table.refuse()
    return known


def tabulate(path: Path) -> Package:
    """The collection. Raises Unfit."""
    table = read_table(path, COLUMNS)
    persons, accounts = [], []
    for role, numbers in read_followers(table).items():
        for followers, count in merged(numbers):
            owner = {"person_id": f"p{len(persons) + 1:03}"}
            who = {"field": "tietojenkäsittelytiede", "role": ROLES[role], "count": count}
            account = {"channel": "x", "followers": followers, "measured_on": MEASURED}
            persons.append(owner | who)
            accounts.append(owner | account)
    return Package(
        DESCRIPTOR | {"sources": [ORIGIN, table.source(READ)]},
        {
            "channels": [{"channel": "x", "name": "Twitter (nykyisin X)"}],
            "organisations": [],
            "persons": persons,
            "accounts": accounts,
        },
    )


if __name__ == "__main__":
    run(tabulate, __doc__.splitlines()[0])
