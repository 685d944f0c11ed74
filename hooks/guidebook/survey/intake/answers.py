"""intake.yml: what the headings and the cells of one's own spreadsheets mean, so that the next
needs no questions.
"""

import datetime
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from ...findings import BadInput, Finding, Place, meant
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
    "sample": "",  # true when the people and figures are made up
}
MAPS = {
    "columns": "otsikko: mitä sarakkeessa on",
    "kinds": "rivin laji: person, organisation tai ignore",
    "values": "solun arvo: yes (tili on), no, unknown (seuraajat), not searched, ignore tai luku",
    "same": "organisaation nimi: saman organisaation toinen nimi, jota käytetään",
    "only": "tieto: ehto (sarake: arvo tai arvot), jolla se luetaan riviltä",
    "channels": "kanavan tunnus: nimi, jonka lukija näkee",
}
PLAIN_YAML = re.compile(r"[A-Za-zÅÄÖåäö][\w.-]*(?: [\w().-]+)*")
NOT_TEXT = ("y", "n", "Y", "N", "yes", "no", "on", "off", "true", "false", "null", "Yes", "No")
_HEAD = """\
# Miten organisaation omat taulukot luetaan (make survey). Ohjelma lisää rivejä ja pitää omasi.
# columns kertoo, mitä sarakkeessa on: {of_row};
#   kanavan tiedot linkedin.followers ja niin edelleen ({of_account});
#   henkilön organisaation omat tiedot organisation.linkedin.followers; ignore, kun ei lueta.
"""


@dataclass
class Answers:
    """What is known so far; `path` is the file that keeps it."""

    path: Path
    texts: dict[str, str] = field(default_factory=dict)
    maps: dict[str, dict] = field(default_factory=lambda: {name: {} for name in MAPS})

    open: set[tuple[str, str]] = field(default_factory=set)  # asked and not answered yet

    def text(self, key: str) -> str:
        return self.texts.get(key, TEXTS[key])

    def targets(self, heading: str) -> list[str] | None:
        """What stands under a heading; None when it is not known."""
        given = self.maps["columns"].get(heading)
        return [given] if isinstance(given, str) else given


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
                if key == "values" and isinstance(value, bool):
                    value = "yes" if value else "no"  # as YAML reads these words
                if value is None:
                    answers.open.add((key, str(name)))
                elif problem := _problem(key, value):
                    note(given.places[name], f'"{name}": {problem[0]}', problem[1])
                else:
                    answers.maps[key][str(name)] = value
        elif key in TEXTS and given in (None, ""):
            answers.open.add((key, ""))
        elif key in TEXTS and isinstance(given, str | bool | datetime.date):
            answers.texts[key] = _as_text(given)
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


def _as_text(given: str | bool | datetime.date) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    return given if isinstance(given, str) else given.isoformat()


def _text_problem(key: str, text: str) -> str:
    if key == "selection" and text not in SELECTIONS:
        return f'"selection" on {", ".join(SELECTIONS)}'
    if key == "sample" and text not in ("true", "false"):
        return '"sample" on true tai false'
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
    """The file as it is, with what is new in it; the same answers give the same bytes."""
    text = answers.path.read_text("utf-8-sig") if answers.path.exists() else ""
    if not text.strip():
        text = _HEAD.format(of_row=", ".join(OF_ROW), of_account=", ".join(ACCOUNT))
    known = read_answers(answers.path)
    for key, value in answers.texts.items():
        if key not in known.texts:
            lines = [line for line in text.splitlines() if line.rstrip() != f"{key}:"]
            written = value if key == "sample" else _quoted(value) if value else ""
            text = "\n".join([*lines, f"{key}: {written}".rstrip()]) + "\n"
    for name, given in answers.maps.items():
        new = {key: value for key, value in given.items() if key not in known.maps[name]}
        asked = [key for of, key in sorted(answers.open) if of == name and key not in given]
        text = _with_lines(text, name, new, asked)
    return text


def _with_lines(text: str, name: str, new: dict, asked: list[str]) -> str:
    """The text with new answers under a name; what is asked is a line without one."""
    lines = text.splitlines()
    for key in asked:
        if f"  {_quoted(key)}:" not in lines:
            new = {**new, key: None}
    place = next((n for n, line in enumerate(lines) if line.startswith(f"{name}:")), None)
    for key, value in new.items():
        begun, line = f"  {_quoted(key)}:", f"  {_quoted(key)}: {_quoted(value)}"
        line = begun if value is None else line
        if begun in lines:
            lines[lines.index(begun)] = line
            continue
        if place is None:
            place = len(lines)
            lines.append(f"{name}: # {MAPS[name]}")
        end = place + 1
        while end < len(lines) and lines[end].startswith((" ", "#")):
            end += 1
        lines.insert(end, line)
    return "\n".join(lines) + "\n"


def line_of(text: str, name: str, key: str) -> int:
    """The line on which a question is to be answered."""
    lines = text.splitlines()
    wanted = f"  {_quoted(key)}:" if key else f"{name}:"
    found = (n for n, line in enumerate(lines, 1) if line.startswith(wanted))
    return next(found, len(lines) + 1)


def _quoted(value: object) -> str:
    """Plain data as YAML on one line: JSON is YAML."""
    if isinstance(value, str) and PLAIN_YAML.fullmatch(value) and value not in NOT_TEXT:
        return value
    return json.dumps(value, ensure_ascii=False)
