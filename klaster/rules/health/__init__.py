"""Rating the health of a cooperative by versioned rule sets; a table that is not whole says so.

Ratios are reckoned from figures of the ledger, never typed. Where the published table of an
indicator is incomplete its score is None ("belum tersedia"), and so is the total that needs it.
"""

from klaster.rules.health.juknis_2021 import JUKNIS_15_2021
from klaster.rules.health.perdep_2016 import PERDEP_06_2016, PERDEP_07_2016
from klaster.rules.health.permen_2009 import PERMEN_14_2009
from klaster.rules.health.rating import RuleSet

RULE_SETS: dict[str, RuleSet] = {
    rules.code: rules for rules in (JUKNIS_15_2021, PERDEP_06_2016, PERDEP_07_2016, PERMEN_14_2009)
}

__all__ = ["RULE_SETS", "RuleSet"]
