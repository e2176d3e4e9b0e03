"""What is done on a contract from its page: paying, paying off, forgiving, giving up."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands, queries
from klaster.domain.contracts.models import Contract
from klaster.rules.contracts import KINDS
from klaster.web.shared import inputs
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class OfContract(ActForm):
    """An act on a contract that still runs; afterwards its page shows the event."""

    subject_model = Contract
    subject: Contract

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Contract]:
        """The contracts of the people within reach."""
        return queries.of_organisation(visit.organisation.id).filter(of_people(visit))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While it runs."""
        return subject.status == Contract.Status.ACTIVE

    def there(self) -> str:
        """The page of the contract."""
        return reverse("contract", args=[self.subject.id])


class Repay(OfContract):
    """Money in from the mitra."""

    act = "contracts.repay"
    title = _("Terima angsuran")
    amount = inputs.Rupiah(label=_("Jumlah yang dibayar"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """For contracts whose rules know an instalment."""
        return super().is_offered(visit, subject) and "repaid" in KINDS[subject.kind].events

    def do(self, by: Actor, on: date) -> str:
        """Record the instalment."""
        given = self.cleaned_data
        commands.repay(
            by=by, on=on, id=given["id"], contract=self.subject.id, amount=given["amount"]
        )
        return self.there()


class WriteOff(OfContract):
    """What is left is lost."""

    act = "contracts.write_off"
    title = _("Hapus buku")
    about = _("Semua sisa dibebankan kepada dana sebagai kerugian.")
    reason = inputs.Words(label=_("Alasan"))

    def do(self, by: Actor, on: date) -> str:
        """Write the rest off."""
        given: dict[str, Any] = self.cleaned_data
        commands.write_off(
            by=by, on=on, id=given["id"], contract=self.subject.id, reason=given["reason"]
        )
        return self.there()


FORMS = (Repay, WriteOff)
