"""intake.yml: what the headings and the cells of one's own spreadsheets mean, so that the next
needs no questions.
"""

import datetime
import json
from dataclasses import dataclass, field
from pathlib import Path

from ...findings import BadInput, Finding, Place, meant, shown
from ...text.placed_yaml import Mapping, read_yaml
from ..descriptor import SELECTIONS
from .cell_values import Unclear, day
from .column_headings import ACCOUNT, IGNORE, OF_ROW, is_meaning

NAME = "intake.yml"
RULE = "taulukon-tulkinta"
KINDS = ("person", "organisation", IGNORE)
VALUES = ("yes", "no", "unknown", "not searched", IGNORE)
TEXTS = {  # what the descriptor says of the collection, and every row that does not say it itself
    "title": "Oma selvitys",
    "selection": "convenience",
    "licence": "vain organisaation omaan käyttöön",
    "method": "",
    "measured_on": "",
    "field": "ei tiedossa",
    "country": "",
    "sector": "",
}
MAPS = {
    "columns": "otsikko: mitä sarakkeessa on",
    "kinds": "rivin laji: person, organisation tai ignore",
    "values": "solun arvo: yes (tili on), no, unknown (seuraajat), not searched, ignore tai luku",
    "same": "organisaation nimi: saman organisaation toinen nimi, jota käytetään",
    "only": "tieto: ehto (sarake: arvo tai arvot), jolla se luetaan riviltä",
    "channels": "kanavan tunnus: nimi, jonka lukija näkee",
}
_HEAD = """\
# Miten organisaation omat taulukot luetaan (make survey). Ohjelma lisää rivejä ja pitää omasi.
# columns: {of_row},
#   kanavan tiedot muodossa linkedin.followers ({of_account}), organisaation omat muodossa
#   organisation.linkedin.followers, tai ignore, kun saraketta ei lueta.
"""


@dataclass
class Answers:
    """What is known so far; `path` is the file that keeps it."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict] = field(default_factory=lambda: {name: {} for name in MAPS})

    def text(self, key: str) -> str:
        return self.texts.get(key, TEXTS[key])

    def targets(self, heading: str) -> list[str] | None:
        """What stands under a heading; None when it is not known."""
        given = self.maps["columns"].get(heading)
        return [given] if isinstance(given, str) else given

    def where(self, key: str) -> str:
        """The file, as a hint names it."""
        return f'kirjoita tiedoston {shown(self.path)} kohtaan "{key}:"'


def read_answers(path: Path) -> Answers:
    """What the file knows; nothing when there is none. Raises BadInput."""
    answers = Answers(path)
    if not path.exists():
        return answers
    tree, findings = read_yaml(path), []

    def note(place: Place, message: str, hint: str) -> None:
        findings.append(Finding(place, RULE, message, hint))

    for key, given in tree.items():
        place = tree.places[key]
        if key in MAPS and (given is None or isinstance(given, Mapping)):
            for name, value in (given or {}).items():
                if problem := _problem(key, value):
                    note(given.places[name], f'"{name}": {problem[0]}', problem[1])
                else:
                    answers.maps[key][str(name)] = value
        elif key in TEXTS and isinstance(given, str | datetime.date):
            answers.texts[key] = given.isoformat() if isinstance(given, datetime.date) else given
            if problem := _text_problem(key, answers.texts[key]):
                note(place, problem, "korjaa arvo")
        elif key not in MAPS and key not in TEXTS:
            hint = meant(str(key), [*MAPS, *TEXTS]) or "poista se"
            note(place, f'tuntematon avain "{key}"', hint)
        elif given is not None:
            note(place, f'avaimen "{key}" arvo ei kelpaa', f"tässä on {MAPS.get(key, 'tekstiä')}")
    if findings:
        raise BadInput(*findings)
    return answers


def _text_problem(key: str, text: str) -> str:
    if key == "selection" and text not in SELECTIONS:
        return f'"selection" on {", ".join(SELECTIONS)}'
    if key == "measured_on":
        try:
            day(text)
        except Unclear as error:
            return error.args[0]
    return ""


def _problem(key: str, value: object) -> tuple[str, str] | None:
    """What is wrong with a value under one of the maps, and what to do."""
    values = value if isinstance(value, list) else [value]
    if key == "columns" and not (
        values and all(isinstance(one, str) and is_meaning(one) for one in values)
    ):
        return f'"{value}" ei ole tieto, joka sarakkeessa voi olla', (
            f"{meant(str(value), [*OF_ROW, *ACCOUNT]) or 'tiedot on lueteltu tiedoston alussa'}"
        )
    if key == "kinds" and value not in KINDS:
        return f'"{value}" ei ole laji', f"lajeja ovat {', '.join(KINDS)}"
    if (
        key == "values"
        and value not in VALUES
        and (isinstance(value, bool) or not isinstance(value, int))
    ):
        return f'"{value}" ei kelpaa', f"tässä on {MAPS['values']}"
    if key == "only" and not isinstance(value, dict):
        return "ehto puuttuu", "esimerkiksi organisation_id: {link_basis: office}"
    if key in ("same", "channels") and not isinstance(value, str):
        return f'"{value}" ei ole tekstiä', "kirjoita nimi"
    return None


def as_yaml(answers: Answers) -> str:
    """The file anew; the same answers give the same bytes."""
    parts = [_HEAD.format(of_row=", ".join(OF_ROW), of_account=", ".join(ACCOUNT))]
    parts += [f"{key}: {_quoted(text)}\n" for key in TEXTS if (text := answers.texts.get(key))]
    for name, meaning in MAPS.items():
        if given := answers.maps[name]:
            parts.append(f"{name}: # {meaning}\n")
            parts += [f"  {_quoted(key)}: {_quoted(given[key])}\n" for key in given]
    return "".join(parts)


def _quoted(value: object) -> str:
    """Plain data as YAML on one line: JSON is YAML."""
    if isinstance(value, str) and is_meaning(value):
        return value
    return json.dumps(value, ensure_ascii=False)
