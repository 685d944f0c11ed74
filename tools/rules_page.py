"""Writes SAANNOT.md, the page that explains each rule of proofreading, from the
rules themselves.
"""

from pathlib import Path

from guidebook.proofing import Rule, rules

PAGE = Path(__file__).parents[1] / "SAANNOT.md"

HEAD = """# Oikoluvun säännöt

`make check` lukee tekstit näillä säännöillä ja kertoo jokaisesta kohdasta tiedoston, rivin ja säännön nimen. Selvät
merkkivirheet korjaa `make check ARGS=--fix`. Jos sääntö on jossakin kohdassa väärässä, kirjoita saman rivin loppuun
`<!-- sallittu: sääntö – syy -->`.
"""


def rules_page() -> str:
    return HEAD + "".join(map(_section, rules().values()))


def _section(rule: Rule) -> str:
    section = f"\n## {rule.name}\n\n{rule.why.strip()}\n"
    if rule.wrong:
        section += f"\n```markdown\n{_shown(rule.wrong)}\n```\n\nOikein:\n\n```markdown\n{_shown(rule.right)}\n```\n"
    return section + ("\nTämän korjaa `make check ARGS=--fix`.\n" if rule.fix else "")


def _shown(example: str) -> str:
    return example.replace("\u00a0", " ").strip()


if __name__ == "__main__":
    PAGE.write_text(rules_page(), "utf-8")
    print(f"{PAGE.name}: {len(rules())} sääntöä")
