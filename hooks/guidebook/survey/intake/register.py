"""What the rows told, as the four tables: each owner once and under a lasting identifier."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import partial
from hashlib import sha256
from operator import attrgetter

from ...text.invisible import INVISIBLE
from ..csv_rows import FORMULA
from ..key_file import Key
from ..personal import RULE as PERSONAL
from ..personal import is_personal
from ..schema import LONGEST_CELL
from .account_cells import Account
from .column_headings import plain
from .person_names import known_names, same_name
from .rows import Owner, OwnerRow
from .sheets import CellPlace

Note = Callable[[CellPlace, str, str, str], None]
MAILTO = "mailto:"


@dataclass(eq=False, slots=True)
class Entity:
    """A person or an organisation, with all that the tables tell of it."""

    place: CellPlace
    id: str = ""
    name: str = ""
    email: str = ""
    organisation: "Entity | None" = None
    traits: dict[str, str] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    gone: set[tuple[str, str]] = field(default_factory=set)  # said not to be there

    def profiles(self) -> Iterator[tuple[str, str]]:
        """What an account is known by next time."""
        for account in self.accounts.values():
            for name in filter(None, (account.handle, account.link)):
                yield account.channel, name.casefold().rstrip("/")


class Register:
    """The owners that the rows told, each once."""

    def __init__(self, same: dict[str, str], note: Note):
        self.same = {plain(name): other for name, other in same.items()}
        self._note = note
        self.persons: dict[tuple, Entity] = {}
        self.organisations: dict[tuple, Entity] = {}
        # (is a person, role or sector) and channel → how many are there, not there, unknown
        self.searches: dict[tuple[bool, str, str], Counter] = defaultdict(Counter)
        self.channels: dict[str, None] = {}
        self.again: list[str] = []  # lines of persons who are told twice
        self._rows: dict[tuple, tuple[int, CellPlace]] = {}

    def add(self, row: OwnerRow) -> None:
        owner = row.owner
        organisation = self._organisation(owner)
        if owner.person:
            entity = self._person(owner, organisation)
            described = ("role", "field", "country")
            if row.whole and self._is_repeated(entity, row):
                return
            if organisation and entity.organisation is not organisation:
                self.again.append(f"{owner.place}: {_SECOND_HOUSE}")
        else:
            entity, described = organisation, ("sector", "country")
        self._describe(entity, owner, described)
        if owner.person and organisation and "sector" in owner.traits:
            organisation.traits.setdefault("sector", owner.traits["sector"])
        self._accounts(entity, row.accounts, owner.person)
        if organisation:
            self._accounts(organisation, row.theirs, False)

    def _is_repeated(self, entity: Entity, row: OwnerRow) -> bool:
        """Whether a row says nothing new of a person of whom one of the same table and day told
        all. What else it says, it may say of a namesake.
        """
        owner, at = row.owner, row.owner.place
        days = frozenset(one.measured_on for one in row.accounts)
        key, said = (id(entity), at.path, at.sheet, days), hash(_said(row))
        first, place = self._rows.setdefault(key, (said, at))
        if place is at:
            return False
        if first == said:
            self.again.append(f"{at}: {_SAME_ROW} {_cell(place)}")
            return True
        if owner.id or owner.email:
            return False
        message = f"sama ihminen kuin solussa {_cell(place)}, mutta eri tiedot"
        self._note(at, "kaksoisavain", message, _NAMESAKE)
        return True

    def owners(self) -> list[Entity]:
        return list(dict.fromkeys([*self.persons.values(), *self.organisations.values()]))

    def _describe(self, entity: Entity, owner: Owner, keys: Iterable[str]) -> None:
        for key in keys:
            if value := owner.traits.get(key):
                if entity.traits.setdefault(key, value) != value and owner.person:
                    before = f'"{entity.traits[key][:60]}" (solu {_cell(entity.place)})'
                    message = f'{key} on "{value[:60]}", mutta aiemmin {before}'
                    self._note(owner.at(key), "ristiriita", message, "korjaa jompikumpi")
                self._check(partial(owner.at, key), value)

    def _organisation(self, owner: Owner) -> Entity | None:
        name, id = owner.organisation, owner.organisation_id
        name = self.same.get(plain(name), name)
        keys = [("id", id)] * bool(id) + [("name", plain(name))] * bool(name)
        if not keys:
            return None
        entity = self.organisations.get(keys[0])
        if entity is None and id and (of_name := self.organisations.get(keys[-1])):
            entity = of_name if not of_name.id else None
        if entity is None:
            entity = Entity(owner.place)
            self._check(partial(owner.at, "organisation", "organisation_id", "name"), name, id)
        entity.id, entity.name = entity.id or id, entity.name or name
        for key in keys:
            self.organisations.setdefault(key, entity)
        return entity

    def _person(self, owner: Owner, organisation: Entity | None) -> Entity:
        name = same_name(owner.name)
        keys = [("id", owner.id)] * bool(owner.id) + [("email", owner.email)] * bool(owner.email)
        if name and not keys:
            keys = [("name", name, id(organisation) if organisation else None)]
        elif name:
            keys.append(("name", name, id(organisation) if organisation else None))
        known = keys[:1] if keys[0][0] == "id" else keys
        entity = next((self.persons[key] for key in known if key in self.persons), None)
        if entity is None:
            entity = Entity(owner.place)
            self._check(partial(owner.at, "name", "person_id", "id"), owner.name, owner.id)
            if owner.id and is_personal(owner.id):
                hint = "vaihda tunnus, tai kerro intake.yml:ssä, että sarakkeessa on nimi (name)"
                self._note(
                    owner.at("person_id", "id"), PERSONAL, "tunnus kertoo, kuka henkilö on", hint
                )
        elif not owner.id and owner.email and entity.email not in ("", owner.email):
            message = f"samannimisellä on solussa {_cell(entity.place)} toinen osoite"
            hint = "korjaa osoite; jos he ovat eri ihmisiä, lisää taulukkoon sarake person_id"
            self._note(owner.at("email"), "ristiriita", message, hint)
        entity.id, entity.name = entity.id or owner.id, entity.name or owner.name
        entity.email = entity.email or owner.email
        entity.organisation = entity.organisation or organisation
        for key in keys:
            self.persons.setdefault(key, entity)
        return entity

    def _accounts(self, entity: Entity, accounts: list[Account], person: bool) -> None:
        for account in accounts:
            self.channels.setdefault(account.channel)
            group = entity.traits.get("role" if person else "sector", "")
            state = "not searched" if not account.searched else _STATES[account.there]
            self.searches[person, group, account.channel][state] += 1
            key = account.channel, account.measured_on
            if account.there:
                other = entity.accounts.setdefault(key, account)
                if other is not account:
                    self._join(other, account)
                self._check(lambda at=account.place: at, account.handle, account.link)
            elif account.there is False:
                entity.gone.add(key)

    def _join(self, first: Account, second: Account) -> None:
        """The same account told twice: what one lacks the other gives."""
        for name in ("followers", "posts_30d", "opened_on", "handle", "link"):
            here, there = getattr(first, name), getattr(second, name)
            if here in (None, ""):
                setattr(first, name, there)
            elif there not in (None, "") and here != there:
                message = (
                    f"sama tili ja mittauspäivä kuin solussa {_cell(first.place)}, mutta eri tieto"
                )
                hint = "poista toinen; jos he ovat eri ihmisiä, lisää taulukkoon sarake person_id"
                self._note(second.place, "kaksoisavain", message, hint)
                return

    def _check(self, at: Callable[[], CellPlace], *values: str) -> None:
        """What the tables could not hold."""
        for value in values:
            if found := FORMULA.match(value):
                message = (
                    f'solu alkaa merkillä "{found[1]}", ja taulukkolaskenta ajaisi sen kaavana'
                )
                self._note(at(), "kaava", message, "poista merkki solun alusta")
            elif len(value) > LONGEST_CELL:
                self._note(
                    at(), "arvo", f"solussa on {len(value)} merkkiä", f"enintään {LONGEST_CELL}"
                )
            elif INVISIBLE.search(value):
                self._note(
                    at(),
                    "näkymätön-merkki",
                    "solussa on näkymätön merkki",
                    "kirjoita se uudelleen",
                )

    def join_the_nameless(self) -> None:
        """One told by name alone is the only one of that name of whom an organisation is told."""
        within = defaultdict(list)
        for key, entity in self.persons.items():
            if key[0] == "name" and key[2] is not None:
                within[key[1]].append(entity)
        for key, entity in list(self.persons.items()):
            others = within.get(key[1], []) if key[0] == "name" and key[2] is None else []
            if len(others) == 1 and others[0] is not entity:
                for account_key, account in entity.accounts.items():
                    other = others[0].accounts.setdefault(account_key, account)
                    if other is not account:
                        self._join(other, account)
                others[0].traits = entity.traits | others[0].traits
                self.persons = {
                    k: others[0] if one is entity else one for k, one in self.persons.items()
                }


_NAMESAKE = "yhdistä rivit; jos he ovat eri ihmisiä, lisää taulukkoon sarake person_id"
_SAME_ROW = "riviä ei lueta, koska siinä on samat tiedot kuin solun"
_SECOND_HOUSE = "henkilöllä on jo organisaatio, joten tätä toista ei lueta"


_of_account = attrgetter(
    *(one.name for one in fields(Account) if one.name != "place")  # all that is told of it
)


def _said(row: OwnerRow) -> tuple:
    """All that a row says but for where it stands."""
    owner = row.owner
    accounts = [_of_account(one) for one in (*row.accounts, *row.theirs)]
    traits = tuple(sorted(owner.traits.items()))
    return owner.id, owner.email, plain(owner.organisation), traits, tuple(accounts)


_STATES = {True: "there", False: "not there", None: "unknown"}


def _cell(place: CellPlace) -> str:
    return str(place).rpartition(":")[2]


def give_ids(register: "Register", keys: list[Key], used: set[str]) -> list[str]:
    """Each has its own identifier: the given one, that of the key file, or a new one. New ones
    follow no order of the alphabet. Gives a line of each new one whose namesake is known.
    """
    known = _Known(keys, register.same, register.persons.values())
    used = used | {key.person_id for key in keys} | {key.organisation_id for key in keys}
    organisations = list(dict.fromkeys(register.organisations.values()))
    persons = list(dict.fromkeys(register.persons.values()))
    for entity in organisations:
        entity.id = entity.id or known.organisation(entity)
    _number("o", organisations, used)
    for entity in persons:
        entity.id = entity.id or known.person(entity)
    new = [entity for entity in persons if not entity.id]
    _number("h", persons, used)
    return [
        f"{one.place}: samanniminen on jo tunnuksella {other}, mutta ei samassa organisaatiossa, "
        f"joten tämä on {one.id} – jos he ovat sama ihminen, kirjoita riville person_id {other}"
        for one in new
        for other in known.namesakes(one)
    ]


def _number(letter: str, entities: list[Entity], used: set[str]) -> None:
    used |= {entity.id for entity in entities}
    numbers = [int(one[1:]) for one in used if re.fullmatch(rf"{letter}\d{{1,9}}", one)]
    next_one = max(numbers, default=0)
    new = [entity for entity in entities if not entity.id]
    for entity in sorted(new, key=_shuffled):
        next_one += 1
        entity.id = f"{letter}{next_one}"


def _shuffled(entity: Entity) -> tuple:
    of = entity.organisation.name if entity.organisation else ""
    text = "|".join((same_name(entity.name), of, entity.email))
    return sha256(text.encode()).digest(), entity.place


class _Known:
    """Who the key file knows."""

    def __init__(self, keys: list[Key], same: dict[str, str], persons: Iterable[Entity]):
        self._now = {same_name(one.name) for one in persons}  # nobody else's former name
        self._profiles: dict[tuple[bool, str, str], str] = {}
        self._names: dict[str, dict[str, str]] = defaultdict(dict)  # name → organisation → id
        self._organisations: dict[str, str] = {}
        for key in keys:
            if key.name and not key.person_id:
                self._organisations.setdefault(plain(key.name), key.organisation_id)
        joined = self._join(same)
        for key in sorted(keys, key=lambda it: len(known_names(it.name))):  # former names last
            id = key.person_id or key.organisation_id
            for name in filter(None, (key.handle, key.link)):
                profile = bool(key.person_id), key.channel, name.casefold().rstrip("/")
                self._profiles.setdefault(profile, id)
            if key.person_id and key.name:
                organisation = joined.get(key.organisation_id, key.organisation_id)
                for name in known_names(key.name):
                    self._names[name].setdefault(organisation, id)

    def _join(self, same: dict[str, str]) -> dict[str, str]:
        """Of organisations that have since been told to be the same: identifier → the one that
        stays.
        """
        joined = {}
        for alias, name in same.items():
            if id := self._organisations.get(alias):
                joined[id] = self._organisations.setdefault(plain(name), id)
        return joined

    def organisation(self, entity: Entity) -> str:
        return self._organisations.get(plain(entity.name), "") or self._by_profile(entity, False)

    def person(self, entity: Entity) -> str:
        if entity.email and (id := self._profiles.get((True, "", MAILTO + entity.email))):
            return id
        where = entity.organisation.id if entity.organisation else ""
        for within in self._of_names(entity):
            if where in within:
                return within[where]
            if len(within) == 1 and ("" in within or not where):
                return next(iter(within.values()))
        return self._by_profile(entity, True)

    def namesakes(self, entity: Entity) -> list[str]:
        return list(dict.fromkeys(id for one in self._of_names(entity) for id in one.values()))

    def _of_names(self, entity: Entity) -> list[dict[str, str]]:
        """For each name of the entity that is known: organisation → identifier."""
        own, *others = known_names(entity.name) if entity.name else [""]
        names = [own, *(name for name in others if name not in self._now)]
        return [self._names[name] for name in names if name in self._names]

    def _by_profile(self, entity: Entity, person: bool) -> str:
        found = (self._profiles.get((person, *profile)) for profile in entity.profiles())
        return next(filter(None, found), "")


def new_keys(persons: Iterable[Entity], organisations: Iterable[Entity]) -> Iterator[Key]:
    """The rows of the key file that these give."""
    for person in persons:
        of = person.organisation.id if person.organisation else ""
        if person.name or person.email:
            yield Key(
                person.id, of, person.name, link=MAILTO + person.email if person.email else ""
            )
        yield from _of_accounts(person, Key(person.id, of, person.name))
    for organisation in organisations:
        if organisation.name:
            yield Key("", organisation.id, organisation.name)
        yield from _of_accounts(organisation, Key("", organisation.id, organisation.name))


def _of_accounts(entity: Entity, key: Key) -> Iterator[Key]:
    for account in entity.accounts.values():
        if account.handle or account.link:
            yield Key(
                key.person_id,
                key.organisation_id,
                key.name,
                account.channel,
                account.handle,
                account.link,
            )


def joined_keys(old: list[Key], new: Iterable[Key]) -> list[Key]:
    """The rows with the new ones in the place of those of the same owner and channel."""
    joined = {(key.person_id or f"/{key.organisation_id}", key.channel): key for key in old}
    for key in new:
        place = key.person_id or f"/{key.organisation_id}", key.channel
        before = joined.get(place)
        if before:
            key = Key(
                key.person_id,
                key.organisation_id or before.organisation_id,
                key.name or before.name,
                key.channel,
                key.handle or before.handle,
                key.link or before.link,
            )
        joined[place] = key
    return list(joined.values())
