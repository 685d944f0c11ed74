"""The data of a guide read: survey, numbers and sources, with what is wrong in any of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from . import identity, survey
from .findings import BadInput, Finding, Place
from .identity import Identity
from .numbers import Entry, Numbers, facts, given_bases, statistics
from .numbers.facts import Source
from .pages.nav import FRONT
from .pages.opened import opened
from .pages.page import Page, read_page
from .settings import Settings
from .survey import Survey
from .text.keeping import kept

LOOK = "ilme"  # the rule that an identity is read by


class Reading:
    """What came of reading a guide's files: findings, and the rules and pages of those unread."""

    def __init__(self):
        self.findings: list[Finding] = []
        self.unread_rules: set[str] = set()
        self.unread_pages: set[str] = set()

    def attempt(self, rules: tuple[str, ...], reader, *arguments):
        """What the reader gives; None when it cannot, and then these rules are not held."""
        try:
            return reader(*arguments)
        except BadInput as error:
            self.unread_rules.update(rules)
            self.findings.extend(error.findings)
            return None

    def page(self, settings: Settings, path: str) -> Page | None:
        try:
            page = read_page(settings.home_of(path), path, settings.bounds)
            return opened(page, settings.adaptation, settings.bounds) if path == FRONT else page
        except BadInput as error:
            self.unread_pages.add(path)
            self.findings.extend(error.findings)
            return None


def read_identity(settings: Settings, reading: Reading) -> Identity | None:
    """None where the guide has none of its own, or one that cannot be used."""
    if not settings.brand.exists():
        return None
    guides_own = settings.config.with_name(identity.NAME)
    base = None
    if settings.brand != guides_own and guides_own.exists():
        base = reading.attempt((LOOK,), identity.read, guides_own)
    return reading.attempt((LOOK,), identity.read, settings.brand, base) or base


def read_data(
    settings: Settings, reading: Reading
) -> tuple[Survey | None, Numbers | None, dict[str, Source] | None]:
    of_numbers = ("tuntematon-luku", "tuntematon-kuvio")
    descriptors = reading.attempt(("aineisto",), survey.find, settings.surveys, settings.own_survey)
    definitions, sources, cited, measured = {}, {}, {}, None
    if settings.statistics:
        definitions = reading.attempt(
            of_numbers, statistics.read_definitions, settings.statistics, descriptors
        )
    if settings.sources:
        of_sources = ("tuntematon-lähde", "tieto")
        sources = reading.attempt(of_sources, facts.read_sources, settings.sources)
    if sources is None:
        reading.unread_rules.update(of_numbers)
    elif settings.facts:
        cited = reading.attempt(of_numbers, facts.read_facts, settings.facts, sources)
    if descriptors is not None:
        measured = reading.attempt(
            ("aineisto",), _measure, settings, descriptors, definitions or {}
        )
    unread = {
        id: statistics.withhold(entry, "aineistoa ei voitu lukea")
        for id, entry in (definitions or {}).items()
    }
    read_survey, results, wrong = measured or (None, unread, ())
    reading.findings += [*wrong, *given_bases.findings(results)]
    return read_survey, reading.attempt(of_numbers, Numbers, results, cited or {}), sources


def _measure(
    settings: Settings, descriptors: Mapping[str, Path], definitions: Mapping[str, Entry]
) -> tuple[Survey, dict[str, Entry], list[Finding]]:
    """The survey without its rows, its statistics, and what is wrong with their queries. Raises
    BadInput.
    """

    def make():
        read_survey = survey.read(descriptors, settings.latest)
        results = statistics.compute(read_survey, definitions) if definitions else ({}, [])
        return Survey(read_survey.collections, {}), *results

    def pack(made):
        read_survey, computed, wrong = made
        return None if wrong else [survey.as_data(read_survey), statistics.as_data(computed)]

    def unpack(data):
        read_survey = survey.from_data(data[0])
        return read_survey, statistics.from_data(data[1], definitions, read_survey), []

    inputs = [
        *survey.all_files(descriptors),
        *(repr(replace(one, place=Place(""))) for one in definitions.values()),
        " ".join(descriptors),
        settings.latest.isoformat(),
    ]
    return kept(inputs, make, pack, unpack)
