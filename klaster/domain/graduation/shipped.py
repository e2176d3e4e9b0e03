"""The rule sets that come with the product, one YAML for each version in `rule_sets/`.

Adopting one makes it an organisation's own; a version that was published never changes.
"""

from functools import cache
from pathlib import Path

import yaml

from klaster.rules.refusal import Refused
from klaster.rules.scoring import readiness_json
from klaster.rules.scoring.readiness import RuleSet

FOLDER = Path(__file__).with_name("rule_sets")


class NoSuchRules(Refused):
    code = "no_such_rules"
    message = "Aturan kesiapan {name} tidak disertakan. Yang ada: {known}."


@cache
def rule_sets() -> dict[tuple[str, int], RuleSet]:
    """Return every shipped rule set by code and version, in the order of the file names."""
    found = [
        readiness_json.read(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {(each.code, each.version): each for each in found}


def find(code: str, version: int) -> RuleSet:
    """Return one, or raise `NoSuchRules` with the list."""
    rules = rule_sets().get((code, version))
    if rules is None:
        known = ", ".join(each.name for each in rule_sets().values())
        raise NoSuchRules(name=f"{code}_v{version}", known=known)
    return rules
