"""What a cell of a spreadsheet says: a count, a day, whether there is an account, a link."""

import datetime
import re
from decimal import Decimal
from urllib.parse import urlsplit

import babel

from .sheets import Value

YES = frozenset("on|kyllä|k|x|yes|y|true|tosi|✓|✔|☑|löytyy|käytössä|1|joo|v|ok".split("|"))
NO = frozenset(
    "ei|e|no|n|false|epätosi|-|–|—|ei ole|ei tiliä|ei löydy|puuttuu|none|✗|✘|☒|0|ei löytynyt|ei käytössä|no account".split(
        "|"
    )
)
UNKNOWN = frozenset(
    "?|ei tiedossa|ei tietoa|ei tiedetä|tuntematon|unknown|n/a|na|#n/a|#puuttuu!|piilotettu|yksityinen|private|hidden|ei näy|salattu".split(
        "|"
    )
)
NOT_SEARCHED = frozenset(["ei haettu", "ei etsitty", "not searched", "hakematta"])
_SCALES = {
    "t": 1_000,
    "k": 1_000,
    "tuhatta": 1_000,
    "th": 1_000,
    "tuhat": 1_000,
    "m": 10**6,
    "milj": 10**6,
    "miljoonaa": 10**6,
    "mn": 10**6,
}
_NUMBER = re.compile(
    r"(?:noin |n\. |ca\.? |~ ?|≈ ?)?([+-]?[\d][\d .,'’]*?) ?(t|k|tuhatta|tuhat|th|m|milj|miljoonaa|mn)?\.?",
    re.I,
)
_ROUND = re.compile(r"^(?:noin|n\.|ca|~|≈)|[a-zä]\.?$", re.I)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ '’]\d{3})+")
_MONTHS = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu".split()
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:com|net|app|fi|social|org|tv|be)/\S+", re.I
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
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
    if isinstance(value, bool) or isinstance(value, datetime.date) or value is None:
        return None
    if isinstance(value, int | float):
        return Decimal(str(value))
    found = _NUMBER.fullmatch(value)
    if not found:
        return None
    digits, scale = found[1].strip(), found[2]
    if _GROUPED.fullmatch(digits):
        digits = re.sub(r"[ '’]", "", digits)
    elif (
        not scale
        and re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+", digits)
        and (comma or digits.count(".") > 1)
    ):
        digits = digits.replace(".", "")
    elif (
        not scale
        and re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+", digits)
        and (not comma or digits.count(",") > 1)
    ):
        digits = digits.replace(",", "")
    else:
        whole, mark, decimals = digits.rpartition(
            "," if "," in digits and "." not in digits else "."
        )
        if mark and (_GROUPED.fullmatch(whole) or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole)):
            whole = re.sub(r"[ '’.,]", "", whole)
        digits = f"{whole}.{decimals}" if mark else digits
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", digits):
        return None
    return Decimal(digits) * _SCALES.get((scale or "").casefold(), 1)


def is_rounded(value: Value) -> bool:
    return isinstance(value, str) and bool(_ROUND.search(value))


def count(value: Value, comma: bool) -> int:
    """A whole number from 0 up. Raises Unclear."""
    found = number(value, comma)
    if (
        found is not None
        and found != found.to_integral_value()
        and isinstance(value, str)
        and not is_rounded(value)
    ):
        digits = re.sub(r"[.,]", "", value)  # no count has decimals: "1,234" is a thousand and more
        grouped = re.fullmatch(r"\d{1,3}[.,]\d{3}", value)
        found = Decimal(digits) if grouped else found
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
    text = str(value).casefold().rstrip(".")
    try:
        if found := re.fullmatch(r"(?:\w{2} )?(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?: .*)?", text):
            return datetime.date(int(found[3]), int(found[2]), int(found[1])).isoformat()
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


def is_handle(value: Value) -> bool:
    return isinstance(value, str) and bool(_HANDLE.fullmatch(value)) and not value.isdigit()


def profile(link: str) -> tuple[str | None, str]:
    """The channel and the handle that a link names, as far as it does."""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    for channel, hosts, handle in _PROFILES:
        if re.fullmatch(rf"(?:[a-z]{{1,3}}\.)?{hosts}", host):
            found = re.match(handle, path)
            return channel, found[1] if found else ""
    found = re.fullmatch(r"/(?:users/|web/)?@([\w.-]+)/?", path)
    return ("mastodon", f"{found[1]}@{host}") if found else (None, "")


def yes_or_no(value: Value) -> bool | None:
    """Whether a cell says that there is an account; None where it says something else."""
    if isinstance(value, bool):
        return value
    text = str(value).casefold().strip(". ")
    return True if text in YES else False if text in NO or value in ("-", "–") else None


def is_unknown(value: Value) -> bool:
    return isinstance(value, str) and value.casefold().strip(". ") in UNKNOWN


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


SECTORS = {
    "company": "company|yritys|yritykset|yksityinen|private|business|elinkeinoelämä|liikeyritys",
    "public": "public|julkinen|julkinen sektori|valtio|kunta|kaupunki|virasto|hyvinvointialue|government|public sector|ministeriö",
    "university": "university|yliopisto|korkeakoulu|ammattikorkeakoulu|amk|academia",
    "ngo": "ngo|järjestö|yhdistys|säätiö|kolmas sektori|liitto|kansalaisjärjestö|association",
    "media": "media|mediatalo|lehti",
    "other": "other|muu|muut",
}
_SECTORS = {word: sector for sector, words in SECTORS.items() for word in words.split("|")}


def sector(value: Value) -> str:
    """As the tables name it; another is kept as it is written."""
    text = str(value)
    return _SECTORS.get(text.casefold(), text)
