"""What a cell of a spreadsheet says: a count, a day, whether there is an account, a link."""

import datetime
import re
from decimal import Decimal
from urllib.parse import urlsplit

import babel

from .sheet_words import WORDS, by_word
from .sheets import Value

_CELLS = {name: frozenset(words) for name, words in WORDS["cells"].items()}
_SCALES = {"": 1} | by_word(WORDS["scales"])
_NUMBER = re.compile(
    r"(?:noin |n\. |ca\.? |~ ?|≈ ?)?([+-]?[\d][\d .,'’]*?) ?([a-zä]+)?\.?",
    re.I,
)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SERIAL = re.compile(r"(?:3[7-9]|[456]\d)\d{3}(?:\.\d+)?")  # from 2001 on
EXCEL_EPOCH = datetime.date(1899, 12, 30)
_DAY = re.compile(r"(?:\w{2} )?(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?: .*)?")
_MONTHS = WORDS["months"]
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|net|app|fi|social|org|tv|be)/\S+", re.I
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_FAULT = re.compile(r"#(?:N/A|[A-ZÅÄÖ_]+(?:/0)?[!?])")
_HANDLE = re.compile(r"@?[\w.-]{2,60}(?:@[\w-]+(?:\.[\w-]+)+)?")
# Whose profile lies where: the host, and what of the path is the handle.
_PROFILES = (
    ("linkedin", r"linkedin\.com", r"/(?:in|company|school|showcase|pub)/([^/]+)"),
    ("x", r"(?:x|twitter)\.com", r"/@?([^/]+)"),
    ("bluesky", r"bsky\.app", r"/profile/([^/]+)"),
    ("facebook", r"(?:facebook|fb)\.com", r"/(?:people/)?([^/]+)"),
    ("instagram", r"instagram\.com", r"/([^/]+)"),
    ("threads", r"threads\.(?:net|com)", r"/@?([^/]+)"),
    ("youtube", r"youtube\.com", r"/(?:@|c/|user/|channel/)?([^/]+)"),
    ("tiktok", r"tiktok\.com", r"/@?([^/]+)"),
    ("github", r"github\.com", r"/([^/]+)"),
)


class Unclear(ValueError):
    """A cell that cannot be read: what is wrong, and a hint."""


def number(value: Value, comma: bool) -> Decimal | None:
    """The number of a cell, None when it is none."""
    if value is None or isinstance(value, bool | datetime.date):
        return None
    if isinstance(value, int | float) or (value.isascii() and value.isdecimal()):
        return Decimal(str(value))
    found = _NUMBER.fullmatch(value)
    if not found:
        return None
    scale = _SCALES.get((found[2] or "").casefold())
    digits = _in_plain_digits(found[1].strip(), comma or scale != 1)
    return Decimal(digits) * scale if scale and _PLAIN.fullmatch(digits) else None


def _in_plain_digits(digits: str, comma: bool) -> str:
    """Thousands run together, and a point before the decimals: of "1 234,5" 1234.5."""
    if re.fullmatch(r"[^.,]*,(?!\d{3}$)\d+", digits):
        comma = True  # as in "1 234,5" and "12,5", whatever the others are like
    decimal, group = (",", ".") if comma else (".", ",")
    if _grouped_by(f"{group} '’", digits.rpartition(decimal)[0] or digits):
        digits = re.sub(rf"[{group} '’]", "", digits)
    elif _grouped_by(decimal, digits) and digits.count(decimal) > 1:
        digits = digits.replace(decimal, "")
    return digits.replace(",", ".") if digits.count(",") + digits.count(".") == 1 else digits


def _grouped_by(marks: str, digits: str) -> bool:
    return bool(re.fullmatch(rf"[+-]?\d{{1,3}}(?:[{marks}]\d{{3}})+", digits))


def is_rounded(value: Value) -> bool:
    """Whether a number is told in thousands or as nearly so much."""
    found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    about = found and not value.startswith(found[1])
    return bool(found and (about or _SCALES.get((found[2] or "").casefold()) != 1))


def count(value: Value, comma: bool) -> int:
    """A whole number from 0 up. Raises Unclear."""
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}[.,]\d{3}", value):
        value = re.sub(r"[.,]", "", value)  # no count has decimals
    found = number(value, comma)
    if found is None or found != found.to_integral_value():
        raise Unclear("arvo ei ole kokonaisluku", "kirjoita pelkät numerot; tuntematon on ?")
    if not 0 <= found <= 10**12:
        raise Unclear("arvo on liian pieni tai suuri", "korjaa arvo; tuntematon on ?")
    return int(found)


