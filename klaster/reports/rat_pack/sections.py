"""What the pack for an annual meeting says, gathered from reports: for officers to hand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from klaster.domain.cooperative import queries as cooperatives
from klaster.domain.cooperative.models import Cooperative, Note, Officer
from klaster.domain.meetings import queries as meetings
from klaster.domain.meetings.models import Meeting
from klaster.domain.surplus import queries as surplus
from klaster.reports import catalogue
from klaster.reports.rat_pack import statements
from klaster.reports.report import Column, Result
from klaster.reports.run import run
from klaster.rules.choices import CHOICES
from klaster.rules.health import RULE_SETS
from klaster.rules.wording import date_text, full_date_text, money_text, number_text


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack: a heading, paragraphs, and a table from a report or made of texts.

    `texts` is a small table of words (titles, rows) that no report gives; `lines` with their
    `heads` are a statement, which `result` proves.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    result: Result | None = None
    columns: tuple[Column, ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()
    heads: tuple[str, ...] = ()
    lines: tuple[statements.Line, ...] = ()
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """The whole pack about one book year; `signers` are (office, name)."""

    cooperative: Cooperative
    year: int
    on: date
    title: str
    subtitle: str
    headline: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    signers: tuple[tuple[str, str], ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """The reports behind the sections."""
        return tuple(section.result for section in self.sections if section.result)


def gather(cooperative: Cooperative, year: int) -> Pack:
    """Run every report of the pack as of the end of the book year."""
    first, last = surplus.year_of(cooperative, year)

    def ask(code: str, **given: Any) -> Result:
        report = catalogue.find(code)
        known = {parameter.name for parameter in report.parameters}
        given |= {"until": last} if "until" in known else {}
        return run(report, organisation=cooperative.organisation_id, on=last, given=given)

    sheet, result = ask("balance_sheet"), ask("results")
    equity, cash = ask("equity_changes"), ask("cash_flow")
    savings = ask("member_savings")
    rules = cooperatives.choice(cooperative, "health_rules", last)
    meeting = meetings.annual(cooperative, year)
    return Pack(
        cooperative=cooperative,
        year=year,
        on=last,
        title=_("Laporan pertanggungjawaban tahun buku {year}").format(year=year),
        subtitle=_("{name}, tahun buku yang berakhir {day}").format(
            name=cooperative.name, day=date_text(last)
        ),
        headline=_headline(sheet, result, savings, cooperative, last),
        sections=(
            *_invitation(meeting, cooperative, last),
            *_officers(cooperative, ask, first, last, savings),
            *_statements(year, sheet, result, equity, cash),
            *_notes(cooperative, ask, last),
            _supervisors(cooperative, first, last),
            *_sharing(cooperative, ask, year),
            *_plans(ask, year),
            _health(ask("health_rating", rules=rules), rules),
            _origins((sheet, result, equity, cash)),
        ),
        signers=_signers(cooperative, last),
    )


def _headline(
    sheet: Result, result: Result, savings: Result, cooperative: Cooperative, last: date
) -> tuple[tuple[str, str], ...]:
    assets = sum(row["current"] for row in sheet.rows if row["section"] == "asset")
    equity = sum(row["current"] for row in sheet.rows if row["section"] == "equity")
    members = cooperatives.standing_members(cooperative, last).count()
    saved = sum(row["saved"] for row in savings.rows)
    surplus_of_year = result.rows[-1]["current"] if result.rows else 0
    return (
        (number_text(members), _("anggota")),
        (money_text(saved), _("simpanan anggota")),
        (money_text(assets), _("aset")),
        (money_text(equity), _("ekuitas")),
        (money_text(surplus_of_year), _("sisa hasil usaha")),
    )


def _table(
    title: str, result: Result, names: str, *paragraphs: str, starts_page: bool = False
) -> Section:
    known = {column.name: column for column in result.report.columns}
    columns = tuple(known[name] for name in names.split())
    return Section(title, paragraphs, result, columns, starts_page=starts_page)


def _invitation(
    meeting: Meeting | None, cooperative: Cooperative, last: date
) -> tuple[Section, ...]:
    limits = "; ".join(
        _("{day} ({source})").format(day=date_text(each.on), source=each.source)
        for each in meetings.deadlines(cooperative, last)
    )
    said = [_("Batas waktu rapat anggota tahunan: {limits}.").format(limits=limits)]
    if meeting is None:
        said.append(_("Rapat belum diundangkan."))
        return (Section(_("Rapat anggota tahunan"), tuple(said)),)
    said.append(
        _("Diundang {called}, untuk {day} di {place}.").format(
            called=date_text(meeting.called_on),
            day=full_date_text(meeting.planned_for),
            place=meeting.place,
        )
    )
    if meeting.held_on:
        present = meeting.attendances.count()
        said.append(
            _(
                "Dilaksanakan {day}: hadir {present} dari {members} anggota, kuorum {quorum}."
            ).format(
                day=full_date_text(meeting.held_on),
                present=present,
                members=meeting.member_count,
                quorum=meeting.quorum,
            )
        )
    agenda = [(str(item.n), item.title) for item in meeting.agenda.order_by("n")]
    return (
        Section(
            _("Rapat anggota tahunan"),
            tuple(said),
            texts=((_("No."), _("Acara")), *agenda),
        ),
    )


def _officers(
    cooperative: Cooperative, ask: Any, first: date, last: date, savings: Result
) -> tuple[Section, ...]:
    holders = [
        (str(each.get_office_display()), each.party.name, date_text(each.valid_from))
        for each in _in_office(cooperative, last)
    ]
    return (
        Section(
            _("Laporan pengurus"),
            (
                _("Pengurus dan pengawas pada akhir tahun buku, lalu perkembangan anggota, "
                  "simpanan, dan pembiayaan selama tahun itu."),
            ),
            texts=((_("Jabatan"), _("Nama"), _("Sejak")), *holders),
            starts_page=True,
        ),
        _table(_("Perkembangan anggota"), ask("membership", since=first), "what members"),
        _table(
            _("Simpanan anggota"),
            savings,
            "number name principal mandatory voluntary special saved late",
        ),
        _table(
            _("Pembiayaan dan tunggakan"),
            ask("arrears", rules=cooperatives.choice(cooperative, "collectability", last)),
            "number mitra kind balance late days_late collectability",
        ),
    )  # fmt: skip


def _statements(
    year: int, sheet: Result, result: Result, equity: Result, cash: Result
) -> tuple[Section, ...]:
    years = ("", str(year), str(year - 1))
    moved = ("", _("Awal tahun"), _("Bertambah"), _("Berkurang"), _("Akhir"))
    return tuple(
        Section(title, result=proof, heads=heads, lines=lines, starts_page=starts)
        for title, proof, heads, lines, starts in (
            (_("Laporan posisi keuangan"), sheet, years, statements.position(sheet), True),
            (_("Perhitungan hasil usaha"), result, years, statements.results(result), True),
            (_("Laporan perubahan ekuitas"), equity, moved, statements.equity(equity), False),
            (_("Laporan arus kas"), cash, years, statements.cash_flow(cash, sheet), True),
        )
    )


def _notes(cooperative: Cooperative, ask: Any, last: date) -> tuple[Section, ...]:
    """The skeleton of the notes: basis, policies chosen with their source, what stands behind."""
    chosen = [
        (
            one.title,
            one.said(cooperatives.choice(cooperative, key, last)),
            one.source,
            one.warning,
        )
        for key, one in CHOICES.items()
    ]
    legal = (
        _("Berbadan hukum {number} sejak {day}.").format(
            number=cooperative.legal_number, day=date_text(cooperative.legal_on)
        )
        if cooperative.legal_on and cooperative.legal_on <= last
        else _("Belum berbadan hukum pada tanggal laporan.")
    )
    return (
        Section(
            _("Catatan atas laporan keuangan"),
            (
                _("{name} dibentuk {day}. {legal}").format(
                    name=cooperative.name, day=date_text(cooperative.formed_on), legal=legal
                ),
                _("Disusun menurut SAK EP, dasar akrual, dalam rupiah penuh. Pembiayaan murabahah "
                  "dicatat bruto dikurangi margin tangguhan; margin diakui saat angsuran "
                  "diterima. Aset tetap disusutkan garis lurus. Penyisihan piutang mengikuti "
                  "tabel yang dipilih."),
                _("Kebijakan yang dipilih koperasi, dengan sumber dan peringatannya:"),
            ),
            texts=((_("Hal"), _("Pilihan"), _("Sumber"), _("Peringatan")), *chosen),
            starts_page=True,
        ),
        _table(_("Inventaris"), ask("book_inventory"),
               "number name pieces acquired_on cost worn carried"),
    )  # fmt: skip


def _supervisors(cooperative: Cooperative, first: date, last: date) -> Section:
    found = Note.objects.filter(
        organisation_id=cooperative.organisation_id,
        cooperative=cooperative,
        kind=Note.Kind.SUPERVISION,
        on__gte=first,
    ).order_by("on", "id")
    rows = [(date_text(each.on), each.who, each.text, each.answer) for each in found]
    said = (
        _("Hasil pemeriksaan pengawas dan tindak lanjutnya.")
        if rows
        else _("Pengawas belum mencatat hasil pemeriksaan untuk tahun ini.")
    )
    header = (_("Tanggal"), _("Pengawas"), _("Temuan"), _("Tindak lanjut"))
    texts: tuple[tuple[str, ...], ...] = (header, *rows) if rows else ()
    return Section(_("Laporan pengawas"), (said,), texts=texts)


def _sharing(cooperative: Cooperative, ask: Any, year: int) -> tuple[Section, ...]:
    distribution = surplus.of_year(cooperative, year)
    if distribution is None:
        said = _(
            "Pembagian SHU tahun {year} belum diusulkan, atau tahun itu tidak menghasilkan SHU."
        )
        return (Section(_("Usulan pembagian SHU"), (said.format(year=year),), starts_page=True),)
    policy = distribution.policy
    parts = [
        (name.replace("_", " ").capitalize(), f"{percent} %")
        for name, percent in surplus.percents(policy)
    ]
    said = _(
        "SHU {surplus} dibagi menurut kebijakan yang berlaku sejak {day} ({basis}). Jasa modal "
        "menurut {savings}, jasa usaha menurut {usage}."
    ).format(
        surplus=money_text(distribution.surplus),
        day=date_text(policy.valid_from),
        basis=policy.basis,
        savings=str(policy.get_savings_display()).lower(),
        usage=str(policy.get_usage_display()).lower(),
    )
    return (
        Section(
            _("Usulan pembagian SHU"),
            (said,),
            texts=((_("Bagian"), _("Persen")), *parts),
            starts_page=True,
        ),
        _table(
            _("Bagian setiap anggota"),
            ask("surplus_shares", year=str(year)),
            "number name savings usage capital_part usage_part total",
        ),
    )


def _plans(ask: Any, year: int) -> tuple[Section, ...]:
    done, next_year = ask("plan_actual", year=str(year)), ask("plan_actual", year=str(year + 1))
    return (
        _table(
            _("Rencana kerja dan anggaran {year}: yang terlaksana").format(year=year),
            done,
            "n text account planned actual percent",
            starts_page=True,
        ),
        _table(
            _("Rencana kerja dan anggaran {year}").format(year=year + 1),
            next_year,
            "n text account planned",
        ),
    )


def _health(result: Result, rules: str) -> Section:
    missing = RULE_SETS[rules].missing
    return _table(
        _("Penilaian kesehatan"),
        result,
        "aspect indicator over under percent score known",
        _("Menurut {source}.").format(source=RULE_SETS[rules].source),
        *(_("Belum tersedia: {what}").format(what=each) for each in missing),
        starts_page=True,
    )


def _origins(results: Sequence[Result]) -> Section:
    """Every figure of the statements with the accounts it was added up from."""
    rows = [
        (str(result.report.title), row["line"], row["accounts"])
        for result in results
        for row in result.rows
        if row["line"] and row["accounts"]
    ]
    return Section(
        _("Asal setiap angka"),
        (
            _("Setiap pos dijumlahkan dari akun di bawah ini; rinciannya terbuka di buku besar."),
            _("Setiap tabel di atas menyatakan sendiri pemeriksaannya terhadap buku besar."),
        ),
        texts=((_("Laporan"), _("Pos"), _("Akun")), *rows),
        starts_page=True,
    )


def _signers(cooperative: Cooperative, last: date) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(each.get_office_display()), each.party.name)
        for each in _in_office(cooperative, last)
        if each.office != Officer.Office.SHARIA_BOARD
    )


def _in_office(cooperative: Cooperative, last: date) -> list[Officer]:
    """Who holds an office, the chair first."""
    order = list(Officer.Office.values)
    held = cooperatives.officers(cooperative, last)
    return sorted(held, key=lambda each: (order.index(each.office), each.party.name))
