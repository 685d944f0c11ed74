"""How wide a text is in Source Sans 3, and where it breaks."""

SPACES, NARROW = frozenset(" \u00a0"), frozenset("ijlftIr.,:;'’|!()[]/-")
BROAD = frozenset("mwMW@%—")


def wide(text: str, size: float) -> float:
    """A little on the broad side (a test holds it to the font)."""

    def part(sign: str) -> float:
        if sign in SPACES:
            return 0.22
        if sign in NARROW:
            return 0.37
        return 0.86 if sign in BROAD else 0.67 if sign.isupper() else 0.565

    return size * sum(map(part, text))


def wrapped(text: str, room: float, size: float) -> list[str]:
    """The text in lines that fit the room, broken at spaces and hyphens; a longer word is cut with
    a hyphen.
    """
    lines = [""]
    broken = clean(text).replace("-", "-\u200b").replace(" ", " \u200b")
    for word in broken.split("\u200b"):
        if lines[-1] and wide((lines[-1] + word).rstrip(), size) > room:
            lines.append("")
        while wide(word.rstrip(), size) > room and len(word) > 1:
            cut = next(
                at
                for at in range(len(word) - 1, 0, -1)
                if wide(word[:at] + "-", size) <= room or at == 1
            )
            lines[-1] = word[:cut] + "-"
            lines.append("")
            word = word[cut:]
        lines[-1] += word
    return [line.strip() for line in lines]


def clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n"
        or (sign >= " " and not 0xD800 <= ord(sign) <= 0xDFFF and sign not in "\ufffe\uffff")
    )
