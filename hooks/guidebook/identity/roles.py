"""What each colour is for: the few that an identity gives, and all others worked out of them.

The names are those of the stylesheets' var(--…). `vaalea` is the site, `tumma` the site in the
dark, `kirja` paper and slides.
"""

from collections.abc import Callable, Iterator, Mapping

from .colours import BLACK, LONG_TEXT, SHAPE, TEXT, WHITE, contrast, mixed, passing, turned

Roles = Mapping[str, str]  # name → colour
Rule = Callable[[Roles], str]

LIGHT, DARK, BOOK = SCHEMES = ("vaalea", "tumma", "kirja")
GIVEN = {
    "foreground": "muste",
    "background": "paperi",
    "primary": "paavari",
    "secondary": "tehoste",
}
# Of an identity that gives none
INK, PAPER, MAIN = "#1c1c1c", WHITE, "#333333"


def _same(name: str) -> Rule:
    return lambda known: known[name]


def _blend(name: str, other: str, share: float) -> Rule:
    return lambda known: mixed(known[name], known[other], share)


def _clear(rule: Rule, ratio: float, *grounds: str) -> Rule:
    """What the rule gives, or the nearest that stands out from these grounds."""
    return lambda known: passing(rule(known), [known[name] for name in grounds], ratio)


def _on(ground: str) -> Rule:
    """For words on that ground: the colour of the text where it stands out, or black or white."""

    def rule(known: Roles) -> str:
        for one in (known["muste"], known["kaanteinen"]):
            if contrast(one, known[ground]) >= TEXT:
                return one
        return max((BLACK, WHITE), key=lambda one: contrast(one, known[ground]))

    return rule


def _mark(share: float, *grounds: str) -> Rule:
    """Of one of the series in a chart."""
    return _clear(lambda known: turned(known["paavari"], share), SHAPE, *grounds)


_SITE: dict[str, Rule] = {
    "pinta": _blend("paperi", "muste", 0.06),
    "viiva": _blend("paperi", "muste", 0.25),
    "himmea": _clear(_blend("muste", "paperi", 0.2), TEXT, "paperi", "pinta"),
    "haalea": _clear(_blend("muste", "paperi", 0.5), SHAPE, "paperi", "pinta"),
    "kaavio-2": _mark(0.55, "paperi", "pinta"),
    "kaavio-3": _mark(0.25, "paperi", "pinta"),
    "kaavio-4": _mark(0.8, "paperi", "pinta"),
    "huomautus": _blend("tehoste", "paperi", 0.65),
    "huomautuksen-teksti": _on("huomautus"),
    "luonnos": _blend("tehoste", "paperi", 0.5),
    "luonnoksen-teksti": _on("luonnos"),
    "tehosteen-teksti": _on("tehoste"),
}
_RULES: dict[str, dict[str, Rule]] = {
    LIGHT: {
        "paperi": lambda _: PAPER,
        "muste": lambda _: INK,
        "paavari": lambda _: MAIN,
        "tehoste": _blend("paavari", "paperi", 0.45),
        "kaanteinen": lambda _: WHITE,
        "paavari-taytto": _same("paavari"),
        **_SITE,
        "palkki": _same("paavari"),
        "palkin-teksti": _same("paperi"),
        "palkin-himmea": _blend("paperi", "paavari", 0.15),
        "korostus": _blend("tehoste", "paperi", 0.55),
    },
    DARK: {
        "paperi": lambda known: mixed(known["vaalea-muste"], BLACK, 0.4),
        "muste": _blend("vaalea-paperi", "paperi", 0.06),
        "tehoste": _clear(_same("vaalea-tehoste"), SHAPE, "paperi"),
        "kaanteinen": _same("paperi"),
        "pinta": _SITE["pinta"],
        "paavari": _clear(_same("vaalea-paavari"), LONG_TEXT, "paperi", "pinta"),
        "paavari-taytto": _clear(_same("vaalea-paavari"), TEXT, "paperi"),
        **_SITE,
        "palkki": _same("pinta"),
        "palkin-teksti": _same("muste"),
        "palkin-himmea": _same("himmea"),
        "korostus": _clear(_blend("tehoste", "paperi", 0.6), TEXT, "muste"),
    },
    BOOK: {
        "paperi": lambda _: WHITE,
        "muste": _same("vaalea-muste"),
        "otsikko": _same("vaalea-muste"),
        **{name: _same(f"vaalea-{name}") for name in ("paavari", "paavari-taytto", "tehoste")},
        "kaanteinen": lambda _: WHITE,
        **{name: _same(f"vaalea-{name}") for name in ("pinta", "viiva")},
        "himmea": _clear(_same("vaalea-himmea"), TEXT, "paperi", "pinta"),
        "reunan-teksti": _blend("muste", "paperi", 0.1),
        "sivun-otsikko": _clear(_blend("muste", "paperi", 0.25), TEXT, "paperi"),
        "kirjoitusviiva": _blend("muste", "paperi", 0.35),
        "alleviivaus": _blend("muste", "paperi", 0.45),
        "taulukon-viiva": _blend("muste", "paperi", 0.8),
        "koodin-tausta": _blend("muste", "paperi", 0.95),
        "koodin-reuna": _blend("muste", "paperi", 0.85),
        "kentan-tausta": _blend("muste", "paperi", 0.97),
        "luonnos": _blend("muste", "paperi", 0.88),
        "huomautus": _same("vaalea-huomautus"),
        "huomautuksen-teksti": _same("vaalea-huomautuksen-teksti"),
        "tehosteen-teksti": _on("tehoste"),
        "kaavio-1": _clear(_same("paavari-taytto"), SHAPE, "paperi", "pinta"),
        **{f"kaavio-{n}": _same(f"vaalea-kaavio-{n}") for n in (2, 3, 4)},
        "kaavio-harmaa": _clear(_blend("muste", "paperi", 0.45), SHAPE, "paperi", "pinta"),
        "kaavio-himmea": _clear(_blend("muste", "paperi", 0.3), TEXT, "paperi", "pinta"),
    },
}
NAMES = {scheme: tuple(rules) for scheme, rules in _RULES.items()}

