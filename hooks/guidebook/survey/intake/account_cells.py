"""What the cells of an account tell of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ..personal import RULE as PERSONAL
from ..personal import is_personal
from . import cell_values
from .answers import Answers
from .cell_values import Unclear
from .column_headings import IGNORE
from .mapping import Mapped
from .sheets import CellPlace, Value


@dataclass(slots=True)
class Account:
    """What is told of an account; `there` is None where nothing is, or it was not searched."""

    place: CellPlace
    channel: str
    there: bool | None = None
    searched: bool = True
    followers: int | None = None
    posts_30d: Decimal | None = None
    opened_on: str = ""
    measured_on: str = ""
    handle: str = ""
    link: str = ""


class AccountReader:
    """Reads the cells of one table's accounts; `day` reads a day of one."""

    def __init__(
        self, mapped: Mapped, answers: Answers, note, ask, day: Callable[[Value, CellPlace], str]
    ):
        self._mapped, self._table, self._answers = mapped, mapped.table, answers
        self._note, self._ask, self._day = note, ask, day
        self._comma = mapped.table.sheet.comma
        self._values = {str(key).casefold(): value for key, value in answers.maps["values"].items()}
        self._flags = self._columns_of_flags()
        self._handles = self._columns_of_handles()
        self.rounded: list[CellPlace] = []
        self.words: list[CellPlace] = []  # taken for handles, though they may be any words

    def _columns_of_flags(self) -> set[int]:
        """Columns of a channel in which ones and zeros say whether there is an account."""
        flags = set()
        for number, targets in self._mapped.targets.items():
            if any(target.endswith("account") for target in targets):
                index = self._table.columns[number].index
                rows = (self._table.sheet.rows[row] for row in self._table.rows)
                values = {
                    str(cells[index])
                    for cells in rows
                    if index < len(cells) and cells[index] is not None
                }
                flags |= {number} if values and values <= {"0", "1"} else set()
        return flags

    def _columns_of_handles(self) -> dict[int, set[Value]]:
        """Columns that tell mostly who each account is → what stands there once: a handle. Another
        word may say anything of the account.
        """
        found = {}
        for number, targets in self._mapped.targets.items():
            if any(target.endswith("account") for target in targets):
                index = self._table.columns[number].index
                rows = (self._table.sheet.rows[row] for row in self._table.rows)
                cells = Counter(cells[index] for cells in rows if index < len(cells))
                once = {cell for cell, times in cells.items() if times == 1 and _may_name(cell)}
                others = sum(
                    times
                    for cell, times in cells.items()
                    if cell not in once and cell is not None and not _is_no(cell)
                )
                found[number] = once if len(once) > others else set()
        return found

    def read(
        self, account: Account, what: str, number: int, value: Value, place: CellPlace
    ) -> None:
        """What a cell tells of an account goes into it."""
        meant = self._values.get(str(value).casefold()) if self._values else None
        if meant == IGNORE:
            return
        if isinstance(meant, int):
            value = meant
        elif meant or cell_values.is_unsearched(value):
            _take_meaning(account, meant or "not searched")
            return
        if what in ("opened_on", "measured_on"):
            if not cell_values.is_unknown(value) and cell_values.yes_or_no(value) is not False:
                setattr(account, what, self._day(value, place) or getattr(account, what))
            return
        if number in self._flags:
            account.there = str(value) == "1"
        elif what in ("handle", "link") or cell_values.is_link(value):
            self._take_address(account, str(value), place)
        elif cell_values.number(value, self._comma) is not None:
            self._take_number(account, what, value, place)
        elif (there := cell_values.yes_or_no(value)) is not None:
            _take_word(account, there)
        elif cell_values.is_unknown(value):
            account.there = True
        elif what == "account" and (
            cell_values.is_handle(value)
            and (not str(value).isalpha() or value in self._handles.get(number, ()))
        ):
            _take_profile(account, str(value))
            if str(value).isalpha():
                self.words.append(place)
        elif is_personal(str(value)):  # and would be kept in intake.yml with the question
            hint = "kirjoita on, ei, ? tai luku; tunnukselle ja linkille on omat sarakkeensa"
            self._note(place, PERSONAL, "solusta ei selviä, onko tiliä", hint)
        else:
            self._ask_of_value(account, value, place)

    def _take_address(self, account: Account, text: str, place: CellPlace) -> None:
        if cell_values.is_link(text) and cell_values.leads_elsewhere(text, account.channel):
            hint = "kirjoita tilin oma osoite siinä palvelussa tai pelkkä tunnus, tai tyhjennä solu"
            self._note(place, "harhaava-linkki", "linkki ei vie sarakkeen palveluun", hint)
        else:
            _take_profile(account, text)

    def _take_number(self, account: Account, what: str, value: Value, place: CellPlace) -> None:
        try:
            if what == "posts_30d":
                account.posts_30d = cell_values.amount(value, self._comma)
            else:
                followers = cell_values.count(value, self._comma)
                if not followers and account.there is False:
                    return  # "ei", and a nought beside it
                account.followers = followers
            account.there = True
            if cell_values.is_rounded(value):
                self.rounded.append(place)
        except Unclear as error:
            self._note(place, "tyyppi", f'{error.args[0]} ("{value}")', error.args[1])

    def _ask_of_value(self, account: Account, value: Value, place: CellPlace) -> None:
        answer = self._ask(
            place, f'mitä "{str(value)[:60]}" tarkoittaa?', "values", str(value), _is_value
        )
        if answer:
            self._values[str(value).casefold()] = meant = (
                int(answer) if answer.isdigit() else answer
            )
            self._answers.maps["values"][str(value)] = meant
            _take_meaning(account, meant)


def _is_no(value: Value) -> bool:
    return cell_values.yes_or_no(value) is False


def _may_name(value: Value) -> bool:
    """Whether the cell may be a handle, and is none of the words for what an account is like."""
    named = cell_values.yes_or_no(value) is None and not cell_values.is_unknown(value)
    return named and cell_values.is_handle(value) and not cell_values.is_unsearched(value)


def _is_value(answer: str) -> bool:
    return answer in ("yes", "no", "unknown", "not searched", IGNORE) or answer.isdigit()


def _take_meaning(account: Account, meant: str | int) -> None:
    if isinstance(meant, int):
        account.followers, account.there = meant, True
    elif meant == "not searched":
        account.searched = False
    elif meant != IGNORE:
        account.there = meant in ("yes", "unknown")


def _take_word(account: Account, there: bool) -> None:
    if not there and account.followers == 0:
        account.followers, account.there = None, False
    account.there = bool(account.there) or there


def _take_profile(account: Account, text: str) -> None:
    if cell_values.yes_or_no(text) is not None or cell_values.is_unknown(text):
        account.there = account.there or cell_values.yes_or_no(text) is not False
        return
    account.there = True
    if cell_values.is_link(text):
        account.link = text
        channel, handle = cell_values.profile(text)
        account.handle = account.handle or (handle if channel in (account.channel, None) else "")
    else:
        account.handle = text.lstrip("@")
