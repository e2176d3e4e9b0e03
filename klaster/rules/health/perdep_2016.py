"""Perdep 06/2016 (KSP) and 07/2016 (KSPPS): the same components, KSPPS with sharia compliance.

Grades: 80 and more sehat, from 66 cukup sehat, from 51 dalam pengawasan, below that dalam
pengawasan khusus.
"""

from klaster.rules.health import components as of
from klaster.rules.health.rating import Aspect, Grade, RuleSet

_GRADES = (
    Grade(80, "Sehat"),
    Grade(66, "Cukup sehat"),
    Grade(51, "Dalam pengawasan"),
    Grade(0, "Dalam pengawasan khusus"),
)
_ASKED = "Daftar pertanyaan pemeriksa."


def _aspects(capital: int, quality: int, sharia: int) -> tuple[Aspect, ...]:
    shared = (
        Aspect(of.CAPITAL, "Permodalan", capital),
        Aspect(of.QUALITY, "Kualitas aktiva produktif", quality),
        Aspect("manajemen", "Manajemen", 15, _ASKED),
        Aspect(of.EFFICIENCY, "Efisiensi", 10),
        Aspect(of.LIQUIDITY, "Likuiditas", 15),
        Aspect(of.GROWTH, "Kemandirian dan pertumbuhan", 10),
        Aspect(of.IDENTITY, "Jatidiri koperasi", 10),
    )
    return (*shared, Aspect("syariah", "Prinsip syariah", sharia, _ASKED)) if sharia else shared


PERDEP_06_2016 = RuleSet(
    code="perdep_06_2016",
    title="Perdep 06/2016 (KSP)",
    source="Peraturan Deputi Bidang Pengawasan 06/2016",
    best=100,
    aspects=_aspects(capital=15, quality=25, sharia=0),
    indicators=of.COMPONENTS,
    grades=_GRADES,
    missing=of.MISSING,
)

PERDEP_07_2016 = RuleSet(
    code="perdep_07_2016",
    title="Perdep 07/2016 (KSPPS)",
    source="Peraturan Deputi Bidang Pengawasan 07/2016",
    best=100,
    aspects=_aspects(capital=10, quality=20, sharia=10),
    indicators=of.COMPONENTS,
    grades=_GRADES,
    missing=(*of.MISSING, "Bobot komponen KSPPS bila berbeda dari KSP, dan aspek prinsip syariah."),
)
