"""Write a folder for another guide: two chapters, the program, the dress, and nothing of this guide's text.

new_guide.py FOLDER, which is new or empty.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = Path(__file__).with_name("guide")
# What is taken as it is, besides the template
TAKEN = (
    "hooks", "overrides", "docs/assets/fonts", "tools/find-python.sh", "tools/system-libraries.sh",
    "requirements.txt", "requirements-editions.txt", "LICENSE",
)  # fmt: skip
LEFT = shutil.ignore_patterns("__pycache__", "etusivu.html")
RENAMED = {"gitignore": ".gitignore"}


def write(folder: Path) -> None:
    """Raises FileExistsError when something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
    for name, other in RENAMED.items():
        (folder / name).rename(folder / other)
    for name in TAKEN:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEFT)
        else:
            shutil.copy(source, target)
    _fill(folder / "mkdocs.yml", "HOOKS", _part(ROOT / "mkdocs.yml", "hooks"))
    _fill(folder / "mkdocs.yml", "STYLES", _part(ROOT / "mkdocs.yml", "extra_css"))
    _fill(folder / "mkdocs.yml", "SCRIPTS", _part(ROOT / "mkdocs.yml", "extra_javascript"))
    _fill(folder / "_brand.yml", "TYPOGRAPHY", _part(ROOT / "_brand.yml", "typography"))


def _part(file: Path, key: str) -> str:
    """The lines of a key of a YAML file, without its comments."""
    text = re.search(rf"^{key}:.*\n(?:(?: .*)?\n)*", file.read_text("utf-8"), re.MULTILINE)[0]
    return "".join(line for line in text.splitlines(True) if not re.match(r"\s*(#|$)", line)).rstrip()


def _fill(file: Path, name: str, text: str) -> None:
    file.write_text(file.read_text("utf-8").replace(name, text), "utf-8")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0].strip():
        print("Anna kansio: make guide DIR=../toinen", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    try:
        write(folder)
    except FileExistsError:
        print(f"{folder}: kansio ei ole tyhjä – anna uusi tai tyhjä kansio", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{folder}: kansiota ei voi kirjoittaa ({error.strerror}) – anna toinen kansio", file=sys.stderr)
        return 1
    print(f"Valmis: {folder}/. Seuraavaksi: cd {folder} && make")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
