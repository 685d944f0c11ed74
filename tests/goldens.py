"""The golden cases: what went in, and what is right to come out."""

from pathlib import Path

import yaml

GOLDEN = Path(__file__).with_name("golden")


def golden(name: str):
    """The cases of golden/NAME.yml, read in C as long as the files are many."""
    return yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.CSafeLoader)
