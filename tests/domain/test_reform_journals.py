"""The asset reform from its three starting states, line by line in both books.

States A and B are compared with the table of worked journals: the one in `KLASTER_FACTS_DIR` when
that is set, else the project's own copy in `golden/`, which states its source. The golden text
holds every journal, the fund balances and the cooperative's credits under each policy.
"""

import csv
import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from klaster.domain.access import once
from klaster.domain.access.models import AuditLine
from klaster.domain.assets.models import Placement
from klaster.domain.contracts.models import Contract, Event
from klaster.domain.graduation import commands as graduation
from klaster.domain.graduation.journals import CREDIT_ROLES
from klaster.domain.graduation.models import Deed, DeedItem
from klaster.domain.ledger import charts, models
from klaster.domain.ledger import queries as books
from klaster.domain.registry.models import Party
from klaster.reports import catalogue
from klaster.reports.run import run
from klaster.rules.refusal import BadField
from klaster.rules.wording import date_text, number_text
from tests.domain import reform_world
from tests.domain.reform_world import BARN, EXIT, World
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
TABLE = "asset_reform_journals.csv"
LAZ, KOPERASI = "LAZ", "KOPERASI"
# Accounts of the worked table, by our fund and role.
ACCOUNTS = {
    "Aset kelolaan tidak lancar - zakat": ("zakat", "managed_asset"),
    "Akumulasi penyusutan aset kelolaan": ("zakat", "accumulated_depreciation"),
    "Dana zakat - penyaluran (pemanfaatan aset kelolaan)": ("zakat", "asset_use"),
    "Dana zakat - penyaluran": ("zakat", "asset_reform"),
    "Kas - zakat": ("zakat", "fund_cash"),
    "Piutang qardhul hasan (infak bergulir)": ("infak", "receivable"),
    "Kas - infak": ("infak", "fund_cash"),
    "Dana infak/sedekah - penyaluran": ("infak", "asset_reform"),
    "Aset tetap - kandang": ("bergulir", "fixed_asset"),
    "Piutang qardhul hasan anggota": ("bergulir", "receivable"),
    "Kas": ("bergulir", "fund_cash"),
    "Modal hibah/donasi (UU 25/1992 ps.41(2)d)": ("bergulir", "donated_capital"),
    "Modal hibah/donasi": ("bergulir", "donated_capital"),
}
STEPS = {
    1: "A. Kandang komunal dibeli dari zakat, masih dikendalikan lembaga",
    2: "A. Penyusutan 36 dari 96 bulan = penyaluran bertahap",
    3: "A. Asset reform: kandang diserahkan, nilai buku dihentikan pengakuannya",
    4: "A. Koperasi mengakui kandang pada nilai wajar berita acara",
    5: "B. Qardh kepada sepuluh mitra",
    6: "B. Angsuran diterima",
    7: "B. Asset reform: sisa piutang dan kas dialihkan",
    8: "B. Koperasi menerima piutang dan kas",
    9: "C. Mesin jahit dihibahkan kepada dua mitra (sudah disalurkan)",
    10: "C. Asset reform: mitra menyertakan mesinnya; lembaga tidak menjurnal apa pun",
    11: "Kas kelompok: simpanan sepuluh mitra pada lembaga",
    12: "Kas kelompok: titipan diserahkan",
    13: "Kas kelompok: menjadi simpanan sukarela tiap anggota",
}
BEFORE = {
    "stock.bought": 1, "asset.shared": 1, "asset.worn": 2, "qardh.disbursed": 5,
    "qardh.repaid": 6, "grant.placed": 9,
}  # fmt: skip

Account = tuple[str, str]  # fund code, role


@pytest.fixture
def world(by) -> World:
    return reform_world.build(by)


def hand_over(world: World, **more) -> Deed:
    (deed,) = graduation.exit_programme(
        by=world.by, on=EXIT, programme=world.programme, deeds=[world.deed(**more)]
    )
    return deed


