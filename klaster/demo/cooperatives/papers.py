"""The record books that officers write by hand, and the meetings of the boards. All made up."""

from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative import queries
from klaster.domain.cooperative.models import Member, Officer
from klaster.domain.meetings import commands as meetings
from klaster.domain.meetings.models import Meeting

# Day, kind of note, who, what, what was done about it.
NOTES = (
    (date(2014, 3, 20), "letter_in", "Lembaga pendamping", "Berita acara serah terima aset",
     "Disimpan dalam map serah terima"),
    (date(2014, 4, 8), "guest", "Penyuluh desa", "Berkenalan dengan pengurus", ""),
    (date(2014, 6, 11), "letter_out", "Kepala desa", "Laporan berdirinya koperasi", ""),
    (date(2014, 7, 19), "suggestion", "Anggota", "Warung dibuka juga hari Minggu",
     "Dicoba dua kali sebulan"),
    (date(2014, 9, 24), "official_advice", "Petugas dinas koperasi", "Lengkapi buku inventaris",
     "Selesai dicatat"),
    (date(2014, 10, 30), "supervision", "Pengawas", "Kas dan bank cocok, dua kuitansi tak bertanda",
     "Sudah ditandatangani"),
    (date(2015, 1, 24), "supervision", "Pengawas", "Simpanan 2014 cocok dengan buku anggota", ""),
    (date(2015, 3, 25), "letter_out", "Dinas koperasi", "Laporan RAT tahun buku 2014", ""),
    (date(2015, 6, 17), "other_advice", "Puskesmas", "Sediakan kotak pertolongan pertama",
     "Dibeli bulan berikutnya"),
    (date(2015, 8, 12), "incident", "Sekretaris", "Atap gudang bocor setelah angin kencang",
     "Diperbaiki gotong royong"),
    (date(2015, 9, 30), "supervision", "Pengawas", "Tunggakan simpanan wajib naik saat kemarau",
     "Ditagih pada pertemuan Oktober"),
    (date(2015, 11, 21), "guest", "Koperasi tetangga", "Belajar menutup bulan", ""),
    (date(2016, 1, 23), "supervision", "Pengawas", "Buku 2015 diperiksa dan dinyatakan rapi", ""),
)  # fmt: skip
# Month, whose meeting, what it decided.
BOARDS = (
    (date(2014, 7, 1), Meeting.Kind.OFFICERS, "Juru buku mulai bekerja bulan ini"),
    (date(2014, 10, 1), Meeting.Kind.SUPERVISORS, "Pemeriksaan kas setiap tiga bulan"),
    (date(2015, 8, 1), Meeting.Kind.OFFICERS, "Gudang diperbaiki bersama anggota"),
    (date(2015, 10, 1), Meeting.Kind.SUPERVISORS, "Penagihan simpanan wajib diawasi"),
)


def write(life: Life, month: date) -> None:
    """Notes and board meetings of a month."""
    for on, kind, who, text, answer in NOTES:
        if on.replace(day=1) == month:
            cooperatives.note(
                by=life.treasurer, on=on, id=life.id(on, "note", kind),
                cooperative=life.cooperative, kind=kind, who=f"{who} {EXAMPLE}",
                text=f"{text} {EXAMPLE}", answer=answer,
            )  # fmt: skip
    for day, board, decided in BOARDS:
        if day == month:
            _meet(life, day + timedelta(days=26), board, decided)


def _meet(life: Life, on: date, board: str, decided: str) -> None:
    """A board meets, all of it, and decides one thing."""
    supervises = board == Meeting.Kind.SUPERVISORS
    seats = [
        each.party
        for each in queries.officers(life.cooperative, on)
        if (each.office == Officer.Office.SUPERVISOR) is supervises
    ]
    meeting = meetings.call(
        by=life.treasurer, on=on - timedelta(days=3), id=life.id(on, "board"),
        cooperative=life.cooperative, kind=board, planned_for=on,
        place=f"Kantor koperasi {EXAMPLE}", agenda=[decided],
    )  # fmt: skip
    present = Member.objects.filter(
        organisation_id=life.cooperative.organisation_id, party__in=seats, left_on=None
    )
    meetings.attend_many(
        by=life.treasurer, on=on, meeting=meeting, members=[each.id for each in present]
    )
    meetings.hold(
        by=life.treasurer, on=on, meeting=meeting, chair=seats[0].name, secretary=seats[-1].name,
        minutes=f"{decided} {EXAMPLE}.",
    )  # fmt: skip
    meetings.resolve(
        by=life.treasurer, on=on, id=life.id(on, "board decided"), meeting=meeting, about="other",
        text=f"{decided} {EXAMPLE}", votes_for=len(seats),
    )  # fmt: skip
