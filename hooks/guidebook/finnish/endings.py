"""Case endings of numerals: "5:ssä", "42 %:iin", "100:aan", as the numeral is read aloud.

The rules are those of Kielitoimiston ohjepankki, Kielikello 2/2006 and the EU's Interinstitutional
Style Guide (10.2.2): the ending is that of the last part of the number that inflects (-toista does
not, so 14 ends as neljä), a long vowel is written whole (neljään → 4:ään), a decimal number ends as
its decimals (17,4:ään), and where there is a unit it is the unit that takes the ending (18,3
%:iin).
"""

from dataclasses import dataclass

from ..findings import Problem
from .numerals import Value, decimals_for, number, quantity, rounded

GENITIVE, PARTITIVE, ILLATIVE = "genetiivi", "partitiivi", "illatiivi"

# The cases whose ending differs only by vowel harmony.
HARMONIC = {
    "essiivi": ("na", "nä"),
    "inessiivi": ("ssa", "ssä"),
    "elatiivi": ("sta", "stä"),
    "adessiivi": ("lla", "llä"),
    "ablatiivi": ("lta", "ltä"),
    "abessiivi": ("tta", "ttä"),
    "allatiivi": ("lle", "lle"),
    "translatiivi": ("ksi", "ksi"),
    GENITIVE: ("n", "n"),
}

VOWELS = "aeiouyäö"
CASES: dict[str, str] = {form: case for case, forms in HARMONIC.items() for form in forms}
CASES |= dict.fromkeys(("a", "ä", "aa", "ää", "ta", "tä"), PARTITIVE)
CASES |= dict.fromkeys(
    (start + vowel + "n" for vowel in VOWELS for start in ("", "h", vowel)), ILLATIVE
)
CASES |= dict.fromkeys(("seen", "siin"), ILLATIVE)

OFFERED = "-n, -a, -ta, -an, -ssa, -sta, -lla, -lta, -lle, -na, -ksi, -tta"


@dataclass(frozen=True)
class SpokenWord:
    """A word that ends a number as it is read, with the endings that are written after a colon."""

    read: str  # how it is said, in the nominative
    partitive: str
    illative: str

    def ending(self, case: str) -> str:
        if case == PARTITIVE:
            return self.partitive
        if case == ILLATIVE:
            return self.illative
        return HARMONIC[case][self.partitive.endswith("ä")]


DIGITS = (
    SpokenWord("nolla", "aa", "aan"),
    SpokenWord("yksi", "tä", "een"),
    SpokenWord("kaksi", "ta", "een"),
    SpokenWord("kolme", "a", "een"),
    SpokenWord("neljä", "ää", "ään"),
    SpokenWord("viisi", "tä", "een"),
    SpokenWord("kuusi", "ta", "een"),
    SpokenWord("seitsemän", "ää", "ään"),
    SpokenWord("kahdeksan", "aa", "aan"),
    SpokenWord("yhdeksän", "ää", "ään"),
)
# Powers of ten that have a name of their own, the greatest first.
POWERS = (
    (12, SpokenWord("biljoona", "aa", "aan")),
    (9, SpokenWord("miljardi", "a", "iin")),
    (6, SpokenWord("miljoona", "aa", "aan")),
    (3, SpokenWord("tuhat", "ta", "een")),
    (2, SpokenWord("sata", "aa", "aan")),
    (1, SpokenWord("kymmenen", "tä", "een")),
)

PERCENT = SpokenWord("prosentti", "a", "iin")
POINT = SpokenWord("prosenttiyksikkö", "ä", "öön")
EURO = SpokenWord("euro", "a", "oon")
MILLION, MILLIARD = POWERS[2][1], POWERS[1][1]
PIECE = SpokenWord("kappale", "ta", "seen")
HOUR, MINUTE, SECOND = (
    SpokenWord("tunti", "a", "iin"),
    SpokenWord("minuutti", "a", "iin"),
    SpokenWord("sekunti", "a", "iin"),
)
DAY, WEEK = SpokenWord("vuorokausi", "ta", "een"), SpokenWord("viikko", "a", "oon")
MONTH, YEAR = SpokenWord("kuukausi", "ta", "een"), SpokenWord("vuosi", "ta", "een")

# Units by how they are read. Not those that hold the last letter of their word (hlö, nro): they
# inflect without a colon; nor words (seuraajaa): they inflect in the text.
UNITS = {
    "%": PERCENT,
    "‰": SpokenWord("promille", "a", "een"),
    "%-yks.": POINT,
    "€": EURO,
    "EUR": EURO,
    "k€": EURO,
    "t€": EURO,
    "M€": EURO,
    "milj. €": EURO,
    "mrd. €": EURO,
    "$": SpokenWord("dollari", "a", "iin"),
    "milj.": MILLION,
    "mrd.": MILLIARD,
    "kpl": PIECE,
    "h": HOUR,
    "min": MINUTE,
    "s": SECOND,
    "vrk": DAY,
    "vk": WEEK,
    "kk": MONTH,
    "v": YEAR,
    "v.": YEAR,
    "km": SpokenWord("kilometri", "ä", "iin"),
    "m": SpokenWord("metri", "ä", "iin"),
    "kg": SpokenWord("kilogramma", "aa", "aan"),
    "°C": SpokenWord("aste", "ta", "seen"),
}


def case_of(ending: str) -> str:
    """The Finnish name of the case that an ending names: "-ssä" → "inessiivi". Raises
    Problem.
    """
    form = ending.strip().lstrip("-–−:\u2010\u2011").casefold()
    if form not in CASES:
        raise Problem(
            "pääte",
            f'"{ending.strip()}" ei ole minkään sijamuodon pääte',
            f"käytä jotakin näistä: {OFFERED}",
        )
    return CASES[form]


def decline(value: Value, unit: str, decimals: int, ending: str) -> str:
    """A numeral in the case that `ending` names ("-ssa", "-een", in any of its forms): "42 %:ssa",
    "4:ään".

    Raises Problem for an ending that names no case, a unit that is not known by how it is
    read, and a number too great to be read.
    """
    case = case_of(ending)
    if unit:
        if unit not in UNITS:
            raise Problem(
                "pääte",
                f'yksikkö "{unit}" ei voi saada päätettä',
                "jätä yksikkö luvun tiedoista pois ja kirjoita taivutettu sana tekstiin luvun "
                "perään",
            )
        # A unit of several letters loses its full stop before a colon: milj. → milj:aan.
        return quantity(value, unit, decimals).removesuffix(".") + ":" + UNITS[unit].ending(case)
    decimals = decimals_for(value, unit, decimals)
    return number(value, decimals) + ":" + last_part(value, decimals).ending(case)


def last_part(value: Value, decimals: int = 0) -> SpokenWord:
    """The part of a number that is read last and inflects: 112 → kaksi, 3 400 → sata,
    2,5 → viisi.
    """
    digits = f"{rounded(value, decimals).copy_abs():f}"
    whole, _, fraction = digits.partition(".")
    # Two decimals are read as one number (5,50: viisikymmentä), others digit by digit.
    if len(fraction) == 2 and fraction[0] != "0":
        return last_part(int(fraction))
    if fraction:
        return DIGITS[int(fraction[-1])]
    if whole == "0":
        return DIGITS[0]
    if len(whole) > 15:
        raise Problem(
            "pääte",
            f"luku {number(value)} on liian suuri luettavaksi",
            "pyöristä se ja käytä yksikköä",
        )
    zeros = len(whole) - len(whole.rstrip("0"))
    if zeros == 0:
        return DIGITS[int(whole[-1])]
    return next(word for power, word in POWERS if power <= zeros)
