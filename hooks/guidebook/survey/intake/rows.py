"""From the rows of a table to what they tell: owners, and accounts of theirs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from . import cell_values
from .account_cells import Account, AccountReader
from .answers import Answers
from .cell_values import Unclear
from .column_headings import OF_ACCOUNT, channel, plain
from .finding import is_remark, is_sum
from .mapping import Mapped
from .sheets import CellPlace, Value

ORGANISATION_WORDS = ("organisation", "organization", "organisaatio", "yhteisö", "yritys")
HEADING_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b|\b\d{1,2}/\d{4}\b")
OF_ONE_ACCOUNT = OF_ACCOUNT.keys() - {"measured_on"}
PERSON_WORDS = ("person", "henkilö", "asiantuntija", "ihminen", "expert")


@dataclass(slots=True)
class Owner:
    """Whose accounts a row tells: a person, or an organisation by itself."""

    place: CellPlace
    at: Callable[..., CellPlace]  # where one of its cells is: name, organisation, role …
    person: bool
    id: str = ""
    name: str = ""
    email: str = ""
    organisation_id: str = ""
    organisation: str = ""
    traits: dict[str, str] = field(default_factory=dict)  # role, field, country, sector


@dataclass(slots=True)
class OwnerRow:
    """`theirs` are the accounts of a person's organisation, told in the person's row. `whole` says
    that the row tells all the accounts of its owner on its day.
    """

    owner: Owner
    accounts: list[Account]
    theirs: list[Account]
    whole: bool = False


class RowReader:
    """Reads the rows of one table; notes what is wrong with its cells."""

    def __init__(self, mapped: Mapped, answers: Answers, note, ask):
        self._mapped, self._table, self._answers = mapped, mapped.table, answers
        self._note, self._ask = note, ask
        self.accounts = AccountReader(mapped, answers, note, ask, self._day)
        self._days: dict[Value, str] = {}
        self._heading_days = self._days_of_headings()
        self.left_out: list[CellPlace] = []
        self.channel_names: dict[str, str] = {}

    def rows(self) -> Iterator[OwnerRow]:
        gap, whole = False, not self._mapped.has("channel", *OF_ONE_ACCOUNT)
        for number in self._table.rows:
            cells = self._table.cells(number)
            if all(cell is None for cell in cells):
                gap = True
                continue
            texts = self._by_target(cells)
            if self._mapped.has("channel_name"):
                self.channel_names[channel(str(texts.get("channel", "")))] = str(
                    texts.get("channel_name")
                )
            elif (
                is_remark(cells, gap)
                or _is_of_all(texts)
                or self._is_unmeasured(cells)
                or (owner := self._owner(number, cells, texts)) is None
            ):
                self.left_out.append(self._place(number, cells))
            else:
                yield OwnerRow(owner, *self._accounts(number, cells, texts), whole)

    def _is_unmeasured(self, cells: list[Value]) -> bool:
        """Whether a row of an account waits for its measuring: neither followers nor a day."""
        wanted = ("channel", "followers", "measured_on")
        if not all(map(self._mapped.has, wanted)):
            return False
        return all(cells[self._column(name)] is None for name in wanted[1:])

    def _days_of_headings(self) -> dict[int, str]:
        """Columns whose heading says when they were measured: "X-seuraajat 9.11.2026"."""
        days = {}
        for number, column in enumerate(self._table.columns):
            if found := HEADING_DAY.search(column.heading):
                place = self._table.sheet.place(self._table.heading_row, column.index)
                days[number] = self._day(found[0], place)
        return days

    def _place(self, row: int, cells: list[Value], number: int | None = None) -> CellPlace:
        """Of a cell of the row; of its first where none is named."""
        if number is None:
            number = next((n for n, cell in enumerate(cells) if cell is not None), 0)
        return self._table.sheet.place(row, self._table.columns[number].index)

    def _at(self, row: int, *targets: str) -> CellPlace:
        """Of the cell of the row that tells this, or of its first."""
        number = next((one for one in map(self._column, targets) if one is not None), None)
        return self._place(row, self._table.cells(row), number)

    def _by_target(self, cells: list[Value]) -> dict[str, Value]:
        """Of a row the cells by what they are, those of channels left out."""
        return {
            target: cells[number]
            for number, targets in self._mapped.targets.items()
            for target in targets
            if "." not in target
            and cells[number] is not None
            and (target not in self._answers.maps["only"] or self._holds(target, cells))
        }

    def _holds(self, target: str, cells: list[Value]) -> bool:
        """Whether the row's other cells let this one be read (`only`)."""
        for heading, wanted in self._answers.maps["only"][target].items():
            listed = [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
            number = next(
                (n for n, one in enumerate(self._table.columns) if one.heading == heading), None
            )
            if number is not None and str(cells[number]) not in listed:
                return False
        return True

    def _owner(self, row: int, cells: list[Value], whole: dict[str, Value]) -> Owner | None:
        texts = {target: _text(cell) for target, cell in whole.items()}
        name = texts.get("name") or " ".join(
            texts[part] for part in ("first_name", "last_name") if part in texts
        )
        for target, text in texts.items():
            if target != "measured_on" and cell_values.is_fault(text):
                place = self._place(row, cells, self._column(target))
                hint = "korjaa kaava, tai kirjoita solun arvo"
                self._note(place, "kaava", f'kaavan tulos on virhe ("{text}")', hint)
        kind = self._kind(texts) or self._kind_by(texts, name)
        described = self._described(row, cells, texts)
        at = partial(self._at, row)
        owner = Owner(self._place(row, cells), at, kind == "person", traits=described)
        owner.organisation = texts.get("organisation", "")
        owner.organisation_id = texts.get("organisation_id", "")
        if kind == "person":
            owner.id = texts.get("person_id") or texts.get("id", "")
            owner.name, owner.email = name, texts.get("email", "").casefold()
            if "kind" in texts and not _is_word(texts["kind"], PERSON_WORDS):
                described.setdefault("role", texts["kind"])
            return owner if owner.id or owner.name or owner.email else None
        owner.organisation = owner.organisation or name
        owner.organisation_id = owner.organisation_id or texts.get("id", "")
        if "kind" in texts and plain(texts["kind"]) not in ORGANISATION_WORDS:
            described.setdefault("sector", texts["kind"])
        known = owner.organisation_id or owner.organisation
        return owner if known and kind == "organisation" else None

    def _kind_by(self, texts: dict[str, str], name: str) -> str:
        """A row is a person's when it names one; an identifier alone is one where nobody has a
        name.
        """
        given = "id" in texts and not self._mapped.has("name", "organisation_id")
        person = name or given or texts.keys() & {"person_id", "email"}
        return "person" if person else "organisation"

    def _kind(self, texts: dict[str, str]) -> str | None:
        if "kind" not in texts:
            return None
        guessed = "organisation" if _is_word(texts["kind"], ORGANISATION_WORDS) else "person"
        return self._answers.maps["kinds"].setdefault(texts["kind"], guessed)

    def _described(self, row: int, cells: list[Value], texts: dict[str, str]) -> dict[str, str]:
        described = {}
        for key in ("role", "field", "country", "sector"):
            value = texts.get(key)
            if value is None:
                continue
            try:
                reading = {"country": cell_values.country, "sector": cell_values.sector}.get(
                    key, str
                )
                described[key] = reading(value)
            except Unclear as error:
                self._note(
                    self._place(row, cells, self._column(key)),
                    "maa",
                    f'{error.args[0]} ("{value}")',
                    error.args[1],
                )
        return described

    def _column(self, target: str) -> int | None:
        return next((n for n, targets in self._mapped.targets.items() if target in targets), None)

    def _accounts(
        self, row: int, cells: list[Value], whole: dict[str, Value]
    ) -> tuple[list[Account], list[Account]]:
        """The accounts of the row's owner, and those of a person's organisation."""
        own: dict[str, Account] = {}
        theirs: dict[str, Account] = {}
        named = self._channel_of_row(whole)
        measured = self._day_of(row, cells, "measured_on")
        for number, targets in self._mapped.targets.items():
            for target in targets:
                what = target.rpartition(".")[2]
                if what not in OF_ACCOUNT or (target == what == "measured_on"):
                    continue
                id = target.rpartition(".")[0].removeprefix("organisation.")
                id = id or (named if target == what else "")
                if not id:
                    continue
                accounts = theirs if target.startswith("organisation.") else own
                account = accounts.get(id)
                if account is None:
                    day = self._heading_days.get(number, measured)
                    place = self._place(row, cells, number)
                    account = accounts[id] = Account(place, id, measured_on=day)
                if cells[number] is not None:
                    self.accounts.read(
                        account, what, number, cells[number], self._place(row, cells, number)
                    )
        if named and named not in own:
            own[named] = Account(self._place(row, cells), named, True, measured_on=measured)
        elif named and own[named].there is None and own[named].searched:
            own[named].there = True  # a row of its own says that there is one
        return list(own.values()), list(theirs.values())

    def _channel_of_row(self, texts: dict[str, Value]) -> str | None:
        if "channel" in texts:
            id = channel(str(texts["channel"]))
            self.channel_names.setdefault(id, str(texts["channel"]))
            return id
        return cell_values.profile(str(texts["link"]))[0] if "link" in texts else None

    def _day_of(self, row: int, cells: list[Value], target: str) -> str:
        number = self._column(target)
        if number is None or cells[number] is None:
            return ""
        return self._day(cells[number], self._place(row, cells, number))

    def _day(self, value: Value, place: CellPlace) -> str:
        if value not in self._days:
            try:
                self._days[value] = cell_values.day(value)
            except Unclear as error:
                self._note(place, "päivämäärä", f'{error.args[0]} ("{value}")', error.args[1])
                return date.today().isoformat()  # is told already, and not asked for, too
            if self._days[value][:10] > date.today().isoformat():
                self._note(place, "päivämäärä", f"{value} on tulevaisuudessa", "tarkista vuosi")
        return self._days[value]


def _is_of_all(texts: dict[str, Value]) -> bool:
    """Whether the row of a person, or of an organisation by itself, is of all of them."""
    names = [texts[one] for one in ("name", "first_name", "last_name") if one in texts]
    named = names or [texts.get("organisation")]
    return isinstance(named[0], str) and is_sum(named[0])


def _text(cell: Value) -> str:
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _is_word(value: Value, words: tuple[str, ...]) -> bool:
    return any(word in plain(str(value)) for word in words)
