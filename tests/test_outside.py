"""The visits to outside links, to a server of the test's own."""

import signal
import socket
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from commands import run
from conftest import mistakes
from goldens import golden
from guidebook import __main__ as command
from guidebook import network
from guidebook.findings import Place
from guidebook.guide import read_guide
from guidebook.settings import read
from guidebook.site import outside_links
from guidebook.site.outside_links import Manners, Response

QUICK = Manners(pause=0, timeout=1, retries=1, backoff=0)
CALM = Manners(pause=0.2, timeout=5, retries=0, backoff=0)


class Host(BaseHTTPRequestHandler):
    """/200, /404 … answer with that status; the other paths do what their names say."""

    asked: Counter
    hosts: set
    visitors: int
    most_visitors: int

    def do_HEAD(self):
        host = type(self)
        host.visitors += 1
        host.most_visitors = max(host.most_visitors, host.visitors)
        host.asked[f"{self.command} {self.path}"] += 1
        host.hosts.add(self.headers["Host"])
        self.answer(self.path.strip("/").split("?")[0])
        host.visitors -= 1

    do_GET = do_HEAD

    def answer(self, path: str) -> None:
        status, headers = 200, {}
        if path.isdecimal():
            status = int(path)
        elif path == "vain-get" and self.command == "HEAD":
            status = 405
        elif path == "toipuu" and self.asked[f"{self.command} /toipuu"] == 1:
            status = 503
        elif path == "hidas":
            time.sleep(2.5)
        elif path in ("muutti", "keha"):
            status, headers = 301, {"Location": "/200" if path == "muutti" else "/keha"}
        elif path == "odota":
            status, headers = 429, {"Retry-After": "100000"}
        elif path == "sisaan":
            status, headers = 302, {"Location": f"http://127.0.0.2:{self.server.server_port}/200"}
        elif path == "sisaan-kiertaen":
            status, headers = 302, {"Location": "/sisaan"}
        self.send_response(status)
        for name, value in ({"Content-Length": "0"} | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def host(monkeypatch):
    """A server at 127.0.0.1, which passes for public, and at every other address of this machine, which does not."""
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1")
    kind = type("OwnHost", (Host,), {"asked": Counter(), "hosts": set(), "visitors": 0, "most_visitors": 0})
    server = ThreadingHTTPServer(("0.0.0.0", 0), kind)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()  # seconds from shutdown to end
    yield f"http://127.0.0.1:{server.server_port}", kind
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path, answer", [
    ("200", Response(200)), ("404", Response(404)), ("410", Response(410)), ("403", Response(403)), ("500", Response(500)),
    ("vain-get", Response(200)), ("toipuu", Response(200)), ("muutti", Response(200)), ("keha", Response(problem="ohjaa kehää")),
    ("429", Response(429)), ("200?hakusana=ä ö", Response(200)),
])
def test_a_visit_tells_what_the_host_answers(host, path, answer):
    address = f"{host[0]}/{path}"
    assert outside_links.visit([address], QUICK) == {address: answer}


def test_a_host_that_asks_to_wait_for_a_day_is_not_waited_for(host, monkeypatch):
    slept = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    assert outside_links.visit([f"{host[0]}/odota"], QUICK)[f"{host[0]}/odota"] == Response(429)
    assert all(seconds <= 60 for seconds in slept)


@pytest.mark.slow
def test_a_slow_host_is_given_up(host):
    began = time.monotonic()
    assert outside_links.visit([f"{host[0]}/hidas"], Manners(timeout=0.5, retries=0)) == {f"{host[0]}/hidas": Response(problem="ei vastaa ajoissa")}
    assert time.monotonic() - began < 20


PUBLIC = golden("public-addresses")


@pytest.mark.parametrize("address, public", [(it, kind == "public") for kind, them in PUBLIC.items() for it in them])
def test_an_address_is_public_or_not(address, public):
    assert network.is_public(address) == public


def port(address: str) -> int:
    return int(address.rsplit(":", 1)[1])


