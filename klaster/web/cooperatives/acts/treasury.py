"""The treasury: vouchers for money in and out, moved to and from the bank, the cash box counted."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.cooperative import cash_box
from klaster.domain.ledger import charts
from klaster.domain.ledger import queries as ledger
from klaster.domain.treasury import commands
from klaster.domain.treasury.commands.counting import VALUES
from klaster.domain.treasury.lines import USABLE
from klaster.domain.treasury.models import Voucher
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow, Table, Via
from klaster.web.shared import inputs, words

ROWS = 4  # of one voucher
CATEGORIES = {
    "income": _("Pendapatan"),
    "expense": _("Beban"),
    "liability": _("Liabilitas"),
    "net_assets": _("Ekuitas"),
}


class Write(Table):
    """A voucher: who, what for, and the accounts it stands against."""

    area = "cash"
    caption = _("Untuk apa")
    columns = {"line": _("Akun"), "amount": _("Jumlah (rupiah)")}
    kinds: ClassVar[dict[str, str]]
    usual: ClassVar[tuple[str, ...]]  # categories of accounts, the likelier first
    via = Via()
    who = inputs.Words(label=_("Dari atau kepada siapa"), longest=200, required=False)
    memo = inputs.Words(label=_("Keterangan"))
    party = inputs.Named(
        label=_("Pemasok"), required=False, help_text=_("Hanya bila memakai akun utang usaha")
    )

    def prepare(self) -> None:
        """Rows to fill in; the accounts a voucher may use, by their names."""
        chart = self.own.book.chart
        lines = [line for line in charts.rows(chart) if line.role in USABLE]
        groups = [
            (
                CATEGORIES[category],
                [(each.code, words.account_name(each.id)) for each in lines
                 if each.category == category],
            )
            for category in self.usual
        ]  # fmt: skip
        for n in range(1, ROWS + 1):
            choices = [("", gettext("Pilih")), *groups]
            account = forms.ChoiceField(choices=choices, required=n == 1)
            title = gettext("Baris {n}").format(n=n)
            self.add_row(n, title, "", [account, inputs.Amount(required=n == 1)])

    def clean(self) -> dict[str, Any]:
        """An account with its amount on each row; the supplier where an account asks for one."""
        given = self.cleaned_data
        for key in self.keys():
            row = self.row(key)
            if bool(row["line"]) is not bool(row["amount"]):
                missing = "amount" if row["line"] else "line"
                if f"{missing}-{key}" not in self.errors:
                    self.add_error(f"{missing}-{key}", gettext("Isi akun dan jumlahnya."))
            if row["line"] and self._line(row["line"]).needs_party and not given.get("party"):
                self.add_error("party", gettext("Sebutkan pemasoknya."))
        return given

    def _line(self, code: str) -> charts.Line:
        return charts.find(self.own.book.chart, code)

    def do(self, by: Actor, on: date) -> str:
        """Write it."""
        given = self.cleaned_data
        rows = [row for key in self.keys() if (row := self.row(key))["line"]]
        lines = [
            commands.VoucherLine(
                row["line"],
                row["amount"],
                given["party"].id if self._line(row["line"]).needs_party else None,
            )
            for row in rows
        ]
        voucher = commands.write_voucher(
            by=by, on=on, id=given["id"], cooperative=self.own, kind=self.kinds[given["via"]],
            lines=lines, memo=given["memo"], who=given["who"],
        )  # fmt: skip
        return reverse("voucher", args=[voucher.id])


class MoneyIn(Write):
    """Money comes in that no other act records."""

    act = "treasury.write_voucher"
    code = "treasury.write_voucher.in"
    title = _("Catat uang masuk")
    about = _("Simpanan, angsuran dan penjualan dicatat di tempatnya sendiri, bukan di sini.")
    kinds = {cash_box.CASH: Voucher.Kind.CASH_IN, cash_box.BANK: Voucher.Kind.BANK_IN}
    usual = ("income", "liability", "net_assets", "expense")


class MoneyOut(Write):
    """Money goes out that no other act records."""

    act = "treasury.write_voucher"
    code = "treasury.write_voucher.out"
    title = _("Catat uang keluar")
    about = _("Pembiayaan, belanja barang dagangan dan inventaris dicatat di tempatnya sendiri.")
    kinds = {cash_box.CASH: Voucher.Kind.CASH_OUT, cash_box.BANK: Voucher.Kind.BANK_OUT}
    usual = ("expense", "liability", "net_assets", "income")


class MoveMoney(OfCooperative):
    """From the cash box to the bank, or back."""

    act = "treasury.move_money"
    area = "cash"
    title = _("Setor ke atau ambil dari bank")
    into = forms.ChoiceField(
        label=_("Arah"),
        choices=[
            (cash_box.BANK, _("Setor: dari kas ke bank")),
            (cash_box.CASH, _("Ambil: dari bank ke kas")),
        ],
    )
    amount = inputs.Rupiah(label=_("Jumlah"))
    memo = inputs.Words(label=_("Keterangan"))

    def do(self, by: Actor, on: date) -> str:
        """Move it."""
        given = self.cleaned_data
        voucher = commands.move_money(
            by=by, on=on, id=given["id"], cooperative=self.own, into=given["into"],
            amount=given["amount"], memo=given["memo"],
        )  # fmt: skip
        return reverse("voucher", args=[voucher.id])


class CountCash(Table):
    """The cash box is counted by notes and coins, against the books."""

    act = "treasury.count_cash"
    area = "cash"
    title = _("Hitung kas")
    about = _(
        "Tulis banyaknya setiap lembar atau keping. Periksa dahulu; bila berbeda dari buku, hitung "
        "ulang sebelum menuliskan sebab selisihnya."
    )
    preview_template = "cooperatives/cash_count.html"
    caption = _("Isi kotak uang")
    columns = {"pieces": _("Banyaknya")}
    reason = inputs.Words(label=_("Sebab selisih"), required=False)

    def prepare(self) -> None:
        """A row for each note and coin."""
        day = self.first_day()
        held = ledger.balance(self.own.book, cash_box.CASH, day)
        self.fields["on"].help_text = gettext("Menurut buku pada {day}: {amount}").format(
            day=words.day(day), amount=words.rupiah(held)
        )
        for value in VALUES:
            title = words.rupiah(value) if value > 1 else gettext("Receh lain, dalam rupiah")
            pieces = forms.IntegerField(required=False, min_value=0, max_value=10**9)
            self.add_row(value, title, "", [pieces])

    def pieces(self) -> dict[int, int]:
        """How many of each value."""
        found = {value: self.row(value)["pieces"] for value in VALUES}
        return {value: number for value, number in found.items() if number}

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What was counted against the books."""
        counted = sum(value * number for value, number in self.pieces().items())
        held = ledger.balance(self.own.book, cash_box.CASH, on)
        return {"counted": counted, "held": held, "difference": counted - held}

    def do(self, by: Actor, on: date) -> str:
        """Keep the count."""
        given = self.cleaned_data
        commands.count_cash(
            by=by, on=on, id=given["id"], cooperative=self.own, pieces=self.pieces(),
            reason=given["reason"],
        )  # fmt: skip
        return f"{self.back()}?bulan={on:%Y-%m}"


class ReverseVoucher(OfRow):
    """A voucher written by mistake is taken back."""

    act = "treasury.reverse_voucher"
    title = _("Batalkan bukti")
    about = _("Uangnya dipindahkan kembali dengan jurnal balik; keduanya tetap terlihat.")
    page = "voucher"
    model = Voucher
    subject: Voucher
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        given = self.cleaned_data
        commands.reverse_voucher(
            by=by, on=on, id=given["id"], voucher=self.subject, reason=given["reason"]
        )
        return self.back()


FORMS = (MoneyIn, MoneyOut, MoveMoney, CountCash, ReverseVoucher)
