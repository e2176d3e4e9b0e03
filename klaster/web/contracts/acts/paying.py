"""Money in from the mitra: an instalment, or the whole rest before its time."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands, queries
from klaster.domain.contracts.models import Contract
from klaster.web.contracts.acts.standing import OfContract, may_happen
from klaster.web.shared import inputs
from klaster.web.shared.visits import Visit


class Repay(OfContract):
    """Money in from the mitra."""

    act = "contracts.repay"
    title = _("Terima angsuran")
    amount = inputs.Rupiah(label=_("Jumlah yang dibayar"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While something is owed in money."""
        return may_happen(subject, "repaid", visit.on)

    def begin(self, visit: Visit) -> dict[str, Any]:
        """The oldest instalment that is not settled."""
        left = (row.left for row in queries.schedule(self.subject) if row.left)
        return {"amount": next(left, None), **super().begin(visit)}

    def do(self, by: Actor, on: date) -> str:
        """Record the instalment."""
        given = self.cleaned_data
        commands.repay(
            by=by, on=on, id=given["id"], contract=self.subject.id, amount=given["amount"]
        )
        return self.there()


class PayOff(OfContract):
    """The whole rest at once."""

    act = "contracts.pay_off"
    title = _("Lunasi sekarang")
    about = _("Semua sisa dibayar sekaligus; margin untuk waktu yang tidak terpakai dibebaskan.")
    preview_template = "contracts/acts/pay_off.html"

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While instalments are left."""
        return may_happen(subject, "paid_off", visit.on)

    def do(self, by: Actor, on: date) -> str:
        """Take the rest in, without the margin of the time not used."""
        commands.pay_off(by=by, on=on, id=self.cleaned_data["id"], contract=self.subject.id)
        return self.there()

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What is still to be paid, what of it is due now, and what is not collected."""
        left = sum(row.left for row in queries.schedule(self.subject))
        due = queries.pay_off_due(self.subject, on)
        self.do(by, on)
        return {"left": left, "due": due, "waived": left - due}


FORMS = (Repay, PayOff)