@pytest.mark.parametrize("name", ["127.0.0.2", "localhost.", "127.2", "0x7f000002", "2130706434", "0177.0.0.2", "[::ffff:127.0.0.2]", "0.0.0.0"])
def test_a_private_address_is_never_asked(host, monkeypatch, name):
    monkeypatch.setattr(network, "is_public", lambda address: address == "8.8.8.8")
    address = f"http://{name}:{port(host[0])}/200"
    assert outside_links.visit([address], QUICK) == {address: Response(problem=outside_links.NOT_PUBLIC)} and not host[1].asked


@pytest.mark.parametrize("path", ["sisaan", "sisaan-kiertaen"])
def test_a_page_that_leads_to_a_private_address_is_not_followed(host, path):
    address = f"{host[0]}/{path}"
    assert outside_links.visit([address], QUICK) == {address: Response(problem=outside_links.NOT_PUBLIC)}
    assert not any("200" in path for path in host[1].asked)


@pytest.fixture
def names(monkeypatch):
    """Name → the addresses that it has at the first asking, the second …; who was asked for."""
    known, asked, real = {}, [], socket.getaddrinfo

    def getaddrinfo(name, port, *rest, **more):
        if name not in known:
            return real(name, port, *rest, **more)
        asked.append(name)
        addresses = known[name].pop(0) if len(known[name]) > 1 else known[name][0]
        return [answer for address in addresses for answer in real(address, port, type=socket.SOCK_STREAM)]
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known, asked


def test_what_was_checked_is_what_is_visited(host, names):
    known, asked = names
    known["vieras.example"] = [["127.0.0.1"], ["127.0.0.2"]]
    address = f"http://vieras.example:{port(host[0])}/200"
    assert outside_links.visit([address], QUICK) == {address: Response(200)}
    assert asked == ["vieras.example"] and host[1].hosts == {f"vieras.example:{port(host[0])}"}


def test_of_the_addresses_of_a_host_the_public_ones_are_tried(host, names):
    names[0]["vieras.example"] = [["127.0.0.2", "::1", "127.0.0.1"]]
    address = f"http://vieras.example:{port(host[0])}/200"
    assert outside_links.visit([address], QUICK) == {address: Response(200)}


@pytest.mark.slow
def test_a_secure_host_is_asked_by_its_name(names, monkeypatch):
    monkeypatch.setattr(network, "is_public", lambda address: True)
    names[0]["vieras.example"] = [["127.0.0.1"]]
    greetings = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def greet():
            with server.accept()[0] as visitor:
                greetings.append(visitor.recv(4096))
        threading.Thread(target=greet, daemon=True).start()
        address = f"https://vieras.example:{server.getsockname()[1]}/"
        outside_links.visit([address], Manners(timeout=1, retries=0, backoff=0))
    assert b"vieras.example" in greetings[0]


@pytest.mark.parametrize("address", ["http://ei-ole.invalid/", "http://127.0.0.1:1/", "http://[::1/", "http://a..b/"])
def test_what_has_no_host_does_not_answer(address):
    assert outside_links.visit([address], QUICK)[address].problem


@pytest.mark.slow
def test_a_host_has_one_visitor_at_a_time_who_takes_breaks(host):
    began = time.monotonic()
    outside_links.visit([f"{host[0]}/200?{number}" for number in range(4)], CALM)
    assert host[1].most_visitors == 1 and time.monotonic() - began > 3 * CALM.pause
    assert set(host[1].asked.values()) == {1}, "HEAD alone"


def test_when_the_time_is_up_no_host_is_asked(host):
    address = f"{host[0]}/404"
    assert outside_links.visit([address], Manners(deadline=0)) == {address: Response()} and not host[1].asked
    assert not outside_links._finding(Place("a.md"), address, Response()).fatal