def table(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def worked() -> list[dict[str, str]]:
    return table(Path(os.environ.get("KLASTER_FACTS_DIR", GOLDEN)) / TABLE)


def moves() -> list[models.Transfer]:
    return list(
        models.Transfer.objects.select_related(
            "entry__book", "pool__fund", "debit__line", "credit__line"
        ).order_by("entry__event_date", "entry_id", "n")
    )


def step_of(move: models.Transfer) -> int:
    """Which step of the worked journals a transfer belongs to; 0: before all of them."""
    entry, fund = move.entry, move.pool.fund.code
    if not (entry.source or "").startswith("deed:"):
        return 11 if fund == "kas" else BEFORE.get(entry.kind, 0)
    _, _, key = entry.source.split(":", 2)
    if key.startswith("out:"):
        return {"zakat": 3, "infak": 7, "kas": 12}[fund]
    if key == f"in:{BARN}":
        return 4
    if key.startswith("in:contribution:"):
        return 10
    return 13 if key.count(":") == 2 else 8


def journals(found: Iterable[models.Transfer]) -> dict[int, dict[tuple, int]]:
    """What each step moved by fund, line, party (of members' own accounts) and unit."""
    steps: dict[int, dict[tuple, int]] = defaultdict(lambda: defaultdict(int))
    for move in found:
        for account, sign in ((move.debit, 1), (move.credit, -1)):
            party = account.party_id if "savings" in (account.line.role or "") else None
            key = (move.pool.fund.code, account.line, party, move.pool.unit_id)
            steps[step_of(move)][key] += sign * move.amount
    return steps


def rupiah_by_account(step: dict[tuple, int]) -> dict[Account, int]:
    totals: dict[Account, int] = defaultdict(int)
    for (fund, line, _, unit), amount in step.items():
        if unit == "IDR" and amount:
            totals[fund, line.role] += amount
    return totals


def test_the_books_agree_with_the_worked_journals_line_by_line(world):
    hand_over(world)
    steps = journals(moves())
    expected: dict[int, dict[Account, int]] = defaultdict(dict)
    for row in worked():
        number = int(row["step"].split()[0])
        account = ACCOUNTS[row["account"]]
        expected[number][account] = int(row["debit"]) - int(row["credit"])
        assert (account[0] == "bergulir") == (row["books"] == KOPERASI)
    assert sorted(expected) == list(range(1, 9))
    for number, accounts in expected.items():
        assert rupiah_by_account(steps[number]) == accounts, STEPS[number]
        assert sum(accounts.values()) == 0


def test_the_projects_own_copy_is_the_table_of_the_facts():
    assert table(GOLDEN / TABLE) == worked()


def test_both_books_balance_in_every_unit_and_the_funds_are_used_up(world):
    hand_over(world)
    for book in (world.book, world.cooperative.book):
        totals: dict[str, int] = defaultdict(int)
        for row in books.trial_balance(book, EXIT):
            totals[row.unit] += row.balance
        assert set(totals.values()) == {0}
    for fund in world.funds.values():
        assert books.balance(world.book, "fund_cash", EXIT, fund=fund.id) == 0
    position = run(catalogue.find("fund_position"), organisation=world.by.organisation_id, on=EXIT)
    assert position.agrees
    assert not [row for row in position.rows if row["position"]]


# What the cooperative is credited: (policy for the programme's, policy for the mitra's) -> roles.
DONATED, CONDITIONAL, SAVINGS = CREDIT_ROLES
CREDITED = {
    (DONATED, SAVINGS): {DONATED: 46_500_000, SAVINGS: 2_750_000},
    (CONDITIONAL, SAVINGS): {CONDITIONAL: 46_500_000, SAVINGS: 2_750_000},
    # Each mitra for their own qardh; the barn and the cash were no single member's.
    (SAVINGS, SAVINGS): {DONATED: 37_750_000, SAVINGS: 11_500_000},
    (DONATED, DONATED): {DONATED: 49_250_000},
    (CONDITIONAL, CONDITIONAL): {CONDITIONAL: 49_250_000},
}


@pytest.mark.parametrize("policy", CREDITED)
def test_the_cooperative_is_credited_by_the_policy_of_the_deed(world, policy):
    deed = hand_over(world, credit_role=policy[0], contribution_role=policy[1])
    assert (deed.credit_role, deed.contribution_role) == policy
    held = books.sub_balances(world.cooperative.book, CREDIT_ROLES, EXIT)
    credited: dict[str, int] = defaultdict(int)
    for part in held:
        credited[part.role] -= part.balance
    assert credited == CREDITED[policy]
    assert all(part.party for part in held if part.role == SAVINGS)


def test_members_savings_are_credited_to_each_person(world):
    hand_over(world, credit_role=SAVINGS)
    held = books.sub_balances(world.cooperative.book, [SAVINGS, "savings_voluntary"], EXIT)
    names = dict(Party.objects.values_list("id", "name"))
    saved: dict[str, dict[str, int]] = defaultdict(dict)
    for part in held:
        saved[names[part.party]][part.role] = -part.balance
    own = {"Mitra 01": 1_500_000, "Mitra 02": 1_250_000}
    assert saved == {
        name: {SAVINGS: 875_000 + own.get(name, 0), "savings_voluntary": 25_000}
        for name in reform_world.MITRA
    }


def test_an_unknown_policy_is_refused_before_anything_is_written(world):
    for wrong in ({"credit_role": "fund_cash"}, {"contribution_role": "reserve"}):
        with pytest.raises(BadField, match="pilih"):
            hand_over(world, **wrong)
    assert not Deed.objects.exists()


COUNTED = (
    models.Entry, models.Transfer, models.Account, Deed, DeedItem, Contract, Event, Placement,
    Party, AuditLine,
)  # fmt: skip


def counts() -> list[int]:
    return [model.objects.count() for model in COUNTED]


def rehearse(world: World, credit_role: str) -> graduation.Rehearsal:
    deeds = [world.deed(credit_role=credit_role)]
    return graduation.rehearse(by=world.by, on=EXIT, programme=world.programme, deeds=deeds)


def test_a_rehearsal_shows_what_the_exit_then_does_and_changes_nothing(world):
    before = counts()
    rehearsed = rehearse(world, DONATED)
    after = counts()
    assert [now - then for now, then in zip(after[:-1], before[:-1], strict=True)] == [0] * 9
    hand_over(world)
    posted = {move.entry_id for move in moves() if step_of(move) in (3, 4, 7, 8, 10, 12, 13)}
    assert {entry.id for entry in rehearsed.entries} == posted
    assert [item.n for item in rehearsed.items] == [
        item.n for item in DeedItem.objects.order_by("n")
    ]


def test_leaving_again_returns_what_stands(world):
    first, before = hand_over(world), counts()[:-1]
    assert hand_over(world) == first
    assert counts()[:-1] == before


def test_a_deed_sent_again_with_another_content_is_refused(world):
    hand_over(world)
    with pytest.raises(once.SentBefore, match="credit_role"):
        hand_over(world, credit_role=CONDITIONAL)


def test_the_deed_adds_up_to_its_journals(world):
    deed = hand_over(world)
    items = DeedItem.objects.filter(deed=deed)
    assert sum(item.book_value_rp for item in items) == books.balance(
        world.book, "asset_reform", EXIT
    )
    credited = [*CREDIT_ROLES, "savings_voluntary"]
    held = books.sub_balances(world.cooperative.book, credited, EXIT)
    assert sum(item.fair_value_rp for item in items) == -sum(part.balance for part in held)
    by_state = defaultdict(int)
    for item in items:
        by_state[item.state] += item.fair_value_rp
    assert by_state == {"A": 31_500_000, "B": 15_000_000, "C": 3_000_000}


def told(world: World) -> str:
    names = dict(Party.objects.values_list("id", "name"))
    steps = journals(moves())
    lines = ["Asset reform dari tiga keadaan awal, dalam kedua buku", "=" * 53]
    for number, title in STEPS.items():
        lines += ["", f"{number}. {title}"]
        moved = [
            (unit != "IDR", amount < 0, line.code, names.get(party, ""), fund, line, unit, amount)
            for (fund, line, party, unit), amount in steps[number].items()
        ]
        for *_, who, fund, line, unit, amount in sorted(moved, key=lambda one: one[:5]):
            if amount:
                book = KOPERASI if fund == "bergulir" else LAZ
                side = "D" if amount > 0 else "   K"
                who = f", {who}" if who else ""
                said = f"{side} {line.code} {line.name_id} ({fund}{who})"
                value = number_text(abs(amount))
                lines.append(f"  {book:<9}{said:<76}{unit:>9}{value:>13}".rstrip())
    for book, name in ((world.book, LAZ), (world.cooperative.book, KOPERASI)):
        lines += ["", f"Neraca saldo {name}, {date_text(EXIT)} (debit positif, kredit negatif)"]
        lines += [
            f"  {row.fund:<9}{row.code} {row.name:<66}{row.unit:>9}{number_text(row.balance):>13}"
            for row in books.trial_balance(book, EXIT)
            if row.balance
        ]
    return "\n".join(lines) + "\n"


def by_policy(world: World) -> str:
    """The cooperative's credit side as rehearsed under each policy."""
    lines = ["", "Sisi kredit koperasi menurut kebijakan berita acara (diperagakan, tanpa dicatat)"]
    for role in CREDIT_ROLES:
        sums: dict[str, int] = defaultdict(int)
        for entry in rehearse(world, role).entries:
            for move in entry.lines:
                line = charts.find("sakep", move.credit.role)
                of_cooperative = entry.book == world.cooperative.book and move.unit == "IDR"
                if of_cooperative and line.category in ("liability", "net_assets"):
                    sums[f"{line.code} {line.name_id}"] += move.amount
        lines += [f"  {charts.find('sakep', role).name_id}"]
        lines += [f"    {name:<81}{number_text(value):>24}" for name, value in sorted(sums.items())]
    return "\n".join(lines) + "\n"


def test_the_three_states_read_as_signed_off(world):
    policies = by_policy(world)
    hand_over(world)
    golden(GOLDEN / "asset_reform.txt", told(world) + policies)
