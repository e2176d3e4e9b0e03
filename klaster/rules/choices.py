"""Rules that a cooperative chooses where sources disagree: each with default, source and warning.

A choice is dated: a book follows the value that was in force on the day. Values are JSON. Kept by
`cooperative.commands.choose`, read by `cooperative.queries.choice`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from klaster.rules import reading


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `read` checks a value under the key "value" and returns it.

    `warning` says why it is a choice at all; Indonesian, shown beside the value.
    """

    key: str
    title: str
    default: Any
    read: Callable[[Mapping[str, Any]], Any]
    source: str
    warning: str
    words: Mapping[str, str] = field(default_factory=dict)

    def said(self, value: Any) -> str:
        """A value in words: what an option is called, or the number itself."""
        return self.words.get(str(value), str(value))


def _percent(values: Mapping[str, Any]) -> int:
    return reading.read_int(values, "value", least=0, most=100)


def _months(values: Mapping[str, Any]) -> int:
    return reading.read_int(values, "value", least=1, most=12)


def _one_of(*options: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda values: reading.read_choice(values, "value", options)


_UNKNOWN_TEXT = "Bunyi peraturannya tidak ada di tangan; periksa sebelum dipakai."

CHOICES: dict[str, Choice] = {
    one.key: one
    for one in (
        Choice(
            key="rat_months",
            title="RAT paling lambat (bulan sesudah tahun buku)",
            default=3,
            read=_months,
            source="Permenkop 2/2024 dan UU 25/1992 ps. 26 (enam bulan)",
            warning="Sumber berbeda: 31 Maret (3 bulan) atau 30 Juni (6 bulan). Yang lebih awal "
            "dipakai sebagai pengingat.",
        ),
        Choice(
            key="quorum_pct",
            title="Kuorum rapat anggota (persen anggota, lebih dari)",
            default=50,
            read=_percent,
            source="Anggaran dasar koperasi",
            warning="Anggaran dasar dapat menentukan lain; isi sesuai anggaran dasar.",
        ),
        Choice(
            key="related_party_pct",
            title="Batas pembiayaan kepada pihak terkait (persen modal sendiri)",
            default=10,
            read=_percent,
            source="Permenkop 8/2023",
            warning=_UNKNOWN_TEXT,
        ),
        Choice(
            key="financing_approvals",
            title="Banyaknya pengurus yang menyetujui pembiayaan",
            default=2,
            read=lambda values: reading.read_int(values, "value", least=1, most=3),
            source="Prosedur pembiayaan koperasi",
            warning="Tidak diatur seragam; pencatat dan pemohon tidak pernah ikut menyetujui.",
        ),
        Choice(
            key="collectability",
            title="Aturan kolektibilitas",
            default="coop_2009",
            read=_one_of("coop_2009", "bank_style"),
            source="Permen KUKM 14/2009, atau cara bank yang lazim dipakai BMT",
            warning="Dua aturan beredar; pilih yang dipakai pengawas Anda.",
            words={"coop_2009": "Permen KUKM 14/2009", "bank_style": "Menurut hari terlambat"},
        ),
        Choice(
            key="provision",
            title="Tabel penyisihan piutang",
            default="ppap",
            read=_one_of("ppap", "none"),
            source="Kebiasaan PPAP: 0,5 / 10 / 50 / 100 persen",
            warning="SAK EP mensyaratkan bukti kerugian; persentase ini kebijakan koperasi, dan "
            "bukan bobot RPM penilaian kesehatan.",
            words={"ppap": "0,5 / 10 / 50 / 100 persen", "none": "Tanpa penyisihan"},
        ),
        Choice(
            key="savings_saver_pct",
            title="Nisbah penyimpan sukarela (persen laba bagi hasil)",
            default=40,
            read=_percent,
            source="Akad mudharabah simpanan",
            warning="Isi sesuai akad simpanan sukarela koperasi ini.",
        ),
        Choice(
            key="health_rules",
            title="Aturan penilaian kesehatan",
            default="juknis_15_2021",
            read=_one_of("juknis_15_2021", "perdep_06_2016", "perdep_07_2016", "permen_14_2009"),
            source="Permenkop 9/2020 dengan Juknis Deputi 15/2021",
            warning="Sebagian tabel tidak terbit lengkap; rasionya ditulis belum tersedia.",
            words={
                "juknis_15_2021": "Juknis 15/2021",
                "perdep_06_2016": "Perdep 06/2016 (KSP)",
                "perdep_07_2016": "Perdep 07/2016 (KSPPS)",
                "permen_14_2009": "Permen 14/2009",
            },
        ),
    )
}
