"""A spreadsheet of one's own taken into the collection `oma`, from its sheets to its files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ...findings import BadInput, Finding, Place, shown
from .. import key_file
from ..merging import OWN
from ..personal import RULE as PERSONAL
from ..personal import tells_who
from . import package
from .answers import MAPS, NAME, Answers, as_yaml, line_of, read_answers
from .cell_values import Unclear, day
from .column_headings import IGNORE, plain
from .finding import find_table
from .mapping import OPTIONS, Mapped, map_columns
from .register import Register, give_ids, joined_keys, new_keys
from .rows import OwnerRow, RowReader
from .same_names import of_two_organisations, same_organisations
from .sheets import CellPlace, read_sheets

MOST = 50  # findings of one kind that are told
EXAMPLES = {  # answers
    "columns": f"linkedin.followers, tai {IGNORE}, kun saraketta ei lueta",
    "values": "yes, no, unknown tai luku",
    "measured_on": '"2026-11"',
}


@dataclass
class Asking:
    """How what cannot be told is asked: `question` on a terminal, None where there is nobody.
    `confirm` is asked before anything is written.
    """

    question: Callable[[str], str] | None = None
    confirm: Callable[[str], bool] = lambda shown: True


@dataclass
class Taken:
    """What was done, in lines for who ran it."""

    folder: Path
    lines: list[str] = field(default_factory=list)
    written: bool = True


class _Talk:
    """Notes findings, and asks; what is not answered is a finding with the line that answers it."""

    def __init__(self, answers: Answers, asking: Asking):
        self._answers, self._asking = answers, asking
        self.findings: list[Finding] = []
        self._questions: list[tuple[CellPlace, str, str, str]] = []
        self._asked: dict[tuple[str, str], str | None] = {}

    def note(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.findings.append(Finding(place, rule, message, hint))

    def ask(
        self, place: CellPlace, question: str, key: str, of: str, fits: Callable[[str], bool]
    ) -> str | None:
        """The answer; asked once, and on a terminal until it fits."""
        if (key, of) in self._asked:
            return self._asked[key, of]
        options = OPTIONS if key == "columns" else MAPS.get(key, "")
        answer = None
        if self._asking.question:
            while not (answer and fits(answer)):
                answer = self._asking.question(f"{place}: {question} ({options}) ").strip()
        else:
            if of:
                self._answers.open.add((key, of))
            else:
                self._answers.texts.setdefault(key, "")
            self._questions.append((place, question, key, of))
        self._asked[key, of] = answer
        return answer

    def _as_findings(self) -> Iterator[Finding]:
        """Questions that nobody answered, with the line of intake.yml that waits for the answer."""
        if not self._questions:
            return
        path = self._answers.path
        text = as_yaml(self._answers)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        for place, question, key, of in self._questions:
            line = line_of(text, key, of)
            example = f"{EXAMPLES[key]}" if key in EXAMPLES else IGNORE
            hint = f"vastaa tiedoston {shown(path)} riville {line}, esimerkiksi {example}"
            yield Finding(place, "kysymys", question, hint)

    def refuse(self) -> None:
        """Raises BadInput when anything has been noted."""
        if not self.findings and not self._questions:
            return
        findings = list(dict.fromkeys([*self._as_findings(), *self.findings]))
        if more := len(findings[MOST:]):
            message, hint = f"vielä {more} muuta virhettä", "korjaa ensin nämä"
            findings = [
                *findings[:MOST],
                Finding(findings[MOST].place, "virheitä-lisää", message, hint),
            ]
        raise BadInput(*findings)


def take(files: Iterable[Path], root: Path, surveys: Path, asking: Asking) -> Taken:
    """Takes the files into the collection `oma` of the surveys' folder; the key file lies under
    the root. Raises BadInput, and then nothing has changed.
    """
    folder = surveys / OWN
    package.recover(folder)
    answers = read_answers(folder / NAME)
    talk = _Talk(answers, asking)
    taken = Taken(folder)
    mapped = _mapped(files, answers, talk, taken)
    talk.refuse()
    register, readers = _read(mapped, answers, talk)
    _date(register, answers, talk)
    talk.refuse()
    keys_path, keys = root / key_file.FILE, key_file.read(root / key_file.FILE)
    tables = package.read_tables(folder)
    persons = list(dict.fromkeys(register.persons.values()))
    organisations = list(dict.fromkeys(register.organisations.values()))
    register.again += give_ids(register, keys, tables.ids())
    names = {id: name for reader in readers for id, name in reader.channel_names.items()}
    before = dict(tables.rows["persons"])
    package.join(tables, register, names, answers)
    taken.lines += _summary(readers, register, tables, before, answers)
    if not asking.confirm("\n".join(taken.lines)):
        taken.written = False
        return taken
    described = package.describe(answers, tables.descriptor)
    if new := list(new_keys(persons, organisations)):
        key_file.write(keys_path, joined_keys(keys, new))  # first: a row without its key is lost
    try:
        package.write(tables, folder, as_yaml(answers), described)
    except BadInput:
        key_file.restore(keys_path, keys)
        raise
    return taken


def _mapped(files: Iterable[Path], answers: Answers, talk: _Talk, taken: Taken) -> list[Mapped]:
    """The tables of the files with what their columns are, and that in lines."""
    found, empty = [], []
    for path in files:
        for sheet in read_sheets(path):
            if sheet.hidden:
                taken.lines.append(f"{sheet.place(0, 0)}: piilotettua taulukkosivua ei lueta")
                continue
            table = find_table(sheet)
            if table is None:
                empty.append(sheet)
                continue
            if table.says_made_up():
                answers.texts.setdefault("sample", "true")
            mapped = map_columns(table, answers, talk.ask)
            found.append(mapped)
            taken.lines.append(
                f"{sheet.place(table.heading_row, 0)}: otsikot; rivejä {len(table.rows)}"
            )
            for number, column in enumerate(table.columns):
                meaning = ", ".join(mapped.targets[number])
                taken.lines.append(
                    f"  {column.heading} → {'ei lueta' if meaning == IGNORE else meaning}"
                )
    if not found and not empty:
        hint = "tuo taulukkosivu näkyviin ja tallenna"
        talk.note(Place(shown(path)), "tiedosto", "työkirjassa ei ole näkyvää taulukkoa", hint)
    for sheet in empty:
        place = sheet.place(0, 0)
        if not found:
            hint = "anna sarakkeille otsikot, esimerkiksi Nimi, Organisaatio, LinkedIn-seuraajat"
            talk.note(place, "sarake", "otsikkoriviä ei löydy", hint)
        elif any(cell is not None for row in sheet.rows for cell in row):
            taken.lines.append(f"{place}: taulukkoa ei löydy, joten tätä ei lueta")
    return found


def _read(mapped: list[Mapped], answers: Answers, talk: _Talk) -> tuple[Register, list[RowReader]]:
    register, readers = Register(answers.maps["same"], talk.note), []
    organisations_first = sorted(mapped, key=lambda one: one.has("name", "person_id", "first_name"))
    for one in organisations_first:
        readers.append(RowReader(one, answers, talk.note, talk.ask))
        for row in readers[-1].rows():
            _refuse_own_names(row, talk)
            register.add(row)
    register.join_the_nameless()
    if not register.persons and not talk.findings:
        place = mapped[0].table.sheet.place(mapped[0].table.heading_row, 0)
        talk.note(
            place, "rivi", "taulukossa ei ole yhtään henkilöä", "lisää henkilöt otsikoiden alle"
        )
    elif not any(one.accounts for one in register.owners()) and not talk.findings:
        place = mapped[0].table.sheet.place(mapped[0].table.heading_row, 0)
        hint = "lisää sarake, esimerkiksi LinkedIn-seuraajat, ja sen arvot"
        talk.note(place, "rivi", "taulukossa ei ole yhtään tiliä", hint)
    return register, readers


def _refuse_own_names(row: OwnerRow, talk: _Talk) -> None:
    """A cell of another column that tells who somebody is would go into the tables."""
    owner = row.owner
    names = set(plain(owner.name).split())
    for key, value in {**owner.traits, "organisation": owner.organisation}.items():
        if found := tells_who(value, owner.person):
            hint = "siirrä se omaan sarakkeeseensa, jota ei lueta tai joka jää avaintiedostoon"
            talk.note(owner.at(key), PERSONAL, f"solussa on {found[0]}", hint)
        elif owner.person and len(names) > 1 and names <= set(plain(value).split()):
            hint = "poista nimi solusta; toiminimen tilalle käy Toiminimi"
            talk.note(owner.at(key), PERSONAL, "solussa on henkilön nimi", hint)


def _date(register: Register, answers: Answers, talk: _Talk) -> None:
    """Every account has a day of measuring: the row's, or the one for all."""
    for entity in register.owners():
        for (channel, measured_on), account in list(entity.accounts.items()):
            if not measured_on:
                account.measured_on = _day_for_all(account.place, answers, talk)
                del entity.accounts[channel, measured_on]
                entity.accounts.setdefault((channel, account.measured_on), account)
            if account.opened_on and account.opened_on[:7] > account.measured_on[:7] > "":
                message = "tili on avattu vasta mittauksen jälkeen"
                talk.note(account.place, "päivämäärä", message, "tarkista päivät")
        if any(not day for _, day in entity.gone):
            entity.gone = {
                (channel, day or answers.texts.get("measured_on", ""))
                for channel, day in entity.gone
            }


