"""Makes the example survey: the four CSV files beside this program, the same bytes from every run.

    python tests/esimerkki/generate.py [folder]

Everything here is invented. The numbers below are choices, not findings; README.md explains them in Finnish.
Only `random()`, `choices` and `gauss` of the standard generator are used: their sequence is the same in every Python
that the guide supports.
"""

import csv
import math
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20131022  # the day the post appeared that this guide grew from
PERSONS = 320
FIRST_MEASURED, LAST_MEASURED = date(2026, 6, 1), date(2026, 9, 30)

# channel: name, opened to the public, median followers of a person and of an organisation, median posts in 30 days,
# share of organisations with an account, skew of the opening dates (below 1: most accounts are old)
CHANNELS = {
    "linkedin": ("LinkedIn", date(2003, 5, 5), 1900, 5200, 4.0, 0.95, 0.85),
    "x": ("X", date(2006, 7, 15), 1000, 2300, 3.0, 0.80, 0.65),
    "bluesky": ("Bluesky", date(2024, 2, 6), 320, 460, 5.0, 0.50, 0.80),
    "mastodon": ("Mastodon", date(2016, 10, 5), 210, 280, 4.0, 0.40, 1.20),
    "instagram": ("Instagram", date(2010, 10, 6), 620, 1600, 3.0, 0.85, 0.80),
    "facebook": ("Facebook", date(2006, 9, 26), 480, 2600, 2.0, 0.90, 0.45),
    "youtube": ("YouTube", date(2005, 12, 15), 130, 480, 0.6, 0.70, 0.75),
    "tiktok": ("TikTok", date(2017, 9, 1), 260, 520, 1.2, 0.50, 1.20),
}

# field of expertise: its share, then the chance of an account on each channel in the order above
FIELDS = {
    "terveys": (15, (0.88, 0.42, 0.24, 0.06, 0.55, 0.48, 0.16, 0.14)),
    "tekniikka": (16, (0.94, 0.55, 0.36, 0.34, 0.30, 0.26, 0.28, 0.08)),
    "talous": (14, (0.97, 0.60, 0.16, 0.03, 0.32, 0.34, 0.14, 0.06)),
    "oikeus": (10, (0.93, 0.46, 0.18, 0.05, 0.22, 0.30, 0.06, 0.04)),
    "kasvatus": (13, (0.82, 0.44, 0.26, 0.12, 0.52, 0.62, 0.26, 0.22)),
    "ilmasto": (11, (0.86, 0.52, 0.46, 0.22, 0.40, 0.36, 0.14, 0.10)),
    "kulttuuri": (10, (0.60, 0.36, 0.34, 0.16, 0.78, 0.70, 0.34, 0.24)),
    "yhteiskunta": (11, (0.80, 0.68, 0.48, 0.14, 0.42, 0.50, 0.16, 0.12)),
}

SECTORS = {"company": 24, "public": 13, "university": 9, "ngo": 10, "media": 5, "other": 3}  # organisations in each
SECTOR_REACH = {"company": 1.0, "public": 0.9, "university": 1.2, "ngo": 0.55, "media": 4.0, "other": 0.4}
# how the persons of a field spread over the sectors, in the order of SECTORS
EMPLOYERS = {
    "terveys": (20, 40, 22, 14, 2, 2),
    "tekniikka": (62, 8, 22, 2, 2, 4),
    "talous": (58, 14, 14, 4, 8, 2),
    "oikeus": (40, 34, 18, 6, 1, 1),
    "kasvatus": (12, 38, 34, 12, 2, 2),
    "ilmasto": (24, 20, 28, 24, 2, 2),
    "kulttuuri": (20, 18, 8, 24, 22, 8),
    "yhteiskunta": (10, 26, 24, 24, 14, 2),
}
INDEPENDENT = {"kulttuuri": 0.24, "talous": 0.08, "oikeus": 0.06}  # others 0.11
ROLES = {
    "company": {"asiantuntija": 40, "johtaja": 34, "konsultti": 26},
    "public": {"asiantuntija": 62, "johtaja": 28, "tutkija": 10},
    "university": {"tutkija": 62, "opettaja": 26, "johtaja": 12},
    "ngo": {"asiantuntija": 58, "johtaja": 42},
    "media": {"toimittaja": 76, "johtaja": 24},
    "other": {"asiantuntija": 70, "johtaja": 30},
    "": {"yrittäjä": 78, "tietokirjailija": 22},
}
COUNTRIES = {"FI": 46, "SE": 6, "EE": 5, "NO": 4, "DK": 3}  # organisations in each

NO_ACCOUNTS = 0.02
UNKNOWN_ROLE, UNKNOWN_COUNTRY = 0.03, 0.02
UNKNOWN_FOLLOWERS, UNKNOWN_POSTS, UNKNOWN_OPENED = 0.06, 0.12, 0.18
QUIET = 0.20


