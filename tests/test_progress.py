"""What is told while something long goes on, on a terminal and in a log."""

import io
import logging

import pytest

from commands import run
from guidebook import progress


class Clock:
    """A clock that goes when it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def heard():
    """Begins to listen: live or not → stream and clock."""

    def listen(live: bool) -> tuple[io.StringIO, Clock]:
        stream, clock = io.StringIO(), Clock()
        progress.listen(progress.Console(stream, live, clock))
        return stream, clock

    yield listen
    progress.LOGGER.handlers = []


def work(clock: Clock, seconds: float) -> None:
    for _ in progress.counted("Muunnan sivuja", "sivu", range(61)):
        clock.now += seconds


def test_a_log_tells_where_a_work_begins_and_how_far_it_is_now_and_then(heard):
    stream, clock = heard(live=False)
    work(clock, 0.7)
    progress.begin("Taitan kirjaa")
    assert stream.getvalue().splitlines() == [
        "Muunnan sivuja …", "Muunnan sivuja: sivu 16/61", "Muunnan sivuja: sivu 31/61", "Muunnan sivuja: sivu 46/61",
        "Muunnan sivuja: sivu 61/61", "Taitan kirjaa …"]
    assert "\r" not in stream.getvalue() and "\x1b" not in stream.getvalue()


def test_a_terminal_has_one_line_that_changes_in_its_place(heard):
    stream, clock = heard(live=True)
    work(clock, 0.05)
    told = stream.getvalue().split(progress.ERASE)
    assert told[:3] == ["", "Muunnan sivuja …", "Muunnan sivuja: sivu 3/61"] and "\n" not in stream.getvalue()
    assert len(told) < 35, "no more often than it can be read"


def test_a_count_without_an_end_is_told_too(heard):
    stream, clock = heard(live=False)
    progress.begin("Taitan kirjaa")
    clock.now = 11
    progress.step("sivu", 120)
    assert stream.getvalue().splitlines() == ["Taitan kirjaa …", "Taitan kirjaa: sivu 120"]


@pytest.mark.parametrize("live, told", [
    (False, "Taitan kirjaa …\nVAROITUS: varo\nVIRHE: väärin\ntiedoksi\n"),
    (True, "\r\x1b[KTaitan kirjaa …\r\x1b[K\x1b[33mVAROITUS: varo\x1b[0m\n\x1b[31mVIRHE: väärin\x1b[0m\ntiedoksi\n"),
])
def test_a_message_stands_on_a_line_of_its_own_and_an_error_stands_out(monkeypatch, live, told):
    monkeypatch.delenv("NO_COLOR", raising=False)
    console = progress.Console(stream := io.StringIO(), live, Clock())
    progress.listen(console)
    progress.begin("Taitan kirjaa")
    for level, message in ((logging.WARNING, "varo"), (logging.ERROR, "väärin"), (logging.INFO, "tiedoksi")):
        console.handle(logging.LogRecord("opas", level, "", 0, message, (), None))
    progress.LOGGER.handlers = []
    assert stream.getvalue() == told


def test_nobody_hears_when_nobody_listens(capsys):
    progress.LOGGER.handlers = []
    progress.begin("Taitan kirjaa")
    assert capsys.readouterr() == ("", "")


# The real commands


@pytest.mark.slow
def test_a_build_tells_in_finnish_what_it_does_and_what_it_made(small_guide):
    built = small_guide.publish()
    assert [line for line in built.stderr.splitlines() if ": " not in line and "EPUB" not in line] == [
        "Luen aineiston ja tekstit …", "Muunnan sivuja verkkoon …", "Muunnan sivuja kirjaan …", "Taitan kirjaa …",
        "Kirjoitan PDF-tiedostoa …", "Taitan lukuja yksitellen …", "Kirjoitan sivuja …"]
    told = built.stdout.splitlines()[0].removeprefix("Valmis: ").split(", ")
    files = [name for name in told if "/" in name]
    assert files[:2] == ["site/index.html", "site/opas.pdf"] and "site/luvut.json" in files
    assert all((small_guide.folder / name).is_file() for name in files)


@pytest.mark.slow
def test_what_was_not_made_is_not_said_to_be(small_guide):
    told = small_guide.publish(GUIDEBOOK_BOOK="0").stdout.splitlines()
    assert told[0] == "Valmis: site/index.html, site/luvut.json"
    assert told[1].startswith("Tekemättä jäi kirja ") and "koska kirja on pois käytöstä" in told[1]
    small_guide.replace("docs/toinen.md", "> 100", "> 10000")
    refused = small_guide.publish(GUIDEBOOK_BOOK="0")
    assert refused.returncode == 1 and refused.stdout == ""
    assert refused.stderr.splitlines()[-2:] == [
        "VIRHE: docs/toinen.md:7:10: väite-ei-pidä: henkiloita on 320 – korjaa sanat tai väite",
        "VIRHE: Opasta ei julkaistu: 1 korjattavaa. Aiempi sivusto ja PDF ovat ennallaan."]


@pytest.mark.slow
def test_a_warning_ends_a_strict_build_in_finnish(small_guide):
    small_guide.write("varo.py", "import logging\n\n\ndef on_env(env, **_):\n    logging.getLogger('mkdocs').warning('outoa')\n")
    small_guide.replace("mkdocs.yml", "hooks: [", "hooks: [varo.py, ")
    ended = small_guide.publish(GUIDEBOOK_BOOK="0")
    assert ended.returncode == 1 and ended.stdout == ""
    assert "VAROITUS: outoa" in ended.stderr.splitlines()
    assert ended.stderr.splitlines()[-1] == "VIRHE: Opasta ei julkaistu: edellä on varoituksia. Aiempi sivusto ja PDF ovat ennallaan."


@pytest.mark.slow
def test_the_log_of_mkdocs_is_there_for_who_asks(small_guide):
    told = run("mkdocs", "build", "--verbose", cwd=small_guide.folder, GUIDEBOOK_BOOK="0")
    assert "INFO    -  Building documentation to directory:" in told.stderr and "DEBUG" in told.stderr
    quiet = run("mkdocs", "build", "--quiet", "--no-strict", cwd=small_guide.folder, GUIDEBOOK_BOOK="0")
    assert (quiet.returncode, quiet.stderr) == (0, "")


@pytest.mark.slow
def test_the_check_tells_what_it_does(small_guide):
    assert small_guide.check().stderr.splitlines()[:2] == ["Luen aineiston ja tekstit …", "Muunnan sivuja verkkoon …"]


@pytest.mark.slow
@pytest.mark.parametrize(("settings", "told"), [
    ("site_name: [x", 'VIRHE: mkdocs.yml:1:14: yaml: mkdocs.yml ei aukea (luettelon loppu ] puuttuu) – tarkista sisennykset ja kaksoispisteet'),
    ("nav: []", 'VIRHE: mkdocs.yml:1:1: asetus: asetus "site_name" puuttuu – lisää rivi site_name: …'),
    ("site_name: A\nstrict: true\nnvi: [a.md]",
     'VAROITUS: mkdocs.yml:3:1: asetus: tuntematon asetus "nvi" – poista se tai korjaa nimi'),
    ("site_name: A\ndev_addr: tuolla\n", """VIRHE: mkdocs.yml:2:1: asetus: MkDocs ei hyväksy asetusta "dev_addr": Must be """
     """a string of format 'IP:PORT' – korjaa asetus tai palauta se ennalleen"""),
])
def test_settings_at_which_mkdocs_stops_before_any_hook_are_told_as_findings(tmp_path, settings, told):
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    built = run("run_mkdocs", "build", cwd=tmp_path)
    assert (built.returncode, (built.stdout + built.stderr).strip()) == (1, told)
