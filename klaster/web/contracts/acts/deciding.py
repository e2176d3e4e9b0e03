"""Decisions on a contract: forgiving, giving up, agreeing anew, and taking a mistake back."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klaster.domain.access.acts import Actor
from klaster.domain.contracts import commands, history, queries
from klaster.domain.contracts.models import Contract, Event
from klaster.reports.labels import ENTRY_KINDS
from klaster.rules.contracts import reform
from klaster.web.contracts.acts import agreed
from klaster.web.contracts.acts.events import FINANCING
from klaster.web.contracts.acts.standing import OfContract, case_of, may_happen
from klaster.web.shared import inputs, words
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit


class Waive(OfContract):
    """A part of a debt in money is forgiven."""

    act = "contracts.waive"
    title = _("Bebaskan sebagian")
    about = _("Angsuran tertua dibebaskan dahulu; pokoknya menjadi beban dana.")
    amount = inputs.Rupiah(label=_("Jumlah yang dibebaskan"))
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While money is owed; offspring owed is waived by head."""
        return subject.kind != "pass_on" and may_happen(subject, "waived", visit.on)

    def do(self, by: Actor, on: date) -> str:
        """Forgive it."""
        given = self.cleaned_data
        commands.waive(
            by=by, on=on, id=given["id"], contract=self.subject.id,
            amount=given["amount"], reason=given["reason"],
        )  # fmt: skip
        return self.there()


class Restructure(OfContract):
    """New terms for what is left."""

    act = "contracts.restructure"
    title = _("Jadwalkan ulang")
    about = _("Akad baru untuk sisa utang; utang tidak boleh bertambah, akad lama tetap terbaca.")
    preview_template = "contracts/acts/restructured.html"
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """For instalment plans that still run."""
        return subject.kind in FINANCING and may_happen(subject, "restructured", visit.on)

    def prepare(self) -> None:
        """The fields of the kind's terms, but for the principal: that is what is left."""
        own = deepcopy(dict(agreed.TERMS[self.subject.kind]))
        del own["principal"]
        now = case_of(self.subject)
        plan = now.kind.terms_now(now.terms, now.history).plan
        left = [row for row in queries.schedule(self.subject) if row.left]
        self.principal = sum(row.principal - row.principal_settled for row in left)
        margin = sum(row.margin - row.margin_settled for row in left)
        for name, value in (
            ("instalments", len(left)), ("every", plan.timing.every), ("unit", plan.timing.unit),
            ("margin", margin or None), ("annual_rate_pct", plan.annual_rate_pct or None),
            ("method", plan.method),
        ):  # fmt: skip
            if name in own:
                own[name].initial = value
        reason = self.fields.pop("reason")
        self.fields |= {**own, "reason": reason}

    @property
    def whom(self) -> str:
        """The contract, and what is left of the principal."""
        return f"{super().whom} · {words.rupiah(self.principal)}"

    def do(self, by: Actor, on: date) -> str:
        """Agree anew."""
        given = self.cleaned_data
        group = self._group()
        terms = agreed.terms(agreed.TERMS[self.subject.kind], given, on, group)
        commands.restructure(
            by=by, on=on, id=given["id"], contract=self.subject.id,
            terms={**terms, "principal": str(self.principal)}, reason=given["reason"],
        )  # fmt: skip
        return self.there()

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """The new schedule beside what was left of the old one."""
        before = [row for row in queries.schedule(self.subject) if row.left]
        self.do(by, on)
        after = queries.schedule(self.subject)
        return {
            "before": sum(row.left for row in before),
            "after": sum(row.left for row in after),
            "rows": after,
        }

    def _group(self) -> int | None:
        """The day on which the group of the contract meets."""
        return agreed.meeting_day(self.subject.organisation_id, self.subject.group_id)


class WriteOff(OfContract):
    """What is left is lost."""

    act = "contracts.write_off"
    title = _("Hapus buku")
    about = _("Semua sisa dibebankan kepada dana sebagai kerugian.")
    preview_template = "contracts/acts/written_off.html"
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """While it runs."""
        return subject.status == Contract.Status.ACTIVE and may_happen(
            subject, "written_off", visit.on
        )

    def do(self, by: Actor, on: date) -> str:
        """Write the rest off."""
        given: dict[str, Any] = self.cleaned_data
        commands.write_off(
            by=by, on=on, id=given["id"], contract=self.subject.id, reason=given["reason"]
        )
        return self.there()

    def preview(self, by: Actor, on: date) -> dict[str, Any]:
        """What is given up as lost."""
        return {"lost": queries.position(self.subject).owed.items()}


class Cancel(OfContract):
    """Given up before anything was handed over."""

    act = "contracts.cancel"
    title = _("Batalkan akad")
    about = _("Hanya sebelum ada yang diserahkan.")
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def is_offered(cls, visit: Visit, subject: Contract) -> bool:
        """Before the hand-over."""
        return may_happen(subject, "cancelled", visit.on)

    def do(self, by: Actor, on: date) -> str:
        """Cancel it."""
        given = self.cleaned_data
        commands.cancel(
            by=by, on=on, id=given["id"], contract=self.subject.id, reason=given["reason"]
        )
        return self.there()


class Undo(ActForm):
    """The last event of a contract was recorded by mistake."""

    act = "contracts.undo"
    title = _("Batalkan catatan ini")
    about = _("Jurnalnya dibalik; catatan yang keliru dan pembatalannya tetap terlihat.")
    subject_model = Event
    subject: Event
    reason = inputs.Words(label=_("Alasan"))

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Event]:
        """The events of contracts within reach."""
        return (
            Event.objects.filter(of_people(visit, "contract__party_id"))
            .filter(organisation_id=visit.organisation.id)
            .select_related("contract__party")
        )

    @classmethod
    def is_offered(cls, visit: Visit, subject: Event) -> bool:
        """The last one only, unless terms were changed or the contract was handed over by it."""
        case = case_of(subject.contract)
        return (
            bool(case.ids)
            and case.ids[-1] == subject.id
            and subject.kind not in (history.RESTRUCTURED, *reform.EVENTS)
            and not case.is_handed_over
        )

    @property
    def whom(self) -> str:
        """The event in its contract."""
        event = self.subject
        said = [event.contract.number, str(ENTRY_KINDS.get(event.kind, event.kind))]
        said += [words.day(event.on), words.rupiah(event.amount) if event.amount else ""]
        return " · ".join(filter(None, said))

    def do(self, by: Actor, on: date) -> str:
        """Take it back."""
        given = self.cleaned_data
        commands.undo(by=by, on=on, id=given["id"], event=self.subject.id, reason=given["reason"])
        return reverse("contract", args=[self.subject.contract_id])


FORMS = (Waive, Restructure, WriteOff, Cancel, Undo)
