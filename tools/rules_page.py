"""The page that explains each rule to an editor, out of hooks/guidebook/rules.yml."""

from guidebook import rules
from guidebook.rules import Rule

HEAD = """# Tarkistuksen säännöt

`make check` lukee oppaan näillä säännöillä ja kertoo jokaisesta kohdasta tiedoston, rivin, sarakkeen, säännön nimen ja sen,
mitä tehdä. Tästä näet, mistä säännössä on kyse. Viesti, jonka lopussa lukee `(huomautus)`, ei estä mitään.

## Oikoluku

Selvät merkkivirheet korjaa `make check ARGS=--fix`. Jos sääntö on jossakin kohdassa väärässä, kirjoita saman rivin loppuun
`<!-- sallittu: sääntö – syy -->`.
"""
TABLES = {
    "text": "Muut säännöt tekstissä",
    "data": "Kansiossa `data/`",
    "anywhere": "Missä tahansa",
}


def rules_page() -> str:
    made = [_section(rule) for rule in rules.proofreading().values()]
    return "".join([HEAD, *made, *(_table(where, title) for where, title in TABLES.items())])


def _section(rule: Rule) -> str:
    section = f"\n### {rule.name}\n\n{rule.why.strip()}\n"
    if rule.wrong:
        section += f"\n```markdown\n{_shown(rule.wrong)}\n```\n\nOikein:\n\n```markdown\n{_shown(rule.right)}\n```\n"
    return section + ("\nTämän korjaa `make check ARGS=--fix`.\n" if rule.fix else "")


def _table(where: str, title: str) -> str:
    rows = [
        f"| `{rule.name}` | {rule.why} |" for rule in rules.rules().values() if rule.where == where
    ]
    return "\n".join([f"\n## {title}\n", "| Sääntö | Mitä se tarkoittaa |", "|---|---|", *rows, ""])


def _shown(example: str) -> str:
    return example.replace("\u00a0", " ").strip()
