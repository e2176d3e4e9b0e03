"""Where a contract stands, for forms that are offered only when its rules would let them happen."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django.db.models import QuerySet
from django.urls import reverse

from klaster.domain.contracts import history, queries
from klaster.domain.contracts.models import Contract
from klaster.rules.contracts import refusals
from klaster.rules.contracts.kind import Event
from klaster.rules.refusal import BadField, Refused
from klaster.web.shared.acting import ActForm
from klaster.web.shared.reach import of_people
from klaster.web.shared.visits import Visit

# What a form can still put right: the fields say it. Any other refusal is of the contract's state.
_OF_FIELDS = (BadField, refusals.AmountNotAsAgreed, refusals.OriginMissing)
_WELL_FILLED = {
    "reason": "-",
    "evidence": "-",
    "accepted": True,
    "able": True,
    "age_months": 240,
    "weight_kg": "2000",
}


class OfContract(ActForm):
    """An act on a contract; afterwards its page shows the event."""

    subject_model = Contract
    subject: Contract

    @classmethod
    def subjects(cls, visit: Visit) -> QuerySet[Contract]:
        """The contracts of the people within reach."""
        own = queries.of_organisation(visit.organisation.id).select_related("book")
        return own.filter(of_people(visit))

    @property
    def whom(self) -> str:
        """The contract by its number and its party."""
        return f"{self.subject.number} · {self.subject.party.name}"

    def there(self) -> str:
        """The page of the contract."""
        return reverse("contract", args=[self.subject.id])


def case_of(contract: Contract) -> history.Case:
    """The contract's terms and history, read once for each row however many forms ask."""
    if "case" not in contract.__dict__:
        contract.__dict__["case"] = history.case(contract)
    return cast(history.Case, contract.__dict__["case"])


def may_happen(contract: Contract, event: str, on: date) -> bool:
    """Say whether the rules would let an event happen now, were its form well filled in."""
    if contract.status == Contract.Status.HANDED_OVER:
        return False
    case = case_of(contract)
    return event in case.kind.events and any(
        _would_pass(case, Event(event, on, 1, data)) for data in _samples()
    )


def _samples() -> Iterator[dict[str, Any]]:
    """Events of one head, of either sex."""
    yield {**_WELL_FILLED, "females": 1}
    yield {**_WELL_FILLED, "males": 1}


def _would_pass(case: history.Case, event: Event) -> bool:
    try:
        case.kind.apply(case.terms, case.history, event)
    except _OF_FIELDS:
        return True
    except Refused:
        return False
    return True
