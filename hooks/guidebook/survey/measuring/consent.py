"""That what the law asks has been done: asked once, and the answer kept."""

from datetime import date
from pathlib import Path

from .outcomes import private

QUESTION = (
    "Ennen mittausta: onko tehty, mitä laki vaatii (peruste, tasapainotesti, tieto henkilöille, "
    "säilytysaika; laki 759/2004, 4 §)? Ohjeen sivu Oma selvitys kertoo kohdat."
)
YES = ("kyllä", "kylla", "k")


def given(folder: Path) -> bool:
    return _file(folder).exists()


def keep(folder: Path, today: date, answer: str) -> bool:
    """Whether the answer is yes; a yes is kept."""
    if answer.strip().lower() not in YES:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with open(_file(folder), "w", encoding="utf-8", opener=private) as file:
        file.write(f"{QUESTION}\nKyllä, {today.isoformat()}.\n")
    return True


def _file(folder: Path) -> Path:
    return folder / "vahvistus.txt"
