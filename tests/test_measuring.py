"""Accounts measured, on servers of the test's own that answer as the services do, and as they fail."""

import csv
import json
import re
import shutil
import sys
import threading
import zipfile
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from commands import ROOT
from conftest import EXAMPLE, NO_PROGRAM
from goldens import golden
from guidebook import __main__ as command
from guidebook import network
from guidebook.findings import BadInput
from guidebook.survey import intake, key_file
from guidebook.survey.key_file import Key
from guidebook.survey.measuring import asking, client, session
from guidebook.survey.measuring.client import Client, Courtesy, Unanswered
from guidebook.survey.measuring.outcomes import Journal, State

CASES = golden("measuring/services")
SERVICES = [pytest.param(case, id=case["name"], marks=[pytest.mark.slow] * case.get("waits", False)) for case in CASES]
QUICK = Courtesy(pause=0, timeout=0.3, longest=0.4, largest=200_000, retries=2, backoff=0)
TODAY = date.today()
MOMENTS = {"NOW": datetime.now(UTC) - timedelta(days=3), "OLD": datetime.now(UTC) - timedelta(days=180)}


class Service(BaseHTTPRequestHandler):
    """/host/path?query answers what the case says of it; what it does not foresee is 418."""

    answers: dict
    asked: list
    unforeseen: list

    def do_GET(self):
        host, _, path = unquote(self.path).lstrip("/").partition("/")
        type(self).asked.append((host, f"/{path}", dict(self.headers)))
        given = self.answers.get(host, {}).get(f"/{path}")
        if given is None:
            type(self).unforeseen.append(path)
            given = {"status": 418}
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        if fails := given.get("fails"):
            getattr(self, fails)()
            return
        body = given.get("text") or (json.dumps(given["json"]) if "json" in given else "")
        for word, moment in MOMENTS.items():
            body = body.replace(f'"{word}"', f'"{moment.isoformat()}"')
        self.begin(given.get("status", 200), {"Content-Length": len(body.encode()), **given.get("headers", {})})
        self.wfile.write(body.encode())

    def begin(self, status: int, headers: dict) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def cut(self):
        self.begin(200, {"Content-Length": 100})
        self.wfile.write(b'{"id": "11"}')
        self.close_connection = True

    def endless(self):
        self.begin(200, {})
        while True:
            try:
                self.wfile.write(b" " * 65536)
            except OSError:
                return

    def drip(self):
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
        self.drop(b"a")

    def drip_body(self):
        self.begin(200, {})
        self.drop(b" ")

    def drop(self, drop: bytes):
        while True:
            try:
                self.wfile.write(drop)
                threading.Event().wait(0.05)
            except OSError:
                return

    def slow(self):
        threading.Event().wait(0.8)

    def nothing(self):
        self.close_connection = True

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):
            pass
    made = Quiet(("127.0.0.1", 0), Service)
    threading.Thread(target=made.serve_forever, args=[0.01], daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


class Local(Client):
    """Asks the test's server instead of the services, and waits on a clock of its own."""

    def __init__(self, port: int, courtesy: Courtesy = QUICK):
        self.slept, self.port, self.clock = [], port, 1_800_000_000.0
        super().__init__("https://opas.example/", courtesy, self.pass_time, lambda: self.clock)

    def address(self, host: str, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{host}{path}"

    def pass_time(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock += seconds


@pytest.fixture
def local(server, monkeypatch):
    """A client whose server passes for public, and what the server answers and was asked."""
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(network, "LONGEST_HEAD", 0.4)
    Service.answers, Service.asked, Service.unforeseen = {}, [], []
    return Local(server.server_port)


@pytest.mark.parametrize("case", SERVICES)
def test_each_service_is_understood(local, case):
    Service.answers = json.loads(json.dumps(case["answers"]))
    key = Key("h1", "", "Aino Esimerkki", **case["key"])
    service = asking.ASKED[key.channel]
    ((answered, reading),) = service.readings([key], {key: case.get("id", "")}, local)
    assert answered == key and [reading.state.value, reading.followers, reading.posts] == case["want"]
    assert case.get("note", reading.note) == reading.note
    assert Service.unforeseen == [], "asked as its documentation says"
    if "slept" in case:
        assert round(sum(local.slept)) == case["slept"]
    if not case["answers"]:
        assert Service.asked == []


def test_a_service_is_told_who_asks_and_where_to_complain(local):
    Service.answers = {"some.example.org": {"/": {"json": {}}}}
    local.get("some.example.org", "/")
    assert Service.asked[0][2]["User-Agent"] == "opas-mittaus/1 (+https://opas.example/)"
    assert Service.asked[0][2]["Accept-Encoding"] == "identity"


def test_bluesky_is_asked_about_25_at_a_time(local):
    keys = [Key(f"h{number}", "", "", "bluesky", f"a{number}.example.org") for number in range(30)]
    found = list(asking.bluesky.readings(keys, {}, local))
    assert [key for key, _ in found] == keys and {reading.state for _, reading in found} == {State.UNANSWERED}
    assert max(path.count("actors=") for _, path, _ in Service.asked) == 25
    assert asking.bluesky.calls(keys) == {"public.api.bsky.app": 32}


def test_a_host_has_a_pause_between_its_requests_and_is_left_alone_when_it_fails(server, local):
    slow = Local(server.server_port, Courtesy(pause=1, timeout=1, retries=0, backoff=5))
    Service.answers = {"a": {"/": {"json": {}}}, "b": {"/": {"status": 500}}}
    for _ in range(4):
        slow.get("a", "/")
    assert slow.slept == [1, 1, 1]
    for _ in range(5):
        with pytest.raises(Unanswered):
            slow.get("b", "/")
    assert [host for host, *_ in Service.asked].count("b") == 3


@pytest.mark.parametrize("headers", [
    {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": datetime.fromtimestamp(1_800_000_060, UTC).isoformat()},
    {"RateLimit-Remaining": "0", "RateLimit-Reset": "1800000060"},
    {"Retry-After": "60"}, {"Retry-After": "Fri, 15 Jan 2027 08:01:00 GMT"},
])
def test_a_limit_is_kept_before_it_is_broken(local, headers):
    Service.answers = {"a": {"/": {"json": {}, "headers": headers}}}
    local.get("a", "/")
    local.get("a", "/")
    assert local.slept == [60]


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "169.254.169.254", "::1", "fe80::1", "192.168.1.1"])
def test_a_stranger_s_server_leads_to_no_private_address(monkeypatch, address):
    """The real client, asked about a name whose address a stranger chose."""
    family = 10 if ":" in address else 2
    monkeypatch.setattr(network.socket, "getaddrinfo", lambda *_, **__: [(family, 1, 6, "", (address, 443))])
    monkeypatch.setattr(network, "create_connection", lambda *_, **__: pytest.fail("a private address was connected to"))
    with pytest.raises(Unanswered, match="ei ole julkista osoitetta"):
        Client("a", QUICK, lambda _: None).get("some.example.org", "/")


# A whole run


ANSWERS = {
    "public.api.bsky.app": {
        "/xrpc/app.bsky.actor.getProfiles?actors=a.example.org&actors=b.example.org": {"json": {"profiles": [
            {"did": "did:plc:a", "handle": "a.example.org", "followersCount": 10},
            {"did": "did:plc:b", "handle": "b.example.org", "followersCount": 20}]}},
        "/xrpc/app.bsky.feed.getAuthorFeed?actor=did:plc:a&filter=posts_no_replies&limit=100": {"json": {"feed": []}},
        "/xrpc/app.bsky.feed.getAuthorFeed?actor=did:plc:b&filter=posts_no_replies&limit=100": {"json": {"feed": []}}},
    "api.github.com": {"/users/kadonnut": {"status": 404, "json": {}}, "/users/talo": {"status": 500}},
}


@pytest.fixture
def guide(tmp_path, local, monkeypatch) -> Path:
    """A folder with a survey of one's own and its key file."""
    package = tmp_path / "data/surveys/oma"
    shutil.copytree(EXAMPLE, package, ignore=NO_PROGRAM)
    persons, organisations = (rows(package / f"{name}.csv") for name in ("persons", "organisations"))
    first, second, third = (persons[number]["person_id"] for number in range(3))
    house = organisations[0]["organisation_id"]
    key_file.write(tmp_path / key_file.FILE, [
        Key(first, house, "Aino Esimerkki", "bluesky", "a.example.org"), Key(second, "", "Eino Esimerkki", "bluesky", "b.example.org"),
        Key(third, "", "Oili Esimerkki", "github", "kadonnut"), Key("", house, "Talo", "github", "talo"),
        Key(first, house, "Aino Esimerkki", "linkedin", "aino"), Key(first, house, "Aino Esimerkki", "tiktok", "@aino"),
        Key("poissa", "", "Joku Muu", "bluesky", "c.example.org"), Key(second, "", "Eino Esimerkki"),
    ])
    with open(package / "accounts.csv", "a", encoding="utf-8") as file:
        file.write(f"{third},,github,5,,,2025-11-02\n")
        known = {(it["person_id"], it["channel"]) for it in rows(package / "accounts.csv")}
        file.writelines(f"{first},,{it},,,,2026-08-03\n" for it in ("linkedin", "tiktok") if (first, it) not in known)
    with open(package / "channels.csv", "a", encoding="utf-8") as file:
        file.write("github,GitHub\n")
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "tests/small/mkdocs.yml").read_bytes())
    Service.answers = json.loads(json.dumps(ANSWERS))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(file: Path) -> list[dict[str, str]]:
    with open(file, encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def go(guide: Path, asks: Client, **options) -> int:
    chosen = {"config": guide / "mkdocs.yml", "dry_run": False, "again": False, "confirm": True} | options
    return session.run(SimpleNamespace(**chosen), guide / "data/surveys/oma/datapackage.json", asks)


def new_rows(guide: Path) -> list[tuple[str, str, str]]:
    return [(it["channel"], it["followers"], it.get("closed_on", "")) for it in rows(guide / "data/surveys/oma/accounts.csv")
            if it["measured_on"] == TODAY.isoformat()]


def test_what_is_measured_is_in_the_tables_and_the_rest_is_told_apart(guide, local, capsys):
    status, told = go(guide, local), capsys.readouterr().out.splitlines()
    assert status == 0 and new_rows(guide) == [("bluesky", "10", ""), ("bluesky", "20", ""), ("github", "", TODAY.isoformat())]
    report = (guide / "data/private/oma/mittaus.txt").read_text("utf-8")
    assert report.index("Kadonnut\n") < report.index("Oili") < report.index("Palvelu ei vastaa\n") < report.index("Talo")
    assert "Omistajaa ei ole tauluissa\n  poissa · Joku Muu" in report
    assert not any(word in "\n".join(told) for word in ("Esimerkki", "example.org", "aino"))
    assert {"Mitattu: 2", "Kadonnut: 1", "Palvelu ei vastaa: 1"} <= set(told)
    assert [path.name for path in (guide / "data/private/oma").iterdir() if path.stat().st_mode & 0o077] == []
    names = {it["channel"]: it["name"] for it in rows(guide / "data/surveys/oma/channels.csv")}
    assert names["bluesky"] == "Bluesky" and "github" in names
    text = (guide / "data/surveys/oma/accounts.csv").read_text("utf-8")
    assert not any(word in text for word in ("Esimerkki", "example.org", "did:plc", "kadonnut"))


def test_a_second_run_asks_only_what_was_left(guide, local):
    go(guide, local)
    before, Service.asked = (guide / "data/surveys/oma/accounts.csv").read_bytes(), []
    Service.answers["api.github.com"]["/users/talo"] = {"json": {"login": "talo", "id": 3, "followers": 44}}
    status = go(guide, Local(local.port))
    assert status == 0 and [path for _, path, _ in Service.asked] == ["/users/talo"]
    assert (guide / "data/surveys/oma/accounts.csv").read_bytes().startswith(before) and ("github", "44", "") in new_rows(guide)


def test_a_run_that_breaks_off_keeps_what_it_has_measured(guide, local, monkeypatch, capsys):
    asked = asking.github.readings

    def interrupted(*_):
        raise KeyboardInterrupt
    monkeypatch.setattr(asking.github, "readings", interrupted)
    assert go(guide, local) == 1 and capsys.readouterr().out == "Keskeytyi. Mitattu on tallessa; jatka samalla komennolla.\n"
    assert [it[1] for it in new_rows(guide)] == ["10", "20"]
    monkeypatch.setattr(asking.github, "readings", asked)
    Service.asked = []
    go(guide, local)
    assert {host for host, *_ in Service.asked} == {"api.github.com"}


def test_a_run_that_was_killed_leaves_its_outcomes_to_the_next(guide, local, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(asking.MeasuredTables, "write", lambda *_: 0)
        go(guide, local)
    journal = guide / "data/private/oma/mittaus.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])  # in the middle of a line
    assert new_rows(guide) == []
    go(guide, local)
    assert [it[1] for it in new_rows(guide)][:2] == ["10", "20"]
    assert len(Journal(journal).of(key_file.read(guide / key_file.FILE))) == 4


def test_tables_that_would_not_be_read_are_left_as_they_are(guide, local):
    package = guide / "data/surveys/oma"
    go(guide, local)
    whole = (package / "accounts.csv").read_bytes()
    (package / "channels.csv").write_text("channel\n", "utf-8")
    with pytest.raises(BadInput) as raised:
        go(guide, local, again=True)
    assert "channels.csv" in str(raised.value.findings[0]) and (package / "accounts.csv").read_bytes() == whole


def describe(guide: Path, column: str, **said) -> None:
    descriptor = guide / "data/surveys/oma/datapackage.json"
    told = json.loads(descriptor.read_text("utf-8"))
    (accounts,) = [it for it in told["resources"] if it["name"] == "accounts"]
    (field,) = [it for it in accounts["schema"]["fields"] if it["name"] == column]
    field.update(said)
    descriptor.write_text(json.dumps(told), "utf-8")


def test_tables_that_are_dated_to_the_month_and_lie_in_a_folder_of_their_own_are_measured(guide, local):
    package = guide / "data/surveys/oma"
    (package / "taulut").mkdir()
    for file in package.glob("*.csv"):
        file.rename(package / "taulut" / file.name)
    accounts = package / "taulut/accounts.csv"
    accounts.write_text(re.sub(r",(\d{4}-\d\d)-\d\d$", r",\1", accounts.read_text("utf-8"), flags=re.M), "utf-8")
    descriptor = package / "datapackage.json"
    descriptor.write_text(re.sub(r'"path": "(\w+\.csv)"', r'"path": "taulut/\1"', descriptor.read_text("utf-8")), "utf-8")
    describe(guide, "measured_on", type="yearmonth")
    go(guide, local)
    assert [it["followers"] for it in rows(accounts) if it["measured_on"] == TODAY.isoformat()] == ["10", "20", ""]
    assert sorted(it.name for it in package.iterdir()) == ["datapackage.json", "taulut"]


def test_tables_whose_days_are_written_otherwise_are_not_touched(guide, local):
    accounts = guide / "data/surveys/oma/accounts.csv"
    accounts.write_text(re.sub(r",(\d{4})-(\d\d)-(\d\d)$", r",\3.\2.\1", accounts.read_text("utf-8"), flags=re.M), "utf-8")
    describe(guide, "measured_on", format="%d.%m.%Y")
    whole = accounts.read_bytes()
    with pytest.raises(BadInput) as raised:
        go(guide, local)
    assert "muussa muodossa" in str(raised.value.findings[0]) and accounts.read_bytes() == whole and Service.asked == []


def test_a_dry_run_asks_nobody_and_counts(guide, local, capsys):
    assert go(guide, local, dry_run=True) == 0 and capsys.readouterr().out.splitlines() == [
        "api.github.com: 2", "public.api.bsky.app: 3", "Pyyntöjä vähintään 5; mitään ei kysytty."]
    assert Service.asked == [] and new_rows(guide) == []


def test_a_dry_run_counts_what_the_run_then_asks(guide, local, capsys):
    """Of those who have a row and a handle that can be read, and again when that is asked for."""
    with open(guide / key_file.FILE, "a", encoding="utf-8") as file:
        file.write(f"{rows(guide / 'data/surveys/oma/persons.csv')[4]['person_id']},,Joku,github,ei tunnus,\n")
    Service.answers["api.github.com"]["/users/talo"] = {"json": {"login": "talo", "id": 3, "followers": 44}}
    bluesky = Service.answers["public.api.bsky.app"]
    by_name = "/xrpc/app.bsky.actor.getProfiles?actors=a.example.org&actors=b.example.org"
    bluesky["/xrpc/app.bsky.actor.getProfiles?actors=did:plc:a&actors=did:plc:b"] = bluesky[by_name]
    for options in ({}, {"again": True}):
        go(guide, local, dry_run=True, **options)
        told, Service.asked = capsys.readouterr().out, []
        go(guide, local, **options)
        assert f"vähintään {len(Service.asked)};" in told
        capsys.readouterr()


def test_two_runs_at_once_ask_nobody_twice(guide, local):
    with session._alone(guide / "data/private/oma"), pytest.raises(BadInput, match="toinen mittaus on käynnissä"):
        go(guide, local)
    assert Service.asked == []


def test_a_disk_that_is_full_ends_the_run_with_what_was_measured(guide, local, monkeypatch):
    kept = Journal.keep

    def full(journal, outcome):
        if outcome.key.channel == "github":
            raise OSError(28, "No space left on device")
        kept(journal, outcome)
    with monkeypatch.context() as at_first:
        at_first.setattr(Journal, "keep", full)
        with pytest.raises(OSError):
            go(guide, local)
    go(guide, local)
    assert [it[1] for it in new_rows(guide)] == ["10", "20", ""]


def test_a_clock_that_is_put_back_makes_no_wait_longer(local):
    Service.answers = {"a": {"/": {"json": {}, "headers": {"Retry-After": "60"}}}}
    local.get("a", "/")
    local.clock -= 3600
    local.get("a", "/")
    assert local.slept == [60]

def test_what_the_law_asks_is_asked_once(guide, local, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["guidebook", "measure"])
    monkeypatch.setattr(client.Client, "get", lambda *_, **__: pytest.fail("asked before it was confirmed"))
    assert command.main() == 1 and "vahvistus: " in capsys.readouterr().err and Service.asked == []
    monkeypatch.undo()
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(session.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "kyllä" if "759/2004" in question else "ei")
    go(guide, local, confirm=False)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail("asked twice"))
    go(guide, local, confirm=False)
    assert TODAY.isoformat() in (guide / "data/private/oma/vahvistus.txt").read_text("utf-8")


def test_a_question_that_is_broken_off_ends_the_command(guide, local, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["guidebook", "measure"])
    monkeypatch.setattr(session.sys.stdin, "isatty", lambda: True, raising=False)
    for broken, status, told in ((KeyboardInterrupt, 130, "Keskeytyi."), (EOFError, 1, "vahvista: make measure")):
        monkeypatch.setattr("builtins.input", lambda _, broken=broken: (_ for _ in ()).throw(broken))
        assert command.main() == status and told in capsys.readouterr().err and Service.asked == []


def test_without_a_survey_or_a_key_file_it_says_how_to_make_them(guide, local, monkeypatch, capsys):
    (guide / key_file.FILE).unlink()
    monkeypatch.setattr(sys, "argv", ["guidebook", "measure"])
    assert command.main() == 1 and "make survey FILE=" in capsys.readouterr().err


def test_only_the_command_measures():
    """No build, check or test reaches the services: none imports what asks them."""
    core = ROOT / "hooks"
    users = [path.relative_to(core).as_posix() for path in core.rglob("*.py") if path.parent.name != "measuring"
             and re.search(r"import .*\bmeasuring\b|from .*\bmeasuring\b.* import", path.read_text("utf-8"))]
    assert users == ["guidebook/__main__.py"]


def test_what_is_entered_by_hand_in_the_sheet_comes_into_the_tables(guide, local):
    """The sheet as it is written, filled in for one account of two, and read as any spreadsheet."""
    package = guide / "data/surveys/oma"
    (package / "intake.yml").write_text("field: ala\nselection: convenience\n", "utf-8")
    go(guide, local)
    sheet = guide / "data/private/oma/taydennettavat.xlsx"
    heading, *filled = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert [row[3:6] for row in filled] == [["linkedin", "aino", ""], ["tiktok", "@aino", ""]]
    assert sorted(links_in(sheet)) == ["https://www.linkedin.com/in/aino", "https://www.tiktok.com/@aino"]
    filled[0][5:7] = 1234, 3
    with xlsxwriter.Workbook(sheet) as book:
        for number, row in enumerate([heading, *filled]):
            book.worksheets()[0].write_row(number, 0, row) if number else book.add_worksheet().write_row(0, 0, row)
    before = rows(package / "accounts.csv")
    intake.take([sheet], guide, guide / "data/surveys", intake.Asking())
    after = rows(package / "accounts.csv")
    (new,) = [it for it in after if it["channel"] in ("linkedin", "tiktok") and it["measured_on"] == TODAY.isoformat()]
    assert (new["person_id"], new["followers"], new["posts_30d"]) == (filled[0][0], "1234", "3") and len(after) == len(before) + 1
    assert [it["closed_on"] for it in after if it["closed_on"]] == [TODAY.isoformat()], "what was measured stays"
    go(guide, local)
    rest = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()[1:]
    assert [row[3] for row in rest] == ["tiktok"]


def links_in(sheet: Path) -> list[str]:
    with zipfile.ZipFile(sheet) as opened:
        return re.findall(r'Target="(https://[^"]+)"', opened.read("xl/worksheets/_rels/sheet1.xml.rels").decode())