def amount(value: Value, comma: bool) -> Decimal:
    """A number from 0 up. Raises Unclear."""
    found = number(value, comma)
    if found is None or not 0 <= found <= 10**6:
        raise Unclear("arvo ei ole luku", "kirjoita pelkät numerot; tuntematon jätetään tyhjäksi")
    return found


def day(value: Value) -> str:
    """A day or a month as the tables have it. Raises Unclear."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if _SERIAL.fullmatch(str(value)):  # as Excel counts days when the cell is no date
        return (EXCEL_EPOCH + datetime.timedelta(int(float(value)))).isoformat()
    text = str(value).casefold().rstrip(".")
    try:
        if found := _DAY.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return datetime.date(year, int(found[2]), int(found[1])).isoformat()
        if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?", text):
            return datetime.date(*map(int, found.groups())).isoformat()
        if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})|(\d{4})-(\d{1,2})", text):
            year, month = int(found[2] or found[3]), int(found[1] or found[4])
            return f"{datetime.date(year, month, 1):%Y-%m}"
        if found := re.fullmatch(r"([a-zä]+?)(?:kuu(?:ta|ssa)?)? (\d{4})", text):
            return f"{datetime.date(int(found[2]), _MONTHS.index(found[1]) + 1, 1):%Y-%m}"
        if found := re.fullmatch(r"(\d{1,2})\. ([a-zä]+?)kuuta (\d{4})", text):
            month = _MONTHS.index(found[2]) + 1
            return datetime.date(int(found[3]), month, int(found[1])).isoformat()
    except ValueError:
        pass
    raise Unclear("arvo ei ole päivä", "kirjoita muodossa 30.11.2026 tai 11/2026")


def is_link(value: Value) -> bool:
    return isinstance(value, str) and bool(_LINK.fullmatch(value))


def is_fault(text: str) -> bool:
    """Whether a cell has what a spreadsheet shows in the place of a result."""
    return text[:1] == "#" and bool(_FAULT.fullmatch(text))


def is_handle(value: Value) -> bool:
    return isinstance(value, str) and bool(_HANDLE.fullmatch(value)) and not value.isdigit()


def profile(link: str) -> tuple[str | None, str]:
    """The channel and the handle that a link names, as far as it does."""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    for channel, hosts, handle in _PROFILES:
        if re.fullmatch(rf"(?:[a-z0-9-]+\.)*{hosts}", host):
            found = re.match(handle, path)
            return channel, found[1] if found else ""
    found = re.fullmatch(r"/(?:users/|web/)?@([\w.-]+)/?", path)
    return ("mastodon", f"{found[1]}@{host}") if found else (None, "")


def leads_elsewhere(link: str, channel: str) -> bool:
    """Whether the channel is at addresses of its own, and the link is to none of them."""
    return channel in (name for name, *_ in _PROFILES) and profile(link)[0] != channel


def yes_or_no(value: Value) -> bool | None:
    """Whether a cell says that there is an account; None where it says something else."""
    if isinstance(value, bool):
        return value
    text = str(value).casefold().strip(". ")
    if text in _CELLS["there"]:
        return True
    return False if text in _CELLS["not there"] or value in ("-", "–") else None


def is_unsearched(value: Value) -> bool:
    return isinstance(value, str) and value.casefold() in _CELLS["not searched"]


def is_unknown(value: Value) -> bool:
    return isinstance(value, str) and value.casefold().strip(". ") in _CELLS["unknown"]


_COUNTRIES: dict[str, str] = {}


def country(value: Value) -> str:
    """The code of a country told by code or by name in Finnish or English. Raises Unclear."""
    if not _COUNTRIES:
        for language in ("en", "sv", "fi"):
            names = babel.Locale(language).territories.items()
            _COUNTRIES.update(
                (name.casefold(), code) for code, name in names if len(code) == 2 and code.isalpha()
            )
        _COUNTRIES.update({code.casefold(): code for code in set(_COUNTRIES.values())})
        _COUNTRIES.update({"usa": "US", "uk": "GB"})
    found = _COUNTRIES.get(str(value).casefold())
    if not found:
        raise Unclear("maata ei tunneta", "kirjoita maan nimi suomeksi tai kaksi kirjainta: FI")
    return found


_SECTORS = by_word(WORDS["sectors"])


def sector(value: Value) -> str:
    """As the tables name it; another is kept as it is written."""
    text = str(value)
    return _SECTORS.get(text.casefold(), text)
