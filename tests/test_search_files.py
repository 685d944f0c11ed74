"""The files that a built site searches with, and the scripts that are joined into them."""

import json
import re
from pathlib import Path

import pytest

from guidebook.finnish import Voikko
from guidebook.search import files, scripts

SCRIPTS = {file.relative_to(scripts.HERE).as_posix(): file.read_text("utf-8")
           for file in sorted(scripts.HERE.rglob("*.js"))}
MODULES = {name: SCRIPTS[f"engine/{name}.js"] for name in scripts.MODULES}


@pytest.fixture(scope="module")
def voikko():
    with Voikko() as voikko:
        yield voikko


def built(folder: Path, text: str = "<p>Tilien määrä</p>") -> Path:
    (folder / "search").mkdir(parents=True)
    index = {"config": {"lang": ["fi"]}, "docs": [{"location": "tili.html", "title": "Tili", "text": text}]}
    (folder / files.INDEX).write_text(json.dumps(index), "utf-8")
    return folder


def language(site: Path) -> str:
    return json.loads((site / files.INDEX).read_text("utf-8"))["config"]["lang"][0]


def test_the_files_are_named_by_what_they_hold(tmp_path, voikko):
    names = []
    for folder, text in (("a", "<p>Tilien määrä</p>"), ("b", "<p>Tilien määrä</p>"), ("c", "<p>Tilin määrä</p>")):
        site = built(tmp_path / folder, text)
        files.write(site, [], voikko)
        names.append(language(site))
        assert (site / files.LANGUAGES / f"lunr.{names[-1]}.min.js").is_file()
        assert (site / files.page_script()[0]).is_file()
        assert not (site / files.OFFLINE).exists()
    assert names[0] == names[1] != names[2]
    assert re.fullmatch(r"fi-[0-9a-f]{10}", names[0])


def test_sections_that_only_lead_elsewhere_are_left_out(tmp_path, voikko):
    site = built(tmp_path)
    index = json.loads((site / files.INDEX).read_text("utf-8"))
    index["docs"].append({"location": "tili.html#lue-lisaa", "title": "Lue lisää", "text": "<p>Muualla</p>"})
    (site / files.INDEX).write_text(json.dumps(index), "utf-8")
    files.write(site, [], voikko, without=["lue-lisaa"])
    assert [doc["location"] for doc in json.loads((site / files.INDEX).read_text("utf-8"))["docs"]] == ["tili.html"]
    assert "muualla" not in (site / files.LANGUAGES / f"lunr.{language(site)}.min.js").read_text("utf-8")


def test_readers_own_words_go_into_the_index_and_the_table(tmp_path, voikko):
    site = built(tmp_path)
    files.write(site, [], voikko, asked={"tili.html": "pelisäännöt"})
    assert json.loads((site / files.INDEX).read_text("utf-8"))["docs"][0]["asked"] == "pelisäännöt"
    assert "peli|sääntö" in (site / files.LANGUAGES / f"lunr.{language(site)}.min.js").read_text("utf-8")


def test_for_reading_from_a_disk_the_index_is_a_script(tmp_path, voikko):
    site = built(tmp_path)
    files.write(site, [], voikko, offline=True)
    assert (site / files.OFFLINE_INDEX).read_text("utf-8").startswith("var __index = {")
    assert "withoutWorker" in (site / files.OFFLINE).read_text("utf-8")


# The scripts


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_the_scripts_hold_nothing_that_older_telephones_refuse(script):
    assert "(?<" not in script, "lookbehind, or a named group"
    assert not re.search(r"\?\?|\?\.[a-z\[(]|\.at\([^)]*-|this\.#", script)
    assert not re.search(r"replaceAll|matchAll|replaceChildren|flatMap", script)


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_the_engine_knows_nothing_of_the_theme(module):
    assert not re.search(r"lunr|material|md-|postMessage|document\b|window\b|location\.",
                         module.replace("doc.location.", ""))


def test_the_engine_is_all_of_its_modules_in_the_order_of_their_imports():
    assert {f"engine/{name}.js" for name in MODULES} == {name for name in SCRIPTS if "/" in name}
    before = set()
    for name, module in MODULES.items():
        imported = re.findall(r'^import .* from "\./(\w+)\.js"$', module, re.M)
        assert set(imported) <= before, name
        before.add(name)


def test_joined_the_modules_are_one_script():
    assert not re.search(r"^(?:import|export)\b|/\*\*", scripts.engine(), re.M)
    named = re.compile(r"^(?:export )?(?:const|let|class) (\w+)", re.M)
    top = [name for module in MODULES.values() for name in named.findall(module)]
    assert len(top) == len({*top}), "one name at the top of two modules"


@pytest.mark.parametrize("module", MODULES.values(), ids=MODULES)
def test_what_a_module_exports_tells_its_types(module):
    for kind, name, rest in re.findall(r"^export (const|class) (\w+)(.*)", module, re.M):
        doc = re.search(rf"/\*\*((?:(?!\*/)[\s\S])+)\*/\nexport {kind} {name}\b", module)
        assert doc, name
        if given := re.match(r" = (?:(\w+)|\((.*)\)) =>", rest):
            parameters = (given[1] or re.sub(r"\{.*?\}", "", given[2])).split(",")
            assert len(re.findall(r"@param \{", doc[1])) == len(parameters), name
