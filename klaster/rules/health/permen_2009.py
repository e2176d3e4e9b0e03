"""Permen KUKM 14/2009 (KSP): the components of 2016; the bounds of its five grades unverified."""

from klaster.rules.health import components as of
from klaster.rules.health.perdep_2016 import PERDEP_06_2016
from klaster.rules.health.rating import RuleSet

PERMEN_14_2009 = RuleSet(
    code="permen_14_2009",
    title="Permen KUKM 14/2009 (KSP)",
    source="Permen KUKM 14/Per/M.KUKM/XII/2009",
    best=100,
    aspects=PERDEP_06_2016.aspects,
    indicators=of.COMPONENTS,
    missing=(*of.MISSING, "Batas nilai akhir kelima golongan."),
)
