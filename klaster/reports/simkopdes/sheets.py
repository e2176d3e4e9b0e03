"""What the sheets of the SIMKOPDES workbook say, gathered from registers, meetings and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Member
from klaster.domain.meetings import queries as meetings
from klaster.domain.registry import queries as registry
from klaster.domain.registry.models import Identity
from klaster.domain.savings import queries as savings
from klaster.domain.surplus import queries as surplus
from klaster.reports import catalogue
from klaster.reports.render import cells
from klaster.reports.report import Result
from klaster.reports.run import run
from klaster.rules.savings import ROLES

Cell = str | int | date | None
NIK = Identity.Kind.NIK


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: notes above, then a table; rupiah and counts are whole numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def gather(
    cooperative: Cooperative, year: int, numbers: Mapping[UUID, str] | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a book year as of its last day; `numbers` are NIK in clear by party."""
    last = surplus.year_of(cooperative, year)[1]
    members = list(
        cooperatives.standing_members(cooperative, last).select_related("party__village")
    )
    return (
        _profile(cooperative, year, last, members),
        _members(cooperative, last, members, numbers),
        _boards(cooperative, last),
        _meeting(cooperative, year),
        _report(_("Neraca"), _ask(cooperative, "balance_sheet", last)),
        _report(_("Hasil usaha"), _ask(cooperative, "results", last)),
        _report(_("SHU"), _ask(cooperative, "surplus_shares", last, year=str(year))),
    )


def _ask(cooperative: Cooperative, code: str, last: date, **given: Any) -> Result:
    report = catalogue.find(code)
    return run(report, organisation=cooperative.organisation_id, on=last, given=given)


def _profile(cooperative: Cooperative, year: int, last: date, members: Sequence[Member]) -> Sheet:
    sexes = [member.party.sex for member in members]
    legal = cooperative.legal_on is not None and cooperative.legal_on <= last
    return Sheet(
        _("Profil"),
        (_("Isian"), _("Nilai")),
        (
            (_("Nama koperasi"), cooperative.name),
            (_("Tahun buku"), str(year)),
            (_("Akhir tahun buku"), last),
            (_("Sektor usaha"), cooperative.sector),
            (_("Dibentuk"), cooperative.formed_on),
            (_("Tanggal badan hukum"), cooperative.legal_on if legal else None),
            (_("Nomor badan hukum"), cooperative.legal_number if legal else None),
            (_("Jumlah anggota"), len(members)),
            (_("Anggota laki-laki"), sexes.count("L")),
            (_("Anggota perempuan"), sexes.count("P")),
            (_("Anggota tanpa data jenis kelamin"), sexes.count("")),
        ),
        (
            _("Susunan formulir resmi SIMKOPDES tidak tersedia saat berkas ini dibuat."),
            _("Lembar ini disusun untuk memudahkan pengisian, bukan untuk diunggah langsung."),
            _("Cocokkan nama kolom dengan formulir yang berlaku sebelum mengisi."),
        ),
    )


def _members(
    cooperative: Cooperative,
    last: date,
    members: Sequence[Member],
    numbers: Mapping[UUID, str] | None,
) -> Sheet:
    masked = registry.masked_numbers(
        cooperative.organisation_id, [member.party_id for member in members]
    )
    saved = savings.balances(cooperative, last)
    nothing = dict.fromkeys(ROLES, 0)
    rows = []
    for member in members:
        party = member.party
        hidden = masked.get(party.id, {}).get(NIK)
        village = party.village
        rows.append(
            (
                member.number,
                party.name,
                hidden if numbers is None else numbers.get(party.id),
                party.get_sex_display(),
                party.birth_date,
                ", ".join(part for part in (party.address, party.hamlet) if part),
                village.name if village else None,
                village.code if village else None,
                party.phone,
                member.joined_on,
                *saved.get(party.id, nothing).values(),
            )
        )
    return Sheet(
        _("Anggota"),
        (
            _("No. anggota"),
            _("Nama"),
            _("NIK"),
            _("Jenis kelamin"),
            _("Tanggal lahir"),
            _("Alamat"),
            _("Desa"),
            _("Kode desa"),
            _("Telepon"),
            _("Masuk"),
            _("Simpanan pokok"),
            _("Simpanan wajib"),
            _("Simpanan sukarela"),
            _("Simpanan khusus"),
        ),
        tuple(rows),
        (
            _("NIK disamarkan. Untuk membukanya, sebutkan alasan dan pengguna yang berhak.")
            if numbers is None
            else _("NIK terbuka: simpan dan kirim berkas ini dengan aman, hapus sesudah dipakai."),
        ),
    )


def _boards(cooperative: Cooperative, last: date) -> Sheet:
    held = cooperatives.officers(cooperative, last)
    return Sheet(
        _("Pengurus dan pengawas"),
        (_("Jabatan"), _("Nama"), _("Sejak"), _("Sampai")),
        tuple(
            (str(each.get_office_display()), each.party.name, each.valid_from, each.valid_until)
            for each in held
        ),
    )


def _meeting(cooperative: Cooperative, year: int) -> Sheet:
    meeting = meetings.annual(cooperative, year)
    if meeting is None:
        return Sheet(_("RAT"), (_("Isian"), _("Nilai")), (), (_("Rapat belum diundangkan."),))
    decided = meetings.resolutions(cooperative).filter(meeting=meeting)
    rows: list[tuple[Cell, ...]] = [
        (_("Tahun buku"), str(year)),
        (_("Diundang"), meeting.called_on),
        (_("Direncanakan"), meeting.planned_for),
        (_("Dilaksanakan"), meeting.held_on),
        (_("Tempat"), meeting.place),
        (_("Jumlah anggota"), meeting.member_count),
        (_("Kuorum"), meeting.quorum),
        (_("Hadir"), meeting.attendances.count() if meeting.held_on else None),
        (_("Pimpinan rapat"), meeting.chair),
        (_("Pencatat"), meeting.secretary),
    ]
    rows += [
        (
            _("Keputusan {n}").format(n=each.n),
            _("{text} (setuju {votes_for}, menolak {votes_against}, abstain {abstained})").format(
                text=each.text,
                votes_for=each.votes_for,
                votes_against=each.votes_against,
                abstained=each.abstained,
            ),
        )
        for each in decided
    ]
    return Sheet(_("RAT"), (_("Isian"), _("Nilai")), tuple(rows))


def _report(title: str, result: Result) -> Sheet:
    columns = result.report.shown
    rows = tuple(
        tuple(
            cells.text(column, value) if column.labels else value
            for column in columns
            for value in [row[column.name]]
        )
        for row in result.rows
    )
    return Sheet(
        title, tuple(str(column.title) for column in columns), rows, (cells.check_text(result),)
    )
