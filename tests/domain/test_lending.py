"""Financing: asked for, approved by others than maker and applicant, the limit kept in view."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from klaster.domain.access.acts import NotAllowed
from klaster.domain.access.models import Organisation
from klaster.domain.contracts import commands as contracts
from klaster.domain.contracts import queries as contracts_read
from klaster.domain.contracts.models import Event
from klaster.domain.cooperative import commands as cooperatives
from klaster.domain.cooperative.models import Officer
from klaster.domain.ledger import commands as ledger
from klaster.domain.ledger import queries as ledger_read
from klaster.domain.ledger.posting import NotEnough
from klaster.domain.lending import commands as lending
from klaster.domain.lending import queries
from klaster.domain.lending.models import Application, Approval
from klaster.rules.lending import Related, related
from klaster.rules.refusal import BadField
from klaster.rules.wording import date_text, number_text
from tests.conftest import actor_of, id_of
from tests.domain import cooperative_world
from tests.domain.cooperative_world import FOUNDED
from tests.golden import golden

GOLDEN = Path(__file__).parent / "golden"
MARCH, APRIL, DECEMBER = date(2014, 3, 3), date(2014, 4, 1), date(2014, 12, 31)
MONTHLY = {"instalments": 10, "unit": "month"}
MARGIN = {**MONTHLY, "margin": "100000", "method": "flat"}


class Desk:
    """A cooperative with 10,000,000 of own capital in cash; a maker and three users who check.

    Ani is chair, Budi secretary, Cici treasurer, Dedi supervisor; Gina to Jaja hold no office.
    """

    def __init__(self, world):
        self.world, self.by, self.cooperative = world, world.by, world.cooperative
        for name, member in world.members.items():
            assert member.party.name == name
            world.save(name, "pokok", 100_000, FOUNDED)
        gift = ledger.Line(
            self.cooperative.rolling_fund_id, ledger.Side("fund_cash"),
            ledger.Side("donated_capital"), 9_000_000,
        )  # fmt: skip
        ledger.post(
            by=self.by, on=FOUNDED, id=id_of("gift"), book=self.cooperative.book, kind="gift",
            lines=[gift],
        )  # fmt: skip
        body = Organisation.objects.get(id=self.by.organisation_id)
        self.users = {office: actor_of(body) for office in ("ketua", "sekretaris", "bendahara")}

    def officer(self, office: str) -> Officer:
        return Officer.objects.get(organisation_id=self.by.organisation_id, office=office)

    def ask(self, name, amount=1_000_000, kind="qardh", terms=None, on=MARCH) -> Application:
        return lending.apply_for(
            by=self.by, on=on, id=id_of("ask", name, amount), cooperative=self.cooperative,
            member=self.world.members[name], kind=kind, amount=amount, purpose="modal warung",
            terms=terms or MONTHLY,
        )  # fmt: skip

    def approve(self, application, office, on=APRIL, by=None) -> Application:
        return lending.approve(
            by=by or self.users[office], on=on, id=id_of("approve", application.id, office),
            application=application, officer=self.officer(office),
        )  # fmt: skip

    def finance(self, name, amount=1_000_000, kind="qardh", terms=None, on=APRIL) -> Application:
        application = self.ask(name, amount, kind, terms, on)
        self.approve(application, "ketua", on)
        return self.approve(application, "bendahara", on)

    def choose(self, key, value):
        cooperatives.choose(
            by=self.by, on=FOUNDED, cooperative=self.cooperative, key=key, value=value, basis="RAT"
        )


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(cooperative_world.found())


def test_the_second_approval_signs_and_pays_out(desk) -> None:
    application = desk.approve(desk.ask("Gina"), "ketua")
    assert (application.status, application.contract) == ("open", None)
    application = desk.approve(application, "bendahara")
    contract = application.contract
    assert (application.status, application.ended_on) == ("approved", APRIL)
    assert (contract.number, contract.status) == ("PMB-2014-0001", "active")
    assert contract.approved_by == "Ani, Cici"
    assert contract.fund_id == desk.cooperative.rolling_fund_id
    assert [row.due_date for row in contracts_read.schedule(contract)][:2] == [
        date(2014, 5, 1), date(2014, 6, 1),
    ]  # fmt: skip
    assert desk.world.balances(APRIL) == {
        "1101": 9_000_000, "1201": 1_000_000, "3101": -1_000_000, "3201": -9_000_000,
    }  # fmt: skip


def test_goods_of_a_murabahah_are_bought_before_they_are_sold(desk) -> None:
    contract = desk.finance("Gina", kind="murabahah", terms=MARGIN).contract
    assert [each.kind for each in contracts_read.events(contract)] == ["goods_bought", "disbursed"]
    assert desk.world.balances(APRIL)["1202"] == -100_000
    assert contracts_read.differences(desk.cooperative.book, APRIL) == []


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("profit_share", {"form": "mudharabah", "nisbah_owner": 40, "nisbah_partner": 60,
                          "start": "2014-04-01", "instalments": 1, "unit": "month"}),
        ("salam", {"commodity": "padi", "unit": "RICE_KG", "quantity": 200, "quality": "kering",
                   "due_date": "2014-08-01"}),
    ],
)  # fmt: skip
def test_capital_and_prices_paid_ahead_are_financing_too(desk, kind, terms) -> None:
    application = desk.finance("Gina", 500_000, kind, terms)
    assert application.contract.status == "active"
    assert queries.usage(desk.cooperative, APRIL, APRIL) == {
        application.member.party_id: queries.Usage(500_000, 0)
    }


def test_as_many_approve_as_was_chosen(desk) -> None:
    desk.choose("financing_approvals", 1)
    assert desk.approve(desk.ask("Gina"), "sekretaris").status == "approved"


def test_who_recorded_it_may_not_approve_it(desk) -> None:
    with pytest.raises(lending.MakerMayNotApprove):
        desk.approve(desk.ask("Gina"), "ketua", by=desk.by)


def test_the_applicant_may_not_approve(desk) -> None:
    with pytest.raises(lending.OwnApplication):
        desk.approve(desk.ask("Ani"), "ketua")


def test_one_officer_or_one_user_approves_once(desk) -> None:
    application = desk.approve(desk.ask("Gina"), "ketua")
    with pytest.raises(lending.ApprovedAlready):
        desk.approve(application, "bendahara", by=desk.users["ketua"])
    with pytest.raises(lending.ApprovedAlready):
        lending.approve(
            by=desk.users["bendahara"], on=APRIL, id=id_of("other"), application=application,
            officer=desk.officer("ketua"),
        )  # fmt: skip


def test_a_supervisor_watches_and_does_not_approve(desk) -> None:
    with pytest.raises(lending.NotAnOfficer):
        desk.approve(desk.ask("Gina"), "pengawas", by=desk.users["ketua"])


def test_an_officer_whose_term_ended_does_not_approve(desk) -> None:
    application = desk.ask("Gina")
    cooperatives.end_office(by=desk.by, on=date(2014, 3, 20), officer=desk.officer("ketua"))
    with pytest.raises(lending.NotAnOfficer):
        desk.approve(application, "ketua")


def test_sent_twice_is_done_once(desk) -> None:
    assert desk.ask("Gina") == desk.ask("Gina")
    for _ in range(2):
        desk.approve(desk.ask("Gina"), "ketua")
    for _ in range(2):
        desk.approve(desk.ask("Gina"), "bendahara")
    assert (Application.objects.count(), Approval.objects.count()) == (1, 2)
    assert desk.world.balances(APRIL)["1201"] == 1_000_000


def test_what_is_decided_stays_decided(desk) -> None:
    application = desk.ask("Gina")
    turned_down = {
        "by": desk.users["ketua"], "on": APRIL, "application": application,
        "officer": desk.officer("ketua"),
    }  # fmt: skip
    with pytest.raises(BadField):
        lending.reject(**turned_down, reason=" ")
    assert lending.reject(**turned_down, reason="belum mampu").status == "rejected"
    with pytest.raises(lending.Decided):
        desk.approve(application, "bendahara")
    with pytest.raises(lending.Decided):
        lending.withdraw(by=desk.by, on=APRIL, application=application, reason="batal")
    other = lending.withdraw(by=desk.by, on=APRIL, application=desk.ask("Hadi"), reason="batal")
    assert (other.status, other.ended_because) == ("withdrawn", "batal")


def test_nothing_is_paid_out_that_is_not_there(desk) -> None:
    application = desk.approve(desk.ask("Gina", 10_000_001), "ketua")
    with pytest.raises(NotEnough):
        desk.approve(application, "bendahara")
    assert Application.objects.get().status == "open"
    assert Approval.objects.count() == 1


def test_terms_that_the_kind_refuses_are_refused_when_asked(desk) -> None:
    with pytest.raises(BadField):
        desk.ask("Gina", terms=MARGIN)  # a qardh with a margin
    with pytest.raises(BadField):
        desk.ask("Gina", kind="conventional")


def test_only_members_are_financed(desk) -> None:
    cooperatives.end_membership(
        by=desk.by, on=date(2014, 2, 1), member=desk.world.members["Jaja"], end="resigned",
        reason="pindah",
    )  # fmt: skip
    with pytest.raises(cooperatives.NotAMember):
        desk.ask("Jaja")


def test_the_limit_of_related_parties_is_logged_and_does_not_block(desk) -> None:
    """Own capital 10,000,000 at 10 %: Dedi's 600,000 is in order, his sister's 700,000 above."""
    lending.record_relative(
        by=desk.by, on=FOUNDED, id=id_of("sister"), cooperative=desk.cooperative,
        party=desk.world.members["Dedi"].party, relative=desk.world.members["Gina"].party,
        relation="adik",
    )  # fmt: skip
    own = desk.finance("Dedi", 600_000, "murabahah", MARGIN)
    assert (own.related_after, own.related_limit) == (600_000, 1_000_000)
    sister = desk.finance("Gina", 700_000)
    assert Related(sister.related_after, sister.related_limit).above == 300_000
    assert sister.status == "approved"
    logged = Approval.objects.filter(application=sister).values_list(
        "related_after", "related_limit"
    )
    assert set(logged) == {(1_300_000, 1_000_000)}
    assert desk.finance("Hadi").related_after is None
    assert queries.related(desk.cooperative, APRIL) == Related(1_300_000, 1_000_000)


def test_the_limit_follows_what_was_chosen(desk) -> None:
    desk.choose("related_party_pct", 5)
    assert desk.ask("Ani").related_limit == 500_000
    assert related(0, 1, -5, 10) == Related(1, 0)


def test_usage_is_what_was_taken_and_the_margin_paid(desk) -> None:
    contract = desk.finance("Gina", kind="murabahah", terms=MARGIN).contract
    gina = desk.world.members["Gina"].party_id
    for month in (5, 6):
        contracts.repay(
            by=desk.by, on=date(2014, month, 1), id=id_of("repay", month), contract=contract.id,
            amount=110_000,
        )  # fmt: skip
    year = (date(2014, 1, 1), DECEMBER)
    assert queries.usage(desk.cooperative, *year) == {gina: queries.Usage(1_000_000, 20_000)}
    contracts.undo(
        by=desk.by, on=date(2014, 6, 2), id=id_of("undo"), event=id_of("repay", 6), reason="salah"
    )
    assert queries.usage(desk.cooperative, *year)[gina].margin == 10_000
    earned = ledger_read.balance(desk.cooperative.book, "margin_income", DECEMBER)
    assert earned == -10_000


def test_a_disbursement_taken_back_is_no_usage(desk) -> None:
    contract = desk.finance("Gina").contract
    disbursed = Event.objects.get(contract=contract, kind="disbursed")
    contracts.undo(by=desk.by, on=APRIL, id=id_of("undo"), event=disbursed.id, reason="salah")
    assert queries.usage(desk.cooperative, APRIL, DECEMBER) == {
        desk.world.members["Gina"].party_id: queries.Usage(0, 0)
    }


def test_a_user_without_the_role_approves_nothing(desk) -> None:
    member = replace(desk.users["ketua"], roles=frozenset({"member"}))
    with pytest.raises(NotAllowed):
        desk.approve(desk.ask("Gina"), "ketua", by=member)


def test_an_accountant_reads_a_financing_from_asking_to_the_first_instalment(desk) -> None:
    application = desk.finance("Gina", kind="murabahah", terms=MARGIN)
    contracts.repay(
        by=desk.by, on=date(2014, 5, 1), id=id_of("repay"), contract=application.contract.id,
        amount=110_000,
    )  # fmt: skip
    asked = f"Rp {number_text(application.amount)}, {application.purpose}"
    text = [
        f"Permohonan {application}: {application.member.party.name}, {application.kind}, {asked}",
        *(
            f"Disetujui {date_text(each.on)}: {each.officer.party.name}, {each.officer.office}"
            for each in application.approvals.order_by("officer__office", "id")
        ),
    ]
    for event in contracts_read.events(application.contract):
        entry = ledger_read.entry(desk.by.organisation_id, event.id)
        text += ["", f"{date_text(event.on)}  {entry.kind}"]
        text += [
            f"  D {move.debit.role}  K {move.credit.role} {number_text(move.amount):>12}"
            for move in entry.lines
        ]
    golden(GOLDEN / "application.txt", "\n".join(text) + "\n")
