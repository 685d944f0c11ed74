"""What holds for the repository as a whole: what it may name, who imports whom, and what its README promises."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from guidebook.rules import rules
from guidebook.survey.schema import CONTRACT

ROOT = Path(__file__).parents[1]
CORE = ROOT / "hooks" / "guidebook"

# The data's way: the modules in the order that the package's own docstring gives.
ORDER = tuple(re.findall(r"^([a-z]+) +\S", ast.get_docstring(ast.parse((CORE / "__init__.py").read_text("utf-8"))), re.M))

# In pieces, for this file is searched too.
HOSTS = tuple(
    ".".join(parts)
    for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("jsdelivr", "net"), ("unpkg", "com")]
)
HOME = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work|mnt|opt/wheels)/[\w.-]")


@cache
def tracked_files() -> tuple[Path, ...]:
    """The files of the repository; those not yet added count, the ignored do not."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    return tuple(path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(path)))


def texts():
    for path in tracked_files():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture


def lines_with(found) -> list[str]:
    lines = ((name, number, line) for name, text in texts() for number, line in enumerate(text.splitlines(), 1))
    return [f"{name}:{number}" for name, number, line in lines if found(line)]


def test_no_file_names_a_package_host():
    assert lines_with(lambda line: any(host in line for host in HOSTS)) == []


def test_no_file_holds_a_path_of_somebodys_machine():
    assert lines_with(lambda line: HOME.search(line) or (len(ROOT.parts) > 2 and f"{ROOT}/" in line)) == []


def test_the_search_for_machine_paths_finds_them():
    home = "/".join(["", "home", "aino"])
    assert HOME.search(f"open('{home}/opas')") and HOME.search(f"PATH={home}/bin")
    assert not HOME.search(f"https://example.org{home}") and not HOME.search(f"docs{home}")


# Imports


def imported_modules(path: Path) -> set[str]:
    """The dotted names a file imports, relative ones told from `guidebook`; `from x import y` gives x and x.y."""
    package = path.relative_to(CORE.parent).with_suffix("").parts[:-1]
    names = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


@cache
def core_imports() -> dict[str, frozenset[str]]:
    """Module or package right under guidebook → those of its siblings that it imports."""
    siblings = {path.stem for path in CORE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    siblings.discard("__init__")
    graph = {}
    for sibling in siblings:
        own = CORE / sibling
        files = own.rglob("*.py") if own.is_dir() else [own.with_suffix(".py")]
        names = set().union(*map(imported_modules, files))
        used = {name.split(".")[1] for name in names if name.startswith("guidebook.")}
        graph[sibling] = frozenset(used & siblings - {sibling})
    return graph


def reached(module: str) -> set[str]:
    """All siblings that come along when a module is imported."""
    found, waiting = set(), [module]
    while waiting:
        for used in core_imports()[waiting.pop()] - found:
            found.add(used)
            waiting.append(used)
    return found


@pytest.mark.slow
def test_the_core_never_imports_mkdocs():
    forbidden = ("mkdocs", "material", "properdocs")
    culprits = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in CORE.rglob("*.py")
        for name in imported_modules(path)
        if name.split(".")[0] in forbidden
    }
    assert not culprits


SPELLED = re.compile(r"\\\{\\?\{|\\\[@|/\{\{?3|(?:väite|hakemisto)\)?=\(")
MISSPELT = {"pages/misread.py", "markup/leftovers.py"}  # what looks like a marker and is none


def test_one_module_alone_spells_markers():
    def patterns(module):
        return [node for node in nodes(module) if isinstance(node, ast.Constant)
                and isinstance(node.value, str) and SPELLED.search(node.value)]

    spelled = {path.relative_to(CORE).as_posix() for path in CORE.rglob("*.py") if patterns(path)}
    assert "syntax.py" in spelled
    assert spelled <= {"syntax.py", *MISSPELT}


def test_imports_make_no_circle():
    assert [module for module in core_imports() if module in reached(module)] == []


def test_the_order_names_every_module_of_the_core():
    assert set(ORDER) == set(core_imports()) - {"__main__", ""}