_COLOURED, _GROUNDS = ("himmea", "paavari"), ("paperi", "pinta")
# Words or shapes, what they stand on, and how much they have to stand out.
PAIRS: dict[str, list[tuple[str, str, float]]] = {
    LIGHT: [
        ("muste", "paperi", LONG_TEXT),
        *((text, ground, TEXT) for text in _COLOURED for ground in _GROUNDS),
        ("muste", "pinta", TEXT),
        ("kaanteinen", "paavari", TEXT),
        ("kaanteinen", "paavari-taytto", TEXT),
        ("palkin-teksti", "palkki", TEXT),
        ("huomautuksen-teksti", "huomautus", TEXT),
        ("muste", "korostus", TEXT),
    ],
    BOOK: [
        ("muste", "paperi", LONG_TEXT),
        *((text, "paperi", TEXT) for text in ("otsikko", "reunan-teksti", "sivun-otsikko")),
        *((text, ground, TEXT) for text in _COLOURED for ground in _GROUNDS),
        ("kaanteinen", "paavari", TEXT),
        ("huomautuksen-teksti", "huomautus", TEXT),
        ("tehosteen-teksti", "tehoste", TEXT),
        *((f"kaavio-{number}", "paperi", SHAPE) for number in (1, 2, 3, 4)),
        ("kaavio-harmaa", "paperi", SHAPE),
        ("kaavio-himmea", "paperi", TEXT),
    ],
}
PAIRS[DARK] = PAIRS[LIGHT]


def worked_out(given: Mapping[str, Roles]) -> dict[str, dict[str, str]]:
    """All roles of each scheme, those that are given as they are."""
    light = _scheme(LIGHT, given, {})
    known = {f"{LIGHT}-{name}": colour for name, colour in light.items()}
    return {LIGHT: light, **{name: _scheme(name, given, known) for name in (DARK, BOOK)}}


def lost(worked_out: Mapping[str, Roles]) -> Iterator[tuple[str, str, str, float]]:
    """Scheme, words, ground and the contrast asked of each pair that has too little."""
    for scheme, pairs in PAIRS.items():
        known = worked_out[scheme]
        for text, ground, ratio in pairs:
            if contrast(known[text], known[ground]) < ratio:
                yield scheme, text, ground, ratio


def _scheme(name: str, given: Mapping[str, Roles], known: Roles) -> dict[str, str]:
    own = given.get(name, {})
    found = {**known, **own}
    for role, rule in _RULES[name].items():
        if role not in own:
            found[role] = rule(found)
    return {role: found[role] for role in _RULES[name]}