def _day_for_all(place: CellPlace, answers: Answers, talk: _Talk) -> str:
    if not answers.texts.get("measured_on"):
        answer = talk.ask(
            place,
            "milloin taulukon tilit mitattiin? (esimerkiksi 30.11.2026 tai 2026-11)",
            "measured_on",
            "",
            _is_day,
        )
        if not answer:
            return ""
        answers.texts["measured_on"] = answer
    return day(answers.texts["measured_on"])


def _is_day(text: str) -> bool:
    try:
        return bool(day(text))
    except Unclear:
        return False


def _summary(readers, register, tables, before, answers) -> list[str]:
    """What will be written, and what was noticed, in lines."""
    lines = []
    persons = list(dict.fromkeys(register.persons.values()))
    organisations = list(dict.fromkeys(register.organisations.values()))
    for reader in readers:
        lines += _of_cells(reader)
    lines += register.again[:MOST]
    for one, other in same_organisations(organisations)[:MOST]:
        hint = f'jos ne ovat sama, kirjoita tiedoston {NAME} kohtaan "same:" rivi'
        names = f'"{one.name}" ja "{other.name}" ovat lähes samannimiset'
        lines.append(f'{one.place}: {names} – {hint} "{one.name}": "{other.name}"')
    for one, first in islice(of_two_organisations(organisations), MOST):
        hint = f'jos ne ovat kaksi, kirjoita tiedoston {NAME} kohtaan "same:" rivi'
        names = f'"{one.name}" näyttää kahden organisaation nimiltä'
        lines.append(f'{one.place}: {names} – {hint} "{one.name}": "{first}"')
    if answers.text("sample") == "true":
        hint = f'jos se ei ole, kirjoita "sample: false" tiedostoon {NAME}'
        lines.append(
            f"Aineisto on keksitty: sivut sanovat sen, ja raportin tekee vain make report ({hint})"
        )
    if tables.empty_cells:
        lines.append(f"Tyhjiä soluja, jotka on luettu ”ei tiliä”: {tables.empty_cells}")
    stay = len(before.keys() - {(one.id,) for one in persons})
    if stay:
        lines.append(
            f"Aineistossa on ennestään {stay} henkilöä, joita taulukossa ei ole. He jäävät."
        )
    if fieldless := sum(not one.traits.get("field") for one in persons):
        hint = f'"field" tiedostossa {NAME} antaa sen kaikille'
        lines.append(f"Alaa ei kerrota {fieldless} henkilöstä ({hint})")
    accounts = sum(len(one.accounts) for one in [*persons, *organisations])
    channels = ", ".join(one["name"] for one in tables.rows["channels"].values())
    counted = f"Henkilöitä {len(persons)}, organisaatioita {len(organisations)}"
    lines.append(f"{counted}, tilejä {accounts}; kanavat {channels}")
    return lines


def _of_cells(reader: RowReader) -> list[str]:
    """What was made of cells and rows that say it less than clearly."""
    lines = [
        f"{place}: riviä ei lueta (summa, huomautus, ei nimeä tai ei mitattu)"
        for place in reader.left_out[:MOST]
    ]
    if rounded := reader.accounts.rounded:
        lines.append(f"{rounded[0]}: pyöristettyjä lukuja {len(rounded)}")
    if words := reader.accounts.words:
        lines.append(f"{words[0]}: sanoja, jotka on luettu tilin tunnuksiksi, {len(words)}")
    return lines
