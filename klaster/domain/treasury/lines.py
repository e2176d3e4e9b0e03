"""Which lines of the chart a treasurer may use on a voucher, and where all others are recorded."""

from django.utils.translation import gettext_lazy

from klaster.domain.ledger import charts
from klaster.rules.refusal import Refused

USABLE = (
    "trade_payable",
    "social_fund",
    "tax_payable",
    "pot_education",
    "pot_social",
    "pot_management",
    "pot_staff",
    "pot_development",
    "pot_other",
    "donated_capital",
    "fund_received",
    "nonmember_income",
    "fund_distributed",
    "programme_cost",
    "staff_cost",
    "cooperative_cost",
    "office_cost",
    "tax_cost",
)
_SAVINGS = gettext_lazy("Simpanan anggota")
_FINANCING = gettext_lazy("Pembiayaan, pada kontraknya")
_TRADE = gettext_lazy("Perdagangan")
_INVENTORY = gettext_lazy("Inventaris")
_SURPLUS = gettext_lazy("Pembagian SHU")
_MONTH_END = gettext_lazy("Tutup bulan")
_ELSEWHERE = {
    "fund_cash": gettext_lazy("Pemindahan kas dan bank"),
    "bank": gettext_lazy("Pemindahan kas dan bank"),
    "cash_difference": gettext_lazy("Hitung kas"),
    "group_cash": gettext_lazy("Kas kelompok"),
    **dict.fromkeys(
        ("savings_principal", "savings_mandatory", "savings_voluntary", "savings_special"),
        _SAVINGS,
    ),
    **dict.fromkeys(
        (
            "receivable",
            "deferred_margin",
            "rent_receivable",
            "salam_receivable",
            "investment",
            "managed_asset",
            "accumulated_depreciation",
            "payable_party",
            "margin_income",
            "profit_share_income",
            "rent_income",
            "cost_recovery",
            "goods_stock",
            "produce_stock",
        ),
        _FINANCING,
    ),
    **dict.fromkeys(
        (
            "trade_receivable",
            "trade_stock",
            "trade_shelf",
            "sales_member",
            "sales_nonmember",
            "cogs_member",
            "cogs_nonmember",
        ),
        _TRADE,
    ),
    **dict.fromkeys(("fixed_asset", "fixed_depreciation", "fixed_use"), _INVENTORY),
    **dict.fromkeys(("shu_payable", "undistributed", "reserve", "reserve_risk"), _SURPLUS),
    **dict.fromkeys(("allowance", "provision_cost", "savings_share"), _MONTH_END),
}


class NotOnAVoucher(Refused):
    code = "not_on_a_voucher"
    message = "Akun {line} tidak diisi dengan bukti kas. Catat di menu: {where}."


class NoVoucherLine(Refused):
    code = "no_voucher_line"
    message = "Akun {line} tidak diisi dengan bukti kas. Pilih akun pendapatan, beban atau utang."


def require_usable(chart: str, name: str) -> charts.Line:
    """The line of a code or role; raises `NotOnAVoucher` that says where it belongs."""
    line = charts.find(chart, name)
    if line.role in USABLE:
        return line
    where = _ELSEWHERE.get(line.role or "")
    if where is None:
        raise NoVoucherLine(line=line.name_id)
    raise NotOnAVoucher(line=line.name_id, where=str(where))
