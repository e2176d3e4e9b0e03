"""The officers' desk: vouchers, cash and bank, counting and ending the month."""

from datetime import date, timedelta

from klaster.demo.cooperatives.life import EXAMPLE, Life, last_day
from klaster.domain.closing import commands as closing
from klaster.domain.ledger import queries as ledger
from klaster.domain.treasury import commands as treasury

SHORT = date(2015, 2, 1)  # the month in which the box lacked a note
LACK = 5_000


def keep(life: Life, month: date) -> None:
    """Vouchers of a month."""
    _voucher(life, month + timedelta(days=11), "KK", "office_cost", life.profile.office,
             "Alat tulis, listrik dan pulsa", "Warung contoh")  # fmt: skip
    if month.month % 3 == 0:
        _voucher(life, month + timedelta(days=23), "KK", "staff_cost", life.profile.honorarium,
                 "Honor pengurus dan pengawas triwulan ini", "Pengurus")  # fmt: skip
    if month >= date(2014, 7, 1):
        _voucher(life, month + timedelta(days=24), "KK", "staff_cost", life.profile.wage,
                 "Upah juru buku", "Juru buku")  # fmt: skip
    if month.month in (2, 5, 8, 11):
        what, amount = life.profile.extra_income
        _voucher(life, month + timedelta(days=15), "KM", "nonmember_income",
                 amount * life.chance.randrange(1, 4), what, "Bukan anggota")  # fmt: skip


def balance_the_box(life: Life, on: date) -> None:
    """Keep the cash box neither too full nor empty: the rest lies in the bank."""
    kept = life.profile.in_box
    held = ledger.balance(life.cooperative.book, "fund_cash", on)
    if held > kept * 3 // 2:
        _move(life, on, "bank", (held - kept) // 1_000_000 * 1_000_000)
    elif held < kept * 3 // 4:
        there = ledger.balance(life.cooperative.book, "bank", on)
        amount = min(there, kept - held) // 1_000_000 * 1_000_000
        if amount:
            _move(life, on, "fund_cash", amount)


def spend(life: Life, on: date, line: str, amount: int, memo: str, who: str) -> None:
    """Pay something out of the cash box that is not of every month."""
    _voucher(life, on, "KK", line, amount, memo, who)


def end_month(life: Life, month: date) -> None:
    """Count the box on the last day, then end the month in one act two days later."""
    last = last_day(month)
    held = ledger.balance(life.cooperative.book, "fund_cash", last)
    if held:
        lack = LACK if month == SHORT else 0
        treasury.count_cash(
            by=life.treasurer, on=last, id=life.id(last, "count"), cooperative=life.cooperative,
            pieces=_pieces(held - lack), reason=f"salah kembalian {EXAMPLE}" if lack else "",
        )  # fmt: skip
    closing.month_end(
        by=life.treasurer, on=last + timedelta(days=2), cooperative=life.cooperative, month=month
    )


def _pieces(amount: int) -> dict[int, int]:
    pieces = {}
    for value in treasury.VALUES:
        number, amount = divmod(amount, value)
        if number:
            pieces[value] = number
    return pieces


def _move(life: Life, on: date, into: str, amount: int) -> None:
    memo = "Setor ke bank" if into == "bank" else "Ambil dari bank"
    treasury.move_money(
        by=life.treasurer, on=on, id=life.id(on, "moved", into), cooperative=life.cooperative,
        into=into, amount=amount, memo=f"{memo} {EXAMPLE}",
    )  # fmt: skip


def _voucher(life: Life, on: date, kind: str, line: str, amount: int, memo: str, who: str) -> None:
    treasury.write_voucher(
        by=life.treasurer, on=on, id=life.id(on, "voucher", line, memo),
        cooperative=life.cooperative, kind=kind, lines=[treasury.VoucherLine(line, amount)],
        memo=f"{memo} {EXAMPLE}", who=who,
    )  # fmt: skip
