"""What a heading of a column means: in Finnish, English or Swedish, as spreadsheets have it.

A meaning is a column of the tables (`role`), one of a channel's (`linkedin.followers`), the same of
the organisation (`organisation.linkedin.followers`), what goes to the key file (`name`, `handle`),
or IGNORE.
"""

import re
import unicodedata

from .sheet_words import WORDS, by_word

IGNORE = "ignore"
OF_ROW = WORDS["of_row"]
OF_ACCOUNT = {
    what: "|".join(word.replace("!", r"\b") for word in words)
    for what, words in WORDS["of_account"].items()
}
ACCOUNT = tuple(OF_ACCOUNT)
IGNORED = re.compile(
    r"(?:huom\w*|muistiinpano\w*|kommen\w*|notes?|comments?|lisätie\w*|nro|no|numero|n o|"
    r"järjestysnumero|puhelin\w*|puh|gsm|phone|osasto|yksikkö|department|unit|rivi|row|link basis|"
    r"anteckning\w*|anmärkning\w*|avdelning|enhet|kön|ålder|språk|personbeteckning|"
    r"kuva|photo|sukupuoli|gender|ikä|age|kieli|language|tiimi|team|henkilötunnus|hetu|syntymä\w*|postiosoite|katuosoite)"
)
SUMS = re.compile(
    r"\b(?:yhteensä|yht|summa|total|sum|keskiarvo|mediaani|median|average|mean|ka|max|maksimi|"
    r"min|minimi)\b"
)
SUM_WORDS = ("summa", "total", "sum")
SUM_OF_ALL = re.compile(
    r"(?:.*\b)?(?:yhteensä|yht|keskiarvo|mediaani|grand total)\b.*|kaikki|kaikkiaan|" + SUMS.pattern
)
_MONTHLY = re.compile(r"\b(?:30|kk|kuukau\w*|kuussa|month\w*|månad\w*)\b")
_OTHER = re.compile(
    r"\b(?:muutos|kasvu|förändring|tillväxt|change|growth|tavoite\w*|target|ero|engagement|sitoutu\w*|viimeisin|viimeksi|"
    r"uusin|latest)\b"
)
_ORGANISATION = re.compile(r"\b(?:organisa|organiza|työnantaj|yrity|company|employer)\w*")
# Words that say no more of an account than that it is one.
_FILLING = re.compile(
    r"(?:\d+|pv|päivää?|vrk|d|n|in|ssa|ssä|lla|llä|n?s|määrä\w*|lkm|kpl|lukumäärä\w*|number|of|the|"
    r"count|on|onko|kuukaude\w*|kk|kuussa|last|days|viimei\w*|aikana|sivu\w*|kanava\w*|some|"
    r"twitter|entinen|ent|ex|henkilö\w*|oma|omat|asiantuntija\w*|page)"
)

CHANNELS = {id: one["name"] for id, one in WORDS["channels"].items()}
# A channel's name in a heading, with a case ending on the longer ones: LinkedInissä, X:n.
_ENDING = r"(?:i?(?:ssa|ssä|lla|llä|sta|stä|in|n|hin|t)?)"
_CHANNEL = re.compile(
    r"\b(?:"
    + "|".join(
        f"(?P<{id}>"
        + "|".join(word + (_ENDING if len(word) > 3 else "") for word in one["words"])
        + ")"
        for id, one in sorted(WORDS["channels"].items(), key=lambda named: named[0] == "x")
    )
    + r")\b"
)
_NAMED = by_word(OF_ROW)
MEANING = re.compile(r"(?:organisation\.)?[a-z0-9][a-z0-9-]*\.(?:" + "|".join(ACCOUNT) + ")")


def plain(text: str) -> str:
    """In lower case, words alone."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def is_meaning(text: str) -> bool:
    return text in OF_ROW or text in OF_ACCOUNT or text == IGNORE or bool(MEANING.fullmatch(text))


def meaning(heading: str) -> str | None:
    """What the heading means, None where it cannot be told."""
    text = plain(re.sub(r"(\d)\s*d\b", r"\1", heading))
    if not text:
        return None
    if text in _NAMED:
        return _NAMED[text]
    halves = {_NAMED.get(plain(half)) for half in re.split(r"[/,]| tai | or ", heading)}
    if len(halves) == 1 and None not in halves:
        return halves.pop()
    if IGNORED.fullmatch(text):
        return IGNORE
    if _OTHER.search(text):
        return None
    channel, rest = _channel_in(text)
    whose, rest = (
        ("organisation.", _ORGANISATION.sub(" ", rest))
        if channel and _ORGANISATION.search(rest)
        else ("", rest)
    )
    what = next(
        (name for name, words in OF_ACCOUNT.items() if re.search(rf"\b(?:{words})", rest)), None
    )
    if what == "posts_30d" and not _MONTHLY.search(text):
        return None  # all of them, or those of some time
    if SUMS.search(rest) and not channel:
        return IGNORE
    if channel:
        if what or all(_FILLING.fullmatch(word) for word in rest.split()):
            return f"{whose}{channel}.{what or 'account'}"
        return None
    if what and _few_words(what, rest):
        return what
    return _of_new_channel(heading)


def _channel_in(text: str) -> tuple[str | None, str]:
    """The one channel that a heading names, and the other words."""
    found = list(_CHANNEL.finditer(text))
    names = {match.lastgroup for match in found}
    if len(names) != 1:
        return None, text
    return names.pop(), _CHANNEL.sub(" ", text)


def _few_words(what: str, text: str) -> bool:
    left = re.sub(rf"\b(?:{OF_ACCOUNT[what]})\w*", " ", text)
    return all(_FILLING.fullmatch(word) for word in left.split())


def _of_new_channel(heading: str) -> str | None:
    """Of a channel that is not known: "Pinterest-seuraajat"."""
    found = re.fullmatch(
        r"(\w[\w. ]{1,30}?)(?:-| \()(?:seuraaj|follower|tilaaj|subscriber|följare)\w*\)?",
        heading,
        re.I,
    )
    if found and plain(found[1]) not in _NAMED:
        return f"{slug(found[1])}.followers"
    return None


def slug(text: str) -> str:
    """A name as an identifier: "Ylen Areena" → ylen-areena."""
    bare = unicodedata.normalize("NFD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def channel(text: str) -> str | None:
    """The channel of this name: one that is known, or a new one's identifier."""
    found, rest = _channel_in(plain(text))
    return found if found and not rest.strip() else slug(text) or None