def weighted(rng: Random, weights: dict[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def dealt(rng: Random, counts: dict[str, int]) -> list[str]:
    """Each value as many times as its count says, in a random order."""
    return sorted((value for value, count in counts.items() for _ in range(count)), key=lambda _: rng.random())


def logarithmic(rng: Random, median: float, spread: float) -> int:
    """A log-normal whole number; `spread` is the standard deviation of its natural logarithm."""
    return round(median * math.exp(rng.gauss(0, spread)))


def unless(rng: Random, chance: float, value):
    """The value, or empty with this chance: unknown is empty, never zero."""
    return "" if rng.random() < chance else value


def account(rng: Random, channel: str, followers: float, pace: float, measured: date) -> dict:
    """An account's row but for its owner; `followers` is its median, `pace` the owner's own activity (1 is usual)."""
    _, launched, _, _, posts, _, skew = CHANNELS[channel]
    oldest = (measured - launched).days
    opened = launched + timedelta(days=int((oldest - 60) * rng.random() ** (1 / skew)))
    posted = 0 if rng.random() < QUIET else logarithmic(rng, posts * pace, 0.8)
    return {
        "channel": channel,
        "followers": unless(rng, UNKNOWN_FOLLOWERS, logarithmic(rng, followers, 0.9)),
        "posts_30d": unless(rng, UNKNOWN_POSTS, posted),
        "opened_on": unless(rng, UNKNOWN_OPENED, opened.isoformat()),
        "measured_on": measured.isoformat(),
    }


def measured_on(rng: Random) -> date:
    return FIRST_MEASURED + timedelta(days=int(rng.random() * ((LAST_MEASURED - FIRST_MEASURED).days + 1)))


def make() -> dict[str, tuple[list[str], list[dict]]]:
    """The tables: name → columns and rows."""
    rng = Random(SEED)
    persons, organisations, accounts = [], [], []

    owners = zip(dealt(rng, SECTORS), dealt(rng, COUNTRIES), strict=True)
    for number, (sector, country) in enumerate(owners, start=1):
        identifier = f"o{number:02}"
        organisations.append({"organisation_id": identifier, "name": f"Organisaatio {number:02} (esimerkki)",
                              "sector": sector, "country": country})
        reach, measured = SECTOR_REACH[sector] * math.exp(rng.gauss(0, 1.0)), measured_on(rng)
        for channel, (_, _, _, followers, _, share, _) in CHANNELS.items():
            if rng.random() < share:
                accounts.append({"organisation_id": identifier,
                                 **account(rng, channel, followers * reach, 4, measured)})

    for number in range(1, PERSONS + 1):
        identifier = f"h{number:03}"
        field = weighted(rng, {field: share for field, (share, _) in FIELDS.items()})
        organisation = None
        if rng.random() >= INDEPENDENT.get(field, 0.11):
            sector = rng.choices(list(SECTORS), EMPLOYERS[field])[0]
            organisation = rng.choices([one for one in organisations if one["sector"] == sector])[0]
        role = weighted(rng, ROLES[organisation["sector"] if organisation else ""])
        # Most people live where their organisation is.
        at_home = organisation is not None and rng.random() < 0.9
        country = organisation["country"] if at_home else weighted(rng, COUNTRIES)
        persons.append({"person_id": identifier, "field": field, "role": unless(rng, UNKNOWN_ROLE, role),
                        "country": unless(rng, UNKNOWN_COUNTRY, country),
                        "organisation_id": organisation["organisation_id"] if organisation else ""})
        # One person's accounts resemble each other: the same renown and the same pace carry over all channels.
        renown, pace, measured = math.exp(rng.gauss(0, 1.0)), math.exp(rng.gauss(0, 0.5)), measured_on(rng)
        if rng.random() < NO_ACCOUNTS:
            continue
        for (channel, (_, _, followers, *_)), chance in zip(CHANNELS.items(), FIELDS[field][1], strict=True):
            if rng.random() < chance:
                accounts.append({"person_id": identifier,
                                 **account(rng, channel, followers * renown, pace, measured)})

    return {
        "channels": (["channel", "name"], [{"channel": key, "name": row[0]} for key, row in CHANNELS.items()]),
        "organisations": (["organisation_id", "name", "sector", "country"], organisations),
        "persons": (["person_id", "field", "role", "country", "organisation_id"], persons),
        "accounts": (["person_id", "organisation_id", "channel", "followers", "posts_30d", "opened_on", "measured_on"],
                     accounts),
    }


def write(folder: Path) -> None:
    for table, (columns, rows) in make().items():
        with open(folder / f"{table}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
