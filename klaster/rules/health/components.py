"""The components that the rules of 2009 and 2016 share, each with its weight.

Tables that were not at hand, or only unverified, have no scale: modal / aset, pinjaman anggota,
beban operasi, efisiensi pelayanan, likuiditas, rentabilitas aset, promosi ekonomi anggota.
"""

from klaster.rules.health.rating import Band, Indicator, Steps

CAPITAL, QUALITY, EFFICIENCY = "permodalan", "kualitas_aktiva", "efisiensi"
LIQUIDITY, GROWTH, IDENTITY = "likuiditas", "kemandirian", "jatidiri"

COMPONENTS = (
    Indicator("modal_aset", "Modal sendiri / total aset", CAPITAL, ("own_capital",), ("assets",),
              None, 6),
    Indicator("modal_pinjaman_berisiko", "Modal sendiri / pinjaman berisiko", CAPITAL,
              ("own_capital",), ("at_risk",), Steps(10, 10), 6),
    Indicator("kecukupan_modal", "Kecukupan modal sendiri", CAPITAL,
              ("weighted_capital",), ("weighted_assets",),
              (Band(0, high=4, is_open=True), Band(50, high=6), Band(75, high=8),
               Band(100)), 3),
    Indicator("pinjaman_anggota", "Pinjaman kepada anggota / seluruh pinjaman", QUALITY,
              ("financing_members",), ("financing",), None, 10),
    Indicator("rpm", "Risiko pinjaman bermasalah / pinjaman", QUALITY,
              ("problem_weighted",), ("financing",),
              (Band(100, high=0), Band(80, high=10), Band(60, high=20),
               Band(40, high=30), Band(20, high=40), Band(10, high=45), Band(0)), 5),
    Indicator("cadangan_rpm", "Cadangan risiko / pinjaman bermasalah", QUALITY,
              ("allowance",), ("problem_weighted",), Steps(1, 1), 5),
    Indicator("pinjaman_berisiko", "Pinjaman berisiko / pinjaman", QUALITY,
              ("at_risk",), ("financing",),
              (Band(100, high=21, is_open=True), Band(75, high=26, is_open=True),
               Band(50, high=30), Band(25)), 5),
    Indicator("beban_operasi", "Beban operasi / partisipasi bruto", EFFICIENCY,
              ("operating_cost",), ("gross_participation",), None, 4),
    Indicator("beban_usaha_shu", "Beban usaha / SHU kotor", EFFICIENCY,
              ("operating_cost",), ("gross_surplus",), None, 4),
    Indicator("efisiensi_pelayanan", "Beban karyawan / volume pinjaman", EFFICIENCY,
              ("staff_cost",), ("financing",), None, 2),
    Indicator("kas_kewajiban", "Kas dan bank / kewajiban lancar", LIQUIDITY,
              ("cash",), ("current_liabilities",), None, 10),
    Indicator("pinjaman_dana", "Pinjaman / dana diterima", LIQUIDITY,
              ("financing",), ("funds_received",), None, 5),
    Indicator("rentabilitas_aset", "Rentabilitas aset", GROWTH, ("surplus",), ("assets",),
              None, 3),
    Indicator("rentabilitas_modal", "Rentabilitas modal sendiri", GROWTH,
              ("surplus_to_members",), ("own_capital",),
              (Band(25, high=3, is_open=True), Band(50, high=4, is_open=True),
               Band(75, high=5, is_open=True), Band(100)), 3),
    Indicator("kemandirian_operasional", "Kemandirian operasional", GROWTH,
              ("net_participation",), ("operating_and_cooperative_cost",),
              (Band(100, low=100, is_open=True), Band(0)), 4),
    Indicator("partisipasi_bruto", "Partisipasi bruto", IDENTITY,
              ("gross_participation",), ("gross_participation_and_other",),
              (Band(25, high=25, is_open=True), Band(50, high=50, is_open=True),
               Band(75, high=75, is_open=True), Band(100)), 7),
    Indicator("promosi_ekonomi", "Promosi ekonomi anggota", IDENTITY,
              ("promotion",), ("member_savings",), None, 3),
)  # fmt: skip

MISSING = (
    "Tabel modal / aset, pinjaman anggota, beban operasi, beban usaha, efisiensi pelayanan.",
    "Tabel kas / kewajiban lancar, pinjaman / dana diterima, rentabilitas aset, promosi anggota.",
    "Aspek manajemen dinilai dari daftar pertanyaan pemeriksa.",
)
