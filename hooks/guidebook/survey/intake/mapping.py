"""What each column of a table is: as intake.yml has it, or as its heading says."""

from collections.abc import Callable
from dataclasses import dataclass

from .answers import Answers
from .column_headings import ACCOUNT, IGNORE, OF_ACCOUNT, OF_ROW, is_meaning, meaning, plain
from .finding import FoundTable
from .sheets import CellPlace

OF_PERSONS = {"role", "field", "first_name", "last_name", "email", "person_id", "organisation"}
OPTIONS = f"{', '.join(OF_ROW)}, linkedin.followers, …; ei lueta: {IGNORE}"

# Asked with a place, a question, and where the answer is kept; gives the answer or None.
Ask = Callable[[CellPlace, str, str, str, Callable[[str], bool]], str | None]


@dataclass
class Mapped:
    """A table and what its columns are: column's number among them → meanings."""

    table: FoundTable
    targets: dict[int, list[str]]

    def has(self, *names: str) -> bool:
        return any(name in targets for targets in self.targets.values() for name in names)


def map_columns(table: FoundTable, answers: Answers, ask: Ask) -> Mapped:
    """The columns with what they are; what neither file nor heading tells is asked."""
    mapped = Mapped(table, {})
    for number, column in enumerate(table.columns):
        targets = answers.targets(column.heading)
        if targets is None:
            targets = [column.written if column.written in OF_ROW else meaning(column.written)]
            answers.maps["columns"][column.heading] = targets[0]
        mapped.targets[number] = targets
        if targets == [None]:
            _ask_anew(mapped, number, answers, ask, 'mitä sarakkeessa "{}" on?')
    _read_as_organisations(mapped)
    _ask_of_twice(mapped, answers, ask)
    _ask_of_channels(mapped, answers, ask)
    return mapped


def _read_as_organisations(mapped: Mapped) -> None:
    """In a sheet of organisations a name is theirs, and so is an account; in one of channels, a
    name is a channel's and nobody's.
    """
    name = plain(mapped.table.sheet.name or mapped.table.sheet.path.stem)
    if (
        mapped.has("channel")
        and not mapped.has("person_id", "organisation_id", *ACCOUNT)
        and len(mapped.targets) == 2
    ):
        mapped.targets = {
            n: ["channel_name" if t == ["name"] else t[0]] for n, t in mapped.targets.items()
        }
        return
    theirs = name.startswith(("organisaatio", "organisation", "organization")) or mapped.has(
        "organisation_id", "sector"
    )
    if not theirs or mapped.has(*OF_PERSONS):
        return
    moved = {"name": "organisation", "id": "organisation_id"}
    for number, targets in mapped.targets.items():
        mapped.targets[number] = [moved.get(one, one) for one in targets]


def _ask_of_twice(mapped: Mapped, answers: Answers, ask: Ask) -> None:
    """Two columns that would be the same: what is the other?"""
    first: dict[str, int] = {}
    for number, targets in list(mapped.targets.items()):
        for target in targets:
            if target == IGNORE or first.setdefault(target, number) == number:
                continue
            other = mapped.table.columns[first[target]].heading
            question = f'mitä sarakkeessa "{{}}" on, kun "{other}" on jo samaa?'
            _ask_anew(mapped, number, answers, ask, question)


def _ask_of_channels(mapped: Mapped, answers: Answers, ask: Ask) -> None:
    """An account's column where nothing tells the channel."""
    if mapped.has("channel", "link"):
        return
    for number, targets in list(mapped.targets.items()):
        if set(targets) & set(OF_ACCOUNT) - {"measured_on"}:
            _ask_anew(mapped, number, answers, ask, 'minkä kanavan tietoja sarakkeessa "{}" on?')


def _ask_anew(mapped: Mapped, number: int, answers: Answers, ask: Ask, question: str) -> None:
    column, table = mapped.table.columns[number], mapped.table
    place = table.sheet.place(table.heading_row, column.index)
    heading = column.heading
    answers.maps["columns"].pop(heading, None)
    answer = ask(place, question.format(heading), "columns", heading, is_meaning)
    mapped.targets[number] = [answer or IGNORE]
    if answer:
        answers.maps["columns"][heading] = answer
