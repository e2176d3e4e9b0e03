"""Money of a programme: its funds, what came in, what was planned, what running it cost."""

from collections.abc import Sequence
from uuid import UUID

from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger.commands import Line, NewEntry, Side
from klaster.domain.ledger.models import Book, Entry, Fund
from klaster.domain.programme import commands as programme
from klaster.domain.programme.models import BudgetLine, FundSource, Phase
from klaster.workbook.columns import choice, code, day, reference, rupiah, text
from klaster.workbook.register import Context, Register, Row, RowRefused
from klaster.workbook.registers.organising import PHASES

GROUP_CASH = Fund.Kind.GROUP_CASH.value
# What the fund is called in the books; promises of donors know all but cash of the groups.
FUND_KINDS = {
    "zakat": Fund.Kind.ZAKAT.value,
    "infak terikat": Fund.Kind.INFAK_RESTRICTED.value,
    "infak": Fund.Kind.INFAK.value,
    "csr": Fund.Kind.GRANT.value,
    "wakaf": Fund.Kind.WAQF.value,
    "amil": Fund.Kind.AMIL.value,
    "nonhalal": Fund.Kind.NON_HALAL.value,
    "kas kelompok": GROUP_CASH,
}
RESTRICTIONS = {kind: kind for kind in FUND_KINDS.values()} | {
    Fund.Kind.INFAK.value: FundSource.Restriction.INFAK.value
}
BUDGET_KINDS = {
    "aset": BudgetLine.Kind.ASSETS.value,
    "pelatihan": BudgetLine.Kind.TRAINING.value,
    "pendampingan": BudgetLine.Kind.MENTORING.value,
    "kelembagaan": BudgetLine.Kind.INSTITUTION.value,
    "operasional": BudgetLine.Kind.OPERATIONS.value,
}
COST_KINDS = {word: kind for word, kind in BUDGET_KINDS.items() if word != "aset"}


def fund_of(context: Context, code: str) -> Fund:
    """The ledger fund behind a code of the sheet Dana, with its book."""
    funds = Fund.objects.select_related("book").filter(organisation_id=context.by.organisation_id)
    return context.once(("fund", code), lambda: funds.get(id=context.id("Dana", code)))


def _funds(context: Context, rows: Sequence[Row]) -> None:
    for row in rows:
        book = Book.objects.get(
            organisation_id=context.by.organisation_id, id=context.id("Buku", row["program"])
        )
        if row["jenis"] != GROUP_CASH:
            programme.add_fund_source(
                by=context.by, on=row["tanggal"], id=context.id("Janji dana", row["kode"]),
                programme_id=context.id("Program", row["program"]), code=row["kode"],
                name=row["nama"], restriction=RESTRICTIONS[row["jenis"]],
                promised_rp=row["janji"], donor_name=row["donatur"], agreement=row["perjanjian"],
                fund_id=row.id,
            )  # fmt: skip
        ledger.open_fund(
            by=context.by, on=row["tanggal"], id=row.id, book=book, code=row["kode"],
            name=row["nama"], kind=row["jenis"],
        )  # fmt: skip


def _receipts(context: Context, rows: Sequence[Row]) -> None:
    _post(context, rows, "fund_received", "fund_cash", "fund_received")


def _costs(context: Context, rows: Sequence[Row]) -> None:
    """Entries are called by what the money went into, as the budget calls it."""
    _post(context, rows, "cost", "programme_cost", "fund_cash")


def _post(context: Context, rows: Sequence[Row], kind: str, debit: str, credit: str) -> None:
    entries = []
    for row in rows:
        fund = fund_of(context, row["dana"])
        entries.append(
            NewEntry(
                row.id,
                fund.book,
                row.values.get("jenis", kind),
                row["tanggal"],
                [Line(fund.id, Side(debit), Side(credit), row["jumlah"])],
                row["keterangan"],
                source=f"{kind}:{row['nomor']}",
            )
        )
    ledger.post_many(by=context.by, on=context.on, entries=entries)


def _budget(context: Context, rows: Sequence[Row]) -> None:
    by_programme: dict[UUID, list[programme.NewBudgetLine]] = {}
    for row in rows:
        lines = by_programme.setdefault(context.id("Program", row["program"]), [])
        lines.append(_budget_line(context, row))
    for programme_id, lines in by_programme.items():
        programme.set_budget(by=context.by, on=context.on, programme_id=programme_id, lines=lines)


