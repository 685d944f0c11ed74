"""Bad input through the real command: every mistake told in one run, and what is published left alone."""

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from goldens import golden
from guidebook import settings
from guidebook.findings import BadInput
from guidebook.guide import read_guide
from guidebook.numbers.sandbox import Allowance
from guidebook.rules import proofreading
from guidebook.text.source import read_text
from guides import data_files, guide
from hostile import with_pages

HERE = Path(__file__).parent
SHORT = 3  # seconds for a query instead of ten
PAGES = golden("bad-pages")
QUERIES = golden("bad-queries")
MARKUP = golden("markup")
HIDDEN = golden("hidden")


def fingerprint(folder: Path) -> dict[str, str]:
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture
def published(small_guide):
    """A small guide with something published before."""
    small_guide.write("site/index.html", "<p>edellinen</p>")
    small_guide.write("site/opas.pdf", "edellinen PDF")
    return small_guide


def found(told: str) -> set[str]:
    """The place and the rule of what was told, remarks and proofreading, which stops no build, aside."""
    lines = re.findall(r"^(?:VIRHE: )?(\S+:\d+:\d+: ([^\s:]+): .*)$", told, re.MULTILINE)
    return {line.partition(f" {rule}:")[0] + f" {rule}" for line, rule in lines
            if rule not in proofreading() and not line.endswith("(huomautus)")}


def refused_by_both(guide, *lines: str) -> None:
    """What stops the build is found by the check, and the other way round. They run side by side."""
    with ThreadPoolExecutor() as beside:
        checking = beside.submit(guide.check)
        built = refused(guide, *lines)
        checked = checking.result()
    assert checked.returncode == 1 and "Traceback" not in checked.stderr
    for line in lines:
        assert line in checked.stdout.replace("\u00a0", " "), f"{line!r} is not in:\n{checked.stdout}"
    assert found(checked.stdout) == found(built)


def refused(guide, *lines: str, **environment: str) -> str:
    """The build fails, tells each line, and leaves the published site and nothing beside it."""
    before = fingerprint(guide.site)
    built = guide.publish(**environment)
    told = (built.stdout + built.stderr).replace("\u00a0", " ")
    assert built.returncode == 1, told
    assert "Traceback" not in told
    for line in lines:
        assert line in told, f"{line!r} is not in:\n{told}"
    assert fingerprint(guide.site) == before
    assert [path.name for path in guide.folder.iterdir() if path.name.startswith(".site")] == []
    return told


