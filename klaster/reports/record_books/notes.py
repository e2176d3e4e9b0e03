"""The record books written by hand: guests, suggestions, advice, incidents, letters."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.record_books.labels import NOTES
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Words, added


def _book(code: str, title: Words, answers: Words, kind: str) -> Report:
    return Report(
        code=code,
        title=title,
        answers=answers,
        sql=Path(__file__).with_suffix(".sql"),
        parameters=(
            Parameter("kind", _("Jenis"), default=kind),
            Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
        ),
        columns=(
            Column("n", _("No."), Kind.COUNT),
            Column("on", _("Tanggal"), Kind.DATE),
            Column("kind", _("Jenis"), labels=NOTES),
            Column("who", _("Dari atau kepada")),
            Column("reference", _("Nomor surat")),
            Column("text", _("Isi")),
            Column("answer", _("Tindak lanjut")),
            Column("one", _("Catatan"), Kind.ID),
        ),
        grain=_("Satu baris per catatan, menurut tanggal."),
        source=_("Buku catatan koperasi."),
        check=Check(_("Tidak ada catatan yang terlewat."), added("one"), Kind.COUNT),
    )


GUESTS = _book(
    "book_guests",
    _("Buku tamu"),
    _("Siapa yang datang ke koperasi, dan untuk apa?"),
    "guest",
)

SUGGESTIONS = _book(
    "book_suggestions",
    _("Buku saran anggota"),
    _("Apa saran anggota, dan apa tindak lanjutnya?"),
    "suggestion",
)

OFFICIAL_ADVICE = _book(
    "book_official_advice",
    _("Buku anjuran pejabat koperasi"),
    _("Apa anjuran pejabat koperasi, dan apa tindak lanjutnya?"),
    "official_advice",
)

OTHER_ADVICE = _book(
    "book_other_advice",
    _("Buku anjuran instansi lain"),
    _("Apa anjuran instansi lain, dan apa tindak lanjutnya?"),
    "other_advice",
)

INCIDENTS = _book(
    "book_incidents",
    _("Buku catatan kejadian penting"),
    _("Apa yang penting terjadi di koperasi?"),
    "incident",
)

LETTERS = _book(
    "book_letters",
    _("Buku agenda ekspedisi"),
    _("Surat apa yang masuk dan keluar?"),
    "letter",
)
