"""What the meetings of members, officers and supervisors resolved."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from klaster.reports.record_books.labels import MEETINGS, OUTCOMES
from klaster.reports.report import Check, Column, Default, Kind, Parameter, Report, Words, added


def _book(code: str, title: Words, answers: Words, of: str) -> Report:
    return Report(
        code=code,
        title=title,
        answers=answers,
        sql=Path(__file__).with_suffix(".sql"),
        parameters=(
            Parameter("of", _("Rapat"), default=of),
            Parameter("until", _("Sampai tanggal"), Kind.DATE, Default.ON),
        ),
        columns=(
            Column("held_on", _("Tanggal"), Kind.DATE),
            Column("kind", _("Rapat"), labels=MEETINGS),
            Column("n", _("No."), Kind.COUNT),
            Column("text", _("Keputusan")),
            Column("votes_for", _("Setuju"), Kind.COUNT),
            Column("votes_against", _("Menolak"), Kind.COUNT),
            Column("abstained", _("Abstain"), Kind.COUNT),
            Column("present", _("Hadir"), Kind.COUNT),
            Column("outcome", _("Hasil"), labels=OUTCOMES),
            Column("one", _("Keputusan"), Kind.ID),
        ),
        grain=_("Satu baris per keputusan, menurut rapatnya."),
        source=_("Rapat yang dilaksanakan dan keputusannya."),
        check=Check(_("Tidak ada keputusan yang terlewat."), added("one"), Kind.COUNT),
    )


OF_MEMBERS = _book(
    "book_member_resolutions",
    _("Buku keputusan rapat anggota"),
    _("Apa yang diputuskan rapat anggota?"),
    "anggota",
)

OF_OFFICERS = _book(
    "book_officer_resolutions",
    _("Buku keputusan rapat pengurus"),
    _("Apa yang diputuskan rapat pengurus?"),
    "pengurus",
)

OF_SUPERVISORS = _book(
    "book_supervisor_resolutions",
    _("Buku keputusan rapat pengawas"),
    _("Apa yang diputuskan rapat pengawas?"),
    "pengawas",
)
