"""Micro-enterprise: qardh in rounds that grow, goods by murabahah, late payers and losses.

Whoever leaves pays off before going, but for one who went without a word. Two who could pay and
put it off are fined (ta'zir), for the social fund. All amounts and fates are made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from klaster.demo.cast import EXIT, FUNDS, TROUBLED, Mitra
from klaster.demo.ledger import Agreement, Story, agree
from klaster.rules import payoff, settlement
from klaster.rules.contracts import KINDS, financing

FUND = FUNDS["umkm"]
# First day, lowest and highest loan in steps of 50,000, number of two-weekly instalments.
ROUNDS = (
    (date(2011, 5, 3), 13, 24, 20),
    (date(2012, 3, 6), 21, 34, 24),
    (date(2013, 3, 12), 23, 38, 30),
)
LOST = {"M195": "warung terbakar (contoh)", "M230": "sakit berat (contoh)"}  # given up as lost
GONE, GONE_WHY = "M333", "pindah tanpa kabar dan tidak ditemukan lagi (contoh)"
RESTRUCTURED = "M205"
FINED, FINE = ("M207", "M221"), 25_000
GOODS_FROM, GOODS_COUNT = 200, 38


def trade(story: Story, mitra: Sequence[Mitra]) -> list[Agreement]:
    """Tell every loan and sale; return the loans."""
    loans = []
    for one in mitra:
        patience = story.chance.uniform(0.72, 0.99)
        rounds = ROUNDS[:2] if one.code in TROUBLED else ROUNDS
        for n, (first, low, high, count) in enumerate(rounds):
            if one.until is None or first + timedelta(days=60) < one.until:
                loans.append(_loan(story, one, n, first, (low, high), count, patience))
        number = int(one.code[1:])
        if one.until is None and GOODS_FROM <= number < GOODS_FROM + GOODS_COUNT:
            _goods(story, one)
    return loans


def _loan(
    story: Story,
    one: Mitra,
    n: int,
    first: date,
    size: tuple[int, int],
    count: int,
    patience: float,
) -> Agreement:
    chance = story.chance
    on = first + timedelta(days=chance.randrange(28))
    principal = chance.randrange(*size) * 50_000
    loan = agree(
        story, "Pembiayaan", "qardh",
        {"principal": str(principal), "instalments": count, "every": 2, "unit": "week",
         "start": on.isoformat(), "rounding": "1000", "tanggung_renteng": True},
        nomor=f"QH-{one.code}-{n + 1}", tanggal=on, jenis="qardh", mitra=one.code, dana=FUND,
        pokok=principal, angsuran=count, tiap=2, satuan_waktu="minggu", pembulatan=1000,
        tanggung_renteng="ya",
    )  # fmt: skip
    loan.happens("disbursed", on, principal)
    if n == 1 and one.code in LOST:
        _pay(story, loan, on, principal, count, patience, until=on + timedelta(days=120))
        loan.happens("written_off", on + timedelta(days=330), loan.owed(), alasan=LOST[one.code])
    elif n == 1 and one.code == RESTRUCTURED:
        _pay(story, loan, on, principal, count, patience, until=on + timedelta(days=110))
        _stretch(loan, on + timedelta(days=126))
    elif one.until is None:
        _pay(story, loan, on, principal, count, patience, until=EXIT - timedelta(days=9))
    else:
        _pay(story, loan, on, principal, count, patience, until=one.until - timedelta(days=15))
        _end(loan, one, one.until)
    return loan


def _pay(
    story: Story,
    loan: Agreement,
    on: date,
    principal: int,
    count: int,
    patience: float,
    until: date,
) -> None:
    """At each meeting pay what is due, or nothing, and catch up later."""
    rows = KINDS[loan.kind].schedule(loan.terms)
    due, paid, day, i = 0, 0, on, 0
    while paid < principal:
        day += timedelta(days=14)
        if day > until:
            return
        if i < count:
            due, i = due + rows[i].total, i + 1
        if story.chance.random() < patience:
            part = due - paid
            if part > 2 * rows[0].total and part < principal - paid:
                part = 2 * rows[0].total
            if part:
                loan.happens("repaid", day, part)
                paid += part


def _end(loan: Agreement, one: Mitra, left_on: date) -> None:
    """The mitra leaves: what is still owed is paid off, or given up as lost half a year later."""
    if not loan.owed():
        return
    if one.code == GONE:
        day = left_on + timedelta(days=180)
        loan.happens("written_off", day, loan.owed(), alasan=GONE_WHY)
    else:
        loan.happens("paid_off", left_on, loan.owed())


def _stretch(loan: Agreement, on: date) -> None:
    """Illness: the rest in more and smaller instalments."""
    left, count = loan.owed(), 36
    terms = {"principal": str(left), "instalments": count, "every": 2, "unit": "week",
             "start": on.isoformat(), "rounding": "1000"}  # fmt: skip
    loan.happens(
        "restructured", on, alasan="mitra sakit, angsuran diperkecil (contoh)",
        rules={"terms": terms}, pokok=left, angsuran=count, tiap=2, satuan_waktu="minggu",
        pembulatan=1000,
    )  # fmt: skip
    for row in KINDS[loan.kind].schedule(financing.terms_now(loan.terms, loan.history))[:20]:
        loan.happens("repaid", row.due_date, row.total)


def _goods(story: Story, one: Mitra) -> None:
    """Equipment by murabahah in ten months; some pay off early and are spared the margin."""
    on = date(2012, 5, 8) + timedelta(days=story.chance.randrange(200))
    cost = story.chance.randrange(16, 34) * 100_000
    margin = cost // 10
    sale = agree(
        story, "Pembiayaan", "murabahah",
        {"principal": str(cost), "margin": str(margin), "method": "flat", "instalments": 10,
         "unit": "month", "start": on.isoformat(), "rounding": "1000"},
        nomor=f"MB-{one.code}", tanggal=on, jenis="murabahah", mitra=one.code, dana=FUND,
        pokok=cost, margin=margin, angsuran=10, satuan_waktu="bulan", pembulatan=1000,
    )  # fmt: skip
    sale.happens("goods_bought", on, cost)
    sale.happens("disbursed", on, cost, uraian="peralatan usaha (contoh)")
    rows = KINDS[sale.kind].schedule(sale.terms)
    is_fined = one.code in FINED
    is_early = story.chance.random() < 0.2 and not is_fined
    for n, row in enumerate(rows[: 5 if is_early else None]):
        day = row.due_date + timedelta(days=story.chance.choice((0, 0, 0, 1, 3, 6)))
        if is_fined and n == 3:
            day = row.due_date + timedelta(days=26)
            sale.happens("fined", day, FINE)
        sale.happens("repaid", day, row.total)
    if is_early:
        open_rows = settlement.open_rows(rows)
        settlement.settle(open_rows, rows[4].due_date, sum(row.total for row in rows[:5]))
        day = rows[4].due_date + timedelta(days=7)
        sale.happens("paid_off", day, payoff.early(open_rows, day).due)
