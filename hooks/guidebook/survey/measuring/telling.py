"""What is taken from the services' answers, which anybody may have written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from ..key_file import Key
from .client import ServiceAnswer, Unanswered
from .outcomes import Standing, State

MOST = 10**12  # followers; the contract's own limit
RECENT = timedelta(days=30)


def table(value: object, answer: ServiceAnswer, host: str) -> dict:
    """A JSON object. Raises Unanswered for anything else."""
    if isinstance(value, dict):
        return value
    raise unfit(answer, host)


def rows(value: object, answer: ServiceAnswer, host: str) -> list[dict]:
    """A list of JSON objects. Raises Unanswered for anything else."""
    if isinstance(value, list) and all(isinstance(it, dict) for it in value):
        return value
    raise unfit(answer, host)


def unfit(answer: ServiceAnswer, host: str) -> Unanswered:
    return Unanswered(f"palvelimen {host} vastausta ({answer.status}) ei voi lukea")


def followers(record: dict, name: str, answer: ServiceAnswer, host: str) -> int:
    """A whole number. Raises Unanswered where none stands."""
    value = record.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return value
    raise unfit(answer, host)


def word(record: dict, name: str, longest: int = 300) -> str:
    """A text of one line, "" where none stands."""
    value = record.get(name)
    return value[:longest] if isinstance(value, str) and value.isprintable() else ""


def identifier(record: dict) -> str:
    """What a service knows an account by: digits and letters, as text or as a number."""
    value = record.get("id")
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    good = isinstance(value, str) and value.isascii() and value.isalnum() and len(value) <= 64
    return value if good else ""


def each(keys: Iterable[Key], read: Callable[[Key], Standing]) -> Iterator[tuple[Key, Standing]]:
    """The accounts one by one; one that is not answered for keeps none of the others back."""
    for key in keys:
        try:
            yield key, read(key)
        except Unanswered as error:
            yield key, Standing(State.UNANSWERED, note=str(error))


def posts(pages: Iterator[Iterable[str]], most: int) -> tuple[int | None, str]:
    """How many of the moments lie within thirty days, page by page from the newest; or why that is
    not known.
    """
    since, count = datetime.now(UTC) - RECENT, 0
    try:
        for moments in islice(pages, most):
            found = list(filter(None, map(_moment, moments)))
            count += sum(it >= since for it in found)
            if any(it < since for it in found):
                return count, ""
        if next(pages, None) is None:
            return count, ""
    except Unanswered:
        return None, "julkaisuja ei saatu"
    return None, "julkaisuja on liikaa laskettavaksi"


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
