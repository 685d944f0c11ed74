"""The configuration of the guide as a version has it: a mapping like that of mkdocs.yml."""

from collections.abc import Collection, Mapping
from typing import Any

from .versio_file import Adaptation, OwnChapter

# Key of versio.yml → that under extra: guidebook:
TEXTS = {"alaotsikko": "subtitle", "tiivistelma": "summary", "julkaisija": "publisher"}


def adapted(config: Mapping[str, Any], adaptation: Adaptation) -> dict[str, Any]:
    """The keys of the configuration that the version changes."""
    extra = dict(config.get("extra") or {})
    guidebook = dict(extra.get("guidebook") or {})
    texts, gone = adaptation.texts, set(adaptation.left_out)
    guidebook |= {key: texts[name] for name, key in TEXTS.items() if texts[name]}
    nav = _with_own(without(config.get("nav"), adaptation.left_out) or [], adaptation.own)
    parts = {title for item in nav if isinstance(item, dict) for title in item}
    for key, value in guidebook.items():
        guidebook[key] = _left(key, value, gone, parts)
    changed: dict[str, Any] = {"nav": nav, "extra": {**extra, "guidebook": guidebook}}
    if texts["nimi"]:
        changed["site_name"] = texts["nimi"]
    if texts["alaotsikko"]:
        changed["site_description"] = texts["alaotsikko"]
    return changed


def _left(key: str, value: Any, gone: set[str], parts: set[str]) -> Any:
    """A setting that names pages or parts, without those that are gone."""
    if key == "glossary":
        return "" if value in gone else value
    if key == "jatkuvat" and isinstance(value, list):
        return [part for part in value if part in parts]
    if key == "hoitajat" and isinstance(value, dict):
        return {part: role for part, role in value.items() if part in parts}
    if key == "reitit" and isinstance(value, dict):
        left = {
            way: [one for one in named if one in parts or (one.endswith(".md") and one not in gone)]
            for way, named in value.items()
        }
        return {way: named for way, named in left.items() if named}
    return value


def without(nav: list | None, paths: Collection[str]) -> list | None:
    """A nav of mkdocs.yml without these pages, and without the parts that held nothing else."""
    if not isinstance(nav, list) or not paths:
        return nav
    kept = []
    for item in nav:
        title, target = next(iter(item.items())) if isinstance(item, dict) else ("", item)
        if isinstance(target, list):
            target = without(target, paths)
        if target and target not in paths:
            kept.append({title: target} if title else target)
    return kept


def _with_own(nav: list, own: tuple[OwnChapter, ...]) -> list:
    for chapter in own:
        nav = _after(nav, chapter) if chapter.after else _at_the_end(nav, chapter)
    return nav


def _at_the_end(nav: list, chapter: OwnChapter) -> list:
    """With the chapter in its part, which may be a new one."""
    made, part = list(nav), chapter.part
    for at, item in enumerate(nav):
        if isinstance(item, dict) and isinstance(item.get(part), list):
            made[at] = {part: [*item[part], chapter.path]}
            return made
    return [*made, {part: [chapter.path]}]


def _after(nav: list, chapter: OwnChapter) -> list:
    made = []
    for item in nav:
        title, target = next(iter(item.items())) if isinstance(item, dict) else ("", item)
        if isinstance(target, list):
            item = {title: _after(target, chapter)}
        made += [item, chapter.path] if target == chapter.after else [item]
    return made
