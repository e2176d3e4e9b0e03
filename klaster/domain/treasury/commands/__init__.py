"""All that a treasurer does: vouchers, moving money, counting cash, the inventory."""

from klaster.domain.treasury.commands.counting import VALUES, DifferenceUnexplained, count_cash
from klaster.domain.treasury.commands.disposing import (
    GoneAlready,
    WornAlready,
    dispose_asset,
    strike_asset,
)
from klaster.domain.treasury.commands.inventory import (
    ON_CREDIT,
    NotTakenUp,
    buy_asset,
    depreciate,
    take_up_asset,
)
from klaster.domain.treasury.commands.vouchers import (
    VoucherLine,
    move_money,
    reverse_voucher,
    write_voucher,
)
from klaster.domain.treasury.lines import NotOnAVoucher, NoVoucherLine

__all__ = [
    "ON_CREDIT",
    "VALUES",
    "DifferenceUnexplained",
    "GoneAlready",
    "NoVoucherLine",
    "NotOnAVoucher",
    "NotTakenUp",
    "VoucherLine",
    "WornAlready",
    "buy_asset",
    "count_cash",
    "depreciate",
    "dispose_asset",
    "move_money",
    "reverse_voucher",
    "strike_asset",
    "take_up_asset",
    "write_voucher",
]
