"""`make diff` is silent of no change that readers see: one change each on a guide on disk."""

import shutil
from dataclasses import dataclass

import pytest

from commands import ROOT
from conftest import NO_PROGRAM, SmallGuide
from goldens import golden
from guidebook import comparison
from guidebook.comparison import Tree
from guidebook.comparison.sections import NOTHING
from guidebook.findings import BadInput

pytestmark = pytest.mark.slow

CASES = golden("changes")
CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
MORE = {
    "data/facts.yml": """\
  note: Kysely ei tavoittanut kaikkia.
  calculation: 5 vuotta yhteensä
  decimals: 0
muu:
  label: Muu tieto
  value: 5
  date: "2021"
  source: kirja
  review_after: 2030-01-01
sarja:
  kind: series
  label: Sarja
  description: Kaksi riviä.
  rows:
  - {key: naiset, label: Naiset, value: 41}
  - {key: miehet, label: Miehet, value: 43, date: "2019"}
  date: "2021"
  source: kirja
  review_after: 2030-01-01
""",
    "data/sources.yml": "laki: {title: Testilaki 1/2020, kind: laki, url: https://example.org/laki, cite: Laki}\n",
    "data/statistics.yml": """\
lisa:
  label: Lisäluku
  description: Kanavien määrä.
  kind: number
  query: select count(*) as value, 99 as n from channels
""",
    "data/editions.yml": '"1": {date: 2026-11-23, title: Ensimmäinen laitos, summary: Opas ilmestyi.}\n',
    "data/addresses.yml": 'julkaistu:\n  /: "1"\n  /toinen/: "1"\nsiirretty:\n  /vanha/: /toinen/\n',
    "data/synonyms.txt": "# Synonyymit\nsome = sosiaalinen media\nsome ~ kanava\n",
    "data/words.txt": "# Sanat\ntrolli ~ tuoli\n",
    "docs/index.md": "\n![Ympyrä](kuva.svg)\n",
    "docs/kuva.svg": CIRCLE,
    "docs/muu.svg": CIRCLE,
    "hooks/fill_numbers.py": "",
    "overrides/main.html": "",
}


@dataclass
class Pair:
    """A guide, and the same to be changed."""

    old: Tree
    new: SmallGuide

    def told(self) -> str:
        """What is told of the guide as it stands now; what is wrong with it when it can't be read."""
        try:
            new = comparison.read_tree(self.new.folder / "mkdocs.yml")
        except BadInput as error:
            return f"{error}"
        return comparison.as_text(comparison.compare(self.old, new)).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("muutos")
    old = SmallGuide(folder / "vanha")
    shutil.copytree(ROOT / "tests" / "small", old.folder)
    shutil.copytree(ROOT / "tests" / "esimerkki", old.folder / "data" / "surveys" / "esimerkki", ignore=NO_PROGRAM)
    old.replace("mkdocs.yml", '{edition: "1"}', '{edition: "1", addresses: data/addresses.yml, editions: data/editions.yml, '
                'synonyms: data/synonyms.txt, words: data/words.txt}')
    old.replace("mkdocs.yml", "strict", "site_url: !ENV GUIDEBOOK_SITE_URL\nstrict")
    for path, text in MORE.items():
        file = old.folder / path
        before = file.read_text("utf-8") if file.exists() else ""
        old.write(path, before + text)
    font = next((ROOT / "docs" / "assets" / "fonts").glob("*.ttf"))
    old.write("docs/assets/fonts/kirjasin.ttf", font.read_bytes())
    shutil.copytree(old.folder, folder / "uusi")
    return Pair(comparison.read_tree(old.folder / "mkdocs.yml"), SmallGuide(folder / "uusi"))


def changed(content: bytes | None, case: dict) -> bytes | None:
    if "swap" in case:
        old, new = (text.encode() for text in case["swap"])
        assert old in content, "the case changes nothing"
        return content.replace(old, new, 1)
    if "flip" in case:
        return content[:case["flip"]] + bytes([content[case["flip"]] ^ 1]) + content[case["flip"] + 1:]
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    return None if "remove" in case else content + case["add"].encode() if "add" in case else case["write"].encode()


def param(case: dict):
    """Where the queries are run anew, each takes a process of its own."""
    measured = case["file"].startswith(("data/statistics.yml", "data/surveys/"))
    return pytest.param(case, id=f"{case['file']}: {case['name']}", marks=[pytest.mark.slow] if measured else [])


@pytest.fixture
def change(pair):
    """Puts other bytes into a file of the new guide, for one test."""
    kept = {}

    def put(path: str, make) -> None:
        file = pair.new.folder / path
        kept[file] = file.read_bytes() if file.exists() else None
        content = make(kept[file])
        file.unlink() if content is None else pair.new.write(path, content)

    yield put
    for file, content in kept.items():
        file.unlink(missing_ok=True) if content is None else file.write_bytes(content)


def test_two_guides_alike_differ_in_nothing(pair):
    assert pair.told() == f"{NOTHING}\n"


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_a_change_is_told(pair, change, case):
    change(case["file"], lambda content: changed(content, case))
    told = pair.told()
    assert case["told"] in told and not told.startswith(NOTHING)


@pytest.mark.slow
def test_no_byte_changes_in_silence(pair, change):
    """One byte of each file, in the middle of it."""
    files = [file for top in ("docs", "data") for file in sorted((pair.new.folder / top).rglob("*")) if file.is_file()]
    assert len(files) > 15
    for file in files:
        content = file.read_bytes()
        change(file.relative_to(pair.new.folder).as_posix(), lambda old: changed(old, {"flip": len(old) // 2}))
        assert not pair.told().startswith(NOTHING), file
        file.write_bytes(content)
