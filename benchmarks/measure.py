"""What the benchmarks beside it share: a guide of any size, the cost of a command, and a table of
costs.
"""

import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
OF_A_GUIDE = ("_brand.yml", "data", "docs", "versiot")  # besides mkdocs.yml


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds, the highest resident memory in MB of the process or of one it waited for,
    and seconds of the processor, its own and theirs.
    """

    seconds: float
    megabytes: float
    processor: float = 0.0
    output: str = ""


def guide_copy(target: Path, copies: int, source: Path = ROOT) -> Path:
    """The guide in a folder of its own, each chapter standing in it so many times. Its texts, data
    and identity are those of `source` (a guide of another day may have none of the last), the rest
    is as it is here. Gives its mkdocs.yml.
    """
    target.mkdir()
    for name in ("hooks", "overrides"):
        (target / name).symlink_to(ROOT / name)
    for name in OF_A_GUIDE:  # where no link of the file system is followed
        given = next(path for home in (source, ROOT) if (path := home / name).exists())
        (shutil.copytree if given.is_dir() else shutil.copy)(given, target / name)

    def repeated(line: re.Match) -> str:
        page = target / "docs" / line["page"]
        text = page.read_text(encoding="utf-8")
        if re.search(r"^/// (luvut|lahteet|hakemisto)\b|^template:", text, re.M):
            return line[0]  # the front page and the lists that the build makes stand once
        names = [line["page"]]
        for number in range(2, copies + 1):
            names.append(line["page"].removesuffix(".md") + f"-{number}.md")
            (target / "docs" / names[-1]).write_text(text, encoding="utf-8")
        return "\n".join(f"{line['indent']}- {name}" for name in names)

    settings = (source / "mkdocs.yml").read_text(encoding="utf-8")
    # The copies have never been published, so no address of theirs is listed.
    settings = re.sub(r"^ +addresses: .*\n", "", settings, flags=re.M)
    settings = re.sub(r"^(?P<indent> +)- (?P<page>\S+\.md)$", repeated, settings, flags=re.M)
    (target / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return target / "mkdocs.yml"


def choose_no_slides(docs: Path) -> None:
    """There may be so many of them, and each holds so much, whatever the number of chapters."""
    for page in docs.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        chosen = r"^(?:kalvot|kalvo-otsikko):.*\n(?:[ \t-].*\n)*"
        page.write_text(re.sub(chosen, "", text, flags=re.MULTILINE), encoding="utf-8")


def former_guide(target: Path, commit: str) -> Path:
    """The guide of a commit whose survey was one package, its texts and data in the form that they
    have today: the made-up survey is the same. Words that claimed more than their claim are no
    claims any more, which no reader sees.
    """
    target.mkdir()
    git = ["git", "-C", ROOT, "archive", commit, "docs", "data", "mkdocs.yml"]
    packed = subprocess.run(git, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        files.extractall(target, filter="data")
    home = target / "data" / "surveys" / "esimerkki"
    home.parent.mkdir()
    (target / "data" / "survey").rename(home)
    shutil.copy(ROOT / "tests" / "esimerkki" / "datapackage.json", home)

    def rewrite(file: Path, *changes: tuple[str, str]) -> None:
        text = file.read_text(encoding="utf-8")
        for pattern, instead in changes:
            text = re.sub(pattern, instead, text, flags=re.MULTILINE | re.DOTALL)
        file.write_text(text, encoding="utf-8")

    hooks = re.search(r"^hooks:\n.*?\n\n", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M | re.S)[0]
    rewrite(
        target / "mkdocs.yml",
        (r"^hooks:\n.*?\n\n", hooks),
        (r"survey: data/survey/datapackage\.json", "surveys: data/surveys"),
        (r"^ +editions: [^\n]*\n", ""),
    )
    rewrite(
        target / "data" / "statistics.yml",
        (r"^  chart: [^\n]*\n", ""),
        (r"^  kind: ", "  collection: [esimerkki]\n  kind: "),
    )
    for page in target.glob("docs/**/*.md"):
        rewrite(page, (r'\{väite="[^"]*"\}', "{.tavallinen}"))
    return target


def size(docs: Path) -> str:
    pages = list(docs.rglob("*.md"))
    return f"{len(pages)} pages, {sum(len(page.read_text(encoding='utf-8').split()) for page in pages)} words"


def cost(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Runs the command once in the folder. Raises SystemExit with its output when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(
            f"{output.decode(errors='replace')}\n{command[0]} failed ({process.returncode})"
        )
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Cost(seconds, kilobytes / 1024, usage.ru_utime + usage.ru_stime, output.decode())


def medians(commands: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The median cost of each command; they take turns, so that a slow spell of the machine meets
    them all.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, run in commands.items():
            costs[name].append(run())
    return {
        name: Cost(
            statistics.median(c.seconds for c in taken),
            statistics.median(c.megabytes for c in taken),
            statistics.median(c.processor for c in taken),
        )
        for name, taken in costs.items()
    }


def table(costs: Mapping[str, Cost]) -> str:
    """Markdown rows, ready to be pasted into the record."""
    rows = [
        f"| {name} | {cost.seconds:.2f} s | {cost.processor:.2f} s | {cost.megabytes:.0f} MB |"
        for name, cost in costs.items()
    ]
    return "\n".join(["| what | time | processor | memory |", "|---|---|---|---|", *rows])


def verdict(what: str, value: float, aim: float, unit: str = "×") -> str:
    return f"{what}: {value:.2f} {unit} (aim: under {aim} {unit}) – {'met' if value < aim else 'NOT met'}"