def _budget_line(context: Context, row: Row) -> programme.NewBudgetLine:
    phases = context.once("phases", lambda: _phase_ids(context))
    programme_id = context.id("Program", row["program"])
    if row["tahap"] and (programme_id, row["tahap"]) not in phases:
        raise RowRefused(column="tahap", reason="tahap ini belum ada di lembar Tahap")
    return programme.NewBudgetLine(
        kind=row["jenis"],
        amount_rp=row["jumlah"],
        sector_id=context.id("Sektor", row["sektor"]) if row["sektor"] else None,
        phase_id=phases[programme_id, row["tahap"]] if row["tahap"] else None,
        fund_source_id=context.id("Janji dana", row["dana"]) if row["dana"] else None,
        description=row["uraian"],
    )


def _phase_ids(context: Context) -> dict[tuple[UUID, str], UUID]:
    phases = Phase.objects.filter(organisation_id=context.by.organisation_id)
    return {(phase.programme_id, phase.code): phase.id for phase in phases}


def _known_budget(context: Context, rows: Sequence[Row]) -> int:
    kept = set(
        BudgetLine.objects.filter(organisation_id=context.by.organisation_id).values_list(
            "sector_id", "phase_id", "fund_source_id", "kind", "description", "amount_rp"
        )
    )
    lines = [_budget_line(context, row) for row in rows]
    return sum(
        (line.sector_id, line.phase_id, line.fund_source_id, line.kind, line.description,
         line.amount_rp) in kept
        for line in lines
    )  # fmt: skip


FUND = Register(
    sheet="Dana",
    about="Setiap dana dengan donatur dan syaratnya. Kas kelompok: titipan tabungan anggota.",
    space="Dana",
    key=("kode",),
    columns=(
        reference("program", "Program"),
        code("kode", "Kode dana, misalnya zakat-tani."),
        text("nama", "Nama dana."),
        choice("jenis", FUND_KINDS, "Syarat dana menurut donatur."),
        text("donatur", "Nama donatur.", is_required=False),
        rupiah("janji", "Jumlah yang dijanjikan.", least=0, is_required=False, default=0),
        day("tanggal", "Tanggal perjanjian."),
        text("perjanjian", "Nomor perjanjian.", longest=100, is_required=False),
    ),
    table=Fund,
    write=_funds,
    fields={
        "code": "kode", "name": "nama", "restriction": "jenis", "promised_rp": "janji",
        "agreed_on": "tanggal", "donor_name": "donatur", "agreement": "perjanjian",
        "programme": "program",
    },
)  # fmt: skip
RECEIPT = Register(
    sheet="Penerimaan",
    about="Uang yang diterima setiap dana dari donaturnya.",
    space="Penerimaan",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor bukti."),
        reference("dana", "Dana"),
        day("tanggal"),
        rupiah("jumlah"),
        text("keterangan", is_required=False),
    ),
    table=Entry,
    write=_receipts,
)
BUDGET = Register(
    sheet="Anggaran",
    about="Rencana belanja. Tanpa sektor = bersama; tanpa tahap = seluruh program.",
    space="Anggaran",
    key=("program", "sektor", "tahap", "dana", "jenis", "uraian"),
    columns=(
        reference("program", "Program"),
        reference("sektor", "Sektor", is_required=False, default=""),
        choice("tahap", PHASES, is_required=False, default=""),
        reference("dana", "Dana", is_required=False, default=""),
        choice("jenis", BUDGET_KINDS),
        text("uraian", is_required=False),
        rupiah("jumlah", least=0),
    ),
    table=BudgetLine,
    write=_budget,
    known=_known_budget,
)
COST = Register(
    sheet="Biaya program",
    about="Belanja menjalankan program: pelatihan, pendampingan, kelembagaan, operasional.",
    space="Biaya program",
    key=("nomor",),
    columns=(
        code("nomor", "Nomor bukti."),
        day("tanggal"),
        reference("dana", "Dana"),
        choice("jenis", COST_KINDS),
        rupiah("jumlah"),
        text("keterangan", is_required=False),
    ),
    table=Entry,
    write=_costs,
)