@pytest.mark.slow
def test_the_small_guide_itself_builds_and_replaces_what_was_published(published):
    built = published.publish()
    assert built.returncode == 0, built.stdout + built.stderr
    assert "edellinen" not in (published.site / "index.html").read_text("utf-8")
    assert (published.site / "opas.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_all_mistakes_of_the_pages_are_told_in_one_run(published):
    text, lines = "# Sivu\n", []
    for case in PAGES:
        first = text.count("\n") + 2
        text += f"\n{case['write'].rstrip()}\n"
        lines += [re.sub(r"^(\d+)", lambda match, first=first: f"docs/index.md:{int(match[1]) + first - 1}", told)
                  for told in case["told"]]
    published.write("docs/index.md", text)
    refused_by_both(published, *lines)


def golden_pages() -> list[tuple[str, list[str]]]:
    """Each wrong page with what is told of it."""
    invisible = [(case["write"], [re.sub(r"^(\S+) ", r"\1: näkymätön-merkki: tekstissä on näkymätön merkki ", told) for told in case["told"]])
                 for case in HIDDEN["characters"]]
    cases = [*((case["write"], case.get("findings")) for case in MARKUP), *invisible,
             *((case["write"], case.get("told")) for case in (*HIDDEN["pages"], *HIDDEN["links"]))]
    return [(text, told) for text, told in cases if told]


def way(guide) -> str:
    """When what is wrong in the guide is found: each is a way of its own through the check and the build."""
    return "reading" if guide.errors else "left out" if guide.incomplete else "converting"


def way_of(file: Path, text: str) -> str:
    """That of a guide of the one page."""
    file.write_text(text, "utf-8")
    try:
        return way(guide(file.parent, {file.name: read_text(file)}))
    except BadInput:
        return "reading"


@pytest.mark.slow
@pytest.mark.parametrize("when", ["reading", "converting", "left out"])
def test_golden_pages_that_are_wrong_are_refused_by_both(published, tmp_path, when):
    for path, text in data_files().items():
        published.write(path, (published.folder / path).read_text("utf-8") + text)
    published.write("docs/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    cases = [case for case in golden_pages() if way_of(tmp_path / "luku.md", case[0]) == when]
    paths = with_pages(published, (text for text, _ in cases))
    assert way(read_guide(settings.read(published.folder / "mkdocs.yml"))) == when
    refused_by_both(published, *(f"{path}:{told}".replace("luku.md", Path(path).name)
                                 for path, (_, lines) in zip(paths, cases, strict=True) for told in lines))


@pytest.mark.slow
def test_an_unclosed_block_is_told_where_it_opens(published):
    published.write("docs/index.md", "# Sivu\n\n/// vinkki\nTeksti.\n\n{{ olematon }}\n")
    refused_by_both(published, "docs/index.md:3:1: lohko-auki:", 'docs/index.md:6:1: tuntematon-luku: "olematon"')


@pytest.mark.slow
def test_a_page_that_the_nav_forgets_is_told(published):
    published.write("docs/unohdettu.md", "# Unohdettu\n\n{{ henkiloita }}\n")
    refused_by_both(published, "docs/unohdettu.md:1:1: sisällysluettelo: luku puuttuu mkdocs.yml:n nav-luettelosta")


@pytest.mark.slow
def test_markdown_that_the_book_does_not_know_is_told(published):
    published.replace("mkdocs.yml", "site_name:", "markdown_extensions: [tables, admonition, toc: {permalink: true, baselevel: 2}]\nsite_name:")
    refused_by_both(published, 'mkdocs.yml:1:1: asetus: laajennus "admonition" muuttaisi vain sivustoa: kirja ei tunne sitä',
                    'mkdocs.yml:1:1: asetus: laajennuksen "toc" asetus baselevel muuttaisi vain sivustoa: kirja ei tunne sitä')


@pytest.mark.slow
def test_all_bad_queries_are_told_in_one_run(published):
    written = "".join(f"{case['id']}:\n  label: Huono\n  description: Huono kysely.\n  kind: {case.get('kind', 'number')}\n"
                      f"  query: {yaml.safe_dump(case['query']).splitlines()[0]}\n" for case in QUERIES)
    start = (published.folder / "data/statistics.yml").read_text("utf-8")
    published.write("data/statistics.yml", start + written)
    published.write("docs/index.md", "# Sivu\n\n" + "\n".join(f"{{{{ {case['id']} }}}}" for case in QUERIES) + "\n")
    line_of = {line.rstrip(":"): number for number, line in enumerate((start + written).splitlines(), 1)}
    lines = []
    for number, case in enumerate(QUERIES, 3):
        if case.get("error", True):
            lines.append(f'data/statistics.yml:{line_of[case["id"]]}:1: kysely: "{case["id"]}": {case["told"].replace("valmistunut 10", f"valmistunut {SHORT}")}')
        else:
            lines.append(f'docs/index.md:{number}:1: luku-puuttuu: lukua "{case["id"]}" ei julkaista: {case["told"]} – jätä se pois, tai korjaa aineisto tai kysely')
    assert Allowance().seconds == 10
    published.hurried = f"{SHORT} 20"
    refused_by_both(published, *lines)


@pytest.mark.slow
def test_queries_without_end_end_together(published):
    """The last would take thirty seconds; a child has six for all that it is asked, and twenty otherwise."""
    assert Allowance().total == 20
    published.hurried = f"{SHORT} 6"
    endless = "select count(*) as value, 9 as n from range(10000000) a, range(10000000) b where a.range * b.range < 0"
    more = "".join(f"a{number}: {{label: A, description: A, kind: number, query: '{endless}'}}\n" for number in range(10))
    published.write("data/statistics.yml", (published.folder / "data/statistics.yml").read_text("utf-8") + more)
    refused_by_both(published, '"a9": kyselyt veivät yhteensä yli 6 sekuntia, eikä tätä enää ajettu')


@pytest.mark.slow
def test_bad_cells_of_the_survey_and_bad_yaml_are_told_in_one_run(published):
    published.replace("data/surveys/esimerkki/channels.csv", "channel,name", "channel,title")
    accounts = (published.folder / "data/surveys/esimerkki/accounts.csv").read_text("utf-8").splitlines()
    owner = next(line for line in accounts[1:] if line.split(",")[0])
    person, _, channel, *_ = owner.split(",")
    rows = {"wrong type": f"{person},,{channel},moni,,,2026-09-01", "negative": f"{person},,{channel},-5,,,2026-09-01",
            "orphan": f"H9999,,{channel},5,,,2026-09-01", "two owners": f"{person},O01,{channel},5,,,2026-09-01",
            "future": f"{person},,{channel},5,,,2999-01-01"}
    published.write("data/surveys/esimerkki/accounts.csv", "\n".join([*accounts, *rows.values()]) + "\n")
    persons = (published.folder / "data/surveys/esimerkki/persons.csv").read_text("utf-8")
    published.write("data/surveys/esimerkki/persons.csv", persons + persons.splitlines()[1] + "\n")
    published.write("data/facts.yml", "fakta: [1, 2\n")
    published.write("docs/toinen.md", b"# Toinen\n\nT\xe4m\xe4 on Latin-1.\n")
    first = len(accounts) + 1
    refused_by_both(published, *(f"data/surveys/esimerkki/accounts.csv:{first + index}:" for index in range(len(rows))),
            f"data/surveys/esimerkki/persons.csv:{len(persons.splitlines()) + 1}:", "data/surveys/esimerkki/channels.csv:1:",
            "data/facts.yml:2:1: yaml:", "docs/toinen.md:3:2: merkistö: tiedosto ei ole UTF-8-muodossa")


@pytest.mark.slow
def test_a_series_that_cannot_be_read_is_told_and_not_its_charts_too(published):
    published.write("data/facts.yml", "tahti:\n  kind: series\n  rows:\n    - {key: 2018, label: Ennen, value: 3}\n")
    published.write("docs/toinen.md", "# Toinen\n\n/// kuvio | tahti\n///\n")
    told = published.check().stdout.replace("\u00a0", " ")
    assert 'lisää lainausmerkit: key: "2018"' in told and "tuntematon-kuvio" not in told and "Traceback" not in told


@pytest.mark.slow
@pytest.mark.parametrize(("module", "told"), [("libvoikko", "libvoikko1 voikko-fi"), ("weasyprint", "libpango")])
def test_a_missing_system_library_is_told_with_the_command_that_installs_it(published, module, told, tmp_path):
    """A module that fails as ctypes does when the library is not installed stands before the real one."""
    (tmp_path / "stand-in").mkdir()
    (tmp_path / "stand-in" / f"{module}.py").write_text(f"raise OSError('cannot load library for {module}')\n")
    path = os.pathsep.join([str(tmp_path / "stand-in"), str(HERE.parent / "hooks")])
    refused(published, told, PYTHONPATH=path)


@pytest.mark.slow
def test_a_full_disk_while_the_book_is_written(published, tmp_path):
    """Writing the book meets "no space left": the write itself is made to fail, the rest is the real command."""
    (tmp_path / "stand-in").mkdir()
    (tmp_path / "stand-in" / "sitecustomize.py").write_text(
        "import builtins, errno, pathlib\n"
        "def full(write):\n"
        "    def wrapped(self, *args, **kwargs):\n"
        "        if '.pdf' in str(self):\n"
        "            raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "        return write(self, *args, **kwargs)\n"
        "    return wrapped\n"
        "pathlib.Path.write_bytes = full(pathlib.Path.write_bytes)\n"
        "pathlib.Path.open = full(pathlib.Path.open)\n")
    path = os.pathsep.join([str(tmp_path / "stand-in"), str(HERE.parent / "hooks")])
    refused(published, "PDF:ää ei voitu kirjoittaa", PYTHONPATH=path)


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_what_is_published(published):
    before = fingerprint(published.site)
    with subprocess.Popen([sys.executable, "-m", "mkdocs", "build"], cwd=published.folder, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True,
                          env={**os.environ, "PYTHONPATH": str(HERE.parent / "hooks"), "NO_MKDOCS_2_WARNING": "1"}) as build:
        for line in build.stdout:
            if "Taitan kirjaa" in line:
                build.kill()
                break
        else:
            pytest.fail("the build never came to the book")
    assert fingerprint(published.site) == before
    assert published.publish().returncode == 0
    assert [path.name for path in published.folder.iterdir() if path.name.startswith(".site")] == []