@pytest.fixture
def linking(small_guide, host):
    address, kind = host
    page = (small_guide.folder / "docs/toinen.md").read_text("utf-8")
    small_guide.write("docs/toinen.md", f"{page}\nKatso [sivu]({address}/404#kohta), [toinen]({address}/403) ja [kolmas]({address}/200).\n")
    sources = (small_guide.folder / "data/sources.yml").read_text("utf-8")
    small_guide.write("data/sources.yml", f"{sources}\nuusi:\n  title: Uusi\n  cite: Uusi\n  kind: verkko\n  accessed: 2026-11-23\n  url: {address}/410\n")
    return small_guide, address, kind


def test_every_outside_link_is_told_with_its_place(linking, monkeypatch):
    made, address, _ = linking
    monkeypatch.chdir(made.folder)
    monkeypatch.setattr(outside_links, "visit", lambda addresses, manners: {
        it: Response(int(it.rsplit("/", 1)[1])) if it.startswith(address) else Response(200) for it in addresses})
    findings, _ = outside_links.check(read_guide(read(made.folder / "mkdocs.yml")))
    last = len((made.folder / "docs/toinen.md").read_text("utf-8").splitlines())
    of_sources = len((made.folder / "data/sources.yml").read_text("utf-8").splitlines())
    assert [(str(it.place), it.message.partition(": ")[2], it.fatal) for it in findings] == [
        (f"data/sources.yml:{of_sources}:3", "sivua ei ole (410)", True),
        *sorted([(f"docs/toinen.md:{last}:14", "sivua ei ole (404)", True),
                 (f"docs/toinen.md:{last}:{14 + len(address) + 22}", "palvelin ei kerro tarkistajalle (403)", False)]),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path, text", [("data/sources.yml", "a: [\n"), ("data/sources.yml", "a: 5\n"), ("docs/toinen.md", b"\xff")])
def test_of_a_guide_that_cannot_be_read_no_links_are_said_to_be_right(small_guide, path, text):
    small_guide.write(path, text)
    visited = run("guidebook", "links", cwd=small_guide.folder)
    assert (visited.returncode, visited.stdout) == (1, "") and mistakes(visited)[0].startswith(f"{path}:")


def links(made, monkeypatch, capsys, *options):
    """The command itself, in this process: only here may a server of this machine pass for public."""
    monkeypatch.chdir(made.folder)
    monkeypatch.setattr(sys, "argv", ["guidebook", "links", *map(str, options)])
    status = command.main()
    # Else a browser that leaves in the middle of a page would be the end of this process, without a word.
    assert signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN
    return status, capsys.readouterr().out


@pytest.mark.slow
def test_the_command_writes_its_summary_and_fails_for_what_is_gone(linking, tmp_path, monkeypatch, capsys):
    made, address, kind = linking
    summary = tmp_path / "yhteenveto.md"
    for name in ("data/sources.yml", "docs/index.md"):
        text = (made.folder / name).read_text("utf-8").replace("https://example.org", f"{address}/200?")
        made.write(name, text)
    status, said = links(made, monkeypatch, capsys, "--github", "--summary", summary)
    assert status == 1
    told = summary.read_text("utf-8")
    assert "2 ei vie perille, 1 jäi epäselväksi." in told and "sivua ei ole (404)" in told
    assert told.index("(404)") < told.index("(403)") and said.count("::error ") == 2
    assert not any(path.startswith("GET /200") for path in kind.asked)


@pytest.mark.slow
def test_a_strangers_address_is_words_in_the_summary_and_no_command_in_the_log(linking, tmp_path, monkeypatch, capsys):
    made, address, _ = linking
    summary = tmp_path / "yhteenveto.md"
    odd = f"{address}/404?@octocat/`x`|<img/src=x>##[error]![a](b)"
    made.write("data/sources.yml", (made.folder / "data/sources.yml").read_text("utf-8").replace(f"{address}/410", odd))
    status, said = links(made, monkeypatch, capsys, "--github", "--summary", summary)
    told = summary.read_text("utf-8")
    assert status == 1 and "octocat" in told
    assert not any(sign in told for sign in ("@octocat", "`x`", "<img", "![a]", "http://")) and "##[" not in said
