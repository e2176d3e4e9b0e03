"""The registers of officers and of supervisors, with the sharia board."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.record_books.labels import OFFICES
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Words, added


def _register(code: str, title: Words, answers: Words, board: str) -> Report:
    return Report(
        code=code,
        title=title,
        answers=answers,
        sql=Path(__file__).with_suffix(".sql"),
        parameters=(
            Parameter("board", _("Dewan"), default=board),
            Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
        ),
        columns=(
            Column("office", _("Jabatan"), labels=OFFICES),
            Column("name", _("Nama")),
            Column("member", _("No. anggota"), Kind.COUNT),
            Column("valid_from", _("Mulai"), Kind.DATE),
            Column("valid_until", _("Berakhir"), Kind.DATE),
            Column("standing", _("Menjabat"), Kind.COUNT, total=True),
        ),
        grain=_("Satu baris per masa jabatan."),
        source=_("Pengangkatan yang dicatat koperasi."),
        check=Check(
            _("Jumlah yang menjabat sama dengan yang diangkat dikurangi yang berakhir."),
            added("standing"),
            Kind.COUNT,
        ),
    )


OFFICERS = _register(
    "book_officers",
    _("Buku daftar pengurus"),
    _("Siapa pengurus koperasi, dan sejak kapan?"),
    "pengurus",
)
SUPERVISORS = _register(
    "book_supervisors",
    _("Buku daftar pengawas"),
    _("Siapa pengawas dan dewan pengawas syariah, dan sejak kapan?"),
    "pengawas",
)
