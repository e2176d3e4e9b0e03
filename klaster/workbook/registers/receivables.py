"""What mitra acknowledge owing before it is handed over, one row for each contract and day."""

from collections.abc import Sequence

from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.models import Confirmation
from klaster.workbook.columns import day, reference, rupiah, text
from klaster.workbook.register import Context, Register, Row
from klaster.workbook.registers.agreements import CONTRACTS
from klaster.workbook.registers.agreements import SHEETS as AGREEMENTS


def _confirm(context: Context, rows: Sequence[Row]) -> None:
    graduation.confirm_many(
        by=context.by,
        on=context.on,
        rows=[
            graduation.NewConfirmation(
                id=row.id, contract_id=context.id(CONTRACTS, row["kontrak"]), on=row["tanggal"],
                acknowledged_rp=row["jumlah"], evidence=row["keterangan"],
            )
            for row in rows
        ],
    )  # fmt: skip


CONFIRMATION = Register(
    sheet="Konfirmasi piutang",
    about="Berapa yang diakui mitra masih terutang; setiap piutang sebelum serah terima.",
    space="Konfirmasi piutang",
    key=("kontrak", "tanggal"),
    columns=(
        reference("kontrak", CONTRACTS, "Nomor akad.", AGREEMENTS),
        day("tanggal", "Hari mitra menyatakannya; yang dihitung: bulan lalu atau bulan ini."),
        rupiah("jumlah", "Yang diakui mitra, juga bila lain dari buku; 0: sudah lunas.", least=0),
        text("keterangan", "Surat atau saksinya; bila lain dari buku: sebabnya.", longest=300),
    ),
    table=Confirmation,
    write=_confirm,
    fields={
        "contract": "kontrak", "on": "tanggal", "acknowledged_rp": "jumlah",
        "evidence": "keterangan",
    },
)  # fmt: skip
