"""Permenkop 9/2020 with Juknis Deputi Bidang Perkoperasian 15/2021: the rules in force.

Tata kelola 30, profil risiko 15, kinerja keuangan 40, permodalan 15. Score 4 (best) to 1. Of the
19 or 27 financial indicators the bands of eight were at hand, of two of them only the worst.
"""

from klaster.rules.health.rating import Aspect, Band, Indicator, RuleSet

_FINANCE, _CAPITAL = "kinerja_keuangan", "permodalan"

JUKNIS_15_2021 = RuleSet(
    code="juknis_15_2021",
    title="Permenkop 9/2020, Juknis Deputi 15/2021",
    source="Permenkop 9/2020 dengan Juknis Deputi Bidang Perkoperasian 15/2021",
    best=4,
    aspects=(
        Aspect("tata_kelola", "Tata kelola", 30, "Daftar pertanyaan pemeriksa, bukan angka buku."),
        Aspect("profil_risiko", "Profil risiko", 15, "Daftar pertanyaan pemeriksa."),
        Aspect(_FINANCE, "Kinerja keuangan", 40),
        Aspect(_CAPITAL, "Permodalan", 15),
    ),
    indicators=(
        Indicator(
            "piutang_aset_produktif",
            "Piutang dan pembiayaan / aset produktif",
            _FINANCE,
            ("financing",),
            ("productive_assets",),
            (Band(4, high=75), Band(3, high=85), Band(2, high=95), Band(1)),
        ),
        Indicator(
            "npf",
            "Pembiayaan bermasalah (NPF)",
            _FINANCE,
            ("substandard", "doubtful", "loss"),
            ("financing",),
            (Band(4, high=5), Band(3, high=10), Band(2, high=15), Band(1)),
        ),
        Indicator(
            "bopo",
            "Biaya operasional / pendapatan (BOPO)",
            _FINANCE,
            ("operating_cost",),
            ("income",),
            (Band(4, high=80, is_open=True), Band(3, high=90), Band(2, high=100), Band(1)),
        ),
        Indicator(
            "biaya_usaha_shu_kotor",
            "Biaya usaha / SHU kotor",
            _FINANCE,
            ("operating_cost",),
            ("gross_surplus",),
            (Band(4, high=40, is_open=True), Band(3, high=60), Band(2, high=80), Band(1)),
        ),
        Indicator(
            "npm",
            "SHU bersih / pendapatan",
            _FINANCE,
            ("surplus",),
            ("income",),
            (Band(1, high=5, is_open=True),),
        ),
        Indicator(
            "pertumbuhan_ekuitas",
            "Pertumbuhan ekuitas",
            _FINANCE,
            ("equity_growth",),
            ("equity_before",),
            (Band(4, low=10), Band(3, low=7), Band(2, low=4), Band(1)),
        ),
        Indicator(
            "pertumbuhan_shu",
            "Pertumbuhan hasil usaha bersih",
            _FINANCE,
            ("surplus_growth",),
            ("surplus_before",),
            (Band(1, high=1, is_open=True),),
        ),
        Indicator(
            "ekuitas_aset",
            "Ekuitas / total aset",
            _CAPITAL,
            ("equity",),
            ("assets",),
            (
                Band(4, low=30, is_open=True),
                Band(3, low=20),
                Band(2, low=10),
                Band(1),
            ),
        ),
    ),
    missing=(
        "Batas nilai 2 sampai 4 untuk SHU bersih / pendapatan dan pertumbuhan hasil usaha bersih.",
        "Sisa dari 19 atau 27 indikator kinerja keuangan, dan indikator permodalan lainnya.",
        "Batas nilai akhir sehat, cukup sehat, kurang sehat, tidak sehat.",
    ),
)
