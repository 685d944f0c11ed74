"""What the commands say of themselves is in Finnish."""

import re

import pytest

from guidebook import __main__ as commands

ENGLISH = re.compile(r"\b(?:usage|options|positional|show|unrecognized|arguments?|required|expected|invalid|choose|ignored|ambiguous)\b")
WRONG = ["", "olematon", "check --olematon", "check --fix=3", "chapter", "due --on", "due --on eilen", "diff --base", "survey"]


def said(capsys, *arguments: str) -> str:
    with pytest.raises(SystemExit):
        commands._parser().parse_args(arguments)
    out = capsys.readouterr()
    return out.out + out.err


@pytest.mark.parametrize("command", ["", *(name for name, *_ in commands.COMMANDS)])
def test_help_is_in_finnish(capsys, command):
    told = said(capsys, *command.split(), "--help")
    assert told.startswith("käyttö: python -m guidebook") and not ENGLISH.search(told)


@pytest.mark.parametrize("written", WRONG)
def test_what_is_wrong_with_a_command_is_told_in_finnish(capsys, written):
    told = said(capsys, *written.split())
    assert "komentoa ei voi lukea" in told and not ENGLISH.search(told)