@pytest.mark.parametrize("module", ORDER)
def test_module_uses_only_what_stands_before_it(module):
    after = ORDER[ORDER.index(module) + 1 :]
    assert reached(module).isdisjoint(after)


ROOMS = (CORE, *sorted(path.parent for path in CORE.rglob("__init__.py") if path.parent != CORE))


@cache
def imported_when_run(path: Path) -> frozenset[tuple[str, ...]]:
    """What a file of the core imports of it; what only a type names is left out."""
    package = path.relative_to(CORE.parent).parts[:-1]

    def imports(node: ast.AST):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ImportFrom) and child.level:
                base = (*package[: len(package) - child.level + 1], *(child.module or "").split("."))
                base = tuple(filter(None, base))
                yield from [base] if child.module else [(*base, alias.name) for alias in child.names]
            elif not (isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING"):
                yield from imports(child)

    return frozenset(imports(parsed(path)))


def used_in_room(path: Path, room: Path) -> set[str]:
    """What a file in or below a room imports right under that room when it runs."""
    whole = room.relative_to(CORE.parent).parts
    return {name[len(whole)] for name in imported_when_run(path) if name[: len(whole)] == whole and len(name) > len(whole)}


def standing_in(room: Path) -> dict[str, list[Path]]:
    """The modules and rooms right under a room, with their files."""
    own = {path.stem: [path] for path in room.glob("*.py") if path.stem != "__init__"}
    return own | {path.parent.name: sorted(path.parent.rglob("*.py")) for path in room.glob("*/__init__.py")}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_imports_inside_a_room_make_no_circle(room):
    left = {name: set().union(*(used_in_room(path, room) for path in files)) - {name}
            for name, files in standing_in(room).items()}
    while free := {name for name, used in left.items() if not used & set(left)}:
        left = {name: used for name, used in left.items() if name not in free}
    assert not left


# Size and names


def defined(folder: Path, kind: type) -> list[tuple[str, ast.AST]]:
    """The functions or classes of the files below a folder: `file:name` and what is defined."""
    return [(f"{path.relative_to(ROOT)}:{node.name}", node) for path in sorted(folder.rglob("*.py"))
            for node in nodes(path) if isinstance(node, kind)]


def longer_than(most: int, functions: list[tuple[str, ast.AST]]) -> dict[str, int]:
    lengths = {name: node.end_lineno - node.lineno + 1 for name, node in functions}
    return {name: length for name, length in lengths.items() if length > most}


def twice(places: list[str], separator: str) -> dict[str, int]:
    counts = Counter(place.rsplit(separator, 1)[1] for place in places)
    return {name: count for name, count in counts.items() if count > 1}


def test_no_function_is_too_long():
    assert longer_than(40, defined(ROOT / "hooks", ast.FunctionDef)) == {}


def test_no_event_of_mkdocs_takes_more_than_ten_lines():
    events = [(name, node) for name, node in defined(ROOT / "hooks", ast.FunctionDef) if node.name.startswith("on_")]
    assert events and longer_than(10, events) == {}


def test_no_two_classes_of_the_core_have_one_name():
    assert twice([name for name, _ in defined(CORE, ast.ClassDef)], ":") == {}


def test_no_two_modules_of_the_core_have_one_name():
    assert twice([path.as_posix() for path in CORE.rglob("*.py") if path.stem != "__init__"], "/") == {}


def test_what_is_too_long_or_there_twice_is_found():
    function = ast.parse("def f():\n" + "    pass\n" * 40).body[0]
    assert longer_than(40, [("a.py:f", function)]) == {"a.py:f": 41} and longer_than(41, [("a.py:f", function)]) == {}
    assert twice(["a.py:Row", "b.py:Row", "b.py:Rows"], ":") == {"Row": 2}


def test_no_file_of_code_is_too_long():
    code = [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_the_code_is_clean_under_ruff():
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


# Commands and dependencies


def make_targets() -> dict[str, str]:
    """Target → its help, for the targets an outsider calls."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split())
    described = dict(re.findall(r"^([a-z][a-z-]*):.*?## (.+)$", makefile, re.M))
    assert phony == set(described), "each command has its line of help"
    return described


def test_make_help_lists_every_command():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target, description in make_targets().items():
        assert re.search(rf"make {target} +{re.escape(description)}$", shown, re.M), target


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_a_page_names_exists(page):
    named = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", (ROOT / page).read_text(encoding="utf-8"), re.M))
    assert named and named <= set(make_targets())


def test_the_readme_opens_with_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```sh\n(.+?)```", readme, re.S)[1]
    assert [line.split("#")[0].strip() for line in block.strip().splitlines()][-2:] == ["make", "make test"]


def told_rules() -> set[str]:
    """The names of the rules that the core's findings tell, as far as they stand in the calls themselves."""
    places = {"Finding": (1,), "Problem": (0,), "note": (1, 2), "read_entries": (1,)}
    found = set()
    for path in CORE.rglob("*.py"):
        tree = parsed(path)
        named = {node.targets[0].id: node.value.value for node in tree.body if isinstance(node, ast.Assign)
                 and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)}
        for node in nodes(path):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = [node.args[at] for at in places.get(called, ()) if at < len(node.args)]
            elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                given = node.value.elts[:1]
            else:
                continue
            found |= {getattr(value, "value", named.get(getattr(value, "id", ""))) for value in given}
    found -= {column for columns in CONTRACT.values() for column in columns}  # a cell's finding names its column first
    return {rule for rule in found if isinstance(rule, str) and re.fullmatch("[a-zåäö]+(-[a-zåäö]+)*", rule)}


def test_every_rule_is_explained_to_editors():
    told = told_rules()
    assert {"linkki", "tunnusluku", "kaava", "revisio", "luku-puuttuu"} <= told <= set(rules()), told - set(rules())


def test_continuous_integration_runs_the_command_of_the_readme():
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8") and script.stat().st_mode & 0o100


def requirements(name: str = "requirements.txt") -> list[str]:
    """The locked requirements, one string each with its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-editions.txt", "requirements-tools.txt"])
def test_every_requirement_is_locked_with_hashes_and_names_no_host(name):
    for requirement in requirements(name):
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement and "://" not in requirement, requirement


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def package_name(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower()


def test_every_dependency_of_the_project_is_locked():
    wanted = project()["project"]["dependencies"] + project()["dependency-groups"]["test"]
    assert {*map(package_name, wanted)} <= {*map(package_name, requirements())}
    for group in ("editions", "tools"):
        of_group = project()["dependency-groups"][group]
        assert {*map(package_name, of_group)} <= {*map(package_name, requirements(f"requirements-{group}.txt"))}


def test_both_locks_have_the_same_releases():
    releases = {requirement.split()[0] for requirement in requirements()}
    names = {package_name(release) for release in releases}
    ours = {requirement.split()[0] for requirement in requirements("requirements-editions.txt")}
    assert {release for release in ours if package_name(release) in names} <= releases


def test_no_tool_is_installed_unlocked():
    installed = lines_with(lambda line: re.search(r"pip install(?! .*(--require-hashes|-r requirements-canary\.txt))", line))
    assert [place for place in installed if place.startswith(("Makefile", ".github/workflows/"))] == []


def test_the_canary_builds_with_the_same_packages_unlocked():
    lines = (ROOT / "requirements-canary.txt").read_text(encoding="utf-8").splitlines()
    names = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    ours = {*map(package_name, project()["project"]["dependencies"])}
    assert names == ours - {"mkdocs"} | {"properdocs"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", *(f"ohjeet/{file.name}" for file in (ROOT / "ohjeet").iterdir())])
def test_every_place_that_a_page_links_to_exists(page):
    """Files, and headings of files by the anchors that GitHub gives them."""
    file = ROOT / page
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\((?!https?:|\.\./\.\./(?:actions|security)/)([^)#\s]*)(?:#([^)\s]+))?\)", text)
    assert links
    for name, anchor in links:
        target = file.parent / name if name else file
        assert target.exists(), name
        assert not anchor or anchor in anchors_on_github(target.read_text("utf-8")), f"{name}#{anchor}"


def anchors_on_github(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
