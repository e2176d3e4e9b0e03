"""What is owed for goods: paid by buyers, paid to suppliers, taken back."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.ledger.models import Entry
from klaster.domain.registry.models import Party
from klaster.domain.trade import commands, queries
from klaster.web.cooperatives.acts.base import OfCooperative, OfRow, Via
from klaster.web.shared import inputs, words
from klaster.web.shared.visits import Visit


class Paying(OfCooperative):
    """Something is paid of what is owed for goods."""

    area = "trade_debts"
    party = forms.ChoiceField(label=_("Siapa"))
    amount = inputs.Rupiah(label=_("Jumlah"))
    via = Via()
    memo = inputs.Words(label=_("Keterangan"), required=False)

    def prepare(self) -> None:
        """Who owes or is owed, and how much."""
        owed = self.owed()
        names = dict(
            Party.objects.filter(
                organisation_id=self.visit.organisation.id, id__in=owed
            ).values_list("id", "name")
        )
        field: Any = self.fields["party"]
        field.choices = [
            (str(party), f"{names.get(party, '')} · {words.rupiah(amount)}")
            for party, amount in owed.items() if amount
        ]  # fmt: skip

    def owed(self) -> dict[UUID, int]:
        """What is owed, by party."""
        raise NotImplementedError


class ReceivePayment(Paying):
    """A buyer pays."""

    act = "trade.receive_payment"
    title = _("Terima pembayaran pembeli")

    def owed(self) -> dict[UUID, int]:
        """By buyers."""
        return queries.owed_by_buyers(self.own, self.visit.on)

    def do(self, by: Actor, on: date) -> str:
        """Receive it."""
        given = self.cleaned_data
        commands.receive_payment(
            by=by, on=on, id=given["id"], cooperative=self.own, buyer=UUID(given["party"]),
            amount=given["amount"], via=given["via"], memo=given["memo"],
        )  # fmt: skip
        return self.back()


class PaySupplier(Paying):
    """A supplier is paid."""

    act = "trade.pay_supplier"
    title = _("Bayar pemasok")

    def owed(self) -> dict[UUID, int]:
        """To suppliers."""
        return queries.owed_to_suppliers(self.own, self.visit.on)

    def do(self, by: Actor, on: date) -> str:
        """Pay it."""
        given = self.cleaned_data
        commands.pay_supplier(
            by=by, on=on, id=given["id"], cooperative=self.own, supplier=UUID(given["party"]),
            amount=given["amount"], via=given["via"], memo=given["memo"],
        )  # fmt: skip
        return self.back()


class ReversePayment(OfRow):
    """A payment entered by mistake is taken back."""

    act = "trade.reverse_payment"
    title = _("Batalkan pembayaran")
    model = Entry
    there = "trade_debts"
    subject: Entry
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Entry]:
        """Payments for goods only."""
        return super().subjects(visit).filter(kind__in=queries.PAYMENTS)

    @classmethod
    def is_offered(cls, visit: Visit, subject: Any) -> bool:
        """To a payment."""
        return super().is_offered(visit, subject) and subject.kind in queries.PAYMENTS

    @property
    def whom(self) -> str:
        """What it was, and when."""
        return f"{words.entry_kind(self.subject.kind)} {words.day(self.subject.posting_date)}"

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        given = self.cleaned_data
        commands.reverse_payment(
            by=by, on=on, id=given["id"], entry=self.subject.id, reason=given["reason"]
        )
        return self.back()


FORMS = (ReceivePayment, PaySupplier, ReversePayment)
